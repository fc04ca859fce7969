"""`wayfare compare`: one's own questions tell whether another model is as good, for less."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

USED, CHEAP, JUDGE = "up/scripted-large", "up/scripted-small", "up/scripted-thinker"


@pytest.fixture(autouse=True)
def settings(surroundings: Mapping[str, str], upstream_url: str) -> None:
    config = Path(surroundings["WAYFARE_HOME"]) / "config"
    config.mkdir(parents=True)
    prices = {CHEAP: 1.0, USED: 9.0, JUDGE: 3.0}
    rows = "".join(
        f"[prices.'{name}']\nas_of = '2026-11-01'\ninput = {price}\noutput = {2 * price}\n"
        for name, price in prices.items()
    )
    (config / "wayfare.toml").write_text(
        f"[certificate]\nmargin_points = 20\n"
        f"[providers.up]\nbase_url = '{upstream_url}'\nauth = 'none'\nallow_private = true\n"
        f"models = {[name.removeprefix('up/') for name in prices]}\n{rows}",
        "utf-8",
    )


def sums(path: Path, count: int, wrong: float = 0.0, expected: bool = True) -> Path:
    """Questions of which the cheap model gets some wrong."""
    rng, lines = random.Random(5), []
    for number in range(count):
        right = 100 + number
        said = right + 1 if rng.random() < wrong else right
        text = f"How many is {number} plus 100?\n#by scripted-small {said}"
        text += f"\n#by scripted-large {right}\n#by scripted-thinker {right}"
        line = {"question": text} | ({"expected": right} if expected else {})
        lines.append(json.dumps(line))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return sums(tmp_path / "sums.jsonl", 40)


def compare(cli, file: Path, *options: str, **more):
    return cli("compare", str(file), "--used", USED, "--model", CHEAP, "--yes", *options, **more)


def test_a_cheap_model_that_is_as_good_is_found(cli, file):
    said = compare(cli, file)
    assert said.status == 0, said.err
    assert f"40 questions: {USED}, which you use, is compared with {CHEAP}" in said.err
    assert f"at most 20 points of 100 worse than {USED}: {CHEAP}" in said.out
    korean = compare(cli, file, "--lang", "ko")
    assert "못하지 않음" in korean.out


def test_one_that_is_worse_is_shown_to_be(cli, tmp_path):
    told = compare(cli, sums(tmp_path / "s.jsonl", 40, wrong=0.8), "--json", str(tmp_path / "r"))
    assert told.status == 0, told.err
    result = json.loads((tmp_path / "r").read_text("utf-8"))
    cheap = next(arm for arm in result["arms"] if arm["arm"] == CHEAP)
    assert (cheap["shown"], cheap["compared"]) == ("worse", 40)
    used = next(arm for arm in result["arms"] if arm["arm"] == USED)
    assert used["score"] == 1.0
    assert cheap["score"] == pytest.approx(1 + cheap["points"] / 100)


def test_the_router_learns_from_every_answer_that_was_checked(cli, tmp_path):
    question = "How many is 7 plus 100?"
    assert compare(cli, sums(tmp_path / "s.jsonl", 40, wrong=0.8)).status == 0
    offers = {each["arm"]: each for each in cli("fares", question, "--json").json["offers"]}
    assert {name: each["outcomes"] for name, each in offers.items()} == {
        USED: 40,
        CHEAP: 40,
        JUDGE: 0,
    }
    assert offers[CHEAP]["quality"] < 0.5
    assert offers[USED]["quality"] > 0.9


def test_what_was_asked_is_not_asked_again(cli, file, scripted):
    compare(cli, file)
    before = len(scripted.ledger)
    kept = file.with_suffix(".jsonl.answers")
    kept.write_bytes(kept.read_bytes()[:-20])  # the machine went down in the middle of a line
    again = compare(cli, file)
    assert again.status == 0, again.err
    assert len(scripted.ledger) <= before + 2


def test_no_more_is_spent_than_was_said(cli, file, scripted):
    said = compare(cli, file, "--budget", "0.012")  # all of it costs about 0.017
    assert said.status == 0, said.err
    assert "The money was spent before all was asked" in said.out
    lines = file.with_suffix(".jsonl.answers").read_text("utf-8").splitlines()
    given = [json.loads(line)["given"] for line in lines]
    spent = sum(each["cost_micros"] for each in given if each)
    assert 0 < spent <= 12_000
    assert sum(each is not None for each in given) < 80


def test_an_answer_of_the_one_in_use_that_does_not_come_is_kept_and_left_out(cli, file, tmp_path):
    lines = file.read_text("utf-8").splitlines()
    broken = [line.replace("#by", "#fault status=400\\n#by", 1) for line in lines[:5]]
    file.write_text("\n".join([*broken, *lines[5:]]) + "\n", "utf-8")
    for budget in ("5", "0.000001"):  # the second run asks for nothing, and knows what failed
        told = compare(cli, file, "--budget", budget, "--json", str(tmp_path / "r"))
        assert told.status == 0, told.err
        assert f"{USED} did not answer 5 questions in two tries; they are left out" in told.out
        arms = {a["arm"]: a for a in json.loads((tmp_path / "r").read_text("utf-8"))["arms"]}
        assert (arms[USED]["failed"], arms[CHEAP]["failed"]) == (5, 0)
        assert (arms[CHEAP]["compared"], arms[CHEAP]["points"]) == (35, 0.0)


def test_an_answer_without_a_word_is_none(cli, file, tmp_path):
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    for line in lines[:5]:
        asked = [*line["question"].split("\n")]
        asked[1] = "#by scripted-small"
        line["question"] = "\n".join(asked)
    for line in lines:
        line.pop("expected")  # a check would say so anyway; nobody can judge here
    file.write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")
    told = compare(cli, file, "--json", str(tmp_path / "r"))
    assert told.status == 0, told.err
    assert f"{CHEAP} did not answer 5 questions in two tries; each counts as lost" in told.out
    arms = {a["arm"]: a for a in json.loads((tmp_path / "r").read_text("utf-8"))["arms"]}
    assert (arms[CHEAP]["failed"], arms[CHEAP]["points"]) == (5, -12.5)


def test_an_answer_that_did_not_come_has_lost_until_it_comes(cli, file, tmp_path):
    compare(cli, file)
    kept, broken, lines = file.with_suffix(".jsonl.answers"), set(), []
    for line in map(json.loads, kept.read_text("utf-8").splitlines()):
        its, written = line["given"] or line["judged"], line
        if its["arm"] == CHEAP and (its["question"] in broken or len(broken) < 5):
            broken.add(its["question"])
            failed = {"question": its["question"], "arm": CHEAP, "decision_id": "d"}
            written = {"failed": failed} if line["given"] else {}
        lines.append(json.dumps(written))
    kept.write_text("\n".join(lines) + "\n", "utf-8")
    for budget, failed in (("0.000001", 5), ("5", 0)):
        told = compare(cli, file, "--budget", budget, "--json", str(tmp_path / "r"))
        assert told.status == 0, told.err
        says = f"{CHEAP} did not answer 5 questions in two tries; each counts as lost"
        assert (says in told.out) is bool(failed)
        arms = {a["arm"]: a for a in json.loads((tmp_path / "r").read_text("utf-8"))["arms"]}
        assert arms[CHEAP]["failed"] == failed
        assert (arms[CHEAP]["compared"], arms[CHEAP]["points"]) == (40, -20 * failed / 8)


def test_without_a_right_answer_equal_ones_are_alike_and_a_judge_says_of_others(cli, tmp_path):
    file = sums(tmp_path / "s.jsonl", 12, wrong=0.5, expected=False)
    told = compare(cli, file, "--json", str(tmp_path / "r"), "--judge", JUDGE)
    assert told.status == 0, told.err
    assert "Votes have not shown yet how often the judge errs" in told.out
    result = json.loads((tmp_path / "r").read_text("utf-8"))
    cheap = next(arm for arm in result["arms"] if arm["arm"] == CHEAP)
    assert cheap["equal"] + cheap["judged"] == 12
    assert (cheap["shown"], cheap["low_points"]) == ("unknown", None)
    assert cheap["judged"] > 0


def judged_in(file: Path) -> list[dict]:
    lines = file.with_suffix(".jsonl.answers").read_text("utf-8").splitlines()
    found = (json.loads(line)["judged"] for line in lines)
    return [each for each in found if each and each["by"] != "equal"]


def test_a_judge_gives_both_answers_marks_and_how_far_they_go_with_votes_is_measured(cli, tmp_path):
    file = sums(tmp_path / "s.jsonl", 12, wrong=0.5, expected=False)
    told = compare(cli, file, "--judge", JUDGE, "--vote", "12", stdin=b"1\n" * 12)
    assert told.status == 0, told.err
    assert f"{JUDGE} gives both a mark from 0 to 10" in told.err
    marked = [each for each in judged_in(file) if each["by"] == "marks"]
    assert {abs(each["difference"]) for each in marked} == {0.3}  # of 8 and 5
    assert "pairs with a vote that it marked" in cli("doctor", "judge").out
    assert "점수를 매긴" in cli("doctor", "judge", "--lang", "ko").out
    (row,) = cli("doctor", "judge", "--json").json
    assert row["marked"] > 0
    assert row["worth"] == pytest.approx(0.3)
    assert row["marks_error"] is None  # so few votes show nothing


def test_by_the_settings_a_judge_only_says_which_answer_is_better(cli, tmp_path, surroundings):
    config = Path(surroundings["WAYFARE_HOME"]) / "config" / "wayfare.toml"
    config.write_text("[judge]\nkind = 'pairwise'\n" + config.read_text("utf-8"), "utf-8")
    file = sums(tmp_path / "s.jsonl", 12, wrong=0.5, expected=False)
    told = compare(cli, file, "--judge", JUDGE)
    assert f"{JUDGE} judges, in both orders" in told.err
    assert {each["by"] for each in judged_in(file)} == {"judge"}
    assert {abs(each["difference"]) for each in judged_in(file)} == {1.0}


def test_where_nobody_can_judge_those_that_differ_show_nothing_by_being_left_out(cli, tmp_path):
    file = sums(tmp_path / "s.jsonl", 40, wrong=0.5, expected=False)
    told = compare(cli, file, "--model", JUDGE, "--json", str(tmp_path / "r"))
    assert told.status == 0, told.err
    assert "Nobody can judge answers that differ" in told.err
    result = json.loads((tmp_path / "r").read_text("utf-8"))
    cheap = next(arm for arm in result["arms"] if arm["arm"] == CHEAP)
    assert (cheap["shown"], cheap["equal"]) == ("unknown", 40 - result["open"])
    assert f"Of {result['open']} pairs of answers nobody has said which is better" in told.out
    assert f"쌍 {result['open']}개" in compare(cli, file, "--model", JUDGE, "--lang", "ko").out


def test_a_person_votes_without_knowing_whose_the_answers_are(cli, tmp_path):
    file = sums(tmp_path / "s.jsonl", 12, wrong=0.5, expected=False)
    told = compare(cli, file, "--judge", JUDGE, "--vote", "20", stdin=b"1\n2\n=\nq\n")
    assert told.status == 0, told.err
    assert "scripted" not in told.err.partition("Question (1")[2].replace("#by scripted", "")
    lines = file.with_suffix(".jsonl.answers").read_text("utf-8").splitlines()
    judged = [json.loads(line)["judged"] for line in lines]
    assert sum(each is not None and each["by"] == "person" for each in judged) == 3
    (judge,) = cli("doctor", "judge", "--json").json
    assert judge["votes"] >= 1


def test_once_all_that_were_drawn_are_voted_on_votes_decide(cli, tmp_path):
    file = sums(tmp_path / "s.jsonl", 24, wrong=0.5, expected=False)
    told = compare(cli, file, "--judge", JUDGE, "--vote", "20", stdin=b"1\nq\n")
    assert "drawn for your vote are left" in told.out
    assert "Votes have not shown yet" in told.out
    told = compare(cli, file, "--judge", JUDGE, "--vote", "1", stdin=b"=\n1\n2\n" * 20)
    assert told.status == 0, told.err
    assert "are left" not in told.out
    assert "Votes have not shown yet" not in told.out


def test_answers_from_elsewhere_are_compared_too(cli, tmp_path):
    file = tmp_path / "q.csv"
    rows = [f'"How many is {n} plus 1?\n#by scripted-large {n + 1}",{n + 1},{n + 1}'
            for n in range(30)]  # fmt: skip
    file.write_text("question,expected,answer:Elsewhere\n" + "\n".join(rows) + "\n", "utf-8")
    told = cli("compare", str(file), "--used", USED, "--model", USED, "--yes")
    assert told.status == 0, told.err
    assert "Elsewhere" in told.out
    assert "as good" in told.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nowhere.csv", "--yes"), "is not there"),
        (("q.txt", "--used", "nobody", "--yes"), "nobody"),
        (("q.txt", "--used", "auto", "--yes"), "no single model"),
        (("q.txt", "--used", USED, "--model", USED, "--yes"), "nothing to compare"),
        (("q.txt", "--used", USED, "--model", CHEAP, "--judge", CHEAP, "--yes"), "judge its own"),
        (("q.txt", "--used", USED), "nobody is here to agree"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_asked(cli, scripted, arguments, says):
    Path("q.txt").write_text("Why?\n", "utf-8")
    before = len(scripted.ledger)
    said = cli("compare", *arguments)
    assert said.status == 1
    assert says in said.err
    assert len(scripted.ledger) == before


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_result_is_drawn(cli, file, tmp_path, ending):
    plot = tmp_path / f"result.{ending}"
    said = compare(cli, file, "--plot", str(plot))
    assert said.status == 0, said.err
    assert f"Drawn to {plot}." in said.err
    assert plot.stat().st_size > 10_000
    korean = compare(cli, file, "--plot", str(plot), "--lang", "ko")
    assert f"{plot}에 그렸습니다." in korean.err


def test_what_cannot_be_drawn_is_said_before_anything_is_asked(cli, file, scripted):
    before = len(scripted.ledger)
    said = compare(cli, file, "--plot", "result.gif")
    assert said.status == 1
    assert "no PNG and no SVG" in said.err
    assert len(scripted.ledger) == before


class TestPastQuestions:
    def test_what_they_show_is_a_certificate_of_its_own(self, cli, file, tmp_path):
        assert compare(cli, file).status == 0
        (claim,) = cli("certificates", "--json").json
        assert (claim["baseline"], claim["arm"], claim["scope"]) == (USED, CHEAP, "past_questions")
        assert (claim["state"], claim["compared"]) == ("certified", 40)
        assert f"{CHEAP} in place of {USED}, past questions" in cli("certificates").out
        assert "지난 질문" in cli("certificates", "--lang", "ko").out

        saved, plot = tmp_path / "claim.json", tmp_path / "claim.png"
        assert cli("certificates", "save", str(saved), "--arm", CHEAP, "--past").status == 0
        told = json.loads(saved.read_text("utf-8"))
        assert told["says"].startswith("Over the past questions of files that were compared")
        verified = cli("certificates", "verify", str(saved))
        assert verified.status == 0, verified.out
        said = cli("certificates", "plot", str(plot), "--arm", CHEAP, "--past")
        assert said.status == 0, said.err

    def test_a_question_counts_once_however_often_it_is_compared(self, cli, file, tmp_path):
        compare(cli, file)
        compare(cli, file)
        again = sums(tmp_path / "again.jsonl", 45)  # the same forty, asked anew, and five more
        assert compare(cli, again).status == 0
        (claim,) = cli("certificates", "--json").json
        assert claim["compared"] == 45

    def test_without_a_known_answer_there_is_no_claim(self, cli, tmp_path):
        compare(cli, sums(tmp_path / "s.jsonl", 12, expected=False))
        assert cli("certificates", "--json").json == []

    def test_where_the_money_ends_only_the_beginning_of_the_file_counts(self, cli, file):
        assert compare(cli, file, "--budget", "0.02").status == 0
        (claim,) = cli("certificates", "--json").json
        assert 0 < claim["compared"] < 40
        assert compare(cli, file).status == 0
        (claim,) = cli("certificates", "--json").json
        assert claim["compared"] == 40

    def test_beside_another_model_in_use_answers_are_compared_anew(self, cli, file, tmp_path):
        compare(cli, file)
        told = cli(
            "compare", str(file), "--used", JUDGE, "--model", CHEAP, "--yes",
            "--json", str(tmp_path / "r"),
        )  # fmt: skip
        assert told.status == 0, told.err
        result = json.loads((tmp_path / "r").read_text("utf-8"))
        assert (result["used"], result["arms"][1]["compared"]) == (JUDGE, 40)
        baselines = {row["baseline"] for row in cli("certificates", "--json").json}
        assert baselines == {USED, JUDGE}

    def test_a_question_that_nobody_answers_is_tried_again_and_says_nothing(self, cli, file):
        lines = file.read_text("utf-8").splitlines()
        lines.insert(3, json.dumps({"question": "#fault status=400", "expected": "1"}))
        file.write_text("\n".join(lines), "utf-8")
        assert compare(cli, file).status == 0
        (claim,) = cli("certificates", "--json").json
        assert claim["compared"] == 40
