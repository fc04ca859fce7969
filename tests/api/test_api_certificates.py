"""What is shown of an arm holds while it costs less than the baseline, and is seen over HTTP."""

import asyncio
import threading
import time
from contextlib import closing

import pytest

from compared import compare
from operating import operated
from people import bearer, join
from vigils import keep_vigil
from wayfare.bootstrap import open_store, owner_key
from wayfare.domain.account import Role
from wayfare.domain.past import PastComparison
from wayfare.settings.reading import load_settings
from wayfare.settings.whole import Settings
from wayfare.store.past_comparisons import add_past
from wayfare.store.shadows import Drawn

SMALL, LARGE = "up/scripted-small", "up/scripted-large"
SETTINGS = """
discover = false
[local]
enabled = false
[routing]
baseline = "{large}"
learn = false
[exploration]
budget_micros = 0
[certificate]
held_share = 0
[providers.up]
base_url = "{url}/v1"
key_env = "UP_KEY"
allow_private = true
models = ["scripted-small", "scripted-large"]
[prices."{small}"]
as_of = "2026-11-01"
input = 1.0
output = {price}
[prices."{large}"]
as_of = "2026-11-01"
input = 9.0
output = 9.0
"""


@pytest.fixture
async def upstream(tmp_path):
    """A scripted Wayfare that the other one asks."""
    environ = {"WAYFARE_HOME": str(tmp_path / "up"), "WAYFARE_CACHE": str(tmp_path / "cache")}
    async with operated(environ, Settings()) as found:
        yield found.url, owner_key(environ)


@pytest.fixture
def write(home, upstream):
    def write(price: float) -> None:
        path = home / "config" / "wayfare.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = SETTINGS.format(url=upstream[0], small=SMALL, large=LARGE, price=price)
        path.write_text(text, "utf-8")

    return write


@pytest.fixture
async def running(write, environ, upstream):
    """The small model was shown to be as good while it cost a ninth."""
    write(1.0)
    with closing(open_store(load_settings(environ), environ)) as database:
        compare(database, 1_500, time.time(), arm=SMALL, baseline=LARGE, mean=0.01)
    async with operated({**environ, "UP_KEY": upstream[1]}, scripted=False) as found:
        yield found


async def test_who_looks_waits_a_moment_however_much_is_to_be_folded(client, wayfare):
    may_go_on = threading.Event()

    def read(after: str) -> list[Drawn]:
        may_go_on.wait(20)
        return []

    wayfare.claims.read = read
    began = time.time()
    early = (await client.get("/v1/certificates")).body
    assert time.time() - began < 10
    assert early["data"] == []
    assert early["as_of"] is None or early["as_of"] < began
    may_go_on.set()
    wayfare.claims_folding.patience_s = 10.0
    await client.get("/v1/certificates")  # ends what was begun
    assert (await client.get("/v1/certificates")).body["as_of"] >= began


async def claim(running, scope: str = "live"):
    async with asyncio.timeout(30):
        while True:  # what was compared is folded behind the request, which waits for a second
            said = await running.client.get("/v1/certificates")
            assert said.status == 200
            its = {each["scope"]: each for each in said.body["data"] if each["arm"] == SMALL}
            if scope in its:
                return its[scope]


async def priced(running, write, price: float):
    """The claim, after the small model's price has changed."""
    write(price)
    assert (await running.client.request("POST", "/api/reload")).status == 200
    return await claim(running)


