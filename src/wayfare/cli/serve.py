"""`wayfare serve`: serve the API until told to stop."""

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Callable
from typing import Annotated

import typer
import uvicorn

from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.cli.progress import WeightsProgress
from wayfare.cli.state import State
from wayfare.domain.errors import WayfareError
from wayfare.settings import config_folder

GRACE_S = 10


def run(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.", show_default=False)] = "",
    port: Annotated[int, typer.Option(help="Port to listen on.", show_default=False)] = -1,
    scripted: Annotated[
        bool, typer.Option(help="Serve only the scripted provider: no model, no key, no cost.")
    ] = False,
) -> None:
    """Serve all models at one address, until Ctrl+C."""
    state: State = context.obj
    host, port = host or state.settings.server.host, _or(port, state.settings.server.port)
    listener = listen(state, host, port)
    with WeightsProgress(state) as progress:
        options = Options(scripted=scripted, progress=progress)
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(serve(state, options, listener))


def listen(
    state: State, host: str, port: int, command: str = "wayfare serve --port {port}"
) -> socket.socket:
    """Take the port, before anything else is done.

    Raises:
        WayfareError: another program has it; says which others are free to try.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise WayfareError(f"{host}:{port}: {error.strerror}.") from error
        instead = command.format(port=port + 1 if port < 65535 else 8080)
        raise WayfareError(
            state.texts("port_taken", port=port), cure=state.texts("port_cure", command=instead)
        ) from error
    listener.setblocking(False)
    return listener


async def serve(state: State, options: Options, listener: socket.socket) -> None:
    """Serve on a socket until a signal says stop."""
    async with run_wayfare(state.settings, options) as wayfare:
        server = make_server(wayfare)
        announce(state, url_of(listener))
        await server.serve(sockets=[listener])


def make_server(wayfare: Wayfare) -> uvicorn.Server:
    """The HTTP server, set up for streams."""
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    return uvicorn.Server(
        uvicorn.Config(
            App(wayfare),
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=GRACE_S,
            timeout_keep_alive=75,
        )
    )


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The fastest event loop that is here."""
    try:
        import uvloop  # noqa: PLC0415 - not on every platform
    except ImportError:
        return None
    return uvloop.new_event_loop


def url_of(listener: socket.socket) -> str:
    """The address of a socket, as a client writes it."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{port}"


def announce(state: State, url: str) -> None:
    """Say where Wayfare serves and where the key lies."""
    if state.as_json:
        state.print_json({"url": url, "key_file": str(config_folder(os.environ) / "key")})
        return
    state.notes.print(state.texts("serving", url=f"{url}/v1"))
    state.notes.print(state.texts("key_lies", path=config_folder(os.environ) / "key"))
    state.notes.print(state.texts("stop_with"))


def _or(port: int, fallback: int) -> int:
    return fallback if port < 0 else port
