"""A provider that speaks OpenAI's wire over HTTP.

Knows sockets, time-outs and keys. Never retries, never follows a redirect, and hands the
provider's bytes on as they come. Knows nothing of what they say.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass

import aiohttp
import msgspec

from wayfare import __version__
from wayfare.domain.deployment import (
    CHAT_FEATURES,
    TERMS_NOT_KNOWN,
    Deployment,
    Feature,
    Terms,
)
from wayfare.domain.errors import (
    ProviderError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    StreamCutError,
)
from wayfare.domain.price import Price
from wayfare.ports import Call, Reply
from wayfare.settings import Timeouts

JSON = "application/json"
ERROR_BYTES_MAX = 64 * 1024
LIST_BYTES_MAX = 8 * 1024 * 1024
LIST_TIMEOUT_S = 10.0
# Providers list more than models to chat with, and say of none what it is for.
_NOT_FOR_CHAT = re.compile(
    r"whisper|tts|dall-e|image|moderation|realtime|transcribe|sora|audio|rerank|ocr|babbage|davinci"
)
PriceOf = Callable[[str, str], tuple[Price | None, int | None]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a provider is and how it is asked.

    `models` empty: those that it lists. `languages` None: no language is known to be
    beyond it. `is_local`: it runs on this machine, and costs time, not money.
    """

    name: str
    base_url: str
    key: str = ""
    models: tuple[str, ...] = ()
    languages: frozenset[str] | None = None
    is_local: bool = False
    length_field: str = "max_tokens"
    terms: Terms = TERMS_NOT_KNOWN


class _ListedModel(msgspec.Struct):
    id: str


class _ModelList(msgspec.Struct):
    data: list[_ListedModel]


