"""Know which models are switched off for whom.

A model that is off for a role is a demand on whoever reads what its users ask: so nothing that
is chosen, named, tried, compared or judged for them goes there. Read anew each second, so that a
change is soon known in every process.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from wayfare.domain.account import Role
from wayfare.domain.arm import Arm
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.switch import Switch
from wayfare.gateway.refresh import refresh_for_ever

#: How soon a change of another process takes effect here, at most twice of it.
REFRESH_S = 1.0
_UNREAD = "what is switched off cannot be read; what is known goes on"


class Switches:
    """What is off, as `read` finds it."""

    def __init__(self, read: Callable[[], Sequence[Switch]] = tuple) -> None:
        self._read = read
        self._reading = asyncio.Lock()  # so that what was read earlier never comes later
        self._off: Sequence[Switch] = ()
        self._demands: Mapping[Role, Demands] = {}

    @property
    def off(self) -> Sequence[Switch]:
        """Everything that is off."""
        return self._off

    def demands_of(self, role: Role) -> Demands:
        """What is demanded of whoever reads what users of a role ask."""
        return self._demands.get(role, NO_DEMANDS)

    def is_on(self, arm: Arm, role: Role) -> bool:
        """Whether users of a role may ask an arm: all the models that it is made of."""
        off = self.demands_of(role).switched_off
        return not off or all(each.name not in off for each in (arm.deployment, *arm.ahead))

    async def refresh(self) -> None:
        """Read anew what is off.

        Raises:
            StoreError: it cannot be read; what was known goes on.
        """
        async with self._reading:
            off = await asyncio.to_thread(self._read)
            if off != self._off:
                self._take(off)

    async def keep_fresh(self) -> None:
        """Read it anew, for ever."""
        await refresh_for_ever(self.refresh, REFRESH_S, _UNREAD)

    def _take(self, off: Sequence[Switch]) -> None:
        by_role: dict[Role, set[str]] = {}
        for each in off:
            by_role.setdefault(each.role, set()).add(each.model)
        self._demands = {
            role: Demands(switched_off=frozenset(models)) for role, models in by_role.items()
        }
        self._off = off
