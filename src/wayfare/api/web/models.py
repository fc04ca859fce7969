"""/api/models: what can be asked, for whoever picks."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import answer
from wayfare.bootstrap import Wayfare
from wayfare.domain.arm import Arm
from wayfare.domain.decision import Goal
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import sees_all
from wayfare.gateway.catalog import GOALS, Catalog
from wayfare.wire.openai.models import describe_price, describe_prior


class PickedModelsEndpoint:
    """The models that a page lets people pick from."""

    def __init__(self, wayfare: Wayfare) -> None:
        self._catalog = wayfare.parts.catalog
        self._switches = wayfare.parts.switches
        self._is_one_assistant = wayfare.settings.page.one_assistant

    async def list(self, request: Request) -> Response:
        """List the goals that choose a model, and every model that one may ask by its name.

        Members who see one assistant are told of no models.
        """
        caller: Caller = request.scope["caller"]
        if self._is_one_assistant and not sees_all(caller):
            return answer({"goals": GOALS, "data": []})
        taken = frozenset(arm.name for arm in self._catalog.candidates(Goal.AUTO).arms)
        rows = [
            _row(arm, is_taken=arm.name in taken)
            for arm in chatting(self._catalog)
            if self._switches.is_on(arm, caller.role)
        ]
        return answer({"goals": GOALS, "data": rows})


def chatting(catalog: Catalog) -> list[Arm]:
    """The arms that can be talked with."""
    return [arm for arm in catalog.arms if "chat" in arm.deployment.features]


def _row(arm: Arm, *, is_taken: bool) -> dict[str, Any]:
    """One arm. What is not known is null."""
    deployment = arm.deployment
    return {
        "name": arm.name,
        "label": arm.name.partition("/")[2] or arm.name,
        "provider": deployment.provider,
        "is_local": deployment.is_local,
        "in_auto": is_taken,
        "features": sorted(deployment.features),
        "context_tokens": deployment.context_tokens,
        "price": None if deployment.price is None else describe_price(deployment.price),
        "prior": describe_prior(deployment),
        "path": arm.path,
        "ahead": [each.name for each in arm.ahead],
        "company": deployment.terms.company,
        "country": deployment.terms.country,
    }
