"""The command line in Japanese: nothing is missing, and nothing is left in another language."""

import re
import string

import pytest
import typer
from rich.cells import cell_len

from wayfare.cli import click_texts, error_texts, findings, help_texts, settings_texts
from wayfare.cli.help_pages import wrapped
from wayfare.cli.japanese import click_texts as click_in_japanese
from wayfare.cli.japanese import (
    errors,
    faults,
    help,  # noqa: A004 - what `--help` says
    reasons,
    sentences,
    settings,
    words,
)
from wayfare.cli.japanese import findings as findings_in_japanese
from wayfare.cli.main import app
from wayfare.cli.reasons import ENGLISH, say_reason, say_sent
from wayfare.cli.texts import LANGUAGES, SENTENCES
from wayfare.domain.decision import Reason
from wayfare.domain.errors import StoreError
from wayfare.routing.guards.sentences import SENTENCES as FAULTS
from wayfare.routing.language_names import NAMES, name_of
from wayfare.routing.model_names import PURPOSES
from wayfare.routing.pivot_sentences import FAULTS as BROKEN
from wayfare.routing.pivot_sentences import KINDS
from wayfare.routing.pool_reasons import SENTENCES as OF_THE_POOL
from wayfare.routing.pool_reasons import pool_reason
from wayfare.routing.reasons import PERIODS, SCOPES, dollars, points, reason, seconds, votes
from wayfare.routing.reasons import SENTENCES as REASONS

#: Each table in Korean beside the one in Japanese.
TABLES = {
    "sentences": ({key: ko for key, (_, ko) in SENTENCES.items()}, sentences.SENTENCES),
    "click": (click_texts.KOREAN, click_in_japanese.CLICK),
    "help": (help_texts.KOREAN, help.HELP),
    "settings": (settings_texts.KOREAN, settings.SETTINGS),
    "errors": (error_texts.KOREAN, errors.ERRORS),
    "reasons": (
        {code: said["ko"] for code, said in REASONS.items()}
        | {code: ko for code, (_, ko) in OF_THE_POOL.items()},
        reasons.REASONS,
    ),
    "findings": (
        {each: " ".join(ko) for each, (_, ko) in findings.FINDINGS.items()},
        {each: " ".join(ja) for each, ja in findings_in_japanese.FINDINGS.items()},
    ),
    "faults": (
        {each: " ".join(ko for _, ko in said) for each, said in FAULTS.items()},
        {each: " ".join(ja) for each, ja in faults.FAULTS.items()},
    ),
}
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
#: What stands for every value that a reason is filled in with, by its name; else a model's name.
VALUES = {
    **dict.fromkeys(("language", "middle"), name_of("ko")),
    **dict.fromkeys(("quality", "rival_quality", "good"), points(0.91)),
    **dict.fromkeys(("time", "rival_time"), seconds(1_250)),
    **dict.fromkeys(
        ("fare", "rival_fare", "worst", "left", "spent", "limit", "ceiling"), dollars(1_234)
    ),
    "kind": KINDS["law"],
    "fault": BROKEN["numbers"],
    "purpose": dict(zip(("en", "ko"), PURPOSES["math"], strict=True)),
    "scope": SCOPES["user"],
    "period": PERIODS["month"],
    "votes": votes(1_250),
}


def fields(sentence):
    """What is filled in, and in which form."""
    parsed = string.Formatter().parse(sentence)
    return {(name, how, form) for _, name, form, how in parsed if name is not None}


def commands(command, path=()):
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


@pytest.mark.parametrize("table", TABLES)
def test_every_sentence_is_there_in_japanese_and_none_is_left_over(table):
    korean, japanese = TABLES[table]
    assert japanese.keys() == korean.keys()
    assert all(japanese.values())


@pytest.mark.parametrize("table", sorted(TABLES.keys() - {"errors", "help", "settings"}))
def test_the_same_is_filled_in(table):
    korean, japanese = TABLES[table]
    assert [key for key in korean if fields(korean[key]) != fields(japanese[key])] == []


