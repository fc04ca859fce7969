"""`wayfare certificates`: what is shown of answers by other models than the baseline."""

import os
from contextlib import closing
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from wayfare.bootstrap import claims_of, open_store, read_secret, whole_policy_of
from wayfare.cli.boards import print_board
from wayfare.cli.certificate_files import print_verified, read_file, write_file
from wayfare.cli.command import command, group_of
from wayfare.cli.days import day_of
from wayfare.cli.plots import certificate_labels, texts_on
from wayfare.cli.state import State
from wayfare.cli.vigils import print_vigils
from wayfare.cli.whole_policy import print_whole
from wayfare.domain.claim import Cell, ClaimState, Expiry, Scope
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.certify.claims import Claims
from wayfare.gateway.certify.course import course_of, past_course_of
from wayfare.gateway.certify.document import Document, verify_document, write_document
from wayfare.gateway.certify.see import Certificate, see_claims
from wayfare.gateway.certify.see_whole import Whole, see_whole
from wayfare.gateway.certify.whole_document import WholeDocument, verify_whole, write_whole
from wayfare.gateway.clock import Clock
from wayfare.gateway.vigils.see import see_vigils
from wayfare.store.database import Database
from wayfare.store.past_comparisons import past_after
from wayfare.store.shadows import drawn_after

_HEADINGS = ("claim_about", "claim_state", "claim_compared", "claim_interval", "claim_next")
_STATES = {
    ClaimState.NONE: "claim_none",
    ClaimState.TRIAL: "claim_trial",
    ClaimState.CERTIFIED: "claim_certified",
    ClaimState.SUSPENDED: "claim_suspended",
    ClaimState.EXPIRED: "claim_expired",
}
_EXPIRED = {
    Expiry.TOO_OLD: "claim_too_old",
    Expiry.MODEL_CHANGED: "claim_model_changed",
    Expiry.DRIFTED: "claim_drifted",
    Expiry.PRICE_CHANGED: "claim_price_changed",
}


def run(state: State) -> None:
    """Show what is shown of answers by other models, and what is still needed."""
    with closing(open_store(state.settings, os.environ)) as database:
        claims = claims_of(state.settings, database, Clock())
        claims.refresh()
        whole_policy = [] if state.as_json else _see_whole(state, database)
        vigils = see_vigils(database)
    found = see_claims(claims)
    if state.as_json:
        state.print_json(found)
        return
    _print_claims(state, found)
    print_vigils(state, vigils)
    for each in whole_policy:
        state.console.print()
        print_whole(state, each)


def _print_claims(state: State, found: list[Certificate]) -> None:
    if not found:
        state.console.print(state.texts("no_claims"))
        return
    headings = [state.texts(name) for name in _HEADINGS]
    print_board(state.console, headings, [_cells(state, each) for each in found], right={2})
    state.console.print()
    state.console.print(state.texts("claims_mean", points=f"{found[0].margin_points:g}"))


app = group_of(run, "Show what is shown of answers by other models; write it down; verify it.")


def _see_whole(state: State, database: Database) -> list[Whole]:
    policy = whole_policy_of(state.settings, database, Clock())
    policy.refresh()
    return see_whole(policy)


@app.command()
@command
def whole(state: State) -> None:
    """Compare all of Wayfare, by conversation, with the best single model."""
    with closing(open_store(state.settings, os.environ)) as database:
        found = _see_whole(state, database)
    if state.as_json:
        state.print_json(found)
        return
    if not found:
        state.console.print(state.texts("no_whole"))
    for each in found:
        print_whole(state, each)


@app.command()
@command
def save(
    state: State,
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    arm: Annotated[str, typer.Option(help="The model it is about; empty: all.")] = "",
    topic: Annotated[str, typer.Option(help="The topic it is about; empty: all.")] = "",
    baseline: Annotated[str, typer.Option(help="Against which model; empty: the only one.")] = "",
    *,
    past: Annotated[bool, typer.Option("--past", help="What past questions have shown.")] = False,
    whole: Annotated[bool, typer.Option("--whole", help="The claim over conversations.")] = False,
) -> None:
    """Write a certificate down, signed, so that it can be verified."""
    if whole and (arm or topic or past):
        raise BadRequestError("Of whole conversations there is one claim, over all that is asked.")
    secret = read_secret(os.environ)
    document: Document | WholeDocument
    with closing(open_store(state.settings, os.environ)) as database:
        if whole:
            policy = whole_policy_of(state.settings, database, Clock())
            document = write_whole(policy, baseline or None, secret)
        else:
            claims, cell = _claim(state, database, _About(arm, topic, baseline, past))
            rows, questions = list(drawn_after(database, "")), list(past_after(database, 0))
            document = write_document(claims, rows, cell, secret, questions)
    write_file(file, document)
    if state.as_json:
        state.print_json(document)
        return
    state.console.print(state.texts("claim_saved", file=file))