class HttpProvider:
    """One OpenAI-shaped server."""

    def __init__(self, address: Address, timeouts: Timeouts, price_of: PriceOf) -> None:
        self._address = address
        self._price_of = price_of
        self._silence_s = timeouts.silence_s
        self._patience = aiohttp.ClientTimeout(
            total=None,
            sock_connect=timeouts.connect_s,
            sock_read=timeouts.silence_s,
        )
        self._session: aiohttp.ClientSession | None = None
        self._headers = {
            "content-type": JSON,
            "accept": "*/*",
            "accept-encoding": "identity",
            "user-agent": f"wayfare/{__version__}",
        }
        if address.key:
            self._headers["authorization"] = f"Bearer {address.key}"
        self._base_url = address.base_url.rstrip("/") + "/"

    @property
    def name(self) -> str:
        """The provider's name."""
        return self._address.name

    async def deployments(self) -> Sequence[Deployment]:
        """Its models: those that are set, else those that it lists."""
        models = self._address.models or [m for m in await self._list() if _is_for_us(m)]
        return [self._deployment(model) for model in models]

    async def send(self, call: Call) -> Reply:
        """Send a call and return as soon as the status is known."""
        try:
            response = await self._open_session().post(
                self._base_url + call.endpoint,
                data=aiohttp.BytesPayload(call.body, content_type=JSON),
                headers=call.headers or None,
                allow_redirects=False,
                timeout=self._patience,
            )
        except aiohttp.ConnectionTimeoutError as error:
            raise self._unreachable(error) from error  # it never took the request
        except TimeoutError as error:
            raise self._too_slow() from error
        except aiohttp.ClientError as error:
            raise self._unreachable(error) from error
        if response.status >= 300:
            raise await self._refused(response)
        is_here = response.content.is_eof() and response.content.exception() is None
        pieces = _all_here(response) if is_here else self._pieces(response)
        return Reply(response.status, response.headers, pieces, response.close)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                auto_decompress=False,
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
            )
        return self._session

    async def _pieces(self, response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
        watch = _Watch(response, self._silence_s)
        try:
            async for piece in response.content.iter_any():
                watch.waiting_since = None
                yield piece
                watch.waiting_since = watch.now()
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            response.close()
            raise StreamCutError(f"{self.name} broke off its answer.") from error
        finally:
            watch.stop()

    async def _refused(self, response: aiohttp.ClientResponse) -> ProviderError:
        try:
            body = await read_up_to(ERROR_BYTES_MAX, response)
        except (aiohttp.ClientError, TimeoutError):
            body = b""
        response.close()
        status = response.status if response.status >= 400 else 502
        return ProviderError(
            f"{self.name} answered with status {response.status}.",
            provider=self.name,
            status=status,
            body=body,
            headers={name.lower(): value for name, value in response.headers.items()},
        )

    def _unreachable(self, error: Exception) -> ProviderUnreachableError:
        # the error's text may hold the address, never the key: that travels in a header
        return ProviderUnreachableError(
            f"{self.name} cannot be reached ({type(error).__name__}).",
            provider=self.name,
            status=502,
            cure="Is its `base_url` in the settings right, and does it run?",
        )

    def _too_slow(self) -> ProviderTimeoutError:
        return ProviderTimeoutError(
            f"{self.name} did not begin to answer in time.",
            provider=self.name,
            status=504,
            cure="`timeouts` in the settings says how long is waited.",
        )

    async def _list(self) -> Sequence[str]:
        try:
            async with self._open_session().get(
                self._base_url + "models",
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=LIST_TIMEOUT_S),
            ) as response:
                if response.status != 200:
                    raise await self._refused(response)
                body = await read_up_to(LIST_BYTES_MAX, response)
        except TimeoutError as error:
            raise self._too_slow() from error
        except aiohttp.ClientError as error:
            raise self._unreachable(error) from error
        try:
            return [model.id for model in msgspec.json.decode(body, type=_ModelList).data]
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ProviderError(
                f"{self.name} lists its models in a way that cannot be read.",
                provider=self.name,
                status=502,
                cure="Name them in the settings.",
            ) from error

    def _deployment(self, model: str) -> Deployment:
        address = self._address
        is_embedder = "embed" in model.lower()
        price, context_tokens = (
            (None, None) if address.is_local else self._price_of(address.name, model)
        )
        return Deployment(
            name=f"{address.name}/{model}",
            provider=address.name,
            model=model,
            length_field=address.length_field,
            features=frozenset({Feature.EMBEDDINGS}) if is_embedder else CHAT_FEATURES,
            languages=address.languages,
            context_tokens=context_tokens,
            price=price,
            is_local=address.is_local,
            terms=address.terms,
        )


async def _all_here(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """A body that came with its headers, as short ones do: there is nothing to wait for."""
    if body := response.content.read_nowait():
        yield body


class _Watch:
    """Closes a response that was silent for too long.

    `sock_read` does so too, but not once aiohttp has hung up by itself: over a chunk that
    it cannot parse (3.14), it forgets to wake the reader.
    """

    def __init__(self, response: aiohttp.ClientResponse, silence_s: float) -> None:
        loop = asyncio.get_running_loop()
        self.now = loop.time
        self.waiting_since: float | None = loop.time()
        self._response = response
        self._silence_s = silence_s
        self._later = loop.call_later
        self._timer = self._later(silence_s, self._look)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()

    def _look(self) -> None:
        waited_s = 0.0 if self.waiting_since is None else self.now() - self.waiting_since
        if waited_s >= self._silence_s:
            self._response.close()
            return
        self._timer = self._later(self._silence_s - waited_s, self._look)


def _is_for_us(model: str) -> bool:
    return _NOT_FOR_CHAT.search(model.lower()) is None


async def read_up_to(bytes_max: int, response: aiohttp.ClientResponse) -> bytes:
    """A body, or its beginning. `response.content.read` gives only what has come so far."""
    gathered = bytearray()
    async for piece in response.content.iter_any():
        gathered += piece
        if len(gathered) >= bytes_max:
            break
    return bytes(gathered[:bytes_max])


def key_in(environ: Mapping[str, str], variable: str) -> str:
    """A provider's key from the environment; empty where there is none."""
    return environ.get(variable, "").strip() if variable else ""
