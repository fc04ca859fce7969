"""Every endpoint that there is, asked by everybody that there is: each is let in, or not, as the
endpoint's level says.

The endpoints are those of the application itself. One without an example here fails: what the
walk cannot call, nobody has seen refused.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import aiohttp
import pytest

from people import OWNER, Headers, Person, bearer, join
from wayfare.api.access import Access, Guarded
from wayfare.api.app import App
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role
from wayfare.gateway.accounts.manage_projects import add_project, change_project
from wayfare.gateway.accounts.manage_users import change_user
from wayfare.store.keys import revoke_key
from wayfare_client import Client, chat_body

NUMBERS = itertools.count()


def new(kind: str) -> str:
    return f"{kind}-{next(NUMBERS)}"


def a_form() -> aiohttp.FormData:
    form = aiohttp.FormData({"purpose": "user_data"})
    form.add_field("file", b"Hi", filename="hi.txt")
    return form


@dataclass(frozen=True)
class Example:
    """How an endpoint may be asked: parts of its path, and a body that is made anew each time.

    `status` is what comes of it where it is let in: for passwords a plain 400, which takes no
    time. How they are set and shown is tested elsewhere.
    """

    status: int | tuple[int, ...] = 200
    parts: Mapping[str, str] = field(default_factory=dict)
    json: Callable[[], object] | None = None
    data: Callable[[], object] | None = None

    def options(self) -> dict[str, object]:
        made = {"json": self.json, "data": self.data}
        return {name: make() for name, make in made.items() if make is not None}


_PARTS = ("response_id", "file_id", "decision_id", "key_id", "pair_id", "run_id", "conversation_id")
NOTHING_THERE = Example(404, dict.fromkeys(_PARTS, "x"))
OPENAI = {"provider": "openai"}
BUDGET = {"scope": "user", "name": "mina", "period": "day"}
MINA = {"name": "mina", "user": "mina", "project": "shop"}

AN_OUTCOME = {"decision_id": "nothing", "kind": "vote", "score": 1}

EXAMPLES: Mapping[str, Example] = {
    "GET /healthz": Example(),
    "GET /openapi.json": Example(),
    "GET /readyz": Example((200, 503)),
    "GET /metrics": Example(404),
    # 503 where the page is not built
    "GET /": Example((200, 503)),
    "GET /{view:view}": Example((200, 503), {"view:view": "chat"}),
    "GET /assets/{file}": Example(404, {"file": "nothing.js"}),
    "POST /api/reload": Example(404),
    "POST /v1/chat/completions": Example(json=lambda: chat_body("Hi")),
    "POST /v1/messages": Example(json=lambda: chat_body("Hi", max_tokens=9)),
    "POST /v1/messages/count_tokens": Example(json=lambda: chat_body("Hi")),
    "POST /v1/responses": Example(json=lambda: {"model": "scripted-small", "input": "Hi"}),
    "POST /v1/embeddings": Example(json=lambda: {"model": "scripted-embed", "input": "Hi"}),
    "GET /v1/models": Example(),
    "GET /v1/models/{name:path}": Example(parts={"name:path": "scripted-small"}),
    "GET /v1/responses/{response_id}": NOTHING_THERE,
    "DELETE /v1/responses/{response_id}": NOTHING_THERE,
    "GET /v1/responses/{response_id}/input_items": NOTHING_THERE,
    "POST /v1/files": Example(data=a_form),
    "GET /v1/files": Example(),
    "GET /v1/files/{file_id}": NOTHING_THERE,
    "DELETE /v1/files/{file_id}": NOTHING_THERE,
    "GET /v1/files/{file_id}/content": NOTHING_THERE,
    "GET /v1/decisions/{decision_id}": NOTHING_THERE,
    "POST /v1/outcomes": Example(404, json=lambda: AN_OUTCOME),
    "GET /v1/decisions/{decision_id}/outcomes": NOTHING_THERE,
    "GET /v1/topics": Example(),
    "GET /v1/certificates": Example(),
    "GET /api/session": Example(),
    "POST /api/session": Example(400, json=lambda: {"name": "mina"}),
    "DELETE /api/session": Example(204),
    "POST /api/setup": Example((400, 409), json=lambda: {"password": "short"}),
    "POST /api/password": Example(400, json=lambda: {"old": "short", "new": "short"}),
    "GET /api/users": Example(),
    "POST /api/users": Example(201, json=lambda: {"name": new("user")}),
    "GET /api/users/{name}": Example((200, 404), MINA),
    "PATCH /api/users/{name}": Example(200, MINA, json=lambda: {"role": "member"}),
    "PUT /api/users/{name}/password": Example(400, MINA, json=lambda: {"password": "short"}),
    "GET /api/projects": Example(),
    "POST /api/projects": Example(201, json=lambda: {"id": new("project")}),
    "GET /api/projects/{project}": Example((200, 404), MINA),
    "PATCH /api/projects/{project}": Example(200, MINA, json=lambda: {"title": "The shop"}),
    "GET /api/projects/{project}/members": Example(200, MINA),
    "PUT /api/projects/{project}/members/{user}": Example(204, MINA),
    "DELETE /api/projects/{project}/members/{user}": Example((204, 404), MINA),
    "GET /api/keys": Example(),
    "POST /api/keys": Example(201, json=lambda: {"label": "laptop"}),
    "DELETE /api/keys/{key_id}": NOTHING_THERE,
    "GET /api/oidc": Example(),
    "GET /api/oidc/settings": Example(),
    "GET /api/oidc/login": NOTHING_THERE,
    "GET /api/oidc/callback": NOTHING_THERE,
    "GET /api/credentials": Example(),
    "PUT /api/credentials/{provider}": Example(400, OPENAI, json=lambda: {"key": ""}),
    "DELETE /api/credentials/{provider}": Example(404, OPENAI),
    "POST /api/credentials/{provider}/test": Example(409, OPENAI, json=dict),
    "GET /api/providers": Example(),
    "GET /api/audit": Example(),
    "GET /api/pairs": Example(),
    "POST /api/pairs/{pair_id}/vote": Example(404, {"pair_id": "x"}, json=lambda: {"said": "tie"}),
    "GET /api/budgets": Example(),
    "GET /api/budgets/{scope}/{name}/{period}": Example((200, 404), BUDGET),
    "PUT /api/budgets/{scope}/{name}/{period}": Example(
        200, BUDGET, json=lambda: {"limit_micros": 5_000_000}
    ),
    "DELETE /api/budgets/{scope}/{name}/{period}": Example((204, 404), BUDGET),
    "GET /api/rates": Example(),
    "GET /api/rates/{scope}/{name}": Example((200, 404), BUDGET),
    "PUT /api/rates/{scope}/{name}": Example(
        200, BUDGET, json=lambda: {"requests_per_minute": 1_000}
    ),
    "DELETE /api/rates/{scope}/{name}": Example((204, 404), BUDGET),
    "GET /api/usage": Example(),
    "GET /api/health": Example(),
    "GET /api/store": Example(),
    "POST /api/store/migration": Example(json=lambda: {"dry_run": True}),
    "GET /api/backups": Example(),
    # 409 within the second of another
    "POST /api/backups": Example((201, 409)),
    "GET /api/backups/{backup}": Example(404, {"backup": "x"}),
    "GET /api/switches": Example(),
    "GET /api/switches/{model:path}": Example(parts={"model:path": "scripted-small"}),
    "PUT /api/switches/{model:path}": Example(
        parts={"model:path": "scripted-small"}, json=lambda: {"off_for": []}
    ),
    "GET /api/fares": Example(),
    "GET /api/certificates": Example(),
    "POST /api/arena/battles": Example(
        (200, 201), json=lambda: {"key": "one", "text": "Hi", "project": "default"}
    ),
    "POST /api/arena/battles/{battle_id}/vote": Example(
        404, {"battle_id": "x"}, json=lambda: {"said": "tie"}
    ),
    "GET /api/arena/board": Example(),
    "GET /api/arena/daily": Example(),
    "POST /api/comparisons/quote": Example(200, json=lambda: {"questions": 5}),
    "POST /api/comparisons": Example(409, json=lambda: {"questions": 5, "budget_micros": 0}),
    "GET /api/comparisons": Example(),
    "GET /api/comparisons/{comparison_id}": NOTHING_THERE,
    "DELETE /api/comparisons/{comparison_id}": NOTHING_THERE,
    "POST /api/comparisons/{comparison_id}/stop": NOTHING_THERE,
    "GET /api/comparisons/{comparison_id}/pairs": NOTHING_THERE,
    "POST /api/comparisons/{comparison_id}/pairs": replace(
        NOTHING_THERE, json=lambda: {"count": 5}
    ),
    "POST /api/comparisons/{comparison_id}/pairs/{pair_id}/vote": replace(
        NOTHING_THERE, json=lambda: {"said": "tie"}
    ),
    "POST /api/comparisons/{comparison_id}/go-on": replace(
        NOTHING_THERE, json=lambda: {"budget_micros": 0}
    ),
    "GET /api/hello": Example(),
    "GET /api/models": Example(),
    "GET /api/conversations": Example(),
    "POST /api/conversations": Example(201, json=dict),
    "GET /api/conversations/{conversation_id}": NOTHING_THERE,
    "PATCH /api/conversations/{conversation_id}": replace(NOTHING_THERE, json=dict),
    "DELETE /api/conversations/{conversation_id}": NOTHING_THERE,
    "POST /api/conversations/{conversation_id}/runs": replace(
        NOTHING_THERE, json=lambda: {"key": new("run"), "text": "Hi"}
    ),
    "POST /api/conversations/{conversation_id}/shares": replace(NOTHING_THERE, json=dict),
    "GET /api/shares": Example(),
    "DELETE /api/shares/{share_id}": Example(404, {"share_id": "x"}),
    "GET /api/shared/{token}": Example(404, {"token": "x"}),
    "GET /api/search": Example(400),
    "POST /api/fare": Example(json=lambda: {"text": "Hi"}),
    "GET /api/export": Example(),
    "POST /api/imports": Example(data=a_form),
    "GET /api/runs/{run_id}": NOTHING_THERE,
    "POST /api/runs/{run_id}/stop": NOTHING_THERE,
    "GET /api/runs/{run_id}/events": NOTHING_THERE,
    "GET /api/runs/{run_id}/preference": NOTHING_THERE,
    "PUT /api/runs/{run_id}/preference": replace(NOTHING_THERE, json=lambda: {"arm": "x"}),
    "GET /api/runs/{run_id}/challenge": NOTHING_THERE,
    "POST /api/runs/{run_id}/challenge": NOTHING_THERE,
    "DELETE /api/runs/{run_id}/challenge": NOTHING_THERE,
    "POST /api/runs/{run_id}/challenge/vote": replace(NOTHING_THERE, json=lambda: {"said": "tie"}),
    "GET /api/preferences": Example(),
    "DELETE /api/preferences/{preference_id}": Example(404, {"preference_id": "x"}),
    "POST /api/files": Example(data=a_form),
    "GET /api/files/{file_id}": NOTHING_THERE,
    "GET /api/files/{file_id}/content": NOTHING_THERE,
    "DELETE /api/files/{file_id}": NOTHING_THERE,
}


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door: what they show, and with which status they are refused, if they are."""

    shows: Callable[[], Headers]
    refused: Callable[[str, Access], int | None]


