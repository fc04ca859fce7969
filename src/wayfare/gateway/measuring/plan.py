"""Plan which models are asked in which ways, who translates and judges, and what that costs.

Knows arms, prices and judges. Asks nobody.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.arm import DIRECT, PIVOT, Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import BadRequestError
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.asides.aside import MEASURE, Errand, context_of
from wayfare.gateway.asides.kept import Kept
from wayfare.gateway.asides.plan_comparison import judge_fare, judge_for, named, request_of
from wayfare.gateway.measuring.questions import Question
from wayfare.gateway.parts import Parts
from wayfare.routing.features import read_context
from wayfare.routing.filters import undemanded, unfit
from wayfare.routing.judges import Judge
from wayfare.routing.quote import quote
from wayfare.wire.question_files import FileQuestion


class Ways(msgspec.Struct, frozen=True):
    """A model asked directly and through the language in the middle.

    `is_configured`: the settings have that pivot, so that the router can learn of it.
    """

    direct: Arm
    pivot: Arm
    is_configured: bool

    @property
    def key(self) -> str:
        """What its pivot's answers are kept under: a name that tells who translates."""
        return _pivot_name(self.direct, self.pivot.middle or "", self.pivot.ahead[0])


class Asking(msgspec.Struct, frozen=True):
    """One question to one model."""

    question: Question
    ways: Ways


class MeasureWish(msgspec.Struct, frozen=True):
    """Whom to measure, by name. Empty: `auto`'s, each translates for itself, the best judge."""

    middle: str
    models: tuple[str, ...] = ()
    translator: str = ""
    judge: str = ""
    kind: JudgeKind = JudgeKind.GRADED


class MeasurePlan(msgspec.Struct, frozen=True):
    """Who is asked what, and how the judge is. `fare_micros` is what is expected to be paid yet.

    `unsuited` are the models whose pivot cannot take a language, with that one: they are asked
    nothing in it.
    """

    middle: str
    questions: Sequence[Question]
    ways: Sequence[Ways]
    asks: Sequence[Asking]
    judge: Arm | None
    fare_micros: int
    unsuited: tuple[tuple[str, str], ...]
    kind: JudgeKind = JudgeKind.GRADED


def plan_measure(
    parts: Parts,
    questions: Sequence[Question],
    wish: MeasureWish,
    judges: Sequence[Judge],
    kept: Kept,
) -> MeasurePlan:
    """The plan, with what it is expected to cost: all that is not kept already.

    Raises:
        BadRequestError: there is nobody who may be asked, or who is named may not, or a price is
            not known, so that no budget would bound it.
        ModelNotFoundError: nothing has a model's name.
    """
    ways = _all_ways(parts, wish)
    asks, unsuited = _asks(parts, questions, ways)
    if not asks:
        raise BadRequestError(
            "No model can be asked any of the questions through the language in the middle.",
            cure="Name another translator with --translator, or other models with --model.",
        )
    compared = [arm for each in ways for arm in (each.direct, each.pivot)]
    judge = None
    if any(question.check is None for question in questions):
        judge = judge_for(parts, [each.asked for each in questions], wish.judge, compared, judges)
    for arm in (*compared, *([] if judge is None else [judge])):
        if quote(arm, _context(asks[0].question)).fare_micros is None:
            raise BadRequestError(
                f"What {arm.name} costs is not known.",
                cure="Set its price in [prices], or leave it out.",
            )
    fare = _fare_of_all(asks, judge, kept)
    return MeasurePlan(wish.middle, questions, ways, asks, judge, fare, unsuited, wish.kind)


def errand_of(
    question: Question, asked: FileQuestion, arm: Arm, beside: Arm | None, context: Context | None
) -> Errand:
    """A question to an arm, `asked` as it is or as it truly is in the middle language."""
    past = question.past
    limit = None if past is None else past.output_tokens_max
    errand = Errand(MEASURE, "measuring", arm, asked.turns, question.demands, limit, beside=beside)
    if past is not None:
        return msgspec.structs.replace(
            errand, features=past.features, features_version=past.version, topic=past.topic
        )
    if context is None:
        return errand
    return msgspec.structs.replace(
        errand,
        features=context.features,
        features_version=context.features_version,
        topic=context.topic,
    )


def fare_of(question: Question, asked: FileQuestion, arm: Arm) -> int:
    """What an answer costs, as far as one can tell before; prices are known by now."""
    errand = errand_of(question, asked, arm, None, None)
    return quote(arm, context_of(errand)).fare_micros or 0


