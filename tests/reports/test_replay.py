import json
import re

import numpy as np
import pytest

from wayfare.cli.main import main
from wayfare.domain.errors import BadRequestError
from wayfare.reports.replay.labelled import read_labelled
from wayfare.reports.replay.offline import Plan, replay
from wayfare.reports.replay.policies import POLICIES
from wayfare.reports.replay.rows import FIGURES, NAMES
from wayfare.reports.replay.splits import draw

pa = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'wayfare[replay]'")
pq = pytest.importorskip("pyarrow.parquet")

_SUMS = "What is {} plus {}? Give the number."
_VERSES = "Write a short verse about the {} in {}."
_WORDS = ("sea", "moon", "river", "garden", "road", "winter", "city", "field")


def write_set(folder, name="toy", count=240, seed=0):
    """Sums, that `counter` can do, and verses, that `poet` can; `dear` does both."""
    rng = np.random.default_rng(seed)
    prompts, outcomes = [], []
    for number in range(count):
        is_sum = bool(rng.integers(2))
        text = (
            _SUMS.format(*rng.integers(1, 900, size=2))
            if is_sum
            else _VERSES.format(_WORDS[rng.integers(8)], 1_000 + number)
        )
        prompts.append({"prompt_id": f"p{number}", "prompt": text, "topic": None, "language": "en"})
        chances = {
            "counter": (0.95 if is_sum else 0.1, 1e-5),
            "poet": (0.1 if is_sum else 0.95, 1e-5),
            "dear": (0.95, 1e-3),
            "free": (0.5, None),
        }
        outcomes += [
            {
                "prompt_id": f"p{number}",
                "model": model,
                "score": float(rng.random() < chance),
                "cost_usd": cost,
            }
            for model, (chance, cost) in chances.items()
        ]
    pq.write_table(pa.Table.from_pylist(prompts), folder / f"{name}.prompts.parquet")
    pq.write_table(pa.Table.from_pylist(outcomes), folder / f"{name}.outcomes.parquet")


@pytest.fixture
def folder(tmp_path):
    write_set(tmp_path)
    return tmp_path


def run(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0


def means(rows):
    return {(r["policy"], r["aim"]): r for r in rows if r["seed"] is None}


def test_wayfare_finds_who_answers_what_for_a_hundredth_of_the_price(folder):
    toy = read_labelled(folder, "toy")
    plan = Plan({**POLICIES, "oracle": None}, aims=(5.0,), seeds=3)
    found = means(replay(toy, toy, plan))
    ours = found["wayfare", 5.0]
    assert ours["points_lost"] < 4
    assert ours["cost_per_1k"] < 0.1 * found["best_single", None]["cost_per_1k"]
    assert ours["saving_vs_mix"] > 0.8
    assert abs(ours["saving_length_only"]) < 0.2
    assert found["random", None]["score"] < 80
    assert found["oracle", None]["gap_closed"] == pytest.approx(1)
    assert ours["decision_us_p50"] > 0


def test_arms_without_a_price_are_left_out(folder):
    toy = read_labelled(folder, "toy")
    assert toy.priced == ("counter", "dear", "poet")
    rows = replay(toy, toy, Plan({"random": POLICIES["random"]}, aims=(2.0,)))
    assert all(r["cost_per_1k"] is not None for r in rows)


def test_the_same_seed_replays_the_same(folder):
    toy = read_labelled(folder, "toy")
    plan = Plan(
        {"wayfare": POLICIES["wayfare"], "random": POLICIES["random"]}, aims=(0.0,), seeds=2
    )
    timed = {"decision_us_p50", "decision_us_p99"}

    def figures():
        rows = replay(toy, toy, plan)
        return [{k: v for k, v in r.items() if not k.startswith(tuple(timed))} for r in rows]

    assert figures() == figures()


def test_identical_texts_fall_on_one_side(folder):
    toy = read_labelled(folder, "toy")
    doubled = toy.at(np.array([*range(len(toy)), *range(len(toy))]))
    learned, decided = draw(doubled, doubled, 50, np.random.default_rng(0))
    assert not set(learned.asked.texts) & set(decided.asked.texts)
    assert len(learned) == 50
    assert len(decided) == pytest.approx(len(doubled) / 4, abs=40)


def test_another_folder_is_decided_whole_and_never_learned_from(folder, tmp_path):
    train = read_labelled(folder, "toy")
    test = train.at(np.arange(100))
    learned, decided = draw(train, test, None, np.random.default_rng(0))
    assert len(decided) == 100
    assert not set(learned.asked.texts) & set(decided.asked.texts)


def test_a_rule_never_sees_the_outcomes_of_what_it_decides(folder):
    toy = read_labelled(folder, "toy")
    seen = []

    class Spy:
        def __init__(self, rng):
            pass

        def learn(self, labelled):
            self.arms = labelled.arms

        def decide(self, asked, aim):
            seen.append(vars(type(asked)).keys() | set(type(asked).__slots__))
            return np.zeros(len(asked), dtype=np.intp)

        def prefer(self, asked):
            return None

    replay(toy, toy, Plan({"spy": Spy}, aims=(0.0,)))
    assert seen
    assert not any({"scores", "dollars"} & names for names in seen)


def test_the_command_prints_a_board_and_writes_rows(folder, capsys):
    rows_file = folder / "rows.json"
    arguments = f"replay --test {folder} --name toy --seeds 2 --labels 100 --aim 0 --aim 2"
    run([*arguments.split(), "--json", str(rows_file), "--policy", "wayfare", "--lang", "ko"])
    assert "절감" in capsys.readouterr().out
    rows = json.loads(rows_file.read_text())
    assert {r["labels"] for r in rows} == {100}
    assert [r["seed"] for r in rows] == [0, 0, 1, 1, None, None]
    assert list(rows[0]) == [*NAMES, *FIGURES]


def test_a_rule_from_a_file_is_replayed(folder):
    rule = folder / "mine.py"
    rule.write_text(
        "import numpy as np\n"
        "class Always:\n"
        "    def __init__(self, rng): pass\n"
        "    def learn(self, seen): self.arm = seen.arms.index('dear')\n"
        "    def decide(self, asked, aim): return np.full(len(asked), self.arm)\n"
        "    def prefer(self, asked): return None\n"
    )
    out = folder / "rows.json"
    arguments = f"replay --test {folder} --name toy --seeds 1 --aim 1 --policy {rule}:Always"
    run([*arguments.split(), "--json", str(out)])
    rows = json.loads(out.read_text())
    assert {r["policy"] for r in rows} == {"Always"}
    assert rows[0]["cost_per_1k"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--name", "nothing"], r"nothing\.prompts\.parquet cannot be read"),
        (["--name", "toy", "--policy", "mine"], "no policy 'mine'"),
        (["--name", "toy", "--policy", "nowhere.py:X"], r"no Python file nowhere\.py"),
    ],
)
def test_what_is_wrong_is_one_sentence(folder, capsys, arguments, said):
    with pytest.raises(SystemExit):
        main(["replay", "--test", str(folder), "--lang", "en", *arguments])
    assert re.search(said, capsys.readouterr().err)


def test_a_missing_column_is_named(folder):
    pq.write_table(pa.table({"prompt_id": ["p0"]}), folder / "toy.prompts.parquet")
    with pytest.raises(BadRequestError, match="no column 'prompt'"):
        read_labelled(folder, "toy")
