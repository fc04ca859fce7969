"""Wayfare in a real terminal of any width: what a person would see, and what they type."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Terminal:
    """A command that runs in a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], master: int) -> None:
        self.process = process
        self._master = master
        self._raw = b""
        self._waited_to = 0

    @property
    def text(self) -> str:
        """All that has been shown so far, control sequences included."""
        return self._raw.decode("utf-8", "replace")

    def until(self, text: str, timeout_s: float = 60) -> None:
        """Wait until a text is shown, after the one that was waited for before."""
        end = time.monotonic() + timeout_s
        while text not in self.text[self._waited_to :]:
            assert time.monotonic() < end, f"{text!r} did not come:\n{self.text}"
            assert self._read(0.1), f"it ended without {text!r}:\n{self.text}"
        self._waited_to = self.text.index(text, self._waited_to) + len(text)

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def end(self, timeout_s: float = 60) -> int:
        """Read the rest; return the exit status."""
        end = time.monotonic() + timeout_s
        while self._read(0.1) and time.monotonic() < end:
            pass
        return self.process.wait(timeout_s)

    def _read(self, timeout_s: float) -> bool:
        if not select.select([self._master], [], [], timeout_s)[0]:
            return True
        try:
            piece = os.read(self._master, 65_536)
        except OSError:  # how Linux says that the other side is closed
            return False
        self._raw += piece
        return bool(piece)


@contextmanager
def in_terminal(
    *arguments: str, environ: Mapping[str, str], columns: int = 80
) -> Iterator[Terminal]:
    """Run `wayfare` in a terminal."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        # `setsid --ctty` makes it the terminal of a session, so that Ctrl+C reaches the command
        ["setsid", "--ctty", sys.executable, "-m", "wayfare", *arguments],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={"TERM": "xterm-256color", **environ},
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)
