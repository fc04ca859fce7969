"""A preference: somebody's word that one arm shall answer what they ask about a topic.

Knows nothing of how topics are found, or whether the arm can be asked just now.
"""

from collections.abc import Sequence

import msgspec

from wayfare.domain.chat import Context


class Preference(msgspec.Struct, frozen=True):
    """`topic` is one that was found by vectors of `embedder`: another's have other topics."""

    id: str
    user: str
    embedder: str
    topic: str
    arm: str
    at: float


def preferred(preferences: Sequence[Preference], context: Context) -> str | None:
    """The arm that shall answer a question whose topic is known; None where it is left open."""
    for each in preferences:
        if each.topic == context.topic and each.embedder == context.features_version:
            return each.arm
    return None
