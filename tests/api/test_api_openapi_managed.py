"""What the OpenAPI document tells of managing users, projects and keys is so."""

import json

import aiohttp
import msgspec
import pytest
from sqlalchemy import text

from described import OPERATIONS, validate
from hostile import NO_JSON
from operating import operated
from wayfare.bootstrap import make_key
from wayfare.settings.people import PageSection
from wayfare.settings.whole import Settings

MANAGED = {
    each.name: each
    for each in OPERATIONS.values()
    if each.path.startswith("/api/")
    and not each.path.startswith(
        ("/api/oidc", "/api/hello", "/api/files", "/api/export", "/api/imports")
    )
}
WITH_BODY = [each for each in MANAGED.values() if "requestBody" in each.told]
ROAD = {"name": "kim", "user": "kim", "project": "lab", "key_id": "k1", "provider": "openai"}
#: What waits for a vote is made by an answer that was drawn: `gateway/certify/test_voting.py`.
ROAD |= {"pair_id": "p1", "conversation_id": "c1", "run_id": "r1", "share_id": "s1", "token": "t1"}
ROAD |= {"battle_id": "b1", "preference_id": "p1", "comparison_id": "c1"}
ROAD["model"] = "scripted-small"
ROAD["backup"] = "wayfare-20260131T120000Z.db"
CHOSEN = {"scope": "user", "period": "day"}
LETTERS_MAX = 64 * 1024


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """By lot nothing is offered."""
    return msgspec.structs.replace(settings, page=PageSection(vote_share=0.0))


async def ask(client, operation, body=None, **options):
    path = operation.path.format(**{**ROAD, **CHOSEN, **options.pop("ids", {})})
    if body is not None:
        options["json"] = body
    answer = await client.request(operation.method, path, **options)
    operation.check(answer.status, answer.headers, answer.raw)
    return answer


def example(name: str, **fields):
    return {**next(MANAGED[name].examples()), **fields}


#: In an order in which each finds what the one before it made, with its status.
STEPS = (
    ("set_up", {}, 200),
    ("log_in", {}, 200),
    ("read_session", None, 200),
    ("add_user", {}, 201),
    ("list_users", None, 200),
    ("read_user", None, 200),
    ("change_user", {}, 200),
    ("reset_password", {}, 204),
    ("change_password", {}, 204),
    ("add_project", {}, 201),
    ("list_projects", None, 200),
    ("read_project", None, 200),
    ("change_project", {}, 200),
    ("add_member", None, 204),
    ("list_members", None, 200),
    ("remove_member", None, 204),
    ("add_key", {}, 201),
    ("list_keys", None, 200),
    ("revoke_key", None, 204),
    ("set_credential", {}, 200),
    ("list_credentials", None, 200),
    ("list_providers", None, 200),
    ("test_credential", {}, 409),  # the scripted provider is asked alone
    ("remove_credential", None, 204),
    ("set_budget", {}, 200),
    ("list_budgets", None, 200),
    ("read_budget", None, 200),
    ("remove_budget", None, 204),
    ("set_rate", {}, 200),
    ("list_rates", None, 200),
    ("read_rate", None, 200),
    ("remove_rate", None, 204),
    ("read_usage", None, 200),
    ("see_health", None, 200),
    ("see_store", None, 200),
    ("try_migration", {}, 200),
    ("make_backup", None, 201),
    ("list_backups", None, 200),
    ("take_backup", None, 200),
    ("list_switches", None, 200),
    ("set_switches", {}, 200),
    ("read_switches", None, 200),
    ("list_pairs", None, 200),
    ("list_fares", None, 200),
    ("see_certificates", None, 200),
    ("begin_battle", {}, 201),
    ("read_board", None, 200),
    ("read_daily", None, 200),
    ("quote_comparison", {}, 200),
    ("begin_comparison", {}, 409),  # something has to be brought in: `test_api_comparisons.py`
    ("list_comparisons", None, 200),
    ("read_comparison", None, 404),
    ("stop_comparison", None, 404),
    ("go_on_comparing", {}, 404),
    ("list_compared_pairs", None, 404),
    ("draw_compared_pairs", {}, 404),
    ("vote_on_compared_pair", {}, 404),
    ("delete_comparison", None, 404),
    ("read_audit", None, 200),
    ("list_picked_models", None, 200),
    ("begin_conversation", {}, 201),
    ("change_conversation", {}, 200),
    ("begin_run", {}, 201),
    ("read_run", None, 200),
    ("follow_run", None, 200),
    ("stop_run", None, 200),
    ("read_challenge", None, 200),
    ("begin_challenge", None, 409),  # seldom offered: `test_api_challenges.py`
    ("vote_on_challenge", {}, 409),
    ("dismiss_challenge", None, 204),
    ("read_preference", None, 200),
    ("set_preference", {}, 409),  # a topic is found once enough was asked
    ("list_preferences", None, 200),
    ("remove_preference", None, 404),
    ("read_conversation", None, 200),
    ("list_conversations", None, 200),
    ("search_conversations", None, 200),
    ("foresee_fare", {}, 200),
    ("share_conversation", {}, 201),
    ("list_shares", None, 200),
    ("read_shared", None, 200),
    ("revoke_share", None, 204),
    ("delete_conversation", None, 204),
    ("log_out", None, 204),
)


