"""Serve by several processes on one port: start them, start anew one that dies, tell all.

Knows processes. Knows nothing of what they do: each is a whole Wayfare, `worker.py`.
"""

import asyncio
import json
import logging
import os
import signal
import socket
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.errors import SettingsError, WayfareError
from wayfare.settings.whole import Settings
from wayfare.telemetry.watch import SHARED_FOLDER

#: So many deaths within so many seconds are no accident.
DEATHS_MAX = 5
DEATHS_WITHIN_S = 60.0
BACKOFF_S = 0.5

log = logging.getLogger(__name__)


def check_workers(settings: Settings, texts: Texts) -> None:
    """Refuse several processes that would each count a budget on their own.

    Raises:
        SettingsError: they have nowhere to count together.
    """
    if not settings.limits.redis_url:
        raise SettingsError(texts("workers_alone"), cure=texts("workers_alone_cure"))


async def keep_workers(
    state: State,
    listener: socket.socket,
    count: int,
    arguments: list[str],
    ready: Callable[[], None],
) -> None:
    """Keep so many processes serving on a socket until a signal says stop.

    Raises:
        WayfareError: they cannot serve, or die as soon as they are started.
    """
    with tempfile.TemporaryDirectory(prefix="wayfare-figures-") as folder:
        crew = _Crew(listener, [*arguments], {**os.environ, SHARED_FOLDER: folder})
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, crew.signal_all, signal.SIGHUP)
        keeping = [asyncio.create_task(crew.keep(index, state.texts)) for index in range(count)]
        try:
            await crew.until_ready(count, keeping)
            ready()
            await asyncio.gather(*keeping)
        finally:
            loop.remove_signal_handler(signal.SIGHUP)
            await crew.end(keeping)


class _Crew:
    """The processes that serve."""

    def __init__(self, listener: socket.socket, arguments: list[str], environ: dict[str, str]):
        self._fd = listener.fileno()
        self._arguments = arguments
        self._environ = environ
        self._processes: dict[int, Process] = {}
        self._deaths: deque[float] = deque(maxlen=DEATHS_MAX)
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._has_served = False
        self._is_ending = False

    def signal_all(self, number: int) -> None:
        """Pass a signal on."""
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                process.send_signal(number)

    async def until_ready(self, count: int, keeping: list[asyncio.Task[None]]) -> None:
        """Wait until all serve.

        Raises:
            WayfareError: one cannot.
        """

        async def hear() -> None:
            for _ in range(count):
                await self._ready.get()

        waiting = asyncio.create_task(hear())
        await asyncio.wait([waiting, *keeping], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        for task in keeping:
            if task.done():
                task.result()
        self._has_served = True

    async def keep(self, index: int, texts: Texts) -> None:
        """Keep one process; start another when it dies.

        Raises:
            WayfareError: too many died, or one said at the first start what keeps it from serving.
        """
        while True:
            process, fault = await self._start(index)
            status = await process.wait()
            del self._processes[index]
            _forget_figures(process.pid, self._environ[SHARED_FOLDER])
            if self._is_ending:
                return
            # later it may be over soon: a database that starts anew
            if fault is not None and not self._has_served:
                raise fault
            now = time.monotonic()
            self._deaths.append(now)
            log.error("worker %d (%d) died: %s", index, process.pid, fault or status)
            if len(self._deaths) == DEATHS_MAX and now - self._deaths[0] < DEATHS_WITHIN_S:
                raise WayfareError(texts("workers_die"), cure=texts("workers_die_cure"))
            await asyncio.sleep(BACKOFF_S)

    async def _start(self, index: int) -> tuple[Process, WayfareError | None]:
        """A new process, once it serves; or with what it says keeps it from serving."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "wayfare.cli.worker",
            str(self._fd),
            str(index),
            *self._arguments,
            stdin=PIPE,  # its end tells the worker that nobody keeps it any more
            stdout=PIPE,
            pass_fds=[self._fd],
            env=self._environ,
            start_new_session=True,  # Ctrl+C comes to this process alone, which passes it on
        )
        self._processes[index] = process
        assert process.stdout is not None
        said = await process.stdout.readline()
        if said.startswith(b"["):
            message, cure = json.loads(said)
            return process, WayfareError(message, cure=cure)
        if said:
            self._ready.put_nowait(index)
        return process, None

    async def end(self, keeping: list[asyncio.Task[None]]) -> None:
        """Tell all to end, and wait for them. Told again: pass that on too."""
        self._is_ending = True
        while self._processes:
            self.signal_all(signal.SIGTERM)
            with suppress(asyncio.CancelledError):
                await asyncio.gather(
                    *(process.wait() for process in list(self._processes.values()))
                )
                break
        for task in keeping:
            task.cancel()
        await asyncio.gather(*keeping, return_exceptions=True)


def _forget_figures(pid: int, folder: str) -> None:
    """What a process that is gone held open counts no more; what it counted stays."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - seldom

    mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]
