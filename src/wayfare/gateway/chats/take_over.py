"""Take over the conversations that ChatGPT exports, each wholly or not at all, and say what came.

What is taken over a second time is passed over. Waits for the disk.
"""

from enum import StrEnum
from hashlib import blake2b

import msgspec

from wayfare.domain.conversation import Conversation, KeptMessage, Speaker, title_of
from wayfare.domain.key import Caller
from wayfare.domain.run import Run, RunStatus, event_id
from wayfare.gateway.chats.keep import MODEL, worker_in
from wayfare.gateway.chats.parts import Chats
from wayfare.store.imported import add_whole, is_there
from wayfare.wire.chatgpt_export import ForeignConversation, Unread, read_export


class Taken(StrEnum):
    """What became of a conversation."""

    IMPORTED = "imported"
    SKIPPED = "skipped"  # it is there already, or holds nothing
    FAILED = "failed"


class Line(msgspec.Struct, frozen=True):
    """One line of the report. `code` says why for other languages; empty where all went well."""

    file: str
    title: str
    state: Taken
    code: str = ""
    why: str = ""
    conversation: str | None = None
    messages: int = 0


class Report(msgspec.Struct, frozen=True):
    """What came of an import, line by line."""

    conversations: int
    messages: int
    lines: tuple[Line, ...]


def take_over(chats: Chats, caller: Caller, project: str, name: str, content: bytes) -> Report:
    """Take over all that an export holds.

    Raises:
        BadRequestError: it is no export.
        NotFoundError: the caller works in no such project.
        ConflictError: the project keeps no texts.
    """
    worker = worker_in(chats, caller, project)
    lines = [
        _unread(each.file, each.found)
        if isinstance(each.found, Unread)
        else _take(chats, worker, project, each.file, each.found)
        for each in read_export(name, content)
    ]
    taken = [line for line in lines if line.state is Taken.IMPORTED]
    return Report(len(taken), sum(line.messages for line in taken), tuple(lines))


def _unread(file: str, unread: Unread) -> Line:
    state = Taken.SKIPPED if unread.code == "empty" else Taken.FAILED
    return Line(file, unread.title, state, unread.code, unread.why)


def _take(
    chats: Chats, worker: Caller, project: str, file: str, foreign: ForeignConversation
) -> Line:
    made_of = f"{worker.user}\0{foreign.id}\0{foreign.created_at}\0{foreign.messages[0].id}"
    conversation_id = "imported-" + blake2b(made_of.encode(), digest_size=12).hexdigest()
    known = Line(
        file, foreign.title, Taken.SKIPPED, "known", "It was taken over before.", conversation_id
    )
    if is_there(chats.database, conversation_id):
        return known
    now = chats.parts().clock.now()
    # what claims to be of tomorrow would outlive what is kept, and stand first until then
    began = min(now, foreign.created_at or foreign.messages[0].created_at or now)
    # ids of others may be anything, and the same in two conversations
    ids = {each.id: f"{conversation_id}-{n}" for n, each in enumerate(foreign.messages)}
    last = foreign.leaf or foreign.messages[-1].id
    conversation = Conversation(
        id=conversation_id,
        user=worker.user,
        title=foreign.title[:200] or title_of(foreign.messages[0].text),
        project=project,
        model=MODEL,
        created_at=began,
        updated_at=min(now, foreign.updated_at or began),
        leaf=ids[last],
    )
    messages = []
    at = began
    for each in foreign.messages:
        at = max(at, min(now, each.created_at or at))  # they are read in this order
        key = ids[each.id]
        run = None if each.is_user else _run(conversation, key, each.model, each.text, at)
        parent = None if each.parent is None else ids[each.parent]
        role = Speaker.USER if each.is_user else Speaker.ASSISTANT
        messages.append(KeptMessage(key, parent, role, each.text, (), at, run))
    if not add_whole(chats.database, conversation, messages):
        return known
    code = "left_out" if foreign.left_out else ""
    why = f"{foreign.left_out} pictures or files were left out." if foreign.left_out else ""
    title, count = conversation.title, len(messages)
    return Line(file, title, Taken.IMPORTED, code, why, conversation_id, count)


def _run(conversation: Conversation, message: str, model: str | None, text: str, at: float) -> Run:
    """What is known of an answer that somebody else gave: who, and not what it cost."""
    return Run(
        id=f"{message}-run",
        message=message,
        conversation=conversation.id,
        status=RunStatus.WHOLE,
        model=model or "",
        created_at=at,
        arm=model,
        last_event=event_id(len(text)),
    )
