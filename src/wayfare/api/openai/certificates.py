"""GET /v1/certificates: what is shown of answers by other models than the baseline."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.folding import Folding
from wayfare.gateway.certify.see import Certificate, see_claims
from wayfare.gateway.certify.see_whole import Whole, see_whole
from wayfare.gateway.certify.whole_policy import WholePolicy
from wayfare.gateway.vigils.see import SeenVigil, see_vigils
from wayfare.store.database import Database


class Seen(msgspec.Struct, frozen=True):
    """What is shown: of each claim, of the whole policy, of the models themselves."""

    as_of: float | None
    data: list[Certificate]
    whole_policy_as_of: float | None
    whole_policy: list[Whole]
    vigils: list[SeenVigil]
    object: str = "list"


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
        return Response(msgspec.json.encode(await self.see()), media_type="application/json")

    async def see(self) -> Seen:
        """All of it, as of now or of a moment ago."""
        await asyncio.gather(self._claims_folding.look(), self._whole_folding.look())
        # before they are read: they may be further by then
        as_of, whole_as_of = self._claims.as_of, self._whole_policy.as_of
        return Seen(
            as_of=as_of,
            data=see_claims(self._claims),
            whole_policy_as_of=whole_as_of,
            whole_policy=await asyncio.to_thread(see_whole, self._whole_policy),
            vigils=await asyncio.to_thread(see_vigils, self._database),
        )
