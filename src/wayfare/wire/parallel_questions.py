"""Read questions in several languages: CSV, JSON lines or Parquet; a row a question in a language.

A row may say what the question is in the language in the middle, as a person wrote it; else the row
of the same `parallel_id` in that language does, as in MGSM. Knows columns. Asks nobody.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import msgspec

from wayfare.domain.chat import Message
from wayfare.domain.errors import BadRequestError, SettingsError
from wayfare.wire.question_files import (
    EXPECTED_NAMES,
    LETTERS_MAX,
    QUESTION_NAMES,
    FileQuestion,
    column_of,
)

#: Of a set of questions with answers, `answer` is the right one.
RIGHT_NAMES = (*EXPECTED_NAMES, "answer")
LANGUAGE_NAMES, PARALLEL_NAMES = ("language", "언어"), ("parallel_id",)
#: The true question in the middle language, and what is right there, where it is said otherwise.
TRUE_NAMES, TRUE_RIGHT_NAMES = ("english",), ("english_expected",)

_CODE = re.compile(r"[a-z]{2,3}")
_ANY_CASE = re.compile(r"\W*[A-Za-z]{0,2}\W*|[\W\d]+")
_CURE = "Name its column or field `question`; see `wayfare measure language --help`."

Row = Mapping[str, Any]


class ParallelQuestion(msgspec.Struct, frozen=True):
    """A question in a language; `language` None: it has to be told.

    `true` is the same question in the language in the middle as a person wrote it, with what is
    right there.
    """

    asked: FileQuestion
    language: str | None = None
    true: FileQuestion | None = None


class _Read(msgspec.Struct, frozen=True):
    """A row, decoded."""

    asked: FileQuestion
    language: str | None
    true: FileQuestion | None
    parallel_id: str | None


def read_parallel(name: str, content: bytes, middle: str) -> list[ParallelQuestion]:
    """The questions of a file in other languages than the middle one; the same question once.

    Raises:
        BadRequestError: it cannot be read so; says where, and what is wanted.
        SettingsError: what reads Parquet is not installed.
    """
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise BadRequestError(
            f"{name} is no file of questions in several languages.",
            cure="It must end with .csv, .jsonl or .parquet.",
        )
    rows = [_decode(name, number, row) for number, row in reader(name, content)]
    true = {
        row.parallel_id: row.asked for row in rows if row.parallel_id and row.language == middle
    }
    found = {
        row.asked.id: ParallelQuestion(
            row.asked,
            row.language,
            row.true or _same_right(true.get(row.parallel_id or ""), row.asked),
        )
        for row in rows
        if row.language != middle
    }
    if not found:
        raise BadRequestError(
            f"There are no questions in {name} but in the language in the middle.", cure=_CURE
        )
    return list(found.values())


def _same_right(true: FileQuestion | None, asked: FileQuestion) -> FileQuestion | None:
    """The true question, with what is right there: its own word for it, or one that is no word."""
    if true is None or true.expected is not None or not _has_no_language(asked.expected):
        return true
    return msgspec.structs.replace(true, expected=asked.expected)


def _has_no_language(right: str | None) -> bool:
    """Whether it is right in every language: a number, or a letter of options."""
    return right is not None and _ANY_CASE.fullmatch(right) is not None


def _decode(name: str, number: int, row: Row) -> _Read:
    asked = _text(name, number, row, QUESTION_NAMES)
    if asked is None:
        raise BadRequestError(f"Line {number} of {name} has no question.", cure=_CURE)
    right = _text(name, number, row, RIGHT_NAMES)
    true = _text(name, number, row, TRUE_NAMES)
    language = _text(name, number, row, LANGUAGE_NAMES)
    true_right = _text(name, number, row, TRUE_RIGHT_NAMES) or (
        right if _has_no_language(right) else None
    )
    return _Read(
        _question(asked, right),
        None if language is None else _code(name, number, language),
        None if true is None else _question(true, true_right),
        _text(name, number, row, PARALLEL_NAMES),
    )


def _text(name: str, number: int, row: Row, names: tuple[str, ...]) -> str | None:
    column = column_of(list(row), names)
    value = None if column is None else row[column]
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadRequestError(
            f"`{column}` in line {number} of {name} is no text.", cure="Write it as a text."
        )
    return str(value).strip()[:LETTERS_MAX]


def _code(name: str, number: int, said: str) -> str:
    """The code of a language without its country: `ko` of `ko-KR`."""
    code = said.lower().replace("_", "-").partition("-")[0]
    if not _CODE.fullmatch(code):
        raise BadRequestError(
            f"`language` in line {number} of {name} is {said!r}, which is no code of a language.",
            cure="Write a code of ISO 639-1, such as `ko`, or leave it out.",
        )
    return code


def _question(text: str, right: str | None) -> FileQuestion:
    return FileQuestion((Message("user", text),), right)


def _csv(name: str, content: bytes) -> Iterator[tuple[int, Row]]:
    rows = csv.DictReader(io.StringIO(_decoded(name, content)), strict=True)
    try:
        if column_of(list(rows.fieldnames or []), QUESTION_NAMES) is None:
            raise BadRequestError(f"{name} has no column with questions.", cure=_CURE)
        for row in rows:
            filled = {column: value for column, value in row.items() if column is not None}
            if any(filled.values()):
                yield rows.line_num, filled
    except csv.Error as error:
        raise BadRequestError(f"{name} is no table: {error}.", cure=_CURE) from error


def _json_lines(name: str, content: bytes) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(_decoded(name, content).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield number, msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise BadRequestError(
                f"Line {number} of {name} is no JSON object.", cure=_CURE
            ) from error


def _parquet(name: str, content: bytes) -> Iterator[tuple[int, Row]]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(
            "What reads Parquet is not installed.", cure="`pip install 'wayfare[replay]'`."
        ) from error
    try:
        table = parquet.ParquetFile(io.BytesIO(content))
        columns = [each for each in table.schema_arrow.names if column_of([each], _ALL)]
        if column_of(columns, QUESTION_NAMES) is None:
            raise BadRequestError(f"{name} has no column with questions.", cure=_CURE)
        rows: Sequence[Row] = table.read(columns).to_pylist()
    except pa.ArrowException as error:
        raise BadRequestError(
            f"{name} is no Parquet that can be read.", cure="Write it anew, or as CSV."
        ) from error
    yield from enumerate(rows, start=1)


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"{name} is not UTF-8.", cure="Save it as UTF-8.") from error


_ALL = (
    *QUESTION_NAMES,
    *RIGHT_NAMES,
    *LANGUAGE_NAMES,
    *PARALLEL_NAMES,
    *TRUE_NAMES,
    *TRUE_RIGHT_NAMES,
)
_READERS = {".csv": _csv, ".jsonl": _json_lines, ".parquet": _parquet}
