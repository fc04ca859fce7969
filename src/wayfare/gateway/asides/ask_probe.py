"""Ask a model one past question, and have its answer looked at: by a program, else by a judge.

What was found is said as an outcome of a decision of its own. Knows nothing of how many are asked.
"""

from collections.abc import Awaitable, Callable, Sequence

import msgspec

from wayfare.domain.errors import BadRequestError, CheckUnavailableError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.gateway.asides.aside import ask_aside
from wayfare.gateway.asides.judge import Pair, judge_pair
from wayfare.gateway.asides.plan_calibration import Plan
from wayfare.gateway.asides.probes import Probe, errand_for, may_be_judged
from wayfare.gateway.learning.say import Saying
from wayfare.gateway.parts import Parts

#: Keeps what is said of an answer, as the outcome that it comes to.
Keep = Callable[[Saying], Awaitable[Outcome]]


class Probed(msgspec.Struct, frozen=True):
    """What came of one probe. `outcome` None: nothing, and `why` says why.

    `asked` is the past decision. `is_unreadable`: the judge said something that is no verdict.
    `pair` are the texts that were judged; they are kept nowhere else.
    """

    asked: str
    against: str
    outcome: Outcome | None
    cost_micros: int | None
    why: str = ""
    is_unreadable: bool = False
    pair: Pair | None = None


async def ask_probe(parts: Parts, plan: Plan, probe: Probe, caller: Caller, keep: Keep) -> Probed:
    """Ask it, and have the answer checked where its question has a check, else judged.

    An answer that cannot be checked after all is judged, where there is a judge who may.

    Raises:
        StoreError: the outcome could not be kept.
    """
    question, why = probe.question, ""
    asked = await ask_aside(parts, errand_for(probe, plan.arm, plan.version), caller)
    found = Probed(question.decision_id, probe.against.name, None, asked.cost_micros, asked.why)
    if asked.text is None:
        return found
    if question.check is not None:
        check = Saying(
            asked.decision_id, OutcomeKind.CHECK, check=question.check, answer=asked.text
        )
        try:
            return msgspec.structs.replace(found, outcome=await keep(check))
        except (BadRequestError, CheckUnavailableError) as error:
            why = str(error)
    judge = plan.judge
    if judge is None or not may_be_judged(probe, judge, parts.demands):
        return msgspec.structs.replace(found, why=why)
    pair = Pair(probe.turns, asked.text, question.answer, probe.demands)
    verdict = await judge_pair(parts, judge, pair, caller)
    found = msgspec.structs.replace(
        found,
        cost_micros=sum_of([asked.cost_micros, verdict.cost_micros]),
        why=verdict.why,
        is_unreadable=verdict.is_unreadable,
    )
    if verdict.orders is None:
        return found
    judged = Saying(
        asked.decision_id,
        OutcomeKind.VERDICT,
        against=probe.against.name,
        source=judge.name,
        orders=verdict.orders,
    )
    return msgspec.structs.replace(found, outcome=await keep(judged), pair=pair)


def sum_of(costs: Sequence[int | None]) -> int | None:
    """What costs come to; None where one is not known."""
    return None if None in costs else sum(cost or 0 for cost in costs)
