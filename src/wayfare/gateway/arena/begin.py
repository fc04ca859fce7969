"""Begin a battle: draw two arms, keep the question, and have both answer it without their names.

The same key of a client never begins two. Both answers belong to the server, as those of any
conversation.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

import msgspec

from wayfare.domain.battle import Battle
from wayfare.domain.case import Case
from wayfare.domain.chat import ChatRequest
from wayfare.domain.conversation import Conversation, KeptMessage, Kind, Speaker, title_of
from wayfare.domain.decision import Goal
from wayfare.domain.errors import BadRequestError, ConflictError
from wayfare.domain.key import Caller
from wayfare.domain.run import Run, RunStatus
from wayfare.gateway.answer import decide
from wayfare.gateway.arena.arena import Arena
from wayfare.gateway.arena.draw import DrawnPair, draw_pair
from wayfare.gateway.asking import Envelope
from wayfare.gateway.chats.ask import ask
from wayfare.gateway.chats.keep import worker_in
from wayfare.gateway.chats.live import Live
from wayfare.gateway.chats.prompt import prompt_of
from wayfare.gateway.send import demands_on
from wayfare.store.battles import add_battle, find_battle_by_key
from wayfare.store.conversations import add_conversation, delete_conversation
from wayfare.store.runs import NewRun, begin_run

#: What the conversation of a battle says that it asks.
MODEL = "battle"


async def begin_battle(
    arena: Arena, caller: Caller, key: str, text: str, project: str
) -> tuple[Battle, bool]:
    """Begin one; whether it is new, and not begun by the same key before.

    Raises:
        BadRequestError: there is no question.
        ConflictError: fewer than two models could answer, or the project keeps no texts.
        NotFoundError: the caller does not work in the project.
    """
    if not text.strip():
        raise BadRequestError("`text` is missing.", cure="Send a question.", param="text")
    # whoever asks may leave meanwhile: what is kept is asked all the same
    return await asyncio.shield(_begin(arena, caller, key, text, project))


async def _begin(
    arena: Arena, caller: Caller, key: str, text: str, project: str
) -> tuple[Battle, bool]:
    chats = arena.chats
    before = await asyncio.to_thread(find_battle_by_key, chats.database, caller.user, key)
    if before is not None:
        return before, False
    worker = await asyncio.to_thread(worker_in, chats, caller, project)
    names = await _candidates(arena, worker, text)
    boards = await arena.boards()
    pair = draw_pair(names, boards.gains(names), chats.parts().clock.rng)
    return await _fight(arena, caller, worker, _Question(key, text, project), pair)


class _Question(msgspec.Struct, frozen=True):
    """What is asked, by which key of the client, in which project."""

    key: str
    text: str
    project: str


async def _candidates(arena: Arena, worker: Caller, text: str) -> Sequence[str]:
    """The arms that could answer the question, and that no budget refuses.

    Raises:
        BudgetSpentError: budgets cover none of them.
        ConflictError: they are fewer than two.
    """
    parts = arena.chats.parts()
    body = prompt_of(Goal.AUTO.value, (), [_question(parts.clock.new_id(), text, 0.0)], _no_file, 0)
    request: ChatRequest = body.request
    envelope = Envelope(demands=demands_on(parts, worker, worker.demands), wishes=worker.wishes)
    decision = await decide(parts, request, parts.clock.new_id(), envelope)
    offers = list(decision.offers)
    if (spending := parts.limits.of(worker, decision.id)) is not None:
        offers, _ = await spending.affordable(offers, [], body.raw, request)
    names = sorted(offer.arm.name for offer in offers)
    if len(names) < 2:
        raise ConflictError(
            "A battle needs two models that could answer, and there is one.",
            cure="Bring in another: `wayfare providers add`, or a key on the page of admins.",
            case=Case.ONE_ARM_ONLY,
        )
    return names


async def _fight(
    arena: Arena, caller: Caller, worker: Caller, asked: _Question, pair: DrawnPair
) -> tuple[Battle, bool]:
    chats = arena.chats
    parts, started_tick = chats.parts(), chats.parts().clock.tick()
    now, battle_id = parts.clock.now(), parts.clock.new_id()
    question = _question(parts.clock.new_id(), asked.text, now)
    conversation = Conversation(
        battle_id, worker.user, title_of(asked.text), asked.project, MODEL, now, now,
        kind=Kind.BATTLE,
    )  # fmt: skip
    news = [
        NewRun(conversation, run, side, chats.running.process, first, answer)
        for side, name, first in (("a", pair.first, question), ("b", pair.second, None))
        for run, answer in [
            _run(parts.clock.new_id(), parts.clock.new_id(), battle_id, name, question, now)
        ]
    ]
    battle = Battle(
        battle_id, worker.user, asked.key, now, news[0].run.id, news[1].run.id,
        pair.first, pair.second, pair.chance,
    )  # fmt: skip
    if not await asyncio.to_thread(_keep, arena, battle, conversation, news):
        again = await asyncio.to_thread(find_battle_by_key, chats.database, caller.user, asked.key)
        assert again is not None, "it was just found"
        return again, False
    # each alone: neither waits for the other, and neither is read from what was kept before
    envelope = Envelope(cache_control="no-cache", conversation=battle_id, teaches=True)
    for new in news:
        body = prompt_of(new.run.model, (), [question], _no_file, parts.body_bytes_max)
        answer = partial(ask, parts, chats.running, body=body, caller=worker, envelope=envelope)
        chats.running.begin(Live(new.run, started_tick), answer)
    return battle, True


def _keep(arena: Arena, battle: Battle, conversation: Conversation, news: Sequence[NewRun]) -> bool:
    """Keep it before anybody is asked; False where the same request came twice at once."""
    database = arena.chats.database
    add_conversation(database, conversation)
    if not add_battle(database, battle):
        delete_conversation(database, conversation.id)
        return False
    for new in news:
        begin_run(database, new)
    return True


def _question(message_id: str, text: str, now: float) -> KeptMessage:
    return KeptMessage(message_id, None, Speaker.USER, text, (), now)


def _run(
    run_id: str, message_id: str, battle_id: str, name: str, question: KeptMessage, now: float
) -> tuple[Run, KeptMessage]:
    run = Run(run_id, message_id, battle_id, RunStatus.RUNNING, name, now, is_blind=True)
    answer = KeptMessage(message_id, question.id, Speaker.ASSISTANT, "", (), now, run=run)
    return run, answer


def _no_file(_: str) -> bytes | None:
    return None
