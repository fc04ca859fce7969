"""Who is asking."""

from dataclasses import dataclass

from wayfare.domain.account import DEFAULT_PROJECT, Role
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.wishes import NO_WISHES, Wishes


@dataclass(frozen=True, slots=True)
class Caller:
    """The user, the project and the key behind a request.

    `may_learn` is the owner's consent that texts sent with this key may be learned from,
    `demands` what is demanded of whoever reads them, `wishes` what is wished of the choice; both
    are the key's and its project's together. `role` is the user's; a key opens what
    is managed by it only where `may_manage`. `keep_texts` is the project's word on whether
    texts are kept; None: as the settings say. `cache_s` is for how long the very same request
    gets the same answer again; None: never. Of a person who logged in `key_id` says
    that they did (see `domain/audit.py`).
    """

    user: str
    key_id: str
    may_learn: bool = True
    demands: Demands = NO_DEMANDS
    project: str = DEFAULT_PROJECT
    role: Role = Role.MEMBER
    may_manage: bool = False
    keep_texts: bool | None = None
    cache_s: int | None = None
    wishes: Wishes = NO_WISHES
