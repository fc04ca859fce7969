"""GET /v1/certificates: what is shown of answers by other models than the baseline."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.folding import Folding
from wayfare.gateway.certify.see import see_claims
from wayfare.gateway.certify.see_whole import see_whole
from wayfare.gateway.certify.whole_policy import WholePolicy
from wayfare.gateway.vigils.see import see_vigils
from wayfare.store.database import Database


class CertificatesEndpoint:
    """How all claims stand, and what is shown of the whole policy."""

    def __init__(
        self,
        claims: Claims,
        claims_folding: Folding,
        whole_policy: WholePolicy,
        whole_folding: Folding,
        database: Database,
    ) -> None:
        self._claims = claims
        self._claims_folding = claims_folding
        self._whole_policy = whole_policy
        self._whole_folding = whole_folding
        self._database = database

    async def list(self, _: Request) -> Response:
        """List them, the widest first, and whether the models themselves changed."""
        await asyncio.gather(self._claims_folding.look(), self._whole_folding.look())
        # before they are read: they may be further by then
        as_of, whole_as_of = self._claims.as_of, self._whole_policy.as_of
        body = {
            "object": "list",
            "as_of": as_of,
            "data": see_claims(self._claims),
            "whole_policy_as_of": whole_as_of,
            "whole_policy": await asyncio.to_thread(see_whole, self._whole_policy),
            "vigils": await asyncio.to_thread(see_vigils, self._database),
        }
        return Response(msgspec.json.encode(body), media_type="application/json")
