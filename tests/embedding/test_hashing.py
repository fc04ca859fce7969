import sys
from pathlib import Path

import numpy as np
import pytest

from wayfare.embedding.hashing import CLIP, HashingEmbedder
from wayfare.embedding.projection import ROWS_FILE, shipped
from wayfare.embedding.surface import NAMES, SIZE, surface


@pytest.fixture(scope="module")
def embedder():
    return HashingEmbedder(shipped())


def near(embedder, one, other):
    size = shipped().size
    return float(embedder.vector(one)[:size] @ embedder.vector(other)[:size])


@pytest.mark.parametrize("text", ["", "\x00\x01", "😀", "Where?", "수도는 어디?", "x" * 1_000_000])
def test_a_vector_is_finite_and_of_its_size(embedder, text):
    vector = embedder.vector(text)
    assert vector.shape == (embedder.size,)
    assert vector.dtype == np.float32
    assert np.isfinite(vector).all()
    assert np.abs(vector[-SIZE:]).max() <= CLIP
    assert float(np.linalg.norm(vector[:-SIZE])) in (0.0, pytest.approx(1, abs=1e-5))


def test_near_questions_are_nearer_than_far_ones(embedder):
    asked = "Solve the equation 3x + 5 = 20 for x."
    assert near(embedder, asked, "What is x if 2x - 7 = 9?") > near(
        embedder, asked, "Write a poem about the autumn sea."
    )


def test_the_same_question_in_korean_is_nearer_than_another_one(embedder):
    english = "Write a Python function that sorts a list of numbers."
    same = "숫자 목록을 정렬하는 파이썬 함수를 작성해 줘."
    other = "제주도 여행 일정을 추천해 줘."
    assert near(embedder, english, same) > near(embedder, english, other)


def test_the_shipped_projection_fits_its_bound():
    projection = shipped()
    assert projection.rows.nbytes < 20_000_000
    assert projection.surface_mean.shape == (SIZE,)
    assert set(projection.centres) == {"en", "ko", "ja", "zh"}
    assert projection.across == pytest.approx(projection.across.T)
    assert set(projection.into) == {"ko", "ja", "zh"}
    assert {each.shape for each in projection.into.values()} == {projection.across.shape}
    assert np.linalg.norm(projection.landmarks, axis=1) == pytest.approx(1, abs=1e-4)


def test_surface_numbers_count_signs_where_they_stand():
    text = "f(x) = x^{2} - 1 \\alpha ∑ 😀?\n```\nreturn {};\n``` ① first 2) B. Twice?! ３.5 × ㅎ"
    counted = {
        "lines, as a logarithm": 3,
        "numbers, as a logarithm": 4,
        "options to choose from": 2,
        "question marks, as a logarithm": 2,
        "signs of arithmetic, as a logarithm": 4,
        "signs of formulae, as a logarithm": 3,
        "signs of code, as a logarithm": 4,
        "sentences, as a logarithm": 3,
    }
    numbers = dict(zip(NAMES, surface(text).tolist(), strict=True))
    assert {name: round(np.expm1(numbers[name])) for name in counted} == counted


def test_surface_numbers_tell_what_their_names_say():
    numbers = dict(zip(NAMES, surface("Which?\nA) 12 + 30\nB) 7.5").tolist(), strict=True))
    assert numbers["options to choose from"] == pytest.approx(np.log1p(2), abs=1e-6)
    assert numbers["numbers, as a logarithm"] == pytest.approx(np.log1p(3), abs=1e-6)
    assert numbers["question marks, as a logarithm"] == pytest.approx(np.log1p(1), abs=1e-6)
    assert numbers["signs of code, as a logarithm"] == 0
    assert surface("한글 질문")[NAMES.index("share of Hangul, kana and Han")] == pytest.approx(0.8)


def held_kib():
    """How much of the rows this process holds, by what the system says."""
    _, *maps = Path("/proc/self/smaps").read_text("utf-8").split(f"/{ROWS_FILE}\n")
    return sum(int(each.partition("Rss:")[2].split()[0]) for each in maps)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what is held")
def test_rows_that_were_read_are_let_go_and_come_back(embedder):
    before = embedder.vector("How do I bake bread?")
    assert held_kib() > 0
    shipped().let_go()
    assert held_kib() == 0
    assert np.array_equal(embedder.vector("How do I bake bread?"), before)
    assert held_kib() > 0
