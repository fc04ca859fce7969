"""Around conversations: search in any language, links, files out and in, fares beforehand."""

import asyncio
import io
import json
import re
import unicodedata
import zipfile
from threading import Event

import aiohttp
import pytest

from talk import Talk
from wayfare.bootstrap import Wayfare
from wayfare.domain.share import Share
from wayfare.gateway.accounts.manage_projects import change_project
from wayfare.store.kept_texts import KeptTexts
from wayfare.store.shares import add_share
from wayfare_client import Client

ZIP_ANSWER = "#say 서울입니다. 한강이 흐릅니다.\n한국의 수도는 어디인가요?"


async def send_form(talk: Talk, content: bytes, name: str = "export.zip"):
    form = aiohttp.FormData()
    form.add_field("file", content, filename=name)
    return await talk.client.request("POST", "/api/imports", headers=talk.headers, data=form)


async def found(talk: Talk, query: str) -> list[dict]:
    said = await talk.request("GET", f"/api/search?q={query}")
    assert said.status == 200, said.body
    return said.body["data"]


@pytest.mark.parametrize(
    "query", ["한강이", "강이", "수도 어디", unicodedata.normalize("NFD", "한강")]
)
async def test_search_finds_parts_of_words(talk: Talk, other: Talk, query: str):
    conversation = await talk.begin()
    await talk.whole(conversation, ZIP_ANSWER)
    hits = await found(talk, query)
    assert {hit["conversation"] for hit in hits} == {conversation}
    messages = (await talk.tree(conversation))["messages"]
    for hit in hits:
        assert hit["message"] is None or hit["message"] in messages
        word = unicodedata.normalize("NFC", query).split()[0]
        assert hit["snippet"][hit["start"] : hit["start"] + hit["length"]] == word
    assert await found(other, query) == []


@pytest.mark.parametrize(
    ("said", "query", "hits"),
    [
        ("東京都の人口は？", "京都", True),
        ("上海的天气怎么样", "天气", True),
        ("It costs 50%_off", "50%25_", True),
        ("It costs 505 off", "50%25", False),
        ("Hello World", "hello world", True),
    ],
)
async def test_search_goes_by_letters_as_they_stand(talk: Talk, said, query, hits):
    await talk.whole(await talk.begin(title="t"), said)
    assert bool(await found(talk, query)) is hits


MARKED = """\
## 세 **요금제**

| 이름 | [값](https://prices.example/list) |
|---|---|
| `요금제B` | **44,000**원 |

```sh
echo "*$PRICE*"
```
東京**都**の人口は、上海的__天气__。
İİİ *gece*
"""


@pytest.mark.parametrize(
    ("query", "shown", "marked"),
    [
        ("요금제B", "세 요금제 · 이름 · 값 · 요금제B · 44,000원 · echo", "요금제B"),
        ("ECHO", '· 44,000원 · echo "*$PRICE*" 東京都の', "echo"),
        ("天气", "東京都の人口は、上海的__天气__。", "天气"),
        ("人口", "東京都の人口は、", "人口"),
        ("prices.example", "| 이름 | [값](https://prices.example/list) |", "prices.example"),
        ("GECE", "İİİ gece", "gece"),
        ("**44", "`요금제B` | **44,000**원", "**44"),
    ],
)
async def test_search_shows_plain_words(talk: Talk, query, shown, marked):
    await talk.whole(await talk.begin(title="t"), MARKED)
    hit = next(hit for hit in await found(talk, query) if hit["role"] == "user")
    assert shown in hit["snippet"]
    assert hit["snippet"][hit["start"] : hit["start"] + hit["length"]] == marked


async def test_search_in_a_book_reads_around_the_hit_alone(talk: Talk):
    book = "*a* 한\n" * 4_000 + "*여기* 있다\n" + "**b** " * 4_000
    await talk.whole(await talk.begin(title="t"), book)
    (hit,) = (hit for hit in await found(talk, "여기") if hit["role"] == "user")
    assert hit["snippet"].startswith("…")
    assert hit["snippet"].endswith("…")
    assert "a 한 여기 있다 b b" in hit["snippet"]
    assert hit["snippet"][hit["start"] : hit["start"] + hit["length"]] == "여기"


