"""Users, projects and keys over HTTP: who may do what to whom, and who sees what at all."""

import io

import pytest

from people import OWNER, Person, bearer, join
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role
from wayfare.gateway.accounts.keys import MEMORY_S
from wayfare.gateway.accounts.manage_projects import add_member, add_project
from wayfare.store.audit import list_entries
from wayfare_client import Client, chat_body

SECRET_TEXT = "nobody else may read this"


@pytest.fixture
def jun(wayfare: Wayfare) -> Person:
    return join(wayfare, "준", Role.MEMBER)


@pytest.fixture
def ada(wayfare: Wayfare) -> Person:
    return join(wayfare, "ada", Role.ADMIN)


@pytest.fixture
def boss(wayfare: Wayfare) -> Person:
    return join(wayfare, "boss", Role.OWNER)


@pytest.fixture
async def ask(client: Client):
    """Ask as somebody, by a session that just began."""

    async def ask(person: Person, method: str, path: str, body: object = None):
        options = {} if body is None else {"json": body}
        # the client of the tests carries the owner's key: here it must not
        headers = {**person.session(), "authorization": ""}
        return await client.request(method, path, headers=headers, **options)

    return ask


class TestUsers:
    async def test_an_admin_adds_members_and_shuts_them_out(self, ask, ada):
        made = await ask(ada, "POST", "/api/users", {"name": "민수"})
        assert (made.status, made.body["role"], made.body["has_password"]) == (201, "member", False)
        shut = await ask(ada, "PATCH", "/api/users/민수", {"disabled": True})
        assert shut.body["disabled_at"] is not None
        let_in = await ask(ada, "PATCH", "/api/users/민수", {"disabled": False})
        assert let_in.body["disabled_at"] is None
        names = [user["name"] for user in (await ask(ada, "GET", "/api/users")).body["users"]]
        assert names == ["owner", "ada", "민수"]

    @pytest.mark.parametrize("role", ["admin", "owner"])
    async def test_an_admin_makes_nobody_an_admin(self, ask, ada, mina, role):
        added = await ask(ada, "POST", "/api/users", {"name": "new", "role": role})
        assert (added.status, added.error["param"]) == (403, "role")
        raised = await ask(ada, "PATCH", "/api/users/mina", {"role": role})
        assert raised.status == 403
        itself = await ask(ada, "PATCH", "/api/users/ada", {"role": role})
        assert itself.status == 403
        assert (await ask(ada, "GET", "/api/users/new")).status == 404
        assert (await ask(ada, "GET", "/api/users/mina")).body["role"] == "member"

    @pytest.mark.parametrize(
        ("method", "path", "body"),
        [
            ("PATCH", "/api/users/boss", {"disabled": True}),
            ("PATCH", "/api/users/boss", {"role": "member"}),
            ("PUT", "/api/users/boss/password", {"password": "the admin knows it now"}),
            ("PUT", "/api/users/ada/password", {"password": "the admin knows it now"}),
        ],
    )
    async def test_an_admin_touches_neither_owners_nor_admins(
        self, ask, ada, boss, method, path, body
    ):
        assert (await ask(ada, method, path, body)).status == 403

    async def test_an_owner_makes_admins_and_owners(self, ask, boss, mina):
        for role in ("admin", "owner", "member"):
            changed = await ask(boss, "PATCH", "/api/users/mina", {"role": role})
            assert changed.body["role"] == role

    async def test_the_last_owner_stays(self, client, ask, boss):
        demoted = await client.request("PATCH", "/api/users/owner", json={"role": "admin"})
        assert demoted.status == 200
        for change in ({"role": "member"}, {"disabled": True}, {"role": "admin", "disabled": True}):
            refused = await ask(boss, "PATCH", "/api/users/boss", change)
            assert (refused.status, refused.error["code"]) == (409, "conflict")
        seen = (await ask(boss, "GET", "/api/users/boss")).body
        assert (seen["role"], seen["disabled_at"]) == ("owner", None)
        # who was shut out owns nothing
        await ask(boss, "PATCH", "/api/users/owner", {"role": "owner", "disabled": True})
        refused = await ask(boss, "PATCH", "/api/users/boss", {"disabled": True})
        assert refused.status == 409

    @pytest.mark.parametrize(
        "name", ["", " mina", "mi/na", "..", "m\u0000", "mi\nna", "x" * 65, "\u1112\u1161\u11ab"]
    )
    async def test_a_name_that_nobody_could_read_or_write_is_refused(self, client, name):
        answer = await client.request("POST", "/api/users", json={"name": name})
        assert (answer.status, answer.error["param"]) == (400, "name")

    async def test_a_name_is_given_once(self, client, mina):
        answer = await client.request("POST", "/api/users", json={"name": "mina"})
        assert (answer.status, answer.error["code"]) == (409, "conflict")


