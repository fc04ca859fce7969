"""What must stay is kept or marked, and comes back whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.pivot.numbers import written_out
from wayfare.pivot.segments import Segment, mark_letter, restored, segments_of
from wayfare.pivot.spans import intervals_of


def spans_of(text, source="ko"):
    return [text[begin:end] for begin, end in intervals_of(text, source)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("`kubectl get pods`와 Kubernetes의 차이", ["`kubectl get pods`", "Kubernetes"]),
        ("iPhone 15 3대와 Python 3개", ["iPhone 15", "Python"]),
        ("Windows 11에서 Visual Studio Code", ["Windows 11", "Visual Studio Code"]),
        ("김민수 씨가 왔다. 김민수는", ["김민수", "김민수"]),
        ("이순신 장군과 선생님과 고객님, 이러한 교수법", ["이순신"]),
        ("\"안녕하세요\"와 '잘 가'와 「홍길동전」", ['"안녕하세요"', "'잘 가'", "「홍길동전」"]),
        ("https://example.org/a?b=1에서 a.b@c.com으로", ["https://example.org/a?b=1", "a.b@c.com"]),
        ("5kg, 3.5 GHz, 20%, $5", ["5kg", "3.5 GHz", "20%", "$5"]),
        ("2026-11-28에 10:30까지", ["2026-11-28", "10:30"]),
        ("보고서.pdf를 /usr/local/bin에", ["보고서.pdf", "/usr/local/bin"]),
        ("{name}님께 <b>굵게</b>", ["{name}", "<b>", "</b>"]),
        ("@who가 #여행", ["@who", "#여행"]),
        ("snake_case와 myVar와 GPT-4", ["snake_case", "myVar", "GPT-4"]),
        ("$x^2$과 $5와 $6, x^2 + 3x = 0", ["$x^2$", "$5", "$6", "x^2 + 3x = 0"]),
        ("C++와 C#", ["C++", "C#"]),
        ("010-1234-5678과 007", ["010-1234-5678", "007"]),
        ("1,000원이 3개", []),
    ],
)
def test_what_must_stay_is_found_in_korean(text, spans):
    assert spans_of(text) == spans


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        ("ja", "Pythonで「走れメロス」を田中さんに。お客様", ["Python", "「走れメロス」", "田中"]),
        ("zh", "请用Python 3写给王小明先生", ["Python 3", "王小明"]),
        ("en", "Don't say 김민수 isn't in `x`, it's 5 kg", ["김민수", "`x`", "5 kg"]),
        ("en", "use 3 apples and 1980s music, and/or so", []),
        ("de", "Das Auto kostet 5 € und wiegt 900kg", ["5 €", "900kg"]),
        ("fr", "Elle vaut 20 000 $ ou 5 %", ["20 000 $", "5 %"]),
        ("ja", "なぜrun.csvが$5で/usr/binに。#旅", ["run.csv", "$5", "/usr/bin", "#旅"]),
        ("en", "See /usr/bin. It is v1.2.3.", ["/usr/bin", "v1.2.3"]),
        ("de", "Es sind 26.220.000 Leute", []),
        ("ru", "Что такое Docker и 서울?", ["Docker", "서울"]),
    ],
)
def test_what_must_stay_is_found_in_other_languages(source, text, spans):
    assert spans_of(text, source) == spans


QUESTION = """# 질문
다음 `코드`를 고쳐 줘, 3만 번:
```py
print("3만")
```

| 이름 | 무게 |
|---|:-:|
| 철수 | 5kg |

1. 첫째
   - [ ] 둘째는 Kubernetes
$$
x = 1
$$
{"a": "가"}
    return x;
끝.
"""


def test_structure_is_kept_and_only_prose_is_translated():
    segments = segments_of(QUESTION, "ko", "en")
    prose = [segment.marked for segment in segments if not segment.is_kept]
    assert prose[:2] == ["질문", "다음 X1를 고쳐 줘, 30000 번:"]
    assert prose[2:] == ["이름", "무게", "철수", "첫째", "둘째는 X1", "끝."]
    assert "".join(s.text for s in segments) == QUESTION.replace("3만 번", "30000 번")


def test_json_and_what_is_already_in_the_target_are_kept():
    assert segments_of('{"도시": "서울"}', "ko", "en") == (
        Segment('{"도시": "서울"}', is_kept=True),
    )
    assert segments_of("Hello there", "en", "en")[0].is_kept
    assert segments_of("", "ko", "en") == ()


@pytest.mark.parametrize(
    ("text", "letter"),
    [("안녕", "X"), ("X1과 X2", "Q"), ("x 와 q_2", "Z"), ("ｘ１", "Q"), ("Xbox와 box2", "X")],
)
def test_marks_are_of_a_letter_that_the_text_has_not(text, letter):
    assert mark_letter(text) == letter


SEGMENT = Segment("`a`와 3kg", marked="X1와 X2", spans=("`a`", "3kg"))


@pytest.mark.parametrize(
    ("translated", "whole"),
    [
        ("X1 and X2", "`a` and 3kg"),
        ("x 1, Ｘ２", "`a`, 3kg"),
        ("(X-1) X_2.", "(`a`) 3kg."),
        ("X2X1", "3kg`a`"),
        ("X1 and X3", "`a` and X3"),
        ("2 x 1 and max1", "2 x 1 and max1"),
        ("X1은 X2를", "`a`은 3kg를"),
    ],
)
def test_spans_come_back_however_their_marks_are_written(translated, whole):
    assert restored(SEGMENT, translated) == whole


PIECES = [
    *(
        "안녕하세요",
        "한",
        "김민수 씨",
        "漢字",
        "é",
        "iPhone 15",
        "A-1",
        "X1",
        "x",
        "3만",
        "5kg",
        "$5",
        "２",
    ),
    *(
        " ",
        "\n",
        "`x`",
        "```",
        "\n```\n",
        "| ",
        "**",
        "'",
        '"',
        "{a}",
        "$$",
        "\\(",
        ".",
        "1. ",
        "- ",
    ),
    *("http://a.b/c", "5kg", "$5", "２", "1. ", "- "),
]
MIXED = st.lists(st.sampled_from(PIECES)).map("".join)


def without_blanks(text, language):
    return "".join(written_out(text, language).split())


@given(st.text() | MIXED, st.sampled_from(["ko", "ja", "zh", "en", "de", "th"]))
def test_nothing_of_a_text_is_lost(text, source):
    segments = segments_of(text, source, "fr")
    joined = "".join(segment.text for segment in segments)
    assert without_blanks(joined, source) == without_blanks(text, source)
    for segment in segments:
        assert segment.is_kept or "\n" not in segment.text
        if not segment.is_kept:
            assert restored(segment, segment.marked) == segment.text
