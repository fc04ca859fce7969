"""What both embedders do alike, and what everybody else's must."""

import numpy as np
import pytest

from wayfare.domain.demands import NO_DEMANDS
from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.gateway.learning.embed_question import DeploymentEmbedder
from wayfare.ports import Asker


@pytest.fixture(params=["hashing", "deployment"])
def embedder(request, wayfare):
    if request.param == "hashing":
        return HashingEmbedder(shipped())
    return DeploymentEmbedder("scripted-embed", 10.0, lambda: wayfare.parts)


@pytest.fixture
def asker(wayfare):
    return Asker(wayfare.owner, NO_DEMANDS)


def numbers_of(embedding):
    return np.frombuffer(embedding.numbers, dtype="<f4")


async def test_the_same_question_points_the_same_way(embedder, asker):
    first, again = [await embedder.embed("What is 5 plus 6?", asker) for _ in range(2)]
    assert first.numbers == again.numbers
    assert first.version == again.version != ""
    assert first.why_not is None


async def test_near_questions_are_nearer_than_far_ones(embedder, asker):
    texts = ("What is 5 plus 6?", "What is 5 plus 7?", "Write a poem about the sea.")
    one, near, far = [numbers_of(await embedder.embed(text, asker)) for text in texts]
    assert np.isfinite(one).all()
    assert one @ near > one @ far


@pytest.mark.parametrize("text", ["", " ", "가" * 50_000, "\ud83d\x00 \u202e"])
async def test_no_question_is_too_odd(embedder, asker, text):
    found = await embedder.embed(text, asker)
    assert found.numbers is None or np.isfinite(numbers_of(found)).all()


async def test_without_an_asker_nothing_leaves(embedder, provider):
    await embedder.embed("What is 5 plus 6?", None)
    assert provider.ledger == []
