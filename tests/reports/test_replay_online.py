import json
import re
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wayfare.cli.main import main
from wayfare.reports.lettering import font_for
from wayfare.reports.replay.in_use import PriorBest
from wayfare.reports.replay.labelled import read_labelled
from wayfare.reports.replay.online import OnlinePlan, Votes, everything, replay_online
from wayfare.reports.replay.online_policies import ONLINE
from wayfare.reports.replay.rows import FIGURES, NAMES

#: How often each arm is right, and what an answer costs; `bad` is the one presumed best.
ARMS = {"bad": (0.3, 3e-4), "good": (0.9, 1e-4), "poor": (0.2, 1e-5)}


def write_set(folder, name="toy", count=300, arms=ARMS, prices=True):
    rng = np.random.default_rng(7)
    prompts = [
        {"prompt_id": f"p{number}", "prompt": f"Tell me of place {number}, please."}
        for number in range(count)
    ]
    outcomes = [
        {
            "prompt_id": prompt["prompt_id"],
            "model": arm,
            "score": float(rng.random() < chance),
            "cost_usd": cost if prices else None,
        }
        for prompt in prompts
        for arm, (chance, cost) in arms.items()
    ]
    pq.write_table(pa.Table.from_pylist(prompts), folder / f"{name}.prompts.parquet")
    pq.write_table(pa.Table.from_pylist(outcomes), folder / f"{name}.outcomes.parquet")


@pytest.fixture
def folder(tmp_path):
    write_set(tmp_path)
    return tmp_path


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        main(["replay", "--online", *arguments])
    return ended.value.code


def means(rows):
    return {row["policy"]: row for row in rows if row["seed"] is None}


class Spy:
    """Always the last arm; notes what it was told."""

    told = ()

    def __init__(self, arms, rng):
        self.arms, Spy.told = arms, []

    def choose(self, question, offered):
        assert len(question) == 1
        assert not hasattr(question, "scores")
        return int(offered[-1])

    def see(self, question, arm, score):
        Spy.told.append((question.ids[0], self.arms.names[arm], score))


def replayed(folder, policies, **plan):
    asked = read_labelled(folder, "toy")
    return replay_online(asked, OnlinePlan(policies, PriorBest, **plan))


def test_wayfare_leaves_an_arm_that_disappoints(folder):
    rows, _ = replayed(folder, ONLINE, seeds=2)
    found = means(rows)
    assert found["prior_best"]["regret"] == 0
    assert found["wayfare"]["regret"] < -25
    assert found["best_single"]["regret_of_best"] == 0
    assert found["best_single"]["score"] > 85
    assert found["cheapest"]["cost_per_1k"] == pytest.approx(0.01)
    assert 40 < found["random"]["score"] < 55


def test_regret_is_the_difference_of_score_less_cost(folder):
    rows, courses = replayed(folder, {"spy": Spy, "prior_best": PriorBest}, point_dollars=1e-4)
    spy, usual = rows[0], rows[1]
    worth = {
        row["policy"]: row["score"] - row["cost_per_1k"] / 1_000 / 1e-4 for row in (spy, usual)
    }
    assert spy["regret"] == pytest.approx(worth["prior_best"] - worth["spy"])
    assert spy["point_dollars"] == 1e-4
    assert courses[0].regret.mean() == pytest.approx(spy["regret"])


def test_a_rule_is_told_of_its_own_answers_only(folder):
    toy = read_labelled(folder, "toy")
    replayed(folder, {"spy": Spy})
    column = toy.arms.index("poor")
    scores = dict(zip(toy.asked.ids, toy.scores[:, column].tolist(), strict=True))
    assert {arm for _, arm, _ in Spy.told} == {"poor"}
    assert {question: score for question, _, score in Spy.told} == scores


def test_votes_are_few_and_some_are_wrong():
    rng = np.random.default_rng(0)
    votes = Votes(0.3, 0.2)
    good = [votes(1.0, rng) for _ in range(20_000)]
    bad = [votes(0.0, rng) for _ in range(20_000)]
    said = [[vote for vote in given if vote is not None] for given in (good, bad)]
    assert len(said[1]) / len(said[0]) == pytest.approx(2, rel=0.05)
    assert (len(said[0]) + len(said[1])) / 40_000 == pytest.approx(0.3, rel=0.03)
    assert np.mean(said[0]) == pytest.approx(0.8, abs=0.02)
    assert np.mean(said[1]) == pytest.approx(0.2, abs=0.02)
    assert everything(0.25, rng) == 0.25


def test_the_best_single_arm_is_replaced_where_it_has_no_answer(folder):
    toy = read_labelled(folder, "toy")
    toy.scores[:10, toy.arms.index("good")] = np.nan
    rows, _ = replay_online(toy, OnlinePlan({"best_single": None}, PriorBest))
    assert rows[0]["score"] > 80


def test_progress_tells_of_every_question(folder):
    told = []
    plan = OnlinePlan({"best_single": None, "random": ONLINE["random"]}, PriorBest, seeds=2)
    replay_online(read_labelled(folder, "toy"), plan, told.append)
    assert told[-1] == plan.runs * 300 == 2 * 2 * 300
    assert told == sorted(told)


def test_the_command_prints_a_board_and_writes_rows(folder, capsys):
    file = folder / "rows.json"
    arguments = ["--test", str(folder), "--name", "toy", "--seeds", "2", "--point", "0.001"]
    assert run(*arguments, "--json", str(file), "--lang", "ko") == 0
    shown = capsys.readouterr()
    assert "손해" in shown.out
    assert "$0.001" in shown.err
    rows = json.loads(file.read_text())
    assert list(rows[0]) == [*NAMES, *FIGURES]
    assert {row["point_dollars"] for row in rows} == {0.001}
    assert [row["policy"] for row in rows if row["seed"] is None] == list(means(rows))
    assert set(means(rows)) == {"wayfare", "prior_best", "best_single", "cheapest", "random"}
    assert means(rows)["random"]["regret_low"] < means(rows)["random"]["regret_high"]


