"""GET /v1/certificates: what is shown of answers by other models than the baseline."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.see import see_claims


class CertificatesEndpoint:
    """How all claims stand."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims

    async def list(self, _: Request) -> Response:
        """List them, the widest first."""
        await asyncio.to_thread(self._claims.refresh)
        body = {"object": "list", "data": see_claims(self._claims)}
        return Response(msgspec.json.encode(body), media_type="application/json")
