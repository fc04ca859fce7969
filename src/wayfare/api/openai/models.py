"""GET /v1/models and GET /v1/models/{name}."""

from starlette.requests import Request
from starlette.responses import Response

from wayfare.domain.decision import Goal
from wayfare.gateway.catalog import GOALS
from wayfare.gateway.parts import Parts
from wayfare.wire.openai.models import describe_arm, encode_goal, encode_model, encode_models


class ModelsEndpoint:
    """What can be asked for."""

    def __init__(self, parts: Parts) -> None:
        self._catalog = parts.catalog

    async def list(self, _: Request) -> Response:
        """List every name that a request may use."""
        return _json(encode_models(GOALS, self._catalog.arms))

    async def one(self, request: Request) -> Response:
        """Describe one name that a request may use."""
        name = request.path_params["name"]
        found = self._catalog.candidates(name)
        row = describe_arm(found.arms[0]) if found.goal is Goal.NAMED else encode_goal(name)
        return _json(encode_model(row))


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