async def test_a_seal_ends_where_an_arm_costs_no_less_and_is_back_with_the_price(running, write):
    before = await claim(running)
    assert (before["state"], before["expired_by"]) == ("certified", None)
    told = await running.client.chat("세금은 얼마인가요?", model="auto")
    assert (told.ticket["model"], told.ticket["certificate"]["state"]) == (SMALL, "certified")

    dearer = await priced(running, write, 60.0)
    assert (dearer["state"], dearer["expired_by"]) == ("expired", "price_changed")
    assert (dearer["compared"], dearer["low_points"]) == (0, None)
    # its input is cheap still, so that the router would take it for a long question
    told = await running.client.chat("세금은 얼마인가요? " * 2_000, model="auto")
    assert (told.ticket["model"], told.ticket["runner_up"]) == (LARGE, SMALL)
    assert "a price changed and it costs no less" in told.ticket["reason"]["en"]
    assert "가격이 바뀌어" in told.ticket["reason"]["ko"]
    assert told.ticket["certificate"]["state"] == "baseline"

    assert await priced(running, write, 3.0) == before
    told = await running.client.chat("세금은 얼마인가요?", model="auto")
    assert (told.ticket["model"], told.ticket["certificate"]["state"]) == (SMALL, "certified")


async def test_a_price_that_changes_and_stays_lower_leaves_the_seal(running, write):
    before = await claim(running)
    assert await priced(running, write, 8.9) == before
    assert (await priced(running, write, 90.0))["expired_by"] == "price_changed"


async def test_what_past_questions_have_shown_lets_auto_deviate(write, environ, upstream):
    write(1.0)
    at = time.time() - 100
    with closing(open_store(load_settings(environ), environ)) as database:
        compare(database, 401, at, arm=SMALL, baseline="another")
        ids = [f"{number:032x}" for number in range(1, 401)]
        assert add_past(database, [past_question(its, at) for its in ids]) == 400
    async with operated({**environ, "UP_KEY": upstream[1]}, scripted=False) as running:
        await deviates(running)


async def test_members_see_the_same_but_topics_that_others_named(write, environ, upstream):
    write(1.0)
    with closing(open_store(load_settings(environ), environ)) as database:
        compare(database, 400, time.time(), arm=SMALL, baseline=LARGE, topic="our merger")
    async with operated({**environ, "UP_KEY": upstream[1]}, scripted=False) as running:
        await claim(running)
        said = (await running.client.get("/v1/certificates")).body["data"]
        shown = (await running.client.get("/api/certificates")).body["data"]
        assert shown == said
        assert {each["topic"] for each in shown} == {None, "our merger"}
        mina = join(running.wayfare, "mina", Role.MEMBER).key(may_manage=True)
        hers = await running.client.get("/api/certificates", headers=bearer(mina))
        assert hers.body["data"] == [each for each in said if each["topic"] is None]
        assert (await running.client.get("/v1/certificates", headers=bearer(mina))).status == 403


def past_question(its: str, at: float) -> PastComparison:
    return PastComparison(at, at, its, None, "ko", SMALL, LARGE, its, f"{0:032x}", 0.0)


async def deviates(running):
    shown = await claim(running, "past_questions")
    assert (shown["state"], shown["compared"]) == ("certified", 400)
    told = await running.client.chat("세금은 얼마인가요?", model="auto")
    covered = told.ticket["certificate"]
    assert (told.ticket["model"], covered["state"]) == (SMALL, "certified")
    assert covered["says"]["en"].startswith(f"On past questions answers of {SMALL}")
    assert covered["says"]["ko"].startswith("견주어 본 지난 질문에서")


async def test_what_old_questions_show_of_the_models_stands_beside_it(running, environ):
    said = await running.client.get("/v1/certificates")
    assert said.body["vigils"] == []
    with closing(open_store(load_settings(environ), environ)) as database:
        keep_vigil(database, LARGE, 100, 12, since=time.time() - 100 * 3_600)
    (vigil,) = (await running.client.get("/v1/certificates")).body["vigils"]
    assert (vigil["arm"], vigil["state"], vigil["is_worse"]) == (LARGE, "changed", True)
    assert (vigil["false_once_in"], vigil["questions"]) == (10_000, 8)
    assert await expires(running)


async def expires(running) -> bool:
    """Whether the claim against the model that changed expires, within some seconds."""
    for _ in range(100):
        its = await claim(running)
        if (its["state"], its["expired_by"]) == ("expired", "model_changed"):
            return True
        await asyncio.sleep(0.1)
    return False
