"""Budgets and rates over HTTP, and what was used: who sets them, and who sees whose."""

import asyncio

import pytest

from people import OWNER, Person, bearer, join
from wayfare.bootstrap import Wayfare
from wayfare.domain.account import Role
from wayfare.domain.budget import DAY_S, MICROS_MAX, RATE_MAX
from wayfare.gateway.accounts.manage_projects import add_project
from wayfare.store.audit import Wanted, list_entries
from wayfare_client import Client, Whole, chat_body


@pytest.fixture
def jun(wayfare: Wayfare) -> Person:
    return join(wayfare, "준", Role.MEMBER)


@pytest.fixture
def ada(wayfare: Wayfare) -> Person:
    return join(wayfare, "ada", Role.ADMIN)


@pytest.fixture
async def ask(client: Client):
    """Ask as somebody, by a session that just began."""

    async def ask(person: Person, method: str, path: str, body: object = None, **options) -> Whole:
        if body is not None:
            options["json"] = body
        # the client of the tests carries the owner's key: here it must not
        headers = {**person.session(), "authorization": ""}
        return await client.request(method, path, headers=headers, **options)

    return ask


@pytest.fixture
async def everybodys(wayfare: Wayfare, ask, ada, mina, jun) -> dict[str, str]:
    """A key and a project of each member's, and a limit of every kind on each of them."""
    paths = {}
    for person, project in ((mina, "minas"), (jun, "juns")):
        add_project(wayfare.accounts, OWNER, project, "", person.name)
        key_id = f"{project}-key"
        paths[key_id] = person.key(key_id, project=project)
        for whose in (f"user/{person.name}", f"project/{project}", f"key/{key_id}"):
            budget = await ask(ada, "PUT", f"/api/budgets/{whose}/day", {"limit_micros": 9_000_000})
            rate = await ask(ada, "PUT", f"/api/rates/{whose}", {"requests_per_minute": 50})
            assert (budget.status, rate.status) == (200, 200)
    await ask(ada, "PUT", "/api/budgets/project/default/month", {"limit_micros": 1})
    return paths


async def used(client: Client, wayfare: Wayfare, key: str, text: str = "Hi") -> Whole:
    answer = await client.request(
        "POST", "/v1/chat/completions", json=chat_body(text), headers=bearer(key)
    )
    assert answer.status == 200
    wayfare.parts.records.flush()
    return answer


def written(wayfare: Wayfare, action: str) -> list[tuple[str, str, dict]]:
    entries = list_entries(wayfare.database, Wanted(action=action))
    return [(each.actor, each.subject, dict(each.detail)) for each in reversed(entries)]


