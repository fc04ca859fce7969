"""Show that something is under way: a spinner, or a bar for each file that is fetched."""

import threading
from types import TracebackType

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from wayfare.cli.state import State

#: What is done to a file, as the weights say it after its name.
_DOINGS = {"checking": "checking", "waiting for another Wayfare that fetches it": "in_line"}


#: What a terminal of so many columns has room for, beside the name of a file.
_ROOM_FOR = ((100, BarColumn(bar_width=20)), (78, DownloadColumn()))


class Waiting:
    """What a person sees on standard error while there is something to wait for.

    Called from whichever thread fetches weights. Where standard error is no terminal,
    nothing turns, and one line says when a file begins.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._shows = state.notes.is_interactive
        self._spinner = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=state.notes,
            transient=True,
        )
        width = state.notes.width
        self._bars = Progress(
            TextColumn("{task.percentage:>3.0f}% {task.description}"),
            *(column for least, column in _ROOM_FOR if width >= least),
            console=state.notes,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def spin(self, text: str) -> None:
        """Say what is waited for, until told to stop."""
        with self._lock:
            self._hide(self._spinner)
            for task_id in self._spinner.task_ids:
                self._spinner.remove_task(task_id)
            if self._shows and not self._bars.live.is_started:
                self._spinner.add_task(text)
                self._spinner.start()

    def stop(self) -> None:
        """There is nothing to wait for any more."""
        with self._lock:
            self._hide(self._spinner)
            self._hide(self._bars)

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take a step: `done` of `total` bytes."""
        with self._lock:
            if what not in self._tasks:
                if done >= total:
                    return
                self._begin(what, total)
            self._bars.update(self._tasks[what], completed=done, total=total)
            if all(task.finished for task in self._bars.tasks):
                self._hide(self._bars)

    def _begin(self, what: str, total: int) -> None:
        name, _, doing = what.partition(": ")
        text = self._state.texts(_DOINGS.get(doing, "fetching"), name=name)
        self._tasks[what] = self._bars.add_task(text, total=total)
        if not self._shows:
            self._state.notes.print(f"{text} ({total / 1e6:.0f} MB)")
            return
        self._hide(self._spinner)
        self._bars.start()

    def _hide(self, shown: Progress) -> None:
        if shown.live.is_started:
            shown.stop()