async def test_search_wants_something_to_look_for(talk: Talk):
    for query in ("", "%20", "x" * 201):
        refused = await talk.request("GET", f"/api/search?q={query}")
        assert (refused.status, refused.body["error"]["param"]) == (400, "q")


async def test_who_searches_for_long_keeps_nobody_else_waiting(
    talk: Talk, other: Talk, monkeypatch
):
    going_on, had = Event(), []

    def search(_, caller, query, __):
        had.append(caller.user)
        if query == "long":
            assert going_on.wait(30)
        return []

    monkeypatch.setattr("wayfare.api.web.search.search", search)
    long_ones = [asyncio.create_task(talk.get("/api/search?q=long")) for _ in range(40)]
    try:
        async with asyncio.timeout(10):
            while not had:  # noqa: ASYNC110 - a thread says so
                await asyncio.sleep(0.01)
            assert (await other.get("/api/conversations")).status == 200
            assert (await other.get("/api/search?q=short")).status == 200
            assert had == ["mina", "jisu"]
    finally:
        going_on.set()
    assert {each.status for each in await asyncio.gather(*long_ones)} == {200}


async def test_a_link_shows_what_was_said_until_then_and_can_be_revoked(talk: Talk, other: Talk):
    conversation = await talk.begin()
    await talk.whole(conversation, "#say One.\nFirst?")
    path = f"/api/conversations/{conversation}/shares"
    made = await talk.request("POST", path, json={"expires_in_s": 3600})
    assert made.status == 201
    assert made.body["expires_at"] == pytest.approx(made.body["created_at"] + 3600)
    tree = await talk.tree(conversation)
    await talk.whole(conversation, "#say Two.\nSecond?", parent=tree["leaf"])

    async with talk.session.get(f"/api/shared/{made.body['token']}") as response:  # nobody's
        shown = await response.json()
    assert response.status == 200
    assert [m["text"] for m in shown["messages"]] == ["#say One.\nFirst?", "One."]
    assert shown["messages"][1]["model"] == "scripted-small"
    assert "mina" not in json.dumps(shown)

    listed = (await talk.get("/api/shares")).body["data"]
    assert [each["id"] for each in listed] == [made.body["id"]]
    assert "token" not in listed[0]
    assert (await other.get("/api/shares")).body["data"] == []
    share = f"/api/shares/{made.body['id']}"
    assert (await other.request("DELETE", share)).status == 404
    assert (await talk.request("DELETE", share)).status == 204
    assert (await talk.request("DELETE", share)).status == 404
    assert (await talk.get(f"/api/shared/{made.body['token']}")).status == 404


async def test_a_link_expires(talk: Talk, wayfare: Wayfare):
    conversation = await talk.begin()
    await talk.whole(conversation, "Hello?")
    path = f"/api/conversations/{conversation}/shares"
    made = (await talk.request("POST", path, json={"expires_in_s": 60})).body
    assert (await talk.get(f"/api/shared/{made['token']}")).status == 200
    with wayfare.database.write() as connection:
        connection.exec_driver_sql("UPDATE shares SET expires_at = 1")
    assert (await talk.get(f"/api/shared/{made['token']}")).status == 404


async def test_a_link_of_somebody_who_is_shut_out_opens_nothing(talk: Talk, client: Client):
    conversation = await talk.begin()
    await talk.whole(conversation, "Hello?")
    path = f"/api/conversations/{conversation}/shares"
    made = (await talk.request("POST", path, json={})).body
    for disabled, status in ((True, 404), (False, 200)):
        shut = await client.request("PATCH", "/api/users/mina", json={"disabled": disabled})
        assert shut.status == 200, shut.raw
        async with talk.session.get(f"/api/shared/{made['token']}") as response:
            assert response.status == status


async def test_an_empty_conversation_and_one_of_others_cannot_be_shared(talk: Talk, other: Talk):
    path = f"/api/conversations/{await talk.begin()}/shares"
    assert (await talk.request("POST", path, json={})).status == 400
    assert (await other.request("POST", path, json={})).status == 404