class TestProjects:
    async def test_a_project_is_added_changed_and_put_away(self, ask, ada):
        made = await ask(ada, "POST", "/api/projects", {"id": "shop", "title": "가게"})
        assert (made.status, made.body["title"], made.body["keep_texts"]) == (201, "가게", None)
        change = {"keep_texts": False, "retention_days": 30, "cache_s": 60, "title": "Shop"}
        changed = (await ask(ada, "PATCH", "/api/projects/shop", change)).body
        assert {name: changed[name] for name in change} == change
        changed = (await ask(ada, "PATCH", "/api/projects/shop", {"retention_days": None})).body
        assert (changed["retention_days"], changed["cache_s"]) == (None, 60)
        away = (await ask(ada, "PATCH", "/api/projects/shop", {"archived": True})).body
        assert away["archived_at"] is not None
        back = (await ask(ada, "PATCH", "/api/projects/shop", {"archived": False})).body
        assert back["archived_at"] is None

    async def test_the_default_project_stays(self, ask, ada):
        refused = await ask(ada, "PATCH", "/api/projects/default", {"archived": True})
        assert refused.status == 409

    @pytest.mark.parametrize(
        ("change", "param"),
        [
            ({"retention_days": -1}, "retention_days"),
            ({"cache_s": -1}, "cache_s"),
            ({"keep_texts": "no"}, "keep_texts"),
            ({"archived": None}, "archived"),
            ({"budget": 5}, "budget"),
            ({"title": "a\u0000b"}, "title"),
        ],
    )
    async def test_a_change_that_is_wrong_is_refused_by_its_field(self, client, change, param):
        answer = await client.request("PATCH", "/api/projects/default", json=change)
        assert (answer.status, answer.error["param"]) == (400, param)

    @pytest.mark.parametrize("project", ["", "Shop", "a b", "-a", "a/b", "x" * 64, "가게"])
    async def test_an_id_is_plain(self, client, project):
        answer = await client.request("POST", "/api/projects", json={"id": project})
        assert (answer.status, answer.error["param"]) == (400, "id")

    async def test_whoever_leaves_a_project_has_no_key_in_it(self, client, ask, ada, mina):
        add_project(mina.wayfare.accounts, OWNER, "shop", "", "mina")
        key = mina.key(project="shop")
        assert (await client.get("/v1/models", headers=bearer(key))).status == 200
        gone = await ask(ada, "DELETE", "/api/projects/shop/members/mina")
        assert gone.status == 204
        assert (await client.get("/v1/models", headers=bearer(key))).status == 401
        again = await ask(ada, "DELETE", "/api/projects/shop/members/mina")
        assert again.status == 404
        assert (await ask(ada, "PUT", "/api/projects/shop/members/mina")).status == 204
        assert (await client.get("/v1/models", headers=bearer(key))).status == 200
        members = await ask(ada, "GET", "/api/projects/shop/members")
        assert members.body == {"members": ["mina"]}

    async def test_a_projects_texts_are_kept_as_it_says(self, client, wayfare, record, mina):
        accounts = wayfare.accounts
        add_project(accounts, OWNER, "quiet", "", "mina")
        await client.request("PATCH", "/api/projects/quiet", json={"keep_texts": False})
        for project in ("default", "quiet"):
            answer = await client.request(
                "POST",
                "/v1/chat/completions",
                json=chat_body(SECRET_TEXT),
                headers=bearer(mina.key(project=project)),
            )
            assert answer.status == 200
        kept, quiet = record.attempts()
        assert (kept.answer is None, quiet.answer is None) == (False, True)
        prompts = self._prompts(wayfare)
        assert [SECRET_TEXT.encode() in (prompt or b"") for prompt in prompts] == [True, False]

    async def test_a_project_without_texts_keeps_no_responses_either(self, client, wayfare, mina):
        add_project(wayfare.accounts, OWNER, "quiet", "", "mina")
        await client.request("PATCH", "/api/projects/quiet", json={"keep_texts": False})
        body = {"model": "scripted-small", "input": "Hi"}
        for project, status in (("default", 200), ("quiet", 404)):
            headers = bearer(mina.key(project=project))
            made = await client.request("POST", "/v1/responses", json=body, headers=headers)
            kept = await client.get(f"/v1/responses/{made.body['id']}", headers=headers)
            assert (made.status, kept.status) == (200, status)

    def _prompts(self, wayfare: Wayfare) -> list[bytes | None]:
        with wayfare.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT prompt FROM requests ORDER BY started_at")
            return [row.prompt for row in rows]


