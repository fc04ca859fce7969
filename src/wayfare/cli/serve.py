"""`wayfare serve`: serve the API until told to stop."""

import asyncio
import errno
import gc
import logging
import os
import socket
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Annotated

import typer
import uvicorn

from wayfare.api.app import App
from wayfare.api.protocol import BoundedProtocol
from wayfare.bootstrap import Options, PoolNews, Wayfare, run_wayfare
from wayfare.cli.command import command
from wayfare.cli.progress import Waiting
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.domain.errors import WayfareError
from wayfare.settings import config_folder

GRACE_S = 10
PROPOSED_SHOWN = 5
_WHY_NOT = {errno.EADDRINUSE: "port_taken", errno.EACCES: "port_reserved"}


@command
def run(
    state: State,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on.", show_default=False)
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port to listen on; 0: any.", show_default=False),
    ] = None,
    scripted: Annotated[
        bool,
        typer.Option(
            "--scripted", help="Serve only the scripted provider: no model, no key, no cost."
        ),
    ] = False,
) -> None:
    """Serve all models at one address, until Ctrl+C."""
    usual = state.settings.server
    listener = listen(state, host or usual.host, usual.port if port is None else port)
    # to be told to end is how this ends well
    with listener, Waiting(state) as waiting, suppress(SystemExit, KeyboardInterrupt):
        options = Options(
            scripted=scripted, progress=waiting, probe=True, tell=lambda news: tell(state, news)
        )
        run_to_end(serve(state, options, listener))


def listen(
    state: State, host: str, port: int, command: str = "wayfare serve --port {port}"
) -> socket.socket:
    """Take the port, before anything else is done.

    Raises:
        WayfareError: another program has it; says which others are free to try.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small pieces at once only where the protocol is named (uvloop always)
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        why = _WHY_NOT.get(error.errno or 0)
        if why is None:
            raise WayfareError(
                state.texts("cannot_listen", host=host, why=error.strerror),
                cure=state.texts("cannot_listen_cure"),
            ) from error
        instead = command.format(port=port + 1 if 1024 <= port < 65535 else 8081)
        raise WayfareError(
            state.texts(why, port=port), cure=state.texts("port_cure", command=instead)
        ) from error
    listener.setblocking(False)
    return listener


async def serve(state: State, options: Options, listener: socket.socket) -> None:
    """Serve on a socket until a signal says stop."""
    async with run_wayfare(state.settings, options) as wayfare:
        server = make_server(wayfare)
        spare_collector()
        announce(state, url_of(listener))
        await serve_until_cancelled(server, listener)


async def serve_until_cancelled(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve; when cancelled, let answers under way end, for as long as grace lasts."""
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        server.should_exit = True
        await serving
        raise


class _Server(uvicorn.Server):
    """Leaves signals alone: they cancel the command's task, which stops the server."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


def make_server(wayfare: Wayfare) -> uvicorn.Server:
    """The HTTP server, set up for streams."""
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    return _Server(
        uvicorn.Config(
            App(wayfare),
            http=BoundedProtocol,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
            proxy_headers=False,  # nobody asks where a request came from
            timeout_graceful_shutdown=GRACE_S,
            timeout_keep_alive=75,
        )
    )


def spare_collector() -> None:
    """Look for circular garbage seldom: a request leaves next to none, and it costs a tenth."""
    gc.collect()
    gc.freeze()  # what is here now stays
    gc.set_threshold(10_000, 10, 10)


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


def tell(state: State, news: PoolNews) -> None:
    """Say which models `auto` takes, and which wait for a person's word."""
    names = ", ".join(news.taken) or "-"
    state.notes.print(
        state.texts("pool_taken", count=len(news.taken), models=news.models, names=names),
        markup=False,
    )
    if news.proposed:
        names = ", ".join(news.proposed[:PROPOSED_SHOWN])
        if len(news.proposed) > PROPOSED_SHOWN:
            names = state.texts("and_more", names=names, count=len(news.proposed) - PROPOSED_SHOWN)
        state.notes.print(state.texts("pool_waiting", names=names), markup=False)
