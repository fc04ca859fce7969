"""Say where the page is, build it beside a demo, and open it where there is a desktop."""

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import Mapping
from contextlib import suppress

from wayfare.api.page import PAGE
from wayfare.bootstrap.first_run import first_run_key
from wayfare.cli.state import State
from wayfare.store.database import Database

_LINES_SHOWN = 5


def is_built() -> bool:
    """Whether there is a page to serve."""
    return (PAGE / "index.html").is_file()


def page_address(state: State, url: str, database: Database | None) -> str:
    """Where the page is; on the first run, with what sets the first password.

    That is told to a terminal alone: what is written to a file is kept, and read by others.
    """
    shows_key = database is not None and state.notes.is_terminal and not state.as_json
    key = first_run_key(database) if database is not None and shows_key else None
    return f"{url}/" if key is None else f"{url}/#setup={key}"


def tell_page(state: State, address: str) -> None:
    """Say where the page is, or how to build it."""
    if not is_built():
        state.notes.print(state.texts("page_not_built"), markup=False)
        return
    name = "page_begins_at" if "#" in address else "page_at"
    state.notes.print(state.texts(name, url=address), markup=False)


def has_desktop(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether somebody sits before a terminal on a desktop."""
    if not sys.stdout.isatty() or "SSH_CONNECTION" in environ:
        return False
    return sys.platform == "darwin" or bool(
        environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    )


async def open_page(address: str) -> None:
    """Open the page in the browser that the desktop has, if it can."""
    with suppress(webbrowser.Error):
        await asyncio.to_thread(webbrowser.open, address)


class Building:
    """A command that builds the page, beside whatever else is done. It stops with us."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> "Building":
        if self._command:
            self._process = await asyncio.create_subprocess_shell(
                self._command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,  # Ctrl+C is ours to pass on, to all that it started
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        await process.wait()

    @property
    def goes_on(self) -> bool:
        """Whether it is not done yet."""
        return self._process is not None and self._process.returncode is None

    async def until_done(self) -> str:
        """Wait for it. Returns what it said last where it failed, else nothing."""
        if self._process is None:
            return ""
        said, _ = await self._process.communicate()
        if self._process.returncode == 0:
            return ""
        return "\n".join(said.decode("utf-8", "replace").strip().splitlines()[-_LINES_SHOWN:])
