"""Remember which arm answered a conversation last, and how much of it its provider has cached.

A hint of this process alone, of so many conversations at most, the latest of them. A conversation
is known by the name that its client gives it, else by how it begins: the messages of a request are
the beginning of the next one's. Looked at are roles, lengths and the ends of texts, not all of
them.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.key import Caller
from wayfare.domain.price import Price
from wayfare.domain.usage import Usage

REMEMBERED_MAX = 20_000
REMEMBERED_S = 3_600.0
#: For so long a prompt stays in its provider's cache: five minutes at Anthropic, five to ten at
#: OpenAI, unless it is busy.
WARM_S = 300.0
#: What is shorter is not cached: 1,024 tokens at OpenAI and at most models of Anthropic.
WARM_TOKENS_MIN = 1_024

_BEGINNINGS_MAX = 64
_ENDS = 200  # letters of a text at each end; two texts alike in these and in length are one


class Place(msgspec.Struct, frozen=True):
    """Where a conversation is remembered: `here`, once this turn is answered.

    A number that means something in this process alone.
    `before` are the places where the turn before may be, the likeliest first.
    """

    here: int
    before: tuple[int, ...]


class Last(msgspec.Struct, frozen=True):
    """Who answered the last turn, when, and how many tokens of its prompt are cached since."""

    arm: str
    tick: float
    cached_tokens: int


class Conversations:
    """The conversations that this process remembers."""

    def __init__(self) -> None:
        self._last: dict[int, Last] = {}

    def find(self, place: Place, tick: float) -> Last | None:
        """The last turn of a conversation; None where it is not known, or too long ago."""
        for before in place.before:
            last = self._last.get(before)
            if last is not None:
                return last if tick - last.tick <= REMEMBERED_S else None
        return None

    def note(self, place: Place, arm: str, price: Price | None, usage: Usage, tick: float) -> None:
        """Note who answered a turn. The oldest is forgotten where there are too many."""
        self._last.pop(place.here, None)  # so that it is the latest
        if len(self._last) >= REMEMBERED_MAX:
            del self._last[next(iter(self._last))]
        self._last[place.here] = Last(arm, tick, _cached_tokens(price, usage))


def place_of(caller: Caller, conversation: str | None, request: ChatRequest) -> Place:
    """Where the conversation of a request is remembered. Nobody finds another's."""
    if conversation is not None:
        named = hash((caller.user, caller.project, conversation))
        return Place(named, (named,))
    beginnings: list[int] = []
    messages = request.messages
    here, first = hash((caller.user, caller.project)), len(messages) - _BEGINNINGS_MAX
    for number, message in enumerate(messages):
        if number and number >= first:
            beginnings.append(here)
        text = message.text
        here = hash((here, message.role, len(text), text[:_ENDS], text[-_ENDS:]))
    beginnings.reverse()
    return Place(here, tuple(beginnings))


def is_tool_loop(messages: Sequence[Message]) -> bool:
    """Whether a request brings what tools answered to the model's last turn."""
    for message in reversed(messages):
        if message.role in ("tool", "function"):
            return True
        if message.role == "assistant":
            return False
    return False


def _cached_tokens(price: Price | None, usage: Usage) -> int:
    """How much of a prompt its provider is likely to have cached.

    Who charges for writing caches what the client marks, and says so; others cache any prompt.
    """
    if price is None or price.rates.cached is None:
        return 0
    if price.rates.cache_write is None:
        cached = usage.input_tokens
    else:
        cached = usage.cached_tokens + usage.cache_write_tokens
    return cached if cached >= WARM_TOKENS_MIN else 0
