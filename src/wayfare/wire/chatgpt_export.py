"""Read what ChatGPT exports: conversations as trees, in the old form and the new one.

The old form is one `conversations.json` with a list; the new one is many files, each with a list
or with one conversation, whose messages may lack what they are about. What cannot be read is said,
file by file and conversation by conversation; nothing of the rest is lost. Knows nothing of where
conversations are kept.
"""

import io
import lzma
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.errors import BadRequestError

#: What a zip may become: more would fill the memory.
BYTES_MAX = 512 * 1024 * 1024
#: And so many values: each takes a hundred bytes or so, however short it is written.
VALUES_MAX = 16_000_000
#: Nobody had so many conversations.
ROWS_MAX = 100_000
#: Values of one conversation: while it is read, nothing else is done.
ROW_VALUES_MAX = 1_000_000
#: What a damaged or locked file of a zip may come to.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
)
#: Other files of an export, which hold no conversations.
_OTHERS = frozenset(
    {
        "export_manifest.json",
        "group_chats.json",
        "message_feedback.json",
        "model_comparisons.json",
        "shared_conversations.json",
        "shopping.json",
        "sora.json",
        "user.json",
        "user_settings.json",
    }
)
_ROLES = frozenset({"user", "assistant"})
#: Parts of an answer that were never shown as its text.
_HIDDEN = frozenset(
    {
        "code",
        "execution_output",
        "model_editable_context",
        "reasoning_recap",
        "system_error",
        "tether_browsing_display",
        "tether_quote",
        "thoughts",
        "user_editable_context",
    }
)


class ForeignMessage(msgspec.Struct, frozen=True):
    """A message; `parent` is the id of the one before it among those that are kept."""

    id: str
    parent: str | None
    is_user: bool
    text: str
    created_at: float | None
    model: str | None


class ForeignConversation(msgspec.Struct, frozen=True):
    """A conversation with all its branches; parents come before children. `leaf` was shown last.

    `left_out` are parts that are no text, such as pictures, which are not taken over.
    """

    id: str
    title: str
    created_at: float | None
    updated_at: float | None
    leaf: str | None
    messages: tuple[ForeignMessage, ...]
    left_out: int


class Unread(msgspec.Struct, frozen=True):
    """What could not be read, and why: in English, and a code for other languages."""

    title: str
    code: str
    why: str


class Found(msgspec.Struct, frozen=True):
    """What was found in one place: a conversation, or why there is none."""

    file: str
    found: ForeignConversation | Unread


_NOT_READ = Unread("", "no_json", "This file is no JSON.")
_TOO_MUCH = Unread("", "no_json", "There is more in this file than can be read at once.")


def read_export(name: str, content: bytes) -> Iterator[Found]:
    """All conversations of an export: its zip, or one of the files in it.

    Raises:
        BadRequestError: it is neither, or it becomes too large.
    """
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield from _read_file(name, content)
        return
    with _opened(content) as archive:
        inside = [each for each in archive.infolist() if _may_hold(each.filename)]
        if sum(each.file_size for each in inside) > BYTES_MAX:
            raise BadRequestError(
                f"The conversations in this zip are larger than {BYTES_MAX >> 20} MiB.",
                cure="Send its files one by one.",
                param="file",
                case=Case.EXPORT_TOO_LARGE,
                values={"bytes_max": BYTES_MAX},
            )
        if not inside:
            raise BadRequestError(
                "There is no file with conversations in this zip.",
                cure="Send the zip that ChatGPT sent you, or a conversations.json out of it.",
                param="file",
                case=Case.NO_EXPORT,
            )
        for each in inside:
            try:
                data = archive.read(each)
            except _DAMAGED:
                why = "This file of the zip is damaged or locked."
                yield Found(each.filename, Unread("", "damaged", why))
                continue
            yield from _read_file(each.filename, data)


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGED as error:
        raise BadRequestError(
            "This zip is damaged.",
            cure="Send it whole, or a conversations.json out of it.",
            param="file",
            case=Case.NO_EXPORT,
        ) from error


def _may_hold(name: str) -> bool:
    file = name.rpartition("/")[2]
    return file.endswith(".json") and file not in _OTHERS and not file.startswith(".")


def _read_file(name: str, content: bytes) -> Iterator[Found]:
    if _values(content) > VALUES_MAX:
        yield Found(name, _TOO_MUCH)
        return
    try:
        rows = _rows(content)
    except _NO_JSON:
        yield Found(name, _NOT_READ)
        return
    if len(rows) > ROWS_MAX:
        yield Found(name, _TOO_MUCH)
        return
    for row in rows:
        yield Found(name, _read_row(bytes(row)))


def _rows(content: bytes) -> list[msgspec.Raw]:
    """The conversations of a file, still to be read: one alone, in a list or by its name."""
    if content.lstrip()[:1] == b"[":
        return _to_list(content)
    try:
        return _to_named(content).conversations
    except msgspec.ValidationError:
        return [_to_one(content)]


