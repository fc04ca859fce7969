"""One of several processes that serve on a port that `workers.py` has taken.

`python -m wayfare.cli.worker FD INDEX [scripted]`: nothing for a person. It ends like
`wayfare serve`, and also when the process that keeps it is gone. On standard output it says
one line: `ready`, or what keeps it from serving, as JSON.
"""

import asyncio
import json
import os
import signal
import socket
import sys
from contextlib import suppress

from msgspec.structs import replace

from wayfare.bootstrap import Options, Reloaded, Wayfare, run_wayfare
from wayfare.cli.draining import reloading_on_hangup, serve_until_cancelled, served
from wayfare.cli.running import run_to_end
from wayfare.cli.serve import spare_collector
from wayfare.domain.errors import WayfareError
from wayfare.operation.reload import compare
from wayfare.settings.reading import load_settings
from wayfare.settings.whole import Settings
from wayfare.telemetry.logs import set_up as set_up_logs


def read_settings() -> Settings:
    """The settings of one of several: embedded models would be loaded by each of them."""
    settings = load_settings()
    return replace(settings, local=replace(settings.local, enabled=False))


def main(arguments: list[str]) -> None:
    """Serve until told to stop."""
    try:
        _run(*arguments)
    except WayfareError as error:
        sys.stdout.write(json.dumps([error.message, error.cure]) + "\n")
        sys.exit(1)


def _run(fd: str, index: str, *more: str) -> None:
    settings = read_settings()
    logs = settings.logs
    set_up_logs(logs.format, logs.level, access=logs.access)
    options = Options(scripted="scripted" in more, probe=index == "0")
    with socket.socket(fileno=int(fd)) as listener, suppress(SystemExit, KeyboardInterrupt):
        listener.setblocking(False)
        run_to_end(_serve(settings, options, listener))


async def _serve(settings: Settings, options: Options, listener: socket.socket) -> None:
    task = asyncio.current_task()
    assert task is not None, "a runner runs a task"
    # whoever keeps this process holds the other end, and writes nothing
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _end_with_keeper, task)
    async with (
        run_wayfare(settings, options) as wayfare,
        served(wayfare, read_settings) as server,
    ):
        reload = wayfare.reload
        assert reload is not None, "what is served can be reloaded"
        wayfare.reload = lambda: _reload_all(wayfare)
        spare_collector()
        with reloading_on_hangup(reload):
            serving = asyncio.create_task(serve_until_cancelled(server, listener, wayfare))
            os.write(sys.stdout.fileno(), b"ready\n")
            await serving


def _end_with_keeper(task: "asyncio.Task[None]") -> None:
    asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
    task.cancel()


async def _reload_all(wayfare: Wayfare) -> Reloaded:
    """Look whether the settings are sound; then have all processes read them."""
    reloaded = compare(wayfare.settings, read_settings())
    os.kill(os.getppid(), signal.SIGHUP)
    return reloaded


if __name__ == "__main__":
    main(sys.argv[1:])
