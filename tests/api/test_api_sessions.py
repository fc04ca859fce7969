"""People log in and out; nobody learns who there is, and no page of another site does anything."""

import hmac
import resource
import unicodedata
from collections.abc import AsyncIterator

import aiohttp
import pytest
from argon2 import PasswordHasher

from people import OWNER, PASSWORD, Person, bearer, join
from wayfare.api.access import COOKIE, SECURE_COOKIE
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role
from wayfare.gateway.accounts.manage_users import change_user
from wayfare.gateway.accounts.parts import ADDRESS_TRIES, NAME_TRIES
from wayfare.gateway.accounts.passwords import compare_password, digest_password
from wayfare.settings.people import AccountsSection
from wayfare.settings.whole import Settings
from wayfare.store.audit import list_entries
from wayfare.store.users import read_password, set_password
from wayfare_client import Client

ANOTHER = "words that nobody else would say"


@pytest.fixture(scope="module")
def digest() -> str:
    """The digest of the password, made once: it takes its time."""
    return digest_password(PASSWORD)


@pytest.fixture
def mina(wayfare: Wayfare, digest: str) -> Person:
    person = join(wayfare, "mina", Role.MEMBER)
    entry = wayfare.accounts.entry(OWNER, "user.password", "mina")
    assert set_password(wayfare.database, "mina", digest, entry)
    return person


@pytest.fixture
async def browser(url: str) -> AsyncIterator[Client]:
    """A client without a key, which keeps no cookies by itself: a test says what it shows."""
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Client(session)


async def log_in(browser: Client, name: str = "mina", password: str = PASSWORD, **headers: str):
    body = {"name": name, "password": password}
    return await browser.request("POST", "/api/session", json=body, headers=headers)


def shown(answer, name: str = COOKIE) -> dict[str, str]:
    """What a page of Wayfare's own has a browser send after it logged in."""
    cookie = answer.headers["set-cookie"].partition(";")[0]
    assert cookie.startswith(name + "=")
    return {"cookie": cookie, "x-wayfare-csrf": answer.body["csrf"]}


