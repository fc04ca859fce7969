"""The operations below /api/ for what people compare: fares, arms, claims."""

from wayfare.api.openai.certificates import Seen
from wayfare.api.openapi.operation import (
    Operation,
    Reply,
    as_json,
    in_path,
    in_query,
    ok,
)
from wayfare.api.openapi.own import ALWAYS, CSRF
from wayfare.api.openapi.schemas import accepted, shown
from wayfare.api.web.arena import ArenaBoard, BattleVote, BegunBattle, NewBattle
from wayfare.api.web.fares import DAYS, DAYS_MAX
from wayfare.gateway.arena.daily import Daily
from wayfare.gateway.arena.vote import RevealedBattle
from wayfare.gateway.fares.board import Board, TermsAsked

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
        refusals=(400, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/certificates", "see_certificates", "certificates",
        "The same as `/v1/certificates`, for members too: claims on topics that clients named are "
        "told to who asked of them.",
        ok("How each claim stands, and what old questions, asked again, show.", shown(Seen)),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "POST", "/api/arena/battles", "begin_battle", "arena",
        "Have two models answer a question. Until the vote nothing tells which they are.",
        {"201": Reply("It has begun.", as_json(shown(BegunBattle))),
         "200": Reply("The same key has begun it before.", as_json(shown(BegunBattle)))},
        (CSRF,), as_json(accepted(NewBattle), one={"key": "k1", "text": "What is VAT?"}),
        refusals=(400, 404, 409, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "POST", "/api/arena/battles/{battle_id}/vote", "vote_on_battle", "arena",
        "Say which answer is better, and learn whose they are and what they cost.",
        ok("What is told after the vote.", shown(RevealedBattle)),
        (in_path("battle_id", "The battle's id.", "b1"), CSRF),
        as_json(accepted(BattleVote), one={"said": "a"}),
        refusals=(400, 404, 409, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/arena/board", "read_board", "arena",
        "Who is better by people's votes, in groups of those that are not told apart.",
        ok("The board.", shown(ArenaBoard)),
        (in_query("topic", "Only votes on this topic."),),
        refusals=(400, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/arena/daily", "read_daily", "arena",
        "Five pairs to vote on where evidence is thinnest: those that wait, and own questions.",
        ok("The round of today.", shown(Daily)),
        refusals=ALWAYS, family="plain",
    ),
)  # fmt: skip
