"""`wayfare credentials`: a key comes from standard input and is never shown."""

from cli_terminal import in_terminal

KEY = "sk-kept-7c1f"


def test_a_key_is_kept_listed_rotated_and_removed(cli):
    said = cli("credentials", "set", "openai", stdin=f"{KEY}\n".encode())
    assert said.status == 0
    assert "kept, encrypted" in said.out
    (row,) = cli("credentials", "list", "--json").json
    assert (row["provider"], len(row["fingerprint"])) == ("openai", 8)
    assert row["fingerprint"] in cli("credentials", "list").out
    assert "새로 암호화" in cli("credentials", "rotate", "--lang", "ko").out
    (provider,) = cli("providers", "list", "--json").json
    assert (provider["name"], provider["has_key"]) == ("openai", True)
    shown = cli("audit").out + cli("credentials", "list").out + said.out + said.err
    assert KEY not in shown
    assert cli("credentials", "remove", "openai").status == 0
    assert cli("providers", "list", "--json").json == []
    again = cli("credentials", "remove", "openai")
    assert (again.status, "No key is kept" in again.err) == (1, True)
    actions = [entry["action"] for entry in cli("audit", "--json").json]
    assert actions == ["credential.remove", "credential.rotate", "credential.set"]


def test_nothing_kept_says_so_and_what_is_no_key_is_refused(cli):
    assert cli("credentials", "list").out.startswith("No provider's key is kept.")
    assert cli("credentials", "set", "openai", stdin=b"").status == 1
    assert cli("credentials", "set", "openai", stdin=b"\xff\xfe").err == "The key is not text.\n"
    assert "There is no provider 'nobody'" in cli("credentials", "set", "nobody", stdin=b"x").err


def test_a_lost_vault_is_told_in_the_list(cli, tmp_path):
    cli("credentials", "set", "openai", stdin=KEY.encode())
    (tmp_path / "home" / "config" / "vault").unlink()
    assert "does not open" in cli("credentials", "list").out
    assert "열리지 않음" in cli("credentials", "list", "--lang", "ko").out


def test_a_key_that_is_typed_is_not_shown(surroundings):
    with in_terminal("credentials", "set", "openai", environ=surroundings) as terminal:
        terminal.until("not shown")
        terminal.type(KEY + "\r")
        terminal.until("kept, encrypted")
        assert terminal.end() == 0
        assert KEY not in terminal.text
