"""Where Wayfare listens, what it keeps, and how long it waits for providers."""

from typing import Annotated

from msgspec import Meta

from wayfare.settings.section import Section


class Server(Section, frozen=True):
    """Where Wayfare listens."""

    host: Annotated[str, Meta(description="Address to listen on.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes any.")] = 8080
    body_bytes_max: Annotated[
        int, Meta(ge=1024, description="Largest request body that is accepted, in bytes.")
    ] = 64 * 1024 * 1024
    workers: Annotated[
        int, Meta(ge=1, le=64, description="Processes that serve; 1: this one alone.")
    ] = 1
    drain_delay_s: Annotated[
        float,
        Meta(ge=0, description="When told to end: serve on for so long while `/readyz` says no."),
    ] = 0.0
    grace_s: Annotated[
        float,
        Meta(ge=0, description="Then let answers under way end for so long, before they are cut."),
    ] = 30.0


class Store(Section, frozen=True):
    """What is kept."""

    url: Annotated[
        str,
        Meta(description="sqlite:// or postgresql:// address; empty: `wayfare.db` at home."),
    ] = ""
    keep_texts: Annotated[
        bool, Meta(description="Keep the texts of questions and answers, not only their figures.")
    ] = True
    retention_days: Annotated[
        int,
        Meta(
            ge=0,
            description="Delete texts and files after so many days; 0: keep them. Figures stay.",
        ),
    ] = 0


class Timeouts(Section, frozen=True):
    """How long to wait for a provider."""

    connect_s: Annotated[float, Meta(gt=0, description="To reach it.")] = 10.0
    first_token_s: Annotated[
        float,
        Meta(
            gt=0,
            description="For the first of its answer; what is not streamed comes all at once.",
        ),
    ] = 300.0
    between_s: Annotated[float, Meta(gt=0, description="Between two pieces of an answer.")] = 120.0
    total_s: Annotated[
        float, Meta(gt=0, description="For the whole answer, all that failed before it included.")
    ] = 1800.0


class Retries(Section, frozen=True):
    """How often a request is tried, and how long is waited in between."""

    attempts_max: Annotated[
        int, Meta(ge=1, description="Calls of providers per request at most, all models together.")
    ] = 4
    base_s: Annotated[
        float,
        Meta(
            ge=0, description="The first wait is drawn from 0 to this, each further from twice it."
        ),
    ] = 0.5
    cap_s: Annotated[float, Meta(ge=0, description="No wait is drawn longer than this.")] = 4.0
    waiting_max_s: Annotated[
        float,
        Meta(ge=0, description="Waiting per request in all; 0: no model is asked a second time."),
    ] = 5.0


class BreakerSection(Section, frozen=True):
    """When `auto` leaves a model alone that fails."""

    failures: Annotated[
        int, Meta(ge=0, description="After so many failures in a row; 0: never.")
    ] = 5
    cool_off_s: Annotated[
        float, Meta(gt=0, description="For so long; then one request tries it.")
    ] = 30.0


class Hedging(Section, frozen=True):
    """Whether `auto` asks a second model where the first is slow to begin. Both may charge."""

    after_ms: Annotated[
        int, Meta(ge=0, description="Ask the next one after so long without a first token; 0: off.")
    ] = 0


class Network(Section, frozen=True):
    """Where requests to addresses that somebody wrote may go."""

    private: Annotated[
        list[str],
        Meta(
            description="Private addresses that may be asked: networks or addresses, with a port."
        ),
    ] = []
