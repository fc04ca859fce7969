"""Bytes that are no good HTTP, or too much of it: a clear no, and the server lives on."""

import asyncio
import json

import pytest

from wayfare.api.protocol import HEAD_BYTES_MAX

BODY = b'{"model":"scripted-small","messages":[{"role":"user","content":"hi"}]}'


class Wire:
    """Sends exactly the bytes it is given, and reads what is said until the end."""

    def __init__(self, url: str, key: str) -> None:
        self.port = int(url.rpartition(":")[2])
        self.key = key.encode()

    def head(self, *lines: bytes, start: bytes = b"POST /v1/chat/completions HTTP/1.1") -> bytes:
        usual = (start, b"host: x", b"connection: close", b"authorization: Bearer " + self.key)
        return b"\r\n".join((*usual, *lines)) + b"\r\n\r\n"

    async def say(self, *pieces: bytes, ends: bool = False) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            if ends:
                writer.write_eof()
            async with asyncio.timeout(30):
                return await reader.read()
        except ConnectionError:
            return b""
        finally:
            writer.close()


@pytest.fixture
def wire(url, key) -> Wire:
    return Wire(url, key)


def status_of(said: bytes) -> int:
    return int(said.split(b" ", 2)[1]) if said else 0


def error_of(said: bytes) -> dict:
    return json.loads(said.partition(b"\r\n\r\n")[2])["error"]


def length(number: int) -> bytes:
    return b"content-length: %d" % number


CHUNKED = b"transfer-encoding: chunked"
ONE_CHUNK = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)

#: name: (lines of the head, what follows it)
MALFORMED = {
    "two lengths": ([length(len(BODY)), length(1)], BODY),
    "length and chunks": ([length(len(BODY)), CHUNKED], ONE_CHUNK),
    "chunks and length": ([CHUNKED, length(4)], ONE_CHUNK),
    "negative length": ([b"content-length: -1"], BODY),
    "length that is no number": ([b"content-length: 0x10"], BODY),
    "length beyond all numbers": ([b"content-length: " + b"9" * 40], BODY),
    "a chunk without a size": ([CHUNKED], b"zz\r\n" + BODY),
    "a chunk with a minus": ([CHUNKED], b"-5\r\n" + BODY),
    "a chunk beyond all sizes": ([CHUNKED], b"f" * 40 + b"\r\n" + BODY),
    "an encoding not known": ([b"transfer-encoding: gzip, x"], BODY),
    "chunked twice": ([CHUNKED, CHUNKED, b"transfer-encoding: identity"], ONE_CHUNK),
    "a line that goes on": ([b"x-a: b\r\n c", length(len(BODY))], BODY),
    "a space before the colon": ([b"x-a : b", length(len(BODY))], BODY),
    "a line without a colon": ([b"x-a", length(len(BODY))], BODY),
    "a NUL in a value": ([b"x-a: \x00", length(len(BODY))], BODY),
    "a bare line feed": ([b"x-a: b\nx-b: c\rx-d: e", length(len(BODY))], BODY),
}


async def test_what_could_be_read_in_two_ways_is_not_read_at_all(wire, provider, client):
    for name, (lines, rest) in MALFORMED.items():
        said = await wire.say(wire.head(*lines), rest)
        assert status_of(said) == 400, name
        assert error_of(said)["code"] == "malformed_http"
    assert provider.ledger == []
    assert (await client.get("/healthz")).status == 200


STARTS = [
    b"GET  HTTP/1.1",
    b"GET /v1/models HTTP/9.9",
    b"get /v1/models HTTP/1.1",
    b"GET \xff HTTP/1.1",
    b"GET /v1/\xec\x95\x88 HTTP/1.1",
    b"OPTIONS * HTTP/1.1",
    b"CONNECT 127.0.0.1:22 HTTP/1.1",
    b"PRI * HTTP/2.0",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
]


async def test_a_first_line_that_is_none_is_refused(wire, client):
    for start in STARTS:
        said = await wire.say(wire.head(start=start))
        assert status_of(said) in {400, 404, 405}, start
        assert error_of(said)["message"]
    assert (await client.get("/healthz")).status == 200


async def test_a_body_that_ends_before_its_length_is_not_answered(wire, provider, client):
    said = await wire.say(wire.head(length(len(BODY) + 9)), BODY, ends=True)
    assert said == b""
    said = await wire.say(wire.head(CHUNKED), b"%x\r\n%b" % (len(BODY), BODY), ends=True)
    assert said == b""
    assert provider.ledger == []
    assert (await client.get("/healthz")).status == 200


async def test_what_follows_a_body_is_another_request_with_a_key_of_its_own(wire, provider):
    """Bytes beyond the length are no part of the body, and borrow nobody's key."""
    smuggled = b"GET /v1/models HTTP/1.1\r\nhost: x\r\n\r\n"
    head = wire.head(length(len(BODY))).replace(b"connection: close\r\n", b"")
    said = await wire.say(
        head, BODY + smuggled.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")
    )
    first, _, second = said.partition(b"}HTTP/1.1 ")
    assert status_of(first) == 200
    assert second.startswith(b"401")
    assert len(provider.ledger) == 1


