"""How a Wayfare does over HTTP: who answers, who fails, what is under way, what room is left."""

import pytest

from operating import operated
from people import bearer, join
from wayfare.domain.account import Role
from wayfare.gateway.breaker import BreakerState

SMALL, LARGE = "scripted-small", "scripted-large"


@pytest.fixture
def health(client, record):
    """How it does, once all that was asked is written down."""

    async def health(query: str = ""):
        record.decisions()
        found = await client.get(f"/api/health{query}")
        assert found.status == 200, found.raw
        return found.body

    return health


def of(health, name):
    return next(each for each in health["deployments"] if each["name"].endswith(name))


async def test_before_anything_was_asked_nothing_is_known_and_that_is_said(health):
    found = await health()
    small = of(found, SMALL)
    assert (small["asked"], small["failed"], small["failed_share"]) == (0, 0, None)
    assert small["whole_ms"] == small["first_word_ms"] == {"p50": None, "p95": None, "n": 0}
    assert (small["breaker"], small["rests_s"], small["last_failure"]) == ("closed", None, None)
    assert found["last_backup"] is None
    assert found["under_way"]["requests"] is None  # nobody counts them in a test's application
    assert (found["runs"], found["not_ready"], found["unlisted"]) == (0, [], [])
    assert found["room"]["free"] > 0
    tables = found["tables"]
    assert (tables["kind"], tables["revision"], tables["pending"]) == (
        "sqlite", tables["newest"], [],
    )  # fmt: skip


async def test_answers_say_how_fast_a_model_is_and_failures_how_often_it_fails(client, health):
    for number in range(3):
        assert (await client.stream(f"[{number}] Hi", model=LARGE)).status == 200
    assert (await client.chat("#fault status=500\nHi", model=LARGE)).status == 500
    # of this it is not to blame
    assert (await client.chat("#fault status=400\nHi", model=LARGE)).status == 400
    large = of(await health("?hours=1"), LARGE)
    assert (large["asked"], large["failed"], large["failed_share"]) == (5, 1, 0.2)
    assert large["first_word_ms"]["n"] == large["whole_ms"]["n"] == 3
    assert 0 < large["first_word_ms"]["p50"] <= large["whole_ms"]["p95"]
    assert large["last_failure"]["status"] == 500


async def test_a_key_that_opens_nothing_is_a_failure_to_see(client, health):
    assert (await client.chat("#fault status=401\nHi", model=LARGE)).status >= 400
    large = of(await health(), LARGE)
    assert (large["failed"], large["last_failure"]["status"]) == (1, 401)


async def test_a_model_that_keeps_failing_is_seen_to_rest(client, health, wayfare):
    for _ in range(wayfare.settings.breaker.failures):
        await client.chat("#fault status=500\nHi", model=SMALL)
    small = of(await health(), SMALL)
    assert small["breaker"] == BreakerState.OPEN
    assert 0 < small["rests_s"] <= wayfare.settings.breaker.cool_off_s


async def test_a_provider_that_lists_no_models_is_named(health, wayfare):
    wayfare.parts.catalog.faults["elsewhere"] = "It cannot be reached."
    found = await health()
    assert found["unlisted"] == [{"provider": "elsewhere", "said": "It cannot be reached."}]


async def test_what_serves_counts_the_requests_beside_this_one(environ):
    async with operated(environ) as running:
        found = await running.client.get("/api/health")
        assert found.body["under_way"] == {"requests": 0, "records": 0, "refused": 0}


@pytest.mark.parametrize("hours", ["0", "169", "x", "9" * 999, "-1", "1.5"], ids="abcdef")
async def test_hours_that_are_none_are_refused_by_name(client, hours):
    found = await client.get(f"/api/health?hours={hours}")
    assert (found.status, found.error["param"]) == (400, "hours")


async def test_members_do_not_see_it(client, wayfare):
    mina = join(wayfare, "mina", Role.MEMBER)
    headers = bearer(mina.key(may_manage=True))
    assert (await client.request("GET", "/api/health", headers=headers)).status == 403
