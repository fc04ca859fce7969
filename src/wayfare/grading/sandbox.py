"""Run code that nobody trusts: without network, files, processes or much of anything.

Knows bubblewrap. Before it runs anything, it tries on this machine whether the walls hold; where
they do not, nothing is run at all.
"""

import asyncio
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from wayfare.domain.errors import CheckUnavailableError
from wayfare.grading.child import TookTooLongError, run_child
from wayfare.grading.system_calls import filter_for

WALL_S = 10.0
_CHILD = Path(__file__).with_name("code_child.py")
#: Where it is seen inside: its true place would tell where we live.
_CHILD_INSIDE = "/check.py"
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")

#: What must fail in there; what does not is a hole.
_PROBES = """
import ctypes, os, socket
def refused(what):
    try:
        what()
    except (OSError, RuntimeError, MemoryError):
        return True
    return False
calls = ctypes.CDLL(None, use_errno=True)
"""
_MUST_HOLD = """
assert refused(os.fork), "it can begin processes"
assert refused(socket.socket), "it can reach the network"
assert refused(lambda: open("/etc/passwd")), "it can read the machine's files"
assert refused(lambda: open("/tmp/x", "w")), "it can write files"
assert refused(lambda: open("/dev/shm/x", "w")), "it can fill the memory with files"
assert refused(lambda: bytearray(1 << 30)), "it can take all memory"
assert calls.unshare(0x10000000) == -1, "it can make namespaces"
assert not [f for f in range(3, 256) if f != 3 and refused(lambda: os.fstat(f)) is False], (
    "it has others' files open")
assert os.getppid() in (0, 1, 2), "it sees other processes"
"""


class Sandbox:
    """A place for code. `program` is bubblewrap's name or path."""

    def __init__(self, program: str = "bwrap") -> None:
        self._program = program
        self._lock = asyncio.Lock()
        self._holds: bool | None = None
        self._fault = ""

    async def run(self, answer: str, tests: str) -> dict[str, object]:
        """Run an answer and tests of it. See `code_child.py` for what comes back.

        Raises:
            CheckUnavailableError: no code can be run safely on this machine. None was.
        """
        async with self._lock:
            if self._holds is None:
                await self._try()
        if not self._holds:
            raise CheckUnavailableError(
                f"Code cannot be checked here: {self._fault}.",
                cure="Install bubblewrap where Wayfare runs, or run the tests yourself and "
                "send a `score`.",
            )
        return await self._run(answer, tests)

    async def _try(self) -> None:
        self._holds = False
        if sys.platform != "linux" or filter_for(platform.machine()) is None:
            self._fault = f"there is no sandbox for {sys.platform} on {platform.machine()}"
            return
        try:
            said = await self._run(_PROBES, _MUST_HOLD)
        except CheckUnavailableError as error:
            self._fault = str(error)
            return
        self._holds = said.get("passed") is True
        self._fault = f"the sandbox does not hold ({said.get('why') or said.get('fault')})"

    async def _run(self, answer: str, tests: str) -> dict[str, object]:
        word = os.urandom(16).hex()
        job = json.dumps({"answer": answer, "tests": tests, "word": word}).encode()
        walls = _readable(filter_for(platform.machine()) or b"")
        try:
            command = [self._program, *_walls(walls), _python(), "-I", "-S", "-B", _CHILD_INSIDE]
            said = await run_child(command, job, WALL_S, hands=[walls], with_errors=True)
        except TookTooLongError:
            return {"passed": False, "why": "it took too long"}
        except OSError as error:
            raise CheckUnavailableError(f"{self._program}: {error.strerror}") from error
        finally:
            os.close(walls)
        begun, ready, rest = said.partition(b"ready\n")
        if not ready:
            raise CheckUnavailableError(begun.decode(errors="replace").strip()[:200] or "no answer")
        return _verdict(rest, word)


def _verdict(said: bytes, word: str) -> dict[str, object]:
    """What the child found; where it was ended before it could say so, that."""
    try:
        found = json.loads(said)
    except ValueError:
        found = None
    if isinstance(found, dict) and found.get("word") == word:
        return found
    return {"passed": False, "why": "it was ended: too much time or memory, or it left"}


def _walls(system_calls: int) -> Iterator[str]:
    """What bubblewrap is told: nothing is shared, little can be read, nothing written."""
    yield from ("--unshare-user", "--unshare-all", "--die-with-parent", "--new-session")
    yield from ("--clearenv", "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL")
    yield from ("--hostname", "sandbox", "--setenv", "LD_LIBRARY_PATH", f"{sys.base_prefix}/lib")
    for path in dict.fromkeys((*_LIBRARIES, f"{sys.base_prefix}/lib", _python())):
        if Path(path).is_symlink() and path in _LIBRARIES:
            yield from ("--symlink", str(Path(path).readlink()), path)
        elif Path(path).exists():
            yield from ("--ro-bind", path, path)
    yield from ("--ro-bind", str(_CHILD), _CHILD_INSIDE)
    # no /proc: it tells much, and some of it can be written; no place to write, since even
    # empty files take memory that no limit counts
    yield from ("--dev", "/dev", "--dir", "/tmp", "--chdir", "/tmp")  # noqa: S108 - inside
    yield from ("--remount-ro", "/dev", "--remount-ro", "/", "--seccomp", str(system_calls))


def _python() -> str:
    """The interpreter itself, not the link in a virtual environment."""
    return str(Path(getattr(sys, "_base_executable", sys.executable)).resolve())


def _readable(content: bytes) -> int:
    """A descriptor from which this can be read once."""
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return reading