@app.command()
@command
def plot(
    state: State,
    file: Annotated[Path, typer.Argument(help="Where to draw it: a PNG or an SVG.")],
    arm: Annotated[str, typer.Option(help="The model it is about; empty: all.")] = "",
    topic: Annotated[str, typer.Option(help="The topic it is about; empty: all.")] = "",
    baseline: Annotated[str, typer.Option(help="Against which model; empty: the only one.")] = "",
    *,
    past: Annotated[bool, typer.Option("--past", help="What past questions have shown.")] = False,
) -> None:
    """Draw what was shown, comparison by comparison."""
    from wayfare.reports.certificate_plot import plot_certificate  # noqa: PLC0415 - an extra
    from wayfare.reports.replay.plot import check_plot  # noqa: PLC0415

    check_plot(file)
    with closing(open_store(state.settings, os.environ)) as database:
        claims, cell = _claim(state, database, _About(arm, topic, baseline, past))
        course = (
            past_course_of(claims, cell)
            if past
            else course_of(claims, cell, drawn_after(database, ""))
        )
    if not course:
        raise BadRequestError(
            "There is no claim of these names.", cure="`wayfare certificates` lists them."
        )
    texts = texts_on(state, file)
    about = texts("claim_of", arm=arm or texts("claim_any_arm"), baseline=cell.baseline)
    about = texts("claim_past", about=about) if past else about
    plot_certificate(file, certificate_labels(texts, about), 100 * claims.margin, course)
    if not state.as_json:
        state.console.print(state.texts("claim_saved", file=file))


@app.command()
@command
def verify(
    state: State, file: Annotated[Path, typer.Argument(help="A certificate that was written.")]
) -> None:
    """Compute a certificate again from the log, and see whether it says what it did."""
    document, secret = read_file(file), read_secret(os.environ)
    with closing(open_store(state.settings, os.environ)) as database:
        if isinstance(document, WholeDocument):
            policy = whole_policy_of(state.settings, database, Clock())
            verified = verify_whole(document, policy, secret)
        else:
            rows, past = drawn_after(database, ""), past_after(database, 0)
            verified = verify_document(document, rows, secret, past)
    print_verified(state, verified, document.log.rows)
    if verified.faults:
        raise typer.Exit(1)


class _About(msgspec.Struct, frozen=True):
    """Which claim is meant, in the words of the options."""

    arm: str
    topic: str
    baseline: str
    past: bool


def _claim(state: State, database: Database, about: _About) -> tuple[Claims, Cell]:
    """All claims, and which of them is meant."""
    claims = claims_of(state.settings, database, Clock())
    claims.refresh()
    baseline = about.baseline or _only_baseline(see_claims(claims))
    scope = Scope.PAST if about.past else Scope.LIVE
    return claims, Cell(baseline, about.arm or None, about.topic or None, scope)


def _only_baseline(found: list[Certificate]) -> str:
    names = sorted({each.baseline for each in found})
    if len(names) == 1:
        return names[0]
    raise BadRequestError(
        f"There are claims against {len(names)} baselines.",
        cure="Name one with --baseline.",
    )


def _cells(state: State, it: Certificate) -> list[str]:
    texts = state.texts
    arm = it.arm or texts("claim_any_arm")
    about = texts("claim_of", arm=arm, baseline=it.baseline)
    if it.topic is not None:
        about = texts("claim_in_topic", about=about, topic=it.topic)
    if it.scope is Scope.PAST:
        about = texts("claim_past", about=about)
    compared = f"{it.compared:,}"
    if it.voted:
        compared = texts("claim_voted", compared=compared, count=it.voted)
    return [about, _state(state, it), compared, _interval(state, it), _next(state, it)]


def _state(state: State, it: Certificate) -> str:
    said = state.texts(_STATES[it.state])
    if it.since is not None and it.state is ClaimState.CERTIFIED:
        said = state.texts("claim_since", state=said, day=day_of(it.since))
    if it.expired_by is not None:
        said = state.texts(_EXPIRED[it.expired_by], state=said)
    return state.texts("claim_in_doubt", state=said) if it.is_in_doubt else said


def _interval(state: State, it: Certificate) -> str:
    low = "?" if it.low_points is None else f"{it.low_points:+g}"
    high = "?" if it.high_points is None else f"{it.high_points:+g}"
    return state.texts("claim_between", low=low, high=high)


def _next(state: State, it: Certificate) -> str:
    """What is to come: what waits, and about how much more is needed."""
    texts = state.texts
    waits = [texts("claim_waiting", count=it.waiting)] if it.waiting else []
    if it.state in (ClaimState.CERTIFIED, ClaimState.SUSPENDED):
        return ", ".join(waits)
    needed = it.still_needed
    more = texts("claim_unknown_need")
    if needed is not None:  # an estimate: no more figures than it can bear
        more = texts("claim_need", count=round(needed, 1 - len(str(needed)) + 1))
    return ", ".join([more, *waits])
