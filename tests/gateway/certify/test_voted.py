"""Where people vote, claims go by votes: in the order of the requests, and lost ones as lost."""

from random import Random

import msgspec
import pytest

from wayfare.domain.claim import Cell, ClaimState
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.domain.vote import Better, Vote
from wayfare.evidence.claim import ClaimEvidence
from wayfare.gateway.certify.claims import SETTLED_S, Claims
from wayfare.gateway.certify.course import course_of
from wayfare.gateway.certify.document import verify_document, write_document
from wayfare.gateway.certify.see import see_claims
from wayfare.gateway.certify.verified import Fault
from wayfare.gateway.certify.voted import VOTE_WAITS_S
from wayfare.store.shadows import Drawn

ARM = Cell("large", "small")
LATER = 2 * VOTE_WAITS_S
SECRET = b"s" * 32


def row(
    number: int,
    judged: float | None = None,
    better: Better | None = None,
    *,
    chance: float | None = 0.5,
    is_drawn: bool | None = True,
    voted_after: float = 60.0,
) -> Drawn:
    """A pair that nobody is sure of."""
    its = f"{number:06d}"
    shadow = Shadow(
        its, float(number), None, "ko", "small", "large", 1.0, 1.0, is_mirror=False,
        vote_chance=chance, is_vote_drawn=is_drawn,
    )  # fmt: skip
    fate = Fate.UNSURE if judged is None else Fate.COMPARED
    by, error = (None, None) if judged is None else (By.JUDGE, 0.1)
    comparison = Comparison(its, float(number), fate, judged, by, "judge", error, f"s{number}")
    vote = None if better is None else Vote(its, number + voted_after, "kim", better)
    return Drawn(shadow, comparison, vote)


def equal(number: int) -> Drawn:
    found = row(number, is_drawn=None)
    same = Comparison(found.shadow.decision_id, 1.0, Fate.COMPARED, 0.0, By.EQUAL)
    return Drawn(found.shadow, same)


def claims(rows, now=LATER):
    found = Claims(
        read=lambda after: [each for each in rows if each.shadow.decision_id > after],
        changes=dict,
        margin=0.02,
        share=0.3,
        now=lambda: now,
    )
    found.refresh()
    return found


def evidence(rows, now=LATER) -> ClaimEvidence:
    return claims(rows, now).weighed[ARM].evidence


def test_a_vote_outweighs_the_judge_and_who_was_not_drawn_is_told_by_the_judge():
    found, wanted = (
        evidence([row(0, -1.0, Better.ARM), row(1, 1.0, is_drawn=False)]),
        ClaimEvidence(0.02),
    )
    wanted.expect_votes(0.5)
    wanted.learn_voted(-1.0, 1.0)
    wanted.learn_voted(1.0, None)
    assert found.log_value == wanted.log_value
    assert (found.voted, found.judged, found.lost) == (1, 0, -2.0)


WORTH = [(Better.ARM, 1.0), (Better.BASELINE, -1.0), (Better.TIE, 0.0), (Better.BAD, 0.0)]


@pytest.mark.parametrize(("better", "mean"), WORTH)
def test_what_a_vote_is_worth(better, mean):
    assert evidence([row(0, better=better, chance=1.0)]).mean == mean


def test_a_pair_that_waits_for_a_vote_holds_all_that_was_asked_later():
    rows = [equal(0), row(1, 1.0), *map(equal, range(2, 9))]
    found = claims(rows, now=60.0)
    assert found.weighed[ARM].evidence.compared == 1
    assert found.waiting(ARM) == 8
    assert found.standing("large", "small", None).lost == 1.0  # until somebody votes
    rows[1] = row(1, 1.0, Better.TIE)
    found.refresh()
    assert found.weighed[ARM].evidence.compared == 9


def test_a_vote_that_never_comes_counts_as_lost_against_the_claim_and_not_as_harm():
    due = 1 + VOTE_WAITS_S + SETTLED_S
    rows = [row(number, 0.0) for number in range(2)]
    assert claims(rows, now=due - 3).weighed == {}
    lost = evidence(rows, now=due + 1)
    assert (lost.compared, lost.voted, lost.lost) == (2, 0, 2.0)
    many = claims([row(number, 0.0) for number in range(3_000)])
    assert many.weighed[ARM].evidence.log_value < -5
    assert many.states[ARM] is ClaimState.TRIAL


