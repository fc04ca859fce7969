"""The provider over real sockets: what goes out, what comes in, and everything between."""

import asyncio
import gzip
import json
import socket

import pytest

from loopback import closed_port, serving
from raw_server import CHUNKED, RawServer, chunk, raw_server, reply
from wayfare.domain.deployment import CHAT_FEATURES, LOCAL_TERMS, Deployment, Feature
from wayfare.domain.errors import (
    ProviderError,
    ProviderTimeoutError,
    ProviderUnreachableError,
    StreamCutError,
)
from wayfare.domain.price import Price, Rates
from wayfare.ports import Call
from wayfare.providers.address import Address, key_in
from wayfare.providers.http import ERROR_BYTES_MAX, HttpProvider
from wayfare.providers.prices.row import NOT_KNOWN, TableRow
from wayfare.providers.scripted import ScriptedProvider, http_app
from wayfare.settings.serving import Timeouts

PRICE = Price(Rates(1, 2))
CALL = Call(Deployment("p/m", "p", "m"), "chat/completions", b'{"model":"m"}', stream=True)


async def rows_of(models):
    return [TableRow(PRICE, 1_000) if model == "priced" else NOT_KNOWN for model in models]


def provider_at(url: str, *, timeouts=Timeouts(), **address) -> HttpProvider:  # noqa: B008
    address = {"allow_private": True, **address}
    return HttpProvider(Address("p", url, **address), timeouts, rows_of)


@pytest.fixture
async def made():
    """Makes providers, and closes them."""
    some: list[HttpProvider] = []

    def make(at: RawServer | str, **options) -> HttpProvider:
        url = at if isinstance(at, str) else at.url
        some.append(provider_at(url, **options))
        return some[-1]

    yield make
    for provider in some:
        await provider.close()


async def read(reply_) -> bytes:
    return b"".join([piece async for piece in reply_.pieces])


async def until(condition) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


# --- what goes out -----------------------------------------------------------------------


async def test_a_call_goes_out_as_it_is_with_the_key_in_its_header(made):
    async with raw_server(reply(b"{}")) as server:
        answer = await made(server, key="sk-secret").send(CALL)
        assert await read(answer) == b"{}"
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    assert lines[0] == "post /v1/chat/completions http/1.1"
    assert body == CALL.body
    assert {"authorization: bearer sk-secret", "content-type: application/json"} <= set(lines)
    assert "accept-encoding: identity" in lines


async def test_where_there_is_no_key_none_is_sent(made):
    async with raw_server(reply(b"{}")) as server:
        await read(await made(server).send(CALL))
    assert b"uthorization" not in server.requests[0]


async def test_further_headers_of_a_call_are_sent(made):
    call = Call(CALL.deployment, "embeddings", b"{}", stream=False, headers={"x-a": "b"})
    async with raw_server(reply(b"{}")) as server:
        await read(await made(server.url + "/").send(call))
    assert server.requests[0].startswith(b"POST /v1/embeddings ")
    assert b"x-a: b" in server.requests[0]


@pytest.mark.parametrize(
    ("environ", "variable", "key"),
    [
        ({"K": " sk-1\n"}, "K", "sk-1"),
        ({"K": ""}, "K", ""),
        ({}, "K", ""),
        ({"": "sk-1"}, "", ""),
    ],
)
def test_a_key_is_read_from_the_variable_that_is_named(environ, variable, key):
    assert key_in(environ, variable) == key


# --- what comes in -----------------------------------------------------------------------


async def test_bytes_are_handed_on_as_they_come_and_headers_are_found_by_lower_case(made):
    parts = [b"data: a\n\n", b"da", b"ta: \xec\x95", b"\x88\n\n"]
    says = [CHUNKED, *(word for part in parts for word in (chunk(part), 0.02)), b"0\r\n\r\n"]
    async with raw_server(*says) as server:
        answer = await made(server).send(CALL)
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/event-stream"
        assert "content-type" in answer.headers
        assert [piece async for piece in answer.pieces] == parts


