"""A conversation stays with its arm as far as changing it costs money, or breaks its work."""

from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.key import Caller
from wayfare.domain.price import Price, Rates
from wayfare.domain.usage import Usage
from wayfare.gateway.conversations import (
    REMEMBERED_MAX,
    REMEMBERED_S,
    WARM_S,
    Conversations,
    is_tool_loop,
    place_of,
)
from wayfare.gateway.turn import turn_of
from wayfare.settings.choosing import CertificateSection
from wayfare.settings.whole import Settings

MINA, JUN = Caller("mina", "k1"), Caller("jun", "k2")
CACHES = Price(Rates(1_000_000, 4_000_000, cached=100_000))
MARKS = Price(Rates(1_000_000, 4_000_000, cached=100_000, cache_write=1_250_000))
NO_CACHE = Price(Rates(1_000_000, 4_000_000))
LONG = Usage(5_000, 100)

TOOLS = [{"type": "function", "function": {"name": "look", "parameters": {"type": "object"}}}]
CALL = {"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{}"}}


def request(*turns: str) -> ChatRequest:
    """Turns as "user: Hi"."""
    pairs = [turn.split(": ", 1) for turn in turns]
    return ChatRequest("auto", tuple(Message(role, text) for role, text in pairs), frozenset())


def turn(conversations, asked, *, by=MINA, named=None, at=0.0):
    return turn_of(conversations, by, named, asked, at)


def noted(asked, *, named=None, price=CACHES, usage=LONG, by=MINA) -> Conversations:
    conversations = Conversations()
    conversations.note(place_of(by, named, asked), "arm", price, usage, 0.0)
    return conversations


FIRST = request("system: Be brief.", "user: Hi")
SECOND = request("system: Be brief.", "user: Hi", "assistant: Hello", "user: And now?")

texts = st.lists(
    st.tuples(st.sampled_from(["user", "assistant", "tool", "system"]), st.text(max_size=900)),
    min_size=1,
    max_size=8,
)


@given(texts, texts)
def test_a_request_that_goes_on_from_another_finds_it(before, more):
    first = ChatRequest("auto", tuple(Message(*m) for m in before), frozenset())
    second = ChatRequest("auto", tuple(Message(*m) for m in before + more), frozenset())
    assert turn(noted(first), second).last is not None
    assert turn(noted(second), first).last is None


def test_the_latest_beginning_that_is_known_counts():
    conversations = noted(FIRST)
    conversations.note(place_of(MINA, None, SECOND), "later", CACHES, LONG, 1.0)
    third = request(*(f"{m.role}: {m.text}" for m in SECOND.messages), "assistant: No", "user: Oh")
    assert turn(conversations, third).last.arm == "later"
    assert turn(conversations, SECOND).last.arm == "arm"


def test_a_conversation_is_known_by_its_name_however_it_is_cut_short():
    conversations = noted(FIRST, named="c-1")
    other = request("user: Something else")
    assert turn(conversations, other, named="c-1").last.arm == "arm"
    assert turn(conversations, other, named="c-2").last is None
    assert turn(conversations, SECOND).last is None


def test_nobody_finds_anothers_conversation():
    assert turn(noted(FIRST), SECOND, by=JUN).last is None
    assert turn(noted(FIRST, named="c"), SECOND, by=JUN, named="c").last is None


def test_another_conversation_that_begins_otherwise_is_another():
    other = request("system: Be brief.", "user: Ho", "assistant: Hello", "user: And now?")
    assert turn(noted(FIRST), other).last is None


def test_what_is_cached_is_forgotten_in_minutes_and_who_answered_in_an_hour():
    conversations = noted(FIRST)
    assert turn(conversations, SECOND, at=WARM_S).cached_tokens == 5_000
    assert turn(conversations, SECOND, at=WARM_S + 1).cached_tokens == 0
    assert turn(conversations, SECOND, at=REMEMBERED_S).last.arm == "arm"
    assert turn(conversations, SECOND, at=REMEMBERED_S + 1).last is None


@pytest.mark.parametrize(
    ("price", "usage", "cached"),
    [
        (CACHES, LONG, 5_000),
        (CACHES, Usage(1_000, 10), 0),  # too short for any cache
        (NO_CACHE, LONG, 0),
        (None, LONG, 0),
        (MARKS, LONG, 0),  # its client marked nothing
        (MARKS, Usage(5_000, 10, cache_write_tokens=4_000), 4_000),
        (MARKS, Usage(5_000, 10, cached_tokens=3_000, cache_write_tokens=500), 3_500),
    ],
)
def test_what_is_taken_to_be_cached(price, usage, cached):
    assert turn(noted(FIRST, price=price, usage=usage), SECOND).cached_tokens == cached


def test_so_many_are_remembered_and_the_oldest_is_forgotten():
    conversations = Conversations()
    for number in range(REMEMBERED_MAX + 1):
        place = place_of(MINA, f"c{number}", FIRST)
        conversations.note(place, "arm", None, LONG, 0.0)
    assert turn(conversations, SECOND, named="c0").last is None
    assert turn(conversations, SECOND, named="c1").last is not None


