"""Give somebody all their conversations: one for machines, and one file each for people.

The zip holds `conversations.jsonl`, a conversation a line with all its branches (its fields are
those of `GET /api/conversations/{id}`), and a Markdown file for the branch of each that is shown.
Waits for the disk; one conversation is read after another, so that memory is bounded.
"""

import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import IO, Any

import msgspec

from wayfare.domain.conversation import Conversation, KeptMessage, Speaker
from wayfare.domain.key import Caller
from wayfare.gateway.chats.parts import Chats
from wayfare.store.conversations import Place, list_conversations
from wayfare.store.messages import read_messages

#: What a conversation and its messages look like for machines.
Plain = Callable[[Conversation, Sequence[KeptMessage]], Any]

LINES = "conversations.jsonl"
#: A zip stays in memory up to this size.
_IN_MEMORY = 4 * 1024 * 1024
_AT_ONCE = 100
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_HEADINGS = {Speaker.USER: "You", Speaker.ASSISTANT: "Answer"}


def export(chats: Chats, caller: Caller, plain: Plain) -> IO[bytes]:
    """A zip of all conversations of the caller's, open at its beginning; to be closed."""
    # closed by whoever sends it
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    names: set[str] = set()
    with (
        tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as lines,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for conversation in _all(chats, caller):
            said = read_messages(chats.database, conversation.id)
            lines.write(msgspec.json.encode(plain(conversation, said)) + b"\n")
            archive.writestr(_file_name(conversation, names), _markdown(conversation, said))
        lines.seek(0)
        with archive.open(LINES, "w", force_zip64=True) as file:
            while piece := lines.read(1 << 20):
                file.write(piece)
    out.seek(0)
    return out


def _all(chats: Chats, caller: Caller) -> Iterator[Conversation]:
    for is_archived in (False, True):
        before: Place | None = None
        while found := list_conversations(
            chats.database, caller.user, is_archived=is_archived, before=before, limit=_AT_ONCE
        ):
            yield from found
            before = (found[-1].updated_at, found[-1].id)


def _markdown(conversation: Conversation, messages: Sequence[KeptMessage]) -> str:
    """The branch that is shown, as somebody reads it."""
    parts = [f"# {conversation.title or conversation.id}"]
    for each in _shown(conversation, messages):
        at = datetime.fromtimestamp(each.created_at, UTC).strftime("%Y-%m-%d %H:%M UTC")
        who = "" if each.run is None else each.run.shown.arm or ""
        heading = f"{_HEADINGS[each.role]}{f', {who}' if who else ''}, {at}"
        files = [f"- {file.name}" for file in each.files]
        parts += [f"## {heading}", *files, each.text]
    return "\n\n".join(parts) + "\n"


def _shown(conversation: Conversation, messages: Sequence[KeptMessage]) -> list[KeptMessage]:
    known, path = {each.id: each for each in messages}, []
    at = conversation.leaf
    while at is not None and at in known:
        path.append(known.pop(at))
        at = path[-1].parent
    return path[::-1]


def _file_name(conversation: Conversation, taken: set[str]) -> str:
    day = datetime.fromtimestamp(conversation.created_at, UTC).strftime("%Y-%m-%d")
    title = _NO_NAME.sub(" ", conversation.title).strip(" .")[:60] or conversation.id
    name = f"{day} {title}"
    if name.casefold() in taken:
        name = f"{name} {conversation.id}"
    taken.add(name.casefold())
    return f"{name}.md"