async def test_the_first_bytes_are_there_before_the_last(made):
    async with raw_server(CHUNKED + chunk(b"a"), 60.0) as server:
        answer = await made(server).send(CALL)
        assert await asyncio.wait_for(anext(answer.pieces), 30) == b"a"
        answer.close()


async def test_a_reply_that_is_compressed_all_the_same_is_passed_on_untouched(made):
    body = gzip.compress(b'{"choices":[]}')
    async with raw_server(reply(body, "200 OK", "Content-Encoding: gzip")) as server:
        answer = await made(server).send(CALL)
        assert answer.headers["content-encoding"] == "gzip"
        assert await read(answer) == body


async def test_a_connection_is_used_again_after_a_whole_answer(made):
    async with raw_server(reply(b"{}"), stays=True) as server:
        provider = made(server)
        for _ in range(3):
            answer = await provider.send(CALL)
            await read(answer)
            answer.close()
    assert (len(server.requests), server.connections) == (3, 1)


async def test_a_provider_that_hangs_up_between_two_calls_is_called_anew(made):
    async with raw_server(reply(b"{}")) as server:
        provider = made(server)
        for _ in range(3):
            assert await read(await provider.send(CALL)) == b"{}"
            await asyncio.sleep(0.02)
    assert server.connections == 3


# --- errors ------------------------------------------------------------------------------


async def test_an_error_keeps_its_status_its_body_and_its_headers(made):
    body = b'{"error":{"message":"slow down"}}'
    async with raw_server(reply(body, "429 Too Many", "Retry-After: 7", "X-Y: Z")) as server:
        with pytest.raises(ProviderError) as refused:
            await made(server, key="sk-secret").send(CALL)
    error = refused.value
    assert (error.status, error.body, error.provider) == (429, body, "p")
    assert (error.retry_after, error.headers["x-y"]) == ("7", "Z")
    assert "sk-secret" not in str(error)


@pytest.mark.parametrize("status", ["400 Bad Request", "401 Unauthorized", "503 Busy"])
async def test_a_key_that_a_provider_repeats_goes_no_further(made, status):
    body = b'{"error":{"message":"Incorrect API key provided: sk-secret."}}'
    async with raw_server(reply(body, status)) as server:
        provider = made(server, key="sk-secret")
        for asked in (provider.send(CALL), provider.list_models()):
            with pytest.raises(ProviderError) as refused:
                await asked
            assert refused.value.body == body.replace(b"sk-secret", b"[key]")
    assert "sk-secret" not in repr(provider.address)


async def test_an_error_that_comes_in_pieces_is_read_whole(made):
    body = b'{"error":{"message":"' + b"x" * 5_000 + b'"}}'
    whole = reply(body, "400 Bad Request")
    async with raw_server(whole[:200], 0.02, whole[200:3_000], 0.02, whole[3_000:]) as server:
        with pytest.raises(ProviderError) as refused:
            await made(server).send(CALL)
    assert refused.value.body == body


async def test_of_an_endless_error_only_the_beginning_is_read(made):
    async with raw_server(reply(b"x" * 10_000_000, "500 Oh")) as server:
        with pytest.raises(ProviderError) as refused:
            await made(server).send(CALL)
        await until(lambda: server.left)
    assert refused.value.body == b"x" * ERROR_BYTES_MAX


async def test_an_error_that_breaks_off_is_an_error_all_the_same(made):
    head = b"HTTP/1.1 503 No\r\nContent-Length: 100\r\n\r\n{"
    async with raw_server(head) as server:
        with pytest.raises(ProviderError) as refused:
            await made(server).send(CALL)
    assert refused.value.status == 503


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
async def test_a_redirect_is_not_followed_with_the_key_in_hand(made, status):
    async with raw_server(reply(b"{}")) as other, raw_server() as server:
        server.says = [reply(b"", status, f"Location: {other.url}/chat/completions")]
        with pytest.raises(ProviderError, match=status[:3]) as refused:
            await made(server, key="sk-secret").send(CALL)
        assert refused.value.status == 502
        with pytest.raises(ProviderError):
            await made(server, key="sk-secret").deployments()
    assert other.requests == []


