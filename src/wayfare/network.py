"""Keep requests to addresses that others wrote away from private networks.

A `Guard` reads the address as it is written, looks at every IP address that its name
resolves to, and looks once more at the one that a socket is about to be opened to. What is
private is refused unless it is listed. Knows sockets and names. Knows nothing of providers.

    guard = Guard.listing(["10.1.0.0/16", "127.0.0.1:11434"])
    guard.check_url(url)
    session = aiohttp.ClientSession(connector=guard.connector())
    session.get(url, allow_redirects=False)
"""

import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass, replace
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from wayfare.domain.errors import AddressRefusedError, SettingsError

_Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network


def _networks(kind: str, *written: str) -> list[tuple[_Network, str]]:
    return [(ip_network(network), kind) for network in written]


_KINDS: Sequence[tuple[_Network, str]] = (
    *_networks("unspecified", "0.0.0.0/8", "::/128"),
    *_networks("loopback", "127.0.0.0/8", "::1/128"),
    *_networks("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
    *_networks("carrier", "100.64.0.0/10"),
    *_networks("link-local", "169.254.0.0/16", "fe80::/10"),
    *_networks("site-local", "fec0::/10"),
    *_networks("multicast", "224.0.0.0/4", "ff00::/8"),
    *_networks(
        "reserved",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
        "2001::/23",  # Teredo among them, which can lead anywhere
        "2001:db8::/32",
        "3fff::/20",
    ),
)
_PUBLIC_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)

#: What `allow_private` opens: this machine, and the networks that it may stand in.
_AT_HOME = frozenset({"loopback", "private", "carrier"})

_MACHINE_ITSELF = re.compile(
    r"(.*\.)?(localhost|localdomain|localhost[46]|ip6-(localhost|loopback))"
)
_ENDS_IN_NUMBER = re.compile(r"(.*\.)?(0[xX][0-9a-fA-F]*|[0-9]+)")
_ODD = re.compile(r"[\x00-\x20\\\x7f]")


@dataclass(frozen=True, slots=True)
class _Listed:
    network: _Network
    port: int | None


@dataclass(frozen=True, slots=True)
class Guard:
    """Which addresses may be connected to: what is public, and what is listed.

    `at_home`: this machine and private networks too, but never link-local ones (where
    clouds keep their credentials), nor what no server may have.
    """

    listed: tuple[_Listed, ...] = ()
    at_home: bool = False

    @classmethod
    def listing(cls, private: Sequence[str]) -> "Guard":
        """A guard that lets through what is listed: `10.0.0.0/8`, `127.0.0.1:11434`, `[::1]:80`.

        Raises:
            SettingsError: one is neither an address nor a network.
        """
        return cls(tuple(_listed(written) for written in private))

    def opened_at_home(self) -> "Guard":
        """The same, and this machine and its private networks with it."""
        return replace(self, at_home=True)

    def check_url(self, url: str) -> None:
        """Look at an address as it is written. Its name is looked at once it is resolved.

        Raises:
            AddressRefusedError: it leads, or might lead, where nobody said it may.
        """
        host, port = _host_and_port(url)
        if _MACHINE_ITSELF.fullmatch(host):
            self._check(IPv4Address("127.0.0.1"), port, host)
            return
        try:
            address = ip_address(host)
        except ValueError:
            if _ENDS_IN_NUMBER.fullmatch(host):
                raise AddressRefusedError(
                    f"{host} is an odd way to write an IP address.",
                    cure="Write it as four decimal numbers, such as 203.0.113.7.",
                ) from None
            return
        self._check(address, port, host)

    def check_address(self, address: str, port: int, host: str = "") -> None:
        """Look at an IP address to connect to; `host` is the name that led there.

        Raises:
            AddressRefusedError: it is private, and not listed.
        """
        self._check(ip_address(address.partition("%")[0]), port, host or address)

    def connector(
        self, *, resolver: AbstractResolver | None = None, **options: Any
    ) -> aiohttp.TCPConnector:
        """What connects an `aiohttp.ClientSession` to nothing that is refused."""
        guarded = _GuardedResolver(self, resolver)
        return aiohttp.TCPConnector(resolver=guarded, socket_factory=self._open_socket, **options)

    def _check(self, address: _Address, port: int, host: str) -> None:
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        kind = _kind(address)
        if kind is None or (self.at_home and kind in _AT_HOME):
            return
        if any(address in listed.network and listed.port in {None, port} for listed in self.listed):
            return
        where = host if host == str(address) else f"{host} ({address})"
        raise AddressRefusedError(
            f"{where} is a {kind} address, which is not listed.",
            cure=_cure(kind, address, port),
        )

    def _open_socket(self, info: Any) -> socket.socket:
        """Open a socket to an address that was looked at: an IP in a URL has no resolver."""
        family, kind, protocol, _, where = info
        self.check_address(str(where[0]), int(where[1]))
        return socket.socket(family=family, type=kind, proto=protocol)


