"""`wayfare audit`: who did what, and nothing that a terminal would obey."""

from pathlib import Path

import pytest

from wayfare.domain.audit import Action, Actor
from wayfare.gateway.accounts.audit import entry_of
from wayfare.gateway.clock import Clock
from wayfare.store.audit import add_entry
from wayfare.store.database import open_database


@pytest.fixture
def audited(tmp_path: Path):
    """Write an entry into the home of the command line."""

    def write(actor: str, action: Action, subject: str, **detail: str) -> None:
        database = open_database(f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}")
        entry = entry_of(
            Clock(now=lambda: 86_400.0), Actor(actor, "cli"), action, subject, **detail
        )
        add_entry(database, entry)
        database.close()

    return write


def test_an_empty_log_says_so(cli):
    assert cli("audit").out == "Nothing of the kind was done yet.\n"
    assert cli("audit", "--lang", "ko").out == "해당하는 기록이 없습니다.\n"


def test_who_did_what_stands_in_a_line(cli, audited):
    audited("mina", Action.USER_ROLE, "jun", role="admin")
    heading, line = cli("audit").out.splitlines()
    assert heading.split() == ["when", "(UTC)", "who", "through", "did", "to", "detail"]
    assert line.split() == [
        "1970-01-02", "00:00:00", "mina", "cli", "user.role", "jun", "role=admin",
    ]  # fmt: skip
    (entry,) = cli("audit", "--json", "--action", "user").json
    assert entry["detail"] == {"role": "admin"}
    assert cli("audit", "--json", "--days", "3").json == []


def test_what_others_wrote_cannot_move_the_terminal_or_add_a_line(cli, audited):
    audited(
        "x\x1b[2J\x1b]0;t\x07", Action.LOGIN_FAILED, "a\r\nroot  cli  login\u202e", why="\x9b1m"
    )
    out = cli("audit").out
    assert len(out.splitlines()) == 2
    assert not set(out) & set("\x1b\x07\r\x9b\u202e")
    assert "a\\x0d\\x0aroot" in out
    assert "\\u202e" in out
