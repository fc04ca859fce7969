"""People talk on the page: a question is kept first, its answer streams, all of it stays."""

import asyncio
import json
import unicodedata
from collections.abc import Mapping

import aiohttp
import pytest
from msgspec.structs import replace
from sqlalchemy import text

from loopback import serving
from people import Person, bearer, join
from talk import Talk
from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.domain.account import Role
from wayfare.domain.budget import DAY_S, Budget, Period, Scope
from wayfare.gateway.accounts.manage_projects import add_member, add_project, change_project
from wayfare.gateway.limits.manage_budgets import set_budget
from wayfare.providers.scripted import ScriptedProvider
from wayfare.settings.people import PageSection
from wayfare.settings.prices import Money
from wayfare.settings.whole import Settings
from wayfare.store.kept_texts import KeptTexts

SAID = "It is 12, or so they say."
ASKED = f"#say {SAID}\nHow late is it?"
SLOW = "#words 200\n#pace 0.02\nTell me a story."


# --- asking ------------------------------------------------------------------------------


async def test_an_answer_streams_and_stays(talk: Talk) -> None:
    conversation = await talk.begin()
    sent = await talk.send(conversation, text=ASKED)
    assert sent.status == 201
    question, answer = sent.body["user"], sent.body["answer"]
    assert question["role"] == "user"
    assert answer["parent"] == question["id"]
    assert answer["run"]["status"] == "running"

    heard = await talk.hear(answer["run"]["id"])

    assert heard.text == SAID
    assert heard.names[0] == "began"
    assert heard.names[-1] == "ended"
    assert heard.run["status"] == "whole", heard.run["error"]
    assert heard.run["arm"] == "scripted-small"
    assert heard.run["ticket"]["decision_id"] == heard.run["decision_id"]
    assert heard.run["last_event"] == len(SAID) + 1
    found = await talk.tree(conversation)
    assert found["leaf"] == answer["id"]
    assert not found["is_running"]
    assert found["messages"][answer["id"]]["text"] == SAID
    assert found["title"] == f"#say {SAID} How late is it?"


async def test_the_question_is_kept_before_anybody_is_asked(
    talk: Talk, provider: ScriptedProvider
) -> None:
    conversation = await talk.begin()
    asked = len(provider.ledger)
    await talk.ask(conversation, "#fault delay=30\nHow late is it?")
    found = await talk.tree(conversation)
    assert [each["role"] for each in found["messages"].values()] == ["user", "assistant"]
    assert found["is_running"]
    assert len(provider.ledger) == asked  # nothing has come


async def test_what_was_said_goes_along(talk: Talk, wayfare: Wayfare, owner_says) -> None:
    owner_says("default", instructions="Be brief.")
    conversation = await talk.begin(instructions="Say nothing of bread.")
    first = await talk.ask(conversation, "#say One.\nFirst?")
    await talk.hear(first["run"]["id"])
    second = await talk.ask(conversation, "#say Two.\nSecond?", parent=first["id"])
    heard = await talk.hear(second["run"]["id"])
    wayfare.parts.records.flush()
    prompt = read_prompt(wayfare, heard.run["decision_id"])
    assert [turn["role"] for turn in prompt] == ["system", "user", "assistant", "user"]
    assert prompt[0]["content"] == "Be brief.\n\nSay nothing of bread."
    assert prompt[2]["content"] == "One."


async def test_a_question_below_an_earlier_answer_makes_a_branch(talk: Talk) -> None:
    conversation = await talk.begin()
    first = await talk.ask(conversation, "#say One.\nFirst?")
    await talk.hear(first["run"]["id"])
    left = await talk.ask(conversation, "#say Left.\nLeft?", parent=first["id"])
    right = await talk.ask(conversation, "#say Right.\nRight?", parent=first["id"])
    for each in (left, right):
        await talk.hear(each["run"]["id"])
    anew = await talk.ask(conversation, "#say Anew.\nAnew?", parent=None)
    await talk.hear(anew["run"]["id"])
    found = await talk.tree(conversation)
    parents = {each["id"]: each["parent"] for each in found["messages"].values()}
    assert parents[parents[left["id"]]] == parents[parents[right["id"]]] == first["id"]
    assert parents[parents[anew["id"]]] is None
    assert found["leaf"] == anew["id"]
    changed = await talk.request(
        "PATCH", f"/api/conversations/{conversation}", json={"leaf": left["id"]}
    )
    assert changed.body["leaf"] == left["id"]


