"""`wayfare keys`, `providers`, `models` and `doctor`."""

from wayfare.cli.doctor import setting_rows
from wayfare.cli.settings_texts import KOREAN
from wayfare.settings.whole import Settings


def test_a_key_is_made_shown_once_listed_and_revoked(cli):
    made = cli("keys", "add", "민수", "--label", "노트북", "--no-learning", "--json").json
    assert made["key"] not in cli("keys", "list").out
    row = cli("keys", "list", "--json").json[0]
    assert (row["id"], row["user"], row["may_learn"]) == (made["id"], "민수", False)
    assert cli("keys", "list", "--lang", "ko").out.splitlines()[1].endswith("아니요")
    assert cli("keys", "revoke", made["id"], "--lang", "ko").out == f"키 {made['id']} 취소됨.\n"
    assert cli("keys", "list", "--json").json[0]["revoked_at"] is not None
    again = cli("keys", "revoke", made["id"])
    assert again.status == 1
    assert again.err.endswith("`wayfare keys list` shows them.\n")


def test_a_key_alone_goes_to_standard_output(cli):
    said = cli("keys", "add", "me")
    assert said.out.count("\n") == 1
    assert said.err == "This key is shown once. Keep it:\n"


def test_a_list_without_keys_says_so(cli):
    assert cli("keys", "list").out.startswith("There is no key yet.")
    assert cli("keys", "list", "--lang", "ko").out.startswith("아직 키가 없습니다.")


def test_a_provider_is_added_listed_and_removed(cli, server):
    base = ("providers", "add", "mine", "--allow-private", "--base-url", server.url + "/v1")
    added = cli(*base, "--key-env", "MY_KEY", "--models", "scripted-small, scripted-large")
    assert added.status == 0
    assert "restart" in added.out
    row = cli("providers", "list", "--json", MY_KEY="x").json[0]
    assert (row["name"], row["has_key"]) == ("mine", True)
    assert row["models"] == ["scripted-small", "scripted-large"]
    assert "MY_KEY: 설정되지 않음" in cli("providers", "list", "--lang", "ko").out
    models = cli("models", "--json", MY_KEY=server.key).json["models"]
    assert [model["id"] for model in models] == ["mine/scripted-small", "mine/scripted-large"]
    assert "mine/scripted-large" in cli("models", MY_KEY=server.key).out
    assert cli("providers", "remove", "mine", "--lang", "ko").status == 0
    assert cli("providers", "list").out.startswith("No provider was added")
    assert "`wayfare providers list`" in cli("providers", "remove", "mine").err


def test_a_usual_provider_needs_only_its_name(cli):
    assert cli("providers", "add", "openai", "--json").json["key_env"] == "OPENAI_API_KEY"


def test_a_private_address_is_refused_at_once_and_the_cure_works(cli):
    base = ("providers", "add", "home", "--base-url", "http://192.168.0.7:8000/v1")
    said = cli(*base)
    assert said.status == 1
    assert "http://192.168.0.7:8000/v1 lies on this machine or in a private network" in said.err
    assert "사설망의 주소입니다" in cli(*base, "--lang", "ko").err
    assert said.err.endswith("add it with `--allow-private`.\n")
    assert "붙여" in cli(*base, "--lang", "ko").err
    assert cli(*base, "--allow-private").status == 0
    said = cli(
        "providers", "add", "cloud", "--allow-private", "--base-url", "http://169.254.169.254"
    )
    assert said.status == 1
    assert "network" in said.err


def test_a_usual_provider_whose_address_lacks_a_part_says_which(cli):
    said = cli("providers", "add", "vertex")
    assert said.status == 1
    assert "GOOGLE_CLOUD_LOCATION, GOOGLE_CLOUD_PROJECT" in said.err
    assert "Set it in the environment" in said.err
    assert cli("providers", "test", "vertex").err == said.err
    parts = {"GOOGLE_CLOUD_LOCATION": "europe-west1", "GOOGLE_CLOUD_PROJECT": "p1"}
    said = cli("providers", "add", "vertex", "--models", "google/m", **parts)
    assert "pip install 'wayfare[vertex]'" in said.out
    (row,) = cli("providers", "list", "--json").json
    assert row["base_url"].startswith(
        "https://europe-west1-aiplatform.googleapis.com/v1/projects/p1"
    )
    assert (row["auth"], row["wires"]) == ("google", ["openai"])


def test_a_provider_of_several_wires_is_added(cli):
    wires = ("--wire", "anthropic, openai", "--auth", "bearer")
    cli("providers", "add", "two", "--base-url", "https://two.example/v1", *wires)
    (row,) = cli("providers", "list", "--json").json
    assert (row["wires"], row["auth"]) == (["anthropic", "openai"], "bearer")


def test_a_provider_that_cannot_be_is_refused_with_the_cure(cli):
    for arguments in (("auto",), ("Foo Bar",), ("foo",), ("foo", "--base-url", "ftp://x")):
        said = cli("providers", "add", *arguments)
        assert said.status == 1
        assert said.err.count("\n") == 1
    assert cli("providers", "add", "openai", "--wire", "morse").status == 1


def test_a_provider_that_does_not_answer_is_named(cli, caplog):
    cli("providers", "add", "dead", "--base-url", "http://127.0.0.1:1/v1", "--allow-private")
    said = cli("models", "--json")
    assert said.json["models"] == []
    assert "dead" in said.json["faults"]
    said = cli("models").err
    assert said.startswith("dead cannot be reached")
    assert said.count("cannot be reached") == 1
    assert not caplog.records  # the command has said it
    cli("ask", "Hi")
    assert len(caplog.records) == 1


def test_the_doctor_shows_every_setting_and_finds_nothing_wrong(cli):
    said = cli("doctor", "--json")
    assert said.status == 0
    names = [row["name"] for row in said.json["settings"]]
    assert "local.download" in names
    assert all(check["good"] for check in said.json["checks"])
    assert "확인 필요" not in cli("doctor", "--lang", "ko").out


def test_the_doctor_names_rows_and_explains_settings_in_korean(cli):
    cli("providers", "add", "mine", "--base-url", "https://models.example/v1")
    lines = cli("doctor", "--lang", "ko").out.splitlines()
    (row,) = [line for line in lines if line.startswith("providers ")]
    assert row.split() == ["providers", "mine", "이름별", "제공자."]
    assert KOREAN.keys() == {row["name"] for row in setting_rows(Settings())}


def test_local_models_that_are_off_are_not_promised(cli):
    said = cli("models", WAYFARE_LOCAL__ENABLED="false").out
    assert "not offered: `local.enabled` is off" in said
    assert "fetched by" not in said


def test_the_doctor_says_where_weights_come_from(cli):
    local = {"WAYFARE_LOCAL__ENABLED": "true"}
    assert cli("doctor", **local).status == 0
    said = cli("doctor", WAYFARE_LOCAL__DOWNLOAD="false", **local)
    assert said.status == 1
    assert "look here: smollm2-135m: " in said.out
    assert "sha256" in cli("models", **local).out