class _GuardedResolver(AbstractResolver):
    """Resolves a name to those of its addresses that may be connected to.

    The connection goes to what is returned here and is not resolved again, so a name that
    changes its mind between two look-ups gains nothing.
    """

    def __init__(self, guard: Guard, resolver: AbstractResolver | None) -> None:
        self._guard = guard
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if self._resolver is None:
            self._resolver = aiohttp.ThreadedResolver()
        found = await self._resolver.resolve(host, port, family)
        safe: list[ResolveResult] = []
        refusal: AddressRefusedError | None = None
        for one in found:
            try:
                self._guard.check_address(one["host"], port, host)
                safe.append(one)
            except AddressRefusedError as error:
                refusal = refusal or error
        if not safe and refusal is not None:
            raise refusal
        return safe

    async def close(self) -> None:
        if self._resolver is not None:
            await self._resolver.close()


def _host_and_port(url: str) -> tuple[str, int]:
    """The host, as small letters of ASCII, and the port of an address that is well written."""
    try:
        parsed = URL(url)
        host = (parsed.raw_host or "").lower()
        port = parsed.port
    except ValueError as error:
        raise _not_an_address(f"{error}".rstrip(".")) from error
    if parsed.scheme not in {"http", "https"}:
        raise _not_an_address("it must begin with http:// or https://")
    if not host or port is None:
        raise _not_an_address("it names no host")
    if parsed.raw_user is not None or parsed.raw_password is not None:
        raise _not_an_address("no name or password may stand in it")
    if _ODD.search(url) or "%" in host:
        raise _not_an_address("a character in it has no place there")
    if host.endswith("."):
        raise _not_an_address("its host ends with a dot")
    return host, port


def _not_an_address(why: str) -> AddressRefusedError:
    return AddressRefusedError(
        f"The address cannot be used: {why}.", cure="Write it as https://host/path."
    )


def _kind(address: _Address) -> str | None:
    """What kind of address it is; None: one of the public internet."""
    for network, kind in _KINDS:
        if address.version == network.version and address in network:
            return kind
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return _kind(IPv4Address(int(address) & 0xFFFF_FFFF))
    if address not in _PUBLIC_V6:
        return "reserved"
    if address.sixtofour is not None:
        return _kind(address.sixtofour)
    if (int(address) >> 32) & 0xFFFF_FFFF in _ISATAP:
        return _kind(IPv4Address(int(address) & 0xFFFF_FFFF))
    return None


def _cure(kind: str, address: _Address, port: int) -> str:
    shown = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
    listing = f'list it in the settings: `[network] private = ["{shown}"]`'
    if kind in _AT_HOME:
        return f"If you mean it, set `allow_private = true` for its provider, or {listing}."
    return f"If you really mean it, {listing}."


_WITH_PORT = re.compile(r"\[(?P<v6>[^\]]+)\](:(?P<port6>\d+))?|(?P<v4>[^:]+):(?P<port4>\d+)")


def _listed(written: str) -> _Listed:
    found = _WITH_PORT.fullmatch(written.strip())
    network, port = written.strip(), None
    if found is not None:
        network = found["v6"] or found["v4"]
        digits = found["port6"] or found["port4"]
        port = int(digits) if digits else None
    try:
        return _Listed(ip_network(network, strict=False), port)
    except ValueError as error:
        raise SettingsError(
            f"`network.private` lists {written!r}, which is neither an address nor a network.",
            cure="Write such as 127.0.0.1:11434, 10.0.0.0/8 or [fd00::1]:8000.",
        ) from error
