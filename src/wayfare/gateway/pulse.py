"""One timer for all that is mostly over before a timer of its own is worth its price.

Knows time. Knows nothing of what lingers.
"""

import asyncio
import logging
from typing import Protocol

log = logging.getLogger(__name__)

#: What lingers is told so after this time, and before twice of it.
PULSE_S = 0.02


class Lingering(Protocol):
    """What may take longer."""

    def linger(self) -> None:
        """Some time has passed. Called once, whether it is over or not."""
        ...


class Pulse:
    """Tells what has come to it that some time has passed. For one event loop."""

    __slots__ = ("_due", "_fresh", "_is_beating")

    def __init__(self) -> None:
        self._fresh: list[Lingering] = []
        self._due: list[Lingering] = []
        self._is_beating = False

    def tell(self, lingering: Lingering) -> None:
        """Call `linger` after `PULSE_S`, and before twice of it."""
        self._fresh.append(lingering)
        if not self._is_beating:
            self._is_beating = True
            asyncio.get_running_loop().call_later(PULSE_S, self._beat)

    def _beat(self) -> None:
        due, self._due, self._fresh = self._due, self._fresh, []
        self._is_beating = bool(self._due)
        if self._is_beating:
            asyncio.get_running_loop().call_later(PULSE_S, self._beat)
        for lingering in due:
            try:
                lingering.linger()
            except Exception:  # the others' time has passed all the same
                log.exception("a call that lingers is not watched")
