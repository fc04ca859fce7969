"""Choose past questions to ask a further arm, and say what that will cost.

Knows which questions an arm and a judge may be asked, and which of them tell the most. Asks
nobody. Read only where something is placed: numbers are large.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context, Message
from wayfare.domain.demands import Demands
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.domain.offer import Offer
from wayfare.gateway.asides.aside import CALIBRATE, Errand, context_of
from wayfare.gateway.asides.judge import Pair, errand_of, may_judge
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.routing.filters import undemanded, unfit
from wayfare.routing.quote import full_fare, quote
from wayfare.routing.telling import importance_of, most_telling
from wayfare.store.past_questions import PastQuestion
from wayfare.wire.responses.body import ResponsesBody
from wayfare.wire.wires import WIRES

#: Longer ones cost much and tell no more.
INPUT_TOKENS_MAX = 6_000
#: A verdict is a word.
VERDICT_TOKENS = 8


class Probe(msgspec.Struct, frozen=True):
    """A past question, by whom it was answered, and what it costs to ask `arm` and a judge.

    `fare_micros` None: not known. `output_tokens_max` is the client's own limit.
    """

    question: PastQuestion
    turns: tuple[Message, ...]
    against: Arm
    output_tokens_max: int | None = None
    fare_micros: int | None = None

    @property
    def demands(self) -> Demands:
        """What is demanded of whoever reads it."""
        return self.question.demands


def errand_for(probe: Probe, arm: Arm, version: str) -> Errand:
    """The question to the arm."""
    question = probe.question
    return Errand(
        CALIBRATE,
        "calibrating",
        arm,
        probe.turns,
        probe.demands,
        probe.output_tokens_max,
        beside=probe.against,
        features=question.features,
        features_version=version,
        topic=question.topic,
    )


def possible(
    questions: Sequence[PastQuestion], arm: Arm, arms: Mapping[str, Arm], demands: Demands
) -> list[Probe]:
    """Those that the arm may be asked and that another one answered that is still here."""
    found = (probe_of(question, arms) for question in questions)
    return [
        probe
        for probe in found
        if probe is not None
        and not _is_itself(arm, probe.against)
        and may_be_asked(probe, arm, demands)
    ]


def may_be_asked(probe: Probe, arm: Arm, demands: Demands) -> bool:
    """Whether an arm can take the question, and may read it; `demands` are this installation's."""
    context = context_of(errand_for(probe, arm, ""))
    if unfit(arm, context) is not None:
        return False
    bound = demands + probe.demands
    return all(undemanded(each, bound) is None for each in (arm.deployment, *arm.ahead))


def may_be_judged(probe: Probe, judge: Arm, demands: Demands) -> bool:
    """Whether a judge may read the question, and judge an answer beside the one that is kept."""
    return may_judge(judge, [probe.against]) and may_be_asked(probe, judge, demands)


def against_one(probes: Sequence[Probe], baseline: str | None, count: int) -> list[Probe]:
    """Those that the baseline answered, if they are enough; else those of all arms."""
    ours = [probe for probe in probes if probe.against.name == baseline]
    return ours if len(ours) >= count else list(probes)


def most_compared(probes: Sequence[Probe]) -> Arm:
    """The arm that answered most of them."""
    names = Counter(probe.against.name for probe in probes)
    first = names.most_common(1)[0][0]
    return next(probe.against for probe in probes if probe.against.name == first)


def choose(probes: Sequence[Probe], knowledge: Knowledge, count: int) -> list[Probe]:
    """The most telling of them; there must be one at least."""
    features, quality = knowledge.survey(
        [(probe.question.features, probe.question.topic) for probe in probes]
    )
    places = most_telling(features, importance_of(quality, len(probes)), count)
    return [probes[place] for place in places]


def with_fares(
    probes: Sequence[Probe], arm: Arm, judge: Arm | None, thought: Mapping[str, int]
) -> list[Probe]:
    """The same with what each will cost; models think so many tokens, by deployment."""
    return [
        msgspec.structs.replace(probe, fare_micros=_fare(probe, arm, judge, thought))
        for probe in probes
    ]


def fare_of(probes: Sequence[Probe]) -> int | None:
    """What they cost together, as far as one can tell before. None: not known."""
    fares = [probe.fare_micros for probe in probes]
    return None if None in fares else sum(fare or 0 for fare in fares)


def offers_for(probe: Probe, arms: Sequence[Arm], knowledge: Knowledge) -> list[Offer]:
    """What arms would offer for the question, by what was learned."""
    context = seen(probe, knowledge)
    offers = [quote(arm, context) for arm in arms]
    return knowledge.appraise(context, offers, offers[0].arm.name) if offers else []


def seen(probe: Probe, knowledge: Knowledge) -> Context:
    """The question as a router sees it."""
    return context_of(errand_for(probe, probe.against, knowledge.version))


def _is_itself(arm: Arm, other: Arm) -> bool:
    """Whether they answer alike: one model, set up in one way, or as a step of the arm."""
    own = {each.model for each in (arm.deployment, *arm.ahead)}
    return other.deployment.model in own and (bool(arm.ahead) or other.setup == arm.setup)


def probe_of(question: PastQuestion, arms: Mapping[str, Arm]) -> Probe | None:
    """A question that is nothing but text, and whose arm is still here; None: it is not so."""
    against, decode = arms.get(question.arm), WIRES[question.wire].decode
    if against is None or decode is None:
        return None
    try:
        body = decode(question.prompt)
    except BadRequestError:
        return None  # an older Wayfare took what this one does not
    if isinstance(body, ResponsesBody) and (body.has_prompt or body.conversation_id):
        return None
    asked = body.request
    is_plain = asked.needs == {Feature.CHAT} and not asked.media_parts and asked.choices == 1
    turns = tuple(turn for turn in asked.messages if turn.text)
    if not is_plain or not turns or turns[-1].role != "user":
        return None
    probe = Probe(question, turns, against, asked.output_tokens_max)
    is_long = context_of(errand_for(probe, against, "")).input_tokens > INPUT_TOKENS_MAX
    return None if is_long else probe


def _fare(probe: Probe, arm: Arm, judge: Arm | None, thought: Mapping[str, int]) -> int | None:
    """The arm's answer and, where no program checks it, two verdicts beside the one kept."""
    context = context_of(errand_for(probe, arm, ""))
    answering = context.output_tokens + thought.get(arm.deployment.name, 0)
    asked = full_fare(arm, msgspec.structs.replace(context, output_tokens=answering))
    if probe.question.check is not None or judge is None:
        return asked
    kept = probe.question.answer
    # an answer that is not there yet is taken to be as long as the one that is
    pair = Pair(probe.turns, kept, kept, probe.demands)
    context = context_of(errand_of(judge, pair, kept, kept))
    judging = VERDICT_TOKENS + thought.get(judge.deployment.name, 0)
    judged = full_fare(judge, msgspec.structs.replace(context, output_tokens=judging))
    return None if asked is None or judged is None else asked + 2 * judged
