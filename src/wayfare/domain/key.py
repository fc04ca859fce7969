"""Who is asking."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caller:
    """The user and the key behind a request.

    `may_learn` is the owner's consent that texts sent with this key may be learned from.
    """

    user: str
    key_id: str
    may_learn: bool = True
