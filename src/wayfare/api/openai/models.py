"""GET /v1/models and GET /v1/models/{name}, in the wire of whoever asks."""

from starlette.requests import Request
from starlette.responses import Response

from wayfare.domain.decision import Goal
from wayfare.domain.key import Caller
from wayfare.gateway.catalog import GOALS
from wayfare.gateway.parts import Parts
from wayfare.gateway.send import candidates_for
from wayfare.wire.anthropic import models as anthropic
from wayfare.wire.openai.models import (
    describe_arm,
    describe_models,
    encode_goal,
    encode_model,
    encode_models,
)


class ModelsEndpoint:
    """What can be asked for."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._catalog = parts.catalog

    async def list(self, request: Request) -> Response:
        """List every name that a request of whoever asks may use."""
        caller: Caller = request.scope["caller"]
        is_on = self._parts.switches.is_on
        arms = [arm for arm in self._catalog.arms if is_on(arm, caller.role)]
        rows = describe_models(GOALS, arms, self._taken())
        encode = anthropic.encode_models if _is_anthropic(request) else encode_models
        return _json(encode(rows))

    async def one(self, request: Request) -> Response:
        """Describe one name that a request may use."""
        name = request.path_params["name"]
        found = candidates_for(self._parts, request.scope["caller"], name)
        row = encode_goal(name)
        if found.goal is Goal.NAMED:
            arm = found.arms[0]
            row = describe_arm(arm, is_taken=arm.name in self._taken())
        encode = anthropic.encode_model if _is_anthropic(request) else encode_model
        return _json(encode(row))

    def _taken(self) -> frozenset[str]:
        return frozenset(arm.name for arm in self._catalog.candidates(Goal.AUTO).arms)


def _is_anthropic(request: Request) -> bool:
    """Anthropic's clients always name a version."""
    return "anthropic-version" in request.headers


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
