"""Ask an arm in a wire that it speaks, and give its answer in the client's.

Where both speak the same, bytes go through. Knows wires by their table alone.
"""

from collections.abc import Mapping

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import BadRequestError
from wayfare.domain.preference import Preference
from wayfare.domain.wishes import NO_WISHES, Wishes
from wayfare.wire.conversation import Conversation, WholeAnswer
from wayfare.wire.deltas import DeltaWriter
from wayfare.wire.passage import Collected, Translation
from wayfare.wire.reading import Reading
from wayfare.wire.setup import with_setup
from wayfare.wire.wire import Body, Heading, Passage, Wire
from wayfare.wire.wires import WIRES


class Envelope(msgspec.Struct, frozen=True):
    """What came around a body.

    `headers` and `query` belong to the client's wire and go along where the arm speaks it.
    `conversation` is what the client calls this conversation, `demands` what it demands of
    whoever reads it, `wishes` what it wishes of the choice, `cache_control` its header of that
    name, `topic` what it says the question is about. `teaches`: the question is looked at though a
    model is named, since what is said of the answer is to be learned. `preferences` are who shall
    answer questions of some topics where `auto` is asked for.
    """

    headers: Mapping[str, str] = {}
    query: str = ""
    conversation: str | None = None
    demands: Demands = NO_DEMANDS
    cache_control: str = ""
    wishes: Wishes = NO_WISHES
    topic: str | None = None
    teaches: bool = False
    preferences: tuple[Preference, ...] = ()

    @property
    def wants_anew(self) -> bool:
        """Whether no answer from before will do (RFC 9111, `no-cache`)."""
        return "no-cache" in self.cache_control

    @property
    def stores_nothing(self) -> bool:
        """Whether the answer must not be kept for later (RFC 9111, `no-store`)."""
        return "no-store" in self.cache_control

    @property
    def hints(self) -> tuple[str, ...]:
        """The headers that ask for something; a version only says how it is spelt."""
        return tuple(name for name in self.headers if not name.endswith("-version"))


NO_ENVELOPE = Envelope()


class WholeRead(msgspec.Struct, frozen=True):
    """A whole answer in the client's wire, and what it says."""

    body: bytes
    reading: Reading


def wire_between(body: Body, deployment: Deployment) -> Wire:
    """The wire that a deployment is asked a body in: the client's, if it speaks that."""
    return WIRES[body.wire if body.wire in deployment.wires else deployment.wires[0]]


