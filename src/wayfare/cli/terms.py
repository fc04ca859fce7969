"""`wayfare providers terms`: who reads the prompts, and what they may do with them."""

from typing import Any

from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.deployment import Terms
from wayfare.providers.terms import TERMS, terms_at, terms_of
from wayfare.settings.whole import Settings


@command
def run(state: State) -> None:
    """List what is known of providers' terms for prompts: who reads, trains, keeps."""
    rows = terms_here(state.settings)
    if state.as_json:
        state.print_json([{"name": name, **_plain(terms)} for name, terms in rows.items()])
        return
    texts = state.texts
    names = ("provider", "company", "country", "trains", "kept", "as_of", "where")
    cells = [[name, *_cells(terms, texts)] for name, terms in rows.items()]
    print_board(state.console, [texts(name) for name in names], cells)
    state.console.print(texts("terms_note"), markup=False)


def terms_here(settings: Settings) -> dict[str, Terms]:
    """The table as this installation has it: with its own providers and its own terms."""
    read = {name: known.terms for name, known in TERMS.items()}
    read |= {name: terms_at(row.base_url) for name, row in settings.providers.items()}
    read |= {name: Terms() for name in settings.terms if name not in read}
    return {name: terms_of(name, terms, settings.terms) for name, terms in read.items()}


def _cells(terms: Terms, texts: Texts) -> list[str]:
    unknown = texts("unknown")
    company = terms.company or unknown
    if terms.stays_here:
        company = texts("nobody")
    elif terms.passes_on:
        company = texts("and_others", company=company)
    trains = unknown if terms.may_train is None else texts("yes" if terms.may_train else "no")
    source = unknown if terms == Terms() else terms.source
    kept = unknown if terms.kept_days is None else texts("days", days=terms.kept_days)
    return [company, terms.country or "", trains, kept, terms.as_of or "", source]


def _plain(terms: Terms) -> dict[str, Any]:
    return {
        "company": terms.company,
        "country": terms.country,
        "region": terms.region,
        "may_train": terms.may_train,
        "kept_days": terms.kept_days,
        "passes_on": terms.passes_on,
        "stays_here": terms.stays_here,
        "as_of": terms.as_of,
        "source": terms.source,
    }