async def test_a_body_in_the_oddest_chunks_is_a_body(wire, provider):
    odd = b"".join(b"0001;x=%b\r\n%b\r\n" % (b"y" * 9, BODY[i : i + 1]) for i in range(len(BODY)))
    for end in (b"0\r\n\r\n", b"000;a=b\r\nx-trailer: z\r\n\r\n"):
        said = await wire.say(wire.head(CHUNKED), odd + end)
        assert status_of(said) == 200
    assert len(provider.ledger) == 2


async def test_what_comes_after_a_body_is_no_header_and_no_key(wire, url):
    """Whoever stands before Wayfare and looks at keys has not looked there."""
    for trailer in (b"authorization: Bearer " + wire.key, b"x-api-key: " + wire.key):
        head = wire.head(CHUNKED)
        body = ONE_CHUNK.removesuffix(b"\r\n") + trailer + b"\r\n\r\n"
        assert status_of(await wire.say(head + body)) == 200
        keyless = head.replace(b"authorization: Bearer " + wire.key, b"x-a: b")
        assert status_of(await wire.say(keyless + body)) == 401


TOO_MUCH = {
    "one header": [b"x-a: " + b"a" * 100_000],
    "many headers": [b"x-%d: a" % number for number in range(10_000)],
    "a key": [b"x-api-key: wf-" + b"a" * 100_000],
    "a name": [b"x" * 100_000 + b": a"],
}


@pytest.mark.parametrize("piece_bytes", [1_000_000, 999])
async def test_a_head_that_is_too_large_is_refused(wire, client, provider, piece_bytes):
    for name, lines in TOO_MUCH.items():
        head = wire.head(length(len(BODY)), *lines) + BODY
        pieces = [head[at : at + piece_bytes] for at in range(0, len(head), piece_bytes)]
        said = await wire.say(*pieces)
        # a client that still writes when it is refused may not hear why
        assert status_of(said) in ({431} if len(pieces) == 1 else {431, 0}), name
        if said:
            assert error_of(said)["code"] == "headers_too_large"
            assert f"{HEAD_BYTES_MAX:,} bytes" in error_of(said)["message"]
    assert provider.ledger == []
    assert (await client.get("/healthz")).status == 200


async def test_a_path_that_is_too_long_is_refused(wire, client):
    for path in (b"/v1/models/" + b"a" * 100_000, b"/v1/models?" + b"a" * 100_000):
        said = await wire.say(wire.head(start=b"GET " + path + b" HTTP/1.1"))
        assert (status_of(said), error_of(said)["code"]) == (431, "headers_too_large")
    assert (await client.get("/healthz")).status == 200


async def test_a_large_body_beside_a_small_head_is_no_large_head(wire, provider):
    body = BODY[:-1] + b',"user":"' + b"u" * 200_000 + b'"}'
    said = await wire.say(wire.head(length(len(body))) + body)
    assert status_of(said) == 200
    later = wire.head(length(len(body))) + body
    first = later.replace(b"connection: close\r\n", b"")
    said = await wire.say(first + later)
    assert said.count(b"HTTP/1.1 200") == 2
    assert len(provider.ledger) == 3


async def test_a_second_head_on_a_connection_is_bounded_like_the_first(wire):
    first = wire.head(start=b"GET /healthz HTTP/1.1").replace(b"connection: close\r\n", b"")
    second = wire.head(b"x-a: " + b"a" * 100_000, start=b"GET /healthz HTTP/1.1")
    reader, writer = await asyncio.open_connection("127.0.0.1", wire.port)
    async with asyncio.timeout(30):
        writer.write(first)
        assert (await reader.readuntil(b'"ok"}')).startswith(b"HTTP/1.1 200")
        writer.write(second)
        assert (await reader.read()).startswith(b"HTTP/1.1 431")
    writer.close()


async def test_an_upgrade_is_not_taken_and_the_key_is_asked_for_all_the_same(wire):
    upgrade = (b"upgrade: websocket", b"sec-websocket-key: x", b"sec-websocket-version: 13")
    head = wire.head(*upgrade, start=b"GET /v1/models HTTP/1.1")
    head = head.replace(b"connection: close", b"connection: upgrade, close")
    said = await wire.say(head)
    assert status_of(said) in {200, 400}
    said = await wire.say(head.replace(wire.key, b"wf-wrong"))
    assert status_of(said) in {400, 401}


async def test_a_path_or_query_of_no_letters_asks_for_nothing(wire):
    for path in ("/v1/models/%ff%fe", "/v1/files/%00", "/v1/decisions/%ed%a0%80"):
        said = await wire.say(wire.head(start=b"GET " + path.encode() + b" HTTP/1.1"))
        assert status_of(said) == 404, path
    for query in ("?purpose=%ff", "?a=%00&a", "?" + "&" * 5_000, "?%%%"):
        said = await wire.say(wire.head(start=b"GET /v1/files" + query.encode() + b" HTTP/1.1"))
        assert status_of(said) == 200, query
