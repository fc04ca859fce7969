"""What looks like a fault in outcomes, and which outcomes it is about."""

import hashlib
from enum import StrEnum

import msgspec

from wayfare.domain.outcome import OutcomeKind


class Fault(StrEnum):
    """What it looks like."""

    BELOW_CHANCE = "below_chance"
    ONE_TOPIC_WONDER = "one_topic_wonder"
    ALL_ZERO = "all_zero"
    ALL_ONE = "all_one"
    JUMP = "jump"
    CUT = "cut"
    FIRST_WINS = "first_wins"
    ALWAYS_THE_SAME = "always_the_same"


def judge_of(kind: OutcomeKind, source: str) -> str:
    """By whom scores are alike: people are taken together, each check and judge is its own."""
    return str(kind) if kind is OutcomeKind.VOTE else f"{kind}/{source}"


class Finding(msgspec.Struct, frozen=True):
    """A fault that is suspected.

    Of an arm, on one topic or on all, by one judge (see `judge_of`) or by all; else of a source.
    `count` outcomes are under it; `seen` is their mean, `expected` what it is compared with.
    `since` and `until`: only those between, where `until` None is now.
    """

    fault: Fault
    count: int
    seen: float
    expected: float
    arm: str | None = None
    topic: str | None = None
    source: str | None = None
    since: float | None = None
    until: float | None = None

    @property
    def id(self) -> str:
        """Stays the same while more outcomes come, so that it can be confirmed once."""
        named = [self.fault, self.arm, self.topic, self.source]
        if self.since is not None:
            named.append(f"{self.since:.3f}")
        return hashlib.blake2s(msgspec.json.encode(named), digest_size=4).hexdigest()

    def covers(
        self,
        *,
        arm: str,
        topic: str | None,
        kind: OutcomeKind,
        source: str,
        at: float,
        is_comparison: bool,
        is_cut: bool,
    ) -> bool:
        """Whether an outcome is one of those that are not believed."""
        if kind is OutcomeKind.SIGNAL or is_comparison != (self.fault is Fault.FIRST_WINS):
            return False
        if self.arm is None:
            return source == self.source
        if arm != self.arm or self.source not in (None, judge_of(kind, source)):
            return False
        if self.fault is Fault.CUT:
            return is_cut
        if self.since is not None:
            return at >= self.since and (self.until is None or at < self.until)
        return topic == self.topic
