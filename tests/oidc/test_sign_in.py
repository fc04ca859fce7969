"""Signing in at a provider that does whatever a test says, and what attackers try."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator

import pytest
from browsing import REDIRECT, Browser, browser_session
from joserfc.jwk import RSAKey
from joserfc.jwt import encode
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from described import OPERATIONS
from loopback import serving
from people import OWNER, join
from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.domain.account import Role
from wayfare.domain.audit import Actor
from wayfare.domain.errors import SettingsError
from wayfare.gateway.accounts.identities import invitation_of, link, subject_of
from wayfare.gateway.accounts.manage_users import change_user
from wayfare.settings.people import Oidc
from wayfare.settings.serving import Network
from wayfare.settings.whole import Settings
from wayfare.store.audit import Wanted, list_entries
from wayfare.store.users import find_user, list_users

ADMIN = Actor("owner", "cli")
SIGNER = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"})


class FakeProvider:
    """An OpenID provider without people: it says `claims` of whoever comes."""

    def __init__(self) -> None:
        self.issuer = ""
        self.document: dict = {}
        self.claims: dict = {"sub": "m-1"}
        self.key = SIGNER
        self.published = [SIGNER]
        self.token_answer: JSONResponse | None = None
        self.codes: list[dict] = []
        self.asked: list[str] = []
        routes = [
            Route("/.well-known/openid-configuration", self.discovery),
            Route("/keys", self.keys),
            Route("/token", self.token, methods=["POST"]),
            Route("/elsewhere", self.discovery),
        ]
        self.app = Starlette(routes=routes)

    async def discovery(self, request: Request):
        self.asked.append(request.url.path)
        if self.document.get("redirects"):
            return RedirectResponse(self.issuer + "/elsewhere")
        usual = {
            "issuer": self.issuer,
            "authorization_endpoint": self.issuer + "/authorize",
            "token_endpoint": self.issuer + "/token",
            "jwks_uri": self.issuer + "/keys",
        }
        return JSONResponse(usual | self.document)

    async def keys(self, request: Request):
        self.asked.append(request.url.path)
        return JSONResponse({"keys": [key.as_dict(private=False) for key in self.published]})

    async def token(self, request: Request):
        self.codes.append(dict(await request.form()))
        if self.token_answer is not None:
            return self.token_answer
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": "wayfare", "iat": now, "exp": now + 60}
        claims = {name: v for name, v in (usual | self.claims).items() if v is not None}
        token = encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key, ["RS256"])
        return JSONResponse({"id_token": token, "access_token": "at", "token_type": "Bearer"})


@pytest.fixture
async def fake() -> AsyncIterator[FakeProvider]:
    provider = FakeProvider()
    async with serving(provider.app) as provider.issuer:
        yield provider


@pytest.fixture
def oidc() -> dict:
    """What a test sets beside the provider itself."""
    return {"make_users": True}


@pytest.fixture
def settings(fake: FakeProvider, oidc: dict) -> Settings:
    return Settings(
        oidc=Oidc(
            issuer=fake.issuer, client_id="wayfare", redirect_url=REDIRECT, label="Fake", **oidc
        ),
        network=Network(private=[fake.issuer.removeprefix("http://")]),
    )


@pytest.fixture
async def browser(url: str) -> AsyncIterator[Browser]:
    async with browser_session() as session:
        yield Browser(session, url)


async def begin(browser: Browser, fake: FakeProvider, back: str = "/") -> dict[str, str]:
    """Go to the provider; what it is asked, its nonce put into the token to come."""
    went = await browser.go("/api/oidc/login?back=" + back)
    assert went.status == 303, went.body
    assert went.location.startswith(fake.issuer + "/authorize?")
    fake.claims.setdefault("nonce", went.query["nonce"])
    return went.query


async def sign_in(browser: Browser, fake: FakeProvider, back: str = "/"):
    asked = await begin(browser, fake, back)
    return await browser.go(f"{REDIRECT}?code=c-1&state={asked['state']}")


def failures(wayfare: Wayfare) -> list[str]:
    found = list_entries(wayfare.database, Wanted(action="login_failed"))
    return [str(entry.detail["why"]) for entry in found]


async def test_a_new_person_signs_in_and_is_a_member(browser, fake, wayfare):
    fake.claims |= {"email": "Mina@example.com", "email_verified": True}
    went = await sign_in(browser, fake, "/usage")
    assert (went.status, went.location) == (303, "/usage")
    assert await browser.who() == "mina@example.com"
    user = find_user(wayfare.database, "mina@example.com")
    assert user is not None
    assert (user.role, user.has_password) == (Role.MEMBER, False)
    assert user.subject == subject_of(fake.issuer, "m-1")
    entries = list_entries(wayfare.database)
    assert [(entry.action, entry.through) for entry in entries] == [
        ("login", "oidc"),
        ("user.add", "oidc"),
    ]
    # the same person, later, under another address: the subject counts
    fake.claims |= {"email": "other@example.com", "nonce": None}
    del fake.claims["nonce"]
    await sign_in(browser, fake)
    assert await browser.who() == "mina@example.com"


async def test_pkce_and_the_cookie_are_as_they_should_be(browser, fake):
    went = await browser.go("/api/oidc/login")
    (cookie,) = went.cookies
    assert "Path=/api/oidc; Max-Age=600; HttpOnly; SameSite=Lax" in cookie
    fake.claims["nonce"] = went.query["nonce"]
    back = await browser.go(f"{REDIRECT}?code=c-1&state={went.query['state']}")
    (form,) = fake.codes
    assert form["code"] == "c-1"
    assert form["redirect_uri"] == REDIRECT
    digest = __import__("hashlib").sha256(form["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert challenge == went.query["code_challenge"]
    assert any("wayfare-openid=; Path=/api/oidc; Max-Age=0" in each for each in back.cookies)
    assert any("wayfare-session=" in each and "HttpOnly" in each for each in back.cookies)


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/\\evil.example", "%2F%2Fevil.example", "/%09/evil",
     "javascript:alert(1)", "evil", "/%0d%0aset-cookie:x=y", ""],
)  # fmt: skip
async def test_nobody_is_sent_to_another_host(browser, fake, back):
    went = await sign_in(browser, fake, back)
    assert (went.status, went.location) == (303, "/")


async def refused(browser: Browser, fake: FakeProvider, address: str, said: str) -> None:
    went = await browser.go(address)
    assert went.status in (401, 403), went.body
    assert said in went.body
    assert await browser.who() is None


async def test_another_state_is_refused_before_anybody_is_asked(browser, fake):
    await begin(browser, fake)
    for state in ("", "wrong", "%E2%82%AC"):
        await refused(browser, fake, f"{REDIRECT}?code=c-1&state={state}", "not what this browser")
    await refused(browser, fake, f"{REDIRECT}?code=c-1", "not what this browser")
    assert fake.codes == []


async def test_another_browser_may_not_return(browser, fake, url):
    asked = await begin(browser, fake)
    async with browser_session() as session:
        await refused(
            Browser(session, url), fake, f"{REDIRECT}?code=c-1&state={asked['state']}", "no sign-in"
        )
    assert fake.codes == []


@pytest.mark.parametrize("cookie", ["", ".", "a.b", "é", "W10.x", "x" * 3_000])
async def test_a_cookie_that_somebody_made_up_is_refused(browser, fake, cookie):
    asked = await begin(browser, fake)
    browser.forget("/api/oidc")
    address = f"{REDIRECT}?code=c-1&state={asked['state']}"
    went = await browser.go(address, headers={"cookie": f"wayfare-openid={cookie}"})
    assert went.status == 401
    assert fake.codes == []


async def test_a_cookie_that_was_changed_is_refused(browser, fake):
    went = await browser.go("/api/oidc/login")
    body, _, tag = went.cookies[0].split(";")[0].partition("=")[2].partition(".")
    attempt = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    attempt[3] = "//evil.example"
    forged = base64.urlsafe_b64encode(json.dumps(attempt).encode()).decode().rstrip("=")
    browser.forget("/api/oidc")
    went = await browser.go(
        f"{REDIRECT}?code=c&state={went.query['state']}",
        headers={"cookie": f"wayfare-openid={forged}.{tag}"},
    )
    assert went.status == 401
    assert fake.codes == []


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"exp": 1},
        {"sub": None},
    ],
    ids=str,
)
async def test_a_token_that_does_not_fit_logs_nobody_in(browser, fake, wayfare, changes):
    fake.claims |= changes
    went = await sign_in(browser, fake)
    assert went.status == 401
    assert "not believed" in went.body
    assert await browser.who() is None
    assert [user.name for user in list_users(wayfare.database)] == ["owner"]
    assert "not believed" in failures(wayfare)[0]


async def test_a_token_signed_by_a_stranger_logs_nobody_in(browser, fake):
    fake.key = RSAKey.generate_key(2048, {"kid": "k1"})
    went = await sign_in(browser, fake)
    assert went.status == 401
    assert "its signature" in went.body


async def test_a_provider_that_changes_its_keys_is_asked_for_them_again(browser, fake, wayfare):
    await sign_in(browser, fake)
    fake.key = RSAKey.generate_key(2048, {"kid": "k2"})
    fake.published = [fake.key]
    del fake.claims["nonce"]
    # within a few seconds it is not asked anew, for whoever sends odd tokens
    went = await sign_in(browser, fake)
    assert went.status == 401
    assert fake.asked.count("/keys") == 1


async def test_another_issuer_in_the_answer_is_refused(browser, fake):
    asked = await begin(browser, fake)
    address = f"{REDIRECT}?code=c-1&state={asked['state']}&iss=https://evil.example"
    await refused(browser, fake, address, "Another OpenID provider")
    fake.document["authorization_response_iss_parameter_supported"] = True
    assert fake.codes == []


async def test_a_provider_that_says_its_name_must_say_it(browser, fake):
    fake.document["authorization_response_iss_parameter_supported"] = True
    asked = await begin(browser, fake)
    address = f"{REDIRECT}?code=c-1&state={asked['state']}"
    await refused(browser, fake, address, "Another OpenID provider")
    assert (await browser.go(f"{address}&iss={fake.issuer}")).status == 303


async def test_a_refusal_and_a_thing_said_twice_log_nobody_in(browser, fake):
    asked = await begin(browser, fake)
    start = f"{REDIRECT}?state={asked['state']}"
    await refused(browser, fake, f"{start}&error=access_denied", "did not sign you in")
    await refused(browser, fake, f"{start}&code=a&code=b", "`code` is not what")
    await refused(browser, fake, f"{start}&code={'x' * 5_000}", "`code` is not what")
    fake.token_answer = JSONResponse({"error": "invalid_grant"}, status_code=400)
    await refused(browser, fake, f"{start}&code=used", "invalid_grant")


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"redirects": True},
    ],
    ids=str,
)
async def test_a_document_that_leads_astray_is_not_followed(browser, fake, document):
    fake.document = document
    went = await browser.go("/api/oidc/login")
    assert went.status >= 500
    assert went.location == ""
    assert "/elsewhere" not in fake.asked


async def test_a_provider_cannot_have_wayfare_ask_a_private_address(browser, fake, wayfare):
    hidden = FakeProvider()
    async with serving(hidden.app) as hidden.issuer:
        fake.document = {"token_endpoint": hidden.issuer + "/token"}
        went = await sign_in(browser, fake)
        assert went.status == 502
        assert "may not be asked" in went.body
    assert hidden.codes == []


async def test_an_unverified_address_takes_over_nobody(browser, fake, wayfare):
    fake.claims |= {"email": "owner", "email_verified": False, "preferred_username": "owner"}
    await sign_in(browser, fake)
    who = await browser.who()
    assert who is not None
    assert who.startswith("owner-")
    user = find_user(wayfare.database, who)
    assert user is not None
    assert user.role is Role.MEMBER
    owner = find_user(wayfare.database, "owner")
    assert owner is not None
    assert owner.subject is None


class TestWhereNobodyIsMade:
    @pytest.fixture
    def oidc(self) -> dict:
        return {}

    async def test_a_stranger_is_told_what_an_owner_needs_to_know(self, browser, fake, wayfare):
        went = await sign_in(browser, fake)
        assert went.status == 403
        assert subject_of(fake.issuer, "m-1") in went.body
        assert await browser.who() is None
        assert [user.name for user in list_users(wayfare.database)] == ["owner"]
        assert "Nobody here is" in failures(wayfare)[0]

    async def test_whom_an_owner_linked_comes_in(self, browser, fake, wayfare):
        parts = wayfare.accounts
        join(wayfare, "mina", Role.ADMIN)
        link(parts.database, parts.clock, ADMIN, "mina", subject_of(fake.issuer, "m-1"))
        await sign_in(browser, fake)
        assert await browser.who() == "mina"

    async def test_an_invitation_holds_for_a_verified_address_and_once(
        self, browser, fake, wayfare
    ):
        parts = wayfare.accounts
        join(wayfare, "mina", Role.MEMBER)
        invitation = invitation_of(fake.issuer, "Mina@example.com")
        link(parts.database, parts.clock, ADMIN, "mina", invitation)
        fake.claims |= {"email": "mina@example.com", "email_verified": False}
        assert (await sign_in(browser, fake)).status == 403
        fake.claims |= {"email_verified": True}
        del fake.claims["nonce"]
        await sign_in(browser, fake)
        assert await browser.who() == "mina"
        browser.forget("/")
        del fake.claims["nonce"]
        fake.claims["sub"] = "m-2"  # the same address, but somebody else
        assert (await sign_in(browser, fake)).status == 403

    async def test_a_user_who_was_shut_out_stays_out(self, browser, fake, wayfare):
        parts = wayfare.accounts
        join(wayfare, "mina", Role.MEMBER)
        link(parts.database, parts.clock, ADMIN, "mina", subject_of(fake.issuer, "m-1"))
        change_user(parts, OWNER, "mina", disabled=True)
        went = await sign_in(browser, fake)
        assert went.status == 401
        assert await browser.who() is None


class TestWhereADomainIsAsked:
    @pytest.fixture
    def oidc(self) -> dict:
        return {"make_users": True, "domains": ["Example.com"]}

    @pytest.mark.parametrize(
        ("email", "is_verified", "status"),
        [
            ("mina@example.com", True, 303),
            ("mina@example.com", False, 403),
            ("mina@evil-example.com", True, 403),
            ("mina@sub.example.com", True, 403),
            ("mina@example.com@evil.example", True, 403),
            ("", True, 403),
        ],
    )
    async def test_only_verified_addresses_of_it_come_in(
        self, browser, fake, email, is_verified, status
    ):
        fake.claims |= {"email": email, "email_verified": is_verified}
        assert (await sign_in(browser, fake)).status == status


async def test_a_page_is_told_what_to_call_it(browser):
    assert json.loads((await browser.go("/api/oidc")).body) == {"label": "Fake"}


async def test_without_a_provider_there_is_nothing_to_sign_in_at(environ):
    async with (
        run_wayfare(Settings(), Options(scripted=True, environ=environ)) as wayfare,
        serving(App(wayfare)) as url,
        browser_session() as session,
    ):
        browser = Browser(session, url)
        assert json.loads((await browser.go("/api/oidc")).body) == {"label": None}
        assert (await browser.go("/api/oidc/login")).status == 404
        assert (await browser.go("/api/oidc/callback?code=c&state=s")).status == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"client_id": ""}, "client_id"),
        ({"scopes": ("email",)}, "openid"),
        ({"redirect_url": ""}, "no address to sign in at"),
        ({"redirect_url": "http://way.example/api/oidc/callback"}, "https"),
        ({"issuer": "http://id.example"}, "https"),
        ({"client_secret_env": "NOT_SET"}, "NOT_SET"),
    ],
    ids=str,
)
async def test_settings_that_are_not_whole_are_told_at_the_start(environ, changes, said):
    whole = {"issuer": "https://id.example", "client_id": "w", "redirect_url": REDIRECT}
    settings = Settings(oidc=Oidc(**(whole | changes)))
    with pytest.raises(SettingsError, match=said):
        async with run_wayfare(settings, Options(scripted=True, environ=environ)):
            await asyncio.sleep(0)


async def test_admins_see_what_is_set_and_never_the_secret(client, fake):
    seen = await client.get("/api/oidc/settings")
    assert seen.status == 200, seen.raw
    assert (seen.body["is_on"], seen.body["issuer"]) == (True, fake.issuer)
    assert (seen.body["client_id"], seen.body["has_secret"]) == ("wayfare", False)
    assert (seen.body["make_users"], seen.body["role"], seen.body["domains"]) == (
        True, "member", [],
    )  # fmt: skip
    OPERATIONS["see_oidc"].check(seen.status, seen.headers, seen.raw)
