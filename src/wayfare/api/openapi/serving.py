"""The operations that are about the server itself."""

from wayfare.api.openapi.operation import Content, Operation, Reply, as_json, in_path, ok
from wayfare.api.openapi.schemas import TEXT, list_of, open_object, shown_object

_READY = shown_object(status={"enum": ["ready", "not_ready"]}, reasons=list_of(TEXT))

_VIEW = {
    "200": Reply("The page, which reads its address itself.", Content({"text/html": TEXT})),
    "304": Reply("It is the one that the browser has."),
    "503": Reply("It is not built here; says how.", Content({"text/plain": TEXT})),
}

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
    Operation(
        "GET", "/", "page", "page", "The page: its first view.", _VIEW, is_public=True,
    ),
    Operation(
        "GET", "/{view}", "page_view", "page", "Another view of the page.", _VIEW,
        parameters=(
            in_path("view", "A view's name, such as `chat`, and what lies below it.", "chat"),
        ),
        refusals=(404,), is_public=True,
    ),
    Operation(
        "GET", "/assets/{file}", "page_file", "page", "A file that the page is made of.",
        {
            "200": Reply(
                "The file. Its name has its content in it, so it may be kept for good.",
                Content({
                    "text/javascript": TEXT, "text/css": TEXT, "image/svg+xml": TEXT,
                    "font/woff2": TEXT,
                }),
            ),
        },
        parameters=(in_path("file", "The file's name."),),
        refusals=(404,), is_public=True,
    ),
)  # fmt: skip
