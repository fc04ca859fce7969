"""A provider that is asked over HTTP, in whatever wire it speaks.

Knows sockets and keys. Never retries, never follows a redirect, connects only where its guard
lets it, and hands the provider's bytes on as they come. Once it is connected it waits as long
as its caller does. Knows nothing of what the bytes say.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

import aiohttp

from wayfare import __version__
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import (
    AddressRefusedError,
    ProviderError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    SettingsError,
    StreamCutError,
    WayfareError,
)
from wayfare.network import Guard
from wayfare.ports import Call, Reply
from wayfare.providers.address import Address
from wayfare.providers.listing import (
    FIRST_QUERY,
    PAGES_MAX,
    ListedModel,
    features_of,
    read_page,
)
from wayfare.providers.presets import Listing
from wayfare.providers.prices.row import NOT_KNOWN, TableRow
from wayfare.providers.reshaping import RESHAPINGS, without_fields
from wayfare.providers.signing import Signer, signer_for
from wayfare.providers.terms import terms_for
from wayfare.settings.serving import Timeouts

JSON = "application/json"
ERROR_BYTES_MAX = 64 * 1024
LIST_BYTES_MAX = 8 * 1024 * 1024
LIST_TIMEOUT_S = 10.0
#: The status of a refusal is here: its words are not worth more.
ERROR_TIMEOUT_S = 5.0
REDIRECTED = "Redirects are not followed: set `base_url` to where it really is."
#: How often a silent answer's connection is looked at.
LOOK_S = 0.25
#: Stands where a provider repeats the key that it was sent. What is shorter is a word.
KEY_HIDDEN = b"[key]"
KEY_BYTES_MIN = 8
#: What the table of prices says of the models with these names, in their order.
RowsOf = Callable[[Sequence[str]], Awaitable[Sequence[TableRow]]]


class HttpProvider:
    """One server, at one address."""

    def __init__(
        self,
        address: Address,
        timeouts: Timeouts,
        rows_of: RowsOf | None = None,
        *,
        guard: Guard = Guard(),  # noqa: B008 - frozen
        signer: Signer | None = None,
    ) -> None:
        self._address = address
        self._rows_of = rows_of
        self._patience = aiohttp.ClientTimeout(total=None, sock_connect=timeouts.connect_s)
        self.list_timeout_s = LIST_TIMEOUT_S
        self.error_timeout_s = ERROR_TIMEOUT_S
        self._session: aiohttp.ClientSession | None = None
        self._headers = {
            "content-type": JSON,
            "accept": "*/*",
            "accept-encoding": "identity",
            "user-agent": f"wayfare/{__version__}",
            **address.fixed_headers(),
        }
        self._base_url = address.base_url.rstrip("/") + "/"
        self._guard = guard.opened_at_home() if address.allow_private else guard
        self._signer = signer
        self._fault = self._look_at_address()
        self._reshape = RESHAPINGS.get(address.reshaping)
        self._is_plain = self._fault is None and self._signer is None and not address.refuses

    @property
    def name(self) -> str:
        """The provider's name."""
        return self._address.name

    @property
    def address(self) -> Address:
        """Where it is and how it is asked."""
        return self._address

    async def deployments(self) -> Sequence[Deployment]:
        """Its models: those that are set, else those that it lists."""
        named = [_named(model) for model in self._address.models]
        models = named or await self.list_models()
        rows = await self._rows([model.name for model in models if not self._is_local(model)])
        return [self._deployment(model, rows.get(model.name, NOT_KNOWN)) for model in models]

    async def send(self, call: Call) -> Reply:
        """Send a call and return as soon as the status is known."""
        if self._reshape is not None:
            call = self._reshape(call)
        url = self._base_url + call.endpoint
        if call.query or self._address.query:
            url = _with_query(url, call.query, self._address.query)
        body = call.body
        headers: Mapping[str, str] | None = call.headers or None
        if not self._is_plain:
            body = without_fields(body, self._address.refuses)
            headers = await self._signed("POST", url, body, call.headers)
        try:
            response = await self._open_session().post(
                url,
                data=aiohttp.BytesPayload(body, content_type=JSON),
                headers=headers,
                allow_redirects=False,
                timeout=self._patience,
            )
        except aiohttp.ConnectionTimeoutError as error:
            raise self._unreachable(error) from error  # it never took the request
        except (aiohttp.ClientError, TimeoutError) as error:
            raise self._unreachable(error) from error
        except AddressRefusedError as error:
            raise self._not_to_be_asked(error) from error
        if response.status >= 300:
            raise await self._refused(response)
        is_here = response.content.is_eof() and response.content.exception() is None
        pieces = _all_here(response) if is_here else self._pieces(response)
        return Reply(response.status, response.headers, pieces, response.close)

    async def list_models(self) -> Sequence[ListedModel]:
        """The models that it lists; those that are of no use here have no features.

        Raises:
            ProviderError: it has no list, or none that can be read.
        """
        listing = self._address.listing
        if listing is None:
            raise ProviderError(
                f"{self.name} has no list of the models that it serves.",
                provider=self.name,
                status=502,
                cure="Name them in the settings: `models`.",
            )
        found: dict[str, ListedModel] = {}
        query = FIRST_QUERY[listing.shape]
        for _ in range(PAGES_MAX):
            body = await self.fetch_list(listing, query)
            try:
                page = read_page(listing.shape, body)
            except (ValueError, UnicodeDecodeError) as error:
                raise ProviderError(
                    f"{self.name} lists its models in a way that cannot be read.",
                    provider=self.name,
                    status=502,
                    body=body[:ERROR_BYTES_MAX],
                    cure="Name them in the settings.",
                ) from error
            found |= {model.name: model for model in page.models}
            if not page.next_query or page.next_query == query:
                break
            query = page.next_query
        return list(found.values())

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                auto_decompress=False,
                connector=self._guard.connector(limit=0, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers=self._headers,
            )
        return self._session

    async def _pieces(self, response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
        watch = _Watch(response)
        try:
            async for piece in response.content.iter_any():
                watch.is_waiting = False
                yield piece
                watch.is_waiting = True
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            response.close()
            raise StreamCutError(f"{self.name} broke off its answer.") from error
        finally:
            watch.stop()

    async def _refused(self, response: aiohttp.ClientResponse) -> ProviderError:
        try:
            async with asyncio.timeout(self.error_timeout_s):
                body = await read_up_to(ERROR_BYTES_MAX, response)
        except (aiohttp.ClientError, TimeoutError):
            body = b""
        response.close()
        body = self._without_key(body)
        status = response.status if response.status >= 400 else 502
        is_redirect = response.status < 400
        return ProviderError(
            f"{self.name} answered with status {response.status}.",
            provider=self.name,
            status=status,
            body=body,
            headers={name.lower(): value for name, value in response.headers.items()},
            cure=REDIRECTED if is_redirect else "",
        )

    def _without_key(self, body: bytes) -> bytes:
        """What a provider says of a refusal, which reaches clients and screens."""
        key = self._address.key.encode()
        return body.replace(key, KEY_HIDDEN) if len(key) >= KEY_BYTES_MIN else body

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

    def _look_at_address(self) -> WayfareError | None:
        """What stands in the way of asking at all, if anything does."""
        try:
            self._guard.check_url(self._base_url)
            if "?" in self._base_url or "#" in self._base_url:
                return SettingsError(
                    "Its `base_url` holds more than a path.", cure="Put a query into `query`."
                )
            if self._signer is None and self._address.is_signed:
                self._signer = signer_for(self._address.auth, self._base_url)
        except (AddressRefusedError, SettingsError) as error:
            return error
        return None

    async def _signed(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str]
    ) -> Mapping[str, str]:
        """A call's headers with the signature that goes with them."""
        if self._fault is not None:
            raise self._not_to_be_asked(self._fault) from self._fault
        if self._signer is None:
            return headers
        try:
            return {**headers, **await self._signer.headers(method, url, body)}
        except SettingsError as error:
            raise self._not_to_be_asked(error) from error
        except Exception as error:  # a cloud's package fails in ways of its own
            raise self._unsigned(error) from error

    def _not_to_be_asked(self, error: WayfareError) -> ProviderUnreachableError:
        return ProviderUnreachableError(
            f"{self.name} cannot be reached: {error.message}",
            provider=self.name,
            status=502,
            cure=error.cure,
            is_lasting=True,
        )

    def _unsigned(self, error: Exception) -> ProviderUnreachableError:
        return ProviderUnreachableError(
            f"A request to {self.name} could not be signed ({type(error).__name__}).",
            provider=self.name,
            status=502,
            cure="Are the cloud's credentials right, and not over?",
            is_lasting=True,
        )

    async def fetch_list(self, listing: Listing, query: str) -> bytes:
        """One page of its list, as it came.

        Raises:
            ProviderError: it is not to be had.
        """
        path = listing.path
        url = path if path.startswith("https://") else self._base_url + path
        if query or self._address.query:
            url = _with_query(url, query, self._address.query)
        headers = None if self._is_plain else await self._signed("GET", url, b"", {})
        try:
            async with self._open_session().get(
                url,
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=self.list_timeout_s),
            ) as response:
                if response.status != 200:
                    raise await self._refused(response)
                return await read_up_to(LIST_BYTES_MAX, response)
        except TimeoutError as error:
            raise self._too_slow() from error
        except aiohttp.ClientError as error:
            raise self._unreachable(error) from error
        except AddressRefusedError as error:
            raise self._not_to_be_asked(error) from error

    async def _rows(self, models: Sequence[str]) -> dict[str, TableRow]:
        if self._rows_of is None or not models:
            return {}
        return dict(zip(models, await self._rows_of(models), strict=True))

    def _is_local(self, model: ListedModel) -> bool:
        """Whether it runs on this machine: a server here may pass some on to elsewhere."""
        terms = self._address.terms
        return self._address.is_local and terms_for(model.name, terms) is terms

    def _deployment(self, model: ListedModel, row: TableRow) -> Deployment:
        address = self._address
        return Deployment(
            name=f"{address.name}/{model.name}",
            provider=address.name,
            model=model.name,
            wires=address.wires,
            length_field=address.length_field,
            features=model.features,
            languages=address.languages,
            context_tokens=row.context_tokens or model.context_tokens,
            price=row.price,
            is_local=self._is_local(model),
            terms=terms_for(model.name, address.terms),
            released_on=model.released_on,
            retires_on=model.retires_on,
            retired_by=row.retired_by,
        )


