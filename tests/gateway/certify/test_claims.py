"""Claims are a fold over the log, in the order of the requests, whenever one looks."""

from random import Random

import msgspec
import pytest

from wayfare.domain.claim import Cell, ClaimState, Expiry, cells_of
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.gateway.certify.claims import SETTLED_S, Claims
from wayfare.gateway.certify.course import course_of
from wayfare.gateway.certify.document import verify_document, write_document
from wayfare.gateway.certify.prices import Prices
from wayfare.gateway.certify.see import see_claims
from wayfare.gateway.certify.shares import Sampling, floor_of
from wayfare.gateway.certify.states import AGE_MAX_S, TOPIC_FROM
from wayfare.gateway.certify.verified import Fault, Found
from wayfare.store.shadows import Drawn

LATER = 100_000.0
ARM, WHOLE = Cell("large", "small"), Cell("large")
SECRET = b"s" * 32


def drawn(number: int, difference: float | None, *, fate=Fate.COMPARED, arm="small", topic="t1"):
    its = f"{number:06d}"
    shadow = Shadow(its, float(number), topic, "ko", arm, "large", 1.0, 1.0, is_mirror=False)
    if difference is None and fate is Fate.COMPARED:
        return Drawn(shadow, None)
    by = By.CHECK if fate is Fate.COMPARED else None
    return Drawn(shadow, Comparison(its, 1.0, fate, difference, by))


def history(count: int, mean: float = 0.0, differ: float = 0.06, seed: int = 1, **more):
    rng, rows = Random(seed), []
    for number in range(count):
        lot = rng.random()
        up, down = (differ + mean) / 2, (differ - mean) / 2
        rows.append(drawn(number, 1.0 if lot < up else -1.0 if lot < up + down else 0.0, **more))
    return rows


def claims(rows, *, changed=None, now=LATER, noted=None):
    return Claims(
        read=lambda after: [row for row in rows if row.shadow.decision_id > after],
        changes=lambda: dict(changed or {}),
        margin=0.02,
        share=0.3,
        now=lambda: now,
        count=lambda until: sum(row.shadow.decision_id <= until for row in rows),
        prices=lambda: Prices(dict(noted or {})),
    )


def folded(rows, **more):
    found = claims(rows, **more)
    found.refresh()
    return found


def test_equal_answers_are_certified_and_worse_ones_suspended():
    equal, worse = folded(history(3_000)), folded(history(1_500, mean=-0.05))
    assert equal.states[ARM] is ClaimState.CERTIFIED
    assert equal.standing("large", "small", "t9").state is ClaimState.CERTIFIED
    assert equal.standing("large", "other", "t1").state is ClaimState.NONE
    assert worse.states[ARM] is ClaimState.SUSPENDED
    assert worse.standing("large", "small", "t1").state is ClaimState.SUSPENDED


def test_a_topic_that_looks_worse_is_not_covered_by_what_holds_on_the_whole():
    better = history(2_000, mean=0.03, topic="t1")
    worse = history(200, mean=-0.1, differ=0.2, seed=2, topic="t2")
    rows = [
        drawn(at, row.comparison.difference, topic=row.shadow.topic)
        for at, row in _mixed(better, worse)
    ]
    found = folded(rows)
    assert found.states[ARM] is ClaimState.CERTIFIED
    assert found.standing("large", "small", "t1").state is ClaimState.CERTIFIED
    assert found.standing("large", "small", "t3").state is ClaimState.CERTIFIED
    standing = found.standing("large", "small", "t2")
    assert standing.state is ClaimState.TRIAL
    assert standing.sampling.share == 1.0


def test_a_topic_that_looks_worse_is_no_way_round_a_suspension():
    worse = history(1_500, mean=-0.05, topic="t1")
    some = history(60, mean=-0.2, differ=0.3, seed=2, topic="t2")
    rows = [
        drawn(at, row.comparison.difference, topic=row.shadow.topic)
        for at, row in _mixed(worse, some)
    ]
    found = folded(rows)
    assert found.states[ARM] is ClaimState.SUSPENDED
    t2 = Cell("large", "small", "t2")
    assert found.states[t2] is ClaimState.TRIAL
    assert found.weighed[t2].evidence.looks_worse
    assert found.standing("large", "small", "t2").state is ClaimState.SUSPENDED