class TestBudgets:
    PATH = "/api/budgets/user/mina/day"

    async def test_an_admin_sets_it_it_holds_at_once_and_is_removed(
        self, client, wayfare, ask, ada, mina
    ):
        key = mina.key()
        await used(client, wayfare, key)
        made = await ask(ada, "PUT", self.PATH, {"limit_micros": 0})
        assert made.status == 200
        assert (made.body["scope"], made.body["name"], made.body["period"]) == (
            "user", "mina", "day",
        )  # fmt: skip
        assert made.body["spent_micros"] > 0, "what was spent before counts"
        assert (made.body["left_micros"], made.body["soft_micros"]) == (0, None)
        refused = await client.request(
            "POST", "/v1/chat/completions", json=chat_body("Hi"), headers=bearer(key)
        )
        assert (refused.status, refused.error["code"]) == (429, "insufficient_quota")
        wanted = {"limit_micros": 5_000_000, "soft_micros": 5_000_000}
        changed = (await ask(ada, "PUT", self.PATH, wanted)).body
        assert (await ask(mina, "GET", self.PATH)).body == changed
        assert changed["left_micros"] == 5_000_000 - changed["spent_micros"]
        await used(client, wayfare, key)
        assert (await ask(ada, "DELETE", self.PATH)).status == 204
        assert (await ask(ada, "GET", "/api/budgets")).body == {"budgets": []}
        assert (await ask(ada, "DELETE", self.PATH)).status == 404
        await used(client, wayfare, key)

    async def test_what_is_spent_while_there_is_none_counts_when_it_is_set_again(
        self, client, wayfare, ask, ada, mina
    ):
        key = mina.key()
        made = (await ask(ada, "PUT", self.PATH, {"limit_micros": 9_000_000})).body
        for spends in (False, True, False):
            await ask(ada, "DELETE", self.PATH)
            if spends:
                answer = await used(client, wayfare, key)
                assert answer.ticket["cost_micros"] > 0
            again = (await ask(ada, "PUT", self.PATH, {"limit_micros": 9_000_000})).body
        assert again["spent_micros"] == made["spent_micros"] + answer.ticket["cost_micros"]

    async def test_another_limit_lets_go_of_nothing_that_is_held(self, client):
        path = "/api/budgets/user/owner/day"
        await client.request("PUT", path, json={"limit_micros": 9_000_000})
        text = "Hi\n#fault stall=60 after=2"
        async with client.open_stream(text, max_tokens=200) as stream:
            await stream.content.readany()
            held = (await client.get(path)).body["held_micros"]
            changed = await client.request("PUT", path, json={"limit_micros": 8_000_000})
            assert changed.body["held_micros"] == held > 0
            stream.close()

    async def test_it_says_when_it_renews(self, client, wayfare):
        renews = {}
        for period in ("day", "month", "total"):
            path = f"/api/budgets/user/owner/{period}"
            made = await client.request("PUT", path, json={"limit_micros": 7})
            renews[period] = made.body["renews_at"]
        now = wayfare.parts.clock.now()
        assert renews["total"] is None
        assert renews["day"] % DAY_S == 0
        assert now < renews["day"] <= now + DAY_S
        assert renews["day"] <= renews["month"] <= now + 31 * DAY_S

    async def test_what_is_held_is_shown_while_a_call_is_on_its_way(self, client):
        path = "/api/budgets/user/owner/day"
        await client.request("PUT", path, json={"limit_micros": 9_000_000})
        async with client.open_stream("Hi\n#fault stall=60 after=2", max_tokens=200) as stream:
            await stream.content.readany()
            on_its_way = (await client.get(path)).body
            assert on_its_way["held_micros"] > 0
            left = 9_000_000 - on_its_way["held_micros"] - on_its_way["spent_micros"]
            assert on_its_way["left_micros"] == left
            stream.close()
        for _ in range(500):
            if not (ended := (await client.get(path)).body)["held_micros"]:
                break
            await asyncio.sleep(0.02)
        assert ended["left_micros"] == 9_000_000 - ended["spent_micros"]

    async def test_the_audit_log_says_who_set_what(self, wayfare, ask, ada, mina):
        await ask(ada, "PUT", self.PATH, {"limit_micros": 5, "soft_micros": 4})
        await ask(ada, "PUT", self.PATH, {"limit_micros": 4, "soft_micros": 5})
        await ask(ada, "DELETE", self.PATH)
        await ask(ada, "DELETE", self.PATH)
        assert written(wayfare, "budget") == [
            ("ada", "user:mina", {"period": "day", "limit_micros": 5, "soft_micros": 4}),
            ("ada", "user:mina", {"period": "day"}),
        ]

    @pytest.mark.parametrize(
        ("path", "body", "status", "param"),
        [
            (PATH, {"limit_micros": -1}, 400, "limit_micros"),
            (PATH, {"limit_micros": MICROS_MAX + 1}, 400, "limit_micros"),
            (PATH, {"limit_micros": 10**400}, 400, "limit_micros"),
            (PATH, {"limit_micros": 1.5}, 400, "limit_micros"),
            (PATH, {"limit_micros": None}, 400, "limit_micros"),
            (PATH, {"limit_micros": "5"}, 400, "limit_micros"),
            (PATH, {}, 400, "limit_micros"),
            (PATH, {"limit_micros": 5, "soft_micros": -1}, 400, "soft_micros"),
            (PATH, {"limit_micros": 5, "soft_micros": 6}, 400, "soft_micros"),
            (PATH, {"limit_micros": 5, "soft": 4}, 400, "soft"),
            ("/api/budgets/team/mina/day", {"limit_micros": 5}, 400, "scope"),
            ("/api/budgets/user/mina/week", {"limit_micros": 5}, 400, "period"),
            ("/api/budgets/user/nobody/day", {"limit_micros": 5}, 404, "name"),
            ("/api/budgets/key/mina/day", {"limit_micros": 5}, 404, "name"),
            ("/api/budgets/project/mina/day", {"limit_micros": 5}, 404, "name"),
            ("/api/budgets/user/mi%00na/day", {"limit_micros": 5}, 404, "name"),
        ],
    )
    async def test_a_slip_sets_none_and_is_told_by_its_field(
        self, ask, ada, mina, path, body, status, param
    ):
        answer = await ask(ada, "PUT", path, body)
        assert (answer.status, answer.error["param"]) == (status, param)
        assert (await ask(ada, "GET", "/api/budgets")).body == {"budgets": []}

    async def test_the_largest_is_kept_to_the_last_micro(self, ask, ada, mina):
        made = await ask(ada, "PUT", self.PATH, {"limit_micros": MICROS_MAX})
        assert made.body["left_micros"] == MICROS_MAX


