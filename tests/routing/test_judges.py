"""Judges are measured by votes and by place, and those that tell nothing are refused."""

import random

import msgspec
import pytest

from wayfare.domain.outcome import Outcome, OutcomeKind, comes_to
from wayfare.routing.judges import UNMEASURED, VOTES_MIN, Judges, JudgesState, Refusal, weight_of

VOTE, VERDICT = OutcomeKind.VOTE, OutcomeKind.VERDICT


def outcome(number, kind, *, winner=None, score=None, orders=None, source=None, **more):
    arm, against = more.get("arm", "mini"), more.get("against", "large")
    if orders is not None:
        winner = comes_to(orders, arm, against)
    source = source or ("judge" if kind is VERDICT else "mina")
    return Outcome(
        more.get("id", f"{kind}/{source}"), f"d{number}", kind, source, arm, score, winner,
        None if winner is None else against, "mina", 0.0, orders, more.get("difference"),
    )  # fmt: skip


def measured(*outcomes, source="judge"):
    judges = Judges()
    for each in outcomes:
        judges.note(each)
    return next((judge for judge in judges.all() if judge.source == source), None)


def in_orders(*orders):
    return measured(*[outcome(n, VERDICT, orders=each) for n, each in enumerate(orders)])


def agreeing(agreed, apart, votes_for="mini"):
    other = "large" if votes_for == "mini" else "mini"
    winners = [votes_for] * agreed + [other] * apart
    for number, winner in enumerate(winners):
        yield outcome(number, VOTE, winner=votes_for)
        yield outcome(number, VERDICT, winner=winner)


def test_without_verdicts_there_is_no_judge():
    assert measured(outcome(1, VOTE, winner="mini")) is None
    assert Judges().weights() == {}


def test_a_judge_of_whom_nothing_is_known_counts_as_little_as_a_sign():
    judge = measured(outcome(1, VERDICT, winner="mini"))
    assert (judge.weight, judge.refusal, judge.votes) == (UNMEASURED, None, 0) == (0.1, None, 0)
    assert (judge.low, judge.high) == (0, 1)


def test_a_judge_that_always_names_the_first_is_refused_after_eight_pairs():
    assert in_orders(*["AA"] * 6).refusal is None
    found = in_orders(*["AA"] * 8)
    assert found.refusal is Refusal.BY_PLACE
    assert (found.pairs, found.by_place, found.weight) == (8, 8, 0)


def test_one_that_always_names_the_second_is_too():
    assert in_orders(*["BB"] * 8).refusal is Refusal.BY_PLACE


def test_one_to_whom_all_are_alike_is_refused_once_that_is_certain():
    assert in_orders(*["=="] * 20).refusal is None
    assert in_orders(*["=="] * 60).refusal is Refusal.NEVER_DECIDES


def test_a_fair_judge_is_not():
    found = in_orders(*["AB", "BA", "AA", "=="] * 25)
    assert found.refusal is None
    assert (found.pairs, found.by_place, found.decided) == (100, 25, 50)


def test_agreement_with_people_raises_what_a_verdict_counts():
    one_side = list(agreeing(30, 3))
    other_side = [
        Outcome(o.id, f"x{o.decision_id}", *[getattr(o, f) for f in o.__struct_fields__[2:]])
        for o in agreeing(30, 3, votes_for="large")
    ]
    judge = measured(*one_side, *other_side)
    assert (judge.votes, judge.agreed) == (66, 60)
    assert judge.low > 0.75
    assert 0.85 < judge.reliability < 0.91
    assert judge.weight == pytest.approx(0.6, abs=0.05)


def test_always_naming_the_better_model_earns_nothing():
    """A judge that says `mini` whatever it sees is right as often as people say so."""
    found = []
    for number in range(200):
        found.append(outcome(number, VERDICT, winner="mini"))
        found.append(outcome(number, VOTE, winner="mini" if number % 5 else "large"))
    judge = measured(*found)
    assert judge.agreed == 160
    assert judge.reliability < 0.55
    assert judge.weight == 0


