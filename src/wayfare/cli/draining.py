"""Serve until told to end; then let answers under way end, and cut those that take too long.

Told once: `/readyz` says no at once, after a while the port closes, and what runs may end
within its grace. Told again, or out of grace: each answer is cut with a word that says why.
"""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import (
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)

import uvicorn

from wayfare.api.face import Face
from wayfare.api.protocol import BoundedProtocol
from wayfare.bootstrap import Reloaded, Wayfare
from wayfare.domain.errors import WayfareError
from wayfare.gateway.ending import cut_all
from wayfare.operation.watch import watched
from wayfare.settings.reading import load_settings
from wayfare.settings.whole import Settings
from wayfare.telemetry.exchange import Traffic

#: How long the last words of what is cut may take.
LAST_WORDS_S = 2.0
_LOOK_S = 0.05

log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """Leaves signals alone: they cancel the command's task, which stops the server."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


@asynccontextmanager
async def served(
    wayfare: Wayfare, read: Callable[[], Settings] = load_settings
) -> AsyncIterator[uvicorn.Server]:
    """The HTTP server of a Wayfare, watched, and ready to read its settings anew."""
    traffic = Traffic()
    async with watched(wayfare, traffic):
        face = Face(wayfare, traffic)

        async def reload() -> Reloaded:
            return await face.reload(read())

        wayfare.reload = reload
        try:
            yield _make_server(face)
        finally:
            await face.close()


def _make_server(face: Face) -> uvicorn.Server:
    """The HTTP server, set up for streams."""
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    return _Server(
        uvicorn.Config(
            face,
            http=BoundedProtocol,
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,
            proxy_headers=False,  # nobody asks where a request came from
            timeout_keep_alive=75,
        )
    )


async def serve_until_cancelled(
    server: uvicorn.Server, listener: socket.socket, wayfare: Wayfare
) -> None:
    """Serve; when cancelled, let answers under way end, for as long as grace lasts."""
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(serving)
    except asyncio.CancelledError:
        with suppress(asyncio.CancelledError):  # told again: no more patience
            await _let_end(server, wayfare)
        await _cut(server, wayfare)
        await serving
        raise


async def _let_end(server: uvicorn.Server, wayfare: Wayfare) -> None:
    wayfare.is_draining = True
    limits = wayfare.settings.server
    await asyncio.sleep(limits.drain_delay_s)
    server.should_exit = True
    with suppress(TimeoutError):
        async with asyncio.timeout(limits.grace_s):
            await _until_over(server, wayfare)


async def _cut(server: uvicorn.Server, wayfare: Wayfare) -> None:
    # first: whoever follows one is told how it ended
    await wayfare.chats.running.close()
    wayfare_is_idle = not server.server_state.tasks
    server.should_exit = True
    if not wayfare_is_idle:
        log.warning("answers cut, for time was up: %d", len(server.server_state.tasks))
        cut_all(server.server_state.tasks)
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_S):
                await _until_over(server, wayfare)
    server.force_exit = True


async def _until_over(server: uvicorn.Server, wayfare: Wayfare) -> None:
    running = wayfare.chats.running
    while server.server_state.tasks or running.is_busy:  # noqa: ASYNC110 - the server tells nobody
        await asyncio.sleep(_LOOK_S)


@contextmanager
def reloading_on_hangup(reload: Callable[[], Awaitable[Reloaded]]) -> Iterator[None]:
    """Read the settings anew at each SIGHUP while this is open.

    What is wrong with them is said, and the old ones stay.
    """
    loop, running = asyncio.get_running_loop(), set[asyncio.Task[None]]()

    async def read() -> None:
        try:
            await reload()
        except WayfareError as error:
            log.error("%s The old settings stay.", error)  # noqa: TRY400 - a sentence, no trace

    def begin() -> None:
        task = loop.create_task(read())
        running.add(task)
        task.add_done_callback(running.discard)

    loop.add_signal_handler(signal.SIGHUP, begin)
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGHUP)