async def test_the_same_key_never_begins_two_runs(talk: Talk, provider: ScriptedProvider) -> None:
    conversation = await talk.begin()
    many = await asyncio.gather(
        *(talk.send(conversation, key="once", text=ASKED) for _ in range(8))
    )
    assert sorted(each.status for each in many) == [200] * 7 + [201]
    assert len({each.body["answer"]["run"]["id"] for each in many}) == 1
    assert len({each.body["user"]["id"] for each in many}) == 1
    await talk.until_over(many[0].body["answer"]["run"]["id"])
    again = await talk.send(conversation, key="once", text=ASKED)
    assert again.status == 200
    assert again.body["answer"]["text"] == SAID
    assert len(provider.ledger) == 1
    assert len((await talk.tree(conversation))["messages"]) == 2


# --- following ---------------------------------------------------------------------------


async def test_whoever_comes_back_at_any_event_hears_the_same_text(talk: Talk) -> None:
    conversation = await talk.begin()
    text = "한국어 🙂 and English, a letter at a time."
    answer = await talk.ask(conversation, f"#say {text}\n#pace 0.06\nGo on.")
    run = answer["run"]["id"]
    first = await talk.hear(run)
    assert first.text == text
    deltas = [event for event in first.events if event[0] == "delta"]
    assert len(deltas) > 3
    for at in range(len(first.events)):
        known = "".join(d["text"] for name, _, d in first.events[: at + 1] if name == "delta")
        rest = await talk.hear(run, first.events[at][1])
        assert known + rest.text == text
        assert rest.run["status"] == "whole"


async def test_a_line_that_breaks_again_and_again_loses_and_doubles_nothing(talk: Talk) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, "#words 60\n#pace 0.02\nGo on.")
    run, text, after, breaks = answer["run"]["id"], "", 0, 0
    while True:
        heard = await talk.hear(run, after, events_max=2)
        text += heard.text
        after, breaks = heard.last_id, breaks + 1
        if heard.names[-1] == "ended":
            break
    assert breaks > 5
    whole = (await talk.tree(conversation))["messages"][answer["id"]]
    assert text == whole["text"]
    assert heard.run["status"] == "whole"


async def test_a_page_that_is_loaded_anew_goes_on_from_what_it_was_shown(talk: Talk) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, SLOW)
    await talk.hear(answer["run"]["id"], letters=40)
    shown = (await talk.tree(conversation))["messages"][answer["id"]]
    assert len(shown["text"]) >= 40
    assert shown["run"]["last_event"] == len(shown["text"]) + 1
    rest = await talk.hear(answer["run"]["id"], shown["run"]["last_event"])
    whole = (await talk.tree(conversation))["messages"][answer["id"]]
    assert shown["text"] + rest.text == whole["text"]


async def test_two_who_follow_hear_the_same(talk: Talk) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, "#words 40\n#pace 0.01\nGo on.")
    one, other = await asyncio.gather(*(talk.hear(answer["run"]["id"]) for _ in range(2)))
    assert one.text == other.text
    assert one.run == other.run
    assert one.text


async def test_nobody_needs_to_follow(talk: Talk) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, ASKED)
    ended = await talk.until_over(answer["run"]["id"])
    assert ended["status"] == "whole"
    assert ended["ticket"]["model"] == "scripted-small"


@pytest.mark.parametrize("after", ["-1", "soon", "1.5", "99999999999"])
async def test_what_is_no_event_is_refused(talk: Talk, after: str) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, ASKED)
    refused = await talk.get(f"/api/runs/{answer['run']['id']}/events?after={after}")
    assert refused.status == 400
    assert refused.error["param"] == "after"


