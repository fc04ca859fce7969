"""Answer through the language in the middle: translate, ask, translate back.

Where that cannot be done, or something would be lost on the way, the same model is asked directly,
and the ticket says why. Knows the order of things; how each is done stands beside it.
"""

from collections.abc import AsyncGenerator

import msgspec

from wayfare.domain.arm import DIRECT, Arm
from wayfare.domain.decision import Decision, Reason
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError, ProviderError, StreamCutError
from wayfare.domain.offer import Offer
from wayfare.domain.record import Ending, Leg
from wayfare.domain.ticket import Pivoted
from wayfare.gateway.asking import Envelope
from wayfare.gateway.attempt import Attempt
from wayfare.gateway.begin import NOT_BEGUN, Begun
from wayfare.gateway.course import Course
from wayfare.gateway.ending import end_behind
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.pivoting.back import BROKEN, Back
from wayfare.gateway.pivoting.legs import Legs, NotIntactError, TooLongError, Way
from wayfare.gateway.pivoting.question import Question, put_question
from wayfare.gateway.pivoting.relay_back import relay_back
from wayfare.gateway.whole import read_all
from wayfare.pivot.register import register_of, wish_of
from wayfare.pivot.suits import HARD, LETTERS_MAX, why_not
from wayfare.routing.filters import unfit
from wayfare.routing.language_names import name_of
from wayfare.routing.pivot_sentences import FAULTS, KINDS
from wayfare.routing.quote import quote
from wayfare.routing.reasons import reason
from wayfare.wire.conversation import WholeAnswer
from wayfare.wire.reading import Reading
from wayfare.wire.served import served_model
from wayfare.wire.wire import Body


class Through(msgspec.Struct, frozen=True):
    """An answer that came back: whole in `body`, or streamed by `pieces`."""

    offer: Offer
    body: bytes | None = None
    pieces: AsyncGenerator[bytes] | None = None


async def ask_through(
    parts: Parts, decision: Decision, body: Body, journal: Journal, envelope: Envelope
) -> Through | None:
    """The answer, in the reader's language; None: the model is to be asked directly.

    The journal is told why the answer comes how it comes.
    """
    arm, middle = decision.choice.arm, decision.choice.arm.middle
    assert middle is not None, "it is a pivot"
    language = journal.context.language
    if (barred := _barred(arm, body, journal)) is not None:
        journal.why = reason("pivot_skipped", middle=name_of(middle), why=_both(barred))
        return None
    legs = Legs(parts, decision, journal)
    try:
        question = await put_question(legs, body, Way(Leg.THERE, language, middle))
    except BROKEN as error:
        journal.why = _broken(error, "pivot_question_broken", arm, language)
        return None
    except BadRequestError:  # it cannot be read wholly, so that nothing of it can be translated
        journal.why = reason(
            "pivot_skipped", middle=name_of(middle), why=_both(reason("pivot_words_only"))
        )
        return None
    wish = wish_of(register_of(body.request.question, language), language)
    back = Back(legs, Way(Leg.BACK, middle, language, wish))
    return await _answer(parts, decision, question, back, journal, envelope)


def direct(parts: Parts, decision: Decision, language: str) -> Decision:
    """The decision where the model is asked directly, or those after it where it has no words."""
    choice = decision.choice
    deployment = choice.arm.deployment
    others = tuple(each for each in decision.offers[1:] if each.arm.middle is None)
    if deployment.languages is not None and language not in deployment.languages and others:
        return msgspec.structs.replace(decision, offers=others)
    plain = Arm(deployment.name, deployment, choice.arm.setup, DIRECT)
    known = next(
        (o for o in others if o.arm.deployment.name == deployment.name and o.arm.path == DIRECT),
        None,
    )
    offer = known or msgspec.structs.replace(choice, arm=parts.catalog.plain(deployment) or plain)
    rest = tuple(each for each in others if each is not known)
    return msgspec.structs.replace(decision, offers=(offer, *rest))