def test_a_score_is_held_against_a_score_of_the_same_answer():
    pairs = [(outcome(n, VOTE, score=n % 2), outcome(n, VERDICT, score=n % 2)) for n in range(40)]
    judge = measured(*[each for pair in pairs for each in pair])
    assert (judge.votes, judge.agreed) == (40, 40)
    mixed = measured(outcome(1, VOTE, score=1.0), outcome(1, VERDICT, winner="mini"))
    assert mixed.votes == 0
    half = measured(outcome(1, VOTE, score=0.5), outcome(1, VERDICT, score=1.0))
    assert half.votes == 0


def test_ties_and_other_pairs_are_no_agreement():
    assert measured(outcome(1, VOTE, winner="tie"), outcome(1, VERDICT, winner="mini")).votes == 0
    other = outcome(1, VERDICT, winner="mini", against="third")
    assert measured(outcome(1, VOTE, winner="mini"), other).votes == 0


def test_people_who_differ_are_heard_as_one():
    said = [outcome(1, VOTE, winner=w, source=f"p{n}") for n, w in enumerate(["mini"] * 2)]
    said += [outcome(1, VOTE, winner="large", source="p9"), outcome(1, VERDICT, winner="mini")]
    judge = measured(*said)
    assert (judge.votes, judge.agreed) == (1, 1)


def test_a_newer_word_takes_the_older_ones_place():
    judge = measured(
        outcome(1, VERDICT, orders="AA"),
        outcome(1, VOTE, winner="mini"),
        outcome(1, VERDICT, orders="BA"),
        outcome(1, VERDICT, orders="AB"),
    )
    assert (judge.verdicts, judge.pairs, judge.by_place) == (1, 1, 0)
    assert (judge.votes, judge.agreed) == (1, 1)


def test_it_does_not_matter_in_what_order_outcomes_come():
    rng = random.Random(3)
    said = [*agreeing(20, 5), *(outcome(100 + n, VERDICT, orders="AA") for n in range(5))]
    first = measured(*said)
    for _ in range(20):
        rng.shuffle(said)
        assert measured(*said) == first


def test_it_goes_on_where_it_was_kept():
    said = [*agreeing(20, 5), *(outcome(100 + n, VERDICT, orders="AA") for n in range(5))]
    whole, first = Judges(), Judges()
    for each in said:
        whole.note(each)
    for each in said[:20]:
        first.note(each)
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(first.kept), type=JudgesState)
    later = Judges(kept)
    for each in said[19:]:
        later.note(each)
    assert later.all() == whole.all()
    assert later.kept == whole.kept


def test_whoever_says_the_contrary_of_people_is_refused():
    judge = measured(*agreeing(0, 12))
    assert judge.refusal is Refusal.NO_BETTER_THAN_CHANCE
    assert judge.votes < VOTES_MIN


@pytest.mark.parametrize(("r", "weight"), [(0.3, 0), (0.5, 0), (0.75, 0.2), (1.0, 1.0)])
def test_a_weight_is_what_a_verdict_tells_beside_a_vote(r, weight):
    assert weight_of(r) == weight


def ever(judge_says, runs, pairs, wrong):
    """In how many of `runs` seeded logs something is found while they grow."""
    count = 0
    for seed in range(runs):
        rng, judges = random.Random(seed), Judges()
        for number in range(pairs):
            for each in judge_says(rng, number):
                judges.note(each)
            if number % 3 == 2 and wrong(judges.all()[0]):
                count += 1
                break
    return count / runs


def a_coin(rng, number):
    """No bias, and no idea: each asking is a coin."""
    return [outcome(number, VERDICT, orders=rng.choice("AB") + rng.choice("AB"))]


