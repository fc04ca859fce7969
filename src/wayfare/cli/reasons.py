"""Say why something was decided, in the reader's language.

Reasons are kept and sent in Korean and in English. In Japanese one is said by its code, filled in
with what the English was filled in with; where that cannot be told for sure, the English stands.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from wayfare.cli.japanese.reasons import REASONS
from wayfare.cli.japanese.words import WORDS
from wayfare.domain.decision import Reason
from wayfare.routing.pool_reasons import SENTENCES as OF_THE_POOL
from wayfare.routing.reasons import SENTENCES

#: Every sentence that a reason can have in English, by its code.
ENGLISH: Final[Mapping[str, str]] = {
    **{code: said["en"] for code, said in SENTENCES.items()},
    **{code: english for code, (english, _) in OF_THE_POOL.items()},
}


def say_reason(reason: Reason, language: str) -> str:
    """A reason as a sentence.

    >>> said = "Presumed fastest: 0.4 s, next gpt-5 with 1.2 s."
    >>> say_reason(Reason("fast", "...", said), "ja")
    '最も速いと推定されます: 0.4秒、次点はgpt-5の1.2秒。'
    """
    if language == "ja":
        return _in_japanese(reason.code, reason.en) or reason.en
    return reason.ko if language == "ko" else reason.en


def say_sent(sent: Mapping[str, Any], language: str) -> str:
    """A reason as clients get it; what serves may be older, and send no code."""
    return say_reason(Reason(sent.get("code", ""), sent["ko"], sent["en"]), language)


def _in_japanese(code: str, english: str) -> str | None:
    if code not in REASONS or (found := _pattern(code).fullmatch(english)) is None:
        return None
    values = {name: _word(name, said) for name, said in found.groupdict().items()}
    return None if None in values.values() else REASONS[code].format(**values)


def _word(name: str, english: str) -> str | None:
    if name == "why":  # a reason within a reason
        said = (_in_japanese(code, english) for code in REASONS)
        return next(filter(None, said), None)
    return WORDS[name](english) if name in WORDS else english


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """What the English of a code looks like, whatever it is filled in with."""
    parts = re.split(r"{(\w+)}", ENGLISH[code])
    pattern = "".join(
        f"(?P<{part}>.*?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
    )
    return re.compile(pattern, re.DOTALL)