def verdict_fare(question: Question, judge: Arm) -> int:
    """What both orders cost."""
    return judge_fare(question.asked, judge) or 0


def _all_ways(parts: Parts, wish: MeasureWish) -> list[Ways]:
    if wish.models:
        arms = [named(parts, name) for name in wish.models]
        for arm in arms:
            _check_model(parts, arm)
    else:
        auto = parts.catalog.candidates(Goal.AUTO.value).arms
        arms = [arm for arm in auto if arm.path == DIRECT and _may_read(parts, arm.deployment)]
    if not arms:
        raise BadRequestError(
            "There is no model that may be asked.",
            cure="Name models with --model, add a provider, or change [demands].",
        )
    translator = _translator(parts, wish.translator) if wish.translator else None
    return [_ways(parts, arm, wish.middle, translator or arm.deployment) for arm in arms]


def _check_model(parts: Parts, arm: Arm) -> None:
    if arm.path != DIRECT:
        raise BadRequestError(
            f"{arm.name} is no model that is asked directly.",
            cure="Name the model itself with --model.",
        )
    if not _may_read(parts, arm.deployment):
        raise BadRequestError(
            f"{arm.name} may not read them: it does not fulfil what the settings demand.",
            cure="Name another one with --model, or change [demands].",
        )


def _translator(parts: Parts, name: str) -> Deployment:
    able = [
        each
        for each in parts.catalog.deployments
        if each.features & {Feature.CHAT, Feature.TRANSLATE}
    ]
    found = [each for each in able if each.name == name] or [
        each for each in able if each.model == name
    ]
    if len(found) != 1:
        raise BadRequestError(
            f"{name} is no model that could translate.", cure="`wayfare models` shows all."
        )
    if not _may_read(parts, found[0]):
        raise BadRequestError(
            f"{name} may not translate them: it does not fulfil what the settings demand.",
            cure="Name another one with --translator, or change [demands].",
        )
    return found[0]


def _ways(parts: Parts, direct: Arm, middle: str, translator: Deployment) -> Ways:
    """With the pivot of the settings where there is this one, else with one made for this."""
    path = PIVOT + middle
    for arm in parts.catalog.arms:
        is_its = arm.deployment.name == direct.deployment.name and arm.setup == direct.setup
        if is_its and arm.path == path and [each.name for each in arm.ahead] == [translator.name]:
            return Ways(direct, arm, True)
    name = _pivot_name(direct, middle, translator)
    pivot = Arm(name, direct.deployment, direct.setup, path, (translator,))
    return Ways(direct, pivot, False)


def _pivot_name(direct: Arm, middle: str, translator: Deployment) -> str:
    return f"{direct.name}@via-{middle} by {translator.name}"


def _asks(
    parts: Parts, questions: Sequence[Question], ways: Sequence[Ways]
) -> tuple[list[Asking], tuple[tuple[str, str], ...]]:
    """All that can be asked, and the models and languages for which some cannot."""
    asks, unsuited = [], set()
    for question in questions:
        context = msgspec.structs.replace(_context(question), language=question.language)
        demands = parts.demands + question.demands
        for each in ways:
            who = (each.direct.deployment, *each.pivot.ahead)
            is_free = all(undemanded(one, demands) is None for one in who)
            if is_free and unfit(each.pivot, context) is None:
                asks.append(Asking(question, each))
            else:
                unsuited.add((each.direct.name, question.language))
    return asks, tuple(sorted(unsuited))


def _context(question: Question) -> Context:
    return read_context(request_of(question.asked))


def _may_read(parts: Parts, deployment: Deployment) -> bool:
    return undemanded(deployment, parts.demands) is None


def _fare_of_all(asks: Sequence[Asking], judge: Arm | None, kept: Kept) -> int:
    """What is not kept yet; a true question in the middle language is asked once a model."""
    total, true = 0, set()
    for ask in asks:
        question, ways = ask.question, ask.ways
        direct = ways.direct
        if kept.given(question.id, direct.name) is None:
            total += fare_of(question, question.asked, direct)
        if kept.given(question.id, ways.key) is None:
            total += fare_of(question, question.asked, ways.pivot)
        if question.true is not None and question.true_check is not None:
            its = (question.true.id, direct.name)
            if its not in true and kept.given(*its) is None:
                total += fare_of(question, question.true, direct)
            true.add(its)
        is_judged = kept.judged(question.id, ways.key, direct.name) is not None
        if judge is not None and question.check is None and not is_judged:
            total += verdict_fare(question, judge)
    return total
