"""Follow the answer that was drawn to be compared, however often it is tried, until it is there.

Knows how attempts end. Knows nothing of what is done with the answer then.
"""

from collections.abc import Callable

from wayfare.domain.record import Ending
from wayfare.wire.reading import Reading

#: Told the text of the answer; None: the client left before it was whole. False as the second: it
#: broke off, or nobody answered.
OnAnswer = Callable[[str | None, bool], None]

#: After these another arm may still be asked.
_GOES_ON = frozenset({Ending.FAILED, Ending.AGAIN})


class Following:
    """Waits for one request's answer, and tells it once."""

    __slots__ = ("_is_told", "_tell")

    def __init__(self, tell: OnAnswer) -> None:
        self._tell = tell
        self._is_told = False

    def ended(self, ending: Ending, reading: Reading, *, was_outrun: bool) -> None:
        """An attempt ended. One that was outrun is not the answer, nor one that may be retried."""
        if was_outrun or ending in _GOES_ON:
            return
        if ending is Ending.ABANDONED:
            self.left()
            return
        self._once(reading.text, is_there=ending is Ending.WHOLE)

    def left(self) -> None:
        """The client left before there was an answer."""
        self._once(None, is_there=True)

    def gave_up(self) -> None:
        """Nobody answered."""
        self._once(None, is_there=False)

    def _once(self, text: str | None, *, is_there: bool) -> None:
        if not self._is_told:
            self._is_told = True
            self._tell(text, is_there)