class TestLogin:
    async def test_a_page_is_told_who_has_come_in_and_that_nobody_has(self, browser, mina):
        nobody = await browser.get("/api/hello")
        assert (nobody.status, nobody.body["session"]) == (200, None)
        page = shown(await log_in(browser))
        said = await browser.get("/api/hello", headers=page)
        assert said.body["session"] == (await browser.get("/api/session", headers=page)).body
        assert said.headers["cache-control"] == "no-store"
        stale = await browser.get("/api/hello", headers={"cookie": f"{COOKIE}=nonsense"})
        assert (stale.status, stale.body["session"]) == (200, None)

    async def test_whoever_knows_the_password_is_let_in_until_they_leave(self, browser, mina):
        answer = await log_in(browser)
        assert (answer.status, answer.body["user"], answer.body["role"]) == (200, "mina", "member")
        page = shown(answer)
        who = await browser.get("/api/session", headers=page)
        assert who.body == answer.body
        gone = await browser.request("DELETE", "/api/session", headers=page)
        assert (gone.status, gone.raw) == (204, b"")
        assert f"{COOKIE}=; Path=/; Max-Age=0" in gone.headers["set-cookie"]
        again = await browser.get("/api/session", headers=page)
        assert (again.status, again.error["code"]) == (401, "not_logged_in")

    async def test_every_failure_looks_the_same(self, browser, wayfare, mina):
        join(wayfare, "ada", Role.MEMBER)  # has no password
        wrong = await log_in(browser, "mina", "not this one")
        nobody = await log_in(browser, "nobody", PASSWORD)
        without = await log_in(browser, "ada", PASSWORD)
        change_user(wayfare.accounts, OWNER, "mina", disabled=True)
        disabled = await log_in(browser, "mina", PASSWORD)
        answers = [wrong, nobody, without, disabled]
        assert {answer.status for answer in answers} == {401}
        assert len({answer.raw for answer in answers}) == 1
        assert all("set-cookie" not in answer.headers for answer in answers)
        assert len({tuple(sorted(answer.headers)) for answer in answers}) == 1

    def test_without_a_digest_as_much_is_computed_as_with_one(self, digest):
        """Counted, not timed: a machine that others use tells no time."""

        def cpu(kept: str | None) -> float:
            begun = resource.getrusage(resource.RUSAGE_SELF)
            assert not compare_password(kept, "not this one").is_right
            ended = resource.getrusage(resource.RUSAGE_SELF)
            return ended.ru_utime - begun.ru_utime

        cpu(None)
        assert cpu(None) > cpu(digest) / 3

    async def test_it_is_written_down_who_came_and_who_failed(self, browser, wayfare, mina):
        page = shown(await log_in(browser))
        await log_in(browser, "mina", "not this one")
        await log_in(browser, "my very secret passw0rd", "typed into the wrong field")
        await browser.request("DELETE", "/api/session", headers=page)
        said = [(e.action, e.subject, e.through) for e in list_entries(wayfare.database)][:4]
        assert said == [
            ("logout", "mina", "session"),
            ("login_failed", "-", "session"),
            ("login_failed", "mina", "session"),
            ("login", "mina", "session"),
        ]

    async def test_a_session_begins_anew_at_every_login(self, browser, mina):
        """Whoever planted a session in a browser before does not share it afterwards."""
        planted = await log_in(browser)
        fixed = {"cookie": f"{COOKIE}=planted-by-somebody"}
        assert shown(await log_in(browser, **fixed))["cookie"] != fixed["cookie"]
        before = shown(planted)
        after = shown(await log_in(browser, cookie=before["cookie"]))
        assert after["cookie"] != before["cookie"]
        assert after["x-wayfare-csrf"] != before["x-wayfare-csrf"]
        assert (await browser.get("/api/session", headers=before)).status == 401
        assert (await browser.get("/api/session", headers=after)).status == 200

    @pytest.mark.parametrize("name", ["mina", "nobody"])
    async def test_after_too_many_failures_even_the_right_password_waits(
        self, browser, wayfare, mina, name
    ):
        for _ in range(NAME_TRIES - 1):
            wayfare.accounts.names.take(name)
        assert (await log_in(browser, name, "not this one")).status == 401
        refused = await log_in(browser, name)
        assert (refused.status, refused.error["code"]) == (429, "rate_limit_exceeded")
        assert 0 < int(refused.headers["retry-after"]) <= 900

    async def test_an_address_that_fails_with_ever_new_names_waits_too(
        self, browser, wayfare, mina
    ):
        for _ in range(ADDRESS_TRIES):
            wayfare.accounts.addresses.take("127.0.0.1")
        assert (await log_in(browser)).status == 429

    async def test_whoever_gets_in_is_not_held_back_by_what_failed_before(
        self, browser, wayfare, mina
    ):
        for _ in range(NAME_TRIES - 1):
            wayfare.accounts.names.take("mina")
        assert (await log_in(browser)).status == 200
        for _ in range(NAME_TRIES):
            wayfare.accounts.names.take("mina")

    @pytest.mark.parametrize(
        ("body", "param"),
        [
            ({"name": "mina"}, "password"),
            ({"name": "mina", "password": PASSWORD, "remember": True}, "remember"),
            ({"name": 7, "password": PASSWORD}, "name"),
            ({"name": "m" * 65, "password": PASSWORD}, "name"),
            ({"name": "mina", "password": "p" * 1025}, "password"),
            ([], None),
        ],
    )
    async def test_a_body_that_is_wrong_is_refused_by_its_field(self, browser, body, param):
        answer = await browser.request("POST", "/api/session", json=body)
        assert answer.status == 400
        assert set(answer.error) == {"message", "code", "param", "case", "values"}
        assert answer.error["param"] == param

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b'"\xff"',
            b"[" * 60_000,
            b'{"name":"mina","name":"ada","password":"x"}',
            b'{"name":"\\ud800","password":"x"}',
        ],
    )
    async def test_a_body_that_cannot_be_read_is_refused(self, browser, body):
        headers = {"content-type": "application/json"}
        answer = await browser.request("POST", "/api/session", data=body, headers=headers)
        assert answer.status == 400
        assert answer.error["code"] == "invalid_request"

    async def test_a_body_is_small(self, browser):
        headers = {"content-type": "application/json"}
        body = b'{"name":"' + b"x" * 70_000 + b'"}'
        answer = await browser.request("POST", "/api/session", data=body, headers=headers)
        assert answer.status == 413

    async def test_what_a_form_can_send_is_not_taken(self, browser, mina):
        body = b'{"name":"mina","password":"x"}'
        for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
            headers = {"content-type": kind}
            answer = await browser.request("POST", "/api/session", data=body, headers=headers)
            assert (answer.status, answer.error["code"]) == (400, "invalid_request")


