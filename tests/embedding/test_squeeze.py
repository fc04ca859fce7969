import numpy as np
import pytest

from wayfare.embedding.squeeze import squeeze

SIZE = 256


def some(count, size, seed=1):
    return np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)


def cosines(vectors):
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / lengths
    return unit @ unit.T


@pytest.mark.parametrize("size", [257, 1_024, 3_072])
def test_angles_stay_nearly_as_they_were(size):
    near = some(1, size) + 0.6 * some(20, size, seed=2)
    squeezed = np.stack([squeeze(vector, SIZE) for vector in near])
    assert np.abs(cosines(squeezed) - cosines(near)).max() < 0.2
    assert np.abs(cosines(squeezed) - cosines(near)).mean() < 0.05
    assert np.linalg.norm(squeezed, axis=1) == pytest.approx(1, abs=1e-5)


def test_what_is_small_enough_keeps_its_numbers():
    vector = some(1, 100)[0]
    found = squeeze(vector, SIZE)
    assert found[:100] == pytest.approx(vector / np.linalg.norm(vector), abs=1e-6)
    assert not found[100:].any()


def test_the_projection_is_the_same_for_ever():
    found = squeeze(np.arange(1, 301, dtype=np.float32), 4)
    assert found.tolist() == pytest.approx([-0.12094, 0.38238, -0.59066, 0.70020], abs=1e-4)


@pytest.mark.parametrize("numbers", [[], [0.0, 0.0], [1.0, float("nan")], [float("inf")]], ids=str)
def test_what_has_no_direction_has_none(numbers):
    assert squeeze(np.array(numbers, np.float32), SIZE) is None


def test_huge_and_tiny_numbers_point_where_they_point():
    vector = some(1, 300)[0]
    usual = squeeze(vector, SIZE)
    for factor in (1e30, 1e-30):
        assert squeeze(vector * np.float32(factor), SIZE) == pytest.approx(usual, abs=1e-4)