def _named(model: str) -> ListedModel:
    """A model that the owner names."""
    return ListedModel(model, features_of(model))


def _with_query(url: str, *queries: str) -> str:
    """An address with more to its query; what stands there first stays."""
    mark = "&" if "?" in url else "?"
    return url + mark + "&".join(query for query in queries if query)


async def _all_here(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    """A body that came with its headers, as short ones do: there is nothing to wait for."""
    if body := response.content.read_nowait():
        yield body


class _Watch:
    """Closes a response whose connection is gone while a piece is waited for.

    Once aiohttp has hung up by itself over a chunk that it cannot parse (3.14), it forgets to
    wake the reader. A look now and then, and nothing per piece.
    """

    __slots__ = ("_later", "_response", "_timer", "_was_gone", "is_waiting")

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.is_waiting = True
        self._response = response
        self._was_gone = False
        self._later = asyncio.get_running_loop().call_later
        self._timer = self._later(LOOK_S, self._look)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.cancel()

    def _look(self) -> None:
        connection = self._response.connection
        is_gone = self.is_waiting and (connection is None or connection.transport is None)
        if is_gone and self._was_gone:  # twice: what has come may just be on its way up
            self._response.close()
            return
        self._was_gone = is_gone
        self._timer = self._later(LOOK_S, self._look)


async def read_up_to(bytes_max: int, response: aiohttp.ClientResponse) -> bytes:
    """A body, or its beginning. `response.content.read` gives only what has come so far."""
    gathered = bytearray()
    async for piece in response.content.iter_any():
        gathered += piece
        if len(gathered) >= bytes_max:
            break
    return bytes(gathered[:bytes_max])