# --- ends --------------------------------------------------------------------------------


async def test_whoever_stops_keeps_what_was_said(talk: Talk, provider: ScriptedProvider) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, SLOW)
    following = asyncio.create_task(talk.hear(answer["run"]["id"]))
    await talk.hear(answer["run"]["id"], letters=60)
    stopped = await talk.stop(answer["run"]["id"])
    assert stopped["status"] == "stopped"
    assert stopped["error"] is None
    heard = await following
    kept = (await talk.tree(conversation))["messages"][answer["id"]]
    assert heard.text == kept["text"]
    assert 60 <= len(kept["text"]) < 600
    assert heard.run["status"] == kept["run"]["status"] == "stopped"
    async with asyncio.timeout(5):
        while not provider.ledger:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert provider.ledger[-1].ending == "closed"
    assert (await talk.stop(answer["run"]["id"]))["status"] == "stopped"


async def test_a_run_is_stopped_before_anybody_answers(talk: Talk) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, "#fault delay=30\nHow late is it?")
    stopped = await talk.stop(answer["run"]["id"])
    assert stopped["status"] == "stopped"
    assert stopped["arm"] is None
    after = await talk.ask(conversation, ASKED, parent=answer["id"])
    assert (await talk.hear(after["run"]["id"])).run["status"] == "whole"


async def test_a_provider_that_breaks_off_leaves_its_text_and_a_reason(talk: Talk) -> None:
    conversation = await talk.begin()
    heard = await talk.whole(conversation, "#words 30\n#fault cut=8\nGo on.")
    assert heard.run["status"] == "failed"
    assert heard.run["error"]["message"]
    assert heard.run["error"]["cure"]
    assert heard.run["error"]["code"] == "stream_cut"
    assert heard.text
    kept = (await talk.tree(conversation))["messages"][heard.run["message"]]
    assert kept["text"] == heard.text


@pytest.mark.parametrize("fault", ["error_event=3", "malformed=3", "cut=0", "status=500"])
async def test_however_it_fails_the_question_stays(talk: Talk, fault: str) -> None:
    conversation = await talk.begin()
    heard = await talk.whole(conversation, f"#words 9\n#fault {fault}\nGo on.")
    assert heard.run["status"] == "failed"
    assert heard.run["error"]["message"]
    messages = (await talk.tree(conversation))["messages"].values()
    assert next(each["text"] for each in messages).endswith("Go on.")


async def test_a_provider_that_refuses_is_heard(talk: Talk) -> None:
    heard = await talk.whole(await talk.begin(), "#fault status=401\nGo on.")
    assert "refused the key" in heard.run["error"]["message"]
    assert heard.run["error"]["case"] == "provider_refuses_key"
    heard = await talk.whole(await talk.begin(), "#fault status=429 retry_after=60\nGo on.")
    assert heard.run["error"]["message"].startswith("scripted: ")
    assert heard.run["error"]["case"] == "provider_said"
    said = heard.run["error"]["values"]
    assert heard.run["error"]["message"] == f"{said['provider']}: {said['said']}"


async def test_a_spent_budget_is_said_with_its_cure(talk: Talk, wayfare: Wayfare) -> None:
    budget = Budget(Scope.USER, "mina", Period.DAY, 0, None)
    await set_budget(wayfare.accounts, wayfare.limits, wayfare.owner, budget)
    heard = await talk.whole(await talk.begin(), ASKED)
    assert heard.run["status"] == "failed"
    assert "budget" in heard.run["error"]["message"].lower()
    assert heard.run["error"]["case"] == "budget_left"
    told = heard.run["error"]["values"]
    assert (told["scope"], told["name"], told["period"]) == ("user", "mina", "day")
    assert (told["limit_micros"], told["left_micros"]) == (0, 0)
    assert told["worst_micros"] > 0
    assert heard.text == ""


# --- again -------------------------------------------------------------------------------


