"""The operations that are about the server itself, which everybody may ask."""

from wayfare.api.openapi.operation import Operation, ok
from wayfare.api.openapi.schemas import open_object, shown_object

OPERATIONS = (
    Operation(
        "GET", "/healthz", "health", "serving", "Say whether this process serves.",
        ok("It does.", shown_object(status={"const": "ok"})), is_public=True,
    ),
    Operation(
        "GET", "/openapi.json", "openapi", "serving", "This document.",
        ok("OpenAPI 3.1.", open_object(["openapi", "info", "paths"])), is_public=True,
    ),
)  # fmt: skip
