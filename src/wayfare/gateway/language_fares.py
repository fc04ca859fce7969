"""What arms cost for the letters of a language: prices per token as their readers meet them.

Measured from real answers where there are some, else presumed from the question's own letters.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.fertility import Fertility
from wayfare.domain.tokens import estimate_tokens

#: Fewer answers say too little of a tokenizer.
ANSWERS_LEAST = 5
LETTERS = 1_000
_MTOK = 1_000_000


class LanguageFare(msgspec.Struct, frozen=True):
    """What an arm charges for a thousand characters of answer, in micro-dollars.

    `measured` answers stand behind `letters_per_token`; 0: it is presumed. None: not known.
    """

    arm: str
    micros_per_1000: float | None
    letters_per_token: float | None
    measured: int


def language_fares(
    arms: Sequence[Arm], language: str, question: str, measured: Sequence[Fertility]
) -> dict[str, LanguageFare]:
    """The fares of arms in a language, by their names. `question` is a sample of its letters."""
    known = {each.deployment: each for each in measured if each.language == language}
    presumed = _presumed(question, list(known.values()))
    return {arm.name: _fare(arm, known.get(arm.deployment.name), presumed) for arm in arms}


def _fare(arm: Arm, found: Fertility | None, presumed: float | None) -> LanguageFare:
    count, letters = 0, presumed
    if found is not None and found.answers >= ANSWERS_LEAST:
        count, letters = found.answers, found.letters_per_token
    if arm.ahead or letters is None:  # several models write, each with a tokenizer of its own
        return LanguageFare(arm.name, None, None, 0)
    price = arm.deployment.price
    if arm.deployment.is_local:
        return LanguageFare(arm.name, 0.0, letters, count)
    micros = None if price is None else price.rates.output * LETTERS / letters / _MTOK
    return LanguageFare(arm.name, micros, letters, count)


def _presumed(question: str, measured: Sequence[Fertility]) -> float | None:
    """Characters of a usual token: of what was answered in the language, else of the question."""
    letters = sum(each.letters for each in measured)
    tokens = sum(each.presumed for each in measured)
    if not tokens:
        letters, tokens = len(question), estimate_tokens(question)
    return letters / tokens if tokens else None
