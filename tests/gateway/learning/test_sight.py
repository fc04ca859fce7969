"""A question is looked at once, as long as it goes on; what looks at it may be costly."""

import numpy as np
import pytest

from wayfare.gateway.learning.sight import REMEMBERED_MAX, Sight
from wayfare.ports import Embedding


class Counting:
    """An embedder that notes what it is asked. It knows no answer to an empty question."""

    def __init__(self):
        self.asked = []
        self.version = "counting/1"

    async def embed(self, question, asker):
        self.asked.append(question)
        if not question:
            return Embedding()
        return Embedding(self.version, np.full(700, len(question), "<f4").tobytes())


@pytest.fixture
def embedder():
    return Counting()


@pytest.fixture
def sight(embedder):
    return Sight(embedder)


async def test_a_question_that_goes_on_is_looked_at_once(sight, embedder):
    first = await sight.look("Which files are large?", None)
    again = await sight.look("Which files are large?", None)
    assert embedder.asked == ["Which files are large?"]
    assert (again.features, again.version) == (first.features, first.version)
    assert first.made is not None
    assert again.made is None, "nobody read it this time, and nobody charges"


async def test_what_ships_comes_to_the_same_the_second_time():
    sight = Sight()
    first, again = [await sight.look("수도는 어디?", None) for _ in range(2)]
    assert first.features == again.features is not None


async def test_one_that_nobody_could_look_at_is_tried_again(sight, embedder):
    for _ in range(2):
        assert (await sight.look("", None)).features is None
    assert embedder.asked == ["", ""]


async def test_only_the_latest_are_known_again(sight, embedder):
    for number in range(REMEMBERED_MAX + 1):
        await sight.look(f"What is {number}?", None)
    await sight.look("What is 1?", None)
    assert len(embedder.asked) == REMEMBERED_MAX + 1
    await sight.look("What is 0?", None)
    assert len(embedder.asked) == REMEMBERED_MAX + 2


async def test_other_vectors_are_not_mixed_with_those_before(sight, embedder):
    await sight.look("What is 1?", None)
    embedder.version = "counting/2"
    await sight.look("What is 2?", None)
    assert (await sight.look("What is 1?", None)).version.startswith("counting/2")
