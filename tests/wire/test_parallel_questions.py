"""Questions in several languages are read from tables, each with what is right and in English."""

import builtins
import json

import pytest

from wayfare.domain.errors import BadRequestError, SettingsError
from wayfare.wire.parallel_questions import read_parallel

MGSM = [
    {"parallel_id": "m:0", "language": "en", "prompt": "Two and two?", "answer": "4"},
    {"parallel_id": "m:0", "language": "ko", "prompt": "둘 더하기 둘은?", "answer": "4"},
    {"parallel_id": "m:0", "language": "th", "prompt": "สองบวกสอง?", "answer": "4"},
    {"parallel_id": "m:1", "language": "ko", "prompt": "셋은?", "answer": "3"},
]


def lines(rows) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def parquet(rows) -> bytes:
    import io

    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(rows), file)
    return file.getvalue()


def csv(rows) -> bytes:
    return "\n".join(
        [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)]
    ).encode()


@pytest.mark.parametrize("write", [lines, parquet, csv])
def test_the_row_of_the_same_id_in_english_is_the_true_question(write):
    ending = {lines: "jsonl", parquet: "parquet", csv: "csv"}[write]
    found = read_parallel(f"mgsm.{ending}", write(MGSM), "en")
    assert [(q.language, q.asked.expected, q.true and q.true.turns[-1].text) for q in found] == [
        ("ko", "4", "Two and two?"),
        ("th", "4", "Two and two?"),
        ("ko", "3", None),
    ]
    assert found[0].true.expected == "4"


def test_a_column_says_it_in_english_and_a_word_is_right_in_its_own_language_alone():
    rows = [
        {"question": "수도는?", "expected": "서울", "english": "The capital?", "language": "ko-KR"},
        {"질문": "7 더하기 1은?", "정답": 8, "english": "7 plus 1?"},
        {"question": "강은?", "expected": "한강", "english": "River?", "english_expected": "Han"},
    ]
    capital, plus, river = read_parallel("q.jsonl", lines(rows), "en")
    assert (capital.language, capital.asked.expected, capital.true.expected) == ("ko", "서울", None)
    assert (plus.language, plus.asked.expected, plus.true.expected) == (None, "8", "8")
    assert river.true.expected == "Han"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("q.txt", b"Why?", "no file of questions in several languages"),
        ("q.jsonl", b'{"question": "a"}\nnonsense', "Line 2 of q.jsonl is no JSON object"),
        ("q.jsonl", b'{"asked": "a"}', "Line 1 of q.jsonl has no question. Name its column or fi"),
        ("q.jsonl", b'{"question": ["a"]}', "`question` in line 1 of q.jsonl is no text"),
        ("q.csv", b"question,language\na,Korean please", "`language` in line 2 of q.csv is 'Korea"),
        ("q.csv", b"asked\na", "q.csv has no column with questions"),
        ("q.csv", "질문\n가".encode("euc-kr"), "q.csv is not UTF-8"),
        ("q.parquet", b"PAR1", "q.parquet is no Parquet that can be read"),
        ("q.csv", b"question,language\na,en", "no questions in q.csv but in the language in the"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place_and_its_cure(name, content, says):
    with pytest.raises(BadRequestError) as raised:
        read_parallel(name, content, "en")
    assert says in str(raised.value)
    assert raised.value.cure


def test_without_what_reads_parquet_it_is_said_how_to_get_it(monkeypatch):
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SettingsError, match="What reads Parquet is not installed") as raised:
        read_parallel("q.parquet", b"PAR1", "en")
    assert "wayfare[replay]" in raised.value.cure
