"""Choose the questions of a vigil: those with good answers, few of a topic, far apart.

What is chosen follows from the log alone. Read only where something is learned: numbers are large.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from wayfare.domain.check import CodeCheck
from wayfare.domain.outcome import TIE, Outcome, OutcomeKind
from wayfare.gateway.asides.probes import Probe

#: So many questions are asked of a model again and again, and of one topic so many.
QUESTIONS_MAX, OF_TOPIC_MAX = 24, 3
#: Fewer are too few: one that is forgotten would be missed.
QUESTIONS_MIN = 6
#: An answer with this score was good, one below the other was not.
GOOD, BAD = 0.9, 0.5
#: Who says so: not a judge alone, nor a sign.
_SAID_BY = frozenset({OutcomeKind.CHECK, OutcomeKind.VOTE})


def was_good(arm: str, said: Sequence[Outcome]) -> bool:
    """Whether a program or a person found an arm's answer good, and none found it bad."""
    scores = [_score(arm, each) for each in said if each.kind in _SAID_BY]
    known = [score for score in scores if score is not None]
    return bool(known) and max(known) >= GOOD and min(known) >= BAD


def is_checked(probe: Probe) -> bool:
    """Whether a program says how good a new answer is, without running code."""
    check = probe.question.check
    return check is not None and not isinstance(check, CodeCheck)


def choose_questions(probes: Sequence[Probe]) -> list[Probe]:
    """Those that are asked again and again: each next one is the farthest from those before.

    Checked ones come first: they cost less, and nobody has to be believed.
    """
    checked = [probe for probe in probes if is_checked(probe)]
    judged = [probe for probe in probes if not is_checked(probe)]
    chosen: list[Probe] = []
    topics: dict[str | None, int] = {}
    for some in (checked, judged):
        _choose_among(some, chosen, topics)
    return chosen


def _choose_among(
    probes: Sequence[Probe], chosen: list[Probe], topics: dict[str | None, int]
) -> None:
    """Add the farthest ones to those that are chosen already."""
    if not probes:
        return
    vectors = [_vector(probe) for probe in (*chosen, *probes)]
    matrix = np.stack(vectors)
    near = np.full(len(probes), -1.0)  # how near the nearest of those chosen is
    for place in range(len(chosen)):
        near = np.maximum(near, matrix[len(chosen) :] @ matrix[place])
    own = matrix[len(chosen) :]
    while len(chosen) < QUESTIONS_MAX:
        open_ = [n for n, p in enumerate(probes) if _has_room(p, topics) and np.isfinite(near[n])]
        if not open_:
            return
        best = min(open_, key=lambda n: float(near[n]))
        chosen.append(probes[best])
        topic = probes[best].question.topic
        topics[topic] = topics.get(topic, 0) + 1
        near = np.maximum(near, own @ own[best])
        near[best] = np.inf


def _has_room(probe: Probe, topics: Mapping[str | None, int]) -> bool:
    """Those without a topic have nothing in common, so that they are not counted."""
    topic = probe.question.topic
    return topic is None or topics.get(topic, 0) < OF_TOPIC_MAX


def _vector(probe: Probe) -> NDArray[np.float32]:
    vector = np.frombuffer(probe.question.features, dtype="<f2").astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _score(arm: str, outcome: Outcome) -> float | None:
    """What an outcome says of the arm's answer; None: nothing."""
    if outcome.arm == arm and outcome.score is not None:
        return outcome.score
    if outcome.winner is None or arm not in (outcome.arm, outcome.against):
        return None
    return 1.0 if outcome.winner == arm else BAD if outcome.winner == TIE else 0.0
