"""`wayfare doctor` on what a team adds: a store, a Redis, several processes, OpenID, a vault."""

from pathlib import Path

import pytest


def looks(said) -> list[str]:
    """What is to be looked at."""
    return [check["what"] for check in said.json["checks"] if not check["good"]]


def test_the_doctor_says_where_the_store_is_and_how_many_kept_keys_open(cli, surroundings):
    home = surroundings["WAYFARE_HOME"]
    cli("credentials", "set", "openai", stdin=b"sk-for-a-test")
    said = cli("doctor")
    assert said.status == 0
    assert f"the store opens: {home}/wayfare.db" in said.out
    assert "opens every provider's key that is kept (1)" in said.out


def test_the_doctor_names_whose_keys_a_wrong_vault_does_not_open(cli, surroundings):
    cli("credentials", "set", "openai", stdin=b"sk-for-a-test")
    Path(surroundings["WAYFARE_HOME"], "config", "vault").write_text("00" * 32 + "\n", "ascii")
    (what,) = looks(cli("doctor", "--json"))
    assert "does not open the keys of openai" in what


def test_the_doctor_finds_a_store_that_cannot_be_reached_without_its_password(cli):
    address = "postgresql://wayfare:secret-word@127.0.0.1:1/wayfare"
    said = cli("doctor", "--json", WAYFARE_STORE__URL=address)
    assert said.status == 1
    assert "cannot be opened" in looks(said)[0]
    assert "secret-word" not in said.out


@pytest.mark.parametrize(
    ("settings", "what"),
    [
        ({"WAYFARE_SERVER__WORKERS": "2"}, "limits.redis_url"),
        ({"WAYFARE_LIMITS__REDIS_URL": "redis://127.0.0.1:1/0"}, "cannot be used"),
        ({"WAYFARE_LIMITS__REDIS_URL": "nonsense"}, "not an address of a Redis"),
        ({"WAYFARE_OIDC__ISSUER": "https://id.example.com"}, "oidc.client_id"),
    ],
)
def test_the_doctor_finds_what_a_start_would_stumble_over(cli, settings, what):
    (found,) = looks(cli("doctor", "--json", **settings))
    assert what in found


def test_the_doctor_sees_that_redis_answers(cli, redis):
    said = cli("doctor", WAYFARE_LIMITS__REDIS_URL=redis, WAYFARE_SERVER__WORKERS="2")
    assert said.status == 0
    assert "processes that serve: 2" in said.out
    assert "are counted in answers" in said.out
