"""That a model's answers changed is said wherever somebody looks, with how sure that is."""

from contextlib import closing
from pathlib import Path

import pytest

from vigils import keep_vigil
from wayfare.store.database import open_database

ARM = "openai/large"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}"


@pytest.fixture
def keep(cli, store):
    def keep(right: int, wrong: int = 0) -> None:
        with closing(open_database(store)) as database:
            keep_vigil(database, ARM, right, wrong)

    return keep


def test_a_model_that_is_as_it_was_is_no_news(cli, keep):
    keep(60)
    said = cli("certificates").out
    assert f"{ARM}, 8 old questions asked again since 2025-11-20" in said
    assert "no sign of a change in 60 answers" in said
    assert "once in 10,000 askings on average, at most" in " ".join(said.split())
    assert "A cascade or a panel is watched by its models" in " ".join(said.split())
    assert ARM not in cli("models").out
    assert cli("doctor", "routing").out == "8 outcomes, and nothing that looks like a fault.\n"
    (vigil,) = cli("models", "--json").json["vigils"]
    assert (vigil["arm"], vigil["scored"], vigil["state"]) == (ARM, 60, "steady")


def test_a_model_that_changed_is_said_to_have(cli, keep):
    keep(100, 12)
    day = "2025-11-24"  # a hundred hours later
    for command in (["certificates"], ["models"], ["doctor", "routing"]):
        said = cli(*command).out
        assert f"this model's answers changed on {day}, for the worse" in said
        assert "once in 10,000 askings on average, at most" in " ".join(said.split())
    changed = cli("models", "changed").out
    assert f"{ARM}: changed on {day} 04:00:00 (the same questions, asked again" in changed
    (found,) = cli("doctor", "routing", "--json").json["vigils"]
    assert (found["state"], found["is_worse"], found["false_once_in"]) == ("changed", True, 10_000)


def test_it_is_said_in_korean(cli, keep):
    keep(100, 12)
    assert "이 모델의 답이 2025-11-24에 나빠짐" in cli("certificates", "--lang", "ko").out
    assert "같은 질문을 다시 물었더니 답이 나빠짐" in cli("models", "changed", "--lang", "ko").out


def test_a_model_in_doubt_is_said_to_be(cli, keep):
    keep(100, 4)
    said = cli("models").out
    assert "in doubt after 104 answers" in said
    assert "once in 1,000 askings on average" in said
    assert "의심스러움" in cli("models", "--lang", "ko").out
    assert cli("models", "changed").out == "No model is known to have changed.\n"


def test_a_change_is_taken_back_for_good(cli, keep, store):
    keep(100, 12)
    assert cli("models", "changed", ARM, "--undo").status == 0
    assert cli("models", "changed").out == "No model is known to have changed.\n"