class TestCookie:
    async def test_over_http_no_page_can_read_it(self, browser, mina):
        cookie = (await log_in(browser)).headers["set-cookie"]
        assert cookie.split("; ")[1:] == ["Path=/", "Max-Age=2592000", "HttpOnly", "SameSite=Lax"]
        value = cookie.partition(";")[0].partition("=")[2]
        assert len(value) == 43  # 256 bits

    async def test_behind_https_it_never_leaves_https(self, browser, mina):
        https = {"x-forwarded-proto": "https"}
        answer = await log_in(browser, **https)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(f"{SECURE_COOKIE}=")
        assert cookie.endswith("; Secure")
        assert "Domain" not in cookie
        page = {**shown(answer, SECURE_COOKIE), **https}
        assert (await browser.get("/api/session", headers=page)).status == 200
        # a cookie without the prefix may have been set by whoever sits between
        bare = {"cookie": page["cookie"].removeprefix("__Host-"), **https}
        assert (await browser.get("/api/session", headers=bare)).status == 401

    async def test_neither_it_nor_its_token_lies_in_the_database(self, browser, mina, home):
        page = shown(await log_in(browser))
        stored = b"".join(path.read_bytes() for path in home.glob("wayfare.db*"))
        for secret in (page["cookie"].partition("=")[2], page["x-wayfare-csrf"], PASSWORD):
            assert secret.encode() not in stored

    async def test_no_cache_keeps_what_is_answered(self, browser, mina):
        page = shown(await log_in(browser))
        for path in ("/api/session", "/api/projects", "/api/keys"):
            assert (await browser.get(path, headers=page)).headers["cache-control"] == "no-store"

    async def test_it_asks_no_models(self, browser, mina, provider):
        page = shown(await log_in(browser))
        answer = await browser.chat("Hi", headers=page)
        assert (answer.status, answer.error["code"]) == (401, "invalid_api_key")
        assert provider.ledger == []


class TestSecureBySetting:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(accounts=AccountsSection(secure_cookies=True))

    async def test_where_the_proxy_says_nothing_the_setting_does(self, browser, mina):
        answer = await log_in(browser)
        assert "; Secure" in answer.headers["set-cookie"]
        page = shown(answer, SECURE_COOKIE)
        assert (await browser.get("/api/session", headers=page)).status == 200


class TestForgery:
    """What another site's page could have a browser send."""

    ADD = ("POST", "/api/keys")

    @pytest.mark.parametrize(
        ("said", "status"),
        [
            ({}, 201),
            ({"sec-fetch-site": "same-origin"}, 201),
            ({"sec-fetch-site": "none"}, 201),
            ({"sec-fetch-site": "same-site"}, 403),
            ({"sec-fetch-site": "cross-site"}, 403),
            ({"origin": "https://evil.example"}, 403),
            ({"origin": "null"}, 403),
            ({"origin": "http://["}, 403),
            ({"origin": "http://{host}"}, 201),
            ({"origin": "http://{host}.evil.example"}, 403),
            ({"origin": "http://evil.example", "sec-fetch-site": "same-origin"}, 201),
            ({"origin": "http://{host}", "sec-fetch-site": "cross-site"}, 403),
            ({"x-wayfare-csrf": ""}, 403),
            ({"x-wayfare-csrf": "0" * 64}, 403),
            ({"x-wayfare-csrf": "é" * 32}, 403),
        ],
        ids=str,
    )
    async def test_a_change_needs_the_token_and_a_page_of_our_own(
        self, browser, url, mina, said, status
    ):
        host = url.removeprefix("http://")
        headers = {**mina.session(), **{k: v.format(host=host) for k, v in said.items()}}
        answer = await browser.request(*self.ADD, json={}, headers=headers)
        assert answer.status == status
        if status == 403:
            assert answer.error["code"] == "forged_request"
            kept = await browser.get("/api/keys", headers=mina.session())
            assert kept.body == {"keys": []}

    async def test_another_sessions_token_is_no_token(self, browser, mina):
        headers = {**mina.session(), "x-wayfare-csrf": mina.session()["x-wayfare-csrf"]}
        assert (await browser.request(*self.ADD, json={}, headers=headers)).status == 403

    async def test_to_look_needs_no_token(self, browser, mina):
        cookie = {"cookie": mina.session()["cookie"]}
        assert (await browser.get("/api/keys", headers=cookie)).status == 200

    async def test_a_key_needs_no_token_for_no_browser_sends_one_by_itself(self, browser, mina):
        headers = {**bearer(mina.key(may_manage=True)), "origin": "https://evil.example"}
        assert (await browser.request(*self.ADD, json={}, headers=headers)).status == 201

    async def test_a_key_that_is_wrong_is_not_made_good_by_a_session(self, browser, mina):
        headers = {**mina.session(), **bearer("wf-wrong")}
        assert (await browser.get("/api/keys", headers=headers)).status == 401

    async def test_nobody_is_logged_in_by_another_sites_page(self, browser, mina):
        answer = await log_in(browser, **{"sec-fetch-site": "cross-site"})
        assert (answer.status, answer.error["code"]) == (403, "forged_request")

    def test_the_token_is_made_with_the_secret(self, wayfare, mina):
        session = wayfare.accounts.sessions.begin("mina", Role.MEMBER)
        message = b"csrf " + session.id.encode()
        assert session.csrf == hmac.digest(wayfare.accounts.secret, message, "sha256").hex()