def _mixed(one, other):
    """Both, numbered anew, in one random order."""
    rows = [*one, *other]
    Random(3).shuffle(rows)
    return list(enumerate(rows))


@pytest.mark.parametrize("size", [1, 7, 400])
def test_it_does_not_matter_how_often_one_looks(size):
    rows = history(1_200, mean=0.01)
    at_once, piece_by_piece = folded(rows), claims(rows)
    for count in [*range(0, 1_200, size), 1_200]:
        piece_by_piece.read = lambda after, upto=count: [
            row for row in rows[:upto] if row.shadow.decision_id > after
        ]
        piece_by_piece.refresh()
    assert see_claims(piece_by_piece) == see_claims(at_once)


def test_nothing_enters_before_all_that_was_asked_before_it():
    rows = history(50)
    rows[20] = drawn(20, None)
    found = folded(rows)
    assert found.weighed[ARM].evidence.compared == 20
    assert found.waiting(ARM) == 30
    rows[20] = drawn(20, -1.0)
    assert found.refresh() == 30
    assert (found.weighed[ARM].evidence.compared, found.waiting(ARM)) == (50, 0)


def test_what_may_still_be_overtaken_waits():
    rows = history(50)
    assert claims(rows, now=19 + SETTLED_S).refresh() == 19


@pytest.mark.parametrize("late_s", [1.0, 10.0, SETTLED_S - 1.0])
def test_a_row_that_is_written_some_seconds_after_its_request_is_not_passed_over(late_s):
    rows, late = history(50), drawn(20, -1.0)
    del rows[20]
    found, now = claims(rows), 20.0 + late_s
    found.now = lambda: now
    found.refresh()
    rows.insert(20, late)
    found.now = lambda: LATER
    found.refresh()
    assert found.weighed[ARM].evidence.compared == 50
    assert see_claims(found) == see_claims(folded(rows))


def test_a_row_that_comes_when_all_is_settled_is_noticed_and_all_folded_anew(caplog):
    rows = history(50)
    late = rows.pop(20)
    found = folded(rows)
    assert found.refresh() == 0
    rows.insert(20, late)
    assert found.refresh() == 50
    assert see_claims(found) == see_claims(folded(rows))
    assert "was written late" in caplog.text
    assert found.refresh() == 0


def test_what_is_verified_stands_at_the_moment_when_it_was_issued():
    """It is too old a moment later."""
    rows, issued_at = history(3_000), 2_999.0 + AGE_MAX_S
    document = write_document(folded(rows, now=issued_at), rows, ARM, SECRET)
    assert document.certificate.state is ClaimState.CERTIFIED
    assert verify_document(document, rows, SECRET).faults == ()
    assert folded(rows, now=issued_at + 1.0).states[ARM] is ClaimState.EXPIRED


def test_lost_ones_count_as_the_worst_and_skipped_ones_not_at_all():
    rows = history(10, differ=0.0)
    rows[3] = drawn(3, None, fate=Fate.LOST)
    rows[4] = drawn(4, None, fate=Fate.SKIPPED)
    evidence = folded(rows).weighed[ARM].evidence
    assert (evidence.compared, evidence.lost) == (9, 1.0)


def test_what_is_not_known_yet_counts_as_lost():
    rows = history(10, differ=0.0)
    rows[2], rows[5], rows[7] = drawn(2, None), drawn(5, -0.5), drawn(7, None)
    found = folded(rows)
    found.note_drawn("large", "small", "000099")
    assert found.standing("large", "small", None).lost == pytest.approx(3.5)
    rows.append(drawn(99, 0.0))
    found.refresh()
    assert found.standing("large", "small", None).lost == pytest.approx(2.5)


def test_what_was_lost_is_not_forgotten_while_all_is_folded_anew():
    rows, noted, lost = history(100, mean=-0.2, differ=0.4), {}, []
    found = claims(rows)
    found.prices = lambda: Prices(dict(noted))
    found.refresh()
    before = found.standing("large", "small", "t1").lost
    noted["small"] = [(50.0, 1)]

    def read(after):
        lost.append(found.standing("large", "small", "t1").lost)
        return [row for row in rows if row.shadow.decision_id > after]

    found.read = read
    assert found.refresh() == 100  # all of it, as a price became known
    assert lost == [before]
    assert before > 10


