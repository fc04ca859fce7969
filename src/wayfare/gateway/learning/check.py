"""Have checks of answers made, one after the other, for those who say what to look for.

Knows how many may be asked for at once. Knows nothing of how each is made.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from wayfare.domain.check import Check, Grade, kind_of
from wayfare.domain.errors import BadRequestError
from wayfare.grading.grade import Grader

#: Each of these needs a process of its own, and holds the one who asks until it is done.
MANY = {"regex": 50, "json_schema": 50, "code": 10}


class Claim(msgspec.Struct, frozen=True):
    """What is looked for in which answer, None where it is not kept; `where` it was sent."""

    check: Check
    answer: str | None
    where: str


async def look(grader: Grader, claims: Sequence[Claim | None]) -> list[Grade | None]:
    """Each claim's grade.

    Raises:
        BadRequestError: a check is at fault, there are too many, or there is no answer.
        CheckUnavailableError: this kind of check cannot be made on this machine.
    """
    counts = Counter(kind_of(claim.check) for claim in claims if claim is not None)
    for kind, most in MANY.items():
        if counts[kind] > most:
            raise BadRequestError(
                f"There are {counts[kind]} checks of the kind {kind}, more than {most}.",
                cure="Send them in several requests.",
                param="check",
            )
    return [None if claim is None else await _grade(grader, claim) for claim in claims]


async def _grade(grader: Grader, claim: Claim) -> Grade:
    if claim.answer is None:
        raise BadRequestError(
            f"`{claim.where}answer` is needed: this answer is not kept.",
            cure="Send its text; it is looked at and not kept.",
            param=f"{claim.where}answer",
        )
    try:
        return await grader.grade(claim.check, claim.answer)
    except BadRequestError as error:
        field = f"{claim.where}check.{error.param}"
        message = error.message.replace(f"`{error.param}`", f"`{field}`", 1)
        raise BadRequestError(message, cure=error.cure, param=field) from error


def name_of(check: Check) -> str:
    """The name of whoever looked, where nobody gives another: its kind."""
    return kind_of(check)
