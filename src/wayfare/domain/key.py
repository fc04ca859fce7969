"""Who is asking."""

from dataclasses import dataclass

from wayfare.domain.demands import NO_DEMANDS, Demands


@dataclass(frozen=True, slots=True)
class Caller:
    """The user and the key behind a request.

    `may_learn` is the owner's consent that texts sent with this key may be learned from,
    `demands` what is demanded of whoever reads them.
    """

    user: str
    key_id: str
    may_learn: bool = True
    demands: Demands = NO_DEMANDS
