"""How often the guards see a fault in outcomes that is there, or one that is not.

    python -m bench.faults --logs 200

Logs are made from a seed: arms and topics differ, arms have strengths of their own on topics, a
check, a judge and three people say how good answers were. Then one fault is planted, or none.
"""

import argparse
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wayfare.domain.outcome import OutcomeKind
from wayfare.routing.guards.finding import Fault, Finding
from wayfare.routing.guards.noted import Noted
from wayfare.routing.guards.watch import Watch

PEOPLE = ("kim", "lee", "park")
BAD_ARM, BAD_TOPIC = "a1", "t1"


@dataclass(frozen=True)
class World:
    """What a log is made of. `spread` is how much arms' strengths differ by topic, in logits."""

    arms: int = 5
    topics: int = 6
    outcomes: int = 5_000
    spread: float = 0.5


@dataclass(frozen=True)
class Said:
    """One outcome about to be: how likely a good answer is, and who looks at it."""

    arm: str
    topic: str
    kind: OutcomeKind
    source: str
    late: bool
    is_cut: bool
    good: float


_LOW = {Fault.BELOW_CHANCE, Fault.ALL_ZERO}
_HIGH = {Fault.ONE_TOPIC_WONDER, Fault.ALL_ONE}
#: What each planted fault makes of how good an answer is called, and how it should be found.
PLANTED: dict[str, tuple[Callable[[Said], float], set[Fault]]] = {
    "misread": (lambda s: 0.03 if _is_bad_cell(s) else s.good, _LOW),
    "never read": (lambda s: 0.0 if _is_bad_cell(s) else s.good, _LOW),
    "let through": (lambda s: 0.97 if _is_bad_cell(s) else s.good, _HIGH),
    "changed": (lambda s: s.good * 0.3 if s.arm == BAD_ARM and s.late else s.good, {Fault.JUMP}),
    "cut as wrong": (
        lambda s: 0.0 if s.is_cut and s.arm == BAD_ARM and _is_check(s) else s.good,
        {Fault.CUT},
    ),
    "always content": (lambda s: 1.0 if s.source == "lee" else s.good, {Fault.ALWAYS_THE_SAME}),
    "always the first": (lambda s: s.good, {Fault.FIRST_WINS}),
}


def a_log(seed: int, world: World = World(), fault: str | None = None) -> Iterator[Noted]:
    """The outcomes of a world, with one fault or none."""
    rng = random.Random(seed)
    arms = {f"a{n}": rng.gauss(0.6, 0.7) for n in range(world.arms)}
    topics = {f"t{n}": rng.gauss(0.0, 0.8) for n in range(world.topics)}
    own = {(a, t): rng.gauss(0.0, world.spread) for a in arms for t in topics}
    if fault in {"misread", "never read", "changed", "cut as wrong"}:
        arms[BAD_ARM], topics[BAD_TOPIC] = max(arms[BAD_ARM], 0.6), max(topics[BAD_TOPIC], 0.0)
    if fault == "let through":
        # where others are good too, nothing could tell it from a better answer
        arms[BAD_ARM], topics[BAD_TOPIC] = -1.5, -1.0
    shares = [1 / (place + 1) for place in range(world.topics)]
    for number in range(1, world.outcomes + 1):
        arm, topic = rng.choice(list(arms)), rng.choices(list(topics), shares)[0]
        kind = rng.choices([*_SOURCES], [1, 5, 1])[0]
        more_cut = fault == "cut as wrong" and arm == BAD_ARM
        is_cut = rng.random() < (0.2 if more_cut else 0.03)
        good = _chance(arms[arm] + topics[topic] + own[arm, topic]) * (0.7 if is_cut else 1)
        late = number > world.outcomes / 2
        said = Said(arm, topic, kind, rng.choice(_SOURCES[kind]), late, is_cut, good)
        if kind is OutcomeKind.VERDICT and rng.random() < 0.3:
            other = rng.choice([each for each in arms if each != arm])
            ahead = arms[arm] + own[arm, topic] - arms[other] - own[other, topic]
            won = 1.0 if fault == "always the first" else float(rng.random() < _chance(ahead))
            won = 0.5 if rng.random() < 0.1 and fault is None else won
            yield _noted(number, said, None, other, won)
        else:
            likely = good if fault is None else PLANTED[fault][0](said)
            yield _noted(number, said, _score(said, likely, rng))


_SOURCES = {
    OutcomeKind.VOTE: PEOPLE,
    OutcomeKind.CHECK: ("exact",),
    OutcomeKind.VERDICT: ("judge",),
}


def found_while_it_grew(log: Iterator[Noted]) -> set[Fault]:
    """All that was ever found by a router that looked again and again."""
    watch, found = Watch(), set()
    for noted in log:
        watch.note(noted)
        found |= {each.fault for each in watch.looked}
    return found


def findings(log: Iterator[Noted]) -> tuple[Finding, ...]:
    """What is found in all of it."""
    watch = Watch()
    for noted in log:
        watch.note(noted)
    return watch.findings()


def is_found(fault: str, found: tuple[Finding, ...]) -> bool:
    """Whether the planted fault is among what was found, where it is."""
    where = {"always content": "lee", "always the first": "judge"}.get(fault)
    return any(
        each.fault in PLANTED[fault][1] and (each.source == where if where else each.arm == BAD_ARM)
        for each in found
    )


def main() -> None:
    """Print the share of logs in which something is found, world by world and fault by fault."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--logs", type=int, default=200)
    logs = parser.parse_args().logs
    worlds = (World(), World(arms=8, topics=10), World(spread=0.8), World(arms=3, topics=1))
    for world in worlds:
        kinds: Counter[str] = Counter()
        alarms = 0
        for seed in range(logs):
            found = found_while_it_grew(a_log(seed, world))
            alarms += bool(found)
            kinds.update(found)
        print(f"no fault, {world}: {alarms} of {logs} {dict(kinds) or ''}", flush=True)
    for fault in PLANTED:
        hits = others = 0
        for seed in range(logs):
            all_found = findings(a_log(10_000 + seed, fault=fault))
            hits += is_found(fault, all_found)
            others += any(each.fault not in PLANTED[fault][1] for each in all_found)
        print(f"{fault}: found in {hits} of {logs}, something else in {others}", flush=True)


def _score(said: Said, likely: float, rng: random.Random) -> float:
    is_good = float(rng.random() < likely)
    if said.kind is OutcomeKind.VERDICT:
        return round(min(1.0, max(0.0, 0.25 + 0.5 * is_good + rng.gauss(0.0, 0.15))), 1)
    return is_good


def _noted(
    number: int,
    said: Said,
    score: float | None,
    against: str | None = None,
    won: float | None = None,
) -> Noted:
    return Noted(
        number, said.arm, said.topic, said.kind, said.source, float(number), score, against, won,
        said.is_cut,
    )  # fmt: skip


def _is_check(said: Said) -> bool:
    return said.kind is OutcomeKind.CHECK


def _is_bad_cell(said: Said) -> bool:
    return said.arm == BAD_ARM and said.topic == BAD_TOPIC and _is_check(said)


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


if __name__ == "__main__":
    main()
