"""Conversations count by how their lots fell, a day after they began, in that order."""

from random import Random
from threading import Thread

import msgspec
import pytest

from wayfare.domain.errors import StoreError
from wayfare.domain.lot import Lot
from wayfare.domain.outcome import OutcomeKind
from wayfare.gateway.certify.see_whole import WholeState, see_whole
from wayfare.gateway.certify.whole_policy import OPEN_S, WRITTEN_S, WholePolicy
from wayfare.store.drawn_turns import DrawnTurn, Said, TurnFigures

HOUR = 3_600.0
LATER = 1e9


class Log:
    """Turns, what they took and what was said of them; read a few at a time."""

    def __init__(self, at_once: int = 50) -> None:
        self.turns: list[DrawnTurn] = []
        self.figures: dict[str, TurnFigures] = {}
        self.now = LATER
        self.changed: dict[str, float] = {}
        self._at_once = at_once

    def ask(self, unit: str, at: float, *, held=False, said=(), share=0.2, **figures) -> None:
        its = f"{len(self.turns):08}"
        begins = all(turn.lot.unit != unit for turn in self.turns)
        self.turns.append(DrawnTurn(its, its, at, Lot(unit, share, held), "large", begins))
        took = {"cost_micros": 100, "first_token_ms": 200.0, "total_ms": 900.0} | figures
        self.figures[its] = TurnFigures(**took, said=tuple(said))

    def read(self, after: str, before: float) -> list[DrawnTurn]:
        found = [turn for turn in self.turns if turn.decision_id > after and turn.at < before]
        return found[: self._at_once]

    def policy(self) -> WholePolicy:
        return WholePolicy(
            read=self.read,
            figures=lambda turns: {
                each.decision_id: self.figures[each.decision_id] for each in turns
            },
            changes=lambda: self.changed,
            margin=0.02,
            now=lambda: self.now,
            count=lambda until: sum(turn.decision_id <= until for turn in self.turns),
        )

    def seen(self):
        policy = self.policy()
        policy.refresh()
        return see_whole(policy)


def vote(score: float, at: float, name: str = "vote/mina") -> Said:
    return Said(OutcomeKind.VOTE, "mina", score, at, name)


def again(at: float, source: str = "regenerated") -> Said:
    return Said(OutcomeKind.SIGNAL, source, 0.0, at, source)


def played(
    count: int, *, left: float, held: float, seed: int = 1, share: float = 0.5, every: float = 60.0
) -> Log:
    """Conversations of a few turns, of which some end with a vote."""
    rng, log = Random(seed), Log(at_once=200)
    for number in range(count):
        at, is_held = every * number, rng.random() < share
        liked = held if is_held else left
        for turn in range(rng.randint(1, 3)):
            said = [vote(float(rng.random() < liked), at + turn)] if rng.random() < 0.5 else []
            cost = rng.randint(50, 150) * (2 if is_held else 1)
            log.ask(f"c{number}", at + turn, held=is_held, said=said, share=share, cost_micros=cost)
    log.turns.sort(key=lambda turn: (turn.at, turn.decision_id))
    log.turns = [msgspec.structs.replace(t, decision_id=f"{n:08}") for n, t in enumerate(log.turns)]
    log.figures = {turn.decision_id: log.figures[turn.request_id] for turn in log.turns}
    return log


def test_a_conversation_counts_a_day_after_it_began_as_it_is_then():
    log = Log()
    log.ask("a", 0.0, said=[vote(1.0, HOUR), vote(0.0, OPEN_S + 1)])
    log.ask("b", HOUR, held=True, said=[again(2 * HOUR)])
    log.ask("a", 5 * HOUR, said=[vote(0.5, 6 * HOUR, "vote/jun")])
    log.ask("a", OPEN_S + 2, cost_micros=10**6)
    log.now = OPEN_S + WRITTEN_S
    assert log.seen() == []
    log.now += 1
    (found,) = log.seen()
    assert (found.left.conversations, found.left.turns, found.held.conversations) == (1, 2, 0)
    assert found.open == 1
    log.now += HOUR
    (found,) = log.seen()
    assert (found.votes.left_mean, found.votes.left_count, found.votes.held_count) == (75.0, 1, 0)
    assert (found.asked_again.left_mean, found.asked_again.held_mean) == (0.0, 100.0)
    assert (found.cost.left_mean, found.cost_per_turn.left_mean) == (200.0, 100.0)
    assert (found.baseline, found.since, found.held_share) == ("large", 0.0, 0.2)


