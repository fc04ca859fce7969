"""Keep one local model running in a child process: started when first asked, mended, stopped.

Knows processes. Knows nothing of HTTP; nothing here imports xllamacpp.
"""

import asyncio
import contextlib
import importlib.util
import logging
import os
import secrets
import sys
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import msgspec

from wayfare.domain.errors import ProviderUnreachableError
from wayfare.providers.local.child import Failed, Job, Ready

log = logging.getLogger(__name__)

NAME = "local"
CURE_INSTALL = "Install the runtime: `pip install 'wayfare[local]'`."
#: Generous: a slow disk may take a minute to give up half a gigabyte.
_START_S = 120.0
_DYING_S = 1.0
#: How long a thread that waits for the others of its child spins before it sleeps. OpenMP's
#: own choice spins for so long that two busy children on two cores fall from 130 and 49 to
#: 3 tokens a second each; with this they keep 45 and 31, and one alone keeps all (2026-11-24).
_CALM = {"GOMP_SPINCOUNT": "400"}
_LAST_LINES = 5
_OUTCOMES: msgspec.json.Decoder[Ready | Failed] = msgspec.json.Decoder(Ready | Failed)


def is_runtime_installed() -> bool:
    """Whether the children can run a model. Only looks; imports nothing."""
    return importlib.util.find_spec("xllamacpp") is not None


@dataclass(frozen=True, slots=True)
class Access:
    """Where the child answers, and the key without which it does not."""

    address: str
    key: str


class LlamaServer:
    """One model's child process.

    Start it from a loop whose thread lives as long as it should: on Linux the child is
    killed when that thread ends.
    """

    def __init__(self, model: str, weights: Path, *, threads: int, context_tokens: int) -> None:
        self.model = model
        self._weights = weights
        self._threads = threads or os.cpu_count() or 1
        self._context_tokens = context_tokens
        self._process: asyncio.subprocess.Process | None = None
        self._access: Access | None = None
        self._starting: asyncio.Task[Access] | None = None
        self._listening: asyncio.Task[None] | None = None
        self._last_lines: deque[str] = deque(maxlen=_LAST_LINES)

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    async def start(self) -> Access:
        """Make sure that the child answers. Any number may call this at once; one start is made.

        Raises:
            ProviderUnreachableError: it does not start; says why.
        """
        if self._access is not None and self.pid is not None:
            return self._access
        if self._starting is None or self._starting.done():
            self._starting = asyncio.create_task(self._start())
            self._starting.add_done_callback(_look_at)
        # a client that leaves must not end a start that others wait for
        return await asyncio.shield(self._starting)

    async def has_ended(self, access: Access) -> bool:
        """Whether the child that answered there is gone. Gives a dying one a moment."""
        process = self._process
        if self._access is not access or process is None:
            return True
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DYING_S):
                await process.wait()
        return process.returncode is not None

    async def stop(self) -> None:
        """End the child at once. It has nothing to lose."""
        starting, self._starting = self._starting, None
        if starting is not None and not starting.done():
            starting.cancel()
            await asyncio.wait([starting])
        await self._end()

    async def _start(self) -> Access:
        await self._end()
        if not is_runtime_installed():
            raise _unreachable(f"{self.model} cannot run: xllamacpp is not there.", CURE_INSTALL)
        key = secrets.token_urlsafe(32)
        job = Job(self.model, str(self._weights), key, self._threads, self._context_tokens)
        try:
            async with asyncio.timeout(_START_S):
                address = await self._spawn(job)
        except TimeoutError as error:
            await self._end()
            raise _unreachable(f"{self.model} did not start within {_START_S:.0f} s.") from error
        except BaseException:
            await self._end()
            raise
        self._access = Access(address, key)
        log.info("%s runs as process %s with %s threads", self.model, self.pid, self._threads)
        return self._access

    async def _spawn(self, job: Job) -> str:
        self._last_lines.clear()
        process = await asyncio.create_subprocess_exec(
            # -P: a file in the working folder is no module of ours
            *(sys.executable, "-P", "-m", "wayfare.providers.local.child", str(os.getpid())),
            env={**_CALM, **os.environ},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        self._listening = asyncio.create_task(self._listen(process.stderr))
        with contextlib.suppress(ConnectionError):  # it died at once: its line tells, or its end
            process.stdin.write(msgspec.json.encode(job) + b"\n")
            await process.stdin.drain()
        line = await process.stdout.readline()
        outcome = _OUTCOMES.decode(line) if line else Failed("its process ended.")
        if isinstance(outcome, Ready):
            return outcome.address
        await process.wait()
        await self._listening
        for text in self._last_lines:
            log.warning("%s: %s", self.model, text)
        raise _unreachable(
            f"{self.model} does not start (exit {process.returncode}): {outcome.reason}",
            f"Look at {self._weights}, at the memory that is free, and at the log.",
        )

    async def _listen(self, errors: asyncio.StreamReader) -> None:
        while piece := await errors.read(65_536):
            for text in piece.decode("utf-8", "replace").splitlines():
                self._last_lines.append(text)
                log.debug("%s: %s", self.model, text)

    async def _end(self) -> None:
        process, self._process = self._process, None
        listening, self._listening = self._listening, None
        self._access = None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if listening is not None:
            await asyncio.wait([listening])


def _unreachable(message: str, cure: str = "") -> ProviderUnreachableError:
    return ProviderUnreachableError(message, provider=NAME, status=503, cure=cure)


def _look_at(task: asyncio.Task[Access]) -> None:
    """Take note of a failure even when everybody who waited for it has left."""
    if not task.cancelled() and (error := task.exception()):
        log.warning("%s", error)
