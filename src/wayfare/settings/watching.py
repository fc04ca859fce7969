"""What is told of requests to those who run Wayfare."""

from typing import Annotated, Literal

from msgspec import Meta

from wayfare.settings.section import Section


class Metrics(Section, frozen=True):
    """What `GET /metrics` tells."""

    enabled: Annotated[bool, Meta(description="Count for Prometheus.")] = True
    open: Annotated[
        bool, Meta(description="Show `/metrics` without a key. It tells models and costs.")
    ] = False


class Otel(Section, frozen=True):
    """Traces for OpenTelemetry. Figures and names, never a text."""

    endpoint: Annotated[
        str,
        Meta(description="Where OTLP over HTTP goes, as http://127.0.0.1:4318; empty: nowhere."),
    ] = ""
    service: Annotated[str, Meta(description="What this Wayfare is called there.")] = "wayfare"


class Logs(Section, frozen=True):
    """What `wayfare serve` says on standard error."""

    format: Annotated[
        Literal["text", "json"], Meta(description="Lines for people, or JSON objects.")
    ] = "text"
    level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="What is said at least.")
    ] = "warning"
    access: Annotated[
        bool, Meta(description="A line for each request: figures and names, never a text.")
    ] = False
