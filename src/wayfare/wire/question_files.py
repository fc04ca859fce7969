"""Read the questions that somebody keeps in a file: text, CSV, JSON lines, or ChatGPT's export.

Knows what others call a question and an answer. Knows nothing of who will be asked.
"""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

import msgspec

from wayfare.domain.chat import Message
from wayfare.domain.errors import BadRequestError

#: What a column or a field with the question may be called; so too with the right answer.
QUESTION_NAMES = ("question", "prompt", "질문", "質問", "问题")
EXPECTED_NAMES = ("expected", "answer_key", "정답", "正解", "答案")
#: A column with an answer from elsewhere is called so, then its maker's name.
ANSWER_PREFIX = "answer:"
#: Who answered in ChatGPT's export.
CHATGPT = "ChatGPT"
#: Longer texts are no questions.
LETTERS_MAX = 100_000

_CURE = "Name its column or field `question`; see `wayfare compare --help`."


class FileQuestion(msgspec.Struct, frozen=True):
    """A question with what may have come along: the right answer, and answers from elsewhere."""

    turns: tuple[Message, ...]
    expected: str | None = None
    answers: Mapping[str, str] = {}

    @property
    def id(self) -> str:
        """The same for the same question, wherever it stands."""
        text = msgspec.json.encode([[turn.role, turn.text] for turn in self.turns])
        return hashlib.blake2b(text, digest_size=12).hexdigest()


def read_questions(name: str, content: bytes) -> list[FileQuestion]:
    """The questions of a file, by its name's ending; the same question once.

    Raises:
        BadRequestError: it cannot be read so; says where, and what is wanted.
    """
    reader = _READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        raise BadRequestError(
            f"{name} is no file of questions.",
            cure="It must end with .txt, .csv, .jsonl or .json (ChatGPT's conversations.json).",
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"{name} is not UTF-8.", cure="Save it as UTF-8.") from error
    try:
        found = {each.id: each for each in reader(name, text)}
    except csv.Error as error:
        raise BadRequestError(f"{name} is no table: {error}.", cure=_CURE) from error
    if not found:
        raise BadRequestError(f"There are no questions in {name}.", cure=_CURE)
    return list(found.values())


def _text(_: str, text: str) -> Iterator[FileQuestion]:
    """Blocks with empty lines between; where there are none, a question a line."""
    blocks = text.replace("\r\n", "\n").strip().split("\n\n")
    parts = blocks if len(blocks) > 1 else text.splitlines()
    for part in parts:
        if part.strip():
            yield _question(part)


def _csv(name: str, text: str) -> Iterator[FileQuestion]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = [column or "" for column in rows.fieldnames or ()]
    wanted = column_of(columns, QUESTION_NAMES)
    if wanted is None:
        raise BadRequestError(f"{name} has no column with questions.", cure=_CURE)
    expected = column_of(columns, EXPECTED_NAMES)
    carried = {c: c[len(ANSWER_PREFIX) :].strip() for c in columns if c.startswith(ANSWER_PREFIX)}
    for row in rows:
        if not (row.get(wanted) or "").strip():
            continue
        answers = {maker: row[c] for c, maker in carried.items() if row.get(c)}
        yield _question(row[wanted], row.get(expected or ""), answers)


def _json_lines(name: str, text: str) -> Iterator[FileQuestion]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            given = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise BadRequestError(
                f"Line {number} of {name} is no JSON object.", cure=_CURE
            ) from error
        yield _of_object(name, number, given)


def _of_object(name: str, number: int, given: Mapping[str, Any]) -> FileQuestion:
    asked = column_of(list(given), QUESTION_NAMES)
    expected = column_of(list(given), EXPECTED_NAMES)
    answers = given.get("answers", {})
    try:
        if asked is None:
            turns = msgspec.convert(given.get("messages"), tuple[_Turn, ...])
            messages = tuple([Message(turn.role, turn.content) for turn in turns])
        else:
            messages = (Message("user", msgspec.convert(given[asked], str)),)
        carried = msgspec.convert(answers, dict[str, str])
    except msgspec.ValidationError as error:
        raise BadRequestError(f"Line {number} of {name} has no question.", cure=_CURE) from error
    if not any(message.text.strip() for message in messages):
        raise BadRequestError(f"Line {number} of {name} has no question.", cure=_CURE)
    right = None if expected is None else str(given[expected])
    return FileQuestion(messages, right, carried)


class _Turn(msgspec.Struct):
    role: str
    content: str


def _chatgpt(name: str, text: str) -> Iterator[FileQuestion]:
    """The first question of every conversation, with the answer that it got."""
    try:
        conversations = msgspec.json.decode(text, type=list[dict[str, Any]])
    except msgspec.DecodeError as error:
        raise BadRequestError(
            f"{name} is no export of ChatGPT.", cure="Its export has a conversations.json."
        ) from error
    for conversation in conversations:
        mapping = conversation.get("mapping", {})
        nodes = [each for each in mapping.values() if isinstance(each, dict)]
        messages = [found for each in nodes if (found := _said(each.get("message"))) is not None]
        messages.sort(key=lambda each: each[0])
        place = next((n for n, each in enumerate(messages) if each[1] == "user"), None)
        if place is None:
            continue
        answer = next((each[2] for each in messages[place:] if each[1] == "assistant"), None)
        yield _question(messages[place][2], None, {} if answer is None else {CHATGPT: answer})


def _said(message: Any) -> tuple[float, str, str] | None:
    """When, by whom and what; None where it is no text."""
    if not isinstance(message, dict):
        return None
    author, content = message.get("author"), message.get("content")
    if not isinstance(author, dict) or not isinstance(content, dict):
        return None
    parts = content.get("parts")
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return None  # a picture, a tool's result
    text, at = "\n".join(parts), message.get("create_time")
    when = float(at) if isinstance(at, int | float) else 0.0
    return (when, str(author.get("role")), text) if text.strip() else None


def _question(
    text: str, expected: str | None = None, answers: Mapping[str, str] | None = None
) -> FileQuestion:
    right = (expected or "").strip() or None
    return FileQuestion((Message("user", text.strip()[:LETTERS_MAX]),), right, answers or {})


def column_of(columns: list[str], names: tuple[str, ...]) -> str | None:
    """The column that has one of these names, however it is written; None: there is none."""
    plain = {column.strip().lower(): column for column in columns}
    return next((plain[name] for name in names if name in plain), None)


_READERS = {
    ".txt": _text,
    ".csv": _csv,
    ".jsonl": _json_lines,
    ".json": _chatgpt,
}
