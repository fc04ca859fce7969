"""The operations below /api/ for what people compare: fares, arms, claims."""

from wayfare.api.openai.certificates import Seen
from wayfare.api.openapi.operation import Operation, in_query, ok
from wayfare.api.openapi.schemas import shown
from wayfare.api.web.fares import DAYS, DAYS_MAX
from wayfare.gateway.fares.board import Board, TermsAsked

_ALWAYS = (401, 403, 503)
_DAYS = in_query(
    "days", f"How many days back, {DAYS} where it is left out.",
    {"type": "integer", "minimum": 1, "maximum": DAYS_MAX},
)  # fmt: skip

OPERATIONS = (
    Operation(
        "GET", "/api/fares", "list_fares", "fares",
        "How good, how dear and how fast each model is, in real use or as presumed; what is not "
        "known is null.",
        ok("The board.", shown(Board)),
        (
            in_query("topic", "Only questions on this topic."),
            _DAYS,
            in_query("language", "The reader's language; else the one that is most asked in."),
            in_query("terms", "Only models on such terms.",
                     {"type": "string", "enum": [each.value for each in TermsAsked]}),
            in_query("country", "Only models whose company is in one of these, such as `KR,US`."),
        ),
        refusals=(400, *_ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/certificates", "see_certificates", "certificates",
        "The same as `/v1/certificates`, for members too: claims on topics that clients named are "
        "told to who asked of them.",
        ok("How each claim stands, and what old questions, asked again, show.", shown(Seen)),
        refusals=_ALWAYS, family="plain",
    ),
)  # fmt: skip
