"""`wayfare doctor` on pivots: whose model or translator cannot be asked, and why."""

import re
from pathlib import Path

import pytest

PROVIDER = """
[providers.up]
base_url = '{url}'
auth = 'none'
allow_private = true
models = ['scripted-small', 'scripted-large', 'scripted-embed']
[providers.gone]
base_url = 'http://127.0.0.1:1/v1'
auth = 'none'
allow_private = true
[terms.up]
country = 'US'
may_train = false
as_of = '2026-11-01'
source = 'written here'
"""
SMALL, LARGE = "up/scripted-small", "up/scripted-large"


@pytest.fixture
def look(cli, surroundings, upstream_url):
    """Has the doctor look at settings; gives what it says of pivots, and its exit status."""

    def look(more: str, *arguments: str) -> tuple[list[dict[str, object]], int]:
        config = Path(surroundings["WAYFARE_HOME"]) / "config"
        config.mkdir(parents=True, exist_ok=True)
        (config / "wayfare.toml").write_text(more + PROVIDER.format(url=upstream_url), "utf-8")
        said = cli("doctor", "--json", *arguments)
        checks = said.json["checks"]
        return [c for c in checks if re.search("via-|arms|middle", c["what"])], said.status

    return look


def pivot(model: str = SMALL, translator: str = LARGE, middle: str = "en") -> str:
    return f"[pivot]\nmodels = ['{model}']\ntranslator = '{translator}'\nmiddle = '{middle}'\n"


def test_without_a_pivot_nothing_is_said_and_nobody_asked(look, scripted):
    before = len(scripted.ledger)
    assert look("") == ([], 0)
    assert len(scripted.ledger) == before


def test_a_pivot_that_can_be_asked_is_told_with_who_translates(look):
    (said,), status = look(pivot())
    assert (said["good"], status) == (True, 0)
    assert said["what"] == (
        "up/scripted-small@via-en: up/scripted-small is asked in English, "
        "and up/scripted-large translates"
    )


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (pivot(model="up/nobody"), "there is no model up/nobody"),
        (pivot(translator="up/nobody"), "there is no model up/nobody"),
        (pivot(translator="nobody"), "there is no model nobody"),
        (pivot(translator="other/model"), "no provider other is set"),
        (pivot(translator="gone/model"), "gone lists no models now"),
        (pivot(translator="qwen2.5-coder-0.5b"), "set local.enabled to true"),
        (pivot(model="up/scripted-embed"), "does not chat"),
        (pivot(translator="up/scripted-embed"), "neither chats nor translates"),
        (pivot() + "[demands]\ncountries = ['KR']\n", "may not be asked, by what [demands] says"),
        (pivot(middle="English"), "Set `middle` to a code"),
        (
            pivot() + f"[[arms]]\ndeployment = '{SMALL}'\ntranslator = '{SMALL}'\n",
            "Two different arms are named up/scripted-small@via-en",
        ),
        (f"[[arms]]\ndeployment = '{SMALL}'\n", "Give it a `name` in `[[arms]]`"),
    ],
)
def test_what_stands_in_the_way_of_a_pivot_is_said(look, settings, says):
    found, status = look(settings)
    assert status == 1
    assert [each["good"] for each in found] == [False] * len(found)
    assert says in found[0]["what"]


def test_model_and_translator_are_told_of_each_and_one_that_is_both_once(look):
    found, _ = look(pivot(model="up/a", translator="up/b"))
    assert [re.search(r"model (\S+);", each["what"])[1] for each in found] == ["up/a", "up/b"]
    found, _ = look(pivot(model="up/a", translator=""))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("language", "unknown", "barred"),
    [
        ("ko", "up/nobody 모델이 없습니다.", "[demands] 조건에 맞지 않아"),
        ("ja", "モデルup/nobodyがありません。", "[demands]の条件を満たさない"),
    ],
)
def test_it_is_said_in_the_language_of_whoever_asks(look, language, unknown, barred):
    settings = pivot(translator="up/nobody") + "[demands]\ncountries = ['KR']\n"
    found, _ = look(settings, "--lang", language)
    said = [each["what"] for each in found]
    assert len(said) == 2
    assert barred in said[0]
    assert unknown in said[1]
    assert not re.search("is not|may not", "".join(said))
