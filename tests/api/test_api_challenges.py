"""Better or worse than the runner-up: asked rarely, its fare first, its name last."""

import io
import zipfile

import pytest
from sqlalchemy import text as sql

from talk import Talk
from wayfare.bootstrap import Wayfare
from wayfare.settings.choosing import CertificateSection
from wayfare.settings.people import PageSection
from wayfare.settings.whole import Settings

QUESTION = "How is bread made?"


@pytest.fixture
def settings() -> Settings:
    held = CertificateSection(held_share=0, trial_share=0)  # nothing is compared behind the answers
    return Settings(page=PageSection(vote_share=1.0), certificate=held)


async def asked(talk: Talk, record, text: str = QUESTION, model: str = "auto") -> dict:
    """A run that is over, and in the log."""
    heard = await talk.whole(await talk.begin(model=model), text)
    record.decisions()
    return heard.run


async def seen(talk: Talk, run: dict) -> dict:
    return (await talk.get(f"/api/runs/{run['id']}/challenge")).body


async def begin(talk: Talk, run: dict):
    return await talk.request("POST", f"/api/runs/{run['id']}/challenge")


async def vote(talk: Talk, run: dict, said: str):
    path = f"/api/runs/{run['id']}/challenge/vote"
    return await talk.request("POST", path, json={"said": said})


def outcomes(wayfare: Wayfare, decision_id: str) -> list:
    wanted = "SELECT kind, arm, winner, against, source FROM outcomes WHERE decision_id = :id"
    with wayfare.database.read() as connection:
        return [tuple(row) for row in connection.execute(sql(wanted), {"id": decision_id})]


@pytest.mark.parametrize("said", ["better", "worse", "tie", "both_bad"])
async def test_a_reader_says_which_is_better_and_the_router_hears_it(talk, record, wayfare, said):
    run = await asked(talk, record)
    runner_up = run["ticket"]["runner_up"]
    fare = next(f["fare_micros"] for f in run["ticket"]["fares"] if f["arm"] == runner_up)
    offered = await seen(talk, run)
    assert offered["offer"] == {"fare_micros": fare}
    begun = (await begin(talk, run)).body
    heard = await talk.hear(begun["other_run"])
    assert (heard.run["status"], heard.run["arm"], heard.run["ticket"]) == ("whole", None, None)
    record.decisions()
    told = await vote(talk, run, said)
    assert told.status == 200, told.body
    assert told.body["this"] == {"arm": run["arm"], "cost_micros": run["cost_micros"]}
    assert told.body["other"]["arm"] == runner_up
    assert told.body["other"]["cost_micros"] > 0
    winner = {"better": runner_up, "worse": run["arm"]}.get(said, "tie")
    assert outcomes(wayfare, run["decision_id"]) == [
        ("vote", run["arm"], winner, runner_up, "mina")
    ]
    assert (await vote(talk, run, said)).status == 409


async def test_the_other_answer_stands_beside_and_moves_nobody(talk, record):
    run = await asked(talk, record)
    begun = (await begin(talk, run)).body
    await talk.hear(begun["other_run"])
    tree = await talk.tree(run["conversation"])
    assert tree["leaf"] == run["message"]
    beside = tree["messages"][begun["other_message"]]
    assert beside["parent"] == tree["messages"][run["message"]]["parent"]
    assert (beside["run"]["is_blind"], beside["run"]["arm"], beside["run"]["model"]) == (
        True,
        None,
        "",
    )
    await vote(talk, run, "tie")
    beside = (await talk.tree(run["conversation"]))["messages"][begun["other_message"]]
    assert beside["run"]["arm"] == run["ticket"]["runner_up"]


async def test_what_goes_out_for_people_does_not_tell_whose_it_is_before_the_vote(talk, record):
    run = await asked(talk, record)
    begun = (await begin(talk, run)).body
    await talk.hear(begun["other_run"])
    conversation = f"/api/conversations/{run['conversation']}"
    leaf = {"leaf": begun["other_message"]}
    assert (await talk.request("PATCH", conversation, json=leaf)).status == 200

    async def written() -> str:
        async with talk.session.get("/api/export", headers=talk.headers) as response:
            archive = zipfile.ZipFile(io.BytesIO(await response.read()))
        (name,) = (each for each in archive.namelist() if each.endswith(".md"))
        return archive.read(name).decode()

    assert run["ticket"]["runner_up"] not in await written()
    await vote(talk, run, "tie")
    assert run["ticket"]["runner_up"] in await written()


async def test_it_is_asked_once_however_often_the_page_sends(talk, record):
    run = await asked(talk, record)
    one, two = (await begin(talk, run)).body, (await begin(talk, run)).body
    assert one["other_run"] == two["other_run"]
    assert (await seen(talk, run))["other_run"] == one["other_run"]


async def test_whoever_does_not_want_to_is_asked_no_more(talk, record):
    run = await asked(talk, record)
    path = f"/api/runs/{run['id']}/challenge"
    assert (await talk.request("DELETE", path)).status == 204
    assert set((await seen(talk, run)).values()) == {None}
    assert (await talk.request("DELETE", path)).status == 204
    begun = await begin(talk, run)
    assert (begun.status, begun.body["other_run"]) == (200, None)
    assert (await vote(talk, run, "tie")).status == 409


async def test_nobody_asks_about_what_a_named_model_answered(talk, record):
    run = await asked(talk, record, model="scripted-small")
    assert set((await seen(talk, run)).values()) == {None}
    refused = await begin(talk, run)
    assert refused.status == 409
    assert "/challenge" in refused.body["error"]["message"]


async def test_what_is_compared_in_the_shadow_is_left_alone(talk, record, wayfare):
    run = await asked(talk, record)
    columns = "decision_id, at, language, arm, baseline, share, floor, is_mirror"
    added = f"INSERT INTO shadows ({columns}) VALUES (:id, 1, 'en', 'x', 'y', 1, 1, 0)"
    with wayfare.database.write() as connection:
        connection.execute(sql(added), {"id": run["decision_id"]})
    assert (await seen(talk, run))["offer"] is None


async def test_it_is_nobody_elses_answer(talk, other, record):
    run = await asked(talk, record)
    assert (await other.get(f"/api/runs/{run['id']}/challenge")).status == 404
    assert (await begin(other, run)).status == 404
    assert (await vote(other, run, "tie")).status == 404


async def test_a_word_that_is_none_is_refused(talk, record):
    run = await asked(talk, record)
    await begin(talk, run)
    refused = await vote(talk, run, "best")
    assert (refused.status, refused.body["error"]["param"]) == (400, "said")


async def test_it_goes_with_its_conversation(talk, record, wayfare):
    run = await asked(talk, record)
    await begin(talk, run)
    await talk.request("DELETE", f"/api/conversations/{run['conversation']}")
    with wayfare.database.read() as connection:
        assert connection.execute(sql("SELECT count(*) FROM challenges")).scalar() == 0
