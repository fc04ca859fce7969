"""The board of fares over HTTP: presumed at first, then filled from real use."""

import aiohttp
import pytest

from people import bearer, join
from wayfare.domain.account import Role
from wayfare_client import Client

SMALL, LARGE = "scripted-small", "scripted-large"


@pytest.fixture
def fares(wayfare, client):
    """The board once all was learned; what is kept for a moment goes by the query."""

    async def fares(query: str = "", client=client):
        await wayfare.parts.learner.refresh()
        found = await client.get(f"/api/fares{query}")
        assert found.status == 200, found.raw
        return found.body

    return fares


def row_of(board, arm):
    return next(row for row in board["rows"] if row["arm"] == arm)


async def test_before_anything_was_asked_all_is_presumed_and_says_so(fares):
    board = await fares()
    assert {row["arm"] for row in board["rows"]} >= {SMALL, LARGE}
    assert board["topics"] == board["heat"] == []
    for row in board["rows"]:
        assert (row["state"], row["beside"], row["votes"]) == ("unknown", None, 0)
        assert row["whole_ms"] == row["first_word_ms"] == {"p50": None, "p95": None, "n": 0}
        assert row["micros_per_question"]["basis"] == "presumed"
        if row["quality"] is not None:
            assert row["quality"]["basis"] == "presumed"
            assert row["quality"]["low"] < row["quality"]["mean"] < row["quality"]["high"]
    assert set(board["formulas"]["best"]) == {"ko", "en"}


async def test_what_was_asked_fills_the_board(client, record, fares):
    for number in range(4):
        given = await client.stream(f"[{number}] Hi", model=LARGE)
        assert given.status == 200
    await client.chat("Hi", model=LARGE)
    record.decisions()
    row = row_of(await fares("?days=2"), LARGE)
    assert row["whole_ms"]["n"] == 5
    assert row["first_word_ms"]["n"] == 4
    assert 0 < row["first_word_ms"]["p50"] <= row["whole_ms"]["p95"]
    spent = [attempt.cost.micros for attempt in record.attempts()]
    cost = row["micros_per_question"]
    assert cost == {"value": pytest.approx(sum(spent) / 5), "basis": "measured", "answers": 5}


async def said(client, record, arm, score, **more):
    answer = await client.chat("Which is it? Give only a number.", model="auto:best", **more)
    record.decisions()
    body = {"decision_id": answer.ticket["decision_id"], "kind": "vote"}
    other = LARGE if arm == SMALL else SMALL
    body |= {"winner": arm if score else other, "against": other if answer.ticket["arm"] == arm
             else arm}  # fmt: skip
    given = await client.request("POST", "/v1/outcomes", json=body)
    assert given.status == 200, given.raw


async def test_votes_move_quality_and_are_counted_on_their_topic(client, record, fares):
    tag = {"x-wayfare-topic": "tax law"}
    for _ in range(12):
        await said(client, record, LARGE, 1, headers=tag)
    board = await fares("?days=3&language=en")
    large, small = row_of(board, LARGE), row_of(board, SMALL)
    assert (large["votes"], small["votes"]) == (12, 12)
    assert (large["quality"]["basis"], large["quality"]["outcomes"]) == ("measured", 12)
    assert large["quality"]["mean"] > small["quality"]["mean"]
    assert large["beside"] == LARGE
    assert large["state"] == "equal"
    (topic,) = board["topics"]
    assert (topic["id"], topic["is_given"], topic["questions"]) == ("tax law", True, 12)
    heat = {cell["arm"]: cell for cell in board["heat"] if cell["topic"] == "tax law"}
    assert heat[LARGE]["quality"] > heat[SMALL]["quality"]
    assert heat[LARGE]["outcomes"] == 12
    on_it = await fares("?topic=tax%20law&language=en")
    assert row_of(on_it, LARGE)["votes"] == 12
    assert row_of(on_it, LARGE)["quality"]["mean"] == pytest.approx(heat[LARGE]["quality"])
    elsewhere = await fares("?topic=chess&language=en")
    assert row_of(elsewhere, LARGE)["votes"] == 0
    assert row_of(elsewhere, LARGE)["whole_ms"]["n"] == 0


async def test_a_topic_that_a_client_named_is_told_to_nobody_else(wayfare, url, client, record):
    await said(client, record, LARGE, 1, headers={"x-wayfare-topic": "our merger"})
    mina = join(wayfare, "mina", Role.MEMBER)
    async with aiohttp.ClientSession(url, headers=bearer(mina.key(may_manage=True))) as session:
        hers = Client(session)
        assert (await hers.get("/api/fares")).body["topics"] == []
        board = (await hers.get("/api/fares?topic=our%20merger")).body
        assert row_of(board, LARGE)["votes"] == 0
        assert "our merger" not in str(board["heat"]) + str(board["topics"])
    assert (await client.get("/api/fares")).body["topics"][0]["id"] == "our merger"


async def test_a_model_that_is_off_for_somebody_is_not_on_their_board(wayfare, url, client, fares):
    put = await client.request("PUT", f"/api/switches/{LARGE}", json={"off_for": ["member"]})
    assert put.status == 200, put.raw
    mina = join(wayfare, "mina", Role.MEMBER)
    async with aiohttp.ClientSession(url, headers=bearer(mina.key(may_manage=True))) as session:
        seen = await fares("?days=3", client=Client(session))
    assert LARGE not in {row["arm"] for row in seen["rows"]}
    assert LARGE in {row["arm"] for row in (await fares("?days=3"))["rows"]}


async def test_a_thousand_letters_cost_what_the_readers_language_takes(fares):
    korean, english = await fares("?language=ko"), await fares("?language=en")
    per = [
        row_of(board, LARGE)["micros_per_1000_characters"]["value"] for board in (korean, english)
    ]
    assert per[0] > per[1] > 0
    unknown = row_of(await fares("?language=sw"), LARGE)["micros_per_1000_characters"]
    assert unknown == {"value": None, "basis": "presumed", "answers": 0}


async def test_terms_and_country_leave_out_the_others(fares):
    everything = await fares("?days=5")
    assert (await fares("?terms=local"))["rows"] == [
        row for row in everything["rows"] if row["terms"]["stays_here"]
    ]
    countries = {row["country"] for row in (await fares("?country=kr,us"))["rows"]}
    assert countries <= {"KR", "US", None}


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("days=0", "days"),
        ("days=9999", "days"),
        ("language=klingon", "language"),
        ("terms=nice", "terms"),
        ("country=Korea", "country"),
        ("topic=" + "x" * 65, "topic"),
    ],
)
async def test_what_makes_no_sense_is_refused(client, query, param):
    answer = await client.get(f"/api/fares?{query}")
    assert (answer.status, answer.error["param"]) == (400, param)
