"""Requests are signed as the clouds want it: known vectors, a fixed clock, scripted credentials.

The vectors are those of Amazon's Signature Version 4 test suite ("get-vanilla" and
"post-vanilla" of aws-sig-v4-test-suite, which botocore tests itself with).
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from raw_server import raw_server, reply
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import ProviderUnreachableError, SettingsError
from wayfare.ports import Call
from wayfare.providers.address import address_of_preset, address_of_row
from wayfare.providers.http import HttpProvider
from wayfare.providers.presets import PRESETS
from wayfare.providers.signing import AmazonSigner, GoogleSigner, signer_for
from wayfare.settings.providers import ProviderRow
from wayfare.settings.serving import Timeouts

THEN = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)


@dataclass(frozen=True)
class AmazonCredentials:
    access_key: str = "AKIDEXAMPLE"
    secret_key: str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
    token: str | None = None

    def get_frozen_credentials(self):
        return self


def amazon(region="us-east-1", service="service", token=None) -> AmazonSigner:
    return AmazonSigner(
        region, service, load=lambda: AmazonCredentials(token=token), now=lambda: THEN
    )


@pytest.mark.parametrize(
    ("method", "signature"),
    [
        ("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    ],
)
async def test_a_signature_is_that_of_the_known_vectors(method, signature):
    headers = await amazon().headers(method, "https://example.amazonaws.com/", b"")
    assert headers["X-Amz-Date"] == "20150830T123600Z"
    assert headers["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
        f"SignedHeaders=host;x-amz-date, Signature={signature}"
    )


async def test_a_signature_is_that_of_botocores_own_call(monkeypatch):
    import botocore.auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    url = "https://bedrock-mantle.us-west-2.api.aws/v1/chat/completions"
    body = b'{"model":"openai.gpt-oss-20b","messages":[]}'
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: THEN)
    request = AWSRequest(method="POST", url=url, data=body)
    known = AmazonCredentials()
    credentials = Credentials(known.access_key, known.secret_key, "session")
    botocore.auth.SigV4Auth(credentials, "bedrock-mantle", "us-west-2").add_auth(request)
    ours = await amazon("us-west-2", "bedrock-mantle", "session").headers("POST", url, body)
    assert dict(ours) == dict(request.headers.items())
    assert ours["X-Amz-Security-Token"] == "session"


async def test_a_body_and_an_hour_change_the_signature():
    url = "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1/chat/completions"
    later = AmazonSigner(
        "us-east-1",
        "service",
        load=AmazonCredentials,
        now=lambda: THEN.replace(hour=13),
    )
    found = {
        (await amazon().headers("POST", url, b"{}"))["Authorization"],
        (await amazon().headers("POST", url, b"[]"))["Authorization"],
        (await later.headers("POST", url, b"{}"))["Authorization"],
    }
    assert len(found) == 3


@pytest.mark.parametrize(
    ("base_url", "region", "service"),
    [
        ("https://bedrock-runtime.eu-west-1.amazonaws.com/openai/v1", "eu-west-1", "bedrock"),
        ("https://bedrock-mantle.us-east-2.api.aws/v1", "us-east-2", "bedrock-mantle"),
    ],
)
def test_region_and_service_are_read_from_the_address(base_url, region, service):
    signer = signer_for("sigv4", base_url)
    assert isinstance(signer, AmazonSigner)
    assert (signer._region, signer._service) == (region, service)


@pytest.mark.parametrize("base_url", ["https://x.example/v1", "https://bedrock.evil.example/v1"])
def test_an_address_without_a_region_cannot_be_signed_for(base_url):
    with pytest.raises(SettingsError, match="no region"):
        signer_for("sigv4", base_url)


async def test_where_there_are_no_credentials_it_says_how_to_get_some():
    signer = AmazonSigner("r", "s", load=lambda: None, now=lambda: THEN)
    with pytest.raises(SettingsError, match="AWS_BEARER_TOKEN_BEDROCK"):
        await signer.headers("GET", "https://bedrock-mantle.r.api.aws/v1/models", b"")


# --- Google's tokens ---------------------------------------------------------------------


class GoogleCredentials:
    """Credentials whose token holds until it is spent."""

    def __init__(self) -> None:
        self.renewals = 0
        self.valid = False
        self.token: str | None = None

    def refresh(self, transport) -> None:
        self.renewals += 1
        self.token = f"ya29.{self.renewals}"
        self.valid = True


async def test_a_token_is_fetched_once_for_many_and_renewed_when_it_is_over():
    credentials = GoogleCredentials()
    signer = GoogleSigner(load=lambda: credentials)
    many = await asyncio.gather(*(signer.headers("POST", "https://x/", b"") for _ in range(20)))
    assert {headers["authorization"] for headers in many} == {"Bearer ya29.1"}
    credentials.valid = False
    assert await signer.headers("POST", "https://x/", b"") == {"authorization": "Bearer ya29.2"}
    assert credentials.renewals == 2


async def test_a_token_that_cannot_be_had_is_the_providers_error():
    class Broken(GoogleCredentials):
        def refresh(self, transport) -> None:
            raise RuntimeError("secret detail")

    address = replace(
        address_of_row("v", ProviderRow(base_url="https://x.example/v1"), {}), auth="google"
    )
    provider = HttpProvider(address, Timeouts(), signer=GoogleSigner(load=Broken))
    with pytest.raises(ProviderUnreachableError, match=r"could not be signed \(RuntimeError\)"):
        await provider.send(CALL)
    await provider.close()


# --- on the road -------------------------------------------------------------------------

CALL = Call(Deployment("p/m", "p", "m"), "chat/completions", b"{}", stream=False)


async def test_every_request_is_signed_for_the_address_that_it_goes_to():
    row = ProviderRow(base_url="http://x/v1", allow_private=True, auth="google", models=["m"])
    async with raw_server(reply(b"{}")) as server:
        address = replace(address_of_row("v", row, {}), base_url=server.url)
        signer = GoogleSigner(load=GoogleCredentials)
        provider = HttpProvider(address, Timeouts(), signer=signer)
        call = Call(
            CALL.deployment, CALL.endpoint, b"{}", stream=False, headers={"x-a": "b"}, query="q=1"
        )
        reply_ = await provider.send(call)
        assert b"".join([piece async for piece in reply_.pieces]) == b"{}"
        await provider.close()
    head = server.requests[0].decode().lower()
    assert head.startswith("post /v1/chat/completions?q=1 ")
    assert "authorization: bearer ya29.1\r\n" in head
    assert "x-a: b\r\n" in head


def test_a_bearer_token_of_amazons_goes_before_signing():
    environ = {"AWS_REGION": "us-east-1", "AWS_BEARER_TOKEN_BEDROCK": "bedrock-key"}
    for name in ("bedrock", "bedrock-anthropic"):
        address = address_of_preset(name, PRESETS[name], environ)
        assert address is not None
        assert address.fixed_headers()["authorization"] == "Bearer bedrock-key"
        assert not address.is_signed
        unkeyed = address_of_preset(name, PRESETS[name], {"AWS_REGION": "us-east-1"})
        assert unkeyed is not None
        assert unkeyed.is_signed
        assert "authorization" not in unkeyed.fixed_headers()
