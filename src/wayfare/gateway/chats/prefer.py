"""Say which model shall always answer a topic on the page, see what was said, and take it back.

The topic is that of an answer of one's own. What was said of a topic that is no more binds
nothing. What is no coroutine waits for the disk.
"""

import asyncio
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from wayfare.domain.case import Case
from wayfare.domain.decision import Goal
from wayfare.domain.errors import BadRequestError, ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.preference import Preference
from wayfare.gateway.chats.keep import see_run
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.send import candidates_for
from wayfare.gateway.written import written_decision
from wayfare.store import preferences as store
from wayfare.store.topics import TopicLog

#: A topic's telling words, by language.
Words = dict[str, tuple[str, ...]]


class PreferenceState(StrEnum):
    """Whether a preference binds: its topic may be gone, or its model not be taken by `auto`."""

    IN_FORCE = "in_force"
    TOPIC_GONE = "topic_gone"
    MODEL_GONE = "model_gone"


class SeenPreference(msgspec.Struct, frozen=True):
    """A preference as its user sees it. `names` are the topic's telling words as they are now.

    Of a topic that is gone nobody knows the words: they are kept with the topics alone.
    """

    id: str
    topic: str
    names: Words
    arm: str
    at: float
    state: PreferenceState


class SeenTopic(msgspec.Struct, frozen=True):
    """The topic of an answer: its id and its telling words by language."""

    id: str
    names: Words


class RunPreference(msgspec.Struct, frozen=True):
    """What is said of the topic of an answer. `topic` is None where it has none."""

    topic: SeenTopic | None = None
    preference: SeenPreference | None = None


def list_preferences(chats: Chats, caller: Caller) -> list[SeenPreference]:
    """The caller's own, the newest first, with those that bind nothing any more."""
    said = store.preferences_of(chats.database, caller.user)
    names = {embedder: _names(chats, embedder) for embedder in {each.embedder for each in said}}
    return [_seen(chats, each, names[each.embedder]) for each in said]


async def see_preference(chats: Chats, caller: Caller, run_id: str) -> RunPreference:
    """The topic of an answer, and what the caller said of it.

    Raises:
        NotFoundError: there is no such run of the caller's.
    """
    await _until_written(chats, caller, run_id)
    return await asyncio.to_thread(_see, chats, caller, run_id)


def _see(chats: Chats, caller: Caller, run_id: str) -> RunPreference:
    placed = _placed(chats, caller, run_id)
    names = {} if placed is None else _names(chats, placed.embedder)
    if placed is None or placed.topic not in names:
        return RunPreference()
    said = store.preferences_of(chats.database, caller.user)
    ours = next((e for e in said if (e.topic, e.embedder) == (placed.topic, placed.embedder)), None)
    topic = SeenTopic(placed.topic, names[placed.topic])
    return RunPreference(topic, None if ours is None else _seen(chats, ours, names))


async def prefer(chats: Chats, caller: Caller, run_id: str, arm: str) -> SeenPreference:
    """Have an arm answer what the caller asks from now on about the topic of an answer.

    Raises:
        NotFoundError: there is no such run of the caller's.
        BadRequestError: `auto` does not take that arm.
        PermissionDeniedError: it is switched off for the caller's role.
        ConflictError: the answer is of no topic.
    """
    await _until_written(chats, caller, run_id)
    return await asyncio.to_thread(_prefer, chats, caller, run_id, arm)


def _prefer(chats: Chats, caller: Caller, run_id: str, arm: str) -> SeenPreference:
    placed = _placed(chats, caller, run_id)
    names = {} if placed is None else _names(chats, placed.embedder)
    if placed is None or placed.topic not in names:
        raise ConflictError(
            "The question of this answer is of no topic yet.",
            cure="Topics are found in what is asked, once enough was. Ask for the model by name "
            "until then.",
            case=Case.NO_TOPIC_YET,
        )
    if arm not in _taken(chats):
        raise BadRequestError(
            f"`auto` takes no model {arm!r}.",
            cure="Name one that `GET /api/models` lists as `in_auto`.",
            param="arm",
            case=Case.NOT_IN_AUTO,
            values={"arm": arm},
        )
    candidates_for(chats.parts(), caller, arm)
    clock = chats.parts().clock
    made = Preference(
        id=clock.new_id(),
        user=caller.user,
        embedder=placed.embedder,
        topic=placed.topic,
        arm=arm,
        at=clock.now(),
    )
    store.keep_preference(chats.database, made)
    return _seen(chats, made, names)


def take_back(chats: Chats, caller: Caller, preference_id: str) -> None:
    """Leave a topic to `auto` again.

    Raises:
        NotFoundError: there is no such preference of the caller's.
    """
    if not store.remove_preference(chats.database, preference_id, caller.user):
        raise NotFoundError(
            f"You have no preference {preference_id!r}.", cure="`GET /api/preferences` lists them."
        )


async def _until_written(chats: Chats, caller: Caller, run_id: str) -> None:
    """Wait for the decision of an answer that has just ended: it says of what topic it is."""
    run = await asyncio.to_thread(see_run, chats, caller, run_id)
    if (its := run.run.shown.decision_id) is not None:
        await written_decision(chats.database, its, caller.user)


def _placed(chats: Chats, caller: Caller, run_id: str) -> store.Placed | None:
    decision_id = see_run(chats, caller, run_id).run.shown.decision_id
    if decision_id is None:
        return None
    return store.topic_of(chats.database, decision_id, caller.user)


def _names(chats: Chats, embedder: str) -> Mapping[str, Words]:
    """The telling words of the topics that there are now, by their ids."""
    from wayfare.routing.topics import read_topics  # noqa: PLC0415 - numbers are large

    kept = TopicLog(chats.database).read(embedder)
    return {} if kept is None else {each.id: dict(each.names) for each in read_topics(kept.state)}


def _taken(chats: Chats) -> frozenset[str]:
    return frozenset(arm.name for arm in chats.parts().catalog.candidates(Goal.AUTO.value).arms)


def _seen(chats: Chats, each: Preference, names: Mapping[str, Words]) -> SeenPreference:
    state = PreferenceState.IN_FORCE
    if each.topic not in names:
        state = PreferenceState.TOPIC_GONE
    elif each.arm not in _taken(chats):
        state = PreferenceState.MODEL_GONE
    words = names.get(each.topic, {})
    return SeenPreference(each.id, each.topic, words, each.arm, each.at, state)
