"""/api/certificates: what is shown of answers by other models than the baseline, for people."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.openai.certificates import CertificatesEndpoint
from wayfare.api.web.body import answer
from wayfare.domain.chat import is_found
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import sees_all
from wayfare.store.database import Database
from wayfare.store.said import topics_of


class ShownCertificatesEndpoint:
    """The same as `/v1/certificates`, as far as a member may see it."""

    def __init__(self, certificates: CertificatesEndpoint, database: Database) -> None:
        self._certificates = certificates
        self._database = database

    async def list(self, request: Request) -> Response:
        """List how claims stand; those on topics that clients named, to who asked of them."""
        caller: Caller = request.scope["caller"]
        seen = await self._certificates.see()
        if not sees_all(caller):
            own = await asyncio.to_thread(topics_of, self._database, caller.user, 0.0)
            told = [
                each
                for each in seen.data
                if each.topic is None or is_found(each.topic) or each.topic in own
            ]
            seen = msgspec.structs.replace(seen, data=told)
        return answer(seen)
