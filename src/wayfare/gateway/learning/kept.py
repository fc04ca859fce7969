"""Begin with what was kept of a former fold, and keep the fold anew now and then.

Knows when, and when a snapshot must not be believed. Knows nothing of what is learned.
Large, as `knowledge.py` is: read only where something is learned.
"""

import logging

from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.gateway.learning.snapshot import Snapshot, decode, encode
from wayfare.store.learned import Behind, Damaged, Snapshots

#: A snapshot is written after so many outcomes more, or this share of all: it takes a while to
#: write, and what it leaves out is soon folded.
KEEP_AFTER, KEEP_SHARE = 500, 0.05
#: So many are enough at the end, since nobody waits for it then.
AT_THE_END = 50

_log = logging.getLogger(__name__)


def read_kept(snapshots: Snapshots) -> Knowledge | None:
    """What was learned until the newest snapshot. None: fold the log from its beginning.

    A snapshot that is damaged, or of outcomes that are not there any more, is thrown away.

    Raises:
        StoreError: the database cannot be read.
    """
    why = "some of the outcomes in it are not in the log any more"
    try:
        data = snapshots.read()
        if data is None:
            return None
        knowledge = Knowledge()
        snapshot = decode(data, knowledge.version)
        if snapshots.behind(snapshot.number, snapshot.embedder) == _behind(snapshot):
            return Knowledge.restored(snapshot)
    except Damaged:
        why = "it is damaged"
    except ValueError as error:
        why = str(error)
    _log.warning("what was learned is folded anew from all outcomes: %s", why)
    snapshots.drop()
    return None


class KeptLearning:
    """Writes snapshots, and knows the last one."""

    def __init__(self, snapshots: Snapshots, number: int = 0) -> None:
        self._snapshots = snapshots
        self._last = number

    def keep(self, knowledge: Knowledge, *, is_end: bool = False) -> bool:
        """Keep what was learned, if enough came since. Returns False where it must not be kept.

        Then some of the outcomes that were folded are not in the log any more.

        Raises:
            StoreError: the database cannot be read or written; the snapshot before stays.
        """
        enough = AT_THE_END if is_end else max(KEEP_AFTER, int(KEEP_SHARE * knowledge.number))
        if knowledge.number < self._last + enough:
            return True
        self._last = max(self._last, self._snapshots.newest())  # another process may have
        if knowledge.number < self._last + enough:
            return True
        snapshot = knowledge.snapshot()
        if self._snapshots.behind(snapshot.number, snapshot.embedder) != _behind(snapshot):
            return False
        if self._snapshots.keep(snapshot.number, encode(snapshot)):
            self._last = snapshot.number
        return True


def _behind(snapshot: Snapshot) -> Behind:
    return Behind(snapshot.folded, snapshot.learnable)
