"""Fetch weights from a model hub, going on where an earlier try was cut.

Knows the address of a file on a hub, and ranges. Connects only where its guard lets it,
after redirects too. Knows nothing of digests: who asks checks the whole.
"""

import http.client
import os
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

from wayfare.domain.errors import AddressRefusedError, WeightsError
from wayfare.network import Guard
from wayfare.ports import Progress, WeightFile
from wayfare.settings.providers import Hub

_PIECE_BYTES = 256 * 1024
_SILENCE_S = 15.0
_TRIES = 4
_CURE = (
    "Check the network, and `local.hub_url` and `local.models` in the settings, then try again: "
    "what has arrived is kept."
)

_PRIVATE_CURE = "If you mean it, set `local.allow_private = true`, or correct `local.hub_url`."


class HubSource:
    """Weights in a file of a hub's repository, at one revision."""

    def __init__(self, hub_url: str, hub: Hub, guard: Guard = Guard()) -> None:  # noqa: B008
        self._hub = hub
        self._guard = guard
        path = f"{hub.repository}/resolve/{hub.revision}/{hub.file}"
        self._url = f"{hub_url.rstrip('/')}/{urllib.parse.quote(path)}"

    @property
    def description(self) -> str:
        """What is fetched from which hub."""
        hub = self._hub
        return (
            f"{hub.file} of {hub.repository} at revision {hub.revision}, from the hub that your "
            "settings name; used only if its sha256 agrees with the one in your settings."
        )

    def fetch(self, weights: WeightFile, target: Path, progress: Progress) -> None:
        """Append what is missing to `target`.

        Raises:
            WeightsError: the hub does not answer, has no such file, or keeps breaking off.
        """
        if not self._url.startswith(("http://", "https://")):
            raise WeightsError(f"{self._url} is not an http address.", cure=_CURE)
        try:
            self._fetch_on(weights, target, progress)
        except AddressRefusedError as error:
            raise WeightsError(error.message, cure=_PRIVATE_CURE) from error

    def _fetch_on(self, weights: WeightFile, target: Path, progress: Progress) -> None:
        self._guard.check_url(self._url)
        tries = 0
        while (there := _size(target)) != weights.size:
            if there > weights.size:
                target.unlink()
                continue
            tries += 1
            reason = self._read_on(weights, target, progress)
            if _size(target) > there:
                tries = 0  # it moves, however slowly
            if tries == _TRIES:
                raise WeightsError(f"{self._url} breaks off: {reason}.", cure=_CURE)

    def _read_on(self, weights: WeightFile, target: Path, progress: Progress) -> str:
        """Read as far as one connection goes; return why it ended."""
        there = _size(target)
        headers = {"Range": f"bytes={there}-", "Accept-Encoding": "identity"}
        request = urllib.request.Request(self._url, headers=headers)  # noqa: S310 - checked in fetch
        try:
            with _opener(self._guard).open(request, timeout=_SILENCE_S) as response:
                # a server without ranges answers 200 and sends all of it once more
                goes_on = response.status == 206
                _copy(response, target, there if goes_on else 0, weights, progress)
        except urllib.error.HTTPError as error:
            with error:
                if error.code < 500:
                    raise WeightsError(
                        f"{self._url} answers with status {error.code}.", cure=_CURE
                    ) from error
                return f"status {error.code}"
        except urllib.error.URLError as error:
            return str(error.reason)
        except (http.client.HTTPException, ConnectionError, TimeoutError, ssl.SSLError) as error:
            return str(error) or type(error).__name__
        return "the connection was cut"


def _opener(guard: Guard) -> urllib.request.OpenerDirector:
    """What opens addresses that the guard lets through, and no others.

    Where the environment names a proxy, the proxy resolves names, and only what is written
    can be looked at.
    """
    handlers: list[urllib.request.BaseHandler] = [_Redirects(guard)]
    if not urllib.request.getproxies():
        handlers += [_Plain(guard), _Secure(guard)]
    return urllib.request.build_opener(*handlers)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to nowhere that is refused: hubs send on to where files lie."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        self._guard.check_url(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Plain(urllib.request.HTTPHandler):
    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self._guard = guard

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_guarded, http.client.HTTPConnection, self._guard), req)


class _Secure(urllib.request.HTTPSHandler):
    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self._guard = guard

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_guarded, http.client.HTTPSConnection, self._guard), req)


def _guarded(
    kind: Callable[..., http.client.HTTPConnection], guard: Guard, host: str, **options: Any
) -> http.client.HTTPConnection:
    """A connection whose socket opens only to an address that was looked at."""
    connection = kind(host, **options)

    def connect(
        where: tuple[str, int], timeout: float | None, source: tuple[str, int] | None
    ) -> socket.socket:
        found = socket.getaddrinfo(*where, type=socket.SOCK_STREAM)
        trouble: OSError | AddressRefusedError | None = None
        for *_, address in found:
            try:
                guard.check_address(str(address[0]), where[1], where[0])
                return socket.create_connection((str(address[0]), where[1]), timeout, source)
            except (OSError, AddressRefusedError) as error:
                trouble = trouble or error
        raise trouble or OSError("the name leads nowhere")

    # the one place where http.client opens a socket, for https too
    vars(connection)["_create_connection"] = connect
    return connection


def _copy(
    response: http.client.HTTPResponse,
    target: Path,
    begins: int,
    weights: WeightFile,
    progress: Progress,
) -> None:
    with target.open("ab") as file:
        file.truncate(begins)
        file.seek(begins)
        progress(weights.name, begins, weights.size)
        # one byte more than is due shows that it is another file; the digest then refuses it
        while piece := response.read(min(_PIECE_BYTES, weights.size + 1 - file.tell())):
            file.write(piece)
            progress(weights.name, file.tell(), weights.size)
            if file.tell() > weights.size:
                raise WeightsError(
                    f"{response.url} is longer than the {weights.size} bytes that it should have.",
                    cure="Correct `size` and `sha256` under `local.models` in the settings.",
                )
        file.flush()
        os.fsync(file.fileno())


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
