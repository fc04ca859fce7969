"""A breaker opens, holds, lets exactly one trial through, and closes: checked by a machine."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from wayfare.domain.errors import (
    BadRequestError,
    HedgeLostError,
    PermissionDeniedError,
    ProviderError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    StreamCutError,
    StreamTimeoutError,
)
from wayfare.domain.record import Ending
from wayfare.gateway.breaker import HOLD_MAX_S, Breakers, BreakerState
from wayfare.settings.serving import BreakerSection

SECTION = BreakerSection(failures=3, cool_off_s=30)


def status(code: int) -> ProviderError:
    return ProviderError("no", provider="p", status=code)


def fail(breakers: Breakers, tick: float, times: int = 1) -> None:
    for _ in range(times):
        breakers.note_end("d", tick, Ending.FAILED, status(503))


def state(breakers: Breakers, tick: float) -> BreakerState:
    return breakers.states(tick).get("d", BreakerState.CLOSED)


def test_nothing_is_looked_up_while_all_is_well():
    breakers = Breakers(SECTION)
    breakers.note_end("d", 0, Ending.WHOLE, None)
    assert not breakers.troubled
    assert breakers.rest("d", 0) is None
    assert breakers.states(0) == {}


@pytest.mark.parametrize(
    ("ending", "error"),
    [
        (Ending.FAILED, status(500)),
        (Ending.FAILED, status(529)),
        (Ending.FAILED, status(408)),
        (Ending.FAILED, status(429)),
        (Ending.FAILED, ProviderTimeoutError("slow", provider="p", status=504)),
        (Ending.FAILED, ProviderUnreachableError("gone", provider="p", status=502)),
        (Ending.CUT, StreamCutError("cut")),
        (Ending.CUT, StreamTimeoutError("silent")),
    ],
)
def test_it_opens_after_several_failures_in_a_row(ending, error):
    breakers = Breakers(SECTION)
    for _ in range(2):
        breakers.note_end("d", 0, ending, error)
    assert state(breakers, 0) is BreakerState.CLOSED
    breakers.note_end("d", 0, ending, error)
    assert state(breakers, 0) is BreakerState.OPEN
    rest = breakers.rest("d", 10)
    assert rest is not None
    assert (rest.state, rest.seconds) == (BreakerState.OPEN, 20)
    assert breakers.rest("another", 10) is None


@pytest.mark.parametrize("code", [400, 401, 403, 404, 422])
def test_a_refusal_says_that_it_is_well(code):
    breakers = Breakers(SECTION)
    fail(breakers, 0, 2)
    breakers.note_end("d", 0, Ending.FAILED, status(code))
    fail(breakers, 0, 2)
    assert state(breakers, 0) is BreakerState.CLOSED


@pytest.mark.parametrize(
    ("ending", "error"),
    [
        (Ending.ABANDONED, None),
        (Ending.ABANDONED, HedgeLostError("slow")),
        (Ending.FAILED, PermissionDeniedError("no")),
        (Ending.FAILED, BadRequestError("no")),
    ],
)
def test_what_says_nothing_of_it_changes_nothing_and_frees_the_place_of_a_trial(ending, error):
    breakers = Breakers(SECTION)
    fail(breakers, 0, 3)
    trial = breakers.begin_trial("d", 30)
    breakers.note_end("d", 31, ending, error)  # of another attempt
    breakers.note_end("d", 31, ending, error, trial=trial - 1)  # of an earlier trial
    assert state(breakers, 31) is BreakerState.TRIAL
    breakers.note_end("d", 31, ending, error, trial=trial)
    assert state(breakers, 31) is BreakerState.HALF_OPEN


def test_a_trial_that_fails_opens_it_again_and_one_that_answers_closes_it():
    breakers = Breakers(SECTION)
    fail(breakers, 0, 3)
    assert not breakers.begin_trial("d", 29.9)
    assert breakers.begin_trial("d", 30)
    assert not breakers.begin_trial("d", 30)
    fail(breakers, 31)
    assert state(breakers, 60.9) is BreakerState.OPEN
    trial = breakers.begin_trial("d", 61)
    breakers.note_end("d", 62, Ending.WHOLE, None, trial=trial)
    assert not breakers.troubled


def test_a_trial_that_begins_lets_others_in_and_one_cut_opens_it_again():
    breakers = Breakers(SECTION)
    fail(breakers, 0, 3)
    trial = breakers.begin_trial("d", 30)
    breakers.note_begun("d", trial)
    assert breakers.rest("d", 31) is None
    breakers.note_end("d", 32, Ending.CUT, StreamCutError("cut"), trial=trial)
    assert state(breakers, 32) is BreakerState.OPEN


def test_a_429_holds_it_until_its_retry_after_whatever_ends_meanwhile():
    breakers = Breakers(SECTION)
    breakers.note_end("d", 0, Ending.FAILED, status(429), hold_s=7)
    assert breakers.held_s("d", 2) == 5
    assert state(breakers, 2) is BreakerState.HELD
    breakers.note_end("d", 3, Ending.WHOLE, None)  # it was under way before
    assert breakers.held_s("d", 3) == 4
    assert breakers.held_s("d", 8) == 0
    assert state(breakers, 8) is BreakerState.HALF_OPEN


def test_no_retry_after_keeps_it_away_for_ever():
    breakers = Breakers(SECTION)
    breakers.note_end("d", 0, Ending.FAILED, status(429), hold_s=10**9)
    assert breakers.held_s("d", 0) == HOLD_MAX_S


def test_it_can_be_turned_off():
    breakers = Breakers(BreakerSection(failures=0))
    fail(breakers, 0, 100)
    breakers.note_end("d", 0, Ending.FAILED, status(429), hold_s=9)
    assert not breakers.troubled


class BreakerMachine(RuleBasedStateMachine):
    """Requests in flight that end in any order, against what the words of the manual say."""

    def __init__(self) -> None:
        super().__init__()
        self.breakers = Breakers(SECTION)
        self.tick = 0.0
        self.in_flight: list[int] = []  # of each its number as a trial, or 0

    def end(self, data, ending, error, *, hold_s=None) -> None:
        index = data.draw(st.integers(0, len(self.in_flight) - 1))
        trial = self.in_flight.pop(index)
        self.breakers.note_end("d", self.tick, ending, error, hold_s=hold_s, trial=trial)

    @rule(seconds=st.floats(0, 40))
    def time_passes(self, seconds):
        self.tick += seconds

    @rule()
    def auto_asks(self):
        if self.breakers.rest("d", self.tick) is None:
            self.in_flight.append(self.breakers.begin_trial("d", self.tick))

    @rule()
    def somebody_names_it(self):
        self.in_flight.append(self.breakers.begin_trial("d", self.tick))

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def one_fails(self, data):
        self.end(data, Ending.FAILED, status(503))

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data(), hold_s=st.floats(0, 60))
    def one_is_told_to_wait(self, data, hold_s):
        self.end(data, Ending.FAILED, status(429), hold_s=hold_s)
        assert self.breakers.held_s("d", self.tick) >= hold_s - 1e-6

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def one_answers(self, data):
        held = self.breakers.held_s("d", self.tick)
        self.end(data, Ending.WHOLE, None)
        assert self.breakers.held_s("d", self.tick) == held
        assert held or state(self.breakers, self.tick) is BreakerState.CLOSED

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data())
    def one_is_abandoned(self, data):
        self.end(data, Ending.ABANDONED, None)

    @invariant()
    def at_most_one_tries(self):
        if state(self.breakers, self.tick) is BreakerState.TRIAL:
            assert any(self.in_flight), "the place of the trial was lost"
            assert self.breakers.begin_trial("d", self.tick) == 0
        assert not self.breakers.begin_trial("another", self.tick)

    @invariant()
    def it_comes_back_whatever_happened(self):
        later = self.tick + HOLD_MAX_S + SECTION.cool_off_s
        assert state(self.breakers, later) in (
            BreakerState.CLOSED,
            BreakerState.HALF_OPEN,
            BreakerState.TRIAL,
        )

    @invariant()
    def what_is_left_alone_says_for_how_long(self):
        rest = self.breakers.rest("d", self.tick)
        if rest is not None and rest.state is not BreakerState.TRIAL:
            assert 0 < rest.seconds <= HOLD_MAX_S


TestBreakerMachine = BreakerMachine.TestCase
TestBreakerMachine.settings = settings(max_examples=50, stateful_step_count=30)
