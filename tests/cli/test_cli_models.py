"""`wayfare models`: what `auto` takes and why, and a person's word on it."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from wayfare.bootstrap import PoolNews
from wayfare.cli.serve import tell
from wayfare.cli.state import State

PRICE = "[prices.'up/{model}']\nas_of = '2026-11-01'\ninput = {dollars}\noutput = {dollars}\n"


@pytest.fixture
def listing(server, surroundings: Mapping[str, str]) -> dict[str, str]:
    """Settings in which the scripted Wayfare is a provider that lists its models itself."""
    config = Path(surroundings["WAYFARE_HOME"]) / "config"
    config.mkdir(parents=True)
    prices = {"scripted-large": 2.0, "scripted-small": 0.5, "scripted-plain": 100.0}
    (config / "wayfare.toml").write_text(
        f'[providers.up]\nbase_url = "{server.url}/v1"\nkey_env = "UP_KEY"\n'
        "allow_private = true\n"
        + "".join(PRICE.format(model=model, dollars=price) for model, price in prices.items()),
        "utf-8",
    )
    return {"UP_KEY": server.key}


def probes(surroundings: Mapping[str, str]) -> int:
    """How many probes stand in the record."""
    path = Path(surroundings["WAYFARE_HOME"]) / "wayfare.db"
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT count(*) FROM requests WHERE model = 'probe'")
        return found.fetchone()[0]


def test_what_auto_takes_is_marked_and_the_others_are_counted(cli, listing):
    lines = cli("models", **listing).out.splitlines()
    marks = {line.split()[0]: line.split()[1] for line in lines if line.startswith("up/")}
    assert marks == {"up/scripted-large": "in", "up/scripted-small": "in"}
    (rest,) = [line for line in lines if "more can" in line]
    assert rest.endswith(
        "more can be asked by name; `wayfare models --why` says why they are left out."
    )
    models = cli("models", "--json", **listing).json["models"]
    assert [m["id"] for m in models if m["wayfare"]["in_auto"]] == list(marks)


def test_the_price_of_several_models_is_that_of_all_that_are_asked(cli, listing, surroundings):
    config = Path(surroundings["WAYFARE_HOME"]) / "config" / "wayfare.toml"
    arm = "[[arms]]\ndeployment = 'up/scripted-large'\nname = '{}'\n"
    with config.open("a", encoding="utf-8") as settings:
        settings.write(arm.format("careful"))
        settings.write("cheap = 'up/scripted-small'\nsecond = 'up/scripted-plain'\n")
        settings.write(arm.format("everybody"))
        settings.write("panel = ['up/scripted-small', 'up/scripted-plain']\n")
        settings.write(arm.format("guesses"))
        settings.write("cheap = 'up/scripted-small'\nsecond = 'up/scripted-unpriced'\n")
        settings.write("[pool]\narms = ['careful', 'everybody', 'guesses']\n")
    for language, most in (("en", "up to"), ("ko", "최대")):
        lines = cli("models", "--lang", language, COLUMNS="200", **listing).out.splitlines()
        rows = {line.split()[0]: " ".join(line.split()) for line in lines if line.strip()}
        assert f"100.5 / 100.5, {most} 102.5 / 102.5" in rows["careful"]
        assert "102.5 / 102.5" in rows["everybody"]
        assert most not in rows["everybody"]
        assert ("not known" if language == "en" else "알 수 없음") in rows["guesses"]
        assert most not in rows["guesses"]


def test_each_is_explained(cli, listing):
    lines = cli("models", "--why", **listing).out.splitlines()
    assert lines[0] == "auto takes (2):"
    assert (
        "  up/scripted-plain: A usual question costs $0.150000 there, more than "
        "`pool.fare_micros_max` allows."
    ) in lines
    assert "  up/scripted-embed: It makes embeddings." in lines
    korean = cli("models", "--why", "--lang", "ko", **listing).out
    assert "auto가 쓰는 모델(2개):" in korean
    assert "  up/scripted-embed: 임베딩을 만드는 모델입니다." in korean


def test_looking_spends_nothing(cli, listing, surroundings):
    cli("models", **listing)
    cli("models", "--why", **listing)
    assert probes(surroundings) == 0


def test_a_person_adds_and_removes_and_what_is_added_is_asked_once(cli, listing, surroundings):
    said = cli("models", "add", "scripted-plain", **listing)
    assert said.status == 0
    assert said.out.splitlines()[0] == "`auto` takes up/scripted-plain."
    assert said.out.splitlines()[1].startswith("It was asked once. Cost: $0.00")
    asked = probes(surroundings)
    assert asked == 3  # the chosen ones too, which nobody had asked yet
    assert cli("models", "remove", "up/scripted-large", "--lang", "ko", **listing).out.startswith(
        "이제 `auto`가 up/scripted-large 모델을 쓰지 않습니다."
    )
    models = cli("models", "--json", **listing).json
    taken = [m["id"] for m in models["models"] if m["wayfare"]["in_auto"]]
    assert taken == ["up/scripted-small", "up/scripted-plain"]
    pool = {place["name"]: place for place in models["pool"]}
    assert pool["up/scripted-large"]["code"] == "pool_removed"
    assert pool["up/scripted-plain"]["probe"] == "answered"
    said = cli("models", "choose", **listing).out.splitlines()
    assert said[-2].startswith("Models asked once: 1. Cost: $0.00")
    asked = probes(surroundings)
    anew = cli("models", "choose", "--json", **listing).json
    assert {place["name"] for place in anew if place["state"] == "in"} == set(taken)
    assert cli("ask", "Hi", "--json", **listing).status == 0
    assert probes(surroundings) == asked + 1  # of what was chosen anew


def test_what_auto_takes_is_said_aloud_and_what_is_new_is_not_listed_without_end(capsys):
    new = tuple(f"a/n{number}" for number in range(9))
    tell(State("en"), PoolNews(("a/x", "b/y"), new, models=300))
    first, second = capsys.readouterr().err.splitlines()
    assert first == "auto takes 2 of 300 models: a/x, b/y. `wayfare models --why` says why."
    assert second == (
        "New, and not taken yet: a/n0, a/n1, a/n2, a/n3, a/n4 and 4 more. "
        "`wayfare models add NAME` takes one."
    )
    tell(State("ko"), PoolNews(("a/x",), (), models=1))
    assert capsys.readouterr().err.startswith("auto가 쓰는 모델(1개 중 1개): a/x.")


@pytest.mark.parametrize("command", ["add", "remove"])
def test_a_model_that_is_not_there_is_said_so(cli, listing, command):
    said = cli("models", command, "up/nothing", **listing)
    assert said.status == 1
    assert said.err.startswith("There is no model 'up/nothing'.")


def test_where_there_is_one_arm_there_is_nothing_to_choose(cli, upstream):
    settings = {**upstream, "WAYFARE_POOL__ARMS_MAX": "1"}
    said = json.loads(cli("ask", "Hi", "--json", **settings).out.splitlines()[-1])
    assert "There is nothing to choose" in json.dumps(said)
