"""Everything that can be asked: deployments, the arms made of them, and their names.

Knows providers by their port. Knows nothing of requests in flight.
"""

import asyncio
import logging
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

import msgspec

from wayfare.domain.arm import DIRECT, Arm
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import ModelNotFoundError, ProviderError
from wayfare.domain.fertility import Fertility
from wayfare.gateway.further_arms import further_arms
from wayfare.gateway.pool.pool import Pool
from wayfare.ports import Provider
from wayfare.routing.prior import presume
from wayfare.settings.choosing import ArmRow

log = logging.getLogger(__name__)

#: How a provider says that a model is not there, or not for this key.
GONE = (403, 404, 410)

GOALS = tuple(goal.value for goal in Goal if goal is not Goal.NAMED)


class Candidates(msgspec.Struct, frozen=True):
    """The arms that a model name stands for."""

    goal: Goal
    arms: tuple[Arm, ...]


class Catalog:
    """The arms that can be asked now. `refresh` asks the providers anew.

    The arms of the providers in `named_only` are asked by their names alone: no goal
    chooses among them. A goal chooses among all others that chat, or where there is a `pool`,
    among those that it has taken.
    """

    def __init__(
        self,
        providers: Mapping[str, Provider],
        arm_rows: Sequence[ArmRow] = (),
        *,
        named_only: Container[str] = (),
        pool: Pool | None = None,
    ) -> None:
        self.pool = pool
        self._providers = providers
        self._named_only = named_only
        self._arm_rows = arm_rows
        self._deployments: dict[str, Deployment] = {}
        self._arms: dict[str, Arm] = {}
        self._chat_arms: tuple[Arm, ...] = ()
        self.faults: dict[str, str] = {}
        #: Deployments that take a question, but not where log-probabilities are asked for.
        self.without_logprobs: set[str] = set()
        self._fertilities: dict[str, dict[str, float]] = {}
        self.measured: Sequence[Fertility] = ()
        self._begun = 0
        self._ended = 0

    @property
    def deployments(self) -> Sequence[Deployment]:
        """Every deployment that can be asked now, in the order of the providers."""
        return tuple(self._deployments.values())

    @property
    def arms(self) -> Sequence[Arm]:
        """Every arm that can be asked now."""
        return tuple(self._arms.values())

    async def refresh(self) -> None:
        """Ask every provider what it serves. One that does not answer is named in `faults`."""
        faults: dict[str, str] = {}
        self._begun = begun = self._begun + 1
        if self.pool is not None:
            await self.pool.rows.load()
        providers = tuple(self._providers.values())  # more may come while these are asked
        listings = await asyncio.gather(*(self._listing(p, faults) for p in providers))
        if begun < self._ended:
            return  # one that began later was quicker, and knows better who is here
        self._ended = begun
        self.faults = faults
        self._take([deployment for listing in listings for deployment in listing])

    def learn_fertilities(self, measured: Sequence[Fertility]) -> None:
        """Take note of how many tokens deployments make of languages: quotes go by it."""
        self.measured = measured
        self._fertilities = {}
        for each in measured:
            self._fertilities.setdefault(each.deployment, {})[each.language] = each.ratio
        if self._deployments:
            self._take(self._deployments.values())

    def _take(self, listed: Iterable[Deployment]) -> None:
        """Make the arms of what is listed, with what is known of each; the pool takes of these."""
        known = self._fertilities
        self._deployments = {d.name: _with_knowledge(d, known.get(d.name, {})) for d in listed}
        self._arms = {arm.name: arm for arm in self._make_arms()}
        if self.pool is not None:
            self.pool.review(self._deployments.values(), self._arms.values(), self.faults)
        self.regroup()

    def regroup(self) -> None:
        """Find anew which arms a goal chooses among: after the pool has changed."""
        if self.pool is not None:
            self._chat_arms = self.pool.members()
            return
        self._chat_arms = tuple(
            arm
            for arm in self._arms.values()
            if Feature.CHAT in arm.deployment.features
            and arm.deployment.provider not in self._named_only
        )

    def note_refusal(self, arm: Arm, error: ProviderError) -> None:
        """A provider refused a question. If that says that the arm is gone, no goal takes it."""
        if self.pool is not None and error.status in GONE and self.pool.refuse(arm, error.status):
            log.warning("auto takes %s no more: status %d", arm.name, error.status)
            self.regroup()

    async def _listing(self, provider: Provider, faults: dict[str, str]) -> Sequence[Deployment]:
        """What a provider serves, or served when it was last heard of."""
        try:
            return await provider.deployments()
        except ProviderError as error:
            faults[provider.name] = str(error)
            if self.faults.get(provider.name) != str(error):  # said once, while it stays so
                log.warning("provider %s lists no models: %s", provider.name, error)
            return [d for d in self._deployments.values() if d.provider == provider.name]

    def candidates(self, model: str) -> Candidates:
        """What a model name of a request stands for.

        Raises:
            ModelNotFoundError: nothing has this name; names some that exist.
        """
        if model in GOALS:
            return Candidates(Goal(model), self._chat_arms)
        arm = self._arms.get(model) or self._by_bare_name(model)
        if arm is None:
            known = ", ".join([*GOALS, *self._arms][:12])
            raise ModelNotFoundError(
                f"There is no model {model!r}.",
                cure=f"`GET /v1/models` lists them all, among them {known}.",
                param="model",
            )
        return Candidates(Goal.NAMED, (arm,))

    def plain(self, deployment: Deployment) -> Arm | None:
        """The arm that asks a deployment as it is, where it can be asked now."""
        arm = self._arms.get(deployment.name)
        return arm if arm is not None and arm.path == DIRECT else None

    def _by_bare_name(self, model: str) -> Arm | None:
        """`gpt-x` finds `openai/gpt-x` where only one provider serves it."""
        found = [arm for arm in self._arms.values() if arm.deployment.model == model]
        plain = [arm for arm in found if arm.setup.is_plain and arm.path == DIRECT]
        return plain[0] if len(plain) == 1 else None

    def _make_arms(self) -> Iterable[Arm]:
        for deployment in self._deployments.values():
            if deployment.features:  # else it is listed, but can be asked for nothing
                yield Arm(deployment.name, deployment)
        yield from further_arms(self._arm_rows, self._deployments)


def _with_knowledge(deployment: Deployment, fertility: Mapping[str, float]) -> Deployment:
    """With what is presumed of its quality, and was measured of its tokens."""
    presumed = presume(deployment)
    if presumed is deployment.prior and fertility == deployment.fertility:
        return deployment
    return replace(deployment, prior=presumed, fertility=fertility)
