"""Take over the conversations that ChatGPT exports, each wholly or not at all, and say what came.

What is taken over a second time is passed over. Waits for the disk.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import blake2b

import msgspec

from wayfare.domain.conversation import Conversation, KeptMessage, Speaker, title_of
from wayfare.domain.key import Caller
from wayfare.domain.run import Run, RunStatus, event_id
from wayfare.gateway.chats.keep import MODEL, worker_in
from wayfare.gateway.chats.parts import Chats
from wayfare.store.imported import add_whole, ids_there
from wayfare.wire.chatgpt_export import ForeignConversation, Found, Unread, read_export

#: What is written at once, of several conversations: a commit of each would take most of the time,
#: and one of all would keep others from writing.
_MESSAGES_AT_ONCE, _LETTERS_AT_ONCE = 500, 1_000_000


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
        line
        for some in _together(read_export(name, content))
        for line in _take(chats, worker, project, some)
    ]
    taken = [line for line in lines if line.state is Taken.IMPORTED]
    return Report(len(taken), sum(line.messages for line in taken), tuple(lines))


def _unread(file: str, unread: Unread) -> Line:
    state = Taken.SKIPPED if unread.code == "empty" else Taken.FAILED
    return Line(file, unread.title, state, unread.code, unread.why)


def _together(found: Iterable[Found]) -> Iterator[list[Found]]:
    """What is taken over at once: conversations as they come, until there is enough."""
    some: list[Found] = []
    messages = letters = 0
    for each in found:
        some.append(each)
        if isinstance(each.found, ForeignConversation):
            messages += len(each.found.messages)
            letters += sum(len(message.text) for message in each.found.messages)
        if messages >= _MESSAGES_AT_ONCE or letters >= _LETTERS_AT_ONCE:
            yield some
            some, messages, letters = [], 0, 0
    if some:
        yield some


def _take(chats: Chats, worker: Caller, project: str, some: Sequence[Found]) -> list[Line]:
    """Take over some conversations in one transaction; those that are there are not made anew."""
    read = [each.found for each in some if isinstance(each.found, ForeignConversation)]
    ids = [_id(worker, each) for each in read]
    there = ids_there(chats.database, ids)
    now = chats.parts().clock.now()
    made = [
        _made(worker, project, its_id, each, now)
        for its_id, each in zip(ids, read, strict=True)
        if its_id not in there
    ]
    added = add_whole(chats.database, made) if made else set()
    titles = {its.id: its.title for its, _ in made if its.id in added}
    return [
        _unread(each.file, each.found)
        if isinstance(each.found, Unread)
        else _taken(each.file, each.found, _id(worker, each.found), titles)
        for each in some
    ]


def _id(worker: Caller, foreign: ForeignConversation) -> str:
    made_of = f"{worker.user}\0{foreign.id}\0{foreign.created_at}\0{foreign.messages[0].id}"
    return "imported-" + blake2b(made_of.encode(), digest_size=12).hexdigest()


def _made(
    worker: Caller, project: str, conversation_id: str, foreign: ForeignConversation, now: float
) -> tuple[Conversation, list[KeptMessage]]:
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
    return conversation, messages


def _taken(
    file: str, foreign: ForeignConversation, conversation_id: str, titles: dict[str, str]
) -> Line:
    """The line of a conversation. `titles` has those that were added and have no line yet."""
    title = titles.pop(conversation_id, None)
    if title is None:
        why = "It was taken over before."
        return Line(file, foreign.title, Taken.SKIPPED, "known", why, conversation_id)
    code = "left_out" if foreign.left_out else ""
    why = f"{foreign.left_out} pictures or files were left out." if foreign.left_out else ""
    count = len(foreign.messages)
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