def test_a_vote_that_comes_too_late_counts_as_none():
    late, never = (
        [row(0, 1.0, Better.ARM, voted_after=VOTE_WAITS_S + 1)],
        [row(0, 1.0)],
    )
    assert evidence(late).kept == evidence(never).kept


def test_a_vote_that_nobody_drew_or_while_nobody_voted_shows_nothing():
    for more in ({"is_drawn": False}, {"chance": None}):
        assert evidence([row(0, 1.0, Better.BASELINE, **more)]).mean > 0


def test_while_people_vote_what_only_a_judge_may_see_counts_no_more_than_the_rest():
    rows = [row(number, 0.0, is_drawn=None) for number in range(20)]
    alone = [row(number, 0.0, is_drawn=None, chance=None) for number in range(20)]
    found = evidence(rows)
    assert (found.judged, found.voted) == (20, 0)
    assert found.log_value < evidence(alone).log_value


def history(count: int, mean: float, seed: int, *, lose: float = 0.0) -> list[Drawn]:
    """Pairs of which 30 % are not equal; `lose` is how likely a lost vote is never cast."""
    rng, rows = Random(seed), []
    for number in range(count):
        if rng.random() > 0.3:
            rows.append(equal(number))
            continue
        better = Better.ARM if rng.random() < 0.5 + mean / 0.6 else Better.BASELINE
        judged = 1.0 if better is Better.ARM or rng.random() < 0.3 else -1.0  # it leans
        is_drawn = rng.random() < 0.5
        is_cast = is_drawn and (better is Better.ARM or rng.random() >= lose)
        after = 60.0 if better is Better.ARM else VOTE_WAITS_S - 60.0  # bad news come late
        rows.append(
            row(number, judged, better if is_cast else None, is_drawn=is_drawn, voted_after=after)
        )
    return rows


@pytest.mark.parametrize("lose", [0.0, 0.3])
def test_on_the_margin_seals_are_rare_though_losses_come_late_or_never_and_the_judge_leans(lose):
    shown = 0
    for seed in range(60):
        rows = history(1_200, -0.02, seed, lose=lose)
        shown += evidence(rows).since is not None
    assert shown <= 8  # 60 at 5 %: more than that one time in 200


def test_a_document_says_who_voted_and_follows_from_the_log():
    rows = history(400, 0.1, 5)
    found = claims(rows)
    document = write_document(found, rows, ARM, SECRET)
    assert f", by {document.certificate.voted} people's votes" in document.says
    assert "judge's word alone" not in document.says
    assert document.fates["person"] == document.certificate.voted > 20
    assert verify_document(document, rows, SECRET).faults == ()
    assert course_of(found, ARM, rows)[-1].e_value == pytest.approx(
        see_claims(found)[-1].e_value, rel=1e-3
    )


def test_what_is_settled_without_a_vote_is_not_altered_by_one_that_comes_later():
    rows = history(400, 0.1, 5)
    lost = Comparison(f"{399:06d}", 1.0, Fate.LOST, why="It broke off.")
    rows[399] = Drawn(row(399).shadow, lost)
    document = write_document(claims(rows), rows, ARM, SECRET)
    for place, each in enumerate(rows):
        if each.vote is None:  # lost, equal, not drawn, or too late
            vote = Vote(each.shadow.decision_id, LATER, "kim", Better.ARM)
            rows[place] = msgspec.structs.replace(each, vote=vote)
    early = Vote(lost.decision_id, 400.0, "kim", Better.ARM)
    rows[399] = msgspec.structs.replace(rows[399], vote=early)
    assert verify_document(document, rows, SECRET).faults == ()


def test_a_vote_that_was_turned_about_is_found():
    rows = history(400, 0.1, 5)
    document = write_document(claims(rows), rows, ARM, SECRET)
    place = next(n for n, each in enumerate(rows) if each.vote is not None)
    vote = msgspec.structs.replace(rows[place].vote, better=Better.BAD)
    rows[place] = msgspec.structs.replace(rows[place], vote=vote)
    assert Fault.ALTERED in {each.fault for each in verify_document(document, rows, SECRET).faults}
