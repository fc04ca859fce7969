"""Print a ticket: who answered, why, how fast, for how much."""

import textwrap
from functools import partial
from typing import Any

from rich.panel import Panel
from rich.table import Table

from wayfare.cli.days import day_of
from wayfare.cli.money import show_money
from wayfare.cli.plain import plain
from wayfare.cli.reasons import say_sent
from wayfare.cli.state import State
from wayfare.routing.epochs import EARLIER_WORTH
from wayfare.routing.language_names import name_of

_LETTERS_SHOWN = 300


def print_ticket(state: State, ticket: dict[str, Any]) -> None:
    """Print a ticket below its answer."""
    texts = state.texts
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="dim", no_wrap=True)
    rows.add_column(overflow="fold")
    rows.add_row(texts("model"), ticket["arm"])
    rows.add_row(texts("why"), say_sent(ticket["reason"], texts.language))
    if ticket.get("pivot"):
        _add_pivot(rows, state, ticket["pivot"])
    rows.add_row(texts("time"), _time(state, ticket))
    rows.add_row(texts("cost"), _cost(state, ticket))
    if "companies" in ticket:
        rows.add_row(texts("companies"), _companies(state, ticket["companies"]))
    if ticket.get("left_out"):
        rows.add_row(texts("left_out"), ", ".join(ticket["left_out"]))
    for warning in ticket.get("warnings") or ():
        rows.add_row(texts("warning"), say_sent(warning, texts.language))
    if ticket.get("evidence"):
        rows.add_row(texts("evidence"), _evidence(state, ticket["evidence"]))
    if ticket.get("baseline"):
        rows.add_row(texts("saved"), _saved(state, ticket))
    if ticket.get("certificate"):
        rows.add_row(texts("certificate"), say_sent(ticket["certificate"]["says"], texts.language))
    if ticket.get("runner_up"):
        rows.add_row(texts("next"), ticket["runner_up"])
    state.notes.print(Panel(rows, border_style="dim", expand=False, padding=(0, 1)))


def _add_pivot(rows: Table, state: State, pivot: dict[str, Any]) -> None:
    """Both originals: what was asked and answered in the language in the middle."""
    middle = name_of(pivot["middle"])[state.texts.language]
    rows.add_row(state.texts("pivot_question", middle=middle), _in_short(pivot["question"]))
    rows.add_row(state.texts("pivot_answer", middle=middle), _in_short(pivot["answer"]))


def _in_short(text: str) -> str:
    """The beginning of a text, in one line."""
    return plain(textwrap.shorten(text, _LETTERS_SHOWN, placeholder=" ..."))


def _evidence(state: State, evidence: dict[str, Any]) -> str:
    """How good the model is at this, and where that comes from."""
    texts, quality = state.texts, evidence["quality"]
    if quality is None:
        return texts("unknown")
    if evidence["low"] is None:
        return texts("presumed_quality", points=quality * 100)
    said = texts(
        "learned_quality",
        points=quality * 100,
        low=evidence["low"] * 100,
        high=evidence["high"] * 100,
        outcomes=evidence["outcomes"],
    )
    if evidence.get("changed_at") is None:
        return said
    day = day_of(evidence["changed_at"])
    return f"{said}; {texts('changed_evidence', day=day, worth=EARLIER_WORTH)}"


def _saved(state: State, ticket: dict[str, Any]) -> str:
    """What was saved beside the model that is the best single one."""
    texts, saved, arm = state.texts, ticket["saved_micros"], ticket["baseline"]
    if ticket["baseline"] == ticket["arm"] and not saved:
        return texts("is_baseline")
    if saved is None:
        return texts("saved_unknown", arm=arm)
    shown = show_money(abs(saved), state.settings.money, texts)
    return texts("saved_against" if saved >= 0 else "paid_more", money=shown, arm=arm)


def _companies(state: State, companies: list[dict[str, Any]]) -> str:
    return ", ".join(map(partial(_company, state), companies)) or state.texts("nobody")


def _company(state: State, company: dict[str, Any]) -> str:
    name: str = company["name"]
    named = f"{name} ({company['country']})" if company["country"] else name
    return state.texts("and_others", company=named) if company["passes_on"] else named


def _time(state: State, ticket: dict[str, Any]) -> str:
    total = ticket["total_ms"] / 1_000
    first = ticket["first_token_ms"]
    if first is None:
        return state.texts("total", total=total)
    return state.texts("first_token", first=first / 1_000, total=total)


def _cost(state: State, ticket: dict[str, Any]) -> str:
    how = ticket["cost_state"]
    if how == "local":
        return state.texts("local")
    shown = show_money(ticket["cost_micros"], state.settings.money, state.texts)
    return f"{shown}, {state.texts('estimated')}" if how == "estimated" else shown