async def test_an_answer_is_given_again_beside_the_first(
    talk: Talk, provider: ScriptedProvider
) -> None:
    conversation = await talk.begin()
    first = await talk.ask(conversation, ASKED)
    await talk.hear(first["run"]["id"])
    sent = await talk.send(conversation, again=first["id"])
    assert sent.status == 201
    assert sent.body["user"] is None
    assert sent.body["answer"]["parent"] == first["parent"]
    heard = await talk.hear(sent.body["answer"]["run"]["id"])
    assert heard.text == SAID
    assert len(provider.ledger) == 2


@pytest.mark.parametrize("relation", ["runner_up", "cheaper", "better"])
@pytest.mark.parametrize("model", ["auto", "scripted-large"])
async def test_another_model_answers_again(talk: Talk, model: str, relation: str) -> None:
    conversation = await talk.begin(model=model)
    first = await talk.whole(conversation, ASKED)
    assert first.run["status"] == "whole", first.run
    sent = await talk.send(conversation, again=first.run["message"], model=relation)
    if sent.status == 409:
        assert relation != "runner_up"
        assert sent.error["param"] == "model"
        return
    heard = await talk.hear(sent.body["answer"]["run"]["id"])
    assert heard.run["status"] == "whole"
    assert heard.run["arm"] != first.run["arm"]


async def test_the_same_model_answers_again_by_its_name(talk: Talk) -> None:
    conversation = await talk.begin(model="auto")
    first = await talk.whole(conversation, ASKED)
    sent = await talk.send(conversation, again=first.run["message"], model="same")
    assert sent.body["answer"]["run"]["model"] == first.run["arm"]


# --- who ---------------------------------------------------------------------------------


async def test_nobody_learns_of_anothers_conversation(
    talk: Talk, session: aiohttp.ClientSession, wayfare: Wayfare
) -> None:
    conversation = await talk.begin()
    heard = await talk.whole(conversation, ASKED)
    one, run = f"/api/conversations/{conversation}", f"/api/runs/{heard.run['id']}"
    for role in (Role.MEMBER, Role.ADMIN, Role.OWNER):
        other = Talk(session, join(wayfare, f"other-{role}", role))
        theirs = (await other.get("/api/conversations")).body
        assert theirs == {"data": [], "next": None}
        for method, path, body in (
            ("GET", one, None),
            ("PATCH", one, {"title": "Mine"}),
            ("DELETE", one, None),
            ("POST", f"{one}/runs", {"key": "k", "text": "Hi"}),
            ("GET", run, None),
            ("POST", f"{run}/stop", None),
            ("GET", f"{run}/events", None),
        ):
            refused = await other.request(method, path, json=body)
            assert refused.status == 404, (role, method, path)


async def test_a_key_that_manages_may_talk_too(
    talk: Talk, session: aiohttp.ClientSession, mina: Person
) -> None:
    talk.headers = dict(bearer(mina.key(may_manage=True)))
    assert (await talk.whole(await talk.begin(), ASKED)).text == SAID


@pytest.fixture
def owner_says(wayfare: Wayfare):
    """Change a project as its owner would."""

    def say(project: str, **changes: object) -> None:
        change_project(wayfare.accounts, wayfare.owner, project, changes)

    return say


async def test_a_conversation_belongs_to_a_project_that_one_works_in(
    talk: Talk, wayfare: Wayfare, owner_says
) -> None:
    add_project(wayfare.accounts, wayfare.owner, "lab", "Lab", None)
    refused = await talk.request("POST", "/api/conversations", json={"project": "lab"})
    assert refused.status == 404
    assert refused.error["param"] == "project"
    add_member(wayfare.accounts, wayfare.owner, "lab", "mina")
    conversation = await talk.begin(project="lab")
    heard = await talk.whole(conversation, ASKED)
    wayfare.parts.records.flush()
    found = wayfare.read_decision(heard.run["decision_id"], "mina")
    assert found is not None
    assert found.conversation == conversation
    assert found.key_id == "session"
    listed = (await talk.get("/api/conversations?project=lab")).body["data"]
    assert [each["id"] for each in listed] == [conversation]
    assert (await talk.get("/api/conversations?project=default")).body["data"] == []
    owner_says("lab", demands="providers=openai")
    refused_by_rule = await talk.whole(conversation, ASKED)
    assert refused_by_rule.run["status"] == "failed"


