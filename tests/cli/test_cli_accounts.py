"""`wayfare users`, `projects` and `keys`: what a team is managed with, at the machine itself."""

from datetime import UTC, datetime, timedelta

import pytest
from cli_terminal import in_terminal

PASSWORD = "several words are easy to keep"


def test_a_user_is_added_raised_shut_out_and_let_in_again(cli):
    assert cli("users", "list").out.startswith("There is no user yet.")
    assert "사용자 민수 추가됨" in cli("users", "add", "민수", "--lang", "ko").out
    again = cli("users", "add", "민수")
    assert (again.status, again.err) == (
        1,
        "There is a user '민수' already. Choose another name.\n",
    )
    assert cli("users", "add", "boss", "--role", "owner").status == 0
    assert cli("users", "role", "민수", "admin", "--lang", "ko").out == "민수: 관리자.\n"
    assert cli("users", "disable", "민수", "--json").json["disabled_at"] is not None
    assert "관리자" in cli("users", "list", "--lang", "ko").out
    assert cli("users", "enable", "민수").out == "민수 may come in again.\n"
    found = {row["name"]: row for row in cli("users", "list", "--json").json}
    assert (found["민수"]["role"], found["민수"]["disabled_at"]) == ("admin", None)
    actions = [entry["action"] for entry in cli("audit", "--json").json]
    assert actions == ["user.enable", "user.disable", "user.role", "user.add", "user.add"]
    assert {entry["through"] for entry in cli("audit", "--json").json} == {"cli"}


def test_the_last_owner_is_kept(cli):
    cli("users", "add", "boss", "--role", "owner")
    for arguments in (("role", "boss", "member"), ("disable", "boss")):
        said = cli("users", *arguments)
        assert said.status == 1
        assert said.err.startswith("'boss' is the last owner.")


def test_a_project_that_is_put_away_gets_no_keys(cli):
    cli("users", "add", "mina")
    cli("projects", "add", "shop", "--member", "mina")
    cli("projects", "archive", "shop")
    said = cli("keys", "add", "mina", "--project", "shop")
    assert said.status == 1
    assert said.err.endswith("`wayfare projects restore shop` takes it up again.\n")
    cli("projects", "restore", "shop")
    assert cli("keys", "add", "mina", "--project", "shop").status == 0


def test_a_password_comes_from_standard_input_and_is_never_shown(cli):
    cli("users", "add", "mina")
    said = cli("users", "password", "mina", stdin=f"{PASSWORD}\n".encode())
    assert (said.status, PASSWORD in said.out + said.err) == (0, False)
    (mina,) = cli("users", "list", "--json").json
    assert mina["has_password"]
    made = cli("users", "add", "jun", "--password", "--json", stdin=f"{PASSWORD}\n".encode())
    assert made.json["has_password"]
    for bad, why in ((b"short\n", "10 letters"), (b"\xff\xfe\n", "not text"), (b"", "10 letters")):
        said = cli("users", "password", "mina", stdin=bad)
        assert said.status == 1
        assert why in said.err
    said = cli("users", "password", "nobody", stdin=f"{PASSWORD}\n".encode())
    assert said.err == "There is no user 'nobody'. `wayfare users list` shows all.\n"


@pytest.mark.parametrize("name", ["a/b", " a", "a\nb", "x" * 65])
def test_nobody_gets_a_name_that_cannot_be_written(cli, name):
    assert "`name` is wrong" in cli("users", "add", name).err
    assert "`name` is wrong" in cli("keys", "add", name).err
    assert cli("users", "list", "--json").json == []


def test_a_project_is_added_set_archived_and_restored(cli):
    cli("users", "add", "mina")
    said = cli("projects", "add", "shop", "--title", "가게", "--member", "mina")
    assert said.out == "There is a project shop now.\n"
    assert cli("projects", "members", "shop").out == "mina\n"
    changed = cli(
        "projects", "set", "shop", "--keep-texts", "no", "--retention-days", "30", "--cache-s", "60"
    )
    assert changed.status == 0
    shown = cli("projects", "list").out.splitlines()[2].split()
    assert shown[0] == "shop"
    assert shown[2:] == ["no", "30", "days", "60.0", "s", "가게"]
    row = cli("projects", "set", "shop", "--retention-days", "default", "--json").json
    assert (row["keep_texts"], row["retention_days"], row["cache_s"]) == (False, None, 60)
    assert cli("projects", "archive", "shop", "--json").json["archived_at"] is not None
    assert cli("projects", "restore", "shop", "--json").json["archived_at"] is None
    assert cli("projects", "members", "shop", "--remove", "mina", "--lang", "ko").out == (
        "프로젝트 shop에 구성원이 없습니다.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("add", "Shop"), "`id` is wrong"),
        (("add", "default"), "There is a project 'default' already."),
        (("archive", "default"), "The default project cannot be archived."),
        (("archive", "nothing"), "There is no project 'nothing'."),
        (("set", "default", "--keep-texts", "maybe"), "'maybe' is none of yes, no and default."),
        (
            ("set", "default", "--retention-days", "40000"),
            "'40000' is neither a number from 0 to 36,500",
        ),
        (("members", "default", "--add", "nobody"), "There is no user 'nobody'."),
        (("members", "default", "--remove", "nobody"), "'nobody' does not work in 'default'."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(cli, arguments, why):
    said = cli("projects", *arguments)
    assert said.status == 1
    assert said.err.startswith(why)


def test_a_key_is_made_in_a_project_until_a_day_and_may_manage(cli):
    cli("users", "add", "mina")
    cli("projects", "add", "shop", "--member", "mina")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    made = cli("keys", "add", "mina", "--project", "shop", "--expires", tomorrow, "--manage")
    assert made.status == 0
    (row,) = cli("keys", "list", "--json").json
    assert (row["project"], row["may_manage"]) == ("shop", True)
    assert datetime.fromtimestamp(row["expires_at"], UTC).strftime("%Y-%m-%d") == tomorrow
    assert tomorrow in cli("keys", "list").out
    assert cli("keys", "add", "mina", "--expires", "90d").status == 0
    other = cli("keys", "add", "jun", "--project", "shop")
    assert "--add jun" in other.err
    assert [user["name"] for user in cli("users", "list", "--json").json] == ["mina"]
    for given in ("yesterday", "2020-01-01", "0d", "-3d", "9" * 40 + "d"):
        assert cli("keys", "add", "mina", "--expires", given).status == 1
    (entry, *_) = cli("audit", "--action", "key.add", "--subject", row["id"], "--json").json
    assert entry["detail"] == {"user": "mina", "project": "shop", "may_manage": True}


@pytest.mark.slow
def test_in_a_terminal_a_password_is_typed_twice_and_unseen(cli, surroundings):
    cli("users", "add", "mina")
    for again, said in ((PASSWORD + "!", "The two passwords differ."), (PASSWORD, "new password")):
        with in_terminal("users", "password", "mina", environ=surroundings) as terminal:
            terminal.until("Password: ")
            terminal.type(PASSWORD + "\r")
            terminal.until("The same again: ")
            terminal.type(again + "\r")
            terminal.until(said)
            assert terminal.end() == (said != "new password")
            assert PASSWORD not in terminal.text
