"""`wayfare measure language`: what asking through English gains, by own questions and models."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from wayfare.bootstrap import Options, run_wayfare
from wayfare.domain.check import RegexCheck
from wayfare.domain.measured_gain import OWN
from wayfare.domain.outcome import OutcomeKind
from wayfare.gateway.answer import answer
from wayfare.gateway.learning.say import Saying, say
from wayfare.grading.grade import Grader
from wayfare.settings.reading import load_settings
from wayfare.store.database import open_database
from wayfare.store.measured_gains import read_gains
from wayfare.wire.openai.body import decode_chat

ENGLISH, LARGE, SMALL = "up/scripted-en", "up/scripted-large", "up/scripted-small"
CARELESS, JUDGE = "up/scripted-plain", "up/scripted-thinker"
PRICES = {ENGLISH: 1.0, SMALL: 1.0, LARGE: 9.0, CARELESS: 0.5, JUDGE: 3.0}


def write_settings(surroundings: Mapping[str, str], upstream_url: str, more: str = "") -> None:
    config = Path(surroundings["WAYFARE_HOME"]) / "config"
    config.mkdir(parents=True, exist_ok=True)
    rows = "".join(
        f"[prices.'{name}']\nas_of = '2026-11-01'\ninput = {price}\noutput = {2 * price}\n"
        for name, price in PRICES.items()
    )
    (config / "wayfare.toml").write_text(
        f"[certificate]\nmargin_points = 5\n{more}\n"
        f"[providers.up]\nbase_url = '{upstream_url}'\nauth = 'none'\nallow_private = true\n"
        f"models = {[name.removeprefix('up/') for name in PRICES]}\n{rows}",
        "utf-8",
    )


@pytest.fixture(autouse=True)
def settings(surroundings, upstream_url) -> None:
    write_settings(surroundings, upstream_url)


def capitals(path: Path, count: int = 20, **more) -> Path:
    """Korean questions about capitals, with the true English ones."""
    rows = [
        {
            "question": f"대한민국의 수도는 어디인가요? 질문 번호는 {100 + number}.",
            "expected": "서울",
            "english": f"What is the capital of South Korea? This is number {100 + number}.",
            "english_expected": "Seoul",
        }
        | more
        for number in range(count)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return capitals(tmp_path / "capitals.jsonl")


def measure(cli, file: Path | None, *options: str, model: str = ENGLISH, **more):
    named = () if file is None else (str(file),)
    return cli("measure", "language", *named, "--model", model, "--yes", *options, **more)


def cells(path: Path) -> dict[tuple[str, str], dict]:
    found = json.loads(path.read_text("utf-8"))["cells"]
    return {(cell["language"], cell["model"]): cell for cell in found}


def test_a_model_that_knows_english_alone_is_shown_to_gain_and_how_to_switch_it_on(
    cli, file, tmp_path
):
    said = measure(cli, file, "--translator", LARGE, "--json", str(tmp_path / "r"))
    assert said.status == 0, said.err
    assert f"20 questions (Korean) are asked of {ENGLISH}: directly, and through" in said.err
    assert "20 of them are asked as a person wrote them in English" in said.err
    (cell,) = cells(tmp_path / "r").values()
    assert (cell["direct"], cell["pivot"], cell["true"]) == (0.0, 100.0, 100.0)
    assert cell["shown"] == "helps"
    assert cell["gain"]["low_points"] > 50
    assert (cell["middle_gain"]["points"], cell["translation"]["points"]) == (100.0, 0.0)
    assert cell["abandoned"] == 0
    assert cell["pivot_cost_per_1k"] > cell["direct_cost_per_1k"] > 0
    assert cell["pivot_ms"] > 0
    lines = [f'models = ["{ENGLISH}"]', f'translator = "{LARGE}"', 'middle = "en"']
    assert "[pivot]" in said.out
    assert all(line in said.out for line in lines)


def test_those_lines_do_switch_it_on_and_the_router_learns(cli, file, surroundings, upstream_url):
    pivot = f'[pivot]\nmodels = ["{ENGLISH}"]\ntranslator = "{LARGE}"\nmiddle = "en"'
    write_settings(surroundings, upstream_url, pivot)
    said = measure(cli, file)
    assert said.status == 0, said.err
    assert "it is on" in said.out
    question = "대한민국의 수도는 어디인가요?"
    offers = {each["arm"]: each for each in cli("fares", question, "--json").json["offers"]}
    assert offers[f"{ENGLISH}@via-en"]["outcomes"] > 10
    assert offers[f"{ENGLISH}@via-en"]["quality"] > offers[ENGLISH]["quality"]


def test_what_no_setting_has_is_learned_by_nobody(cli, file):
    assert measure(cli, file, "--translator", LARGE).status == 0
    offers = {each["arm"]: each for each in cli("fares", "수도는?", "--json").json["offers"]}
    assert offers[ENGLISH]["outcomes"] > 10
    assert not any("via-en" in arm for arm in offers)


def gains(surroundings):
    database = open_database(f"sqlite:///{surroundings['WAYFARE_HOME']}/wayfare.db")
    try:
        return read_gains(database)
    finally:
        database.close()


def test_what_was_measured_is_kept_for_the_router_and_measured_anew_takes_its_place(
    cli, file, surroundings
):
    assert measure(cli, file, "--translator", LARGE, "--limit", "12").status == 0
    (before,) = gains(surroundings)
    assert (before.middle, before.language, before.gain, before.questions) == ("en", "ko", 1.0, 12)
    assert (before.model, before.translator) == ("scripted-en", "scripted-large")
    assert measure(cli, file, "--translator", LARGE).status == 0
    (after,) = gains(surroundings)
    assert (after.questions, after.learned) == (20, 0)
    assert after.at == before.at > 0  # when the first of its questions was asked
    assert measure(cli, file).status == 0  # each translates for itself: another pivot
    assert {each.translator for each in gains(surroundings)} == {OWN, "scripted-large"}


def test_what_was_asked_before_it_was_switched_on_is_no_outcome_and_counts_as_measured(
    cli, file, surroundings, upstream_url
):
    assert measure(cli, file, "--translator", LARGE, "--limit", "12").status == 0
    pivot = f'[pivot]\nmodels = ["{ENGLISH}"]\ntranslator = "{LARGE}"'
    write_settings(surroundings, upstream_url, pivot)
    assert measure(cli, file).status == 0
    (gain,) = gains(surroundings)
    assert (gain.questions, gain.learned) == (20, 8)
    offers = {each["arm"]: each for each in cli("fares", "수도는?", "--json").json["offers"]}
    assert 5 <= offers[f"{ENGLISH}@via-en"]["outcomes"] <= 8


def test_what_was_asked_is_not_asked_again(cli, file, scripted):
    measure(cli, file, "--translator", LARGE)
    before = len(scripted.ledger)
    kept = file.with_suffix(".jsonl.answers")
    kept.write_bytes(kept.read_bytes()[:-20])  # the machine went down in the middle of a line
    again = measure(cli, file, "--translator", LARGE)
    assert again.status == 0, again.err
    assert len(scripted.ledger) <= before + 4
    assert "costs about $0.00" in again.err
    other = measure(cli, file, "--translator", SMALL)  # another translator is another pivot
    assert other.status == 0, other.err
    assert len(scripted.ledger) >= before + 20


def test_no_more_is_spent_than_was_said_and_the_rest_goes_on_later(cli, file):
    said = measure(cli, file, "--translator", LARGE, "--budget", "0.03")
    assert said.status == 0, said.err
    assert "The money was spent before all was asked" in said.out
    lines = file.with_suffix(".jsonl.answers").read_text("utf-8").splitlines()
    given = [json.loads(line)["given"] for line in lines]
    assert 0 < sum(each["cost_micros"] for each in given if each) <= 30_000
    assert measure(cli, file, "--translator", LARGE).out.count("helps")


def test_a_pivot_that_is_given_up_counts_as_what_the_client_got(cli, file, tmp_path):
    said = measure(cli, file, "--translator", CARELESS, "--json", str(tmp_path / "r"), model=LARGE)
    assert said.status == 0, said.err
    (cell,) = cells(tmp_path / "r").values()
    assert cell["abandoned"] == 1.0
    assert (cell["direct"], cell["pivot"], cell["gain"]["points"]) == (100.0, 100.0, 0.0)
    assert "100%" in said.out


def test_who_answers_nothing_that_way_has_lost(cli, tmp_path):
    file = capitals(tmp_path / "c.jsonl", 6)
    assert measure(cli, file, "--translator", LARGE).status == 0
    kept, lines, lost = file.with_suffix(".jsonl.answers"), [], 0
    for read in map(json.loads, kept.read_text("utf-8").splitlines()):
        its, line = read["given"], read
        if its is not None and "via-en" in its["arm"] and lost < 2:
            lost += 1
            failed = {"question": its["question"], "arm": its["arm"], "decision_id": "d"}
            line = {"failed": failed}
        lines.append(json.dumps(line))
    kept.write_text("\n".join(lines) + "\n", "utf-8")
    again = measure(
        cli, file, "--translator", LARGE, "--budget", "0", "--json", str(tmp_path / "r")
    )
    assert again.status == 0, again.err
    (cell,) = cells(tmp_path / "r").values()
    assert (cell["failed"], cell["gain"]["points"]) == (2, 66.7)
    assert "got no answer that way; each counts as wrong" in again.out


def test_each_model_in_each_language_is_told_by_itself_and_limited(cli, tmp_path):
    rows = capitals(tmp_path / "c.jsonl", 4).read_text("utf-8").splitlines()
    for number in range(4):
        asked = {
            "question": f"韓国の首都はどこですか? 番号は{100 + number}。",
            "expected": "ソウル",
        }
        rows.append(json.dumps(asked, ensure_ascii=False))
    file = tmp_path / "both.jsonl"
    file.write_text("\n".join(rows), "utf-8")
    told = measure(
        cli, file, "--model", LARGE, "--translator", LARGE, "--limit", "3",
        "--json", str(tmp_path / "r"), "--by-country",
    )  # fmt: skip
    assert told.status == 0, told.err
    found = cells(tmp_path / "r")
    assert set(found) == {(lang, m) for lang in ("ko", "ja") for m in (ENGLISH, LARGE)}
    assert {cell["questions"] for cell in found.values()} == {3}
    assert found["ja", LARGE]["direct"] == 100.0
    assert found["ja", LARGE]["true"] is None
    rows = json.loads((tmp_path / "r").read_text("utf-8"))["countries"]
    assert [(row["language"], row["country"], row["models"]) for row in rows] == [
        ("ja", None, 2),
        ("ko", None, 2),
    ]
    assert rows[1]["quality"]["points"] == 50.0  # one is right, the other is not
    assert "not known" in told.out
    korean = measure(cli, file, "--language", "ko", "--translator", LARGE, "--lang", "ko")
    assert "한국어" in korean.out
    assert "일본어" not in korean.out


class TestOpenQuestions:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = capitals(tmp_path / "open.jsonl", 6)
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        text = "\n".join(json.dumps({"question": row["question"]}) for row in rows)
        path.write_text(text, "utf-8")
        return path

    @pytest.mark.parametrize(
        ("kind", "says"), [("graded", "gives both a mark"), ("pairwise", "judges, in both orders")]
    )
    def test_a_judge_says_which_is_better_and_length_is_taken_out(
        self, cli, file, tmp_path, kind, says
    ):
        options = ("--translator", LARGE, "--judge", JUDGE, "--json", str(tmp_path / "r"))
        told = measure(cli, file, *options, WAYFARE_JUDGE__KIND=kind)
        assert told.status == 0, told.err
        assert f"{JUDGE} {says}" in told.err
        (cell,) = cells(tmp_path / "r").values()
        assert cell["is_open"]
        assert cell["judged"] + cell["unjudged"] <= 6
        assert cell["equal_length"]["count"] == 6
        assert cell["shown"] == "unknown"
        assert cell["gain"]["low_points"] is None
        assert "Votes have not shown yet how often the judge errs" in told.out
        assert "at equal length" in told.out

    def test_where_nobody_can_judge_it_is_said(self, cli, file, tmp_path):
        options = [f"--model={name}" for name in PRICES]
        told = measure(cli, file, *options, "--translator", LARGE, "--limit", "1")
        assert told.status == 0, told.err
        assert "Nobody can judge answers" in told.err
        assert "nobody has said which is better" in told.out


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        ("question,language\n왜?,Korean!!", (), "`language` in line 2 of q.csv is 'Korean!!'"),
        ("asked\n왜?", (), "q.csv has no column with questions. Name its column or field"),
        ("question\nWhy is that so?", (), "There is no question in a language that can be told"),
        ("question\n왜?", ("--language", "ja"), "There is no question in the language 'ja'"),
        ("question\n왜?", ("--translator", "nobody"), "nobody is no model that could translate"),
        ("question\n왜?", ("--judge", ENGLISH), "judge its own"),
        ("question\n왜?", ("--plot", "r.gif"), "no PNG and no SVG"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_asked(
    cli, scripted, content, options, says
):
    Path("q.csv").write_text(content, "utf-8")
    before = len(scripted.ledger)
    said = measure(cli, Path("q.csv"), *options)
    assert said.status == 1
    assert says in said.err
    assert len(scripted.ledger) == before
    korean = measure(cli, Path("q.csv"), *options, "--lang", "ko")
    assert korean.status == 1
    assert any("가" <= letter <= "힣" for letter in korean.err.replace("왜", ""))


def test_who_may_not_read_the_questions_is_not_asked(
    cli, file, scripted, surroundings, upstream_url
):
    write_settings(surroundings, upstream_url, "[demands]\ncountries = ['KR']")
    before = len(scripted.ledger)
    said = measure(cli, file, "--translator", LARGE)
    assert said.status == 1
    assert f"{ENGLISH} may not read them" in said.err
    assert len(scripted.ledger) == before


def test_nobody_is_asked_before_somebody_agrees(cli, file, scripted):
    before = len(scripted.ledger)
    said = cli("measure", "language", str(file), "--model", ENGLISH)
    assert said.status == 1
    assert "nobody is here to agree" in said.err
    assert len(scripted.ledger) == before


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_result_is_drawn(cli, file, tmp_path, ending):
    plot = tmp_path / f"result.{ending}"
    said = measure(cli, file, "--translator", LARGE, "--plot", str(plot), "--limit", "5")
    assert said.status == 0, said.err
    assert f"Drawn to {plot}." in said.err
    assert plot.stat().st_size > 10_000


def test_without_a_file_and_without_past_questions_it_is_said_what_is_needed(cli):
    without = measure(cli, None, "--translator", LARGE)
    assert without.status == 1
    assert "No question in another language is kept" in without.err


@pytest.fixture
def past(surroundings):
    """Have past questions in Korean answered, and their answers checked."""

    async def ask(count: int) -> None:
        environ = dict(surroundings)
        settings = load_settings(environ, Path(environ["WAYFARE_HOME"]))
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
            await wayfare.parts.learner.known()
            sayings = []
            for number in range(count):
                text = f"대한민국의 수도는 어디인가요? 질문 번호는 {100 + number}."
                body = {"model": "auto:best", "messages": [{"role": "user", "content": text}]}
                asked = decode_chat(json.dumps(body).encode())
                given = await answer(wayfare.parts, asked, wayfare.owner)
                check = RegexCheck("서울")
                sayings.append(Saying(given.decision.id, OutcomeKind.CHECK, check=check))
            await say(wayfare.database, wayfare.parts.clock, Grader(), wayfare.owner, sayings)

    return lambda count: asyncio.run(ask(count))


def test_without_a_file_past_questions_are_asked_and_their_texts_not_kept_twice(
    cli, past, scripted, surroundings, tmp_path
):
    past(8)
    said = measure(cli, None, "--translator", LARGE, "--json", str(tmp_path / "r"))
    assert said.status == 0, said.err
    (cell,) = cells(tmp_path / "r").values()
    assert (cell["questions"], cell["direct"], cell["pivot"]) == (8, 0.0, 100.0)
    kept = Path(surroundings["WAYFARE_HOME"]) / "measured.answers"
    assert f"Scores are kept in {kept}, and no texts" in said.err
    assert "서울" not in kept.read_text("utf-8")
    before = len(scripted.ledger)
    assert measure(cli, None, "--translator", LARGE).status == 0
    assert len(scripted.ledger) == before
