"""Look at a choice of `auto`: what was asked, who is the baseline, and what may be drawn.

Knows one choice. Knows nothing of how claims stand.
"""

import msgspec

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.decision import Decision
from wayfare.domain.deployment import Feature
from wayfare.domain.offer import Offer
from wayfare.gateway.clock import Clock
from wayfare.routing.trial import Trial

#: What an answer may need so that another one can be held against it.
_COMPARABLE_NEEDS = frozenset({Feature.CHAT, Feature.JSON_SCHEMA})


class Asking(msgspec.Struct, frozen=True):
    """What the guard must know of a question.

    `may_compare`: its texts may be looked at; `may_read`: they are kept, so that people may too.
    """

    request: ChatRequest
    context: Context
    may_compare: bool
    may_read: bool = False


class Case(msgspec.Struct, frozen=True):
    """A choice of `auto` to be looked at. Without `clock` no lot is drawn."""

    decision: Decision
    baseline: Offer
    asking: Asking
    trial: Trial | None
    clock: Clock | None


def can_compare(asking: Asking) -> bool:
    """Whether another answer can be held against the one to such a question."""
    request = asking.request
    is_plain = request.needs <= _COMPARABLE_NEEDS and request.choices == 1
    return is_plain and not request.media_parts and asking.may_compare
