"""Traces as a collector receives them, over OTLP on loopback."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from operating import operated
from wayfare.settings.choosing import PivotSection
from wayfare.settings.watching import Otel
from wayfare.settings.whole import Settings

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-00"  # "do not record this", says the client


class Collector:
    """What came to the path where collectors take traces."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers.get("content-encoding") == "gzip":
                    body = gzip.decompress(body)
                if self.path == "/v1/traces":
                    collector.bodies.append(body)
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def resources(self):
        parsed = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        return [each for one in parsed for each in one.resource_spans]

    @property
    def spans(self):
        return [s for r in self.resources for scope in r.scope_spans for s in scope.spans]


@pytest.fixture
def collector() -> Iterator[Collector]:
    found = Collector()
    thread = threading.Thread(target=found.server.serve_forever, args=(0.02,))
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


def told(span) -> dict[str, object]:
    def plain(value):
        kind = value.WhichOneof("value")
        found = getattr(value, kind)
        return [plain(each) for each in found.values] if kind == "array_value" else found

    return {each.key: plain(each.value) for each in span.attributes}


async def test_a_request_and_its_calls_are_spans_in_the_clients_trace(environ, collector):
    settings = Settings(otel=Otel(endpoint=collector.url, service="gate"))
    async with operated(environ, settings) as running:
        text = "A question about otters"
        await running.client.stream(text, headers={"traceparent": PARENT})
        await running.client.get("/readyz")
    server, call = sorted(collector.spans, key=lambda span: span.kind)
    assert {server.trace_id.hex(), call.trace_id.hex()} == {TRACE}
    assert server.parent_span_id.hex() == "00f067aa0ba902b7"
    assert call.parent_span_id == server.span_id
    assert server.name == "POST /v1/chat/completions"
    assert told(server)["http.response.status_code"] == 200
    assert call.name == "chat scripted-small"
    said = told(call)
    assert said["gen_ai.operation.name"] == "chat"
    assert said["gen_ai.provider.name"] == "scripted"
    assert said["gen_ai.request.model"] == "scripted-small"
    assert said["gen_ai.request.stream"] is True
    assert said["gen_ai.response.finish_reasons"] == ["stop"]
    assert said["gen_ai.usage.input_tokens"] > 0
    assert said["gen_ai.usage.output_tokens"] > 0
    assert said["gen_ai.response.time_to_first_chunk"] > 0
    assert said["wayfare.cost_micros"] > 0
    assert server.start_time_unix_nano <= call.start_time_unix_nano < call.end_time_unix_nano
    (resource,) = collector.resources
    assert told(resource.resource)["service.name"] == "gate"
    assert not [body for body in collector.bodies if b"otters" in body]


async def test_a_failure_is_told_as_one(environ, collector):
    settings = Settings(otel=Otel(endpoint=collector.url))
    async with operated(environ, settings) as running:
        await running.client.chat("#fault status=503")
        await running.client.chat("Hi", model="a-name-of-my-own")
    calls = [span for span in collector.spans if span.name.startswith("chat ")]
    assert calls
    assert {span.status.code for span in calls} == {2}
    assert {told(span)["error.type"] for span in calls} == {"provider_error"}
    assert not [body for body in collector.bodies if b"of-my-own" in body]


async def test_the_legs_of_a_pivot_are_spans_that_say_which_way_they_went(environ, collector):
    settings = Settings(
        otel=Otel(endpoint=collector.url),
        pivot=PivotSection(models=["scripted-en"], translator="scripted-large"),
    )
    async with operated(environ, settings) as running:
        await running.client.stream("대한민국의 수도는 어디인가요?", model="scripted-en@via-en")
    calls = [told(span) for span in collector.spans if span.name.startswith("chat ")]
    calls.sort(key=lambda each: each["wayfare.attempt"])
    assert [
        (each["gen_ai.request.model"], each.get("wayfare.leg"), each["gen_ai.request.stream"])
        for each in calls
    ] == [
        ("scripted-large", "there", False),
        ("scripted-en", None, True),
        ("scripted-large", "back", False),
    ]
    assert {each["wayfare.arm"] for each in calls} == {"scripted-en@via-en"}
    (server,) = [span for span in collector.spans if span.kind == 2]
    inside = [span for span in collector.spans if span.parent_span_id == server.span_id]
    assert len(inside) == 3
    assert not [body for body in collector.bodies if "수도".encode() in body or b"Seoul" in body]


@pytest.mark.slow  # it is waited for at the end
async def test_a_collector_that_is_away_holds_nobody_up(environ):
    settings = Settings(otel=Otel(endpoint="http://127.0.0.1:9"))
    async with operated(environ, settings) as running:
        assert (await running.client.chat("Hi")).status == 200