def _read_row(row: bytes) -> "ForeignConversation | Unread":
    if _values(row) > ROW_VALUES_MAX:
        return _TOO_MUCH
    try:
        return _read_one(msgspec.json.decode(row))
    except _NO_JSON:
        return _NOT_READ


def _values(content: bytes) -> int:
    """About how many values there are; as many at least."""
    return sum(map(content.count, (b",", b"[", b"{")))


class _Named(msgspec.Struct):
    conversations: list[msgspec.Raw]


_to_list = msgspec.json.Decoder(list[msgspec.Raw]).decode
_to_named = msgspec.json.Decoder(_Named).decode
_to_one = msgspec.json.Decoder(msgspec.Raw).decode
_NO_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def _read_one(row: object) -> ForeignConversation | Unread:
    if not isinstance(row, dict):
        return Unread("", "no_conversation", "This is no conversation.")
    title = _text(row.get("title"))
    mapping = row.get("mapping")
    if not isinstance(mapping, dict):
        return Unread(title, "no_conversation", "This is no conversation: it has no messages.")
    usual = row.get("default_model_slug")
    messages, left_out = _messages(mapping, usual if isinstance(usual, str) else None)
    if not messages:
        return Unread(title, "empty", "Nothing was said in this conversation.")
    return ForeignConversation(
        id=_text(row.get("conversation_id")) or _text(row.get("id")),
        title=title,
        created_at=_time(row.get("create_time")),
        updated_at=_time(row.get("update_time")),
        leaf=_shown(mapping, {each.id for each in messages}, row.get("current_node")),
        messages=tuple(messages),
        left_out=left_out,
    )


def _messages(mapping: Mapping[str, Any], usual: str | None) -> tuple[list[ForeignMessage], int]:
    """Those that somebody said, parents first; hidden ones are passed over, not their children."""
    kept: list[ForeignMessage] = []
    left_out, done = 0, set[str]()
    waiting: list[tuple[str, str | None]] = [(key, None) for key in _roots(mapping)]
    while waiting:
        key, parent = waiting.pop()
        if key in done or not isinstance(node := mapping.get(key), dict):
            continue
        done.add(key)
        message, others = _message(key, parent, node.get("message"), usual)
        left_out += others
        if message is not None:
            kept.append(message)
            parent = key
        children = node.get("children")
        named = children if isinstance(children, list) else []
        waiting += [(child, parent) for child in reversed(named) if isinstance(child, str)]
    return kept, left_out


def _roots(mapping: Mapping[str, Any]) -> list[str]:
    nodes = {key: node for key, node in mapping.items() if isinstance(node, dict)}
    return [key for key, node in reversed(nodes.items()) if _word(node.get("parent")) not in nodes]


def _message(
    key: str, parent: str | None, message: object, usual: str | None
) -> tuple[ForeignMessage | None, int]:
    if not isinstance(message, dict):
        return None, 0
    author, content = message.get("author"), message.get("content")
    metadata = message.get("metadata")
    about = metadata if isinstance(metadata, dict) else {}
    role = _word(author.get("role")) if isinstance(author, dict) else None
    if role not in _ROLES or not isinstance(content, dict):
        return None, 0
    if (
        about.get("is_visually_hidden_from_conversation")
        or _word(content.get("content_type")) in _HIDDEN
    ):
        return None, 0
    if message.get("recipient", "all") not in ("all", None):
        return None, 0  # said to a tool
    text, left_out = _said(content)
    if not text and not left_out:
        return None, 0
    model = about.get("model_slug")
    named = model if isinstance(model, str) else usual
    is_user = role == "user"
    at = _time(message.get("create_time"))
    return ForeignMessage(key, parent, is_user, text, at, None if is_user else named), left_out


def _said(content: Mapping[str, Any]) -> tuple[str, int]:
    """The text of a message, and how many of its parts are none."""
    parts = content.get("parts")
    if not isinstance(parts, list):
        return _text(content.get("text")), 0
    texts, left_out = [], 0
    for part in parts:
        if isinstance(part, str):
            texts.append(_text(part))
        elif isinstance(part, dict) and isinstance(part.get("text"), str):
            texts.append(_text(part["text"]))  # what was said aloud
        elif part is not None:
            left_out += 1
    return "\n\n".join(text for text in texts if text), left_out


def _shown(mapping: Mapping[str, Any], kept: set[str], current: object) -> str | None:
    """The last message of the branch that was shown."""
    seen = set[str]()
    while isinstance(current, str) and current not in seen:
        if current in kept:
            return current
        seen.add(current)
        node = mapping.get(current)
        current = node.get("parent") if isinstance(node, dict) else None
    return None


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _text(value: object) -> str:
    return unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""


def _time(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value < 1e11 else None