def a_guess(rng, number):
    """It says what people say in half of all pairs."""
    return [
        outcome(number, VOTE, winner=rng.choice(["mini", "large"])),
        outcome(number, VERDICT, winner=rng.choice(["mini", "large"])),
    ]


@pytest.mark.slow
def test_a_judge_without_bias_is_hardly_ever_refused_however_often_one_looks():
    is_refused = ever(a_coin, 2_000, 120, lambda judge: judge.refusal is Refusal.BY_PLACE)
    assert 0 < is_refused <= 0.05


@pytest.mark.slow
def test_chance_is_hardly_ever_taken_for_agreement_however_often_one_looks():
    assert 0 < ever(a_guess, 2_000, 120, lambda judge: judge.low > 0.5) <= 0.05


@pytest.mark.slow
def test_one_that_goes_by_place_nine_times_of_ten_is_found_out_within_forty_pairs():
    def by_place(rng, number):
        place = rng.choice("AB")
        return [outcome(number, VERDICT, orders=2 * place if rng.random() < 0.9 else "AB")]

    assert ever(by_place, 300, 40, lambda judge: judge.refusal is Refusal.BY_PLACE) >= 0.95


@pytest.mark.slow
def test_one_that_is_right_four_times_of_five_is_shown_to_be_by_fifty_votes():
    def good(rng, number):
        winner, other = rng.sample(["mini", "large"], 2)
        said = winner if rng.random() < 0.8 else other
        return [outcome(number, VOTE, winner=winner), outcome(number, VERDICT, winner=said)]

    shown = ever(good, 500, VOTES_MIN, lambda judge: judge.votes >= 48 and judge.low > 0.5)
    assert shown >= 0.8


def test_a_judge_that_ties_where_people_choose_errs_as_much_as_one_that_is_wrong():
    """It decides in half of all pairs, and is right then: verdicts move by half."""
    said = []
    for number in range(2_000):
        side = "mini" if number % 2 else "large"
        said += [
            outcome(number, VOTE, winner=side),
            outcome(number, VERDICT, winner=side if number % 4 < 2 else "tie"),
        ]
    judge = measured(*said)
    assert (judge.preferred, judge.told, judge.votes) == (2_000, 1_000, 1_000)
    assert 0.25 < judge.error < 0.30


def test_without_votes_nobody_knows_how_often_it_errs():
    assert in_orders("AB", "BA").error is None
    assert measured(*agreeing(10, 10)).error is None
    assert measured(*agreeing(200, 4)).error < 0.12


def test_what_is_counted_of_ties_is_kept_and_replaced():
    judges = Judges()
    for each in (outcome(1, VOTE, winner="mini"), outcome(1, VERDICT, winner="tie")):
        judges.note(each)
    again = Judges(msgspec.json.decode(msgspec.json.encode(judges.kept), type=JudgesState))
    again.note(outcome(1, VERDICT, winner="mini"))
    (judge,) = again.all()
    assert (judge.preferred, judge.told) == (1, 1)


def marked(number, higher, vote="mini"):
    """What people prefer was marked so much higher."""
    difference = higher if vote == "mini" else -higher
    if vote == "tie":
        difference = higher
    orders = "AB" if difference > 0 else "BA" if difference < 0 else "=="
    return [
        outcome(number, VOTE, winner=vote),
        outcome(number, VERDICT, orders=orders, difference=difference),
    ]


def marks(rng, number, share_right=0.85):
    vote = rng.choice(["mini", "large"])
    higher = rng.choice([0.1, 0.2, 0.3, 0.4])
    return marked(number, higher if rng.random() < share_right else -higher / 2, vote)