def test_an_error_fills_in_what_the_english_does():
    for english, japanese in errors.ERRORS.items():
        holes = english.count("{}")
        assert len(set(re.findall(r"{\d?}", japanese))) <= holes
        filled = japanese.format(*"①②③④⑤⑥"[:holes])
        assert set(filled) >= set("①②③④⑤⑥"[:holes])


@pytest.mark.parametrize("table", TABLES)
def test_it_is_japanese_wherever_there_is_something_to_say(table):
    korean, japanese = TABLES[table]
    for key, said in japanese.items():
        assert not HANGUL.search(said)
        assert not re.search("[「『“”]", said)  # what is typed stands in backticks
        left = HANGUL.search(korean[key]) and not JAPANESE.search(said)
        assert not left or key in ("comparing_cost", "cost_per_1k", "whole_points"), said


@pytest.mark.parametrize("table", TABLES)
def test_what_is_typed_is_the_same_in_every_language(table):
    def typed(said):
        code = re.findall("`(wayfare [^`]+)`", re.sub(r"{\d}", "{}", said))
        return set(code)

    korean, japanese = TABLES[table]
    differ = {key for key in korean if typed(korean[key]) != typed(japanese[key])}
    assert differ <= {"pool_waiting"}  # where the name to put in is a Korean word


def test_every_word_that_is_filled_in_has_its_japanese():
    assert all(said.keys() >= set(LANGUAGES) for said in NAMES.values())
    assert all(said.keys() >= set(LANGUAGES) for said in (*SCOPES.values(), *PERIODS.values()))
    assert words.KINDS.keys() == {each["en"] for each in KINDS.values()}
    assert words.FAULTS.keys() == {each["en"] for each in BROKEN.values()}
    assert words.PURPOSES.keys() == {english for english, _ in PURPOSES.values()}


@pytest.mark.parametrize("code", reasons.REASONS)
def test_a_reason_says_in_japanese_what_the_english_says(code):
    names = {name for name, _, _ in fields(ENGLISH[code])}
    made = reason if code in REASONS else pool_reason
    nested = {"why": {lang: REASONS["failed"][lang] for lang in ("ko", "en")}}
    given = {name: {**VALUES, **nested}.get(name, f"{name}/Model-5.1") for name in names}
    said = say_reason(made(code, **given), "ja")
    assert JAPANESE.search(said)
    assert not HANGUL.search(said)
    assert [given[n] for n in names if isinstance(given[n], str) and given[n] not in said] == []
    expected = {
        "language": "韓国語",
        "quality": "100点中91点",
        "time": "1.2秒",
        "votes": "人の投票1,250件",
        "why": "エラーが発生しました。",
        "fault": "数値の相違",
    }
    assert [told for name, told in expected.items() if name in names and told not in said] == []


def test_what_is_not_known_is_said_so_and_no_votes_are_not_mentioned():
    said = reason("cheap", fare=dollars(5), rival="new", rival_fare=dollars(None))
    assert say_reason(said, "ja") == "最も安いモデルです: $0.000005、次点はnewのまだ不明。"
    certified = {"arm": "a", "baseline": "b", "points": "2", "compared": "90"}
    said = reason("covered_certified", **certified, votes=votes(0))
    assert say_reason(said, "ja").endswith("比較した回答90件。")


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("", "It failed."),  # from what is older and sends no code
        ("of_tomorrow", "It failed."),
        ("failed", "It broke."),  # kept when its words were others
        ("fast", "Presumed fastest: soon, next gpt-5 with 1.2 s."),
        ("lacks_language", "It is not known to answer in Klingon."),
    ],
)
def test_where_it_cannot_be_told_a_reason_stays_english(code, english):
    assert say_sent({"code": code, "ko": "실패", "en": english}, "ja") == english
    assert say_sent({"ko": "실패", "en": english}, "ko") == "실패"


def test_an_error_has_its_japanese_cure_and_what_has_none_stays(cli):
    said = cli("users", "role", "nobody", "admin", "--lang", "ja")
    assert said.err == ("ユーザー'nobody'はいません。`wayfare users list`で確認してください。\n")
    error = StoreError("Odd.", cure="Name a new file.")
    assert error_texts.say_error(error, "ja") == "Odd. 新しいファイル名を指定してください。"
    assert error_texts.say_error(error, "en") == "Odd. Name a new file."


