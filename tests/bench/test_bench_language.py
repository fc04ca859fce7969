"""What the bench of pivots counts: worlds with a known truth."""

from dataclasses import replace

import numpy as np
import pytest
from bench.certificates import Run
from bench.language_cells import Measured
from bench.language_day import changed, few_languages
from bench.language_gain import Course, summary
from bench.language_seals import moved, sealed
from bench.language_stream import Texts, TwoWays, World, ask, foretold, ways_of

from wayfare.domain.chat import Context
from wayfare.pivot.gain import Cell
from wayfare.routing.quote import quote

WORLD = World(
    "w", "m", ("de", "de", "ko"), ("a", "b", "a"), np.array([[0.4, 0.5], [0.5, 0.45], [0.3, 0.5]])
)


def test_a_pivot_costs_more_than_twice_as_much():
    direct, through = (
        quote(way, Context("ko", frozenset(), 50, 300)).fare_micros for way in ways_of("m")
    )
    assert through > 2 * direct > 0


def test_what_was_gained_is_told_beside_the_better_way_of_each_place():
    course = Course(np.array([1.0, 1.0, 0.0, 0.0]), np.array([4.0, -2.0, 6.0, -8.0]), np.ones(4))
    row = summary("g", [course], 4)
    assert (row.best, row.gained, row.through) == (2.5, 0.5, 50.0)


def test_on_the_day_direct_answers_become_as_good():
    after = changed(WORLD, 0.02)
    assert after.right[:, 0] == pytest.approx([0.52, 0.47, 0.52])
    assert after.right[:, 1] == pytest.approx(WORLD.right[:, 1])
    assert set(few_languages(WORLD, 1).languages) == {"de"}


@pytest.mark.parametrize("mean", [-0.02, -0.05])
def test_a_world_that_is_moved_has_that_mean_and_is_hardly_ever_sealed(mean):
    world = moved(WORLD, "below", mean)
    assert np.diff(world.right, axis=1).mean() == pytest.approx(mean)
    assert sealed(world, Run(200, 300, 3), is_wrong=True).share <= 0.05
    gains = moved(WORLD, "above", 0.1)
    assert sealed(gains, Run(200, 600, 3), is_wrong=False).share > 0.5


def test_another_model_behind_the_name_is_noticed_in_both_ways():
    rng = np.random.default_rng(3)
    texts = Texts(dict.fromkeys(WORLD.languages, ("Wie viel ist das?",)))
    rule = TwoWays(WORLD, rng)
    for number in range(80):
        rule.served_model, rule.settled_after = "before" if number < 40 else "after", 5
        question = ask(WORLD, texts, number, rng)
        rule.ask(question)
        rule.see(question.asked, 0, question.right[0])
    assert {*rule.knowledge.belief.epochs.starts.values()} == {(41.0,)}
    assert len(rule.knowledge.belief.epochs.starts) == 2


def test_what_is_foretold_of_a_model_was_measured_of_other_families():
    def measured(model: str, kind: str, gain: float) -> Measured:
        return Measured(Cell(model, "", "ko", kind), 0.4, 0.4 + gain)

    found = [
        measured("llama-13B", "a", 0.5),
        measured("bloom-3b", "a", 0.02),
        measured("bloom-3b", "b", 0.04),
    ]
    told = foretold(replace(WORLD, model="llama-7B"), found)
    (gain,) = told.gains
    assert (gain.model, gain.language, gain.gain) == ("bloom-3b", "ko", pytest.approx(0.03))
    even = told.with_gain("even", 0.0, of_all=True)
    assert [each.gain for each in even.gains] == [0.0]
