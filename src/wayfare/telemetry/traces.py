"""Traces for OpenTelemetry, made afterwards from what was recorded: never a text.

One span for the request and one for each call of a provider, by the names of the conventions
for generative AI. Knows the only place where OpenTelemetry is imported.
"""

from collections.abc import Mapping

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from wayfare import __version__
from wayfare.domain.record import AttemptRecord, Ending, RequestRecord
from wayfare.telemetry.exchange import PROBES, Exchange

#: What the conventions call providers that are called otherwise here.
PROVIDERS: Mapping[str, str] = {
    "gemini": "gcp.gemini",
    "vertex": "gcp.vertex_ai",
    "bedrock": "aws.bedrock",
    "azure": "azure.ai.openai",
    "mistral": "mistral_ai",
    "moonshot": "moonshot_ai",
    "watsonx": "ibm.watsonx.ai",
    "xai": "x_ai",
}

Value = str | int | float | bool | tuple[str, ...]


class Traces:
    """The spans, sent from a thread of OpenTelemetry's own."""

    def __init__(self, endpoint: str, service: str) -> None:
        exporter = OTLPSpanExporter(endpoint.rstrip("/") + "/v1/traces")
        resource = Resource({"service.name": service, "service.version": __version__})
        # a client may name the trace that it asks in, but not that nothing is told of it
        self._provider = TracerProvider(
            resource=resource, sampler=ALWAYS_ON, shutdown_on_exit=False
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("wayfare", __version__)
        self._propagator = TraceContextTextMapPropagator()

    def note_record(self, record: RequestRecord | AttemptRecord) -> None:
        """Nothing: spans are made when all of a request is known."""

    def note_exchange(self, exchange: Exchange) -> None:
        """Make the spans of one request. Those of machines that only look are left out."""
        if exchange.endpoint in PROBES:
            return
        parent = None
        if exchange.traceparent is not None:
            parent = self._propagator.extract({"traceparent": exchange.traceparent})
        span = self._tracer.start_span(
            f"{exchange.method} {exchange.endpoint}",
            parent,
            SpanKind.SERVER,
            of_exchange(exchange),
            start_time=_ns(exchange.started_at),
        )
        if exchange.status >= 500:
            span.set_status(Status(StatusCode.ERROR))
        within = trace.set_span_in_context(span)
        for attempt in exchange.attempts:
            operation = operation_of(exchange)
            call = self._tracer.start_span(
                f"{operation} {_model(attempt)}",
                within,
                SpanKind.CLIENT,
                {"gen_ai.operation.name": operation, **of_attempt(attempt, exchange.is_stream)},
                start_time=_ns(attempt.started_at),
            )
            if attempt.ending in (Ending.FAILED, Ending.CUT):
                call.set_status(Status(StatusCode.ERROR))
            call.end(_ns(attempt.started_at + attempt.total_ms / 1_000))
        span.end(_ns(exchange.started_at + exchange.total_ms / 1_000))

    def tick(self) -> None:
        """Nothing is due: OpenTelemetry sends by a clock of its own."""

    def close(self) -> None:
        """Send what waits."""
        self._provider.shutdown()


def operation_of(exchange: Exchange) -> str:
    """What the conventions call what was asked."""
    return "embeddings" if exchange.endpoint.endswith("/embeddings") else "chat"


def of_exchange(exchange: Exchange) -> dict[str, Value]:
    """What is told of a request."""
    found: dict[str, Value] = {
        "http.request.method": exchange.method,
        "http.route": exchange.endpoint,
    }
    if exchange.status:
        found["http.response.status_code"] = exchange.status
    request = exchange.request
    if request is not None:
        found["wayfare.request_id"] = request.id
        found["wayfare.goal"] = str(request.decision.goal)
        found["wayfare.reason"] = request.decision.reason.code
    return found


def of_attempt(attempt: AttemptRecord, is_stream: bool) -> dict[str, Value]:
    """What is told of a call of a provider. What is not known is left out."""
    usage = attempt.usage
    told: dict[str, Value | None] = {
        "gen_ai.provider.name": PROVIDERS.get(attempt.provider, attempt.provider),
        "gen_ai.request.model": _model(attempt),
        "gen_ai.request.stream": is_stream and not attempt.is_leg,
        "gen_ai.usage.input_tokens": usage.input_tokens,
        "gen_ai.usage.output_tokens": usage.output_tokens,
        "gen_ai.usage.cache_read.input_tokens": usage.cached_tokens or None,
        "gen_ai.usage.cache_creation.input_tokens": usage.cache_write_tokens or None,
        "gen_ai.usage.reasoning.output_tokens": usage.reasoning_tokens or None,
        "error.type": attempt.error,
        "http.response.status_code": attempt.status,
        "wayfare.arm": attempt.arm,
        "wayfare.attempt": attempt.number,
        "wayfare.leg": None if attempt.leg is None else str(attempt.leg),
        "wayfare.ending": str(attempt.ending),
        "wayfare.cost_micros": attempt.cost.micros,
        "wayfare.cost_state": str(attempt.cost.state),
    }
    if attempt.finish_reason is not None:
        told["gen_ai.response.finish_reasons"] = (attempt.finish_reason,)
    if attempt.first_token_ms is not None:
        told["gen_ai.response.time_to_first_chunk"] = attempt.first_token_ms / 1_000
    return {name: value for name, value in told.items() if value is not None}


def _model(attempt: AttemptRecord) -> str:
    return attempt.deployment.removeprefix(attempt.provider + "/")


def _ns(seconds: float) -> int:
    return int(seconds * 1e9)
