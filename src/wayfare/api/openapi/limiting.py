"""The operations below /api/ for budgets and rates, and for what was used."""

from wayfare.api.openapi.operation import (
    Operation,
    Parameter,
    Reply,
    as_json,
    in_path,
    in_query,
    ok,
)
from wayfare.api.openapi.own import ALWAYS, CSRF
from wayfare.api.openapi.schemas import Schema, accepted, list_of, named, shown, shown_object
from wayfare.api.web.budgets import NewBudget
from wayfare.api.web.rates import NewRate
from wayfare.domain.budget import Period, Rate, Scope
from wayfare.gateway.limits.manage_budgets import BudgetRow
from wayfare.store.usage import Group, UsageRow

#: The objects that several operations show, by their names in the document.
COMPONENTS = {"Budget": shown(BudgetRow), "Rate": shown(Rate), "Usage": shown(UsageRow)}

_BUDGET: Schema = named("Budget")
_RATE: Schema = named("Rate")
_USAGE: Schema = named("Usage")
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}

_SCOPE = Parameter("scope", "path", "Whose it is.", shown(Scope), is_required=True, example="user")
_PERIOD = Parameter(
    "period", "path", "How long it lasts.", shown(Period), is_required=True, example="day"
)
_NAME = in_path("name", "The key's id, the project's id or the user's name.", "kim")

_BUDGETS, _ONE_BUDGET = "/api/budgets", "/api/budgets/{scope}/{name}/{period}"
_RATES, _ONE_RATE = "/api/rates", "/api/rates/{scope}/{name}"

OPERATIONS = (
    Operation(
        "GET", _BUDGETS, "list_budgets", "budgets",
        "List the budgets that bind you, to admins all, with what is spent, held and left.",
        ok("Budgets in micro-dollars, as they stand.",
           shown_object(budgets=list_of(_BUDGET))),
        refusals=ALWAYS, family="plain",
    ),
    Operation(
        "GET", _ONE_BUDGET, "read_budget", "budgets",
        "Show one budget that binds you, to admins any.", ok("As it stands.", _BUDGET),
        (_SCOPE, _NAME, _PERIOD), refusals=(400, 404, *ALWAYS), family="plain",
    ),
    Operation(
        "PUT", _ONE_BUDGET, "set_budget", "budgets",
        "Set a budget, in place of the one of the same period.",
        ok("As it stands.", _BUDGET), (_SCOPE, _NAME, _PERIOD, CSRF),
        as_json(accepted(NewBudget), one={"limit_micros": 5_000_000, "soft_micros": 4_000_000}),
        refusals=(400, 404, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "DELETE", _ONE_BUDGET, "remove_budget", "budgets",
        "Remove a budget. What was spent stays in the ledger.",
        {"204": Reply("It is done.")}, (_SCOPE, _NAME, _PERIOD, CSRF),
        refusals=(400, 404, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", _RATES, "list_rates", "rates",
        "List the rates that bind you, to admins all.",
        ok("Rates.", shown_object(rates=list_of(_RATE))), refusals=ALWAYS, family="plain",
    ),
    Operation(
        "GET", _ONE_RATE, "read_rate", "rates",
        "Show one rate that binds you, to admins any.", ok("The rate.", _RATE),
        (_SCOPE, _NAME), refusals=(400, 404, *ALWAYS), family="plain",
    ),
    Operation(
        "PUT", _ONE_RATE, "set_rate", "rates",
        "Set a rate, in place of the one before.",
        ok("As it is now.", _RATE), (_SCOPE, _NAME, CSRF),
        as_json(accepted(NewRate), one={"requests_per_minute": 60}),
        refusals=(400, 404, 413, *ALWAYS), family="plain",
    ),
    Operation(
        "DELETE", _ONE_RATE, "remove_rate", "rates", "Remove a rate.",
        {"204": Reply("It is done.")}, (_SCOPE, _NAME, CSRF),
        refusals=(400, 404, *ALWAYS), family="plain",
    ),
    Operation(
        "GET", "/api/usage", "read_usage", "usage",
        "Add up your own requests, tokens and costs, to admins those of all.",
        ok("Sums. A cost is null where none is known; those not known are in no sum.",
           shown_object(by=shown(Group), since=_DAY, until=_DAY, usage=list_of(_USAGE))),
        (
            in_query("by", "What to add up by; else `model`.", shown(Group)),
            in_query("since", "The first day (UTC); else 30 days up to the last.", _DAY),
            in_query("until", "The last day (UTC); else today.", _DAY),
        ),
        refusals=(400, *ALWAYS), family="plain",
    ),
)  # fmt: skip