def test_a_topic_has_a_claim_of_its_own_once_it_has_enough():
    rows = history(2_000) + [
        msgspec.structs.replace(row, shadow=msgspec.structs.replace(row.shadow, topic="t2"))
        for row in (drawn(5_000 + n, -1.0 if n % 3 == 0 else 0.0) for n in range(TOPIC_FROM))
    ]
    found = folded(rows)
    assert found.standing("large", "small", "t2").state is ClaimState.SUSPENDED
    assert found.states[Cell("large", "small", "t1")] is ClaimState.CERTIFIED
    assert found.standing("large", "small", "t1").state is ClaimState.CERTIFIED


def test_when_an_arm_changes_what_came_since_counts_alone_at_once_or_later():
    rows = history(3_000)
    changed: dict[str, float] = {}
    found = Claims(
        read=lambda after: [row for row in rows if row.shadow.decision_id > after],
        changes=lambda: dict(changed),
        margin=0.02,
        share=0.3,
        now=lambda: LATER,
    )
    found.refresh()
    changed["small"] = 2_900.5
    found.refresh()
    for each in (found, folded(rows, changed=changed)):
        assert each.weighed[ARM].evidence.compared == 99
        assert each.states[ARM] is ClaimState.TRIAL
        assert each.states[WHOLE] is ClaimState.CERTIFIED
    changed["small"] = 3_000.5
    found.refresh()
    assert found.states[ARM] is ClaimState.EXPIRED
    assert found.weighed[ARM].evidence.compared == 0


def test_a_change_that_is_taken_back_leaves_all_as_it_was():
    rows = history(3_000)
    changed = {"large": 2_900.5}
    found = folded(rows, changed=changed)
    assert found.states[WHOLE] is ClaimState.TRIAL
    changed.clear()
    found.refresh()
    assert found.states[ARM] is ClaimState.CERTIFIED
    assert found.weighed[ARM].evidence.compared == 3_000


def test_what_is_too_old_has_expired():
    assert folded(history(3_000), now=LATER + AGE_MAX_S).states[ARM] is ClaimState.EXPIRED


def test_why_a_claim_has_expired_is_known():
    old = folded(history(3_000), now=LATER + AGE_MAX_S)
    assert old.expired[ARM] is Expiry.TOO_OLD
    changed = folded(history(3_000), changed={"small": 5_000.0})
    assert changed.expired[ARM] is Expiry.MODEL_CHANGED
    assert changed.standing("large", "small", "t1").expired_by is Expiry.MODEL_CHANGED
    assert folded(history(3_000)).expired == {}


