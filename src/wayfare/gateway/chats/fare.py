"""Foresee what a question in a conversation would cost, before it is sent. Sends nothing.

Answers are as long as the middle eight of ten of one's latest ones were.
"""

import asyncio
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from wayfare.domain.budget import Scope
from wayfare.domain.conversation import KeptMessage, Speaker
from wayfare.domain.decision import Decision, Reason
from wayfare.domain.errors import BudgetSpentError, NoArmError, NoArmFitsError
from wayfare.domain.key import Caller
from wayfare.domain.run import RunFault
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.answer import decide
from wayfare.gateway.asking import Envelope
from wayfare.gateway.chats.fault import fault_of
from wayfare.gateway.chats.keep import see_conversation, worker_in
from wayfare.gateway.chats.parts import Chats
from wayfare.gateway.chats.prompt import prompt_of
from wayfare.gateway.limits.limits import Ledgered
from wayfare.gateway.limits.manage_budgets import list_budgets
from wayfare.gateway.send import demands_on
from wayfare.routing.features import read_context
from wayfare.routing.quote import full_fare
from wayfare.store.answer_lengths import answer_lengths
from wayfare.store.messages import read_path
from wayfare.store.preferences import preferences_of
from wayfare.wire.openai.body import ChatBody

#: So many answers are looked at; with fewer than the second, the usual length stands for all.
ANSWERS_MAX, ANSWERS_LEAST = 200, 10
#: The cap is near where less than this share of it would be left.
NEAR = 0.2


class FareState(StrEnum):
    """How a fare stands to what may still be spent."""

    OK = "ok"
    NEAR = "near"  # little would be left
    OVER = "over"  # it may be more than is left
    UNKNOWN = "unknown"  # the price is not known


class FareRange(msgspec.Struct, frozen=True):
    """What a question would cost at the arm that would be asked, in micro-dollars.

    None: not known. `cap_micros` is the tightest budget that binds whoever asks, `left_micros` what
    is left of it; None: there is none. `cannot` says why nobody could be asked, and `fault` says
    it for other languages.
    """

    low_micros: int | None
    high_micros: int | None
    cap_micros: int | None
    left_micros: int | None
    state: FareState
    arm: str | None = None
    reason: Reason | None = None
    cannot: str | None = None
    fault: RunFault | None = None


async def foresee_fare(
    chats: Chats,
    accounts: Accounts,
    limits: Ledgered,
    caller: Caller,
    text: str,
    model: str,
    conversation_id: str | None = None,
) -> FareRange:
    """What asking would cost.

    Raises:
        NotFoundError: there is no such conversation or model.
        ConflictError: the conversation's project keeps no texts any more.
    """
    parts = chats.parts()
    worker, path = await asyncio.to_thread(_path, chats, caller, conversation_id, text)
    wanted = await asyncio.to_thread(preferences_of, chats.database, caller.user)
    body = prompt_of(model, (), path, lambda _: None, parts.body_bytes_max)
    cap, left = await _left(accounts, limits, worker)
    demands = demands_on(parts, worker, worker.demands)
    envelope = Envelope(demands=demands, wishes=worker.wishes, preferences=tuple(wanted))
    try:
        decision = await decide(parts, body.request, "fare", envelope)
    except (NoArmError, NoArmFitsError, BudgetSpentError) as error:
        fault = fault_of(error)
        return FareRange(None, None, cap, left, FareState.UNKNOWN, cannot=str(error), fault=fault)
    lengths = await asyncio.to_thread(answer_lengths, chats.database, caller.user, ANSWERS_MAX)
    low, high = _range(decision, body, lengths)
    state = FareState.UNKNOWN if high is None else _state(high, cap, left)
    choice = decision.choice
    return FareRange(low, high, cap, left, state, choice.arm.name, decision.reason)


def _path(
    chats: Chats, caller: Caller, conversation_id: str | None, text: str
) -> tuple[Caller, list[KeptMessage]]:
    """Who asks, as in its project, and what was said: without files, with the question."""
    path: list[KeptMessage] = []
    worker = caller
    if conversation_id is not None:
        found = see_conversation(chats, caller, conversation_id)
        worker = worker_in(chats, caller, found.project)
        path = read_path(chats.database, found.id, found.leaf or "")
    asked = KeptMessage("", None, Speaker.USER, text, (), chats.parts().clock.now())
    return worker, [*(msgspec.structs.replace(each, files=()) for each in path), asked]


def _range(
    decision: Decision, body: ChatBody, lengths: Sequence[int]
) -> tuple[int | None, int | None]:
    arm = decision.choice.arm
    if arm.deployment.is_local and not arm.ahead:
        return 0, 0
    context = read_context(body.request)
    if len(lengths) < ANSWERS_LEAST:
        return decision.choice.fare_micros, full_fare(arm, context)
    known = sorted(lengths)
    ends = known[len(known) // 10], known[-1 - len(known) // 10]
    low, high = (
        full_fare(arm, msgspec.structs.replace(context, output_tokens=tokens)) for tokens in ends
    )
    return low, high


async def _left(
    accounts: Accounts, limits: Ledgered, caller: Caller
) -> tuple[int | None, int | None]:
    """The budget of which least is left, and how much."""
    # a project may be called like a user
    whose = {
        (Scope.USER, caller.user),
        (Scope.PROJECT, caller.project),
        (Scope.KEY, caller.key_id),
    }
    rows = [
        row
        for row in await list_budgets(accounts, limits, caller)
        if (row.scope, row.name) in whose
    ]
    tightest = min(rows, key=lambda row: row.left_micros, default=None)
    if tightest is None:
        return None, None
    return tightest.limit_micros, tightest.left_micros


def _state(high: int, cap: int | None, left: int | None) -> FareState:
    if cap is None or left is None:
        return FareState.OK
    if high > left:
        return FareState.OVER
    return FareState.NEAR if left - high < NEAR * cap else FareState.OK