def test_a_set_without_costs_counts_scores_alone(tmp_path, capsys):
    write_set(tmp_path, prices=False)
    plot = tmp_path / "plot.svg"
    arguments = ["--test", str(tmp_path), "--name", "toy", "--seeds", "1", "--lang", "en"]
    assert run(*arguments, "--plot", str(plot)) == 0
    shown = capsys.readouterr()
    assert "No costs are known" in shown.err
    assert "no costs are known" in re.sub(r"<!--|-->", "", plot.read_text())


@pytest.mark.parametrize(("kind", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_a_plot_is_drawn(folder, kind, begins):
    plot = folder / f"plot.{kind}"
    arguments = ["--test", str(folder), "--name", "toy", "--seeds", "2", "--votes", "0.1"]
    assert run(*arguments, "--plot", str(plot), "--policy", "random", "--policy", "cheapest") == 0
    assert plot.read_bytes().startswith(begins)
    if kind == "svg":
        assert "over 2 seeds" in plot.read_text()


def test_a_plot_is_lettered_in_the_readers_language(folder, capsys):
    """An SVG keeps its words, so that this machine needs no font for them; a PNG needs one."""
    arguments = ["--test", str(folder), "--name", "toy", "--seeds", "2", "--point", "0.001"]
    for kind in ("svg", "png"):
        plot = folder / f"plot.{kind}"
        given = [*arguments, "--plot", str(plot), "--policy", "random", "--lang", "ko"]
        assert run(*given) == 0
        assert plot.exists()
        lacks_font = kind == "png" and font_for("ko") is None
        assert ("영어로 적었습니다" in capsys.readouterr().err) is lacks_font
    drawn = (folder / "plot.svg").read_text("utf-8")
    assert ">답한 질문 수</text>" in drawn
    assert "질문 순서 2가지" in drawn
    assert "1점은 답 하나에 $0.001</t" in drawn


RULES = """
class Last:
    def __init__(self, arms, rng): pass
    def choose(self, question, offered): return int(offered[-1])
    def see(self, question, arm, score): pass

class Split:
    def __init__(self, rng): pass
    def learn(self, seen): pass
    def decide(self, asked, aim): pass
    def prefer(self, asked): pass

def made(arms, rng): return Last(arms, rng)
def mistaken(*given): return Split(None)
"""


@pytest.fixture
def rules(folder):
    (folder / "rules.py").write_text(RULES)
    return folder / "rules.py"


@pytest.mark.parametrize("name", ["Last", "made"])
def test_a_rule_from_a_file_is_replayed(folder, rules, name):
    out = folder / "rows.json"
    arguments = ["--test", str(folder), "--name", "toy", "--seeds", "1", "--json", str(out)]
    assert run(*arguments, "--policy", f"{rules}:{name}") == 0
    rows = json.loads(out.read_text())
    assert rows[0]["policy"] == name
    assert rows[0]["cost_per_1k"] == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("arguments", "english", "korean"),
    [
        ("--online --train .", "--online and --train do not go together", "함께 쓸 수 없습니다"),
        ("--online --aim 2", "--online and --aim do not", "하나를 빼세요"),
        ("--plot x.png", "--plot means nothing without --online", "--online 옵션과 함께"),
        ("--online --wrong 0.1", "--wrong means nothing without --votes", "--votes 옵션을 더하"),
        ("--online --votes 2", "--votes must be more than 0", "--votes는 0보다 크고"),
        ("--online --votes 0", "--votes 0.02 is a vote on 2", "--votes 0.02는"),
        ("--online --votes 0.1 --wrong 0.7", "--wrong must be from 0", "--wrong은 0부터"),
        ("--online --point 0", "--point must be more than 0", "--point는 0보다"),
        ("--online --plot x.pdf", "no PNG and no SVG", "PNG도 SVG도"),
        ("--online --policy oracle", "no policy 'oracle' here", "'oracle' 규칙이 여기에는"),
        ("--online --policy RULES:Split", "'Split' has no `choose`", "`choose` 메서드가 없"),
        ("--online --policy RULES:mistaken", "'mistaken' has no `choose`", "`choose` 메서드가"),
        ("--policy RULES:Last", "'Last' has no `learn`", "`learn` 메서드가 없"),
        ("--online --policy RULES:None_", "holds no policy 'None_'", "규칙이 없습니다"),
    ],
)
def test_what_is_wrong_is_one_sentence_in_each_language(
    folder, rules, capsys, arguments, english, korean
):
    given = [each.replace("RULES", str(rules)) for each in arguments.split()]
    for language, said in (("en", english), ("ko", korean)):
        with pytest.raises(SystemExit) as ended:
            main(["replay", "--test", str(folder), "--name", "toy", "--lang", language, *given])
        assert ended.value.code == 1
        assert said in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--plot", "--json"])
def test_a_file_that_cannot_be_written_is_told_before_the_replay(folder, capsys, option):
    nowhere = folder / "no" / "file.png"
    code = run("--test", str(folder), "--name", "not read", option, str(nowhere))
    assert code == 1
    assert f"{nowhere}: No such file" in capsys.readouterr().err


def test_without_what_draws_one_sentence_says_so(folder):
    program = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from wayfare.cli.main import main; main(sys.argv[1:])"
    )
    arguments = ["replay", "--online", "--test", str(folder), "--name", "toy", "--plot", "x.png"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments, "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "What draws plots is not installed. `pip install 'wayfare[replay]'`.\n"
