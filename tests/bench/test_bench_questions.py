"""Questions that a program can check: the same by the same seed, different, and right."""

import contextlib
import io
import re
from collections import Counter
from datetime import date
from random import Random

import pytest
from bench.questions import classes, facts, korean, programs, words
from bench.questions.graders import (
    Date,
    Exactly,
    Items,
    JsonObject,
    LastLabel,
    Letter,
    Name,
    Number,
    OnlyLabel,
    Output,
)
from bench.questions.korean_particles import particle
from bench.questions.make import KINDS, make
from bench.questions.question import LANGUAGES
from bench.questions.reading import numbers_in, places_of, plain

EACH = 15
WEEKDAYS = {"Monday": ("Monday", "월요일", "月曜"), "Tuesday": ("Tuesday", "화요일", "火曜")}
MOODS = classes.MOODS


def test_the_same_seed_makes_the_same_questions():
    assert make(5, 4) == make(5, 4)
    assert make(5, 4) != make(6, 4)


def test_there_are_as_many_of_each_kind_in_each_language_and_no_two_alike():
    questions = make(1, EACH)
    counted = Counter((question.kind, question.language) for question in questions)
    assert counted == {(kind, language): EACH for kind in KINDS for language in LANGUAGES}
    assert len({question.text for question in questions}) == len(questions)
    assert len({question.id for question in questions}) == len(questions)


def test_one_language_alone_can_be_had():
    assert {question.language for question in make(1, 3, ["ko"])} == {"ko"}


def test_more_than_there_are_is_refused():
    with pytest.raises(ValueError, match="no 500 questions of the kind"):
        make(1, 500)


def test_a_question_is_in_its_language():
    hangul, kana = re.compile("[가-힣]"), re.compile("[ぁ-ゖァ-ヺ]")
    for question in make(2, EACH):
        # an English question may have a word to translate
        assert bool(hangul.search(question.text)) >= (question.language == "ko")
        assert bool(kana.search(question.text)) >= (question.language == "ja")
        if question.language == "ko":
            assert not kana.search(question.text)
            assert "(는)" not in question.text


def test_no_grader_takes_silence_a_shrug_or_the_question_for_an_answer():
    for question in make(3, EACH):
        for answer in ("", "   ", "I do not know.", "모르겠습니다.", "分かりません。"):
            assert not question.grader.accepts(answer), question


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_right_answer_is_accepted_in_every_language(kind):
    for question in make(4, EACH):
        if question.kind != kind:
            continue
        for answer in _right_answers(question.grader):
            assert question.grader.accepts(answer), (question, answer)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_answer_to_another_question_is_refused(kind):
    questions = [question for question in make(4, EACH) if question.kind == kind]
    for question in questions:
        for other in questions:
            for answer in _right_answers(other.grader)[:1]:
                if answer not in _right_answers(question.grader):
                    assert not question.grader.accepts(answer), (question, answer)


def _right_answers(grader):
    """What a model could say that is right."""
    answers: list[str] = []
    match grader:
        case Number(value):
            answers = [f"{value:g}", f"{value:,.0f}.", f"The answer is {value:g}."]
        case Date(value):
            answers = [value.isoformat(), f"{value.year}년 {value.month}월 {value.day}일입니다."]
        case Name(spellings):
            answers = [*spellings, f'"{spellings[0]}"', f"{spellings[-1]}."]
        case OnlyLabel(wanted, labels) | LastLabel(wanted, labels):
            answers = [wanted, *labels[wanted], f"It is {wanted}."]
        case Letter(value):
            answers = [value, f"{value}.", f"정답은 {value}입니다."]
        case Exactly(text):
            answers = [text, f'"{text}"', f"{text}."]
        case Items(values):
            answers = [", ".join(values), "\n".join(f"{n}. {v}" for n, v in enumerate(values, 1))]
        case JsonObject(values):
            pairs = [
                f'"{key}": {value if isinstance(value, int) else chr(34) + value[-1] + chr(34)}'
                for key, value in values.items()
            ]
            answers = ["{" + ", ".join(pairs) + "}", "```json\n{" + ",\n".join(pairs) + "}\n```"]
        case Output(text):
            answers = [text, f"`{text}`", f"```\n{text}\n```", f"The output is: {text}"]
    return answers


def test_a_program_prints_what_its_question_says():
    rng = Random(1)
    for _ in range(200):
        draft = programs.draw(rng)["en"]
        program = draft.text.partition("\n")[2]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(program, {})
        assert printed.getvalue().strip() == draft.grader.text, program


@pytest.mark.parametrize(
    ("answer", "numbers"),
    [
        ("1,250", [1250]),
        ("８０です", [80]),
        ("3천 미터", [3000]),
        ("2만", [20_000]),
        ("-5", [-5]),
        ("\u22125", [-5]),
        ("10-5", [10, 5]),
        ("1, 2", [1, 2]),
        ("36.6", [36.6]),
        ("x86은 정답 7", [86, 7]),
        ("none", []),
    ],
)
def test_numbers_are_read_in_three_languages(answer, numbers):
    assert numbers_in(answer) == numbers


