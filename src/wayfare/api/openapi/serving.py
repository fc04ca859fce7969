"""The operations that are about the server itself."""

from wayfare.api.openapi.operation import Content, Operation, Reply, as_json, ok
from wayfare.api.openapi.schemas import TEXT, list_of, open_object, shown_object

_READY = shown_object(status={"enum": ["ready", "not_ready"]}, reasons=list_of(TEXT))

OPERATIONS = (
    Operation(
        "GET", "/healthz", "health", "serving", "Say whether this process serves.",
        ok("It does.", shown_object(status={"const": "ok"})), is_public=True,
    ),
    Operation(
        "GET", "/readyz", "ready", "serving", "Say whether requests should be sent here.",
        {
            "200": Reply("They should.", as_json(_READY)),
            "503": Reply("They should not, and why.", as_json(_READY)),
        },
        is_public=True,
    ),
    Operation(
        "GET", "/metrics", "metrics", "serving",
        "Tell the figures, as Prometheus reads them: to those who manage Wayfare, or to anybody "
        "where `metrics.open` says so.",
        {"200": Reply("The figures.", Content({"text/plain": TEXT}))},
        refusals=(401, 403, 404, 503),
    ),
    Operation(
        "GET", "/openapi.json", "openapi", "serving", "This document.",
        ok("OpenAPI 3.1.", open_object(["openapi", "info", "paths"])), is_public=True,
    ),
)  # fmt: skip