def test_marks_are_measured_apart_from_what_was_only_chosen():
    rng = random.Random(1)
    judge = measured(*[each for n in range(300) for each in marks(rng, n)])
    assert (judge.marked, judge.votes, judge.pairs) == (300, 300, 300)
    assert judge.worth == pytest.approx(0.235, abs=0.02)
    assert 0.1 < judge.marks_error < 0.25
    assert judge.error is None  # it never only chose
    assert judge.weight >= 0.4  # what a verdict counts goes by both
    chosen = measured(*agreeing(200, 4))
    assert (chosen.marked, chosen.marks_error, chosen.worth) == (0, None, None)


def test_few_votes_show_nothing_of_marks_and_it_is_said_how_many_would():
    rng = random.Random(2)
    judge = measured(*[each for n in range(30) for each in marks(rng, n)])
    assert judge.marks_error is None
    assert 0 < judge.marks_votes < 200


def test_marks_that_do_not_go_with_votes_show_nothing_and_no_votes_would():
    judge = measured(*[e for n in range(40) for e in marked(n, 0.2 if n % 2 else -0.2)])
    assert (judge.marks_error, judge.marks_votes) == (None, None)


def test_marks_that_all_lie_close_together_are_worth_no_more_for_that():
    wide = measured(*[e for n in range(400) for e in marked(n, 0.2)])
    close = measured(*[e for n in range(4_000) for e in marked(n, 0.08)])
    assert 1 - 2 * close.marks_error <= 0.4
    assert 1 - 2 * wide.marks_error > 0.7
    assert measured(*[e for n in range(400) for e in marked(n, 0.04)]).marks_error is None


def test_marks_are_counted_anew_where_a_word_changes():
    rng = random.Random(5)
    said = [each for n in range(50) for each in marks(rng, n)]
    twice = measured(*said, *marked(7, -0.4), *said[14:16])
    once = measured(*said)
    for name in ("marked", "votes", "pairs", "marks_error", "marks_votes"):
        assert getattr(twice, name) == getattr(once, name)
    judges = Judges()
    for each in said:
        judges.note(each)
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(judges.kept), type=JudgesState)
    assert Judges(kept).all() == judges.all()


def leaning(rng, number, by):
    """People find both alike; it marks the second by so much higher on average."""
    vote = rng.choice(["mini", "large", "tie"])
    true = {"mini": 0.2, "large": -0.2, "tie": 0.0}[vote]
    difference = max(-1, min(1, round(true + rng.gauss(0, 0.15) - by, 2)))
    orders = "AB" if difference > 0 else "BA" if difference < 0 else "=="
    return [
        outcome(number, VOTE, winner=vote),
        outcome(number, VERDICT, orders=orders, difference=difference),
    ]


def test_one_that_marks_a_model_higher_than_people_do_is_refused():
    rng = random.Random(4)
    judge = measured(*[each for n in range(200) for each in leaning(rng, n, 0.1)])
    assert judge.refusal is Refusal.LEANS
    assert (judge.weight, judge.marks_error) == (0, None)


def test_on_other_pairs_a_leaning_is_looked_for_apart():
    """Leanings to a model in one pair and against it in another do not cancel."""
    rng, said = random.Random(4), []
    for number in range(400):
        vote, verdict = leaning(rng, number, 0.15)
        if number % 2:
            vote, verdict = (
                msgspec.structs.replace(
                    each,
                    against="third",
                    winner="third" if each.winner == "large" else each.winner,
                    difference=each.difference and each.difference + 0.3,
                    orders=None,
                )
                for each in (vote, verdict)
            )
        said += [vote, verdict]
    assert measured(*said).refusal is Refusal.LEANS


def test_a_model_that_is_better_is_no_leaning():
    said = [e for n in range(400) for e in marked(n, 0.3, "large" if n % 10 else "mini")]
    assert measured(*said).refusal is None


@pytest.mark.slow
def test_a_judge_that_does_not_lean_is_hardly_ever_said_to():
    def fair(rng, number):
        return leaning(rng, number, 0.0)

    assert ever(fair, 400, 200, lambda judge: judge.refusal is Refusal.LEANS) <= 0.05
