"""Each rival follows the description that it is written from."""

from pathlib import Path

import bench.rivals
import numpy as np
import pytest
from bench.rivals.k_means import KMeansTable
from bench.rivals.knn import KNN
from bench.rivals.litellm import LiteLLMAdaptive, kind_of
from bench.rivals.near import vector_of
from bench.rivals.provara import BALANCED, COST, QUALITY, ProvaraQuality, ProvaraRule
from bench.rivals.provara_cells import cell_of, complexity_of, task_of

from wayfare.reports.replay.labelled import Asked
from wayfare.reports.replay.online import Arms
from wayfare.reports.replay.policy import ONLINE_METHODS, load_policy

ARMS = Arms(("cheap", "middle", "dear"), np.array([1e-5, 1e-4, 1e-3]), 200e-6)
ALL = np.arange(3)
CODE = "Write a Python function that sorts a list."
KOREAN = "한국의 수도는 어디입니까?"


def question(text):
    return Asked(("q",), (text,), (None,), (None,))


def never(rule):
    """The rule without its share of chance."""
    rule.EXPLORE = rule.EXPLORE_MORE = 0.0
    return rule


def teach(rule, text, arm, *scores):
    for score in scores:
        rule.see(question(text), arm, score)


@pytest.fixture
def rng():
    return np.random.default_rng(3)


@pytest.fixture
def provara(rng):
    return never(ProvaraRule(ARMS, rng))


@pytest.mark.parametrize(
    ("text", "task"),
    [
        (CODE, "coding"),
        ("Please write a poem about the sea.", "creative"),
        ("Summarize the following article.", "summarization"),
        ("Who was the first king of Spain?", "qa"),
        (KOREAN, "general"),
        ("x" * 500 + " python code function", "general"),
    ],
)
def test_provaras_task_is_told_by_english_words_of_the_head(text, task):
    assert task_of(text) == task


def test_provaras_complexity_grows_with_length_structure_code_and_jargon():
    assert complexity_of("Hello?") == "simple"
    assert complexity_of("Prove this theorem on a matrix. " * 40) == "complex"
    assert complexity_of("x" * 800) == "medium"
    assert complexity_of("1. one\n2. two\n```code```") == "medium"
    assert complexity_of(KOREAN) == "simple"


def test_provaras_weights():
    assert (BALANCED.quality, BALANCED.cost, BALANCED.latency) == (0.4, 0.4, 0.2)
    assert (QUALITY.quality, QUALITY.cost, QUALITY.latency) == (0.7, 0.15, 0.15)
    assert (COST.quality, COST.cost, COST.latency) == (0.2, 0.7, 0.1)
    assert ProvaraQuality.WEIGHTS is QUALITY


def test_provara_takes_the_cheapest_until_one_has_five_samples_in_the_cell(provara):
    teach(provara, CODE, 2, 1, 1, 1, 1)
    assert provara.choose(question(CODE), ALL) == 0
    teach(provara, CODE, 2, 1)
    assert provara.choose(question(CODE), ALL) == 2
    assert provara.choose(question("Who is the king?"), ALL) == 0
    assert provara.choose(question(CODE), ALL[:2]) == 0


def test_provaras_stars_are_a_moving_average(provara):
    teach(provara, CODE, 1, 1.0, 0.0)
    record = provara.cells[cell_of(question(CODE))].arms[1]
    assert record.stars == pytest.approx(5 + 0.2 * (1 - 5))
    assert record.samples == 2


def test_provaras_worth_weighs_stars_and_the_logarithm_of_the_price(provara):
    teach(provara, CODE, 1, *[1.0] * 5)
    cell = provara.cells[cell_of(question(CODE))]
    per_million = 2 * 1e-4 / 500 * 1e6
    expected = 0.4 * 1 + 0.4 / (1 + np.log1p(per_million)) + 0.2
    assert provara.worth(cell, 1) == pytest.approx(expected)


