"""Remember which arms `auto` takes, and why of each.

What was once chosen stays: what a provider lists later is proposed, and comes in when a person
says so. Arms on this machine and those that the settings name are in without being chosen.
Knows what changes where an arm stands; where each stands is told by `pool_standings.py`. Asks
nobody: `probe.py` does.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from msgspec.structs import replace

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Reason
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import BadRequestError
from wayfare.domain.pool import Membership, Place, PoolRow, ProbeOutcome
from wayfare.gateway.clock import Clock
from wayfare.gateway.pool.rows import PoolRows
from wayfare.gateway.pool.standings import FINAL, NOTHING_NAMED, Named, Standings, is_final
from wayfare.routing.filters import undemanded
from wayfare.routing.pool import Candidate, Rules, give_places, judge, why_chosen, why_without_place
from wayfare.routing.pool_reasons import pool_reason

#: After so many refusals, and not one answer, a provider is asked no further.
REFUSALS_MAX = 3
#: How many models of a provider that came later are proposed where there is no place.
PROPOSALS_MAX = 3
#: An arm that refused a question is asked again at once, but no oftener than this.
RECHECK_S = 3_600.0


@dataclass(slots=True)
class Pool:
    """The arms that `auto` takes.

    With `is_probing` an arm comes in once it was asked; without, it is taken as it is.
    `changed` is set when there is something to save or to ask.
    """

    rules: Rules
    rows: PoolRows
    clock: Clock
    named: Named = NOTHING_NAMED
    is_probing: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    standings: Standings = field(init=False)
    _rechecked_at: dict[str, float] = field(default_factory=dict)
    _before: dict[str, Reason] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standings = Standings(self.rules, self.rows, self.named, self.is_probing)

    def members(self) -> tuple[Arm, ...]:
        """The arms that `auto` takes now, in the catalog's order."""
        return self.standings.members()

    def places(self) -> list[Place]:
        """Where everything stands that is listed or was taken, and why."""
        return self.standings.places()

    def proposed(self) -> list[str]:
        """What waits for a person's word."""
        return self.standings.proposed()

    def review(
        self, deployments: Iterable[Deployment], arms: Iterable[Arm], faults: Collection[str] = ()
    ) -> None:
        """Take note of what there is now, and of who did not answer.

        What was never seen is judged.
        """
        standings = self.standings
        standings.faults = frozenset(faults)
        standings.deployments = {d.name: d for d in deployments}
        standings.arms = {arm.name: arm for arm in arms}
        for row in [row for row in self.rows.values() if row.reason.code == "pool_named"]:
            if row.arm in standings.deployments and not standings.is_named(row.arm, row.arm):
                self.rows.drop(row.arm)  # the settings name it no longer: it is judged as new
        self._meet({row.provider for row in self.rows.values()})
        self.changed.set()

    def add(self, name: str) -> Arm:
        """Let an arm in, by a person's word. It is asked first, where arms are asked.

        Raises:
            BadRequestError: there is no such arm to ask questions, or no place for it.
        """
        arm = self.standings.arms.get(name)
        if arm is None or Feature.CHAT not in arm.deployment.features:
            raise BadRequestError(
                f"There is no model {name!r} that can be asked questions.",
                cure="`wayfare models --why` lists all.",
            )
        members = self.standings.names_within_bounds()
        if name not in members and len(members) >= self.rules.arms_max:
            raise BadRequestError(
                f"`auto` takes {self.rules.arms_max} models, and has them.",
                cure="`wayfare models remove` takes one out; `pool.arms_max` sets how many.",
            )
        self._set(name, arm.deployment.provider, Membership.IN, pool_reason("pool_added"))
        return arm

    def remove(self, name: str) -> None:
        """Take an arm out, by a person's word.

        Raises:
            BadRequestError: there is none, or `pool.arms` names it.
        """
        arm, row = self.standings.arms.get(name), self.rows.get(name)
        if arm is None and row is None:
            raise BadRequestError(
                f"There is no model {name!r}.", cure="`wayfare models --why` lists all."
            )
        if name in self.named.arms:
            raise BadRequestError(
                f"`pool.arms` in the settings names {name}.", cure="Take it out there."
            )
        provider = arm.deployment.provider if arm is not None else row.provider if row else ""
        self._set(name, provider, Membership.OUT, pool_reason("pool_removed"))

    async def choose_anew(self) -> None:
        """Forget all but what a person said, and choose again among what is listed."""
        forgotten = [
            name
            for name, row in self.rows.items()
            if row.reason.code not in ("pool_added", "pool_removed")
        ]
        await self.rows.forget(forgotten)
        self._meet(known=frozenset())

    def refuse(self, arm: Arm, status: int) -> bool:
        """A provider refused a question to this arm as though it were not there.

        Returns whether it was in, and so goes out. It is asked once more, for the question
        may have been at fault.
        """
        state, before = self.standings.of(arm.name, arm.deployment)
        if arm.deployment.is_local or state is not Membership.IN or self.standings.is_waiting(arm):
            return False  # its probe will tell
        provider = arm.deployment.provider
        self._before[arm.name] = before
        why = pool_reason("pool_refused_while_serving", provider=provider, status=str(status))
        self._set(arm.name, provider, Membership.OUT, why, probe=ProbeOutcome.REFUSED)
        return True

    def to_probe(self) -> list[Arm]:
        """The arms to ask before they come in, or whether they are well again."""
        if not self.is_probing:
            return []
        found = []
        for deployment in self.standings.remote():
            row = self.rows.get(deployment.name)
            arm = self.standings.arms.get(deployment.name)
            if row is None or arm is None or undemanded(deployment, self.rules.demands):
                continue
            is_in = self.standings.of(arm.name, deployment)[0] is Membership.IN
            if row.probed_at is None and (is_in or self._may_recheck(row)):
                found.append(arm)
        return found

    def note_probe(
        self, arm: Arm, outcome: ProbeOutcome, status: int | None, cost_micros: int | None
    ) -> None:
        """Take note of what came of asking an arm."""
        now = self.clock.now()
        row = self.rows.get(arm.name)
        if row is None:
            return  # forgotten meanwhile
        is_recheck = is_final(row)
        if is_recheck:
            self._rechecked_at[arm.name] = now
        if outcome is ProbeOutcome.REFUSED:
            why = pool_reason(
                "pool_refused", provider=arm.deployment.provider, status=str(status or "?")
            )
            row = replace(row, state=Membership.OUT, reason=why, since=now)
        elif is_recheck and outcome is ProbeOutcome.ANSWERED:
            why = self._before.get(row.arm) or pool_reason("pool_added")
            row = replace(row, state=Membership.IN, reason=why, since=now)
        self._put(replace(row, probed_at=now, probe=outcome, probe_micros=cost_micros))
        if outcome is ProbeOutcome.REFUSED and not is_recheck:
            self._fill(now)

    def _meet(self, known: Collection[str]) -> None:
        """Judge what was never seen: proposed where its provider is known, else chosen."""
        unseen = [d for d in self.standings.remote() if d.name not in self.rows]
        if not unseen:
            return
        verdicts = self._judge({d.name for d in unseen if d.provider in known})
        sensible = []
        for deployment in unseen:
            name, verdict = deployment.name, verdicts.get(deployment.name)
            if self.standings.is_named(name, name):
                self._set(name, deployment.provider, Membership.IN, pool_reason("pool_named"))
            elif verdict is not None:
                self._set(name, deployment.provider, Membership.OUT, verdict)
            elif deployment.provider in known:
                self._propose(deployment)
            else:
                sensible.append(self._candidate(deployment))
        self._seat(sensible, may_propose=bool(known))

    def _seat(self, sensible: Sequence[Candidate], *, may_propose: bool) -> None:
        """Give out the places that are left; say of the others why they have none."""
        taken = self._taken()
        chosen = give_places(sensible, taken, self.rules, self._vacancies())
        for candidate in chosen:
            deployment = candidate.deployment
            self._set(deployment.name, deployment.provider, Membership.IN, why_chosen(candidate))
        taken += chosen
        waiting = [candidate for candidate in sensible if candidate not in chosen]
        proposed: list[Candidate] = []
        if may_propose and waiting and not chosen:
            proposed = give_places(waiting, taken, self.rules, PROPOSALS_MAX)
        for candidate in waiting:
            deployment = candidate.deployment
            if candidate in proposed:
                self._propose(deployment)
                continue
            why = why_without_place(candidate, taken, self.rules)
            self._set(deployment.name, deployment.provider, Membership.OUT, why)

    def _fill(self, now: float) -> None:
        """After a refusal: the next best takes the place, and reasons are told anew."""
        verdicts = self._judge()
        unwilling = self._unwilling()
        waiting = []
        for deployment in self.standings.remote():
            row = self.rows.get(deployment.name)
            if row is None or row.state is not Membership.OUT or row.reason.code in FINAL:
                continue
            verdict = verdicts.get(deployment.name)
            if verdict is None and deployment.provider in unwilling:
                count = str(unwilling[deployment.provider])
                verdict = pool_reason("pool_untried", provider=deployment.provider, count=count)
            if verdict is None:
                waiting.append(self._candidate(deployment))
            elif verdict != row.reason:
                self._put(replace(row, reason=verdict, since=now))
        self._seat(waiting, may_propose=False)

    def _judge(self, new: Collection[str] = ()) -> dict[str, Reason]:
        """Judge all that may be asked: what was refused is no rival of anybody's."""
        kept = [name for name, row in self.rows.items() if row.state is Membership.IN]
        barred = {name for name, row in self.rows.items() if row.reason.code in FINAL}
        candidates = [self._candidate(d) for d in self.standings.remote() if d.name not in barred]
        today = datetime.fromtimestamp(self.clock.now(), UTC).date()
        return judge(candidates, self.rules, today, kept=kept, new=new)

    def _unwilling(self) -> dict[str, int]:
        """Providers that refused several of their models and answered for none, and how many."""
        refused = Counter(
            row.provider for row in self.rows.values() if row.probe is ProbeOutcome.REFUSED
        )
        willing = {r.provider for r in self.rows.values() if r.probe is ProbeOutcome.ANSWERED}
        return {p: n for p, n in refused.items() if n >= REFUSALS_MAX and p not in willing}

    def _taken(self) -> list[Candidate]:
        return [
            self._candidate(deployment)
            for deployment in self.standings.remote()
            if self.standings.of(deployment.name, deployment)[0] is Membership.IN
        ]

    def _vacancies(self) -> int:
        arms = self.standings.chat_arms()
        local = sum(arm.deployment.is_local for arm in arms)
        others = len(arms) - local
        most = self.rules.arms_max
        return max(0, most - others - min(local, most // 2) - self._reserved())

    def _reserved(self) -> int:
        """The places of providers that were never heard and do not answer just now."""
        unheard = self.standings.faults - {row.provider for row in self.rows.values()}
        providers = {d.provider for d in self.standings.remote()} | unheard
        return len(unheard) * (self.rules.arms_max // max(1, len(providers)))

    def _candidate(self, deployment: Deployment) -> Candidate:
        return Candidate(deployment)

    def _propose(self, deployment: Deployment) -> None:
        code = "pool_proposed" if deployment.price is not None else "pool_proposed_unpriced"
        why = pool_reason(code, provider=deployment.provider, arm=deployment.name)
        self._set(deployment.name, deployment.provider, Membership.PROPOSED, why)

    def _may_recheck(self, row: PoolRow) -> bool:
        last = self._rechecked_at.get(row.arm, -RECHECK_S)
        is_due = self.clock.now() - last >= RECHECK_S
        return row.reason.code == "pool_refused_while_serving" and is_due

    def _set(
        self,
        name: str,
        provider: str,
        state: Membership,
        reason: Reason,
        probe: ProbeOutcome | None = None,
    ) -> None:
        self._put(PoolRow(name, provider, state, reason, self.clock.now(), probe=probe))

    def _put(self, row: PoolRow) -> None:
        self.rows.put(row)
        self.changed.set()
