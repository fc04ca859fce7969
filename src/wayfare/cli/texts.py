"""What the command line says, in English, Korean and Japanese."""

import locale
import os
import re
from collections.abc import Mapping
from typing import Final

from wayfare.cli.japanese import sentences as japanese
from wayfare.cli.sentences import (
    asking,
    certificates,
    comparing,
    doctor,
    keys,
    limits,
    measuring,
    people,
    placing,
    serving,
    tables,
    terms,
    voting,
)

LANGUAGES: Final = ("en", "ko", "ja")

#: As locales call the languages, on Windows too.
_CALLED: Final = {"ko": "ko", "korean": "ko", "ja": "ja", "japanese": "ja"}

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    **tables.SENTENCES,
    **terms.SENTENCES,
    **serving.SENTENCES,
    **asking.SENTENCES,
    **people.SENTENCES,
    **keys.SENTENCES,
    **limits.SENTENCES,
    **doctor.SENTENCES,
    **placing.SENTENCES,
    **certificates.SENTENCES,
    **comparing.SENTENCES,
    **voting.SENTENCES,
    **measuring.SENTENCES,
}


def language_or_default(wanted: str | None = None) -> str:
    """The language to speak: what is wanted, else the locale's, else English."""
    if wanted in LANGUAGES:
        return str(wanted)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return _spoken_in(value)
    return _spoken_in(locale.getlocale()[0] or "")


def _spoken_in(place: str) -> str:
    """The language of a locale, such as ko_KR.UTF-8 or Japanese_Japan; else English."""
    return _CALLED.get(re.split(r"[^a-z]", place.lower(), maxsplit=1)[0], "en")


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: str, /, **values: object) -> str:
        """One sentence, filled in."""
        return self._said(text).format(**values)

    def _said(self, text: str) -> str:
        if self.language == "ja":
            return japanese.SENTENCES[text]
        english, korean = SENTENCES[text]
        return korean if self.language == "ko" else english
