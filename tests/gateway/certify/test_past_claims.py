"""Past questions are evidence for claims of their own, which what is drawn later watches over."""

from random import Random

import msgspec
import pytest

from wayfare.domain.claim import Cell, ClaimState, Expiry, Scope
from wayfare.domain.past import PastComparison
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.course import past_course_of
from wayfare.gateway.certify.document import verify_document, write_document
from wayfare.gateway.certify.prices import Prices
from wayfare.gateway.certify.see import see_claims
from wayfare.gateway.certify.states import AGE_MAX_S
from wayfare.gateway.certify.verified import Fault, Found
from wayfare.store.shadows import Drawn

PAST, LIVE = Cell("large", "small", None, Scope.PAST), Cell("large", "small")
LATER, SECRET = 100_000.0, b"s" * 32


def question(number: int, difference: float | None, *, at: float = 10.0, kept_at: float = 20.0):
    its = f"q{number}"
    return PastComparison(
        kept_at, at, its, None, "ko", "small", "large", f"{its}/{at}", "b", difference
    )


def differences(count: int, mean: float, differ: float, seed: int):
    rng = Random(seed)
    up, down = (differ + mean) / 2, (differ - mean) / 2
    lots = (rng.random() for _ in range(count))
    return [1.0 if lot < up else -1.0 if lot < up + down else 0.0 for lot in lots]


def past(count: int, mean: float = 0.01, differ: float = 0.06, seed: int = 1, **more):
    found = differences(count, mean, differ, seed)
    return [question(number, each, **more) for number, each in enumerate(found)]


def live(count: int, mean: float, differ: float = 0.2, first: int = 1_000, seed: int = 2):
    rows = []
    for number, each in enumerate(differences(count, mean, differ, seed), start=first):
        its = f"{number:06d}"
        shadow = Shadow(its, float(number), None, "ko", "small", "large", 1, 1, is_mirror=False)
        rows.append(Drawn(shadow, Comparison(its, 1.0, Fate.COMPARED, each, By.CHECK)))
    return rows


def claims(questions, rows=(), *, margin=0.02, changed=None, now=LATER, noted=None):
    return Claims(
        read=lambda after: [row for row in rows if row.shadow.decision_id > after],
        changes=lambda: changed or {},
        margin=margin,
        share=0.3,
        now=lambda: now,
        prices=lambda: Prices(dict(noted or {})),
        read_past=lambda number: questions[number:],
    )


def folded(questions, rows=(), **more):
    found = claims(questions, rows, **more)
    found.refresh()
    return found


def test_what_past_questions_show_lets_auto_deviate_and_says_so():
    found = folded(past(1_500))
    assert found.states[PAST] is ClaimState.CERTIFIED
    assert LIVE not in found.states
    standing = found.standing("large", "small", "tax")
    assert (standing.state, standing.scope) == (ClaimState.CERTIFIED, Scope.PAST)
    assert standing.compared == 1_500
    assert standing.sampling.share == 0.3
    assert found.standing("large", "other", "tax").state is ClaimState.NONE
    (certificate,) = see_claims(found)
    assert (certificate.scope, certificate.since) == (Scope.PAST, 20.0)


def test_harm_in_past_questions_suspends_too_but_what_is_shown_live_comes_first():
    worse = past(1_000, mean=-0.1, differ=0.2)
    assert folded(worse).standing("large", "small", None).state is ClaimState.SUSPENDED
    both = folded(worse, live(1_500, 0.01, 0.06))
    assert both.states[PAST] is ClaimState.SUSPENDED
    standing = both.standing("large", "small", None)
    assert (standing.state, standing.scope) == (ClaimState.CERTIFIED, Scope.LIVE)


def test_the_same_question_counts_once():
    rows = past(900)
    again = [msgspec.structs.replace(row, at=15.0, decision_id="later") for row in rows]
    assert see_claims(folded(rows + again)) == see_claims(folded(rows))
    assert folded(rows + again).weighed[PAST].evidence.compared == 900


