"""Put a question into the language in the middle, with what it needs of the conversation.

The last question is translated, and the two turns before it where they are short. What stands
further back, and instructions of the system, stay as they are.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.arm import Setup
from wayfare.domain.chat import ChatRequest, Message
from wayfare.gateway.pivoting.legs import Legs, Way
from wayfare.routing.language import language_of
from wayfare.wire.conversation import CannotCarryError, Conversation, Part, Text, Turn
from wayfare.wire.wire import Body
from wayfare.wire.wires import WIRES

#: How many turns before the question are translated, and up to how many letters each.
TURNS_BEFORE, LETTERS_BEFORE = 2, 1_200

_ROLES = ("user", "assistant")


class Question(msgspec.Struct, frozen=True):
    """A request in the middle language, its question alone, and who translated it."""

    body: "PivotBody"
    text: str
    translator: str


class PivotBody(msgspec.Struct, frozen=True):
    """A client's body with some of its turns in another language. Always written anew."""

    own: Body
    turns: tuple[Turn, ...]
    request: ChatRequest

    @property
    def wire(self) -> str:
        """The client's wire."""
        return self.own.wire

    @property
    def raw(self) -> bytes:
        """The client's bytes."""
        return self.own.raw

    def encode(self, model: str, setup: Setup, *, length_field: str = "max_tokens") -> bytes:
        """Write it in the client's wire."""
        del setup  # `with_setup` has seen to it
        return WIRES[self.wire].write(self.conversation(), model, length_field).body

    def conversation(self) -> Conversation:
        """The whole request with those turns."""
        return msgspec.structs.replace(self.own.conversation(), turns=self.turns)


async def put_question(legs: Legs, body: Body, way: Way) -> Question:
    """The request in the language in the middle.

    Raises:
        NotTranslatedError: the translator does not answer.
        NotIntactError: something would be lost.
        BadRequestError: the body cannot be read wholly, or says something of the answer's words.
    """
    conversation = body.conversation()
    if conversation.stop or "logit_bias" in conversation.sampling:
        raise CannotCarryError("The answer's words are told in the reader's language.")
    turns = list(conversation.turns)
    places = _to_translate(turns, way.source)
    text = ""
    for place in places:
        turns[place], said = await _translated(legs, turns[place], way)
        text = text or said
    own = PivotBody(body, tuple(turns), _request(body.request, turns))
    return Question(own, text, legs.translator)


def _to_translate(turns: Sequence[Turn], source: str) -> list[int]:
    """Which turns, the question first."""
    asked = [place for place, turn in enumerate(turns) if turn.role == "user"]
    if not asked:
        return []
    last = asked[-1]
    before = [
        place
        for place in range(max(0, last - TURNS_BEFORE), last)
        if turns[place].role in _ROLES
        and len(_text(turns[place])) <= LETTERS_BEFORE
        and language_of(_text(turns[place])) == source
    ]
    return [last, *before]


async def _translated(legs: Legs, turn: Turn, way: Way) -> tuple[Turn, str]:
    parts: list[Part] = []
    said = []
    for part in turn.parts:
        if isinstance(part, Text):
            said.append(await legs.translate(part.text, way))
            parts.append(Text(said[-1]))
        else:
            parts.append(part)
    return msgspec.structs.replace(turn, parts=tuple(parts)), "\n".join(said)


def _text(turn: Turn) -> str:
    return "\n".join(part.text for part in turn.parts if isinstance(part, Text))


def _request(request: ChatRequest, turns: Sequence[Turn]) -> ChatRequest:
    """What a router would go by."""
    messages = tuple(Message(turn.role, _text(turn)) for turn in turns)
    return msgspec.structs.replace(request, messages=messages)