class TestPrices:
    LARGE = ((0.0, 9),)

    def test_a_seal_ends_where_the_arm_costs_no_less_and_is_back_with_the_price(self):
        rows, noted = history(3_000), {"large": self.LARGE, "small": [(0.0, 1)]}
        found = claims(rows, noted=noted)
        found.refresh()
        before = see_claims(found)
        noted["small"] = [(0.0, 1), (5_000.0, 9)]
        found.prices = lambda: Prices(dict(noted))
        found.refresh()
        assert (found.states[ARM], found.expired[ARM]) == (ClaimState.EXPIRED, Expiry.PRICE_CHANGED)
        assert found.standing("large", "small", "t1").state is ClaimState.EXPIRED
        assert found.states[WHOLE] is ClaimState.CERTIFIED  # of any model, whatever it costs
        anew = folded(rows, noted=noted)
        assert see_claims(anew) == see_claims(found)
        noted["small"] = [(0.0, 1), (5_000.0, 9), (6_000.0, 8)]
        found.refresh()
        assert see_claims(found) == before

    def test_it_can_be_shown_anew_at_the_new_price(self):
        noted = {"large": self.LARGE, "small": [(0.0, 1), (2_999.5, 20)]}
        rows = history(6_000)
        assert folded(rows[:3_500], noted=noted).expired[ARM] is Expiry.PRICE_CHANGED
        found = folded(rows, noted=noted)
        assert found.states[ARM] is ClaimState.CERTIFIED
        assert found.weighed[ARM].evidence.compared == 3_000

    @pytest.mark.parametrize(
        "noted",
        [
            {"large": LARGE, "small": [(0.0, 1), (5_000.0, 8)]},  # it stays cheaper
            {"large": LARGE, "small": [(4_000.0, 20)]},  # it always cost more
            {"large": LARGE, "small": [(0.0, 20), (5_000.0, 30)]},
            {"small": [(0.0, 1), (5_000.0, 30)]},  # what the baseline costs is not known
        ],
    )
    def test_a_price_that_turns_nothing_leaves_the_seal(self, noted):
        assert folded(history(3_000), noted=noted).states[ARM] is ClaimState.CERTIFIED

    def test_harm_is_harm_at_any_price(self):
        noted = {"large": self.LARGE, "small": [(0.0, 20), (5_000.0, 1)]}
        found = folded(history(1_500, mean=-0.05), noted=noted)
        assert found.states[ARM] is ClaimState.SUSPENDED
        assert found.standing("large", "small", "t1").lost > 50

    def test_a_price_that_becomes_known_later_is_that_of_before(self):
        found, noted = claims(history(3_000)), {"large": self.LARGE}
        found.prices = lambda: Prices(dict(noted))
        found.refresh()
        noted["small"] = [(50_000.0, 20)]
        found.refresh()
        assert found.states[ARM] is ClaimState.CERTIFIED
        assert found.weighed[ARM].evidence.compared == 3_000

    def test_a_price_that_another_process_notes_late_counts_from_when_it_was_noted(self):
        rows, noted = history(3_000), {"large": self.LARGE, "small": [(0.0, 1)]}
        found = claims(rows, noted=noted)
        found.prices = lambda: Prices(dict(noted))
        found.refresh()
        noted["small"] = [(0.0, 1), (1_999.5, 20)]
        found.refresh()
        anew = folded(rows, noted=noted)
        assert anew.weighed[ARM].evidence.compared == 1_000
        assert see_claims(found) == see_claims(anew)

    def test_the_course_is_of_what_counts_at_todays_prices(self):
        rows = history(900)
        found = folded(rows, noted={"large": self.LARGE, "small": [(0.0, 1), (599.5, 20)]})
        assert len(course_of(found, ARM, rows)) == found.weighed[ARM].evidence.compared == 300


def test_a_drop_is_noticed_and_all_weighed_anew():
    rows = history(2_000, seed=3)
    rows += [
        drawn(int(row.shadow.at) + 2_000, row.comparison.difference)
        for row in history(1_500, mean=-0.1, differ=0.15, seed=4)
    ]
    found, was = claims(rows), set()
    for count in range(2_000, 3_500, 10):
        found.read = lambda after, upto=count: [
            row for row in rows[:upto] if row.shadow.decision_id > after
        ]
        found.refresh()
        was.add(found.states[ARM])
    assert {ClaimState.CERTIFIED, ClaimState.SUSPENDED} <= was


def spread(rows, **topics):
    """The same rows, of several topics: each by how many of a hundred."""
    names = [topic for topic, count in topics.items() for _ in range(count)]
    return [
        msgspec.structs.replace(
            row, shadow=msgspec.structs.replace(row.shadow, topic=names[number % 100])
        )
        for number, row in enumerate(rows)
    ]


