"""Ask an arm in a wire that it speaks, and give its answer in the client's.

Where both speak the same, bytes go through. Knows wires by their table alone.
"""

import msgspec

from wayfare.domain.arm import Arm
from wayfare.wire.passage import Translation
from wayfare.wire.reading import Reading
from wayfare.wire.setup import with_setup
from wayfare.wire.wire import Body, Heading, Passage
from wayfare.wire.wires import WIRES


class WholeRead(msgspec.Struct, frozen=True):
    """A whole answer in the client's wire, and what it says."""

    body: bytes
    reading: Reading


class Asking:
    """One call of one arm, between two wires. `left_out` are hints that found no place.

    Raises:
        CannotCarryError: the arm's wire has no words for something in the request.
    """

    __slots__ = ("_answer", "_ask", "_body", "_heading", "body", "endpoint", "left_out")

    def __init__(self, body: Body, arm: Arm, answer_id: str, created: int) -> None:
        deployment = arm.deployment
        self._body = body
        self._answer = WIRES[body.wire]
        self._heading: Heading | None = None
        self.left_out: tuple[str, ...] = ()
        if body.wire in deployment.wires:
            self._ask = self._answer
            self.body = body.encode(
                deployment.model, arm.setup, length_field=deployment.length_field
            )
        else:
            self._ask = WIRES[deployment.wires[0]]
            conversation = with_setup(body.conversation(), arm.setup)
            written = self._ask.write(conversation, deployment.model, deployment.length_field)
            self.body, self.left_out = written.body, written.left_out
            self._heading = Heading(answer_id, created, body.request.stream_usage, conversation)
        self.endpoint = self._ask.endpoint(deployment.model, body.request.stream)

    def passage(self) -> Passage:
        """The way of a streamed answer to the client."""
        if self._heading is None:
            assert self._answer.passage is not None, "clients speak it"
            return self._answer.passage(self._body.request.stream_usage)
        return Translation(self._ask.reader(), self._answer.writer(self._heading))

    def read_whole(self, whole: bytes) -> WholeRead | None:
        """A whole answer for the client; None where it is none."""
        reading = self._ask.read_whole(whole)
        if reading is None or self._heading is None:
            return None if reading is None else WholeRead(whole, reading)
        answer = self._ask.read_answer(whole)
        if answer is None:
            return None
        return WholeRead(self._answer.write_answer(answer, self._heading), reading)
