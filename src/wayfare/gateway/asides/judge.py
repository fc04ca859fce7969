"""Find a model that may judge two answers, and ask it in both orders: for marks, or who is better.

Knows who made what and what is known of each judge. Knows nothing of where the answers come from.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from wayfare.domain.arm import DIRECT, Arm
from wayfare.domain.chat import Message
from wayfare.domain.demands import Demands
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.asides.aside import JUDGE, Errand, ask_aside
from wayfare.gateway.parts import Parts
from wayfare.grading.graded import difference_of, order_of, pose_marks, read_marks
from wayfare.grading.pairwise import OUTPUT_TOKENS_MAX, pose, read_verdict
from wayfare.routing.judges import UNMEASURED, Judge, Refusal
from wayfare.routing.model_names import read_name

#: Why a judge is refused, with room for its name.
WHY: Mapping[Refusal, str] = {
    Refusal.BY_PLACE: "{} goes by an answer's place, not by the answer, and is refused as a judge.",
    Refusal.NEVER_DECIDES: "{} hardly ever finds one answer better, and is refused as a judge.",
    Refusal.NO_BETTER_THAN_CHANCE: (
        "{} is not shown to agree with people more than chance does, and is refused as a judge."
    ),
    Refusal.LEANS: "{} marks one model higher than people do, and is refused as a judge.",
}
Said = TypeVar("Said")
_CURE = "`wayfare doctor judge` shows what is known of it; name another one with --judge."


class Pair(msgspec.Struct, frozen=True):
    """Two answers to one question, and what is demanded of whoever reads them."""

    turns: Sequence[Message]
    answer: str
    other: str
    demands: Demands


class Verdict(msgspec.Struct, frozen=True):
    """What a judge said in both orders, the answer first and then the other first.

    `orders` None: it gave no verdict, and `why` says why not; `is_unreadable` where it did answer.
    `cost_micros` None: not known. `difference` in [-1, 1] is by how much it marked the answer
    higher on average, None where it gave no marks.
    """

    orders: str | None
    cost_micros: int | None
    why: str = ""
    is_unreadable: bool = False
    difference: float | None = None


def find_judge(offers: Iterable[Offer], compared: Sequence[Arm], known: Mapping[str, Judge]) -> Arm:
    """Who judges best: the best arm that is neither of those compared.

    One that votes have shown to be good comes first, then one of another maker.

    Raises:
        BadRequestError: there is none left.
    """
    able = [offer for offer in offers if may_judge(offer.arm, compared)]
    able = [offer for offer in able if not _is_refused(offer.arm, known)]
    if not able:
        raise BadRequestError(
            "No model is left that could judge: each is compared itself, or refused as a judge.",
            cure="Bring in another with `wayfare providers add`, or name one with --judge.",
        )

    def order(offer: Offer) -> tuple[float, bool, float]:
        weight = known[offer.arm.name].weight if offer.arm.name in known else UNMEASURED
        is_kin = any(_is_kin(offer.arm, arm) for arm in compared)
        return (-max(weight, UNMEASURED), is_kin, -(offer.usual or offer.quality or 0.0))

    return min(able, key=order).arm


def check_judge(judge: Arm, compared: Sequence[Arm], known: Mapping[str, Judge]) -> None:
    """Let nobody judge who was named for it and may not.

    Raises:
        BadRequestError: it would judge its own answers, or it is refused.
    """
    if not may_judge(judge, compared):
        raise BadRequestError(
            f"{judge.name} would judge its own answers.", cure="Name another one with --judge."
        )
    refusal = known[judge.name].refusal if judge.name in known else None
    if refusal is not None:
        raise BadRequestError(WHY[refusal].format(judge.name), cure=_CURE)


def may_judge(judge: Arm, compared: Sequence[Arm]) -> bool:
    """Whether it is one model that chats, and none of those whose answers are compared."""
    own = {each.model for arm in compared for each in (arm.deployment, *arm.ahead)}
    deployment = judge.deployment
    return (
        judge.path == DIRECT and Feature.CHAT in deployment.features and deployment.model not in own
    )


async def ask_judge(
    parts: Parts, judge: Arm, pair: Pair, caller: Caller, kind: JudgeKind
) -> Verdict:
    """Ask the judge twice, with each answer first once, in whichever way."""
    ask = mark_pair if kind is JudgeKind.GRADED else judge_pair
    return await ask(parts, judge, pair, caller)


async def judge_pair(parts: Parts, judge: Arm, pair: Pair, caller: Caller) -> Verdict:
    """Ask which is better, twice, with each answer first once."""
    said, verdict = await _ask(parts, errand_of, read_verdict, (judge, pair, caller))
    if said is None:
        return verdict
    return msgspec.structs.replace(verdict, orders="".join(said))


async def mark_pair(parts: Parts, judge: Arm, pair: Pair, caller: Caller) -> Verdict:
    """Ask for marks, twice, with each answer first once; without all four there is no verdict."""
    said, verdict = await _ask(parts, marks_errand_of, read_marks, (judge, pair, caller))
    if said is None:
        return verdict
    return msgspec.structs.replace(
        verdict, orders="".join(map(order_of, said)), difference=difference_of(*said)
    )


async def _ask(
    parts: Parts,
    pose_to: Callable[[Arm, Pair, str, str], Errand],
    read: Callable[[str], Said | None],
    asked_of: tuple[Arm, Pair, Caller],
) -> tuple[tuple[Said, Said] | None, Verdict]:
    """What was said in both orders, None where one of both is missing; what it cost, and why."""
    judge, pair, caller = asked_of
    orders = ((pair.answer, pair.other), (pair.other, pair.answer))
    asked = await asyncio.gather(
        *(ask_aside(parts, pose_to(judge, pair, *both), caller) for both in orders)
    )
    costs = [each.cost_micros for each in asked]
    none = Verdict(None, None if None in costs else sum(each or 0 for each in costs))
    first, second = (None if each.text is None else read(each.text) for each in asked)
    if first is not None and second is not None:
        return (first, second), none
    unread = asked[0] if first is None else asked[1]
    if unread.text is None:
        why = unread.why or "It gave no whole answer."
        return None, msgspec.structs.replace(none, why=why)
    why = "It said something that is no verdict."
    return None, msgspec.structs.replace(none, why=why, is_unreadable=True)


def errand_of(judge: Arm, pair: Pair, first: str, second: str) -> Errand:
    """The question to the judge which is better."""
    return _errand(judge, pair, pose(pair.turns, first, second))


def marks_errand_of(judge: Arm, pair: Pair, first: str, second: str) -> Errand:
    """The question to the judge for marks."""
    return _errand(judge, pair, pose_marks(pair.turns, first, second))


def _errand(judge: Arm, pair: Pair, text: str) -> Errand:
    asked = [Message("user", text)]
    return Errand(JUDGE, "judging", judge, asked, pair.demands, OUTPUT_TOKENS_MAX)


def _is_refused(arm: Arm, known: Mapping[str, Judge]) -> bool:
    return arm.name in known and known[arm.name].refusal is not None


def _is_kin(one: Arm, other: Arm) -> bool:
    """Whether the same maker made both, as far as their names tell."""
    mine, its = (read_name(arm.deployment.model) for arm in (one, other))
    return mine.family == its.family or (bool(mine.maker) and mine.maker == its.maker)
