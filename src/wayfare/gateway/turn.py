"""One turn of a conversation that `auto` answers: what the turn before it means for the choice.

Knows who answered before. The lost cache is counted as money; calls of tools are gone on with by
whom they were made. Never refuses an arm, and keeps none that is not offered.
"""

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Decision
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.gateway.conversations import (
    WARM_S,
    Conversations,
    Last,
    Place,
    is_tool_loop,
    place_of,
)
from wayfare.routing.staying import say_cached, stay, with_cache


class Turn(msgspec.Struct, frozen=True):
    """A turn; `last` is the one before it, where that is known.

    `cached_tokens` of its prompt are likely to be cached still; `is_loop`: it brings what tools
    answered.
    """

    place: Place
    last: Last | None = None
    cached_tokens: int = 0
    is_loop: bool = False

    def prepared(self, context: Context, offers: list[Offer]) -> tuple[Context, list[Offer]]:
        """What is chosen by: fares that know the cache, and nothing tried out in mid-work."""
        if self.last is None:
            return context, offers
        if self.is_loop and not context.critical:
            context = msgspec.structs.replace(context, critical=True)
        if self.cached_tokens:
            offers = with_cache(offers, self.last.arm, self.cached_tokens, context)
        return context, offers

    def settled(self, decision: Decision) -> Decision:
        """The decision, with the arm that is in mid-work before all others."""
        if self.last is None:
            return decision
        if self.is_loop:
            return stay(decision, self.last.arm)
        if self.cached_tokens:
            return say_cached(decision, self.last.arm, self.cached_tokens)
        return decision


def turn_of(
    conversations: Conversations,
    caller: Caller,
    conversation: str | None,
    request: ChatRequest,
    tick: float,
) -> Turn:
    """The turn that a request is."""
    place = place_of(caller, conversation, request)
    last = conversations.find(place, tick)
    if last is None:
        return Turn(place)
    is_warm = tick - last.tick <= WARM_S
    cached_tokens = last.cached_tokens if is_warm else 0
    return Turn(place, last, cached_tokens, is_tool_loop(request.messages))
