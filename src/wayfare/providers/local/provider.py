"""The embedded local models as a provider: offered once their weights are here.

Knows the children by their address and key. Knows nothing of how weights are fetched or
of what a call says.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import aiohttp

from wayfare.domain.deployment import LOCAL_TERMS, Deployment, Feature
from wayfare.domain.errors import (
    ProviderError,
    ProviderUnreachableError,
    StreamCutError,
    WeightsError,
)
from wayfare.ports import Call, Progress, Reply
from wayfare.providers.local.models import EMBEDDED_MODELS, EmbeddedModel
from wayfare.providers.local.server import (
    CURE_INSTALL,
    NAME,
    Access,
    LlamaServer,
    is_runtime_installed,
)
from wayfare.providers.local.weights import ensure, find, no_progress
from wayfare.settings.providers import Local

#: No tools: the server accepts `tools` and ignores them, 18 times of 18.
FEATURES = frozenset({Feature.CHAT, Feature.JSON_SCHEMA, Feature.LOGPROBS})


class Stage(StrEnum):
    """How far a model's weights are."""

    READY = "ready"
    FETCHING = "fetching"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class WeightsState:
    """A model's weights now. `why` says what is missing, and the cure."""

    stage: Stage
    bytes_done: int = 0
    bytes_total: int = 0
    why: str = ""


_NOT_LOOKED_FOR = WeightsState(Stage.MISSING, why="Nobody has looked yet.")


class _CalledOffError(Exception):
    """Nobody wants the weights any more."""