async def test_everything_that_is_managed_is_answered_as_it_says(client):
    elsewhere = {"reload", "vote_on_pair", "vote_on_battle"}
    assert {name for name, _, _ in STEPS} == set(MANAGED) - elsewhere
    ids = {}
    for name, fields, status in STEPS:
        body = None if fields is None else example(name, **fields)
        if body is not None:
            validate(MANAGED[name].body_schema, body)
        query = {"params": {"q": "bread"}} if name == "search_conversations" else {}
        answer = await ask(client, MANAGED[name], body, ids=ids, **query)
        assert answer.status == status, (name, answer.raw)
        if name == "add_key":
            ids = {"key_id": answer.body["id"]}
        if name == "make_backup":
            ids |= {"backup": answer.body["name"]}
        if name == "begin_conversation":
            ids = {"conversation_id": answer.body["id"]}
        if name == "share_conversation":
            ids |= {"share_id": answer.body["id"], "token": answer.body["token"]}
        if name == "begin_run":
            ids |= {"run_id": answer.body["answer"]["run"]["id"]}


async def test_what_is_told_while_nobody_is_logged_in_is_as_it_says(client):
    hello = OPERATIONS["say_hello"]
    answer = await client.get("/api/hello", headers={"authorization": ""})
    assert answer.status == 200
    hello.check(answer.status, answer.headers, answer.raw)


async def test_files_of_the_page_are_as_it_says(client):
    form = aiohttp.FormData({"purpose": "user_data"})
    form.add_field("file", b"words", filename="a.txt", content_type="text/plain")
    kept = await client.request("POST", "/api/files", data=form)
    OPERATIONS["keep_file"].check(kept.status, kept.headers, kept.raw)
    for name in ("see_file", "see_file_content", "remove_file", "remove_file"):
        one = OPERATIONS[name]
        answer = await client.request(one.method, one.path.format(file_id=kept.body["id"]))
        one.check(answer.status, answer.headers, answer.raw)
    assert answer.status == 404


async def test_settings_are_read_anew_as_it_says(environ, home):
    async with operated(environ) as running:
        assert (await ask(running.client, MANAGED["reload"])).status == 200
        (home / "config" / "wayfare.toml").write_text("[store]\nkeep_texts = 3\n")
        assert (await ask(running.client, MANAGED["reload"])).status == 400


async def test_nobody_is_told_anything_without_a_key_or_a_session(client):
    for each in MANAGED.values():
        for headers in ({"authorization": ""}, {"authorization": "Bearer wf-wrong"}):
            if each.wants_key:
                assert (await ask(client, each, headers=headers)).status == 401, each.name
    wrong = example("log_in", password="not this one")
    assert (await ask(client, MANAGED["log_in"], wrong)).status == 401


async def test_a_key_that_manages_nothing_is_told_so(client, wayfare, environ):
    _, key = make_key(wayfare.database, environ, user="owner", label="x", may_learn=False)
    for each in MANAGED.values():
        headers = {"authorization": f"Bearer {key}"}
        if each.name == "read_shared":
            continue  # whoever has the link may
        if each.name == "log_in":
            headers = {"sec-fetch-site": "cross-site"}
        assert (await ask(client, each, headers=headers)).status == 403, each.name


#: What says in which project it is.
IN_A_PROJECT = ("add_key", "begin_conversation", "begin_battle")
IN_A_PROJECT += ("quote_comparison", "begin_comparison")


async def test_what_is_not_there_is_not_found(client):
    ids = dict.fromkeys(ROAD, "nobody")
    for each in MANAGED.values():
        if 404 in each.statuses:
            body = next(each.examples(), None)
            if each.name in IN_A_PROJECT:
                body = example(each.name, project="nobody")
            if each.name == "foresee_fare":
                body = example(each.name, model="nobody")
            assert (await ask(client, each, body, ids=ids)).status == 404, each.name