def test_provara_explores_a_tenth_and_half_where_the_best_scores_low(rng):
    rule = ProvaraRule(ARMS, rng)
    teach(rule, CODE, 0, *[0.9] * 5)
    chosen = [rule.choose(question(CODE), ALL) for _ in range(3_000)]
    assert np.mean(np.array(chosen) != 0) == pytest.approx(0.1 * 2 / 3, abs=0.02)
    low = "Who is the king?"
    teach(rule, low, 0, *[0.0] * 5)
    chosen = [rule.choose(question(low), ALL) for _ in range(3_000)]
    assert np.mean(np.array(chosen) != 0) == pytest.approx(0.5 * 2 / 3, abs=0.03)


def test_provaras_tie_is_tested_half_and_half_until_one_is_ahead(provara):
    for arm in (0, 1):
        teach(provara, CODE, arm, *[0.5] * 5)
    cell = provara.cells[cell_of(question(CODE))]
    provara.choose(question(CODE), ALL)
    assert cell.test.pair == (0, 1)
    chosen = [provara.choose(question(CODE), ALL) for _ in range(400)]
    assert set(chosen) == {0, 1}
    assert np.mean(chosen) == pytest.approx(0.5, abs=0.1)
    teach(provara, CODE, 0, *[0.5] * 30)
    teach(provara, CODE, 1, *[0.6] * 29)
    assert cell.test is not None
    teach(provara, CODE, 1, 0.6)
    assert cell.test is None
    provara.choose(question(CODE), ALL)
    assert cell.test is None, "a pair is tested once"


def test_provaras_test_without_a_winner_ends_at_200(provara):
    for arm in (0, 1):
        teach(provara, CODE, arm, *[0.5] * 5)
    provara.choose(question(CODE), ALL)
    cell = provara.cells[cell_of(question(CODE))]
    for _ in range(199):
        teach(provara, CODE, 0, 0.5)
        teach(provara, CODE, 1, 0.5)
    assert cell.test is not None
    teach(provara, CODE, 0, 0.5)
    assert cell.test is None


def cheap_one_behind(provara, behind, samples=10):
    """The dear one leads by its stars; the middle one is `behind` so many."""
    provara.WEIGHTS = QUALITY
    provara.BONUS = ProvaraRule.BONUS
    teach(provara, CODE, 2, *[1.0] * 10)
    teach(provara, CODE, 1, *[1.0 - behind / 4] * samples)
    cell = provara.cells[cell_of(question(CODE))]
    provara._cheapness[:] = 0.5  # stars alone rank them
    provara.move_to_cheaper()
    return cell


def test_provara_moves_to_a_cheaper_arm_that_is_as_good(provara):
    cell = cheap_one_behind(provara, 0.2)
    before = provara.worth(cell, 1)
    assert cell.bonus == {1: 30}
    assert cell.moved == 0
    provara.asked = 30 * provara.QUESTIONS_A_DAY
    assert before - provara.worth(cell, 1) == pytest.approx(0.3)


@pytest.mark.parametrize(("behind", "samples"), [(0.3, 10), (0.1, 9)])
def test_provara_does_not_move_to_one_that_is_worse_or_hardly_known(provara, behind, samples):
    assert not cheap_one_behind(provara, behind, samples).bonus


def test_provara_does_not_move_to_one_that_is_hardly_cheaper(provara):
    provara.fares = np.array([1e-5, 0.9e-3, 1e-3])
    assert not cheap_one_behind(provara, 0.1).bonus


def test_provara_moves_three_cells_a_night_and_each_once_in_30_days(provara):
    texts = [
        CODE,
        "Please write a poem about the sea.",
        "Summarize the following article.",
        "Who was the first king of Spain?",
    ]
    provara._cheapness[:] = 0.5
    for text in texts:
        teach(provara, text, 2, *[1.0] * 10)
        teach(provara, text, 1, *[0.99] * 10)
    provara.move_to_cheaper()
    assert [len(cell.bonus) for cell in provara.cells.values()] == [1, 1, 1, 0]
    provara.move_to_cheaper()
    assert [len(cell.bonus) for cell in provara.cells.values()] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CODE, "code generation"),
        ("Please debug this code.", "code explanation"),
        ("How many apples are left?", "analytical reasoning"),
        ("Compose a letter to a friend.", "writing"),
        ("Give me a summary.", "summarising"),
        ("Who was the first king of Spain?", "factual lookup"),
        (KOREAN, "general"),
    ],
)
def test_litellms_kind_is_told_by_patterns(text, kind):
    assert kind_of(text) == kind


