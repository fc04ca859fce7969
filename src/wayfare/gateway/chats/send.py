"""Begin a run: keep the question and an empty answer, and only then ask for it.

The same key of a client never begins two runs in one conversation.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.conversation import (
    AttachedFile,
    Conversation,
    KeptMessage,
    Kind,
    Speaker,
    title_of,
)
from wayfare.domain.decision import Goal
from wayfare.domain.errors import BadRequestError, ConflictError
from wayfare.domain.key import Caller
from wayfare.gateway.asking import Envelope
from wayfare.gateway.chats.again import model_again, name_again
from wayfare.gateway.chats.ask import ask
from wayfare.gateway.chats.draft import Draft, drafted
from wayfare.gateway.chats.keep import see_conversation
from wayfare.gateway.chats.live import Live
from wayfare.gateway.chats.parts import Chats
from wayfare.store.messages import find_message, read_path
from wayfare.store.runs import begin_run, find_by_key, find_run


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client asks in a conversation.

    Either `text` (or files) below `parent`, or an answer that is to be given `again`.
    """

    key: str
    parent: str | None = None
    text: str | None = None
    files: Sequence[str] = ()
    model: str | None = None
    again: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The question that was added, if one was, and its answer. `is_new`: not by the same key."""

    question: KeptMessage | None
    answer: KeptMessage
    is_new: bool


async def send(chats: Chats, caller: Caller, conversation_id: str, asked: Asked) -> Sent:
    """Ask something in a conversation, or something again.

    Raises:
        NotFoundError: there is no such conversation, project or model.
        BadRequestError: what is asked makes no sense there; names the field.
        ConflictError: the answer that it goes on from is still being given.
    """
    # whoever asks may leave meanwhile: what is kept is asked all the same
    return await asyncio.shield(_send(chats, caller, conversation_id, asked))


async def _send(chats: Chats, caller: Caller, conversation_id: str, asked: Asked) -> Sent:
    parts, started_tick = chats.parts(), chats.parts().clock.tick()
    conversation = await asyncio.to_thread(see_conversation, chats, caller, conversation_id)
    if conversation.kind is not Kind.CHAT:
        raise ConflictError(
            "Nothing more is asked in a battle.",
            cure="Begin a conversation, or another battle.",
            case=Case.BATTLE_ANSWERED,
        )
    before = await asyncio.to_thread(_sent_before, chats, caller, conversation, asked)
    if before is not None:
        return before
    draft = await _draft(chats, caller, conversation, asked)
    taken = await asyncio.to_thread(begin_run, chats.database, draft.new)
    if taken is not None:  # the same request came twice at once
        again = await asyncio.to_thread(_sent_before, chats, caller, conversation, asked)
        assert again is not None, "it was just found"
        return again
    new, running = draft.new, chats.running
    running.begin(
        Live(new.run, started_tick),
        lambda live: ask(parts, running, live, draft.body, draft.worker, draft.envelope),
    )
    return Sent(new.question, new.answer, is_new=True)


def _sent_before(
    chats: Chats, caller: Caller, conversation: Conversation, asked: Asked
) -> Sent | None:
    """What the same key began before."""
    database = chats.database
    run_id = find_by_key(database, conversation.id, asked.key)
    kept = None if run_id is None else find_run(database, run_id, caller.user)
    answer = None if kept is None else find_message(database, conversation.id, kept.run.message)
    if answer is None:
        return None
    question = None
    if asked.again is None and answer.parent is not None:
        question = find_message(database, conversation.id, answer.parent)
    return Sent(question, answer, is_new=False)


async def _draft(chats: Chats, caller: Caller, conversation: Conversation, asked: Asked) -> Draft:
    if asked.again is not None:
        return await _draft_again(chats, caller, conversation, asked)
    if not ((asked.text or "").strip() or asked.files):
        raise BadRequestError(
            "`text` is missing.", cure="Send a question, or `again`.", param="text"
        )
    return await asyncio.to_thread(_draft_question, chats, caller, conversation, asked)


def _draft_question(
    chats: Chats, caller: Caller, conversation: Conversation, asked: Asked
) -> Draft:
    path = _path_to(chats, conversation, asked.parent)
    files = _attached(chats, caller, asked.files)
    clock = chats.parts().clock
    question = KeptMessage(
        id=clock.new_id(),
        parent=asked.parent,
        role=Speaker.USER,
        text=asked.text or "",
        files=files,
        created_at=clock.now(),
    )
    if not conversation.title:
        title = title_of(question.text) or title_of(files[0].name)
        conversation = msgspec.structs.replace(conversation, title=title)
    model = asked.model or conversation.model
    path = [*path, question]
    return drafted(chats, caller, conversation, asked.key, model, path, question, Envelope())


async def _draft_again(
    chats: Chats, caller: Caller, conversation: Conversation, asked: Asked
) -> Draft:
    """An answer beside another: nothing that was kept of that one will do."""
    if asked.text is not None or asked.files:
        raise BadRequestError(
            "`again` asks the same question, so `text` and `files` have no place beside it.",
            cure="Leave one of them out.",
            param="again",
        )
    path = await asyncio.to_thread(read_path, chats.database, conversation.id, asked.again or "")
    if not path or path[-1].role is not Speaker.ASSISTANT or path[-1].run is None:
        raise BadRequestError(
            f"There is no answer {asked.again!r} in this conversation.",
            cure="Name a message of the assistant's.",
            param="again",
        )
    *before, answer = path
    assert answer.run is not None, "it was looked at"
    _check_over(answer, "again")

    def draft(model: str) -> Draft:
        envelope = Envelope(cache_control="no-cache")
        return drafted(chats, caller, conversation, asked.key, model, before, None, envelope)

    model = name_again(answer.run, asked.model)
    if model is None:  # who answered may be gone by now, or be off: it is not asked
        usual = await asyncio.to_thread(draft, Goal.AUTO.value)
        request, worker = usual.body.request, usual.worker
        model = await model_again(chats, answer.run, asked.model or "", request, worker)
    return await asyncio.to_thread(draft, model)


def _path_to(chats: Chats, conversation: Conversation, parent: str | None) -> list[KeptMessage]:
    """What was said before a question."""
    if parent is None:
        return []
    path = read_path(chats.database, conversation.id, parent)
    if not path or path[-1].role is not Speaker.ASSISTANT:
        raise BadRequestError(
            f"There is no answer {parent!r} in this conversation.",
            cure="Name the answer that the question goes on from; null begins anew.",
            param="parent",
        )
    _check_over(path[-1], "parent")
    return path


def _check_over(answer: KeptMessage, param: str) -> None:
    if answer.run is not None and not answer.run.is_over:
        raise ConflictError(
            "That answer is still being given.",
            cure="Wait for its end, or stop it.",
            param=param,
            case=Case.STILL_ANSWERING,
        )


def _attached(chats: Chats, caller: Caller, file_ids: Sequence[str]) -> tuple[AttachedFile, ...]:
    files = chats.parts().files
    found: list[AttachedFile] = []
    for file_id in file_ids:
        stored = files.find(file_id, caller.user)
        if stored is None:
            raise BadRequestError(
                f"There is no file {file_id!r} of yours.",
                cure="`POST /api/files` keeps one.",
                param="files",
                case=Case.FILE_GONE,
            )
        found.append(AttachedFile(stored.id, stored.name, stored.mime, stored.size))
    return tuple(found)