class TestPassword:
    async def test_the_owner_sets_the_first_by_the_key_and_only_once(self, client, browser):
        answer = await client.request("POST", "/api/setup", json={"password": PASSWORD})
        assert (answer.status, answer.body["user"]) == (200, "owner")
        assert (await browser.get("/api/session", headers=shown(answer))).status == 200
        again = await client.request("POST", "/api/setup", json={"password": ANOTHER})
        assert (again.status, again.error["code"]) == (409, "conflict")
        assert (await log_in(browser, "owner")).status == 200
        assert (await log_in(browser, "owner", ANOTHER)).status == 401

    async def test_to_change_it_ends_every_other_session(self, browser, wayfare, mina):
        mine, other = mina.session(), mina.session()
        body = {"old": PASSWORD, "new": ANOTHER}
        changed = await browser.request("POST", "/api/password", json=body, headers=mine)
        assert changed.status == 204
        assert (await browser.get("/api/session", headers=mine)).status == 200
        assert (await browser.get("/api/session", headers=other)).status == 401
        assert (await log_in(browser)).status == 401
        assert (await log_in(browser, password=ANOTHER)).status == 200

    async def test_to_change_it_one_must_know_it(self, browser, mina):
        body = {"old": ANOTHER, "new": ANOTHER}
        answer = await browser.request("POST", "/api/password", json=body, headers=mina.session())
        assert (answer.status, answer.error["param"]) == (401, "old")
        assert (await log_in(browser)).status == 200

    async def test_one_that_an_admin_sets_ends_every_session(self, browser, wayfare, mina):
        ada, hers = join(wayfare, "ada", Role.ADMIN), mina.session()
        path, body = "/api/users/mina/password", {"password": ANOTHER}
        answer = await browser.request("PUT", path, json=body, headers=ada.session())
        assert answer.status == 204
        assert (await browser.get("/api/session", headers=hers)).status == 401
        assert (await log_in(browser, password=ANOTHER)).status == 200

    @pytest.mark.parametrize("password", ["", "123456789", "가나다라마바사아자", "x" * 257])
    async def test_it_has_neither_too_few_letters_nor_too_many(self, client, password):
        answer = await client.request("POST", "/api/setup", json={"password": password})
        assert (answer.status, answer.error["param"]) == (400, "password")

    def test_it_is_the_same_however_it_was_typed(self):
        composed = "비밀번호를 길게 적습니다"
        taken_apart = unicodedata.normalize("NFD", composed)
        assert taken_apart != composed
        assert compare_password(digest_password(composed), taken_apart).is_right

    def test_it_is_kept_as_argon2id_with_salt(self, digest):
        assert digest.startswith("$argon2id$")
        assert digest != digest_password(PASSWORD)

    async def test_one_kept_under_old_parameters_is_kept_anew_at_the_next_login(
        self, browser, wayfare, mina
    ):
        old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        entry = wayfare.accounts.entry(OWNER, "user.password", "mina")
        set_password(wayfare.database, "mina", old, entry)
        page = shown(await log_in(browser))
        renewed = read_password(wayfare.database, "mina")
        assert renewed != old
        assert "m=65536" in renewed
        assert (await browser.get("/api/session", headers=page)).status == 200

    async def test_no_log_says_it(self, browser, client, mina, caplog):
        caplog.set_level("DEBUG")
        await log_in(browser)
        await log_in(browser, password=ANOTHER)
        await client.request("POST", "/api/setup", json={"password": ANOTHER})
        assert PASSWORD not in caplog.text
        assert ANOTHER not in caplog.text


class TestEnd:
    async def test_whoever_is_shut_out_is_logged_out_at_once_and_stays_so(
        self, browser, wayfare, mina
    ):
        page = mina.session()
        assert (await browser.get("/api/session", headers=page)).status == 200
        change_user(wayfare.accounts, OWNER, "mina", disabled=True)
        assert (await browser.get("/api/session", headers=page)).status == 401
        change_user(wayfare.accounts, OWNER, "mina", disabled=False)
        assert (await browser.get("/api/session", headers=page)).status == 401

    async def test_another_role_counts_at_once(self, browser, wayfare, mina):
        page = mina.session()
        assert (await browser.get("/api/users", headers=page)).status == 403
        change_user(wayfare.accounts, OWNER, "mina", role=Role.ADMIN)
        assert (await browser.get("/api/users", headers=page)).status == 200
