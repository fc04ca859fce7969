"""Tell from its tokens' log-probabilities how sure a model was of its answer.

Knows tokens and what an answer comes down to. Knows no models: what is sure for one is not for
another, so these numbers are only held against each other within one.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from wayfare.routing.final_answer import Final, Kind, final_answer

_NUMBER = re.compile(r"[-\u2212]?\d+(?:,\d{3})*(?:\.\d+)?")

#: What is left out where answers are held against each other.
_UNSEEN = r"[\s$*`{}\\]*"


class Sureness(msgspec.Struct, frozen=True):
    """Log-probabilities, natural: the mean and the least of all tokens.

    `final` is the mean over the tokens that hold what the answer comes down to, the last time
    that it is said; None where that is nothing short, or is not found as it is written.
    """

    mean: float
    least: float
    final: float | None = None


def sureness(text: str, tokens: Sequence[tuple[str, float]]) -> Sureness | None:
    """How sure of its tokens a model was. Each is its letters and its log-probability.

    None: there are no tokens.

    >>> sureness("So 42", [("So", -0.5), (" 4", -0.25), ("2", -0.75)])
    Sureness(mean=-0.5, least=-0.75, final=-0.5)
    """
    if not tokens:
        return None
    values = [value for _, value in tokens]
    span = _span(final_answer(text), "".join(letters for letters, _ in tokens))
    inside = [] if span is None else list(_within(tokens, span))
    final = sum(inside) / len(inside) if inside else None
    return Sureness(sum(values) / len(values), min(values), final)


def _span(final: Final, said: str) -> tuple[int, int] | None:
    """Where the final answer stands, the last time."""
    if final.kind is Kind.NOTHING:
        return None
    if final.number is not None:
        for match in reversed(list(_NUMBER.finditer(said))):
            number = float(match.group().replace(",", "").replace("\u2212", "-"))
            if abs(number) == abs(final.number):
                return match.span()
        return None
    pattern = _UNSEEN.join(map(re.escape, final.text))
    if final.kind is Kind.OPTION:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    found = list(re.finditer(pattern, said, re.IGNORECASE))
    return found[-1].span() if found else None


def _within(tokens: Sequence[tuple[str, float]], span: tuple[int, int]) -> Iterator[float]:
    begin = 0
    for letters, value in tokens:
        end = begin + len(letters)
        if begin < span[1] and end > span[0]:
            yield value
        begin = end
