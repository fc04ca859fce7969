"""The operations below /api/ by which a Wayfare is kept well."""

from wayfare.api.openapi.operation import Operation, in_query, ok
from wayfare.api.openapi.schemas import shown
from wayfare.api.web.health import SeenHealth
from wayfare.gateway.upkeep.health import HOURS, HOURS_MAX

_ALWAYS = (401, 403, 503)

OPERATIONS = (
    Operation(
        "GET", "/api/health", "see_health", "health",
        "How fast each model answers and how often it fails, what is under way, what room is "
        "left, and the newest backup; what is not known is null.",
        ok("As the process that answers sees it.", shown(SeenHealth)),
        (
            in_query(
                "hours", f"How many hours back, {HOURS} where it is left out.",
                {"type": "integer", "minimum": 1, "maximum": HOURS_MAX},
            ),
        ),
        refusals=(400, *_ALWAYS), family="plain",
    ),
)  # fmt: skip