def test_an_endless_conversation_is_not_waited_for_and_counts_once():
    log = Log(at_once=3)
    for hour in range(100):
        log.ask("a", hour * HOUR)
    (found,) = log.seen()
    assert (found.left.conversations, found.left.turns) == (1, 25)


def test_a_part_of_the_log_says_what_the_whole_of_it_said_then():
    """Whoever looks while it is folded sees an earlier day, and which."""
    log, parts = played(400, left=0.9, held=0.6, every=1_800.0), []
    policy = log.policy()
    while policy.fold_some():
        parts += [(policy.as_of, each) for each in see_whole(policy)]
    assert len(parts) > 2
    for as_of, part in parts[:-1]:
        log.now = as_of + WRITTEN_S
        (found,) = log.seen()
        assert msgspec.structs.replace(found, open=part.open) == part
    assert policy.as_of == LATER - WRITTEN_S


def test_a_piece_is_small_though_many_conversations_are_over_at_once():
    """A busy day and a quiet one after it."""
    log = played(1_000, left=0.9, held=0.6, every=1.0)
    policy, before, most = log.policy(), 0, 0
    while policy.fold_some():
        counted = [each.left.conversations + each.held.conversations for each in see_whole(policy)]
        most, before = max(most, sum(counted) - before), sum(counted)
    assert most <= 200
    assert see_whole(policy) == log.seen()


def test_what_could_not_be_read_once_is_not_passed_over():
    log, is_gone = played(300, left=0.9, held=0.6), True
    policy = log.policy()
    whole = policy.figures

    def figures(turns):
        if is_gone:
            raise StoreError("The disk is gone.")
        return whole(turns)

    policy.figures = figures
    with pytest.raises(StoreError):
        policy.refresh()
    is_gone = False
    policy.refresh()
    assert see_whole(policy) == log.seen()


def test_before_anything_was_folded_nothing_is_said():
    policy = Log().policy()
    assert (policy.as_of, see_whole(policy)) == (None, [])
    policy.refresh()
    assert policy.as_of == LATER - WRITTEN_S


def test_of_what_has_entered_nothing_is_remembered():
    log = played(400, left=0.8, held=0.7)
    log.ask("c0", LATER - OPEN_S)
    log.ask("new", LATER - HOUR)
    policy = log.policy()
    policy.refresh()
    (found,) = see_whole(policy)
    assert found.left.conversations + found.held.conversations == 400
    assert found.open == 1
    assert len(policy._known) == 1


def test_a_turn_that_waited_before_it_was_written_is_not_passed_over():
    log = Log()
    log.ask("a", 30.0)  # it has its id before the next one, and is written after it
    log.ask("b", 1.0)
    late, policy = log.turns.pop(0), log.policy()
    log.now = 25.0
    policy.refresh()
    log.turns.insert(0, late)
    log.now = WRITTEN_S + 20.0
    policy.refresh()
    log.now = LATER
    policy.refresh()
    assert see_whole(policy) == log.seen()
    assert see_whole(policy)[0].left.conversations == 2


def test_one_that_is_written_when_later_ones_were_read_is_noticed_and_all_folded_anew(caplog):
    log = played(400, left=0.8, held=0.7)
    late = log.turns.pop(100)
    policy = log.policy()
    policy.refresh()
    log.turns.insert(100, late)
    policy.refresh()
    assert see_whole(policy) == log.seen()
    assert caplog.text.count("was written late") == 1
    policy.refresh()
    assert caplog.text.count("was written late") == 1


