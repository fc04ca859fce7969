"""`wayfare calibrate`: a model is placed by past questions, from the command line."""

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from wayfare.bootstrap import Options, run_wayfare
from wayfare.domain.check import NumberCheck
from wayfare.domain.outcome import OutcomeKind
from wayfare.gateway.answer import answer
from wayfare.gateway.learning.say import Saying, say
from wayfare.grading.grade import Grader
from wayfare.settings.reading import load_settings
from wayfare.wire.openai.body import decode_chat

NEW, BASE, JUDGE = "up/scripted-small", "up/scripted-large", "up/scripted-thinker"
THINGS = ("sea", "moon", "river", "garden", "road", "city", "field", "wind")


@pytest.fixture
def settings_file(surroundings: Mapping[str, str], upstream_url: str) -> Path:
    config = Path(surroundings["WAYFARE_HOME"]) / "config"
    config.mkdir(parents=True)
    prices = {NEW: 1.0, BASE: 9.0, JUDGE: 3.0}
    rows = "".join(
        f"[prices.'{name}']\nas_of = '2026-11-01'\ninput = {price}\noutput = {2 * price}\n"
        for name, price in prices.items()
    )
    path = config / "wayfare.toml"
    path.write_text(
        f"[exploration]\nshare = 0.0\n[routing]\nbaseline = '{BASE}'\n"
        f"[providers.up]\nbase_url = '{upstream_url}'\nauth = 'none'\nallow_private = true\n"
        f"models = {[name.removeprefix('up/') for name in prices]}\n{rows}",
        "utf-8",
    )
    return path


@pytest.fixture
def asked(surroundings: Mapping[str, str], settings_file: Path):
    """Have past questions answered by the baseline."""

    def ask(count: int, checked: int = 0) -> None:
        ids = asyncio.run(_ask(dict(surroundings), count))
        asyncio.run(_check(dict(surroundings), ids[:checked]))

    return ask


async def _ask(environ: dict[str, str], count: int) -> list[str]:
    settings = load_settings(environ, Path(environ["WAYFARE_HOME"]))
    async with run_wayfare(settings, Options(environ=environ)) as wayfare:
        await wayfare.until_listed()
        await wayfare.parts.learner.known()
        ids = []
        for n in range(count):
            text = rf"Write {n} lines about the {THINGS[n % 8]}.\n#by scripted-small 9"
            text += r"\n#by scripted-large 5\n#by scripted-thinker 5"
            body = (
                f'{{"model": "auto:best", "messages": [{{"role": "user", "content": "{text}"}}]}}'
            )
            given = await answer(wayfare.parts, decode_chat(body.encode()), wayfare.owner)
            assert given.offer.arm.name == BASE
            ids.append(given.decision.id)
    return ids


async def _check(environ: dict[str, str], ids: list[str]) -> None:
    """Have the answers checked by a program."""
    five = NumberCheck(5)
    sayings = [Saying(each, OutcomeKind.CHECK, check=five) for each in ids]
    settings = load_settings(environ, Path(environ["WAYFARE_HOME"]))
    async with run_wayfare(settings, Options(environ=environ)) as wayfare:
        await say(wayfare.database, wayfare.parts.clock, Grader(), wayfare.owner, sayings)


def test_the_price_is_said_before_and_what_came_of_it_after(cli, asked):
    asked(8)
    said = cli("calibrate", NEW, "--probes", "6", "--yes")
    assert said.status == 0, said.err
    assert f"{NEW} will be asked 6 past questions. {JUDGE} judges" in said.err
    assert f"those kept of {BASE}" in said.err
    assert "That costs about $0.00" in said.err
    assert "6 better, 0 alike, 0 worse" in said.out
    # six verdicts of a judge that nobody measured count as one outcome at most
    assert re.search(rf"{re.escape(NEW)}: .*outcomes: 1\b", said.out)
    assert "Cost: $0.0" in said.out
    assert "--vote 20" in said.out
    korean = cli("calibrate", NEW, "--probes", "6", "--yes", "--lang", "ko")
    assert "나음 6, 비슷함 0, 못함 0" in korean.out
    assert "비용" in korean.out
    shown = cli("doctor", "judge", "--json").json
    assert [(row["source"], row["pairs"], row["decided"]) for row in shown] == [(JUDGE, 12, 12)]


