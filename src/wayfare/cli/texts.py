"""What the command line says, in English and Korean."""

import locale
import os
from collections.abc import Mapping
from typing import Final

from wayfare.cli.sentences import (
    asking,
    certificates,
    comparing,
    doctor,
    keys,
    limits,
    people,
    placing,
    serving,
    tables,
    terms,
    voting,
)

LANGUAGES: Final = ("en", "ko")

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
}


def language_or_default(wanted: str | None = None) -> str:
    """The language to speak: what is wanted, else the locale's, else English."""
    if wanted in LANGUAGES:
        return str(wanted)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ko" if value.lower().startswith("ko") else "en"
    return "ko" if (locale.getlocale()[0] or "").lower().startswith("ko") else "en"


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._place = LANGUAGES.index(language)

    def __call__(self, text: str, /, **values: object) -> str:
        """One sentence, filled in."""
        return SENTENCES[text][self._place].format(**values)
