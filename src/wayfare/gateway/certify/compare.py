"""Compare two answers to one question: by what they come to, by a check, by a measured judge.

Knows answers. Knows nothing of who is the baseline, or of what a difference is evidence for.
"""

import msgspec

from wayfare.domain.chat import ChatRequest
from wayfare.domain.shadow import By
from wayfare.routing.checkable import suits_cascade
from wayfare.routing.final_answer import agree, final_answer


class Difference(msgspec.Struct, frozen=True):
    """How much better the first answer is, in [-1, 1], who said so, and by marks or not."""

    value: float
    by: By
    by_marks: bool = False


def compare_plainly(request: ChatRequest, answer: str, other: str) -> Difference | None:
    """No difference, where both come to the same; None where somebody has to be asked.

    Texts that are the same letter by letter are equally good, whatever they say.
    """
    if answer.strip() == other.strip():
        return Difference(0.0, By.EQUAL)
    if not suits_cascade(request):
        return None
    if agree(final_answer(answer), final_answer(other)):
        return Difference(0.0, By.EQUAL)
    return None