class TestKeys:
    async def test_a_key_is_made_shown_once_and_revoked(self, client, ask, mina):
        body = {"label": "노트북", "demands": "no_training", "may_learn": False}
        made = await ask(mina, "POST", "/api/keys", body)
        assert made.status == 201
        key = made.body.pop("key")
        listed = await ask(mina, "GET", "/api/keys")
        assert listed.body == {"keys": [{k: v for k, v in made.body.items() if k != "key"}]}
        assert key.encode() not in listed.raw
        assert (await client.get("/v1/models", headers=bearer(key))).status == 200
        assert (await client.get("/api/keys", headers=bearer(key))).status == 403
        path = f"/api/keys/{made.body['id']}"
        assert (await ask(mina, "DELETE", path)).status == 204
        assert (await client.get("/v1/models", headers=bearer(key))).status == 401
        assert (await ask(mina, "DELETE", path)).status == 404

    async def test_the_owners_key_manages_and_other_keys_do_not(self, client, key):
        assert (await client.get("/api/users", headers=bearer(key))).status == 200
        made = await client.request("POST", "/api/keys", json={})
        other = bearer(made.body["key"])
        refused = await client.get("/api/users", headers=other)
        assert (refused.status, refused.error["code"]) == (403, "permission_denied")
        assert "--manage" in refused.error["message"]

    async def test_only_who_manages_makes_keys_that_do(self, ask, client, ada, mina):
        refused = await ask(mina, "POST", "/api/keys", {"may_manage": True})
        assert (refused.status, refused.error["param"]) == (403, "may_manage")
        made = await ask(ada, "POST", "/api/keys", {"may_manage": True})
        assert (await client.get("/api/users", headers=bearer(made.body["key"]))).status == 200

    async def test_a_key_in_anothers_project_cannot_be_made_nor_the_project_seen(
        self, ask, wayfare, ada, mina
    ):
        add_project(wayfare.accounts, OWNER, "shop", "", None)
        there = await ask(mina, "POST", "/api/keys", {"project": "shop"})
        nowhere = await ask(mina, "POST", "/api/keys", {"project": "shpo"})
        assert (there.status, nowhere.status) == (404, 404)
        assert there.raw == nowhere.raw.replace(b"shpo", b"shop")
        seen = await ask(ada, "POST", "/api/keys", {"project": "shop"})
        assert (seen.status, seen.error["code"]) == (409, "conflict")
        add_member(wayfare.accounts, OWNER, "shop", "mina")
        assert (await ask(mina, "POST", "/api/keys", {"project": "shop"})).status == 201

    async def test_a_key_expires(self, ask, client, wayfare, mina):
        now = wayfare.parts.clock.now()
        over = await ask(mina, "POST", "/api/keys", {"expires_at": now - 1})
        assert (over.status, over.error["param"]) == (400, "expires_at")
        made = await ask(mina, "POST", "/api/keys", {"expires_at": now + 3_600})
        assert made.body["expires_at"] == now + 3_600
        assert (await client.get("/v1/models", headers=bearer(made.body["key"]))).status == 200
        brief = mina.key(expires_at=now)
        assert (await client.get("/v1/models", headers=bearer(brief))).status == 401
        assert MEMORY_S <= 2.0  # how much longer one that was just asked may go on

    @pytest.mark.parametrize(
        ("body", "param"),
        [
            ({"expires_at": "tomorrow"}, "expires_at"),
            ({"expires_in": 60}, "expires_in"),
            ({"demands": "no_plastic"}, "demands"),
            ({"label": "x" * 201}, "label"),
            ({"may_learn": None}, "may_learn"),
        ],
    )
    async def test_a_slip_makes_no_key(self, ask, mina, body, param):
        answer = await ask(mina, "POST", "/api/keys", body)
        assert (answer.status, answer.error["param"]) == (400, param)
        assert (await ask(mina, "GET", "/api/keys")).body == {"keys": []}