def test_no_answer_counts_as_lost():
    rows = [question(number, None if number == 3 else 0.0) for number in range(10)]
    assert folded(rows).weighed[PAST].evidence.lost == 1.0


def test_worse_answers_since_then_are_noticed():
    rows = past(1_500)
    drop = live(600, -0.1)
    found = folded(rows, drop[:40])
    assert found.states[PAST] is ClaimState.CERTIFIED
    doubts = {
        folded(rows, drop[:count]).standing("large", "small", None).sampling.share
        for count in range(0, 300, 20)
    }
    assert 1.0 in doubts  # in doubt all are compared again
    found = folded(rows, drop)
    assert (found.states[PAST], found.expired[PAST]) == (ClaimState.EXPIRED, Expiry.DRIFTED)
    assert found.weighed[PAST].evidence.compared == 0
    assert found.standing("large", "small", None).state is ClaimState.SUSPENDED  # by what is live
    anew = rows + past(1_500, at=50_000.0, kept_at=50_001.0, seed=3)
    again = folded(anew, drop)
    assert again.states[PAST] is ClaimState.CERTIFIED
    assert again.standing("large", "small", None).state is ClaimState.SUSPENDED


def test_answers_from_before_it_was_shown_are_not_held_against_it():
    found = folded(past(1_500, kept_at=50_000.0), live(600, -0.1))
    assert found.states[PAST] is ClaimState.CERTIFIED
    assert not found.weighed[PAST].is_amber


@pytest.mark.parametrize("size", [1, 7, 250])
def test_it_does_not_matter_how_often_one_looks(size):
    rows = past(800, mean=0.02)
    rows += [msgspec.structs.replace(row, kept_at=1_500.0) for row in past(1_600, seed=5)[800:]]
    drop = live(900, -0.06)
    at_once = folded(rows, drop)
    piece_by_piece = claims(rows, drop)
    now = 0.0
    piece_by_piece.now = lambda: now
    for now in [*range(10, 2_000, size), LATER]:
        seen = [row for row in rows if row.kept_at <= now]
        upto = [row for row in drop if row.shadow.at <= now]
        piece_by_piece.read_past = lambda number, seen=seen: seen[number:]
        piece_by_piece.read = lambda after, upto=upto: [
            row for row in upto if row.shadow.decision_id > after
        ]
        piece_by_piece.refresh()
    assert at_once.weighed[PAST]._kept_after > 0  # it expired on the way
    assert see_claims(piece_by_piece) == see_claims(at_once)


def test_an_old_answer_that_is_kept_late_ends_nothing():
    fresh = past(1_500, at=30.0, kept_at=31.0)
    late = [question(number, 0.0, at=10.0, kept_at=40.0) for number in range(9_000, 9_003)]
    found = folded(fresh + late, changed={"small": 12.0})
    assert found.states[PAST] is ClaimState.CERTIFIED
    assert found.weighed[PAST].evidence.compared == 1_500


def test_it_does_not_matter_which_of_the_two_logs_was_read_first():
    rows, late = past(1_500), past(10, at=70_000.0, kept_at=70_001.0)
    late = [msgspec.structs.replace(row, question=f"{row.question} later") for row in late]
    seen, found = [*rows], claims([], live(5, 0.0, first=60_000))
    found.read_past = lambda number: seen[number:]
    found.refresh()
    seen += late
    found.refresh()
    at_once = folded(seen, live(5, 0.0, first=60_000))
    assert found.weighed[PAST].at == at_once.weighed[PAST].at == 70_000.0


def test_past_questions_do_not_stand_for_a_claim_that_is_in_doubt():
    rows, drop = live(2_000, 0.0, 0.0, first=30), live(20, -1.0, 1.0, first=3_000)
    counts = range(8, 20, 2)
    found = [folded(past(1_500, kept_at=5_000.0), rows + drop[:count]) for count in counts]
    doubts = [
        each
        for each in found
        if each.states[LIVE] is ClaimState.CERTIFIED and each.weighed[LIVE].is_amber
    ]
    assert doubts
    for each in doubts:
        assert each.states[PAST] is ClaimState.CERTIFIED
        assert each.standing("large", "small", None).sampling.share == 1.0


