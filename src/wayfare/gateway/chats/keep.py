"""Begin conversations, list them, show, change and delete them: each user their own.

Of others' conversations nobody learns that they are there. Every function waits for the disk.
"""

from collections.abc import Mapping, Sequence

from wayfare.domain.case import Case
from wayfare.domain.conversation import Conversation, KeptMessage
from wayfare.domain.errors import BadRequestError, ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.gateway.attempt import keeps_texts
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.send import candidates_for
from wayfare.store import conversations as store
from wayfare.store.messages import find_message, read_messages
from wayfare.store.runs import KeptRun, find_run
from wayfare.store.workers import find_worker

#: What is asked unless something else is said.
MODEL = "auto"


def begin_conversation(
    chats: Chats, caller: Caller, *, title: str, project: str, model: str, instructions: str | None
) -> Conversation:
    """Begin a conversation in which nothing is said yet.

    Raises:
        NotFoundError: the caller does not work in the project, or nothing has the model's name.
        ConflictError: the project keeps no texts.
    """
    parts = chats.parts()
    worker = worker_in(chats, caller, project)
    candidates_for(parts, worker, model)
    now = parts.clock.now()
    made = Conversation(
        id=parts.clock.new_id(),
        user=worker.user,
        title=title,
        project=project,
        model=model,
        created_at=now,
        updated_at=now,
        instructions=instructions,
    )
    store.add_conversation(chats.database, made)
    return made


def see_conversation(chats: Chats, caller: Caller, conversation_id: str) -> Conversation:
    """One of the caller's own.

    Raises:
        NotFoundError: there is none.
    """
    found = store.find_conversation(chats.database, conversation_id, caller.user)
    if found is None:
        raise NotFoundError(f"There is no conversation {conversation_id!r} of yours.")
    return found


def see_run(chats: Chats, caller: Caller, run_id: str) -> KeptRun:
    """A run in one of the caller's own.

    Raises:
        NotFoundError: there is none.
    """
    found = find_run(chats.database, run_id, caller.user)
    if found is None:
        raise NotFoundError(f"There is no run {run_id!r} of yours.")
    return found


def read_conversation(
    chats: Chats, caller: Caller, conversation_id: str
) -> tuple[Conversation, list[KeptMessage]]:
    """One of the caller's own with all that was said in it.

    Raises:
        NotFoundError: there is none.
    """
    found = see_conversation(chats, caller, conversation_id)
    return found, read_messages(chats.database, found.id)


def list_conversations(
    chats: Chats,
    caller: Caller,
    *,
    project: str | None,
    is_archived: bool,
    before: store.Place | None,
    limit: int,
) -> Sequence[Conversation]:
    """The caller's own, those that were changed last first."""
    return store.list_conversations(
        chats.database,
        caller.user,
        project=project,
        is_archived=is_archived,
        before=before,
        limit=limit,
    )


def change_conversation(
    chats: Chats, caller: Caller, conversation_id: str, changes: Mapping[str, object]
) -> Conversation:
    """Change a conversation; `is_archived` among the changes puts it away, or takes it up again.

    Raises:
        NotFoundError: there is none, or what it is changed to is not there.
        ConflictError: its new project keeps no texts.
    """
    found = see_conversation(chats, caller, conversation_id)
    changed = dict(changes)
    if "project" in changed:
        worker_in(chats, caller, str(changed["project"]))
    if "model" in changed:
        candidates_for(chats.parts(), caller, str(changed["model"]))
    if "leaf" in changed and find_message(chats.database, found.id, str(changed["leaf"])) is None:
        raise BadRequestError(
            f"There is no message {changed['leaf']!r} in this conversation.",
            cure="Name one that `GET /api/conversations/{id}` lists.",
            param="leaf",
        )
    if "is_archived" in changed:
        now = found.archived_at or chats.parts().clock.now()
        changed["archived_at"] = now if changed.pop("is_archived") else None
    store.change_conversation(chats.database, found.id, changed)
    return see_conversation(chats, caller, conversation_id)


def worker_in(chats: Chats, caller: Caller, project: str) -> Caller:
    """The caller as they ask in a project.

    Raises:
        NotFoundError: they do not work in it.
        ConflictError: it keeps no texts, and a conversation is nothing else.
    """
    worker = find_worker(chats.database, caller, project)
    if worker is None:
        raise NotFoundError(
            f"You work in no project {project!r}.",
            cure="`GET /api/projects` lists those that you work in.",
            param="project",
            case=Case.NO_SUCH_PROJECT,
            values={"project": project},
        )
    if not keeps_texts(chats.parts(), worker):
        raise ConflictError(
            f"The project {project!r} keeps no texts, so no conversation can be kept in it.",
            cure="Take another project, or have an admin let this one keep texts.",
            param="project",
            case=Case.KEEPS_NO_TEXTS,
            values={"project": project},
        )
    return worker
