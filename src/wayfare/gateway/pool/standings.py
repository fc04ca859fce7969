"""Tell where every arm stands towards `auto`: in, out or proposed, and why.

Knows what is listed, what is remembered and what the settings name. Changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Reason
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.pool import Membership, Place, PoolRow
from wayfare.gateway.pool.rows import PoolRows
from wayfare.routing.filters import undemanded
from wayfare.routing.pool import Rules
from wayfare.routing.pool_reasons import pool_reason

#: Those of a person or a provider; all others are of facts, and are judged anew.
FINAL = frozenset({"pool_removed", "pool_refused", "pool_refused_while_serving"})


@dataclass(frozen=True, slots=True)
class Named:
    """What the settings name: arms that are in whatever comes, and models to offer."""

    arms: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()


NOTHING_NAMED = Named()


@dataclass(slots=True)
class Standings:
    """What is listed now, and how each of it stands. `faults` are providers that did not answer."""

    rules: Rules
    rows: PoolRows
    named: Named
    is_probing: bool
    deployments: Mapping[str, Deployment] = field(default_factory=dict)
    arms: Mapping[str, Arm] = field(default_factory=dict)
    faults: frozenset[str] = frozenset()

    def members(self) -> tuple[Arm, ...]:
        """The arms that `auto` takes now, in the catalog's order.

        While nothing is in that was asked, those that wait for their probe are taken as
        they are: better an arm that may refuse than none.
        """
        asked = [arm for arm in self.chat_arms() if not self.is_waiting(arm)]
        return self._within_bounds(asked) or self._within_bounds(self.chat_arms())

    def places(self) -> list[Place]:
        """Where everything stands that is listed or was taken, and why."""
        members = self.names_within_bounds()
        full = pool_reason("pool_beyond", count=str(self.rules.arms_max))
        known = {**self.deployments, **{a.name: a.deployment for a in self.arms.values()}}
        found = []
        for name, deployment in known.items():
            state, why = self.of(name, deployment)
            if state is Membership.IN and name not in members:
                state, why = Membership.OUT, full
            found.append(Place(name, state, why, self.rows.get(name)))
        for row in self.rows.values():
            if row.state is Membership.IN and row.arm not in known:
                code = "pool_unheard" if row.provider in self.faults else "pool_vanished"
                why = pool_reason(code, provider=row.provider)
                found.append(Place(row.arm, Membership.OUT, why, row))
        return found

    def proposed(self) -> list[str]:
        """What waits for a person's word."""
        return [
            name
            for name, row in self.rows.items()
            if row.state is Membership.PROPOSED and name in self.deployments
        ]

    def remote(self) -> list[Deployment]:
        """What is listed and not on this machine."""
        return [d for d in self.deployments.values() if not d.is_local]

    def chat_arms(self) -> list[Arm]:
        """The arms that are in, whether there is a place for them or not."""
        return [
            arm
            for arm in self.arms.values()
            if Feature.CHAT in arm.deployment.features
            and self.of(arm.name, arm.deployment)[0] is Membership.IN
        ]

    def of(self, name: str, deployment: Deployment) -> tuple[Membership, Reason]:
        """Whether an arm is in, as far as places go round."""
        row = self.rows.get(name)
        base = self.rows.get(deployment.name)
        refused = next((r for r in (row, base) if r is not None and is_final(r)), None)
        if refused is not None:
            return refused.state, refused.reason
        if self.is_named(name, deployment.name):
            return Membership.IN, pool_reason("pool_named")
        if row is not None:
            return row.state, row.reason
        if deployment.is_local and Feature.CHAT in deployment.features:
            return Membership.IN, pool_reason("pool_local")
        return Membership.OUT, _of_no_use(deployment)

    def is_named(self, name: str, deployment: str) -> bool:
        """Whether the settings name it: in `pool.arms`, as an arm, or among a provider's models."""
        is_setup = name != deployment
        return is_setup or name in self.named.arms or name in self.named.models

    def is_waiting(self, arm: Arm) -> bool:
        """Whether it comes in only once it was asked."""
        row = self.rows.get(arm.deployment.name)
        return (
            self.is_probing
            and row is not None
            and row.probed_at is None
            and not arm.deployment.is_local
            and undemanded(arm.deployment, self.rules.demands) is None
        )

    def names_within_bounds(self) -> frozenset[str]:
        """The names of those that have a place."""
        return frozenset(arm.name for arm in self._within_bounds(self.chat_arms()))

    def _within_bounds(self, arms: Sequence[Arm]) -> tuple[Arm, ...]:
        """As many as there are places: those that are named always, then the others."""
        always, named, local, chosen = self._by_right(arms)
        places = max(0, self.rules.arms_max - len(always))
        named = named[:places]
        places -= len(named)
        local = local[: max(places - len(chosen), places // 2)]
        kept = {*always, *named, *local, *chosen[: places - len(local)]}
        return tuple(arm for arm in arms if arm.name in kept)

    def _by_right(self, arms: Sequence[Arm]) -> tuple[list[str], list[str], list[str], list[str]]:
        """Names of arms: in whatever comes, by a person's word, on this machine, chosen."""
        rights: tuple[list[str], list[str], list[str], list[str]] = ([], [], [], [])
        for arm in arms:
            row = self.rows.get(arm.name)
            is_added = row is not None and row.reason.code == "pool_added"
            if arm.name in self.named.arms:
                rights[0].append(arm.name)
            elif is_added or self.is_named(arm.name, arm.deployment.name):
                rights[1].append(arm.name)
            else:
                rights[2 if arm.deployment.is_local else 3].append(arm.name)
        return rights


def is_final(row: PoolRow) -> bool:
    """Whether a person or a provider said that it is out."""
    return row.state is Membership.OUT and row.reason.code in FINAL


def _of_no_use(deployment: Deployment) -> Reason:
    is_embedder = Feature.EMBEDDINGS in deployment.features
    return pool_reason("pool_embeddings" if is_embedder else "pool_not_chat")