async def test_a_deleted_conversation_takes_its_links_with_it(talk: Talk):
    conversation = await talk.begin()
    await talk.whole(conversation, "Hello?")
    one = f"/api/conversations/{conversation}"
    made = (await talk.request("POST", f"{one}/shares", json={})).body
    assert (await talk.request("DELETE", one)).status == 204
    assert (await talk.get(f"/api/shared/{made['token']}")).status == 404


async def test_a_link_shows_no_longer_what_is_forgotten(talk: Talk, wayfare: Wayfare):
    old, young = await talk.begin(), await talk.begin()
    await talk.whole(old, "#say Bread.\nFirst?")
    first = await talk.whole(young, "#say Bread.\nFirst?")
    cut = wayfare.parts.clock.now()
    await talk.whole(young, "#say Water.\nSecond?", parent=first.run["message"])
    tokens = [
        (await talk.request("POST", f"/api/conversations/{each}/shares", json={})).body["token"]
        for each in (old, young)
    ]
    KeptTexts(wayfare.database).forget_kept("default", before=cut)
    assert (await talk.get(f"/api/shared/{tokens[0]}")).status == 404
    shown = (await talk.get(f"/api/shared/{tokens[1]}")).body
    assert shown["title"] == ""
    assert [each["text"] for each in shown["messages"]] == ["#say Water.\nSecond?", "Water."]


async def test_a_conversation_that_was_just_deleted_gets_no_link(talk: Talk, wayfare: Wayfare):
    made = Share("s", "mina", "gone", "", 0.0, None)
    assert not add_share(wayfare.database, made, "digest", ())
    assert (await talk.get("/api/shares")).body["data"] == []


async def test_all_goes_out_for_machines_and_for_people(talk: Talk):
    first, second = (
        await talk.begin(title="빵: 굽기/자르기"),
        await talk.begin(title="빵: 굽기/자르기"),
    )
    await talk.whole(first, "#say Knead.\nHow?")
    await talk.whole(second, "#say Cut.\nHow?")
    one = f"/api/conversations/{second}"
    assert (await talk.request("PATCH", one, json={"is_archived": True})).status == 200
    async with talk.session.get("/api/export", headers=talk.headers) as response:
        archive = zipfile.ZipFile(io.BytesIO(await response.read()))
    lines = [json.loads(line) for line in archive.read("conversations.jsonl").splitlines()]
    assert [line["id"] for line in lines] == [first, second]
    assert lines[0] == (await talk.get(f"/api/conversations/{first}")).body
    files = sorted(name for name in archive.namelist() if name.endswith(".md"))
    assert len(files) == 2
    assert all("빵" in name and "/" not in name for name in files)
    texts = [archive.read(name).decode() for name in files]
    assert any("Knead." in text and "scripted-small" in text for text in texts)


def foreign(title: str) -> dict:
    def node(key, parent, role, text, children):
        content = {"content_type": "text", "parts": [text]}
        message = {"author": {"role": role}, "content": content, "create_time": 100.0}
        return {"id": key, "parent": parent, "children": children, "message": message}

    nodes = [
        node("q", None, "user", "수도는?", ["a", "b"]),
        node("a", "q", "assistant", "서울", []),
        node("b", "q", "assistant", "Seoul", []),
    ]
    return {
        "title": title,
        "conversation_id": title,
        "create_time": 99.0,
        "default_model_slug": "gpt-4o",
        "current_node": "a",
        "mapping": {each["id"]: each for each in nodes},
    }


async def test_what_was_had_elsewhere_comes_in_with_its_branches_and_a_report(talk: Talk):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("conversations-000.json", json.dumps([foreign("하나"), {"title": "나쁨"}]))
        archive.writestr("conversations-001.json", json.dumps([foreign("둘")]))
    report = await send_form(talk, out.getvalue())
    assert report.status == 200, report.body
    assert (report.body["conversations"], report.body["messages"]) == (2, 6)
    assert [(each["title"], each["state"]) for each in report.body["lines"]] == [
        ("하나", "imported"),
        ("나쁨", "failed"),
        ("둘", "imported"),
    ]
    its = report.body["lines"][0]["conversation"]
    tree = await talk.tree(its)
    assert tree["messages"][tree["leaf"]]["text"] == "서울"
    answers = [each for each in tree["messages"].values() if each["role"] == "assistant"]
    assert {each["run"]["arm"] for each in answers} == {"gpt-4o"}
    assert {each["run"]["cost_micros"] for each in answers} == {None}

    again = await send_form(talk, out.getvalue())
    assert [each["state"] for each in again.body["lines"]] == ["skipped", "failed", "skipped"]
    heard = await talk.whole(its, "#say Goes on.\nAnd?", parent=tree["leaf"])
    assert heard.text == "Goes on."
    assert len(await found(talk, "수도")) == 2


