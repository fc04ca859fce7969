"""`--json` and `--lang` are taken everywhere, and an error is one plain sentence."""

import pytest

COMMANDS = [
    "serve",
    "ask",
    "chat",
    "demo",
    "fares",
    "models",
    "usage",
    "doctor",
    "keys add",
    "keys list",
    "keys revoke",
    "providers add",
    "providers list",
    "providers remove",
]


@pytest.mark.parametrize("command", ["", "keys", "providers", *COMMANDS])
def test_every_command_explains_itself_and_the_shared_options(cli, command):
    said = cli(*command.split(), "--help")
    assert said.status == 0
    assert f"Usage: wayfare {command}".strip() in said.out.replace("  ", " ")
    assert "--json" in said.out
    assert "--lang" in said.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--json", "keys", "list"),
        ("keys", "--json", "list"),
        ("keys", "list", "--json"),
        ("--lang", "ko", "--json", "usage"),
        ("usage", "--json", "--lang", "ko"),
    ],
)
def test_json_is_taken_at_every_place(cli, arguments):
    assert cli(*arguments).json == []


@pytest.mark.parametrize(
    ("arguments", "environ", "korean"),
    [
        (("usage",), {}, False),
        (("usage",), {"LANG": "ko_KR.UTF-8"}, True),
        (("usage",), {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, False),
        (("usage",), {"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.UTF-8"}, True),
        (("--lang", "ko", "usage"), {}, True),
        (("usage", "--lang", "ko"), {}, True),
        (("usage", "--lang", "en"), {"LC_ALL": "ko_KR.UTF-8"}, False),
        (("--lang", "en", "usage", "--lang", "ko"), {}, True),
    ],
)
def test_the_language_is_that_of_the_option_or_of_the_locale(cli, arguments, environ, korean):
    assert ("질문이 없습니다" in cli(*arguments, **environ).out) == korean


def test_a_language_that_is_not_spoken_is_refused(cli):
    said = cli("usage", "--lang", "fr")
    assert said.status == 2
    assert "fr" in said.err


BAD_TOML = {"": "x = [", "kind": '[routing]\npoint_worth_micros = "x"', "name": "[serve]\nport = 1"}


@pytest.mark.parametrize("text", BAD_TOML.values(), ids=BAD_TOML)
@pytest.mark.parametrize("command", ["serve", "ask Hi", "models", "usage", "keys list"])
def test_bad_settings_are_one_sentence(cli, command, text, tmp_path):
    (tmp_path / "folder" / "wayfare.toml").write_text(text)
    said = cli(*command.split())
    assert (said.out, said.status) == ("", 1)
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


@pytest.mark.parametrize("text", BAD_TOML.values(), ids=BAD_TOML)
def test_the_doctor_shows_bad_settings_beside_all_settings(cli, text, tmp_path):
    (tmp_path / "folder" / "wayfare.toml").write_text(text)
    said = cli("doctor")
    assert said.status == 1
    assert "look here: " in said.out
    assert "server.port" in said.out


@pytest.mark.parametrize("home", ["/dev/null/x", "/proc/nothing"])
@pytest.mark.parametrize(
    "command",
    ["serve --port 0", "ask Hi", "models", "usage", "keys add me", "providers add openai"],
)
def test_a_home_that_cannot_be_written_is_one_sentence(cli, command, home):
    said = cli(*command.split(), WAYFARE_HOME=home)
    assert (said.out, said.status) == ("", 1)
    assert said.err.startswith(home)
    assert said.err.count("\n") == 1


def test_a_database_that_is_none_is_one_sentence(cli, tmp_path):
    path = tmp_path / "folder" / "notes.db"
    path.write_text("these are my notes\n" * 100)
    said = cli("usage", WAYFARE_STORE__URL=f"sqlite:///{path}")
    assert said.status == 1
    assert said.err.startswith(f"{path} cannot be opened: file is not a database.")


def test_a_terminal_without_hangul_is_no_accident(cli, monkeypatch, capsys):
    said = cli("usage", "--lang", "ko", PYTHONIOENCODING="ascii")
    assert said.status == 0


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_wayfare_alone_shows_its_help(cli, language):
    said = cli(LC_ALL={"ko": "ko_KR.UTF-8", "ja": "ja_JP.UTF-8"}.get(language, "C"))
    assert said.status == 2
    assert said.err == cli("--help", "--lang", language).out


def test_a_group_with_options_alone_shows_its_help(cli):
    said = cli("providers", "--lang", "ko")
    assert said.status == 2
    assert said.err == cli("providers", "--help", "--lang", "ko").out


def test_what_is_typed_wrong_is_said_in_the_language_of_whoever_typed_it(cli):
    said = cli("bogus", "--lang", "ko")
    assert said.status == 2
    assert said.err == (
        "사용법: wayfare [OPTIONS] COMMAND [ARGS]...\n"
        "도움말: 'wayfare -h'\n\n오류: 'bogus' 명령은 없습니다.\n"
    )
    assert "エラー: 引数'question'がありません。" in cli("ask", "--lang", "ja").err
    assert "Error: No such command 'bogus'." in cli("bogus").err
    assert "정수를 쓰세요." in cli("serve", "--port", "many", "--lang", "ko").err


def test_a_value_that_is_refused_is_told_without_how_it_is_checked(cli):
    said = cli("--lang", "fr", "models")
    assert said.err.endswith(
        "Error: Invalid value for '--lang': 'fr' is not one of 'en', 'ko', 'ja'.\n"
    )


def test_help_has_its_headings_in_the_language_too(cli):
    said = cli("keys", "--help", "--lang", "ko").out
    assert said.startswith("사용법: wayfare keys")
    assert all(f"\n{each}:\n" in said for each in ("옵션", "명령"))
    assert "이 도움말을 보여 줍니다." in said