class TestShares:
    """How likely an answer is to be compared, once something is shown."""

    def test_until_something_is_shown_all_are_compared(self):
        found = folded(history(200))
        assert found.standing("large", "small", "t1").sampling == Sampling()

    def test_those_of_which_disagreement_is_foreseen_are_compared_more(self):
        rows = spread(history(3_000, differ=0.0), calm=50, wild=50)
        for place, row in enumerate(rows):
            if row.shadow.topic == "wild":
                comparison = msgspec.structs.replace(
                    row.comparison, difference=[0.3, -0.3][place % 2]
                )
                rows[place] = msgspec.structs.replace(row, comparison=comparison)
        found = folded(rows)
        calm, wild, new = (
            found.standing("large", "small", topic).sampling for topic in ("calm", "wild", "new")
        )
        assert calm.share < 0.15
        assert wild.share > 0.3
        assert new.share == 0.3
        assert all(each.floor == each.share for each in (calm, wild, new))
        assert {each.arm_floor for each in (calm, wild, new)} == {calm.share}

    def test_a_wide_claim_goes_by_the_least_share_of_all_that_it_is_about(self):
        sealed = history(2_000, arm="other")
        small = [drawn(10_000 + n, 0.0 if n % 40 else -1.0) for n in range(200)]
        found = folded(sealed + small)
        assert found.states[Cell("large", "other")] is ClaimState.CERTIFIED
        assert found.states[ARM] is ClaimState.TRIAL
        assert found.standing("large", "small", "t1").sampling == Sampling(1.0, 1.0, 1.0, 0.3)
        assert found.standing("large", "new", "t1").sampling == Sampling(1.0, 1.0, 1.0, 0.3)
        passes = found.standing("large", "other", "t1").sampling
        assert passes == Sampling(0.3, 0.3, 0.3, 0.3)

    def test_in_doubt_all_are_compared_again_and_count_whole(self):
        rows = history(3_000)
        found = folded(rows)
        for number in range(5_000, 5_200):
            rows.append(drawn(number, -1.0 if number % 5 == 0 else 0.0))
            found.refresh()
            if found.weighed[ARM].evidence.is_amber:
                break
        assert found.weighed[ARM].evidence.is_amber
        assert found.states[ARM] is ClaimState.CERTIFIED
        assert found.standing("large", "small", "t9").sampling.share == 1.0

    def test_each_claim_weighs_by_its_own_floor_and_old_rows_by_the_only_one(self):
        shadow = msgspec.structs.replace(
            drawn(1, 0.0).shadow, share=0.5, floor=0.4, arm_floor=0.2, baseline_floor=0.1
        )
        cells = cells_of("large", "small", "t1")
        assert [floor_of(cell, shadow) for cell in cells] == [0.4, 0.2, 0.1]
        old = msgspec.structs.replace(shadow, arm_floor=None, baseline_floor=None)
        assert [floor_of(cell, old) for cell in cells] == [0.4, 0.4, 0.4]


class TestDocument:
    def test_what_is_written_down_follows_from_the_log(self):
        rows = history(1_500)
        found = folded(rows)
        document = write_document(found, rows, ARM, SECRET)
        assert document.certificate.state is ClaimState.CERTIFIED
        assert document.log.rows == 1_500
        read = msgspec.json.decode(msgspec.json.encode(document), type=type(document))
        more = [*rows, drawn(9_000, -1.0)]
        assert verify_document(read, more, SECRET) == verify_document(document, rows, SECRET)
        verified = verify_document(read, more, SECRET)
        assert (verified.faults, verified.is_own) == ((), True)
        assert not verify_document(read, rows, b"x" * 32).is_own

    def test_prices_are_written_down_with_it(self):
        rows = history(1_500)
        noted = {"large": [(0.0, 9)], "small": [(0.0, 1), (5_000.0, 9)], "other": [(0.0, 3)]}
        document = write_document(folded(rows, noted=noted), rows, ARM, SECRET)
        assert document.certificate.expired_by is Expiry.PRICE_CHANGED
        assert set(document.prices) == {"large", "small"}
        read = msgspec.json.decode(msgspec.json.encode(document), type=type(document))
        assert verify_document(read, rows, SECRET).faults == ()
        cheap = msgspec.structs.replace(read, prices={})
        assert verify_document(cheap, rows, SECRET).faults[0] == Found(Fault.SIGNATURE)

    def test_an_altered_row_is_found_out(self):
        rows = history(1_500)
        document = write_document(folded(rows), rows, ARM, SECRET)
        for place, field, value in [
            (700, "difference", 0.5),
            (3, "shadow_id", "another"),
            (1_499, "judge", "somebody"),
        ]:
            altered = list(rows)
            comparison = msgspec.structs.replace(rows[place].comparison, **{field: value})
            altered[place] = msgspec.structs.replace(rows[place], comparison=comparison)
            found = verify_document(document, altered, SECRET).faults
            assert found[0] == Found(Fault.ALTERED)
            assert (len(found) > 1) is (field == "difference")
        found = verify_document(document, rows[1:], SECRET).faults
        assert found[0] == Found(Fault.ROWS, "rows", 1_500, 1_499)

    def test_an_altered_text_is_found_out(self):
        rows = history(1_500)
        document = write_document(folded(rows), rows, ARM, SECRET)
        better = msgspec.structs.replace(document.certificate, compared=3_000)
        faults = verify_document(
            msgspec.structs.replace(document, certificate=better), rows, SECRET
        ).faults
        assert faults == (Found(Fault.SIGNATURE), Found(Fault.FIGURE, "compared", 3_000, 1_500))