async def test_what_comes_in_is_told_in_its_order_whatever_is_written_at_once(talk: Talk):
    many = [foreign(f"t{n}") for n in range(400)]  # 1,200 messages: more than go in at once
    rows = [many[0], {"title": "bad"}, many[0], *many[1:], many[5], {"mapping": {}}]
    report = await send_form(talk, json.dumps(rows).encode(), "conversations.json")
    assert (report.body["conversations"], report.body["messages"]) == (400, 1200)
    lines = [(each["title"], each["state"], each["code"]) for each in report.body["lines"]]
    assert lines == [
        ("t0", "imported", ""),
        ("bad", "failed", "no_conversation"),
        ("t0", "skipped", "known"),
        *[(f"t{n}", "imported", "") for n in range(1, 400)],
        ("t5", "skipped", "known"),
        ("", "skipped", "empty"),
    ]
    first, _, twice, *_ = report.body["lines"]
    assert first["conversation"] == twice["conversation"]
    assert len((await talk.tree(first["conversation"]))["messages"]) == 3


async def test_an_import_is_ones_own(talk: Talk, other: Talk):
    data = json.dumps([foreign("x")]).encode()
    for each in (talk, other):
        report = await send_form(each, data, "conversations.json")
        assert report.body["conversations"] == 1
    mine = (await talk.get("/api/conversations")).body["data"]
    assert len(mine) == 1


async def test_two_tabs_that_bring_in_the_same_at_once_bring_it_in_once(talk: Talk):
    data = json.dumps([foreign(f"c{number}") for number in range(40)]).encode()
    reports = await asyncio.gather(*(send_form(talk, data, "a.json") for _ in range(4)))
    assert [each.status for each in reports] == [200] * 4
    assert sum(each.body["conversations"] for each in reports) == 40


async def test_an_import_without_a_file_is_refused(talk: Talk):
    form = aiohttp.FormData({"project": "default"})
    said = await talk.client.request("POST", "/api/imports", headers=talk.headers, data=form)
    assert (said.status, said.body["error"]["param"]) == (400, "file")


async def test_an_import_that_is_too_large_is_refused_and_not_cut(talk: Talk, monkeypatch):
    monkeypatch.setattr("wayfare.api.web.moving.BYTES_MAX", 100)
    said = await send_form(talk, json.dumps([foreign("x")]).encode(), "conversations.json")
    assert (said.status, said.body["error"]["param"]) == (400, "file")
    assert "one by one" in said.body["error"]["message"]
    assert (await talk.get("/api/conversations")).body["data"] == []


async def test_a_form_that_cannot_be_read_is_refused_as_such(talk: Talk):
    headers = {**talk.headers, "content-type": "multipart/form-data; boundary=x"}
    said = await talk.client.request("POST", "/api/imports", headers=headers, data=b"nothing")
    assert (said.status, said.body["error"]["param"]) == (400, "file")


async def test_an_import_of_untold_length_is_refused_before_it_is_read(talk: Talk):
    async def endless():
        yield b"--x\r\n"

    headers = {**talk.headers, "content-type": "multipart/form-data; boundary=x"}
    said = await talk.client.request("POST", "/api/imports", headers=headers, data=endless())
    assert (said.status, said.body["error"]["param"]) == (400, "file")
    assert "length" in said.body["error"]["message"]


async def test_what_claims_to_be_of_tomorrow_is_of_today(talk: Talk, wayfare: Wayfare):
    row = foreign("x") | {"create_time": 9e10, "update_time": 9e10}
    for node in row["mapping"].values():
        if node["message"]:
            node["message"]["create_time"] = 9e10
    assert (await send_form(talk, json.dumps([row]).encode(), "a.json")).body["conversations"] == 1
    now = wayfare.parts.clock.now()
    (listed,) = (await talk.get("/api/conversations")).body["data"]
    tree = await talk.tree(listed["id"])
    assert max(listed["created_at"], listed["updated_at"]) <= now
    assert all(each["created_at"] <= now for each in tree["messages"].values())


