"""An answer that was drawn to be compared, and what it takes to ask the other arm the same."""

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.demands import Demands
from wayfare.domain.key import Caller
from wayfare.domain.shadow import Shadow
from wayfare.wire.wire import Body


class Drawn(msgspec.Struct, frozen=True):
    """An answer that was drawn, what it answers, and who is asked beside: `own` gave it."""

    shadow: Shadow
    own: Arm
    other: Arm
    body: Body
    caller: Caller
    demands: Demands


class Answers(msgspec.Struct, frozen=True):
    """Both answers: the arm's and the baseline's. `shadow_id` is the decision of the one beside."""

    drawn: Drawn
    answer: str
    baseline: str
    shadow_id: str
