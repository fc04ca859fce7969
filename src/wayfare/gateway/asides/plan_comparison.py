"""Plan which arms are asked somebody's own questions, who judges, and what that costs.

Knows arms, prices and judges. Asks nobody.
"""

import math
import re
from collections.abc import Sequence

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.check import Check, ExactCheck, NumberCheck, RegexCheck
from wayfare.domain.decision import Goal
from wayfare.domain.demands import NO_DEMANDS
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.asides.aside import COMPARE, Errand, context_of
from wayfare.gateway.asides.judge import Pair, check_judge, find_judge, marks_errand_of
from wayfare.gateway.parts import Parts
from wayfare.routing.baseline import find_baseline
from wayfare.routing.features import read_context
from wayfare.routing.filters import undemanded
from wayfare.routing.judges import Judge
from wayfare.routing.quote import quote
from wayfare.wire.question_files import FileQuestion

#: An expected text that is longer is the whole answer; one of fewer ASCII letters too.
WORDS_MAX, WORD_LEAST = 200, 3


class ComparePlan(msgspec.Struct, frozen=True):
    """Who is asked what. `used` is the arm in use, `brought` names of answers from elsewhere.

    `fare_micros` is what all is expected to cost, `kind` how the judge is asked.
    """

    questions: Sequence[FileQuestion]
    used: Arm
    arms: Sequence[Arm]
    brought: Sequence[str]
    judge: Arm | None
    fare_micros: int
    kind: JudgeKind = JudgeKind.GRADED


class CompareWish(msgspec.Struct, frozen=True):
    """Whom to compare, by name. Empty: the best single model, `auto`'s, the best judge."""

    used: str = ""
    models: tuple[str, ...] = ()
    judge: str = ""
    kind: JudgeKind = JudgeKind.GRADED


def plan_comparison(
    parts: Parts, questions: Sequence[FileQuestion], wish: CompareWish, judges: Sequence[Judge]
) -> ComparePlan:
    """The plan, with what it is expected to cost: all answers, and verdicts where nothing is right.

    Raises:
        BadRequestError: there is nothing to compare, or who is named may not judge, or a price is
            not known, so that no budget would bound it.
        ModelNotFoundError: nothing has a model's name.
    """
    pool = [named(parts, name) for name in wish.models]
    pool = pool or list(parts.catalog.candidates(Goal.AUTO.value).arms)
    router = parts.router
    best = find_baseline(_offers(questions[0], pool), router.point_worth_micros, router.baseline)
    used = named(parts, wish.used or best or pool[0].name)
    arms = [arm for arm in pool if arm.name != used.name and may_read(parts, arm)]
    if not may_read(parts, used):
        raise BadRequestError(
            f"{used.name} may not read them: it does not fulfil what the settings demand.",
            cure="Name another one with --used, or change [demands].",
        )
    brought = sorted({maker for each in questions for maker in each.answers})
    if not arms and not brought:
        raise BadRequestError(
            f"There is nothing to compare {used.name} with.",
            cure="Name other models with --model, or add a provider.",
        )
    judge = judge_for(parts, questions, wish.judge, [used, *arms], judges)
    fare = _fare_of_all(questions, [used, *arms], judge)
    return ComparePlan(questions, used, arms, brought, judge, fare, wish.kind)


def judge_for(
    parts: Parts,
    questions: Sequence[FileQuestion],
    name: str,
    compared: Sequence[Arm],
    judges: Sequence[Judge],
) -> Arm | None:
    """Who judges what no check tells; None: nobody can, or nobody has to.

    Raises:
        BadRequestError: who is named may not judge.
    """
    if all(question.expected is not None for question in questions):
        return None
    known = {judge.source: judge for judge in judges}
    if name:
        judge = named(parts, name)
        check_judge(judge, compared, known)
        return judge
    try:
        able = [arm for arm in parts.catalog.arms if may_read(parts, arm)]
        priced = [offer for offer in _offers(questions[0], able) if offer.fare_micros is not None]
        return find_judge(priced, compared, known)
    except BadRequestError:
        return None


