"""Other settings while requests run: new requests go by them, old ones end as they began."""

import asyncio
from pathlib import Path

import pytest

from operating import operated
from talk import Talk
from wayfare.bootstrap import owner_key
from wayfare.settings.reading import load_settings
from wayfare.settings.whole import Settings

UP = """
discover = false
[local]
enabled = false
[providers.{name}]
base_url = "{url}/v1"
key_env = "UP_KEY"
allow_private = true
models = ["scripted-small"]
[prices.'{name}/scripted-small']
as_of = "2026-11-01"
input = {price}
output = {price}
"""


@pytest.fixture
async def upstream(tmp_path):
    """A scripted Wayfare that the other one asks."""
    environ = {"WAYFARE_HOME": str(tmp_path / "up"), "WAYFARE_CACHE": str(tmp_path / "cache")}
    async with operated(environ, Settings()) as found:
        yield found.url, owner_key(environ)


@pytest.fixture
def write(home: Path, upstream):
    """Write the settings file."""

    def write(name: str = "up", price: float = 1.0, first: str = "", more: str = "") -> None:
        path = home / "config" / "wayfare.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = UP.format(name=name, url=upstream[0], price=price)
        path.write_text(first + text + more, "utf-8")

    return write


@pytest.fixture
async def running(write, environ, upstream):
    write()
    async with operated({**environ, "UP_KEY": upstream[1]}, scripted=False) as found:
        yield found


async def reload(running):
    return await running.client.request("POST", "/api/reload")


async def test_a_new_price_holds_for_the_next_request(running, write):
    before = await running.client.chat("Hello", model="up/scripted-small")
    write(price=3.0)
    said = await reload(running)
    assert said.body == {"changed": ["prices"], "needs_restart": []}
    (entry,) = (await running.client.get("/api/audit?action=settings")).body["data"]
    assert (entry["actor"], entry["detail"]) == ("owner", {"changed": "prices"})
    after = await running.client.chat("Hello", model="up/scripted-small")
    assert after.ticket["cost_micros"] == 3 * before.ticket["cost_micros"] > 0


async def test_a_stream_under_way_ends_as_it_began_and_its_provider_closes_after_it(running, write):
    slow = "#words 40\n#pace 0.02"
    async with running.client.open_stream(slow, model="up/scripted-small") as stream:
        await stream.content.readany()
        session = running.wayfare.providers["up"]._session
        write(name="other")
        assert (await reload(running)).status == 200
        assert (await running.client.chat("Hi", model="other/scripted-small")).status == 200
        assert (await running.client.chat("Hi", model="up/scripted-small")).status == 404
        assert not session.closed
        raw = await stream.content.read()
    assert raw.rstrip().endswith(b"data: [DONE]")
    async with asyncio.timeout(30):
        while not session.closed:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    running.wayfare.parts.records.flush()
    with running.wayfare.database.read() as connection:
        found = connection.exec_driver_sql("SELECT deployment, ending FROM attempts").fetchall()
    assert ("up/scripted-small", "whole") in [tuple(row) for row in found]


async def test_settings_that_are_wrong_are_refused_and_the_old_stay(running, write):
    for wrong, says in (
        ("server = {prot = 1}\n", "prot"),
        ("routing = {point_worth_micros = -1}\n", "point_worth_micros"),
        ("]", "cannot be read"),
        ("arms = [{deployment = 'up/scripted-small'}]\n", "has no name"),
    ):
        write(first=wrong)
        said = await reload(running)
        assert said.status == 400
        assert says in said.error["message"]
        assert "The old ones stay." in said.error["message"]
        answer = await running.client.chat("Hi", model="up/scripted-small")
        assert answer.status == 200


async def test_what_needs_a_restart_is_named_each_time_and_stays_as_it_was(running, write):
    write(more="[server]\nport = 9999\nbody_bytes_max = 2048\n[store]\nurl = 'sqlite:////x/y.db'\n")
    for changed in (["server.body_bytes_max"], []):
        said = await reload(running)
        assert said.body["changed"] == changed
        assert said.body["needs_restart"] == ["server.port", "store.url"]
    assert (await running.client.chat("x" * 4096, model="up/scripted-small")).status == 413


async def test_local_models_are_left_alone_where_nothing_about_them_changed(running, write):
    assert running.wayfare.local is None
    on = load_settings(
        {
            **running.wayfare.options.environ,
            "WAYFARE_LOCAL__ENABLED": "true",
            "WAYFARE_LOCAL__DOWNLOAD": "false",
        }
    )
    await running.face.reload(on)
    local = running.wayfare.local
    assert local is running.wayfare.providers["local"]
    await running.face.reload(on)
    assert running.wayfare.local is local is running.wayfare.providers["local"]


async def test_a_reload_while_others_ask_fails_none_of_them(running, write):
    async def ask(count: int) -> list[int]:
        return [
            (await running.client.chat("Hi", model="up/scripted-small")).status
            for _ in range(count)
        ]

    asking = [asyncio.create_task(ask(15)) for _ in range(4)]
    for price in (2.0, 3.0, 4.0):
        write(price=price)
        assert (await reload(running)).status == 200
    assert {status for statuses in await asyncio.gather(*asking) for status in statuses} == {200}


async def test_a_run_of_the_page_goes_on_though_its_provider_is_taken_away(running, write):
    talk = Talk(running.client.session, owner_key(running.wayfare.options.environ))
    conversation = await talk.begin(model="up/scripted-small")
    answer = await talk.ask(conversation, "#words 40\n#pace 0.02\nGo on.")
    await talk.hear(answer["run"]["id"], letters=10)
    session = running.wayfare.providers["up"]._session
    write(name="other")
    assert (await reload(running)).status == 200
    assert not session.closed
    assert (await talk.hear(answer["run"]["id"])).run["status"] == "whole"
    async with asyncio.timeout(30):
        while not session.closed:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
