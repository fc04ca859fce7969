"""`wayfare doctor routing`: which outcomes look like faults, and are not believed."""

import os
from contextlib import closing
from typing import Annotated, Any

import typer

from wayfare.bootstrap import open_store
from wayfare.cli.command import command
from wayfare.cli.days import moment_of
from wayfare.cli.japanese.faults import FAULTS
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.cli.vigils import in_doubt, print_vigils
from wayfare.gateway.accounts.audit import at_the_terminal
from wayfare.gateway.clock import Clock
from wayfare.gateway.vigils.see import see_vigils
from wayfare.reports.faults import confirm_finding, doubt_finding, find_faults
from wayfare.routing.guards.finding import Finding
from wayfare.routing.guards.sentences import fill, sentences


@command
def run(
    state: State,
    confirm: Annotated[
        str, typer.Option(help="The finding of this id is no fault: believe those outcomes.")
    ] = "",
    doubt: Annotated[str, typer.Option(help="Take back what was confirmed.")] = "",
) -> None:
    """Look for faults in outcomes; what is found is not believed until it is confirmed."""
    with closing(open_store(state.settings, os.environ)) as database:
        if confirm:
            confirm_finding(database, Clock(), at_the_terminal(), confirm, state.settings.arm_rows)
        if doubt:
            doubt_finding(database, Clock(), at_the_terminal(), doubt)
        faults = find_faults(database, state.settings.arm_rows)
        vigils = in_doubt(see_vigils(database))
    rows = [_row(state, each, each.id in faults.confirmed) for each in faults.findings]
    if state.as_json:
        state.print_json({"outcomes": faults.outcomes, "findings": rows, "vigils": vigils})
    else:
        for row in rows:
            _print(state, row)
        text = "outcomes_looked_at" if rows else "outcomes_fine"
        state.console.print(state.texts(text, count=faults.outcomes))
        print_vigils(state, vigils)
    if not all(row["confirmed"] for row in rows):
        raise typer.Exit(1)


def _row(state: State, finding: Finding, is_confirmed: bool) -> dict[str, Any]:
    since = "" if finding.since is None else moment_of(finding.since)
    seen, why, cure = _said(finding, state.texts.language, since)
    return {
        "id": finding.id,
        "fault": finding.fault.value,
        "arm": finding.arm,
        "topic": finding.topic,
        "source": finding.source,
        "n": finding.count,
        "seen": finding.seen,
        "expected": finding.expected,
        "since": finding.since,
        "confirmed": is_confirmed,
        "sentence": seen,
        "why": why,
        "cure": cure,
    }


def _said(finding: Finding, language: str, since: str) -> tuple[str, str, str]:
    if language != "ja":
        return sentences(finding, language, since)
    seen, why, cure = FAULTS[finding.fault]
    return fill(seen, finding, since), why, cure


def _print(state: State, row: dict[str, Any]) -> None:
    is_confirmed = row["confirmed"]
    about = " · ".join(plain(row[name]) for name in ("arm", "topic", "source") if row[name])
    mark = state.texts("good" if is_confirmed else "look")
    count = state.texts("finding_count", count=row["n"])
    lines = [f"{mark}: {row['id']}  {about} ({count})", f"  {row['sentence']}", f"  {row['why']}"]
    if is_confirmed:
        lines += [f"  {state.texts('finding_confirmed')}"]
    else:
        lines += [f"  {row['cure']}", f"  {state.texts('finding_cure', id=row['id'])}"]
    for line in lines:
        state.console.print(line, markup=False, soft_wrap=True)
