"""The operations of comparisons: models are asked the questions that somebody brought in."""

from wayfare.api.openapi.operation import Reply, as_json, in_path, ok
from wayfare.api.openapi.own import NOTHING, row
from wayfare.api.openapi.schemas import (
    Schema,
    accepted,
    list_of,
    named,
    or_null,
    shown,
    shown_object,
)
from wayfare.api.web.comparisons import (
    ComparisonQuote,
    MoreMoney,
    NewComparison,
    PairsWanted,
    PairVote,
)
from wayfare.domain.own_comparison import OwnComparison
from wayfare.gateway.asides.compared import Compared
from wayfare.gateway.comparisons.plan import Quoted
from wayfare.gateway.comparisons.vote import BlindAnswers, NamedAnswers

_FIELDS: dict[str, Schema] = {
    name: schema for name, schema in shown(OwnComparison)["properties"].items() if name != "user"
}
_ID = in_path("comparison_id", "The comparison's id.", "c1")
_AT = "/api/comparisons/{comparison_id}"


COMPONENTS = {
    "Comparison": shown_object(**_FIELDS),
    "ComparisonResult": shown(Compared),
    "ComparisonWithResult": shown_object(**_FIELDS, result=or_null(named("ComparisonResult"))),
    "QuotedComparison": shown(Quoted),
    "BlindAnswers": shown(BlindAnswers),
    "NamedAnswers": shown(NamedAnswers),
}

OPERATIONS = (
    row("POST", "/api/comparisons/quote", "quote_comparison",
        "Say who would be asked how many of the questions that you brought in, and what it costs.",
        ok("Nobody was asked.", named("QuotedComparison")),
        body=as_json(accepted(ComparisonQuote), one={"questions": 20}), refusals=(404, 409)),
    row("POST", "/api/comparisons", "begin_comparison",
        "Compare `auto`'s models on questions that you brought in. One runs at a time.",
        {"201": Reply("It runs.", as_json(named("Comparison")))},
        body=as_json(accepted(NewComparison), one={"questions": 20, "budget_micros": 500000}),
        refusals=(404, 409)),
    row("GET", "/api/comparisons", "list_comparisons", "List your comparisons.",
        ok("The newest first.", shown_object(data=list_of(named("Comparison"))))),
    row("GET", _AT, "read_comparison", "Show how a comparison of yours stands.",
        ok("`result` is null until it has ended.", named("ComparisonWithResult")), _ID),
    row("POST", f"{_AT}/stop", "stop_comparison",
        "Have a comparison end; what was found until then is kept.",
        ok("As it is now.", named("Comparison")), _ID),
    row("POST", f"{_AT}/go-on", "go_on_comparing",
        "Go on with a comparison that ended before all was asked; nothing is paid for twice.",
        ok("It runs.", named("Comparison")), _ID,
        body=as_json(accepted(MoreMoney), one={"budget_micros": 1000000}), refusals=(409,)),
    row("GET", f"{_AT}/pairs", "list_compared_pairs",
        "List pairs of its answers that were drawn and wait for your vote, without names.",
        ok("Those that wait.", shown_object(data=list_of(named("BlindAnswers")))), _ID,
        refusals=(400, 409)),
    row("POST", f"{_AT}/pairs", "draw_compared_pairs",
        "Draw about so many pairs of its answers, of those that nobody is sure of, to vote on.",
        ok("Those that wait.", shown_object(data=list_of(named("BlindAnswers")))), _ID,
        body=as_json(accepted(PairsWanted), one={"count": 20}), refusals=(409,)),
    row("POST", f"{_AT}/pairs/{{pair_id}}/vote", "vote_on_compared_pair",
        "Say which answer of a pair is better, and learn whose they are.",
        ok("Both names.", named("NamedAnswers")), _ID,
        in_path("pair_id", "The pair's id.", "p1"),
        body=as_json(accepted(PairVote), one={"said": "a"}), refusals=(409,)),
    row("DELETE", _AT, "delete_comparison",
        "Delete a comparison with all it found; what it cost stays in the record.", NOTHING, _ID),
)  # fmt: skip
