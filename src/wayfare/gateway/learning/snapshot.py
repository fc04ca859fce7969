"""Write down what was learned, so that a server that begins need not fold the whole log again.

Knows what the fold is made of: its state, and everything that decides what outcomes come to.
Knows nothing of where snapshots lie. They hold numbers and names: nothing of them can be executed.
"""

from functools import cache
from hashlib import blake2b

import msgspec

from wayfare.embedding.projection import shipped
from wayfare.gateway.learning.belief import Belief
from wayfare.gateway.learning.lessons import WEIGHTS
from wayfare.routing import experience, feature_map, judges, sample
from wayfare.routing.guards import cells, cut, jumps, sources, watch
from wayfare.routing.guards.watch import WatchState
from wayfare.routing.judges import JudgesState
from wayfare.routing.served import STREAK, ServedChange, ServedState

#: Raise it whenever the same outcomes come to another state than before. `tests/gateway/
#: test_snapshot.py` notices most of that.
FOLD_VERSION = 7


class Snapshot(msgspec.Struct, frozen=True):
    """The state of the fold after outcome `number`.

    `folded` are the outcomes until then, `learnable` those of them that could be learned from;
    `lessons` were believed. `made_of` names what the fold was made of.
    """

    made_of: str
    embedder: str
    number: int
    folded: int
    learnable: int
    lessons: int
    languages: dict[str, int]
    belief: Belief
    watch: WatchState
    judges: JudgesState
    served: dict[str, ServedState]
    served_changes: tuple[ServedChange, ...]
    trusts: dict[str, bytes]
    experience: bytes


def encode(snapshot: Snapshot) -> bytes:
    """A snapshot, as it is kept."""
    return msgspec.msgpack.encode(snapshot)


def decode(data: bytes, embedder: str) -> Snapshot:
    """What `encode` wrote.

    Raises:
        ValueError: it is none, or its outcomes would come to another state by this Wayfare.
    """
    try:
        snapshot = msgspec.msgpack.decode(data, type=Snapshot)
    except msgspec.DecodeError as error:
        raise ValueError(f"this is no snapshot: {error}") from error
    if snapshot.made_of != made_of(embedder):
        raise ValueError("another version of Wayfare or of its embedder wrote it")
    return snapshot


@cache
def made_of(embedder: str) -> str:
    """Names everything but the log that decides what the fold comes to."""
    parts = (
        FOLD_VERSION,
        embedder,
        sorted((str(kind), weight) for kind, weight in WEIGHTS.items()),
        (experience.STATE_VERSION, experience.TOPICS_MAX, experience.TOPIC_WEIGHT),
        (feature_map.SHARPNESS, feature_map.SURFACE_WEIGHT, sample.QUESTIONS_MAX),
        blake2b(shipped().landmarks.tobytes(), digest_size=8).hexdigest(),
        (watch.ALPHA, watch.LOOK_AFTER, watch.LOOK_SHARE, jumps.JUMP_MIN),
        (cells.CELL_MIN, cells.FAR_BELOW, cells.WONDER, cells.WONDER_AMONG_ARMS),
        (cut.CUT_MIN, cut.FAR_BELOW),
        (sources.SAME_MIN, sources.SAME_ALONE_MIN, sources.FAR_BELOW),
        (sources.PAIRS_MIN, sources.FIRST_WINS),
        (judges.ALPHA, judges.BY_PLACE_MAX, judges.DECIDED_MIN, judges.VOTES_MIN),
        STREAK,
        (judges.PRESUMED, judges.PRESUMED_WORTH, judges.REMEMBERED_MAX),
    )
    return blake2b(msgspec.json.encode(parts), digest_size=8).hexdigest()