@pytest.mark.parametrize(
    ("grader", "right", "wrong"),
    [
        (
            Number(64),
            ["64", "64.", "16 × 4 = 64", "16 × 4 = 64 입니다.", "答えは６４です。", "**64**"],
            ["65", "640", "64 - 1 = 63", "6", "sixty", "64%5 is 4"],
        ),
        (Number(77), ["77.0", "화씨 77도", "25도는 77도입니다"], ["77.5", "77 or 78"]),
        (Number(8000), ["8,000", "8000 meters", "8천 미터", "8千メートル"], ["8", "800", "80,00"]),
        (
            Date(date(2027, 5, 1)),
            [
                "2027-05-01",
                "2027-5-1",
                "2027년 5월 1일",
                "2027年5月1日",
                "2027/05/01",
                "２０２７-05-01",
            ],
            ["2027-05-02", "2027-01-05", "05-01", "2027-05-01 to 2027-05-08"],
        ),
        (
            Name(("Rome", "로마", "ローマ"), ("Paris", "파리", "パリ")),
            ["rome", "The capital is Rome.", "로마입니다.", "ローマです。", "「ローマ」", "RÓME"],
            ["Romeo", "Paris", "Rome, Paris", "파리와 로마", "Milan"],
        ),
        (Name(("apple",)), ["Apple", "an apple"], ["apples", "pineapple", "사과"]),
        (
            OnlyLabel("positive", MOODS),
            ["Positive", "긍정", "긍정적입니다.", "肯定です", "ポジティブ", "It is positive."],
            ["negative", "부정", "positive or negative", "neutral"],
        ),
        (
            LastLabel("Tuesday", WEEKDAYS),
            ["Tuesday", "화요일", "火曜日", "Monday + 1 day is Tuesday."],
            ["Monday", "Tuesday comes after Monday", "Someday"],
        ),
        (
            Letter("B"),
            ["B", "(B)", "B. 밥", "정답: B", "Ｂ", "답은 B입니다"],
            ["A", "A, B", "Bob", "b"],
        ),
        (Exactly("a / b"), ["a / b", '"a / b"', "A / B.", "```\na / b\n```"], ["a b", "a / b / c"]),
        (
            Items(("달", "강", "산")),
            ["달, 강, 산", "달,강,산.", "1. 달\n2. 강\n3. 산", "- 달\n- 강\n- 산", "[달、강、산]"],
            ["산, 강, 달", "달, 강", "달, 강, 산, 꽃", "답: 달, 강, 산"],
        ),
        (
            JsonObject({"name": ("지우", "지우 씨"), "age": 20}),
            ['{"name": "지우", "age": 20}', 'Here: ```json\n{"age": 20.0, "name": "지우 씨"}\n```'],
            [
                '{"name": "지우", "age": "20"}',
                '{"name": "지우", "age": true}',
                '{"name": "지우"}',
                '{"name": "지우", "age": 20, "city": "부산"}',
                '{"name": ["지우"], "age": 20}',
                "{name: 지우, age: 20}",
                "[1]",
                "}{",
                "{" * 100_000 + "}",
            ],
        ),
        (Output("MAPLE"), ["MAPLE", "'MAPLE'", "The output is `MAPLE`."], ["maple", "MAPLES"]),
        (Output("[0, 2]"), ["[0, 2]", "[0,2]", "출력: [0, 2]"], ["[0, 2, 4]", "0, 2"]),
    ],
)
def test_a_grader_forgives_manner_and_nothing_else(grader, right, wrong):
    assert [answer for answer in right if not grader.accepts(answer)] == []
    assert [answer for answer in wrong if grader.accepts(answer)] == []


def test_an_endless_answer_is_graded_at_once():
    long = "12,345 " * 20_000 + "A. positive Rome { "
    for question in make(1, 2):
        question.grader.accepts(long)


def test_a_particle_is_the_one_that_the_word_wants():
    assert [w + particle(w, "은", "는") for w in ("물", "차", "서울", "97 × 9", "90", "12")] == [
        "물은", "차는", "서울은", "97 × 9는", "90은", "12는",
    ]  # fmt: skip


def test_each_country_and_capital_is_named_once():
    for place in (0, 1):
        named = [name for row in facts.COUNTRIES for name in facts.spellings(row[place])]
        assert [name for name, count in Counter(named).items() if count > 1] == []


def test_a_capital_cannot_be_taken_for_its_country():
    for country, capital, continent in facts.COUNTRIES:
        assert not places_of(facts.spellings(country), " ".join(capital))
        assert not places_of(facts.spellings(capital), " ".join(country))
        assert continent in facts.CONTINENTS


def test_each_table_is_whole_and_without_doubles():
    for table in (classes.REVIEWS, classes.SENTENCES):
        assert len(set(table)) == len(table)
        assert min(Counter(row[0] for row in table).values()) >= 4
    assert len({ko for ko, _, _ in words.TRANSLATIONS}) == len(words.TRANSLATIONS)
    assert len({row["en"][0] for row in words.OPPOSITES}) == len(words.OPPOSITES)
    for _, right, *wrong in korean.CHOICES:
        assert len({right, *wrong}) == 3


def test_an_opposite_is_never_the_word_itself():
    for row in words.OPPOSITES:
        for word, *right in row.values():
            assert not places_of(right, word), row


def test_the_texts_do_not_give_the_answer_away():
    for question in make(7, EACH):
        if isinstance(question.grader, Name):
            assert not question.grader.accepts(question.text), question


def test_reading_does_not_mind_width_and_case():
    assert plain("Ａｂ　 C") == "ab c"