class Asking:
    """One call of one arm, between two wires. `left_out` are hints that found no place.

    `logprobs`: ask for log-probabilities for Wayfare's own use, where the arm's wire has them;
    `adds_logprobs` says whether that was done. The client gets none of them. `as_nouns`: the
    request is written anew, and its answer read wholly, though both may speak the same wire.

    Raises:
        CannotCarryError: the arm's wire has no words for something in the request.
    """

    __slots__ = (
        "_answer",
        "_ask",
        "_body",
        "_heading",
        "_logprobs",
        "body",
        "endpoint",
        "left_out",
        "same",
    )

    def __init__(
        self,
        body: Body,
        arm: Arm,
        answer_id: str,
        created: int,
        *,
        logprobs: bool = False,
        as_nouns: bool = False,
    ) -> None:
        deployment = arm.deployment
        self.same = body.wire in deployment.wires and not as_nouns
        self._body = body
        self._answer = WIRES[body.wire]
        self._ask = wire_between(body, deployment)
        self._heading: Heading | None = None
        self.left_out: tuple[str, ...] = ()
        if self.same:
            self.body = body.encode(
                deployment.model, arm.setup, length_field=deployment.length_field
            )
        else:
            conversation = body.conversation()
            asked = with_setup(conversation, arm.setup)
            written = self._ask.write(asked, deployment.model, deployment.length_field)
            self.body, self.left_out = written.body, written.left_out
            self._heading = Heading(answer_id, created, body.request.stream_usage, conversation)
        self._logprobs = self._ask.logprobs if logprobs else None
        if self._logprobs is not None:
            self.body = self._logprobs.ask(self.body)
        self.endpoint = self._ask.endpoint(deployment.model, body.request.stream)

    @property
    def stream(self) -> bool:
        """Whether the answer is streamed."""
        return self._body.request.stream

    @property
    def adds_logprobs(self) -> bool:
        """Whether log-probabilities are asked for that the client did not ask for."""
        return self._logprobs is not None

    @property
    def wire(self) -> str:
        """The wire that the arm is asked in."""
        return self._ask.name

    def passage(self) -> Passage:
        """The way of a streamed answer to the client."""
        if self._heading is None:
            assert self._answer.passage is not None, "clients speak it"
            passage = self._answer.passage if self._logprobs is None else self._logprobs.passage
            return passage(self._body.request.stream_usage)
        reader, writer = self._ask.reader(), self._answer.writer(self._heading)
        return Translation(reader, writer, hides_logprobs=self.adds_logprobs)

    def apart(self) -> tuple[Translation, Collected, DeltaWriter]:
        """The two halves of a streamed answer's way: what it says, and how that is written."""
        assert self._heading is not None, "it is asked as nouns"
        collected = Collected()
        writer = self._answer.writer(self._heading)
        return Translation(self._ask.reader(), collected), collected, writer

    def read_answer(self, whole: bytes) -> tuple[WholeAnswer, Reading] | None:
        """A whole answer as nouns, and what it says; None where it is none.

        Raises:
            ValueError: it says something that no noun is there for.
        """
        reading = self._ask.read_whole(whole)
        answer = None if reading is None else self._ask.read_answer(whole)
        return None if reading is None or answer is None else (answer, reading)

    def write_answer(self, answer: WholeAnswer) -> bytes:
        """A whole answer in the client's wire."""
        assert self._heading is not None, "it is asked as nouns"
        return self._answer.write_answer(answer, self._heading)

    def glance(self, whole: bytes) -> Reading | None:
        """What a whole answer says, though it may not be carried."""
        return self._ask.read_whole(whole)

    def read_whole(self, whole: bytes) -> WholeRead | None:
        """A whole answer for the client; None where it is none.

        Raises:
            ValueError: it says something that the client's wire has no words for.
        """
        reading = self._ask.read_whole(whole)
        if reading is None:
            return None
        if self._heading is None:
            seen = whole if self._logprobs is None else self._logprobs.hide(whole)
            return WholeRead(seen, reading)
        answer = self._ask.read_answer(whole)
        if answer is None:
            return None
        if self._logprobs is not None:
            quiet = [msgspec.structs.replace(each, logprobs=None) for each in answer.choices]
            answer = msgspec.structs.replace(answer, choices=tuple(quiet))
        return WholeRead(self._answer.write_answer(answer, self._heading), reading)


class Carriage:
    """Whether a body can be carried to the wires of some arms. Tried once a wire."""

    __slots__ = ("_body", "_conversation", "_tried")

    def __init__(self, body: Body) -> None:
        self._body = body
        self._conversation: Conversation | BadRequestError | None = None
        self._tried: dict[str, BadRequestError | None] = {}

    def refusal(self, deployment: Deployment) -> BadRequestError | None:
        """Why a deployment cannot be asked this, or None where it can."""
        if self._body.wire in deployment.wires:
            return None
        name = deployment.wires[0]
        if name not in self._tried:
            self._tried[name] = self._try(name)
        return self._tried[name]

    def _try(self, name: str) -> BadRequestError | None:
        try:
            if self._conversation is None:
                self._conversation = self._body.conversation()
        except BadRequestError as error:
            self._conversation = error
        if isinstance(self._conversation, BadRequestError):
            return self._conversation
        try:
            WIRES[name].write(self._conversation, "any", "max_tokens")
        except BadRequestError as error:
            return error
        return None