def nobody(_: str, access: Access) -> int | None:
    return None if access is Access.PUBLIC else 401


def asks(method: str, access: Access) -> int | None:
    """By a key that manages nothing."""
    return None if access in (Access.PUBLIC, Access.ASK) else 403


def manages(role: Role) -> Callable[[str, Access], int | None]:
    """By a key that manages, of a user of a role."""

    def refused(_: str, access: Access) -> int | None:
        if access in (Access.PUBLIC, Access.ASK):
            return None
        return None if role.covers(access.value) else 403

    return refused


def is_logged_in(role: Role, *, shows_token: bool = True) -> Callable[[str, Access], int | None]:
    """By a session of a user of a role. It asks no models."""

    def refused(method: str, access: Access) -> int | None:
        if access is Access.PUBLIC:
            return None
        if access is Access.ASK:
            return 401
        if not shows_token and method != "GET":
            return 403
        return None if role.covers(access.value) else 403

    return refused


@dataclass(frozen=True)
class Cast:
    """Everybody."""

    wayfare: Wayfare
    mina: Person
    ada: Person
    boss: Person
    gone: Person

    def visitors(self) -> Iterator[tuple[str, Visitor]]:
        owners = self.boss.key()
        yield "nobody", Visitor(dict, nobody)
        yield "a wrong key", Visitor(lambda: bearer("wf-wrong"), nobody)
        yield "a member's key", self._by_key(self.mina.key(), asks)
        yield "an admin's key that asks", self._by_key(self.ada.key(), asks)
        yield "an owner's key that asks", self._by_key(owners, asks)
        yield "the same as x-api-key", Visitor(lambda: {"x-api-key": owners}, asks)
        for person in (self.mina, self.ada, self.boss):
            key = person.key(may_manage=True)
            yield f"a key that manages, {person.role}", self._by_key(key, manages(person.role))
            yield f"a session, {person.role}", Visitor(person.session, is_logged_in(person.role))
            bare = is_logged_in(person.role, shows_token=False)
            yield f"no token, {person.role}", Visitor(self._without_token(person), bare)
            yield f"another's token, {person.role}", Visitor(self._with_anothers(person), bare)
        yield from self._shut_out()

    def _shut_out(self) -> Iterator[tuple[str, Visitor]]:
        """Those who came in once. All could manage, were they let in."""
        database, owner = self.wayfare.database, self.boss
        expired = owner.key(may_manage=True, expires_at=2.0)
        yield "an expired key", self._by_key(expired, nobody)
        revoked = owner.key("revoked", may_manage=True)
        assert revoke_key(database, "revoked", 2.0)
        yield "a revoked key", self._by_key(revoked, nobody)
        add_project(self.wayfare.accounts, OWNER, "old", "", owner.name)
        archived = owner.key(may_manage=True, project="old")
        change_project(self.wayfare.accounts, OWNER, "old", {}, archived=True)
        yield "a key of an archived project", self._by_key(archived, nobody)
        key = self.gone.key(may_manage=True)
        change_user(self.wayfare.accounts, OWNER, "gone", disabled=True)
        yield "a disabled user's key", self._by_key(key, nobody)
        yield "a disabled user's session", Visitor(self.gone.session, nobody)

    def _by_key(self, key: str, refused: Callable[[str, Access], int | None]) -> Visitor:
        return Visitor(lambda: bearer(key), refused)

    def _without_token(self, person: Person) -> Callable[[], Headers]:
        return lambda: {"cookie": person.session()["cookie"]}

    def _with_anothers(self, person: Person) -> Callable[[], Headers]:
        return lambda: {**person.session(), "x-wayfare-csrf": person.session()["x-wayfare-csrf"]}