def may_read(parts: Parts, arm: Arm) -> bool:
    """Whether an arm fulfils what is demanded of whoever reads the questions."""
    return all(undemanded(each, parts.demands) is None for each in (arm.deployment, *arm.ahead))


def _offers(question: FileQuestion, arms: Sequence[Arm]) -> list[Offer]:
    context = read_context(request_of(question))
    return [quote(arm, context) for arm in arms]


def named(parts: Parts, name: str) -> Arm:
    """The arm of this name.

    Raises:
        BadRequestError: it stands for several.
        ModelNotFoundError: nothing has this name.
    """
    candidates = parts.catalog.candidates(name)
    if candidates.goal is not Goal.NAMED:
        raise BadRequestError(f"{name} is no single model.", cure="`wayfare models` shows all.")
    return candidates.arms[0]


def _fare_of_all(questions: Sequence[FileQuestion], arms: Sequence[Arm], judge: Arm | None) -> int:
    """What all of it costs, as far as one can tell before."""
    for arm in (*arms, *([] if judge is None else [judge])):
        if fare_of(questions[0], arm) is None:
            raise BadRequestError(
                f"What {arm.name} costs is not known.",
                cure="Set its price in [prices], or leave it out.",
            )
    total = 0
    for question in questions:
        total += sum(fare_of(question, arm) or 0 for arm in arms)
        if judge is not None and question.expected is None:
            verdicts = len(arms) - 1 + len(question.answers)
            total += verdicts * (judge_fare(question, judge) or 0)
    return total


def check_of(expected: str | None) -> Check | None:
    r"""What to look for, where it is said what is right: a number, else some words in the answer.

    Of a letter or two it is looked whether they are the whole answer: they stand in any text.

    >>> check_of("1,250"), check_of("B")
    (NumberCheck(expected=1250.0, tolerance=0.0), ExactCheck(expected='B'))
    >>> check_of("서울").pattern, check_of("New York").pattern
    ('(?is)서울', '(?is)\\bNew\\s+York\\b')
    """
    if expected is None:
        return None
    try:
        number = float(expected.replace(",", "").strip())
    except ValueError:
        return _words_of(expected.strip())
    return NumberCheck(number) if math.isfinite(number) else ExactCheck(expected)


def _words_of(expected: str) -> Check:
    if len(expected) > WORDS_MAX or (expected.isascii() and len(expected) < WORD_LEAST):
        return ExactCheck(expected)
    inside = r"\s+".join(re.escape(word) for word in expected.split())
    # an ending may follow where words are not written apart: 서울입니다
    first, last = (
        r"\b" if end.isascii() and end.isalnum() else "" for end in (expected[0], expected[-1])
    )
    return RegexCheck(f"(?is){first}{inside}{last}")


def request_of(question: FileQuestion) -> ChatRequest:
    """The question as a client would ask it of `auto`."""
    return ChatRequest(Goal.AUTO.value, question.turns, frozenset({Feature.CHAT}))


def errand_of(
    question: FileQuestion, arm: Arm, used: Arm, context: Context | None = None
) -> Errand:
    """The question to an arm, beside the one in use; `context`, where it was looked at."""
    beside = None if arm is used else used
    errand = Errand(COMPARE, "comparing", arm, question.turns, NO_DEMANDS, beside=beside)
    if context is None:
        return errand
    return msgspec.structs.replace(
        errand,
        features=context.features,
        features_version=context.features_version,
        topic=context.topic,
    )


def fare_of(question: FileQuestion, arm: Arm) -> int | None:
    """What an answer costs, as far as one can tell before."""
    return quote(arm, context_of(errand_of(question, arm, arm))).fare_micros


def judge_fare(question: FileQuestion, judge: Arm) -> int | None:
    """What both orders cost, with answers as long as usual ones."""
    text = "x " * 500
    pair = Pair(question.turns, text, text, NO_DEMANDS)
    errand = marks_errand_of(judge, pair, text, text)  # the longer of both
    fare = quote(judge, context_of(errand)).fare_micros
    return None if fare is None else 2 * fare
