"""No address that somebody wrote leads into a private network, however it is spelled."""

import socket

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver

from raw_server import raw_server, reply
from wayfare.domain.errors import AddressRefusedError, SettingsError
from wayfare.network import Guard

STRICT = Guard()

#: (the host as written, the kind that it is found to be)
PRIVATE = [
    ("127.0.0.1", "loopback"),
    ("127.8.9.10", "loopback"),
    ("localhost", "loopback"),
    ("LOCALHOST", "loopback"),
    ("api.localhost", "loopback"),
    ("localhost.localdomain", "loopback"),
    ("ip6-localhost", "loopback"),
    ("ⓛocalhost", "loopback"),
    ("①②⑦.0.0.1", "loopback"),
    ("127。0。0。1", "loopback"),
    ("[::1]", "loopback"),
    ("[0:0:0:0:0:0:0:1]", "loopback"),
    ("[::ffff:127.0.0.1]", "loopback"),
    ("[::ffff:7f00:1]", "loopback"),
    ("[64:ff9b::127.0.0.1]", "loopback"),
    ("[2002:7f00:1::]", "loopback"),
    ("10.0.0.1", "private"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.1.1", "private"),
    ("[fd00::1]", "private"),
    ("[fc00::1]", "private"),
    ("[::ffff:10.0.0.1]", "private"),
    ("[64:ff9b::a00:1]", "private"),
    ("[2002:c0a8:101::1]", "private"),
    ("[2a01:db8::5efe:10.0.0.1]", "private"),
    ("100.64.0.1", "carrier"),
    ("100.127.255.254", "carrier"),
    ("169.254.169.254", "link-local"),
    ("[::ffff:169.254.169.254]", "link-local"),
    ("[64:ff9b::a9fe:a9fe]", "link-local"),
    ("[2002:a9fe:a9fe::]", "link-local"),
    ("[fe80::1]", "link-local"),
    ("[fec0::1]", "site-local"),
    ("0.0.0.0", "unspecified"),
    ("0.1.2.3", "unspecified"),
    ("[::]", "unspecified"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.250", "multicast"),
    ("[ff02::1]", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("192.0.0.8", "reserved"),
    ("192.0.2.1", "reserved"),
    ("198.18.0.1", "reserved"),
    ("198.51.100.1", "reserved"),
    ("203.0.113.1", "reserved"),
    ("192.88.99.1", "reserved"),
    ("[2001:0:7f00:1::]", "reserved"),  # Teredo
    ("[2001:db8::1]", "reserved"),
    ("[64:ff9b:1::1]", "reserved"),
    ("[::127.0.0.1]", "reserved"),
    ("[100::1]", "reserved"),
    ("[4000::1]", "reserved"),
]

PRIVATE_IP = [row for row in PRIVATE if row[0].isascii() and row[0][0] in "[0123456789"]

#: What no listing opens, since nobody who means well writes it so.
NEVER = [
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://2130706433/",
    "http://017700000001/",
    "http://127.1/",
    "http://127.0.1/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "http://0/",
    "http://a.0x/",
    "http://127.0.0.1./",
    "http://localhost./",
    "http://models.example./",
    "http://user@models.example/",
    "http://user:pass@models.example/",
    "http://:pass@models.example/",
    "http://models.example@127.0.0.1/",
    "http://127.0.0.1#@models.example@/ ",
    "http://127.0.0.1\\@models.example/",
    "http://models.example\\/",
    "http://models.example/\r\nx: y",
    "http://models.example/\t",
    " http://models.example/",
    "http://%31%32%37.0.0.1/",
    "http://127.0.0.1%00.example/",
    "http://[fe80::1%25eth0]/",
    "http://[::1/",
    "http://[::1]:99999/",
    "http://127.0.0.1:0x50/",
    "http:///v1",
    "http://",
    "http:/127.0.0.1/",
    "//127.0.0.1/",
    "127.0.0.1:80",
    "nonsense",
    "",
    "ftp://models.example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:70/",
    "unix:///var/run/docker.sock",
    "data:text/plain,hi",
    "HTTPS+unix://x/",
]

PUBLIC = [
    "https://api.openai.com/v1",
    "http://8.8.8.8/",
    "https://[2606:4700::1111]/v1",
    "https://[64:ff9b::8.8.8.8]/",
    "https://[2002:808:808::1]/",
    "https://172.32.0.1/",
    "https://100.128.0.1/",
    "https://localhost.example/",
    "https://mylocalhost/",
    "https://모델.example/v1",
    "https://10.example/",
    "HTTPS://API.EXAMPLE/v1?x=y",
]


@pytest.mark.parametrize(("host", "kind"), PRIVATE)
def test_what_is_private_is_refused_and_its_kind_is_named(host, kind):
    for url in (f"http://{host}/", f"https://{host}:8443/v1"):
        with pytest.raises(AddressRefusedError, match=f"is a {kind} address") as refused:
            STRICT.check_url(url)
        assert "private = [" in refused.value.cure


@pytest.mark.parametrize("url", NEVER)
def test_what_is_oddly_written_is_refused_whatever_is_listed(url):
    everything = Guard.listing(["0.0.0.0/0", "::/0"]).opened_at_home()
    with pytest.raises(AddressRefusedError) as refused:
        everything.check_url(url)
    assert refused.value.cure


@pytest.mark.parametrize("url", PUBLIC)
def test_what_is_public_is_let_through(url):
    STRICT.check_url(url)


@pytest.mark.parametrize(
    ("listed", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:9/"),
        ("127.0.0.1", "http://localhost/"),
        ("127.0.0.1", "http://[::ffff:127.0.0.1]/"),
        ("127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        ("127.0.0.1:443", "https://127.0.0.1/"),
        ("10.0.0.0/8", "http://10.9.8.7/"),
        ("10.0.0.0/8:8000", "http://10.9.8.7:8000/"),
        ("10.9.8.7/8", "http://10.1.1.1/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("[fd00::]", "http://[fd00::]/"),
        ("fd00::/8", "http://[fd12::1]:1/"),
        (" 169.254.0.0/16 ", "http://169.254.169.254/"),
    ],
)
def test_what_is_listed_is_let_through_and_its_neighbour_is_not(listed, url):
    guard = Guard.listing([listed])
    guard.check_url(url)
    for other in ("http://172.16.0.1:11434/", "http://[fe80::1]:8000/"):
        with pytest.raises(AddressRefusedError):
            guard.check_url(other)


def test_a_port_that_is_not_listed_stays_closed():
    guard = Guard.listing(["127.0.0.1:11434"])
    for url in ("http://127.0.0.1/", "http://127.0.0.1:11435/", "http://localhost:22/"):
        with pytest.raises(AddressRefusedError, match="loopback"):
            guard.check_url(url)


@pytest.mark.parametrize("listed", ["", "localhost", "10.0.0.0/33", "1.2.3.4:x", "[::1", "a:1"])
def test_a_listing_that_is_none_is_a_mistake_in_the_settings(listed):
    with pytest.raises(SettingsError, match=r"network\.private"):
        Guard.listing([listed])


@pytest.mark.parametrize("kind", ["loopback", "private", "carrier"])
def test_at_home_what_is_the_owners_is_open(kind):
    at_home = STRICT.opened_at_home()
    for host in (host for host, found in PRIVATE if found == kind):
        at_home.check_url(f"http://{host}/")


@pytest.mark.parametrize(
    ("host", "kind"), [row for row in PRIVATE if row[1] not in {"loopback", "private", "carrier"}]
)
def test_at_home_what_is_nobodys_stays_closed(host, kind):
    with pytest.raises(AddressRefusedError, match=kind):
        STRICT.opened_at_home().check_url(f"http://{host}/")


# --- names, and what they resolve to -----------------------------------------------------


class Names(AbstractResolver):
    """Resolves every name to what comes next; the last answer is given for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def resolve(self, host, port=0, family=socket.AF_INET):
        self.asked += 1
        found = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for address in found
        ]

    async def close(self):
        pass


async def get(guard: Guard, url: str, names: Names | None = None) -> int:
    connector = guard.connector(resolver=names, use_dns_cache=False)
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        return response.status


@pytest.mark.parametrize(("host", "kind"), PRIVATE_IP)
async def test_a_name_that_resolves_to_what_is_private_is_refused(host, kind):
    names = Names([host.strip("[]")])
    with pytest.raises(AddressRefusedError, match=rf"models\.example .*is a {kind} address"):
        await get(STRICT, "http://models.example/", names)
    assert names.asked == 1


@pytest.mark.parametrize(("host", "kind"), PRIVATE_IP)
async def test_an_ip_address_that_nobody_looked_at_is_looked_at_when_the_socket_opens(host, kind):
    with pytest.raises(AddressRefusedError, match=kind):
        await get(STRICT, f"http://{host}/")


async def test_a_name_that_turns_private_between_two_look_ups_gains_nothing():
    async with raw_server(reply(b"{}")) as server:
        names = Names(["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"])
        guard = Guard.listing([f"127.0.0.1:{server.port}"])
        url = f"http://models.example:{server.port}/"
        guard.check_url(url)
        assert await get(guard, url, names) == 200
        for kind in ("private", "link-local"):
            with pytest.raises(AddressRefusedError, match=kind):
                await get(guard, url, names)
    assert len(server.requests) == 1


async def test_a_connection_goes_to_the_address_that_was_looked_at_and_asks_only_once():
    async with raw_server(reply(b"{}")) as server:
        names = Names(["127.0.0.1"], ["10.0.0.1"])
        guard = Guard.listing(["127.0.0.1"])
        assert await get(guard, f"http://models.example:{server.port}/", names) == 200
    assert names.asked == 1
    assert b"Host: models.example" in server.requests[0]


async def test_of_a_names_addresses_only_those_that_may_be_are_tried():
    async with raw_server(reply(b"{}")) as server:
        names = Names(["10.0.0.1", "127.0.0.1", "::1"])
        guard = Guard.listing(["127.0.0.1"])
        assert await get(guard, f"http://models.example:{server.port}/", names) == 200


async def test_a_redirect_into_a_private_network_is_refused_even_where_it_is_followed():
    async with raw_server(reply(b"secret")) as inside, raw_server() as outside:
        outside.says = [reply(b"", "302 Found", f"Location: {inside.url}")]
        guard = Guard.listing([f"127.0.0.1:{outside.port}"])
        async with aiohttp.ClientSession(connector=guard.connector()) as session:
            async with session.get(outside.url, allow_redirects=False) as response:
                assert response.status == 302
            with pytest.raises(AddressRefusedError, match="loopback"):
                await session.get(outside.url)
    assert inside.requests == []


async def test_a_name_of_this_machine_is_refused_by_what_it_resolves_to():
    with pytest.raises(AddressRefusedError):
        await get(STRICT, f"http://{socket.gethostname()}/", Names(["127.0.1.1"]))