@pytest.mark.parametrize(
    ("turns", "is_loop"),
    [
        (["user: a", "assistant: ", "tool: 7"], True),
        (["user: a", "tool: 7"], True),  # where calls are no turns of their own
        (["user: a", "assistant: ", "tool: 7", "user: reminder"], True),
        (["user: a", "assistant: ", "tool: 7", "assistant: 7", "user: b"], False),
        (["user: a"], False),
    ],
)
def test_a_tool_loop_is_known_by_its_end(turns, is_loop):
    assert is_tool_loop(request(*turns).messages) is is_loop


async def asked(client, messages, **more):
    body = {"model": "auto", "messages": messages, **more}
    answer = await client.request("POST", "/v1/chat/completions", json=body)
    assert answer.status == 200, answer.error
    return answer


def begun(text):
    return [{"role": "user", "content": text}]


def gone_on(messages, text):
    more = [{"role": "assistant", "content": "네."}, {"role": "user", "content": text}]
    return [*messages, *more]


def called(messages):
    call = {"role": "assistant", "content": None, "tool_calls": [CALL]}
    return [*messages, call, {"role": "tool", "tool_call_id": "c1", "content": "7"}]


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Where `auto` goes by estimates alone: what stays is what is looked at here."""
    return msgspec.structs.replace(
        settings, certificate=CertificateSection(mode="open", held_share=0)
    )


@pytest.fixture
async def loop(client):
    """A tool that was called by whom `auto:best` took."""
    messages = begun("안녕하세요")
    first = await asked(client, messages, model="auto:best", tools=TOOLS)
    return SimpleNamespace(messages=called(messages), arm=first.ticket["arm"])


async def test_a_tool_loop_stays_with_its_arm_whatever_is_wished(client, record, loop):
    alone = await asked(client, called(begun("잘 가요")), model="auto:cheap", tools=TOOLS)
    assert alone.ticket["arm"] != loop.arm
    answer = await asked(client, loop.messages, model="auto:cheap", tools=TOOLS)
    assert answer.ticket["arm"] == loop.arm
    assert answer.ticket["reason"]["en"] == "It goes on with the calls of tools that it began."
    decision = record.decisions()[-1]
    assert (decision.reason.code, decision.propensity) == ("stays", 1.0)
    again = await asked(client, called(loop.messages), model="auto:cheap", tools=TOOLS)
    assert again.ticket["arm"] == loop.arm


async def test_a_tool_loop_leaves_an_arm_that_fails(client, provider, loop):
    provider.faults[loop.arm] = "status=529"
    answer = await asked(client, loop.messages, model="auto:cheap", tools=TOOLS)
    assert answer.ticket["arm"] != loop.arm


async def test_a_tool_loop_leaves_an_arm_that_may_not_be_asked(client, loop):
    wished = {"ceiling_usd": 0.0002}
    answer = await asked(client, loop.messages, tools=TOOLS, wayfare=wished)
    assert answer.ticket["arm"] == "scripted-small"


async def test_a_lost_cache_counts_as_money(client):
    messages = begun("강은 어디로 흐르나요? " * 600)
    first = await asked(client, messages)
    second = await asked(client, gone_on(messages, "정말요?"))
    arm = first.ticket["arm"]
    assert second.ticket["arm"] == arm
    fares = [
        next(fare["fare_micros"] for fare in each.ticket["fares"] if fare["arm"] == arm)
        for each in (first, second)
    ]
    assert fares[1] < fares[0]
    assert "taken to be cached, and cheaper." in second.ticket["reason"]["en"]
    assert "캐시" in second.ticket["reason"]["ko"]


async def test_models_do_not_change_from_turn_to_turn_for_a_trifle(client):
    """Where the cache makes up for it, the arm stays that a new conversation would not take."""
    begins = begun("강은 어디로 흐르나요? " * 600)
    first = await asked(client, begins, wayfare={"point_worth_usd": 0.0003})
    less = {"point_worth_usd": 0.0002}
    other = await asked(client, begun("산은 어디로 흐르나요? " * 600), wayfare=less)
    stays = await asked(client, gone_on(begins, "정말요?"), wayfare=less)
    assert (first.ticket["arm"], other.ticket["arm"]) == ("scripted-thinker", "scripted-small")
    assert stays.ticket["arm"] == "scripted-thinker"
    trifle = {"point_worth_usd": 0.0001}
    leaves = await asked(client, gone_on(begins, "그래요?"), wayfare=trifle)
    assert leaves.ticket["arm"] == "scripted-small"


async def test_named_models_are_not_remembered(client, wayfare):
    messages = begun("강은 어디로 흐르나요? " * 600)
    await asked(client, messages, model="scripted-large")
    second = await asked(client, gone_on(messages, "정말요?"))
    assert "cached" not in second.ticket["reason"]["en"]