async def _answer(
    parts: Parts,
    decision: Decision,
    question: Question,
    back: Back,
    journal: Journal,
    envelope: Envelope,
) -> Through | None:
    arm, language = decision.choice.arm, journal.context.language
    last = quote(arm.steps[-1], journal.context)
    alone = msgspec.structs.replace(decision, offers=(last,))
    course = Course(parts, alone, question.body, journal, envelope, as_nouns=True)
    tried = course.next_try()
    if tried is None:
        return None
    try:
        begun = await tried.begin()
    except NOT_BEGUN:
        return None  # whoever is asked directly has the same trouble, or another one is asked
    _tell(journal, arm, begun.attempt, question, back)
    try:
        if begun.reader is None:
            return Through(last, body=await _whole(begun, back, journal))
        pieces = relay_back(begun, begun.reader, back, journal)
        first = await anext(pieces)
        return Through(last, pieces=_after(first, pieces))
    except BROKEN as error:
        journal.pivoted = None
        journal.why = _broken(error, "pivot_answer_broken", arm, language)
        return None
    except (ProviderError, StreamCutError) as error:
        journal.pivoted, journal.why = None, None
        begun.let_go()
        begun.tried.settle(begun.attempt, error)
        return None


async def _whole(begun: Begun, back: Back, journal: Journal) -> bytes:
    """A whole answer in the client's wire, translated, with its ticket."""
    attempt = begun.attempt
    attempt.following = None  # until it has come back, another answer may be the one to compare
    reading: Reading | None = None
    try:
        read = await read_all(begun.reply, attempt, begun.patience, begun.first)
        begun.patience.stop()
        attempt.served_model = served_model(read)
        answer, reading = _read(begun, read)
        out = begun.asking.write_answer(await back.whole(answer))
        attempt.following, attempt.delivered = journal.following, back.text
        attempt.end(Ending.WHOLE, reading=reading)
        journal.release()
        return journal.with_ticket(out, attempt)
    except BaseException as error:
        begun.let_go()
        if not isinstance(error, Exception):  # the client left: no other answer follows
            attempt.following = journal.following
        if reading is not None:  # it is whole, and so is its charge
            has_left = not isinstance(error, Exception)
            ending = Ending.ABANDONED if has_left else Ending.WHOLE
            attempt.end(ending, reading=reading, error=end_behind(error))
        begun.tried.settle(attempt, error)
        raise


def _read(begun: Begun, body: bytes) -> tuple[WholeAnswer, Reading]:
    """What a whole answer says.

    Raises:
        ProviderError: it is none, or says something that no noun is there for.
    """
    attempt, asking = begun.attempt, begun.asking
    provider = attempt.offer.arm.deployment.provider
    try:
        found = asking.read_answer(body)
    except ValueError as error:
        fault = ProviderError(
            f"{provider} answered with something that cannot be carried: {error}",
            provider=provider,
            status=502,
        )
        # it is an answer, and will be charged
        attempt.end(Ending.CUT, reading=asking.glance(body), error=fault)
        raise fault from error
    if found is None:
        raise ProviderError(
            f"{provider} answered with something that is not a completion.",
            provider=provider,
            status=502,
        )
    return found


async def _after(first: bytes, pieces: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """The first bytes again, and all others."""
    try:
        yield first
        async for piece in pieces:
            yield piece
    finally:
        await pieces.aclose()


def _barred(arm: Arm, body: Body, journal: Journal) -> Reason | None:
    """Why a request that named this arm cannot take it."""
    request = body.request
    if request.needs != frozenset({Feature.CHAT}) or request.choices > 1:
        return reason("pivot_words_only")
    if len(request.question) > LETTERS_MAX:
        return reason("pivot_too_long")
    kind = why_not(request.question, journal.context.language)
    if kind in HARD:
        return reason("pivot_kept_from", kind=KINDS[kind])
    return unfit(arm, journal.context)


def _tell(journal: Journal, arm: Arm, attempt: Attempt, question: Question, back: Back) -> None:
    """Say on the ticket what is done."""
    middle, translator = arm.middle or "", question.translator
    journal.why = reason(
        "pivot_taken",
        translator=translator,
        middle=name_of(middle),
        dear=arm.deployment.name,
        language=name_of(journal.context.language),
    )
    journal.pivoted = lambda: Pivoted(middle, translator, question.text, attempt.said, back.left)


def _broken(error: Exception, code: str, arm: Arm, language: str) -> Reason:
    if isinstance(error, TooLongError):
        middle = name_of(arm.middle or "")
        return reason("pivot_skipped", middle=middle, why=_both(reason("pivot_too_long")))
    if not isinstance(error, NotIntactError):
        return reason("pivot_unanswered", translator=arm.ahead[0].name)
    return reason(
        code,
        middle=name_of(arm.middle or ""),
        language=name_of(language),
        fault=FAULTS[str(error.fault)],
    )


def _both(why: Reason) -> dict[str, str]:
    return {"ko": why.ko, "en": why.en}