async def test_what_is_there_already_or_last_is_in_conflict(client):
    await ask(client, MANAGED["set_up"], example("set_up"))
    await ask(client, MANAGED["add_user"], example("add_user"))
    await ask(client, MANAGED["add_project"], example("add_project"))
    await ask(client, MANAGED["change_project"], {"archived": True})
    conflicts = {
        "set_up": (example("set_up"), {}),
        "add_user": (example("add_user"), {}),
        "add_project": (example("add_project"), {}),
        "change_user": ({"role": "member"}, {"name": "owner"}),
        "change_project": ({"archived": True}, {"project": "default"}),
        "add_key": ({"project": "lab"}, {}),
        "test_credential": ({}, {}),  # the scripted provider is asked alone
        "try_migration": ({"dry_run": False}, {}),
    }
    of_talk = {"begin_conversation", "change_conversation", "begin_run"}
    of_talk |= {"begin_battle", "vote_on_battle"}  # `test_api_arena.py`
    of_talk |= {"begin_challenge", "vote_on_challenge"}  # `test_api_challenges.py`
    of_talk |= {"quote_comparison", "begin_comparison", "go_on_comparing"}
    of_talk |= {"list_compared_pairs", "draw_compared_pairs", "vote_on_compared_pair"}
    of_talk |= {"set_preference"}  # `test_api_preferences.py`
    of_talk |= {"foresee_fare"}  # `test_api_chat_extras.py`
    able = {each.name for each in MANAGED.values() if 409 in each.statuses}
    of_talk |= {"make_backup"}  # `test_api_backups.py`
    able -= {"vote_on_pair", *of_talk}  # see `test_api_conversations.py`
    assert set(conflicts) == able
    for name, (body, ids) in conflicts.items():
        assert (await ask(client, MANAGED[name], body, ids=ids)).status == 409, name


async def test_whoever_guesses_passwords_is_told_to_wait(client):
    statuses = set()
    for _ in range(12):
        answer = await ask(client, MANAGED["log_in"], example("log_in", password="guessed again"))
        statuses.add(answer.status)
    assert statuses == {401, 429}
    assert int(answer.headers["retry-after"]) > 0


async def test_without_a_database_nobody_comes_in(client, wayfare):
    with wayfare.database.write() as connection:
        connection.execute(text("ALTER TABLE keys RENAME TO lost"))
        connection.execute(text("ALTER TABLE users RENAME TO gone"))
    for each in MANAGED.values():
        body = next(each.examples(), None)
        if each.name != "read_shared":
            assert (await ask(client, each, body)).status == 503, each.name


async def test_a_body_that_is_no_object_of_json_changes_nothing(client):
    before = await ask(client, MANAGED["list_users"])
    headers = {"content-type": "application/json"}
    for each in WITH_BODY:
        good = json.dumps(next(each.examples())).encode()
        for name, (spoil, _) in NO_JSON.items():
            answer = await ask(client, each, data=spoil(good), headers=headers)
            assert answer.status == 400, (each.name, name, answer.raw)
        unknown = {**next(each.examples()), "surprise": 1}
        assert (await ask(client, each, unknown)).status == 400
        if each.name not in ("begin_run", "begin_battle"):  # a question may be long
            too_large = await ask(client, each, data=b" " * (LETTERS_MAX + 1), headers=headers)
            assert too_large.status == 413
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            as_other = await ask(client, each, data=good, headers={"content-type": kind})
            assert as_other.status == 400, "a page of another site could send this"
    assert (await ask(client, MANAGED["list_users"])).raw == before.raw


WRONG = [3, "x", [], {}, None, 1.5, True, "\x00"]


@pytest.mark.parametrize("operation", WITH_BODY, ids=lambda each: each.name)
async def test_a_field_that_the_schema_refuses_is_refused(client, operation):
    schema = operation.body_schema
    for field in schema["properties"]:
        for wrong in WRONG:
            body = {**next(operation.examples()), field: wrong}
            try:
                validate(schema, body)
            except Exception:  # noqa: BLE001 - jsonschema_rs has one class for all of them
                answer = await ask(client, operation, body)
                assert answer.status == 400, (field, wrong, answer.raw)
                assert answer.error["param"] == field or field in answer.error["message"]


async def test_a_browser_needs_what_proves_its_page(url, key, client):
    await ask(client, MANAGED["set_up"], example("set_up"))
    jar = aiohttp.CookieJar(unsafe=True)  # that of an address in numbers
    async with aiohttp.ClientSession(url, cookie_jar=jar) as session:
        async with session.post("/api/session", json=example("log_in")) as response:
            csrf = (await response.json())["csrf"]
        for headers, status in (({}, 403), ({"x-wayfare-csrf": csrf}, 201)):
            async with session.post(
                "/api/users", json={"name": "kim"}, headers=headers
            ) as response:
                raw = await response.read()
                MANAGED["add_user"].check(response.status, response.headers, raw)
                assert response.status == status