def test_nobody_sees_it_while_it_is_folded():
    log = Log()
    log.ask("a", 0.0)
    policy, seen = log.policy(), []
    policy.refresh()
    reader = Thread(target=lambda: seen.extend(see_whole(policy)))
    with policy.folding:
        reader.start()
        assert not seen
    reader.join()
    assert [each.left.conversations for each in seen] == [1]


@pytest.mark.parametrize("at_once", [1, 2, 7, 1_000])
def test_it_does_not_matter_how_often_one_looks_nor_how_much_is_read_at_once(at_once):
    log = played(400, left=0.8, held=0.7)
    whole = log.seen()
    log._at_once = at_once
    log.now = 0.0
    policy = log.policy()
    while log.now < 60.0 * 400 + 2 * OPEN_S:
        log.now += 7_000.0
        policy.refresh()
    (found,) = see_whole(policy)
    assert msgspec.structs.replace(found, as_of=whole[0].as_of) == whole[0]
    assert whole[0].left.conversations + whole[0].held.conversations == 400


def test_the_later_of_two_words_counts_and_signals_by_their_names():
    log = Log()
    log.ask("a", 0.0, said=[vote(0.0, 1.0), vote(1.0, 2.0)])
    log.ask("b", 1.0, said=[again(2.0, "edited"), again(3.0), again(4.0, "copied")])
    log.ask("b", 2.0, said=[again(3.0, "copied")])
    (found,) = log.seen()
    assert (found.votes.left_mean, found.votes.left_count) == (100.0, 1)
    assert found.asked_again.left_mean == 25.0


def test_what_is_not_known_is_left_out_and_counted():
    log = Log()
    log.ask("a", 0.0, cost_micros=None)
    log.ask("b", 1.0, first_token_ms=None, total_ms=None)
    (found,) = log.seen()
    assert (found.left.unpriced, found.cost.left_mean, found.total_ms.left_mean) == (1, 100, 900)


def test_when_the_baseline_changes_all_begins_anew():
    log = played(300, left=0.8, held=0.8)
    policy = log.policy()
    policy.refresh()
    before = see_whole(policy)[0]
    log.changed = {"large": 60.0 * 200, "small": 60.0 * 250}
    policy.refresh()
    (anew,) = see_whole(policy)
    assert anew == log.seen()[0]
    assert anew.left.conversations + anew.held.conversations == 100
    assert before.left.conversations + before.held.conversations == 300
    assert anew.since == 60.0 * 200


@pytest.mark.parametrize(
    ("left", "held", "state"),
    [
        (0.9, 0.6, WholeState.BETTER),
        (0.6, 0.9, WholeState.WORSE),
        (0.8, 0.8, WholeState.UNKNOWN),
    ],
)
def test_what_is_shown_of_votes_and_money(left, held, state):
    (found,) = played(1_500, left=left, held=held).seen()
    assert found.votes.state is state
    assert found.asked_again.left_mean == 0.0
    assert found.cost.low_percent < 50 < found.cost.high_percent
    assert found.cost.high_percent - found.cost.low_percent < 15
    assert found.total_ms.percent == 100.0


def test_the_same_is_seldom_said_to_differ():
    """Logs in which no side is better, looked at all the time."""
    wrong = 0
    for seed in range(30):
        log = played(400, left=0.7, held=0.7, seed=seed, share=0.3)
        policy, states = log.policy(), set()
        log.now = OPEN_S
        while log.now < 2 * OPEN_S + 60 * 400:
            log.now += 3_000.0
            policy.refresh()
            states |= {each.votes.state for each in see_whole(policy)}
        wrong += bool(states & {WholeState.BETTER, WholeState.WORSE})
    assert wrong <= 5  # at 5 % each, more than five of thirty are as rare as 1 in 300


def test_it_says_how_many_conversations_are_still_needed():
    log = played(1_500, left=0.9, held=0.8)
    (found,) = log.seen()
    assert found.votes.still_needed in (0, None) or found.votes.still_needed > 0
    few = played(300, left=0.8, held=0.8).seen()[0].votes
    assert few.left_count + few.held_count < 300
    assert few.still_needed is None or few.still_needed > 300