@pytest.fixture
def cast(wayfare) -> Cast:
    people = [
        join(wayfare, "mina", Role.MEMBER),
        join(wayfare, "ada", Role.ADMIN),
        join(wayfare, "boss", Role.OWNER),
        join(wayfare, "gone", Role.OWNER),
    ]
    add_project(wayfare.accounts, OWNER, "shop", "", "ada")
    return Cast(wayfare, *people)


async def test_everybody_is_let_in_where_the_level_says_and_nowhere_else(wayfare, url, cast):
    endpoints = list(App(wayfare).endpoints())
    known = {f"{method} {path}" for method, path, _, _ in endpoints}
    assert known - EXAMPLES.keys() == set(), "an example is missing: the walk cannot call these"
    assert EXAMPLES.keys() - known == set(), "these are there no more"
    wrong = []
    async with aiohttp.ClientSession(url, cookie_jar=aiohttp.DummyCookieJar()) as session:
        client = Client(session)
        for who, visitor in cast.visitors():
            for method, path, access, _ in endpoints:
                example = EXAMPLES[f"{method} {path}"]
                asked = path
                for name, value in {**NOTHING_THERE.parts, **example.parts}.items():
                    asked = asked.replace(f"{{{name}}}", value)
                headers = visitor.shows()
                given = await client.request(method, asked, headers=headers, **example.options())
                expected = visitor.refused(method, access) or example.status
                allowed = expected if isinstance(expected, tuple) else (expected,)
                if given.status not in allowed:
                    wrong.append((who, method, path, given.status, allowed, given.raw[:120]))
    assert wrong == []


def test_an_endpoint_without_a_level_cannot_be_built():
    async def endpoint(_: object) -> None: ...

    with pytest.raises(TypeError, match="access"):
        Guarded("/api/open", endpoint, method="GET")