def test_litellm_starts_with_a_mass_of_ten_by_tiers_of_price(rng):
    start = LiteLLMAdaptive(ARMS, rng).counts["general"]
    assert start.sum(axis=0).tolist() == [10, 10, 10]
    assert (start[0] / 10).tolist() == pytest.approx([0.5, 0.6, 0.7])


def test_litellm_learns_in_its_kind_and_stops_at_two_hundred(rng):
    rule = LiteLLMAdaptive(ARMS, rng)
    teach(rule, CODE, 0, 1.0, 0.25)
    counts = rule.counts["code generation"]
    assert counts[:, 0].tolist() == [5 + 1.25, 5 + 0.75]
    assert rule.counts["general"][:, 0].tolist() == [5, 5]
    teach(rule, CODE, 0, *[1.0] * 500)
    assert counts[:, 0].sum() == 201


def test_litellm_draws_and_weighs_the_price(rng):
    rule = LiteLLMAdaptive(ARMS, rng)
    for arm, score in ((0, 0.5), (1, 0.5), (2, 0.7)):
        teach(rule, CODE, arm, *[score] * 190)
    chosen = [rule.choose(question(CODE), ALL) for _ in range(500)]
    assert np.mean(np.array(chosen) == 2) < 0.05, "0.7 * 0.2 of quality is less than 0.3 of price"
    assert {0, 1} <= set(chosen)
    assert {rule.choose(question(CODE), ALL[1:]) for _ in range(50)} <= {1, 2}


SUMS = [f"What is {n} plus {n + 7}? Give the number." for n in range(60)]
VERSES = [f"Compose a gentle verse about the moon and river {n}." for n in range(60)]


@pytest.mark.parametrize("rule", [KMeansTable, KNN])
def test_a_plain_rule_learns_who_answers_what(rule, rng):
    made = rule(ARMS, rng)
    for add, verse in zip(SUMS, VERSES, strict=True):
        for text, able in ((add, 0), (verse, 1)):
            made.choose(question(text), ALL)
            for arm in range(3):
                made.see(question(text), arm, float(arm == able))
    made.EXPLORE = 0.0
    assert made.choose(question("What is 411 plus 32? Give the number."), ALL) == 0
    assert made.choose(question("Compose a gentle verse about the moon and a hill."), ALL) == 1


@pytest.mark.parametrize(("rule", "share"), [(KMeansTable, 0.1), (KNN, 0.05)])
def test_a_plain_rule_starts_with_the_cheapest_and_explores(rule, share, rng):
    made = rule(ARMS, rng)
    chosen = np.array([made.choose(question(SUMS[n % 60]), ALL) for n in range(2_000)])
    assert np.mean(chosen != 0) == pytest.approx(share * 2 / 3, abs=0.02)


def test_the_nearest_forty_outcomes_of_an_arm_count(rng):
    made = KNN(ARMS, rng)
    for text in (*VERSES, *SUMS[:40]):
        made.see(question(text), 0, float(text in SUMS))
    expected = made.expect(vector_of("What is 90 plus 97? Give the number."))[0]
    assert expected == pytest.approx((40 + 5 * made.scores.means()[0]) / 45)


def test_vectors_are_the_256_hashed_numbers():
    assert vector_of("What is this?").shape == (256,)
    assert np.linalg.norm(vector_of("What is this?")) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("provara.py", ProvaraRule),
        ("provara.py", ProvaraQuality),
        ("litellm.py", LiteLLMAdaptive),
        ("k_means.py", KMeansTable),
        ("knn.py", KNN),
    ],
)
def test_a_rival_is_loaded_by_its_file_and_name(file, rule):
    path = Path(bench.rivals.__file__).parent / file
    assert load_policy(path, rule.__name__, ONLINE_METHODS) is rule