def test_without_a_word_of_agreement_nothing_is_asked(cli, asked, scripted):
    asked(4)
    before = len(scripted.ledger)
    said = cli("calibrate", NEW, "--probes", "4")
    assert said.status == 1
    assert "nobody is here to agree" in said.err
    assert len(scripted.ledger) == before


def test_a_program_reads_all_of_it_as_json(cli, asked):
    asked(4)
    told = cli("calibrate", NEW, "--probes", "4", "--yes", "--json", "--judge", JUDGE).json
    assert (told["wins"], told["probes"], told["stopped"]) == (4, 4, None)
    assert told["judge"] == told["known_of_judge"]["source"] == JUDGE
    assert {each["outcome"]["winner"] for each in told["probed"]} == {NEW}
    assert {each["arm"] for each in told["standings"]} == {NEW, BASE}
    assert told["cost_micros"] > 0


def test_a_person_votes_on_pairs_without_knowing_whose_they_are(cli, asked):
    asked(8)
    options = ("--probes", "8", "--yes", "--judge", JUDGE)
    said = cli("calibrate", NEW, *options, "--vote", "8", stdin=b"1\nwhat?\n2\n=\ns\nq\n1\n")
    assert said.status == 0
    assert "Question (1 of 8)" in said.err
    assert "Answer 2" in said.err
    shown = said.err.partition("Question")[2]
    assert "scripted" not in shown.replace("#by scripted", "")
    (judge,) = cli("doctor", "judge", "--json").json
    assert judge["votes"] == 2
    assert "agrees with people in" in said.out
    assert "--vote 20" not in said.out


def test_a_judge_that_always_says_a_is_refused_in_a_sentence(cli, asked, scripted):
    asked(12)
    scripted.judges["scripted-thinker"] = "first"
    try:
        said = cli("calibrate", NEW, "--probes", "12", "--yes")
    finally:
        scripted.judges["scripted-thinker"] = "fair"
    assert said.status == 1
    assert "Stopped: the judge cannot be relied on" in said.out
    assert "Refused: it goes by an answer's place" in said.out
    again = cli("calibrate", NEW, "--probes", "4", "--yes", "--judge", JUDGE)
    assert "goes by an answer's place" in again.err
    assert "--judge" in again.err
    assert cli("doctor", "judge").status == 1


@pytest.mark.parametrize(
    ("arguments", "english", "korean"),
    [
        ((NEW,), "No question to `auto` is kept", "보관되어 있지 않습니다"),
        (("auto",), "is no model that could be placed", "자리를 매길 수 있는 모델이 아닙니다"),
        (("nobody",), "There is no model 'nobody'", "모델이 없습니다"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence_with_the_cure(
    cli, settings_file, arguments, english, korean
):
    said = cli("calibrate", *arguments)
    assert said.status == 1
    assert english in said.err
    assert "Traceback" not in said.err
    assert korean in cli("calibrate", *arguments, "--lang", "ko").err


def test_too_small_a_budget_is_said_before_anything_is_asked(cli, asked):
    asked(4)
    said = cli("calibrate", NEW, "--yes", WAYFARE_EXPLORATION__BUDGET_MICROS="5")
    assert "4 probes would cost about $" in said.err
    assert "exploration.budget_micros" in said.err
    korean = cli("calibrate", NEW, "--lang", "ko", WAYFARE_EXPLORATION__BUDGET_MICROS="5")
    assert "질문 4개에 약 $" in korean.err


def test_where_nobody_can_judge_only_questions_with_a_check_are_asked(cli, asked, settings_file):
    settings_file.write_text(
        settings_file.read_text("utf-8").replace(f", '{JUDGE.removeprefix('up/')}'", ""), "utf-8"
    )
    asked(6, checked=4)
    said = cli("calibrate", NEW, "--probes", "6", "--yes")
    assert f"{NEW} will be asked 4 past questions. Programs check its answers" in said.err
    assert f"{NEW}: 0 of 4 answers that a program could check are right." in said.out
    told = cli("calibrate", NEW, "--probes", "6", "--yes", "--json").json
    assert (told["judge"], told["known_of_judge"], told["checked"]) == (None, None, 4)
    assert "판정하는 모델은 없습니다" in cli("calibrate", NEW, "--yes", "--lang", "ko").err


def test_nobody_judges_their_own_answers(cli, asked):
    asked(4)
    said = cli("calibrate", NEW, "--yes", WAYFARE_JUDGE__MODEL=BASE)
    assert f"{BASE} would judge its own answers." in said.err