async def test_a_project_that_keeps_no_texts_has_no_conversations(talk: Talk, owner_says) -> None:
    conversation = await talk.begin()
    owner_says("default", keep_texts=False)
    refused = await talk.send(conversation, text=ASKED)
    assert refused.status == 409
    assert refused.error["param"] == "project"
    assert (await talk.request("POST", "/api/conversations", json={})).status == 409


# --- lists, changes, ends ----------------------------------------------------------------


async def test_conversations_are_listed_page_by_page(talk: Talk) -> None:
    made = [await talk.begin(title=f"Number {number}") for number in range(5)]
    await talk.whole(made[1], ASKED)
    seen, more = [], "/api/conversations?limit=2"
    while more:
        page = (await talk.get(more)).body
        seen += [each["id"] for each in page["data"]]
        more = page["next"] and f"/api/conversations?limit=2&before={page['next']}"
    assert seen == [made[1], made[4], made[3], made[2], made[0]]


async def test_a_conversation_is_put_away_and_taken_up_again(talk: Talk) -> None:
    conversation = await talk.begin()
    one = f"/api/conversations/{conversation}"
    away = await talk.request("PATCH", one, json={"is_archived": True, "title": "Bread"})
    assert away.body["archived_at"]
    assert away.body["title"] == "Bread"
    assert (await talk.get("/api/conversations")).body["data"] == []
    archived = (await talk.get("/api/conversations?archived=true")).body["data"]
    assert [each["id"] for each in archived] == [conversation]
    back = await talk.request("PATCH", one, json={"is_archived": False, "model": "auto:best"})
    assert back.body["archived_at"] is None
    assert back.body["model"] == "auto:best"


async def test_a_conversation_is_deleted_while_it_runs(talk: Talk, wayfare: Wayfare) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, SLOW)
    await talk.hear(answer["run"]["id"], letters=20)
    following = asyncio.create_task(talk.hear(answer["run"]["id"]))
    await asyncio.sleep(0.05)
    gone = await talk.request("DELETE", f"/api/conversations/{conversation}")
    assert gone.status == 204
    assert (await following).run["status"] == "stopped"
    assert (await talk.get(f"/api/conversations/{conversation}")).status == 404
    assert (await talk.get(f"/api/runs/{answer['run']['id']}")).status == 404
    assert not wayfare.chats.running.is_busy


async def test_files_go_with_a_question(talk: Talk, wayfare: Wayfare) -> None:
    form = aiohttp.FormData({"purpose": "user_data"}, quote_fields=False)
    decomposed = unicodedata.normalize("NFD", "빵.txt")  # as a Mac names it
    form.add_field("file", "빵 만들기".encode(), filename=decomposed, content_type="text/plain")
    kept = await talk.request("POST", "/api/files", data=form)
    conversation = await talk.begin()
    sent = await talk.send(conversation, text=ASKED, files=[kept.body["id"]])
    assert sent.body["user"]["files"] == [
        {"id": kept.body["id"], "name": "빵.txt", "media_type": "text/plain", "bytes": 13}
    ]
    heard = await talk.hear(sent.body["answer"]["run"]["id"])
    wayfare.parts.records.flush()
    (turn,) = read_prompt(wayfare, heard.run["decision_id"])
    assert turn["content"][0]["text"] == "빵.txt:\n\n빵 만들기"
    refused = await talk.send(conversation, text="Hi", files=["file-wf-nothing"])
    assert refused.status == 400
    assert refused.error["param"] == "files"


