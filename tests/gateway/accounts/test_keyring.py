"""Who is behind a key: asked of the store once, remembered a little, never guessed."""

import random
import threading

import pytest

from wayfare.domain.errors import AuthenticationError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.keys import MEMORY_S, Keyring, digest_key, new_key
from wayfare.gateway.clock import Clock

SECRET = bytes(range(32))
KIM = Caller("kim", "key-1")


class Ticking:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.clock = Clock(lambda: self.seconds, lambda: self.seconds, random.Random(1))


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def known() -> dict[bytes, Caller]:
    return {digest_key("wf-kim", SECRET): KIM}


@pytest.fixture
def asked() -> list[bytes]:
    return []


@pytest.fixture
def keyring(known, asked, ticking) -> Keyring:
    def find(digest: bytes, _: float) -> Caller | None:
        asked.append(digest)
        assert threading.current_thread() is not threading.main_thread()
        return known.get(digest)

    return Keyring(find, SECRET, ticking.clock)


async def test_a_key_tells_its_caller(keyring):
    assert await keyring.caller("wf-kim") == KIM


@pytest.mark.parametrize("key", [None, "", "wf-lee", "kim", "wf-kim ", "wf-k\udce9m"[:4], "열쇠"])
async def test_any_other_tells_nobody(keyring, key):
    with pytest.raises(AuthenticationError, match="wayfare keys add"):
        await keyring.caller(key)


async def test_the_store_is_asked_once_in_a_while(keyring, asked, ticking):
    for _ in range(3):
        await keyring.caller("wf-kim")
    assert len(asked) == 1
    ticking.seconds += MEMORY_S + 0.1
    await keyring.caller("wf-kim")
    assert len(asked) == 2


async def test_a_revoked_key_is_forgotten_within_the_time_it_is_remembered(keyring, known, ticking):
    await keyring.caller("wf-kim")
    known.clear()
    await keyring.caller("wf-kim")
    ticking.seconds += MEMORY_S + 0.1
    with pytest.raises(AuthenticationError):
        await keyring.caller("wf-kim")


async def test_a_new_key_is_known_within_that_time_though_it_was_tried_before(
    keyring, known, ticking
):
    with pytest.raises(AuthenticationError):
        await keyring.caller("wf-lee")
    known[digest_key("wf-lee", SECRET)] = Caller("lee", "key-2")
    ticking.seconds += MEMORY_S + 0.1
    assert (await keyring.caller("wf-lee")).user == "lee"


async def test_a_flood_of_wrong_keys_does_not_fill_the_memory(keyring):
    for number in range(10_050):
        keyring._remembered[number.to_bytes(4)] = (1_000.0, None)
    with pytest.raises(AuthenticationError):
        await keyring.caller("wf-wrong")
    assert len(keyring._remembered) <= 10_000
    assert await keyring.caller("wf-kim") == KIM


def test_a_key_is_made_of_chance_and_shows_none_of_its_digest():
    key = new_key(bytes(range(32)))
    assert key == "wf-AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
    assert digest_key(key, SECRET) != digest_key(key, bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        new_key(b"short")


def test_ids_sort_by_time_and_repeat_with_the_seed(ticking):
    first = ticking.clock.new_id()
    ticking.seconds += 0.001
    second = ticking.clock.new_id()
    assert first < second
    assert len(first) == len(second) == 32
    again = Clock(lambda: 1_000.0, rng=random.Random(1)).new_id()
    assert again == first
    assert Clock().new_id() != Clock().new_id()
