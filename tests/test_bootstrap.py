"""The first run makes a home; every run after it, and every one beside it, finds the same."""

import asyncio
import os
import stat
import subprocess
import sys

import pytest

from loopback import closed_port
from raw_server import raw_server, reply
from tape import TapeProvider
from wayfare.bootstrap import Options, make_key, open_store, owner_key, read_secret, run_wayfare
from wayfare.domain.audit import Actor
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import NoArmError, SettingsError
from wayfare.gateway.accounts.keys import digest_key
from wayfare.providers.http import HttpProvider
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.serving import Network
from wayfare.settings.whole import Settings
from wayfare.store.keys import find_key, list_keys, revoke_key

SCRIPTED = {"scripted": True}
MODELS = b'{"object":"list","data":[{"id":"m"}]}'


@pytest.fixture
def environ(home, tmp_path):
    """Where nobody was before."""
    return {"WAYFARE_HOME": str(home), "WAYFARE_CACHE": str(tmp_path / "cache")}


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


NOW = 1e10


async def run_once(environ, settings=Settings(), **options):  # noqa: B008
    async with run_wayfare(settings, Options(environ=environ, **(options or SCRIPTED))) as wayfare:
        return wayfare.owner


def test_the_key_is_made_once_and_is_the_owners_alone(environ, home):
    key = owner_key(environ)
    assert key.startswith("wf-")
    assert owner_key(environ) == key
    assert mode(home / "config" / "key") == 0o600
    assert mode(home / "config") == 0o700
    assert [path.name for path in (home / "config").iterdir()] == ["key"]


def test_the_secret_is_made_once_and_is_the_owners_alone(environ, home):
    secret = read_secret(environ)
    assert len(secret) == 32
    assert read_secret(environ) == secret
    assert mode(home / "config" / "secret") == 0o600


async def test_everything_that_is_private_is_private_after_a_run(environ, home):
    await run_once(environ)
    for folder in (home, home / "config"):
        assert mode(folder) == 0o700
    for path in (home / "wayfare.db", home / "config" / "key", home / "config" / "secret"):
        assert mode(path) == 0o600


def test_two_homes_never_share_a_key(tmp_path):
    one, two = ({"WAYFARE_HOME": str(tmp_path / name)} for name in ("one", "two"))
    assert owner_key(one) != owner_key(two)
    assert read_secret(one) != read_secret(two)


async def test_a_key_of_one_home_does_not_open_another_even_with_its_database(tmp_path):
    one, two = ({"WAYFARE_HOME": str(tmp_path / name)} for name in ("one", "two"))
    await run_once(one)
    (tmp_path / "two").mkdir()
    (tmp_path / "one" / "wayfare.db").rename(tmp_path / "two" / "wayfare.db")
    database = open_store(Settings(), two)
    assert find_key(database, digest_key(owner_key(one), read_secret(two)), NOW) is None
    database.close()


async def test_every_run_has_the_same_owner(environ):
    assert await run_once(environ) == await run_once(environ)
    database = open_store(Settings(), environ)
    assert [row.label for row in list_keys(database)] == ["owner"]
    database.close()


@pytest.mark.parametrize("lost", ["wayfare.db", "config/key", "config/secret"])
async def test_a_file_that_was_lost_does_not_lock_the_owner_out(environ, home, lost):
    await run_once(environ)
    (home / lost).unlink()
    for path in home.glob("wayfare.db-*"):
        path.unlink()
    owner = await run_once(environ)
    assert owner.user == "owner"
    database = open_store(Settings(), environ)
    digest = digest_key(owner_key(environ), read_secret(environ))
    assert find_key(database, digest, NOW) == owner
    database.close()


@pytest.mark.parametrize("written", ["", "not hex", "abc", "é"])
def test_a_secret_that_was_broken_is_named_and_kept(environ, home, written):
    read_secret(environ)
    (home / "config" / "secret").write_text(written)
    with pytest.raises(SettingsError, match="secret"):
        read_secret(environ)
    assert (home / "config" / "secret").read_text() == written


@pytest.mark.parametrize("written", ["", "\n", "wf-", "sk-" + "x" * 40])
def test_an_owners_key_that_was_broken_is_named_with_its_cure(environ, home, written):
    owner_key(environ)
    (home / "config" / "key").write_text(written)
    with pytest.raises(SettingsError, match="Delete it"):
        owner_key(environ)


