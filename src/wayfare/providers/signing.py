"""Sign requests for clouds that take no fixed key: Amazon's signatures, Google's tokens.

Both need a package of the cloud's own, found only when a request is to be signed, and may
ask the network for credentials, so both work beside the event loop. Neither was tried on
the real cloud from where this is built.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from wayfare.domain.errors import SettingsError

GOOGLE_SCOPE = "https://www.googleapis.com/auth/cloud-platform"
_AMAZON_HOST = re.compile(
    r"https?://(?P<service>bedrock[a-z-]*)\.(?P<region>[a-z0-9-]+)\.(amazonaws\.com|api\.aws)(/|$)"
)
# a request to the runtime is signed for the service as a whole
_SERVICES = {"bedrock-runtime": "bedrock"}


class Signer(Protocol):
    """Makes the headers that prove who sends a request."""

    async def headers(self, method: str, url: str, body: bytes) -> Mapping[str, str]:
        """The headers for one request.

        Raises:
            SettingsError: no credentials are to be had; says how to get some.
        """
        ...


class AmazonSigner:
    """Amazon's Signature Version 4, made by botocore."""

    def __init__(
        self,
        region: str,
        service: str,
        *,
        load: Callable[[], Any] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._region = region
        self._service = service
        self._load = load or _amazon_credentials
        self._now = now
        self._credentials: Any = None

    async def headers(self, method: str, url: str, body: bytes) -> Mapping[str, str]:
        """The signature and what it covers: the host, the time and the body."""
        return await asyncio.to_thread(self._sign, method, url, body)

    def _sign(self, method: str, url: str, body: bytes) -> Mapping[str, str]:
        auth, request_of = _botocore()
        if self._credentials is None:
            self._credentials = self._load()
        if self._credentials is None:
            raise SettingsError(
                "There are no credentials of Amazon's to sign with.",
                cure="Set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY, or run `aws configure`.",
            )
        request = request_of(method=method, url=url, data=body)
        signer = auth(self._credentials.get_frozen_credentials(), self._service, self._region)
        # `add_auth` in steps, since it takes no clock
        request.context["timestamp"] = self._now().strftime("%Y%m%dT%H%M%SZ")
        signer._modify_request_before_signing(request)  # noqa: SLF001
        canonical = signer.canonical_request(request)
        signature = signer.signature(signer.string_to_sign(request, canonical), request)
        signer._inject_signature_to_request(request, signature)  # noqa: SLF001
        return dict(request.headers.items())


class GoogleSigner:
    """An access token of the application's own, renewed before it is over."""

    def __init__(self, *, load: Callable[[], Any] | None = None) -> None:
        self._load = load or _google_credentials
        self._credentials: Any = None
        self._turn = asyncio.Lock()

    async def headers(self, method: str, url: str, body: bytes) -> Mapping[str, str]:
        """The token, as a bearer's."""
        async with self._turn:  # many requests, one renewal
            if self._credentials is None or not self._credentials.valid:
                await asyncio.to_thread(self._renew)
        return {"authorization": f"Bearer {self._credentials.token}"}

    def _renew(self) -> None:
        if self._credentials is None:
            self._credentials = self._load()
        self._credentials.refresh(_google_transport())


def signer_for(auth: str, base_url: str) -> Signer:
    """The signer for a way of sending keys.

    Raises:
        SettingsError: the address is none of the cloud's, so nothing says what to sign for.
    """
    if auth == "google":
        return GoogleSigner()
    found = _AMAZON_HOST.match(base_url)
    if found is None:
        raise SettingsError(
            f"{base_url} is no address of Bedrock's, so it says no region to sign for.",
            cure="Write it as https://bedrock-runtime.REGION.amazonaws.com/openai/v1.",
        )
    service = found["service"]
    return AmazonSigner(found["region"], _SERVICES.get(service, service))


def _botocore() -> tuple[Any, Any]:
    try:
        from botocore.auth import SigV4Auth  # noqa: PLC0415 - an extra
        from botocore.awsrequest import AWSRequest  # noqa: PLC0415
    except ImportError as error:
        raise _lacking("bedrock") from error
    return SigV4Auth, AWSRequest


def _amazon_credentials() -> Any:
    from botocore.session import get_session  # noqa: PLC0415 - an extra

    return get_session().get_credentials()


def _google_credentials() -> Any:
    try:
        import google.auth  # noqa: PLC0415 - an extra
        from google.auth.exceptions import DefaultCredentialsError  # noqa: PLC0415
    except ImportError as error:
        raise _lacking("vertex") from error
    try:
        credentials, _ = google.auth.default(scopes=[GOOGLE_SCOPE])
    except DefaultCredentialsError as error:
        raise SettingsError(
            "There are no credentials of Google's to ask with.",
            cure="Run `gcloud auth application-default login`, or set "
            "GOOGLE_APPLICATION_CREDENTIALS to a service account's file.",
        ) from error
    return credentials


def _google_transport() -> Any:
    try:
        from google.auth.transport.requests import Request  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise _lacking("vertex") from error
    return Request()


def _lacking(extra: str) -> SettingsError:
    return SettingsError(
        f"Requests to {extra} are signed by a package that is not installed.",
        cure=f"Install it: `pip install 'wayfare[{extra}]'`.",
    )