async def test_a_fare_is_told_before_anything_is_sent(talk: Talk, provider):
    asked = {"text": "How is bread made?", "model": "scripted-small"}
    fare = (await talk.request("POST", "/api/fare", json=asked)).body
    assert fare["arm"] == "scripted-small"
    assert 0 < fare["low_micros"] <= fare["high_micros"]
    assert (fare["cap_micros"], fare["state"]) == (None, "ok")
    longer = (await talk.request("POST", "/api/fare", json={**asked, "text": "x " * 4_000})).body
    assert longer["low_micros"] > fare["low_micros"]
    missing = await talk.request("POST", "/api/fare", json={**asked, "model": "nobody"})
    assert missing.status == 404


async def test_why_nobody_could_be_asked_is_told_for_every_language(talk: Talk, wayfare):
    demands = {"demands": "providers=another"}
    change_project(wayfare.accounts, wayfare.owner, "default", demands)
    asked = {"text": "Hi", "conversation": await talk.begin()}
    fare = (await talk.request("POST", "/api/fare", json=asked)).body
    fault = fare["fault"]
    assert (fault["code"], fault["case"]) == ("no_arm_fits", "nobody_takes_it")
    assert fare["cannot"] == f"{fault['message']} {fault['cure']}"
    assert fault["values"]["why_en"] in fault["message"]
    assert "scripted-small: " in fault["values"]["why_ko"]
    assert re.search("[가-힣]", fault["values"]["why_ko"])


async def test_a_fare_is_foreseen_where_the_conversation_may_be_kept(talk: Talk, wayfare):
    asked = {"text": "Hi", "conversation": await talk.begin()}
    change_project(wayfare.accounts, wayfare.owner, "default", {"keep_texts": False})
    refused = await talk.request("POST", "/api/fare", json=asked)
    assert (refused.status, refused.error["case"]) == (409, "keeps_no_texts")


async def test_a_refusal_says_which_it_is_and_what_its_sentence_is_made_with(talk: Talk):
    conversation = await talk.begin()
    refused = await talk.request("POST", f"/api/conversations/{conversation}/shares", json={})
    assert refused.error["case"] == "nothing_to_share"
    too_long = await talk.get(f"/api/search?q={'x' * 10_000}")
    assert (too_long.error["code"], too_long.error["case"]) == ("invalid_request", "words_too_long")
    assert str(too_long.error["values"]["letters_max"]) in too_long.error["message"]
    elsewhere = await talk.request("POST", "/api/conversations", json={"project": "nowhere"})
    assert elsewhere.error["values"] == {"project": "nowhere"}
    missing = await talk.get("/api/conversations/none")
    assert (missing.error["case"], missing.error["values"]) == (None, {})


@pytest.mark.parametrize(("cap", "state"), [(10**9, "ok"), (1, "over")])
async def test_a_fare_is_held_against_what_is_left(talk: Talk, url, key, cap, state):
    async with aiohttp.ClientSession(url) as session:
        response = await session.put(
            "/api/budgets/user/mina/day",
            json={"limit_micros": cap},
            headers={"authorization": f"Bearer {key}"},
        )
        assert response.status == 200, await response.text()
    fare = (
        await talk.request("POST", "/api/fare", json={"text": "Hi", "model": "scripted-small"})
    ).body
    assert (fare["cap_micros"], fare["left_micros"], fare["state"]) == (cap, cap, state)


async def test_the_budget_of_a_project_that_is_called_like_a_user_is_not_theirs(client):
    assert (await client.request("POST", "/api/projects", json={"id": "owner"})).status == 201
    cap = {"limit_micros": 1}
    put = await client.request("PUT", "/api/budgets/project/owner/day", json=cap)
    assert put.status == 200, put.body
    asked = {"text": "Hi", "model": "scripted-small"}
    fare = (await client.request("POST", "/api/fare", json=asked)).body
    assert (fare["cap_micros"], fare["state"]) == (None, "ok")
