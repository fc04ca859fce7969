"""A run that is under way in this process: what is kept of its text, and who waits for more.

What is told to followers is on the disk already. Knows nothing of who answers, or of the disk.
"""

import asyncio
from bisect import bisect_right

from msgspec.structs import replace

from wayfare.domain.run import Run, event_id
from wayfare.gateway.answer import Answer
from wayfare.store.runs import KeptRun, Piece


class Live:
    """One run. `kept` is what is known of it; once `is_over`, how it ended.

    `given` is the answer, once one has begun, and `begun` the run with who gives it, until that is
    kept. `is_lost`: another process took it to be dead.
    """

    __slots__ = (
        "_changed",
        "_ends",
        "_pieces",
        "_waiting",
        "begun",
        "given",
        "is_lost",
        "is_over",
        "kept",
        "letters",
        "started_tick",
    )

    def __init__(self, run: Run, started_tick: float) -> None:
        self.kept = KeptRun(run, None)
        self.started_tick = started_tick
        self.given: Answer | None = None
        self.begun: Run | None = None
        self.is_over = False
        self.is_lost = False
        self.letters = 0
        self._pieces: list[str] = []
        self._ends: list[int] = []
        self._waiting: list[str] = []
        self._changed = asyncio.Event()

    @property
    def run(self) -> Run:
        """The run as it stands."""
        return self.kept.run

    @property
    def text(self) -> str:
        """All that is on the disk of its text."""
        return "".join(self._pieces)

    @property
    def has_waiting(self) -> bool:
        """Whether something of it is not on the disk yet."""
        return bool(self._waiting) or self.begun is not None

    def began(self, given: Answer, first_token_ms: float) -> None:
        """Take note of who answers; nobody is told yet."""
        self.given = given
        self.begun = replace(
            self.run,
            arm=given.offer.arm.name,
            decision_id=given.decision.id,
            reason=given.decision.reason,
            first_token_ms=first_token_ms,
        )

    def hear(self, text: str) -> None:
        """Take more of the text; nobody is told yet."""
        # what no database can hold must not be shown either: both count the same letters
        self._waiting.append(text.encode("utf-8", "replace").decode())

    def next_piece(self) -> Piece:
        """All that waits to be kept, as one piece."""
        whole = "".join(self._waiting)
        self._waiting = [whole]
        return Piece(self.run.id, event_id(self.letters + len(whole)), whole)

    def publish(self, piece: Piece) -> None:
        """A piece is kept, and who answers: tell it. More may wait by now."""
        self._waiting[:1] = []
        if piece.text:
            self.letters += len(piece.text)
            self._pieces.append(piece.text)
            self._ends.append(self.letters)
        run, self.begun = self.begun or self.run, None
        self.tell(run)

    def tell(self, run: Run, ticket: str | None = None, *, is_over: bool = False) -> None:
        """Tell how the run stands now."""
        self.kept = KeptRun(replace(run, last_event=event_id(self.letters)), ticket)
        self.is_over = is_over
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    def after(self, letters: int) -> str:
        """What is told of the text after so many letters."""
        at = bisect_right(self._ends, letters)
        if at == len(self._ends):
            return ""
        begin = self._ends[at - 1] if at else 0
        return "".join(self._pieces[at:])[letters - begin :]

    async def changes(self, timeout_s: float) -> bool:
        """Wait until there is more to tell. False: not in that time.

        Ask what there is first, and wait then: nothing is told in between.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True
