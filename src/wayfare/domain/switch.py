"""A switch: that a model may not be asked by users of a role.

What is not switched off is on. Knows names and roles alone.
"""

from dataclasses import dataclass

from wayfare.domain.account import Role


@dataclass(frozen=True, slots=True)
class Switch:
    """A model that is off for a role: since when (Unix seconds), and by whom.

    `model` is the name of a deployment.
    """

    model: str
    role: Role
    at: float
    by: str