async def test_old_messages_are_forgotten_as_their_project_says(
    talk: Talk, wayfare: Wayfare
) -> None:
    old, young = await talk.begin(), await talk.begin()
    for conversation in (old, young):
        await talk.whole(conversation, ASKED)
    now = wayfare.parts.clock.now()
    later = await talk.whole(young, "#say Later.\nAnd then?")
    texts = KeptTexts(wayfare.database)
    before = (await talk.tree(young))["messages"]
    cut = max(m["created_at"] for m in before.values() if m["id"] != later.run["message"])
    assert now - DAY_S < cut
    texts.forget_kept("default", before=cut)
    assert (await talk.get(f"/api/conversations/{old}")).status == 404
    left = await talk.tree(young)
    assert left["title"] == ""
    shown = [(m["text"], m["is_forgotten"]) for m in left["messages"].values()]
    assert shown[:2] == [("", True)] * 2
    assert shown[-1] == ("Later.", False)
    assert left["messages"][later.run["message"]]["run"]["status"] == "whole"


async def test_the_log_keeps_no_letter_of_what_was_deleted_and_all_that_it_cost(
    talk: Talk, wayfare: Wayfare
) -> None:
    kept, gone = await talk.begin(), await talk.begin()
    for conversation in (kept, gone):
        await talk.whole(conversation, ASKED)
    failed = await talk.ask(gone, "#fault status=500\nHow late is it?")
    await talk.until_over(failed["run"]["id"])
    stopped = await talk.ask(gone, SLOW)
    await talk.hear(stopped["run"]["id"], letters=5)

    def logged() -> tuple[int, int, int, int]:
        wanted = (
            "SELECT (SELECT count(*) FROM requests WHERE prompt IS NOT NULL),"
            " (SELECT count(*) FROM completions WHERE answer IS NOT NULL),"
            " (SELECT count(*) FROM requests), (SELECT sum(micros) FROM costs)"
        )
        with wayfare.database.read() as connection:
            return tuple(connection.execute(text(wanted)).one())

    assert (await talk.request("DELETE", f"/api/conversations/{gone}")).status == 204
    wayfare.parts.records.flush()
    prompts, answers, requests, cost = logged()
    assert (prompts, answers, requests) == (1, 1, 4)
    assert (await talk.request("DELETE", f"/api/conversations/{kept}")).status == 204
    assert logged() == (0, 0, 4, cost)


async def test_what_is_asked_while_it_is_deleted_is_not_there(talk: Talk) -> None:
    for _ in range(5):
        conversation = await talk.begin()
        deleting = talk.request("DELETE", f"/api/conversations/{conversation}")
        asking = [talk.send(conversation, text="#say Hi.\nHello?") for _ in range(4)]
        *asked, deleted = await asyncio.gather(*asking, deleting)
        assert deleted.status == 204
        assert {each.status for each in asked} <= {201, 404}
        assert (await talk.get(f"/api/conversations/{conversation}")).status == 404


# --- what is wrong is named --------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status", "param"),
    [
        ({"text": "Hi"}, 400, "key"),
        ({"key": "", "text": "Hi"}, 400, "key"),
        ({"key": "k"}, 400, "text"),
        ({"key": "k", "text": "  "}, 400, "text"),
        ({"key": "k", "text": 3}, 400, "text"),
        ({"key": "k", "text": "Hi", "txt": "Hi"}, 400, "txt"),
        ({"key": "k", "text": "Hi", "parent": "nothing"}, 400, "parent"),
        ({"key": "k", "text": "Hi", "model": "nobody"}, 404, "model"),
        ({"key": "k", "again": "nothing"}, 400, "again"),
        ({"key": "k", "again": "nothing", "text": "Hi"}, 400, "again"),
        ({"key": "k", "text": "Hi", "files": ["a"] * 21}, 400, "files"),
    ],
)
async def test_a_run_that_cannot_be_begun_says_why(
    talk: Talk, body: dict[str, object], status: int, param: str
) -> None:
    conversation = await talk.begin()
    refused = await talk.request("POST", f"/api/conversations/{conversation}/runs", json=body)
    assert (refused.status, refused.error["param"]) == (status, param), refused.body
    assert refused.error["message"]
    assert (await talk.tree(conversation))["messages"] == {}