class TestRates:
    PATH = "/api/rates/user/mina"

    async def test_an_admin_sets_it_it_holds_at_once_and_is_removed(
        self, client, wayfare, ask, ada, mina
    ):
        key = mina.key()
        made = await ask(ada, "PUT", self.PATH, {"requests_per_minute": 1})
        assert made.body == {
            "scope": "user", "name": "mina", "requests_per_minute": 1, "tokens_per_minute": None,
        }  # fmt: skip
        assert (await ask(mina, "GET", self.PATH)).body == made.body
        await used(client, wayfare, key)
        refused = await client.request(
            "POST", "/v1/chat/completions", json=chat_body("Hi"), headers=bearer(key)
        )
        assert refused.status == 429
        assert (await ask(ada, "DELETE", self.PATH)).status == 204
        await used(client, wayfare, key)
        assert (await ask(ada, "DELETE", self.PATH)).status == 404
        assert written(wayfare, "rate") == [
            ("ada", "user:mina", {"requests": 1}), ("ada", "user:mina", {}),
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("path", "body", "status", "param"),
        [
            (PATH, {}, 400, "requests_per_minute"),
            (PATH, {"tokens_per_minute": None}, 400, "requests_per_minute"),
            (PATH, {"requests_per_minute": 0}, 400, "requests_per_minute"),
            (PATH, {"tokens_per_minute": -5}, 400, "tokens_per_minute"),
            (PATH, {"tokens_per_minute": RATE_MAX + 1}, 400, "tokens_per_minute"),
            (PATH, {"requests": 5}, 400, "requests"),
            ("/api/rates/team/mina", {"requests_per_minute": 5}, 400, "scope"),
            ("/api/rates/user/nobody", {"requests_per_minute": 5}, 404, "name"),
        ],
    )
    async def test_a_slip_sets_none_and_is_told_by_its_field(
        self, ask, ada, mina, path, body, status, param
    ):
        answer = await ask(ada, "PUT", path, body)
        assert (answer.status, answer.error["param"]) == (status, param)
        assert (await ask(ada, "GET", "/api/rates")).body == {"rates": []}


class TestWhoSeesWhat:
    @pytest.mark.parametrize("noun", ["budgets", "rates"])
    async def test_members_see_what_binds_them_and_admins_all(
        self, ask, everybodys, ada, mina, jun, noun
    ):
        async def seen(person: Person) -> set[str]:
            listed = (await ask(person, "GET", f"/api/{noun}")).body[noun]
            return {f"{each['scope']}:{each['name']}" for each in listed}

        shared = {"project:default"} if noun == "budgets" else set()
        minas = {"user:mina", "project:minas", "key:minas-key"}
        juns = {"user:준", "project:juns", "key:juns-key"}
        assert await seen(mina) == minas | shared
        assert await seen(jun) == juns | shared
        assert await seen(ada) == minas | juns | shared

    @pytest.mark.parametrize("whose", ["user/mina", "project/minas", "key/minas-key"])
    async def test_anothers_is_not_there(self, ask, everybodys, mina, jun, whose):
        for path in (f"/api/budgets/{whose}/day", f"/api/rates/{whose}"):
            assert (await ask(mina, "GET", path)).status == 200
            there = await ask(jun, "GET", path)
            name = whose.split("/")[1]
            nowhere = await ask(jun, "GET", path.replace(name, "nothing"))
            assert (there.status, nowhere.status) == (404, 404)
            assert there.raw == nowhere.raw.replace(b"nothing", name.encode())

    @pytest.mark.parametrize("path", ["/api/budgets/user/mina/day", "/api/rates/user/mina"])
    async def test_nobody_raises_their_own_limit(self, ask, everybodys, mina, path):
        body = {"limit_micros": 1} if "budgets" in path else {"requests_per_minute": 1}
        before = (await ask(mina, "GET", path)).raw
        assert (await ask(mina, "PUT", path, body)).status == 403
        assert (await ask(mina, "DELETE", path)).status == 403
        assert (await ask(mina, "GET", path)).raw == before


