"""The lot of a conversation: held, so that the best single model answers all of it, or left."""

import msgspec


class Lot(msgspec.Struct, frozen=True):
    """How a conversation's lot fell. `unit` tells conversations apart and nothing of them.

    `share` in (0, 1) is how likely it was to be held.
    """

    unit: str
    share: float
    is_held: bool
