"""Where the page is, as `serve` and `demo` say it; the demo builds it meanwhile."""

import re
import sys
import urllib.request
from contextlib import closing
from urllib.error import HTTPError

import pytest
from cli_terminal import in_terminal

from wayfare.bootstrap import open_store
from wayfare.bootstrap.first_run import first_run_key
from wayfare.cli.pages import Building, has_desktop
from wayfare.domain.account import OWNER
from wayfare.domain.audit import Action, Entry
from wayfare.settings.whole import Settings
from wayfare.store.keys import list_keys
from wayfare.store.users import set_first_password
from wayfare_process import serve_process

CTRL_C = "\x03"


async def test_what_builds_the_page_is_waited_for_and_says_why_it_failed():
    async with Building("echo begun; echo 'no node' >&2; exit 3") as page:
        assert await page.until_done() == "begun\nno node"
    async with Building("true") as page:
        assert await page.until_done() == ""
        assert not page.goes_on
    async with Building("") as page:
        assert not page.goes_on
        assert await page.until_done() == ""


async def test_what_builds_the_page_stops_with_the_demo(tmp_path):
    trace = tmp_path / "trace"
    async with Building(f"(sleep 3; touch {trace}) & sleep 60") as page:
        assert page.goes_on
    assert not page.goes_on
    assert not trace.exists()


@pytest.mark.parametrize(
    ("environ", "has_one"),
    [
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "a b c d"}, False),
        ({"DISPLAY": ""}, False),
    ],
)
def test_a_browser_is_opened_on_a_desktop_alone(monkeypatch, environ, has_one):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert has_desktop(environ) == (has_one or sys.platform == "darwin")


def test_no_browser_is_opened_where_nobody_sees_what_is_printed(monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert not has_desktop({"DISPLAY": ":0"})


def test_the_first_key_opens_until_there_is_a_password_and_one_at_a_time(wayfare, environ):
    database = wayfare.database
    first = first_run_key(database, environ)
    second = first_run_key(database, environ)
    assert first
    assert second
    assert first != second
    entry = Entry("e1", 1.0, OWNER, "k", Action.USER_PASSWORD, OWNER)
    assert set_first_password(database, OWNER, "a digest", entry)
    assert first_run_key(database, environ) is None


async def test_the_first_key_sets_the_first_password(client, wayfare, environ):
    old, new = (first_run_key(wayfare.database, environ) for _ in range(2))
    for key, status in ((old, 401), (new, 200)):
        said = await client.request(
            "POST",
            "/api/setup",
            json={"password": "several plain words"},
            headers={"authorization": f"Bearer {key}"},
        )
        assert said.status == status


def test_what_is_no_terminal_is_told_no_key(tmp_path):
    log = tmp_path / "log"
    with serve_process(tmp_path, "--scripted", log=log) as server:
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(f"{server.url}/api/session")
        refused.value.close()
    assert "#setup" not in log.read_text()
    with closing(open_store(Settings(), {"WAYFARE_HOME": str(tmp_path)})) as database:
        assert [row.label for row in list_keys(database)] == ["owner"]


@pytest.mark.slow
def test_a_terminal_is_told_where_to_begin(surroundings):
    with in_terminal("serve", "--scripted", "--port", "0", environ=surroundings) as terminal:
        terminal.until("Ctrl+C stops it.")
        terminal.type(CTRL_C)
        assert terminal.end() == 0
    built = re.search(r"(http://[\d.:]+/#setup=wf-[\w-]+)", terminal.text)
    assert built or "`make page` builds it" in terminal.text
