"""Show how far the weights of local models are."""

import threading
from types import TracebackType

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TransferSpeedColumn,
)

from wayfare.cli.state import State


class WeightsProgress:
    """A bar for each file, on standard error, while there is something to wait for.

    Called from whichever thread fetches. Where standard error is no terminal, one line
    says when a file begins and one when it is there.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            console=state.notes,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._started = False
        self._lock = threading.Lock()

    def __enter__(self) -> "WeightsProgress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._started:
            self._bars.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take a step: `done` of `total` bytes."""
        with self._lock:
            if what not in self._tasks:
                if done >= total:
                    return
                self._begin(what, total)
            self._bars.update(self._tasks[what], completed=done, total=total)
            if self._started and all(task.finished for task in self._bars.tasks):
                self._bars.stop()
                self._started = False

    def _begin(self, what: str, total: int) -> None:
        text = self._state.texts("fetching", name=what)
        if not self._state.notes.is_terminal:
            self._state.notes.print(f"{text} ({total / 1e6:.0f} MB)")
        self._tasks[what] = self._bars.add_task(text, total=total)
        if self._state.notes.is_terminal and not self._started:
            self._bars.start()
            self._started = True
