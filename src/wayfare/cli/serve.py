"""`wayfare serve`: serve the API until told to stop."""

import errno
import gc
import logging
import os
import socket
from contextlib import suppress
from functools import partial
from typing import Annotated

import typer

from wayfare.bootstrap import Options, PoolNews, run_wayfare
from wayfare.bootstrap.owner import key_file
from wayfare.cli.addresses import url_at
from wayfare.cli.command import command
from wayfare.cli.draining import reloading_on_hangup, serve_until_cancelled, served
from wayfare.cli.pages import page_address, tell_page
from wayfare.cli.progress import Waiting
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.cli.workers import check_workers, keep_workers
from wayfare.domain.errors import WayfareError
from wayfare.store.database import Database
from wayfare.telemetry.logs import set_up as set_up_logs

PROPOSED_SHOWN = 5
log = logging.getLogger(__name__)
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
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that serve.", show_default=False)
    ] = None,
) -> None:
    """Serve all models at one address, until Ctrl+C."""
    usual, logs = state.settings.server, state.settings.logs
    set_up_logs(logs.format, logs.level, access=logs.access)
    listener = listen(state, host or usual.host, usual.port if port is None else port)
    count = workers or usual.workers
    if count > 1:
        with listener:
            serve_by_several(state, listener, count, scripted=scripted)
        return
    # to be told to end is how this ends well
    with listener, Waiting(state) as waiting, suppress(SystemExit, KeyboardInterrupt):
        options = Options(
            scripted=scripted, progress=waiting, probe=True, tell=lambda news: tell(state, news)
        )
        run_to_end(serve(state, options, listener))


def serve_by_several(state: State, listener: socket.socket, count: int, *, scripted: bool) -> None:
    """Serve by several processes, until Ctrl+C."""
    check_workers(state.settings, state.texts)
    if state.settings.local.enabled and not scripted:
        state.notes.print(state.texts("workers_no_local"), markup=False)
    arguments = ["scripted"] if scripted else []
    ready = partial(announce, state, url_of(listener))
    with suppress(SystemExit, KeyboardInterrupt):
        run_to_end(keep_workers(state, listener, count, arguments, ready))


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
    async with run_wayfare(state.settings, options) as wayfare, served(wayfare) as server:
        spare_collector()
        announce(state, url_of(listener), wayfare.database)
        assert wayfare.reload is not None, "what is served can be reloaded"
        with reloading_on_hangup(wayfare.reload):
            await serve_until_cancelled(server, listener, wayfare)


def spare_collector() -> None:
    """Look for circular garbage seldom: a request leaves next to none, and it costs a tenth."""
    gc.collect()
    gc.freeze()  # what is here now stays
    gc.set_threshold(10_000, 10, 10)


def url_of(listener: socket.socket) -> str:
    """The address of a socket, as a client writes it."""
    return url_at(*listener.getsockname()[:2])


def announce(state: State, url: str, database: Database | None = None) -> None:
    """Say where Wayfare serves, where the key lies and where the page is."""
    if state.as_json:
        state.print_json({"url": url, "key_file": str(key_file(os.environ))})
        return
    if state.settings.logs.format == "json":
        log.info("serving", extra={"fields": {"url": url}})
        return
    tell_page(state, page_address(state, url, database))
    announce_api(state, url)


def announce_api(state: State, url: str) -> None:
    """Say where programs ask, and where the key lies."""
    state.notes.print(state.texts("serving", url=f"{url}/v1"))
    state.notes.print(state.texts("key_lies", path=key_file(os.environ)))
    state.notes.print(state.texts("stop_with"))


def tell(state: State, news: PoolNews) -> None:
    """Say which models `auto` takes, and which wait for a person's word."""
    if state.settings.logs.format == "json":
        return  # it is in the log
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