async def test_an_owners_key_that_was_revoked_is_named_with_its_cure(environ, home):
    owner = await run_once(environ)
    database = open_store(Settings(), environ)
    assert revoke_key(database, owner.key_id, now=1.0)
    database.close()
    with pytest.raises(SettingsError, match="If it was revoked, delete the file"):
        await run_once(environ)
    (home / "config" / "key").unlink()
    assert (await run_once(environ)).key_id != owner.key_id


def test_a_first_run_that_died_halfway_does_not_keep_the_next_from_running(environ, home):
    (home / "config").mkdir(parents=True)
    for name in ("key", "secret"):
        for number in range(5):
            (home / "config" / f".{name}.{number}").write_text("half")
    assert owner_key(environ).startswith("wf-")
    assert len(read_secret(environ)) == 32


RUN_ONCE = """
import asyncio, sys
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.settings.whole import Settings

async def main():
    async with run_wayfare(Settings(), Options(scripted=True)) as wayfare:
        print(wayfare.owner.key_id)

print("ready", flush=True)
sys.stdin.readline()
asyncio.run(main())
"""


def test_first_runs_at_once_agree_on_one_owner(environ):
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", RUN_ONCE],
            env={"PYTHONPATH": os.environ["PYTHONPATH"], **environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for run in runs:
        assert run.stdout.readline() == "ready\n"
    for run in runs:
        run.stdin.write("go\n")
        run.stdin.flush()
    said = [run.communicate(timeout=60) for run in runs]
    assert [(run.returncode, errors) for run, (_, errors) in zip(runs, said, strict=True)] == [
        (0, "")
    ] * 4
    assert len({out for out, _ in said}) == 1


async def test_first_runs_at_once_in_one_process_agree_too(environ):
    owners = await asyncio.gather(*(run_once(environ) for _ in range(4)))
    assert len(set(owners)) == 1


async def test_a_made_key_tells_its_user(environ):
    database = open_store(Settings(), environ)
    key_id, key = make_key(database, environ, user="kim", label="laptop", may_learn=False)
    found = find_key(database, digest_key(key, read_secret(environ)), NOW)
    assert (found.user, found.key_id, found.may_learn) == ("kim", key_id, False)
    database.close()


# --- which providers ---------------------------------------------------------------------

NO_LOCAL = Local(enabled=False)


async def test_the_scripted_provider_comes_alone(environ):
    settings = Settings(
        providers={"home": ProviderRow(base_url="http://127.0.0.1:1/v1", allow_private=True)}
    )
    async with run_wayfare(settings, Options(scripted=True, environ=environ)) as wayfare:
        assert list(wayfare.providers) == [
            "scripted",
            "scripted-responses",
            "scripted-anthropic",
            "scripted-gemini",
        ]


async def test_the_scripted_models_in_other_wires_are_asked_by_name_alone(environ):
    async with run_wayfare(Settings(), Options(scripted=True, environ=environ)) as wayfare:
        await wayfare.until_listed()
        catalog = wayfare.parts.catalog
        for goal in ("auto", "auto:best", "auto:cheap", "auto:fast"):
            arms = catalog.candidates(goal).arms
            assert {arm.deployment.provider for arm in arms} == {"scripted"}
        (named,) = catalog.candidates("scripted-anthropic/scripted-small").arms
        assert named.deployment.wires == ("anthropic",)
        (bare,) = catalog.candidates("scripted-small").arms
        assert bare.deployment.wires == ("openai",)


async def test_providers_come_from_settings_and_from_keys_and_the_settings_win(environ):
    async with raw_server(reply(MODELS), stays=True) as server:
        rows = {
            "openai": ProviderRow(
                base_url=server.url, allow_private=True, key_env="MY_KEY", languages=["en"]
            ),
            "home": ProviderRow(base_url=server.url, allow_private=True, models=["a", "b"]),
        }
        settings = Settings(providers=rows, local=NO_LOCAL)
        keys = {"OPENAI_API_KEY": "sk-openai", "MY_KEY": "sk-mine"}
        async with run_wayfare(settings, Options(environ={**environ, **keys})) as wayfare:
            await wayfare.until_ready()
            names = {deployment.name for deployment in wayfare.parts.catalog.deployments}
            assert {"openai/m", "home/a", "home/b"} <= names
            assert isinstance(wayfare.providers["home"], HttpProvider)
            (openai,) = [d for d in wayfare.parts.catalog.deployments if d.name == "openai/m"]
            assert openai.languages == {"en"}
    sent = b"".join(server.requests)
    assert b"sk-mine" in sent
    assert b"sk-openai" not in sent


async def test_models_of_this_machine_alone_are_taken_without_probe_or_memory(environ):
    news = []
    settings = Settings(discover=False, local=NO_LOCAL)
    options = Options(environ=environ, probe=True, tell=news.append)
    here = TapeProvider(deployment=Deployment("here/m", "here", "m", is_local=True), name="here")
    async with run_wayfare(settings, options) as wayfare:
        wayfare.providers["here"] = here
        await wayfare.until_ready()
        await wayfare.tend_pool()
        catalog = wayfare.parts.catalog
        assert [arm.name for arm in catalog.candidates("auto").arms] == ["here/m"]
        assert not catalog.pool.rows
        await asyncio.sleep(0.05)
    assert (news, here.calls) == ([], [])


async def test_where_nothing_can_be_too_much_there_is_no_pool(environ):
    settings = Settings(local=Local(download=False))
    async with run_wayfare(settings, Options(environ=environ, **SCRIPTED)) as wayfare:
        assert wayfare.parts.catalog.pool is None
        await wayfare.tend_pool()


async def test_who_asks_local_models_alone_asks_another_once_its_key_is_given(environ):
    async with raw_server(reply(MODELS), stays=True) as server:
        row = ProviderRow(base_url=server.url, allow_private=True)
        settings = Settings(discover=False, local=NO_LOCAL, providers={"mine": row})
        options = Options(environ=environ, local_only=True)
        async with run_wayfare(settings, options) as wayfare:
            await wayfare.until_listed()
            assert (list(wayfare.providers), server.requests) == ([], [])
            actor = Actor("owner", "session")
            await asyncio.to_thread(wayfare.credentials.set, actor, "mine", "sk-given")
            await wayfare.supply_keys()
            assert list(wayfare.providers) == ["mine"]
            assert [arm.name for arm in wayfare.parts.catalog.candidates("auto").arms] == ["mine/m"]
        assert b"Bearer sk-given" in server.requests[0]


async def test_what_is_unset_is_not_looked_for(environ):
    settings = Settings(discover=False, local=NO_LOCAL)
    keys = {"OPENAI_API_KEY": "sk-openai"}
    async with run_wayfare(settings, Options(environ={**environ, **keys})) as wayfare:
        assert wayfare.providers == {}
        with pytest.raises(NoArmError, match="There is no model to ask"):
            await wayfare.until_ready()


async def test_a_provider_that_does_not_answer_keeps_nobody_from_starting(environ, caplog):
    row = ProviderRow(base_url=f"http://127.0.0.1:{closed_port()}/v1", allow_private=True)
    settings = Settings(discover=False, local=NO_LOCAL, providers={"gone": row})
    async with run_wayfare(settings, Options(environ=environ)) as wayfare:
        await wayfare.until_listed()
        assert "cannot be reached" in wayfare.parts.catalog.faults["gone"]
    assert "provider gone lists no models" in caplog.text


async def test_a_private_address_is_not_asked_unless_it_is_listed(environ):
    async with raw_server(reply(MODELS), stays=True) as server:
        rows = {"far": ProviderRow(base_url=server.url)}
        settings = Settings(discover=False, local=NO_LOCAL, providers=rows)
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
            fault = wayfare.parts.catalog.faults["far"]
        assert "is a loopback address, which is not listed" in fault
        assert "allow_private = true" in fault
        assert server.requests == []
        network = Network(private=[f"127.0.0.1:{server.port}"])
        settings = Settings(discover=False, local=NO_LOCAL, providers=rows, network=network)
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
            assert [d.name for d in wayfare.parts.catalog.deployments] == ["far/m"]


async def test_a_wire_that_is_not_spoken_is_named(environ):
    row = ProviderRow(base_url="http://127.0.0.1:1/v1", allow_private=True, wire="morse")
    with pytest.raises(SettingsError, match="'morse'"):
        await run_once(environ, Settings(local=NO_LOCAL, providers={"x": row}), fetch=False)
