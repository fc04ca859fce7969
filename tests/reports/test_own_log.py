"""Other rules are valued on one's own log, as far as it can tell."""

import numpy as np
import pytest

from wayfare.domain.errors import BadRequestError
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.gateway.learning.lessons import VOTE
from wayfare.reports.replay.own_log import scores_of, value_rules
from wayfare.store.logged import LoggedDecision
from wayfare.store.outcomes import Decided, Learnable
from wayfare.store.rows import StoredOffer

DEAR = StoredOffer("dear", 1_000, 0.9, None)
CHEAP = StoredOffer("cheap", 10, 0.7, None)


def said(decision, score, *, kind=OutcomeKind.VOTE, outcome_id="1", may_learn=True, **more):
    outcome = Outcome(
        outcome_id, decision, kind, "mina", "dear", score,
        more.get("winner"), more.get("against"), "mina", 0.0,
    )  # fmt: skip
    decided = Decided("en", None, "default", 1.0, 0.0, may_learn, None, None)
    return Learnable(1, outcome, None, decided, None, None, None)


def log(count=4_000, share=0.1):
    """A log in which `cheap` is tried on a share of questions, and is in truth the better one."""
    rng = np.random.default_rng(4)
    decisions, scores = [], {}
    for number in range(count):
        tried = rng.random() < share
        offers = (CHEAP, DEAR) if tried else (DEAR, CHEAP)
        propensity = share if tried else 1 - share
        decisions.append(LoggedDecision(f"d{number}", propensity, tried, offers, "en", None))
        scores[f"d{number}"] = float(rng.random() < (0.8 if tried else 0.6))
    return decisions, scores


def rows(policies, **given):
    decisions, scores = log(**given)
    return {row.policy: row for row in value_rules(decisions, scores, policies)}


def test_the_rule_of_the_log_and_one_that_was_tried_are_valued():
    found = rows(["wayfare", "cheapest", "arm:cheap"])
    ours, cheapest = found["wayfare"], found["cheapest"]
    assert ours.score == pytest.approx(60, abs=3)
    assert cheapest.score == pytest.approx(80, abs=6)
    assert cheapest.score_low < 80 < cheapest.score_high
    assert cheapest.score_plain == pytest.approx(80, abs=6)
    assert found["arm:cheap"].score == cheapest.score
    assert (ours.cost_per_1k, cheapest.cost_per_1k) == (1.0, 0.01)
    assert cheapest.followed == pytest.approx(0.1, abs=0.02)
    assert ours.decisions == 4_000


def test_a_rule_that_was_hardly_tried_has_no_interval():
    found = rows(["cheapest"], count=100, share=0.02)["cheapest"]
    assert found.score_low is None
    assert found.effective < 20


def test_an_arm_that_was_not_offered_leaves_the_logs_own_choice():
    found = rows(["arm:elsewhere"], count=200, share=0.0)["arm:elsewhere"]
    assert found.followed == 1.0


def test_an_unknown_policy_is_named_with_the_cure():
    with pytest.raises(BadRequestError, match="no policy 'best'") as caught:
        rows(["best"])
    assert "arm:NAME" in str(caught.value.cure)


POLICIES = """
def even(question):
    return [1 / len(question.offers)] * len(question.offers)

def cheapest(question):
    fares = [offer.fare_micros for offer in question.offers]
    return [float(fare == min(fares)) for fare in fares]

class Told:
    def __call__(self, question):
        assert (question.language, question.topic) == ("en", None)
        assert [offer.arm for offer in question.offers] == ["cheap", "dear"]
        return [0.25, 0.75]

too_few = lambda question: [1.0]
too_much = lambda question: [1.0, 0.5]
odd = lambda question: [float("nan"), 1.0]
"""


@pytest.fixture
def rules(tmp_path):
    path = tmp_path / "rules.py"
    path.write_text(POLICIES)
    return str(path)


def test_a_rule_of_ones_own_is_valued_by_how_likely_it_takes_each_arm(rules):
    found = rows([f"{rules}:even", f"{rules}:Told", f"{rules}:cheapest"], share=0.3)
    named = rows(["cheapest"], share=0.3)["cheapest"]
    assert found["even"].score == pytest.approx(70, abs=3)
    assert found["even"].followed == 0.5
    assert found["even"].cost_per_1k == pytest.approx((1.0 + 0.01) / 2)
    assert found["Told"].score == pytest.approx(0.25 * 80 + 0.75 * 60, abs=3)
    assert found["cheapest"].score == pytest.approx(named.score)
    assert found["cheapest"].score_low == pytest.approx(named.score_low)


def test_the_rule_of_the_log_is_worth_what_the_log_came_to(tmp_path):
    path = tmp_path / "rules.py"
    path.write_text("logged = lambda question: [0.1, 0.9]")
    decisions, scores = log()
    (row,) = value_rules(decisions, scores, [f"{path}:logged"])
    assert row.score_plain == pytest.approx(100 * np.mean(list(scores.values())))
    assert row.effective == pytest.approx(4_000)


def test_a_rule_in_a_package_may_import_its_neighbours(tmp_path):
    package = tmp_path / "my_rules" / "plain"
    package.mkdir(parents=True)
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    (package / "shares.py").write_text("SHARES = [0.25, 0.75]")
    (package / "rule.py").write_text(
        "from my_rules.plain.shares import SHARES\nrule = lambda question: SHARES\n"
    )
    assert rows([f"{package / 'rule.py'}:rule"])["rule"].followed == pytest.approx(0.7, abs=0.02)


@pytest.mark.parametrize("name", ["too_few", "too_much", "odd"])
def test_what_are_no_chances_is_refused_by_name(rules, name):
    with pytest.raises(BadRequestError, match=name) as caught:
        rows([f"{rules}:{name}"], count=5)
    assert "add up to 1" in str(caught.value.cure)


def test_an_empty_log_has_no_value():
    (row,) = value_rules([], {}, ["wayfare"])
    assert (row.decisions, row.score, row.cost_per_1k) == (0, None, None)


def test_the_newest_word_of_each_id_counts_by_its_kind():
    scores = scores_of(
        [
            said("a", 0.0),
            said("a", 1.0),
            said("a", 0.0, kind=OutcomeKind.SIGNAL, outcome_id="2"),
            said("b", None, winner="tie", against="cheap"),
            said("c", None, winner="dear", against="cheap"),
            said("d", 1.0, may_learn=False),
        ]
    )
    assert scores == {"a": pytest.approx(VOTE / (VOTE + 0.1)), "b": 0.5, "c": 1.0}


def test_a_verdict_counts_as_far_as_its_judge_agrees_with_people():
    kinds = {"kind": OutcomeKind.VERDICT, "outcome_id": "2"}
    hardly = scores_of([said("d1", 1.0), said("d1", 0.75, **kinds)])
    assert hardly["d1"] == pytest.approx((VOTE + 0.075) / (VOTE + 0.1))
    contrary = [
        each for n in range(20) for each in (said(f"d{n}", 1.0), said(f"d{n}", 0.0, **kinds))
    ]
    assert set(scores_of(contrary).values()) == {1.0}
