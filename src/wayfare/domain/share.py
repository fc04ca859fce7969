"""A conversation shown to whoever has its link: as it stood when the link was made."""

import msgspec


class SharedMessage(msgspec.Struct, frozen=True):
    """What a stranger sees of a message: no names of people, no costs."""

    role: str
    text: str
    model: str | None
    at: float


class Share(msgspec.Struct, frozen=True):
    """A link. `expires_at` None: until it is revoked. Times are Unix seconds.

    Kept is a digest of its `token`, so that whoever reads the database cannot open it.
    """

    id: str
    user: str
    conversation: str
    title: str
    created_at: float
    expires_at: float | None
    revoked_at: float | None = None
