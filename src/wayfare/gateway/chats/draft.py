"""Make a run ready to be kept and asked: in whose name, with what was said before it.

Waits for the disk. Keeps nothing, and asks nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from wayfare.domain.conversation import Conversation, KeptMessage, Speaker
from wayfare.domain.key import Caller
from wayfare.domain.run import Run, RunStatus
from wayfare.gateway.asking import Envelope
from wayfare.gateway.chats.keep import worker_in
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.prompt import prompt_of
from wayfare.gateway.send import candidates_for
from wayfare.store.preferences import preferences_of
from wayfare.store.projects import find_project
from wayfare.store.runs import NewRun
from wayfare.wire.openai.body import ChatBody


@dataclass(frozen=True, slots=True)
class Draft:
    """A run that is ready to be kept and asked."""

    new: NewRun
    body: ChatBody
    worker: Caller
    envelope: Envelope


def drafted(
    chats: Chats,
    caller: Caller,
    conversation: Conversation,
    key: str,
    model: str,
    path: Sequence[KeptMessage],
    question: KeptMessage | None,
    envelope: Envelope,
) -> Draft:
    """A run of a model, below what was said; `question` where that is new.

    Raises:
        NotFoundError: the caller does not work in the project, or nothing has the model's name.
        PermissionDeniedError: the model is switched off for their role.
    """
    parts = chats.parts()
    worker = worker_in(chats, caller, conversation.project)
    candidates_for(parts, worker, model)

    def read_file(file_id: str) -> bytes | None:
        return parts.files.read(file_id, caller.user)

    project = find_project(chats.database, conversation.project)
    instructions = [each.instructions or "" for each in (project, conversation) if each is not None]
    body = prompt_of(model, instructions, path, read_file, parts.body_bytes_max)
    now, run_id = parts.clock.now(), parts.clock.new_id()
    message_id = parts.clock.new_id()
    run = Run(
        id=run_id,
        message=message_id,
        conversation=conversation.id,
        status=RunStatus.RUNNING,
        model=model,
        created_at=now,
    )
    answer = KeptMessage(
        id=message_id,
        parent=path[-1].id,
        role=Speaker.ASSISTANT,
        text="",
        files=(),
        created_at=now,
        run=run,
    )
    new = NewRun(conversation, run, key, chats.running.process, question, answer)
    envelope = msgspec.structs.replace(
        envelope,
        conversation=conversation.id,
        preferences=tuple(preferences_of(chats.database, caller.user)),
    )
    return Draft(new, body, worker, envelope)
