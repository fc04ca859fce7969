"""A provider's key as it is kept: in a box that only the vault opens."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Credential:
    """`box` is the key, encrypted. Times are Unix seconds."""

    provider: str
    box: bytes = field(repr=False)
    created_at: float
    created_by: str
