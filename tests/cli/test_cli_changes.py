"""`wayfare models changed`: said once, seen everywhere, taken back."""

from contextlib import closing
from pathlib import Path

import pytest

from outcome_logs import write
from wayfare.gateway.clock import Clock
from wayfare.store.database import open_database
from wayfare.store.epochs import read_epochs

DAY = 1_763_596_800.0  # 2025-11-20


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}"


@pytest.fixture
def judged(cli, store):
    """Two arms of one model whose answers were judged, and one of another."""
    with closing(open_database(store)) as database:
        write(database, range(3), [1, 0, 1], "openai/small")
        write(database, range(3, 5), [1, 0], "openai/small@low")
        write(database, range(5, 7), [1, 0], "openai/large")


def kept(store):
    with closing(open_database(store)) as database:
        return [(each.arm, each.since, each.change.value) for each in read_epochs(database)]


def test_a_change_is_of_every_arm_of_the_model(cli, judged, store):
    answer = cli("models", "changed", "openai/small", "--since", "2025-11-20")
    assert answer.status == 0
    assert "openai/small@low: changed on 2025-11-20 00:00:00 (you said so)." in answer.out
    assert "count as 20 at most" in answer.out
    assert kept(store) == [("openai/small", DAY, "said"), ("openai/small@low", DAY, "said")]
    (entry,) = cli("audit", "--json").json
    assert (entry["action"], entry["subject"]) == ("model.changed", "openai/small")


def test_without_a_time_it_is_now(cli, judged, store):
    before = Clock().now()
    (shown,) = cli("models", "changed", "openai/large", "--json").json
    assert before <= shown["since"] <= Clock().now()
    assert kept(store) == [("openai/large", shown["since"], "said")]


def test_the_list_of_changes_and_that_of_models_show_it(cli, judged):
    assert cli("models", "changed").out == "No model is known to have changed.\n"
    cli("models", "changed", "openai/large", "--since", "2025-11-20T09:30")
    assert "openai/large: changed on 2025-11-20 09:30:00" in cli("models", "changed").out
    assert "openai/large: 2025-11-20 09:30:00에 바뀜" in cli("models", "--lang", "ko").out
    (change,) = cli("models", "--json").json["changes"]
    assert (change["arm"], change["change"]) == ("openai/large", "said")


def test_the_last_change_can_be_taken_back(cli, judged, store):
    for day in ("2025-11-20", "2025-11-21"):
        cli("models", "changed", "openai/large", "--since", day)
    assert "taken back" in cli("models", "changed", "openai/large", "--undo").out
    assert kept(store) == [("openai/large", DAY, "said")]
    assert cli("audit", "--json").json[0]["action"] == "model.unchanged"


@pytest.mark.parametrize(
    ("given", "english", "korean"),
    [
        (["nobody"], "No outcome speaks of nobody.", "nobody 모델에 대한 평가가 없습니다."),
        (["openai/large", "--undo"], "never changed", "모델이 바뀌었다는 기록이 없습니다."),
        (["openai/large", "--since", "3000-01-01"], "in the future", "앞날일 수는 없습니다."),
        (["openai/large", "--since", "soon"], "no day and no moment", "날짜나 시각이 아닙니다."),
    ],
)
def test_what_cannot_be_is_refused(cli, judged, store, given, english, korean):
    answer = cli("models", "changed", *given)
    assert answer.status == 1
    assert english in answer.err
    assert korean in cli("models", "changed", *given, "--lang", "ko").err
    assert kept(store) == []


def test_a_jump_that_is_confirmed_begins_an_epoch_with_its_first_answer(cli, store):
    with closing(open_database(store)) as database:
        write(database, range(300), [1, 1, 1, 0] * 75)
        write(database, range(300, 600), [0, 0, 0, 1] * 75)
    (finding,) = cli("doctor", "routing", "--json").json["findings"]
    assert finding["fault"] == "jump"
    confirmed = cli("doctor", "routing", "--confirm", finding["id"], "--json").json
    assert confirmed["findings"][0]["confirmed"]
    ((arm, since, change),) = kept(store)
    assert (arm, change) == ("a", "jump")
    assert 280 <= since <= 310
    cli("doctor", "routing", "--doubt", finding["id"])
    assert kept(store) == []


def test_a_change_that_was_said_is_no_jump(cli, store):
    with closing(open_database(store)) as database:
        write(database, range(300), [1, 1, 1, 0] * 75)
        write(database, range(300, 600), [0, 0, 0, 1] * 75)
    assert cli("models", "changed", "a", "--since", "1970-01-01T00:05:00").status == 0
    assert cli("doctor", "routing", "--json").json["findings"] == []