class TestOthers:
    """What is another's is not there: the answer is the same as for what never was."""

    @pytest.fixture
    async def theirs(self, client: Client, wayfare: Wayfare, mina: Person) -> dict[str, str]:
        """Something of everything that mina has, by its path."""
        add_project(wayfare.accounts, OWNER, "minas", "", "mina")
        key = mina.key("minas-key", project="minas")
        headers = bearer(key)
        answer = await client.request(
            "POST", "/v1/chat/completions", json=chat_body("Hi"), headers=headers
        )
        wayfare.parts.records.flush()
        body = {"model": "scripted-small", "input": "Hi"}
        response = await client.request("POST", "/v1/responses", json=body, headers=headers)
        form = {"purpose": "user_data", "file": io.BytesIO(b"Hi")}
        file = await client.request("POST", "/v1/files", data=form, headers=headers)
        return {
            "decision": f"/v1/decisions/{answer.ticket['decision_id']}",
            "response": f"/v1/responses/{response.body['id']}",
            "input": f"/v1/responses/{response.body['id']}/input_items",
            "file": f"/v1/files/{file.body['id']}",
            "content": f"/v1/files/{file.body['id']}/content",
            "user": "/api/users/mina",
            "project": "/api/projects/minas",
            "key": "/api/keys/minas-key",
        }

    @pytest.mark.parametrize(
        "what", ["decision", "response", "input", "file", "content", "user", "project"]
    )
    async def test_it_cannot_be_read(self, client, theirs, mina, jun, what):
        path = theirs[what]
        opens = {"may_manage": True} if path.startswith("/api/") else {}
        assert (await client.get(path, headers=bearer(mina.key(**opens)))).status == 200
        there = await client.get(path, headers=bearer(jun.key(**opens)))
        nowhere = path.rsplit("/", 1) if what not in ("input", "content") else path.rsplit("/", 2)
        nowhere[1] = "nothing"
        missing = await client.get("/".join(nowhere), headers=bearer(jun.key(**opens)))
        assert (there.status, missing.status) == (404, 404)
        assert there.error["code"] == missing.error["code"]

    @pytest.mark.parametrize("what", ["response", "file", "key"])
    async def test_it_cannot_be_taken_away(self, client, theirs, mina, jun, what):
        path = theirs[what]
        opens = {"may_manage": True} if path.startswith("/api/") else {}
        refused = await client.request("DELETE", path, headers=bearer(jun.key(**opens)))
        assert refused.status == 404
        gone = await client.request("DELETE", path, headers=bearer(mina.key(**opens)))
        assert gone.status in (200, 204)

    async def test_it_is_in_no_list(self, client, ask, theirs, jun, ada):
        keys = (await ask(jun, "GET", "/api/keys")).body["keys"]
        projects = (await ask(jun, "GET", "/api/projects")).body["projects"]
        files = (await client.get("/v1/files", headers=bearer(jun.key()))).body["data"]
        assert (keys, [project["id"] for project in projects], files) == ([], ["default"], [])
        seen = (await ask(ada, "GET", "/api/projects")).body["projects"]
        assert {project["id"] for project in seen} == {"default", "minas"}
        assert {key["user"] for key in (await ask(ada, "GET", "/api/keys")).body["keys"]} == {
            "owner",
            "mina",
            "준",
        }


async def test_all_that_is_managed_stands_in_the_audit_log_and_no_secret_does(
    client, wayfare, ask, boss
):
    await ask(boss, "POST", "/api/users", {"name": "kim", "password": "a secret of many words"})
    await ask(boss, "PATCH", "/api/users/kim", {"role": "admin", "disabled": True})
    await ask(boss, "POST", "/api/projects", {"id": "shop"})
    await ask(boss, "PUT", "/api/projects/shop/members/kim")
    await ask(boss, "PATCH", "/api/projects/shop", {"archived": True})
    made = await ask(boss, "POST", "/api/keys", {"label": "laptop"})
    await ask(boss, "DELETE", f"/api/keys/{made.body['id']}")
    said = [entry for entry in list_entries(wayfare.database) if entry.action != "login"]
    assert [(entry.action, entry.subject) for entry in reversed(said)][-8:] == [
        ("user.add", "kim"),
        ("user.role", "kim"),
        ("user.disable", "kim"),
        ("project.add", "shop"),
        ("project.member", "shop"),
        ("project.archive", "shop"),
        ("key.add", made.body["id"]),
        ("key.revoke", made.body["id"]),
    ]
    assert {(entry.actor, entry.through) for entry in said[:8]} == {("boss", "session")}
    assert "a secret of many words" not in repr(said)
    assert made.body["key"] not in repr(said)