async def test_a_port_where_nobody_listens_is_unreachable(made):
    url = f"http://127.0.0.1:{closed_port()}/v1"
    with pytest.raises(ProviderUnreachableError, match="cannot be reached") as gone:
        await made(url, key="sk-secret").send(CALL)
    assert not isinstance(gone.value, ProviderTimeoutError)
    assert "sk-secret" not in str(gone.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:99999/v1", "nonsense", "ftp://127.0.0.1/v1"])
async def test_an_address_that_is_none_is_unreachable(made, url):
    with pytest.raises(ProviderUnreachableError):
        await made(url).send(CALL)


@pytest.mark.parametrize("says", [[], [b"HTTP/1.1 20"], [b"nonsense\r\n\r\n"]])
async def test_one_that_hangs_up_or_babbles_is_unreachable_and_not_asked_twice(made, says):
    async with raw_server(*says) as server:
        with pytest.raises(ProviderUnreachableError) as gone:
            await made(server).send(CALL)
        assert not isinstance(gone.value, ProviderTimeoutError)
    assert len(server.requests) == 1


async def test_one_that_does_not_even_take_the_connection_was_never_reached(made):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:  # the queue is full
            each.setblocking(False)
            each.connect_ex(address)
        await asyncio.sleep(0.05)
        provider = made(f"http://127.0.0.1:{address[1]}/v1", timeouts=Timeouts(connect_s=0.1))
        with pytest.raises(ProviderUnreachableError) as gone:
            await provider.send(CALL)
        assert not isinstance(gone.value, ProviderTimeoutError)
        for each in waiting:
            each.close()


@pytest.mark.parametrize(
    "says",
    [
        [CHUNKED, chunk(b"a")],
        [CHUNKED, chunk(b"a"), b"5\r\nab"],
        [CHUNKED, chunk(b"a"), 0.02, b"zz\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b"a"],
    ],
    ids=["chunked", "within a chunk", "no chunk", "counted"],
)
async def test_an_answer_that_breaks_off_says_so(made, says):
    async with raw_server(*says) as server:
        answer = await made(server).send(CALL)
        with pytest.raises(StreamCutError, match="p broke off its answer"):
            await read(answer)


async def test_whoever_waits_for_a_piece_hears_of_a_close(made):
    async with raw_server(CHUNKED, chunk(b"a"), 60.0) as server:
        answer = await made(server).send(CALL)
        reading = asyncio.ensure_future(read(answer))
        await asyncio.sleep(0.02)
        answer.close()
        with pytest.raises(StreamCutError):
            await reading
        await until(lambda: server.left == 1)


async def test_a_refusal_whose_words_do_not_come_keeps_its_status(made):
    head = b"HTTP/1.1 429 No\r\nContent-Length: 100\r\nRetry-After: 7\r\n\r\n"
    async with raw_server(head, b"{", 60.0) as server:
        provider = made(server)
        provider.error_timeout_s = 0.05
        with pytest.raises(ProviderError) as refused:
            await provider.send(CALL)
    assert (refused.value.status, refused.value.retry_after) == (429, "7")


@pytest.mark.parametrize(
    "says",
    [[reply(b"{}", f"{status} No", "Retry-After: 0")] for status in (408, 409, 429, 500, 503, 529)]
    + [[], [b"nonsense\r\n\r\n"]],
)
async def test_a_provider_is_called_once_whatever_it_says(made, says):
    """Retries have one owner, and it is not here: two layers of them would multiply."""
    async with raw_server(*says) as server:
        with pytest.raises(ProviderError):
            await made(server).send(CALL)
        await asyncio.sleep(0.02)
    assert (len(server.requests), server.connections) == (1, 1)


async def test_a_connection_that_was_kept_and_is_gone_is_not_tried_again_with_another(made):
    async with raw_server(reply(b"{}"), stays=True) as server:
        provider = made(server)
        await read(await provider.send(CALL))
        server.says = []
        server.stays = False
        with pytest.raises(ProviderUnreachableError):
            await provider.send(CALL)
    assert (len(server.requests), server.connections) == (2, 1)


async def test_a_reply_may_be_closed_at_any_time_and_the_provider_notices(made):
    async with raw_server(CHUNKED + chunk(b"a"), 60.0) as server:
        answer = await made(server).send(CALL)
        assert await anext(answer.pieces) == b"a"
        answer.close()
        answer.close()
        await until(lambda: server.left == 1)


async def test_a_call_that_is_given_up_is_hung_up(made):
    async with raw_server(60.0) as server:
        calling = asyncio.ensure_future(made(server).send(CALL))
        await until(lambda: server.requests)
        calling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await calling
        await until(lambda: server.left == 1)


async def test_a_provider_that_was_never_called_closes_too():
    await provider_at("http://127.0.0.1:1/v1").close()


# --- the models --------------------------------------------------------------------------


def listing(*models: str) -> bytes:
    return json.dumps({"object": "list", "data": [{"id": m, "x": 1} for m in models]}).encode()


async def test_the_models_are_those_it_lists(made):
    async with raw_server(reply(listing("priced", "new", "text-embedding-9"))) as server:
        priced, new, embedder = await made(server, key="sk-1").deployments()
    assert server.requests[0].startswith(b"GET /v1/models ")
    assert b"uthorization: Bearer sk-1" in server.requests[0]
    assert (priced.name, priced.provider, priced.model) == ("p/priced", "p", "priced")
    assert (priced.price, priced.context_tokens) == (PRICE, 1_000)
    assert (new.price, new.context_tokens) == (None, None)
    assert new.features == CHAT_FEATURES
    assert embedder.features == {Feature.EMBEDDINGS}


async def test_models_that_are_set_are_not_asked_for(made):
    provider = made(f"http://127.0.0.1:{closed_port()}/v1", models=("a", "whisper-1"))
    assert [d.model for d in await provider.deployments()] == ["a", "whisper-1"]


async def test_a_local_server_costs_no_money_whatever_the_table_says(made):
    async with raw_server(reply(listing("priced"))) as server:
        local = made(server, is_local=True, terms=LOCAL_TERMS, languages=frozenset({"en"}))
        (found,) = await local.deployments()
    assert (found.price, found.is_local, found.terms) == (None, True, LOCAL_TERMS)
    assert found.languages == {"en"}


async def test_a_long_list_in_pieces_is_read_whole(made):
    models = [f"model-{number:05}" for number in range(20_000)]
    whole = reply(listing(*models))
    pieces = [whole[begin : begin + 100_000] for begin in range(0, len(whole), 100_000)]
    async with raw_server(*(word for piece in pieces for word in (piece, 0.001))) as server:
        assert [d.model for d in await made(server).deployments()] == models


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (reply(b"<html>"), "cannot be read"),
        (reply(b'{"data":"none"}'), "cannot be read"),
        (reply(b"{}"), "cannot be read"),
        (reply(b'{"data":[{"id":"\xff"}]}'), "cannot be read"),
        (reply(b"", "401 No"), "status 401"),
        (reply(b"", "404 No"), "status 404"),
        (b"", "cannot be reached"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "cannot be reached"),
    ],
)
async def test_a_list_that_cannot_be_had_is_a_providers_error(made, says, error):
    async with raw_server(says) as server:
        with pytest.raises(ProviderError, match=error):
            await made(server).deployments()


async def test_the_scripted_provider_over_http_is_a_provider_like_any_other(made):
    scripted = ScriptedProvider()
    async with serving(http_app(scripted)) as url:
        provider = made(f"{url}/v1")
        names = [d.model for d in await provider.deployments()]
        assert "scripted-small" in names
        body = b'{"model":"scripted-small","messages":[{"role":"user","content":"Hi"}]}'
        answer = await provider.send(Call(CALL.deployment, "chat/completions", body, stream=False))
        assert b"You said: Hi" in await read(answer)
    assert scripted.open_calls == 0