@pytest.mark.parametrize("path", list(commands(typer.main.get_command(app))), ids=" ".join)
def test_every_command_explains_itself_in_japanese(cli, path):
    said = cli(*path, "--help", "--lang", "ja", COLUMNS="80")
    assert said.status == 0
    about = said.out.partition("\n\n")[2].splitlines()[0]
    assert JAPANESE.search(about)
    assert not HANGUL.search(said.out)
    assert max(map(cell_len, said.out.splitlines())) <= 80
    lines = re.sub("`[^`]+`", "", said.out).splitlines()
    english = [line for line in lines if re.search("[a-z]{3,} [a-z]{3,} [a-z]", line)]
    assert all(line.startswith("使い方: ") for line in english), english


@pytest.mark.parametrize("place", ["ja_JP.UTF-8", "Japanese_Japan.932", "ja"])
def test_a_locale_chooses_it(cli, place):
    assert "予算を設定" in cli("budgets", "--help", LC_ALL=place).out
    assert cli("usage", LC_ALL=place).out == "この期間に質問はありません。\n"


@pytest.mark.parametrize("place", ["kok_IN.UTF-8", "jam_JM.UTF-8", "C.UTF-8"])
def test_a_locale_whose_name_begins_alike_does_not(cli, place):
    assert cli("usage", LC_ALL=place).out == "Nothing has been asked in this time.\n"


def test_lines_break_by_how_wide_letters_are_and_never_before_a_mark():
    assert wrapped("予算です。終わり。", 8) == ["予算で", "す。終わ", "り。"]
    assert wrapped("`wayfare ask`で質問", 13) == ["`wayfare ask`", "で質問"]
    assert wrapped("예산을 정합니다", 10) == ["예산을", "정합니다"]
    assert "".join(wrapped("(a)、b(c)`d e`。", 4)) == "(a)、b(c)`d e`。"


YEN = '[money]\ncurrency = "JPY"\nas_of = "2026-11-20"\nper_dollar = { JPY = 150 }\n'


def test_it_answers_quotes_lists_and_adds_up_in_japanese_and_yen(cli, upstream, tmp_path):
    (tmp_path / "folder").mkdir(exist_ok=True)
    (tmp_path / "folder" / "wayfare.toml").write_text(YEN)

    def run(*arguments):
        return cli(*arguments, "--lang", "ja", **upstream)

    ticket = run("ask", "Hello", "--model", "up/scripted-small").err
    assert re.search(r"理由 +リクエストでこのモデルが指定されています。", ticket)
    assert re.search(r"費用 +\$0\.\d+ \(¥[\d.]+, 2026-11-20のレート\) 税抜", ticket)
    fares = run("fares", "日本の首都はどこですか?", "--model", "auto:best").out
    assert "推定品質" in fares
    assert "日本語1,000文字" in fares
    assert "(¥" in fares
    assert re.search("^理由: .*(推定されます|選択の余地がありません)", fares, re.MULTILINE)
    assert "$/100万トークン(入力/出力)" in run("models").out
    assert (
        "設定で指定されています。" in run("models", "--why").out
        or "空きが" in run("models", "--why").out
    )
    usage = run("usage")
    assert "費用(税抜)" in usage.out
    assert usage.err == "2026-11-20のレート\n"
    doctor = run("doctor").out
    assert "待ち受けるアドレス。" in doctor
    assert "正常: ストアを開けます" in doctor
    for said in (ticket, fares, usage.out, doctor):
        assert not HANGUL.search(said)


def test_a_ticket_over_the_wire_says_why_in_japanese(cli, to_server):
    said = cli("ask", "日本の首都はどこですか?", "--lang", "ja", **to_server)
    assert re.search("理由 +.*[ぁ-ん]", said.err)
    sent = cli("ask", "Hi", "--json", **to_server).json["wayfare"]
    assert sent["reason"].keys() == {"code", "ko", "en"}
    assert say_sent(sent["reason"], "ja") != sent["reason"]["en"]


def test_reasons_of_every_kind_come_from_their_own_language():
    assert say_reason(Reason("x", "한국어", "English"), "ko") == "한국어"
    assert say_reason(Reason("x", "한국어", "English"), "en") == "English"