class TestUsage:
    async def test_members_add_up_their_own_and_admins_all(
        self, client, wayfare, ask, everybodys, ada, mina
    ):
        await used(client, wayfare, everybodys["minas-key"])
        await used(client, wayfare, everybodys["juns-key"])
        await used(client, wayfare, everybodys["juns-key"])

        async def counted(person: Person, by: str) -> dict[str, int]:
            answer = await ask(person, "GET", "/api/usage", params={"by": by})
            assert (answer.status, answer.body["by"]) == (200, by)
            return {row["name"]: row["requests"] for row in answer.body["usage"]}

        assert await counted(ada, "user") == {"mina": 1, "준": 2}
        assert await counted(ada, "project") == {"minas": 1, "juns": 2}
        assert await counted(ada, "key") == {"minas-key": 1, "juns-key": 2}
        assert await counted(ada, "model") == {"scripted-small": 3}
        assert await counted(ada, "provider") == {"scripted": 3}
        assert sum((await counted(ada, "day")).values()) == 3
        for by, name in (("user", "mina"), ("project", "minas"), ("key", "minas-key"),
                         ("model", "scripted-small"), ("provider", "scripted")):  # fmt: skip
            assert await counted(mina, by) == {name: 1}
        assert list((await counted(mina, "day")).values()) == [1]

    async def test_costs_are_those_of_the_tickets_and_unknown_ones_stand_apart(
        self, client, wayfare
    ):
        known = await client.chat("Hi")
        await client.chat("Hi", model="scripted-unpriced")
        wayfare.parts.records.flush()
        (row,) = (await client.get("/api/usage?by=user")).body["usage"]
        assert row["cost_micros"] == known.ticket["cost_micros"]
        assert row["unknown_costs"] == 1
        models = (await client.get("/api/usage")).body["usage"]
        costs = {each["name"]: each["cost_micros"] for each in models}
        assert costs["scripted-unpriced"] is None

    async def test_days_are_whole_and_both_ends_are_in(self, client, wayfare):
        await used(client, wayfare, client.session.headers["authorization"].split()[1])
        said = (await client.get("/api/usage?by=day")).body
        (day,) = [row["name"] for row in said["usage"]]
        assert said["since"] < day <= said["until"]

        async def days(**span: str) -> list[str]:
            answer = await client.get("/api/usage", params={"by": "day", **span})
            return [row["name"] for row in answer.body["usage"]]

        assert await days(since=day, until=day) == [day]
        assert await days(since="2020-01-01", until="2020-12-31") == []
        assert await days(until="2020-12-31") == []

    @pytest.mark.parametrize(
        ("query", "param"),
        [
            ("by=colour", "by"),
            ("by=", "by"),
            ("since=yesterday", "since"),
            ("since=20260101", "since"),
            ("since=2026-02-30", "since"),
            ("until=9999-12-32", "until"),
            ("until=0001-01-02", "until"),
            ("since=1999-01-01&until=2026-01-01", "since"),
            ("since=2026-01-02&until=2026-01-01", "since"),
        ],
    )
    async def test_a_slip_is_told_by_its_field(self, client, query, param):
        answer = await client.get(f"/api/usage?{query}")
        assert (answer.status, answer.error["param"]) == (400, param)

    async def test_the_last_day_of_all_can_be_asked_for(self, client):
        answer = await client.get("/api/usage?since=9999-12-31&until=9999-12-31")
        assert answer.body["usage"] == []