class LocalProvider:
    """The embedded models, each in a child process that starts when it is first asked."""

    def __init__(
        self, local: Local, cache: Path, models: Sequence[EmbeddedModel] = EMBEDDED_MODELS
    ) -> None:
        self._local = local
        self._cache = cache
        self._models = {model.name: model for model in models}
        self._states = {model.name: _NOT_LOOKED_FOR for model in models}
        self._servers: dict[str, LlamaServer] = {}
        self._session: aiohttp.ClientSession | None = None

    @property
    def name(self) -> str:
        """The provider's name."""
        return NAME

    async def deployments(self) -> Sequence[Deployment]:
        """The models whose weights are here."""
        if not is_runtime_installed():
            return []
        found = [m for m in self._models.values() if await asyncio.to_thread(self._look_for, m)]
        return [self._deployment(model) for model in found]

    async def prepare(self, progress: Progress = no_progress) -> None:
        """Fetch the weights that are missing, the smaller file first.

        Failures go into `states`, where they can be read. May be called again, goes on
        where it was cut short, and may be cancelled. `progress` is called from a thread.
        """
        for model in sorted(self._models.values(), key=lambda model: model.weights.size):
            if not is_runtime_installed():
                why = f"xllamacpp is not there. {CURE_INSTALL}"
                self._states[model.name] = WeightsState(Stage.MISSING, why=why)
                continue
            await self._prepare_one(model, progress)

    def states(self) -> dict[str, WeightsState]:
        """How far each model's weights are, by the model's name."""
        return dict(self._states)

    def child_pids(self) -> dict[str, int]:
        """The process ids of the children that run, by the model's name."""
        return {name: pid for name, s in self._servers.items() if (pid := s.pid) is not None}

    async def warm_up(self, name: str) -> None:
        """Load a model before it is asked for.

        Raises:
            ProviderUnreachableError: it cannot be run; says why.
        """
        await (await self._server(name)).start()

    async def send(self, call: Call) -> Reply:
        """Send a call to the model's child, starting it where needed."""
        server = await self._server(call.deployment.model)
        try:
            response = await self._post(server, call)
        except aiohttp.ClientError as error:
            raise _unreachable(f"{server.model} ended while it was asked.") from error
        if response.status >= 400:
            raise await _refused(response, call)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status, headers, _pieces(response, call), response.close)

    async def close(self) -> None:
        """End the children and let go of connections."""
        servers, self._servers = self._servers, {}
        await asyncio.gather(*(server.stop() for server in servers.values()))
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _look_for(self, model: EmbeddedModel) -> Path | None:
        try:
            path = find(model, self._local, self._cache)
        except WeightsError as error:
            self._states[model.name] = WeightsState(Stage.MISSING, why=str(error))
            return None
        if path is not None:
            self._states[model.name] = _ready(model)
        elif not self._local.download:
            why = "Its weights are not on this machine, and `local.download` is off."
            self._states[model.name] = WeightsState(Stage.MISSING, why=why)
        return path

    async def _prepare_one(self, model: EmbeddedModel, progress: Progress) -> None:
        is_called_off = threading.Event()

        def note(what: str, done: int, total: int) -> None:
            if is_called_off.is_set():
                raise _CalledOffError
            self._states[model.name] = WeightsState(Stage.FETCHING, done, total)
            progress(what, done, total)

        work = asyncio.ensure_future(
            asyncio.to_thread(ensure, model, self._local, self._cache, note)
        )
        try:
            await asyncio.shield(work)
            self._states[model.name] = _ready(model)
        except WeightsError as error:
            self._states[model.name] = WeightsState(Stage.MISSING, why=str(error))
        except asyncio.CancelledError:
            is_called_off.set()
            await asyncio.wait([work])  # the thread lets go of its lock and of pip
            if not work.cancelled():
                work.exception()
            self._states[model.name] = WeightsState(Stage.MISSING, why="It was called off.")
            raise

    async def _server(self, name: str) -> LlamaServer:
        if server := self._servers.get(name):
            return server
        model = self._models.get(name)
        path = await asyncio.to_thread(self._look_for, model) if model else None
        if path is None:
            why = self._states[name].why if model else "There is no such embedded model."
            raise _unreachable(f"{name} cannot run yet. {why}".strip())
        server = LlamaServer(
            name, path, threads=self._local.threads, context_tokens=self._local.context_tokens
        )
        # another call may have come this far meanwhile; one of the two is kept
        return self._servers.setdefault(name, server)

    async def _post(self, server: LlamaServer, call: Call) -> aiohttp.ClientResponse:
        access = await server.start()
        try:
            return await self._post_once(access, call)
        except aiohttp.ClientConnectionError:
            if not await server.has_ended(access):
                raise
            # nothing of an answer has come, and a second try costs nobody anything
            return await self._post_once(await server.start(), call)

    async def _post_once(self, access: Access, call: Call) -> aiohttp.ClientResponse:
        return await self._open_session().post(
            f"{access.address}/v1/{call.endpoint}",
            data=call.body,
            headers={
                **call.headers,
                "content-type": "application/json",
                "accept-encoding": "identity",
                "authorization": f"Bearer {access.key}",
            },
        )

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                auto_decompress=False,
                # a child that was killed leaves no half-dead connection to be used again
                connector=aiohttp.TCPConnector(limit=0, force_close=True),
                cookie_jar=aiohttp.DummyCookieJar(),
                # one answer at a time: who waits in line waits as long as it takes, and a
                # child that dies closes the connection
                timeout=aiohttp.ClientTimeout(total=None),
                skip_auto_headers=("User-Agent", "Accept"),
            )
        return self._session

    def _deployment(self, model: EmbeddedModel) -> Deployment:
        return Deployment(
            name=model.name,
            provider=NAME,
            model=model.name,
            features=FEATURES,
            context_tokens=self._local.context_tokens,
            languages=model.languages,
            is_local=True,
            terms=LOCAL_TERMS,
            prior=model.prior,
        )


async def _pieces(response: aiohttp.ClientResponse, call: Call) -> AsyncIterator[bytes]:
    try:
        async for piece in response.content.iter_any():
            yield piece
    except (aiohttp.ClientError, ConnectionError) as error:
        raise StreamCutError(f"{call.deployment.name} broke off its answer.") from error
    finally:
        response.close()


async def _refused(response: aiohttp.ClientResponse, call: Call) -> ProviderError:
    try:
        body = await response.read()
    except (aiohttp.ClientError, ConnectionError):
        body = b""
    finally:
        response.close()
    return ProviderError(
        f"{call.deployment.name} answered with status {response.status}.",
        provider=NAME,
        status=response.status,
        body=body,
        headers={name.lower(): value for name, value in response.headers.items()},
    )


def _ready(model: EmbeddedModel) -> WeightsState:
    return WeightsState(Stage.READY, model.weights.size, model.weights.size)


def _unreachable(message: str) -> ProviderUnreachableError:
    return ProviderUnreachableError(message, provider=NAME, status=503)