def test_a_model_that_changed_is_asked_anew():
    changed: dict[str, float] = {}
    rows = past(1_500)
    found = claims(rows)
    found.changes = lambda: dict(changed)
    found.refresh()
    changed["small"] = 12.0
    found.refresh()
    assert found.expired[PAST] is Expiry.MODEL_CHANGED
    assert see_claims(folded(rows, changed=changed)) == see_claims(found)
    rows += past(1_500, at=30.0, kept_at=31.0, seed=2)
    found.refresh()
    assert found.states[PAST] is ClaimState.CERTIFIED
    assert see_claims(folded(rows, changed=changed)) == see_claims(found)


def test_prices_and_age_end_it_as_any_other():
    noted = {"large": [(0.0, 9)], "small": [(0.0, 1), (5_000.0, 9)]}
    assert folded(past(1_500), noted=noted).expired[PAST] is Expiry.PRICE_CHANGED
    assert folded(past(1_500), now=LATER + AGE_MAX_S).expired[PAST] is Expiry.TOO_OLD
    watched = folded(past(1_500), live(5, 0.0, first=90_000), now=AGE_MAX_S + 1_000)
    assert watched.states[PAST] is ClaimState.CERTIFIED  # compared with new answers since


def test_on_the_margin_it_is_seldom_shown():
    histories = 150
    shown = sum(
        folded(past(300, mean=-0.05, differ=0.15, seed=seed), margin=0.05)
        .weighed[PAST].evidence.since is not None
        for seed in range(histories)
    )  # fmt: skip
    assert shown <= 0.05 * histories + 3 * (0.05 * 0.95 * histories) ** 0.5


class TestDocument:
    def test_it_says_that_it_is_about_past_questions_and_follows_from_the_log(self):
        questions, rows = past(1_500), live(100, 0.0)
        document = write_document(folded(questions, rows), rows, PAST, SECRET, questions)
        assert document.certificate.scope is Scope.PAST
        assert document.says.startswith("Over the past questions of files that were compared")
        assert (document.past.rows, document.fates) == (1_500, {"check": 1_500})
        read = msgspec.json.decode(msgspec.json.encode(document), type=type(document))
        later = [*questions, question(9_999, -1.0, kept_at=LATER)]
        assert verify_document(read, rows, SECRET, later).faults == ()

    def test_an_altered_question_is_found_out(self):
        questions = past(1_500)
        document = write_document(folded(questions), [], PAST, SECRET, questions)
        altered = [msgspec.structs.replace(questions[0], difference=-1.0), *questions[1:]]
        faults = verify_document(document, [], SECRET, altered).faults
        assert faults[0] == Found(Fault.ALTERED, "past")
        assert any(each.name == "e_value" for each in faults)
        missing = verify_document(document, [], SECRET, questions[:-1]).faults
        assert missing[0] == Found(Fault.ROWS, "past", 1_500, 1_499)

    def test_a_claim_about_what_is_asked_is_verified_beside_them(self):
        questions, rows = past(1_500), live(1_500, 0.01, 0.06)
        document = write_document(folded(questions, rows), rows, LIVE, SECRET, questions)
        assert document.certificate.scope is Scope.LIVE
        assert document.says.startswith("Where Wayfare answers by small in place of large")
        assert verify_document(document, rows, SECRET, questions).faults == ()
        told = msgspec.structs.replace(document, says="It is better.")
        faults = verify_document(told, rows, SECRET, questions).faults
        assert [each.fault for each in faults] == [Fault.SIGNATURE, Fault.FIGURE]


def test_its_course_ends_where_it_stands():
    found = folded(past(600) + past(600))
    course = past_course_of(found, PAST)
    assert len(course) == 600
    assert course[-1].low_points == 100 * found.weighed[PAST].evidence.low
    assert past_course_of(found, LIVE) == []