async def test_a_question_waits_for_the_answer_before_it(talk: Talk) -> None:
    conversation = await talk.begin()
    answer = await talk.ask(conversation, SLOW)
    for fields, param in (({"text": "Hi", "parent": answer["id"]}, "parent"),
                          ({"again": answer["id"]}, "again")):  # fmt: skip
        refused = await talk.send(conversation, **fields)
        assert (refused.status, refused.error["param"]) == (409, param)
    await talk.stop(answer["run"]["id"])


@pytest.mark.parametrize(
    ("query", "param"),
    [("limit=0", "limit"), ("limit=many", "limit"), ("before=soon", "before"),
     ("archived=perhaps", "archived")],
)  # fmt: skip
async def test_a_list_that_cannot_be_made_says_why(talk: Talk, query: str, param: str) -> None:
    refused = await talk.get(f"/api/conversations?{query}")
    assert (refused.status, refused.error["param"]) == (400, param)


@pytest.mark.parametrize(
    ("change", "status", "param"),
    [
        ({"leaf": "nothing"}, 400, "leaf"),
        ({"model": "nobody"}, 404, "model"),
        ({"project": "nowhere"}, 404, "project"),
        ({"title": "a\nb"}, 400, "title"),
        ({"leafs": "x"}, 400, "leafs"),
    ],
)
async def test_a_change_that_cannot_be_made_says_why(
    talk: Talk, change: dict[str, object], status: int, param: str
) -> None:
    conversation = await talk.begin()
    refused = await talk.request("PATCH", f"/api/conversations/{conversation}", json=change)
    assert (refused.status, refused.error["param"]) == (status, param)


# --- hello -------------------------------------------------------------------------------


async def test_anybody_learns_how_to_come_in(session: aiohttp.ClientSession) -> None:
    async with session.get("/api/hello") as response:
        told = await response.json()
    assert told["needs_setup"]
    assert not told["oidc"]
    assert told["languages"] == ["en", "ko"]


async def test_whoever_reads_amounts_learns_by_which_rates_they_may_be_shown(
    environ: Mapping[str, str], settings: Settings
) -> None:
    rates = Money(per_dollar={"KRW": 1400}, as_of="2026-11-20")
    won = replace(settings, money=rates)
    async with run_wayfare(won, Options(scripted=True, environ=environ)) as wayfare:
        mina = join(wayfare, "mina", Role.MEMBER)
        async with serving(App(wayfare)) as url, aiohttp.ClientSession(url) as session:
            told = (await Talk(session, mina).get("/api/hello")).body["money"]
    assert told == {"currency": "USD", "per_dollar": {"KRW": 1400.0}, "as_of": "2026-11-20"}


async def test_whoever_picks_a_model_sees_what_it_is(talk: Talk) -> None:
    found = (await talk.get("/api/models")).body
    assert found["goals"] == ["auto", "auto:best", "auto:cheap", "auto:fast"]
    small = next(each for each in found["data"] if each["name"] == "scripted-small")
    assert small["provider"] == "scripted"
    assert "scripted-embed" not in {each["name"] for each in found["data"]}


async def test_an_owner_can_show_members_one_assistant(
    environ: Mapping[str, str], settings: Settings
) -> None:
    one = replace(settings, page=PageSection(one_assistant=True))
    async with run_wayfare(one, Options(scripted=True, environ=environ)) as wayfare:
        await wayfare.until_listed()
        async with serving(App(wayfare)) as url, aiohttp.ClientSession(url) as session:
            mina = Talk(session, join(wayfare, "mina", Role.MEMBER))
            assert (await mina.get("/api/hello")).body["is_one_assistant"]
            assert (await mina.get("/api/models")).body["data"] == []
            admin = Talk(session, join(wayfare, "kim", Role.ADMIN))
            assert (await admin.get("/api/models")).body["data"]


def read_prompt(wayfare: Wayfare, decision_id: str) -> list[dict]:
    """The turns of a request, as they were sent."""
    with wayfare.database.reading.connect() as connection:
        wanted = text(
            "SELECT requests.prompt FROM requests JOIN decisions"
            " ON decisions.request_id = requests.id WHERE decisions.id = :id"
        )
        prompt = connection.execute(wanted, {"id": decision_id}).scalar_one()
    return json.loads(prompt)["messages"]
