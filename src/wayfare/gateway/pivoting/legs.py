"""Have texts translated within one request: each call is an attempt, settled like any other.

What comes back is checked, and asked for once more where it is not intact.
"""

import asyncio

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Decision
from wayfare.domain.errors import ProviderError, WayfareError
from wayfare.domain.record import Leg
from wayfare.domain.tokens import estimate_tokens
from wayfare.gateway.asking import NO_ENVELOPE
from wayfare.gateway.begin import NOT_BEGUN
from wayfare.gateway.course import Course
from wayfare.gateway.hold import hold
from wayfare.gateway.journal import Journal
from wayfare.gateway.parts import Parts
from wayfare.gateway.pivoting.translators import translator_of
from wayfare.pivot.checks import Fault, faults_of, tidy
from wayfare.pivot.segments import Segment, restored, segments_of
from wayfare.ports import ToTranslate
from wayfare.routing.features import estimate_input
from wayfare.routing.language import language_of
from wayfare.routing.quote import quote
from wayfare.wire.wire import Body

#: Calls of one request that are under way at once.
AT_ONCE = 4
#: So many stretches has a text at most that is translated, and so many calls a whole request.
STRETCHES_MAX, CALLS_MAX = 300, 1_000
#: Who gives nothing so often in a row is asked no more within the request.
SILENCES_MAX = 2


class NotTranslatedError(WayfareError):
    """The translator gave no translation."""

    code = "not_translated"


class TooLongError(NotTranslatedError):
    """The text has too many stretches: nobody was asked."""

    code = "too_long_to_translate"


class NotIntactError(WayfareError):
    """A translation lost something, and so did the second. `fault` says what."""

    code = "translation_not_intact"

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"A translation is not intact: {fault}.")
        self.fault = fault


class Way(msgspec.Struct, frozen=True):
    """From which language into which, and how it shall sound."""

    leg: Leg
    source: str
    target: str
    wish: str | None = None


class Legs:
    """The translator of one request. `decision` chose a pivot; its first step translates."""

    def __init__(self, parts: Parts, decision: Decision, journal: Journal) -> None:
        self._parts = parts
        self._decision = decision
        self._journal = journal
        self._step = decision.choice.arm.steps[0]
        self._room = asyncio.Semaphore(AT_ONCE)
        self._calls = self._silences = 0

    @property
    def translator(self) -> str:
        """Who translates."""
        return self._step.deployment.name

    async def translate(self, text: str, way: Way) -> str:
        """A whole text in the other language, with all that must not change as it was.

        Raises:
            NotTranslatedError: the translator does not answer, or may not cost so much; or the
                text is too long.
            NotIntactError: what it said is not intact, twice.
        """
        segments = segments_of(text, way.source, way.target)
        if sum(not each.is_kept for each in segments) > STRETCHES_MAX:
            raise TooLongError("The text has too many stretches to be translated.")
        asked = [asyncio.create_task(self._segment(segment, way)) for segment in segments]
        try:
            return "".join(await asyncio.gather(*asked))
        except BaseException:  # the client left, or one of them is lost: the others are not needed
            for task in asked:
                task.cancel()
            await asyncio.wait(asked)
            raise

    async def _segment(self, segment: Segment, way: Way) -> str:
        if segment.is_kept or not any(map(str.isalpha, segment.text)):
            return segment.text
        async with self._room:
            return await self._translated(segment, way)

    async def _translated(self, segment: Segment, way: Way) -> str:
        first, faults = await self._try(segment, segment.marked, way, is_repair=False)
        if not faults:
            return first
        # a model that loses the marks may yet keep the words that they stand for
        second, faults = await self._try(segment, segment.text, way, is_repair=True)
        if faults:
            raise NotIntactError(faults[0])
        return second

    async def _try(
        self, segment: Segment, text: str, way: Way, *, is_repair: bool
    ) -> tuple[str, tuple[Fault, ...]]:
        asked = ToTranslate(text.strip(), way.source, way.target, way.wish, is_repair)
        translator = translator_of(self._step.deployment, lambda body: self._ask(body, way.leg))
        said = restored(segment, tidy(await translator.translate(asked), asked.text))
        whole = _with_edges(segment.text, said)
        return whole, faults_of(segment, whole, way.source, way.target, language_of)

    async def _ask(self, body: Body, leg: Leg) -> str:
        """The whole text of an answer.

        Raises:
            NotTranslatedError: there is none, or it is not worth asking once more.
        """
        if self._silences >= SILENCES_MAX or self._journal.total_s_left() <= 0:
            raise NotTranslatedError("It is waited for no longer.")
        if self._calls >= CALLS_MAX:
            raise NotTranslatedError("It was asked too often.")
        self._calls += 1
        try:
            said = await self._once(body, leg)
        except NotTranslatedError:
            self._silences += 1
            raise
        self._silences = 0
        return said

    async def _once(self, body: Body, leg: Leg) -> str:
        context = _context(body.request, self._journal.context)
        alone = msgspec.structs.replace(self._decision, offers=(quote(self._step, context),))
        course = Course(
            self._parts, alone, body, self._journal, NO_ENVELOPE, leg=leg, context=context
        )
        tried = course.next_try()
        if tried is None:
            raise NotTranslatedError("It cannot be asked just now.")
        try:
            held = await hold(await tried.begin())
        except (*NOT_BEGUN, ProviderError) as error:
            raise NotTranslatedError(str(error)) from error
        return held.reading.text


def _context(request: ChatRequest, client: Context) -> Context:
    """What a translator is asked, in tokens; in which language does not matter."""
    return msgspec.structs.replace(
        client,
        needs=request.needs,
        input_tokens=estimate_input(request),
        output_tokens=estimate_tokens(request.question),
    )


def _with_edges(original: str, said: str) -> str:
    """The translation between the blanks that the original stood between."""
    start = original[: len(original) - len(original.lstrip())]
    end = original[len(original.rstrip()) :]
    return start + said.strip() + end
