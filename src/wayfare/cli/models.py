"""`wayfare models`: what can be asked, what `auto` takes, and where local models come from."""

import asyncio
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Any

import typer

from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.cli.boards import print_board
from wayfare.cli.changes import changed, plain_epoch, print_changes
from wayfare.cli.command import command, group_of
from wayfare.cli.faults import said_once, unsaid
from wayfare.cli.money import show_money
from wayfare.cli.prices import price_of
from wayfare.cli.progress import Waiting
from wayfare.cli.reasons import say_reason
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.cli.vigils import in_doubt, print_vigils
from wayfare.domain.arm import Arm
from wayfare.domain.decision import Goal, Reason
from wayfare.domain.epoch import Epoch
from wayfare.domain.pool import Membership, Place
from wayfare.gateway.pool.pool import Pool
from wayfare.gateway.vigils.see import SeenVigil, see_vigils
from wayfare.providers.local.models import EMBEDDED_MODELS
from wayfare.providers.local.weights import WeightsAccount, account_for
from wayfare.routing.pool_reasons import SENTENCES
from wayfare.settings.providers import Local
from wayfare.settings.reading import cache_folder
from wayfare.store.epochs import read_epochs
from wayfare.wire.openai.models import describe_arm

_STATES = {
    Membership.IN: "pool_in",
    Membership.PROPOSED: "pool_proposed",
    Membership.OUT: "pool_out",
}
_HEADINGS = {
    Membership.IN: "pool_heading_in",
    Membership.PROPOSED: "pool_heading_proposed",
    Membership.OUT: "pool_heading_out",
}
_ORDER = {code: place for place, code in enumerate(SENTENCES)}


@dataclass(frozen=True, slots=True)
class Listed:
    """What there is: arms, where everything stands with `auto`, who did not answer."""

    arms: Sequence[Arm]
    places: Sequence[Place]
    taken: frozenset[str]
    faults: dict[str, str]
    #: What each model cost that was asked for its place just now; None: not known.
    probed: Sequence[int | None] = ()
    #: Which models changed behind their names.
    changes: Sequence[Epoch] = ()
    #: Whether old questions, asked again, show a change.
    vigils: Sequence[SeenVigil] = ()


def run(
    state: State,
    why: Annotated[
        bool, typer.Option("--why", help="Say of each why `auto` takes it, or does not.")
    ] = False,
) -> None:
    """List the models, what is known of them, and what came from where."""
    with Waiting(state) as waiting:
        waiting.spin(state.texts("asking_around"))
        with unsaid():
            listed = run_to_end(_list(state))
    local = state.settings.local
    accounts = [account_for(m, local, cache_folder(os.environ)) for m in EMBEDDED_MODELS]
    if state.as_json:
        state.print_json(
            {
                "models": [describe_arm(a, is_taken=a.name in listed.taken) for a in listed.arms],
                "pool": [_plain_place(place) for place in listed.places],
                "weights": [_plain(account) for account in accounts],
                "changes": [plain_epoch(epoch) for epoch in listed.changes],
                "vigils": listed.vigils,
                "faults": listed.faults,
            }
        )
        return
    if why:
        _print_reasons(state, listed.places)
    else:
        _print_board(state, listed)
        state.console.print()
        for account in accounts:
            _print_account(state, account)
        print_changes(state, listed.changes)
        print_vigils(state, in_doubt(listed.vigils))
    _print_faults(state, listed)


app = group_of(run, "List the models; let `auto` take them, or not.")
app.command("changed")(changed)


@app.command()
@command
def add(state: State, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """Let `auto` take a model. It is asked once, for a few tokens, to see that it answers."""
    with Waiting(state) as waiting:
        waiting.spin(state.texts("asking_around"))
        with said_once():
            place = run_to_end(_add(state, name))
    if state.as_json:
        state.print_json(_plain_place(place))
        return
    if place.state is Membership.IN:
        state.console.print(state.texts("pool_added", name=place.name), markup=False)
    else:
        said = state.texts("pool_not_added", name=place.name, why=_say(state, place.reason))
        state.console.print(said, markup=False)
    if place.row is not None and place.row.probed_at is not None:
        cost = show_money(place.row.probe_micros, state.settings.money, state.texts)
        state.console.print(state.texts("pool_probed", cost=cost), markup=False)
    state.console.print(state.texts("pool_soon"))
    if place.state is not Membership.IN:
        raise typer.Exit(1)


@app.command()
@command
def remove(state: State, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """Let `auto` take a model no more. It can still be asked by name."""
    with Waiting(state) as waiting:
        waiting.spin(state.texts("asking_around"))
        with said_once():
            place = run_to_end(_remove(state, name))
    if state.as_json:
        state.print_json(_plain_place(place))
        return
    state.console.print(state.texts("pool_removed", name=place.name), markup=False)
    state.console.print(state.texts("pool_soon"))


@app.command()
@command
def choose(state: State) -> None:
    """Choose anew which models `auto` takes, among all that there are now."""
    with Waiting(state) as waiting:
        waiting.spin(state.texts("asking_around"))
        with unsaid():
            listed = run_to_end(_choose(state))
    if state.as_json:
        state.print_json([_plain_place(place) for place in listed.places])
        return
    _print_reasons(state, [p for p in listed.places if p.state is not Membership.OUT])
    _print_faults(state, listed)
    if listed.probed:
        state.console.print(_probes(state, listed.probed), markup=False)
    state.console.print(state.texts("pool_soon"))


async def _list(state: State) -> Listed:
    async with run_wayfare(state.settings, Options(fetch=False)) as wayfare:
        await wayfare.until_listed()
        await wayfare.tend_pool()
        changes = await asyncio.to_thread(read_epochs, wayfare.database)
        vigils = await asyncio.to_thread(see_vigils, wayfare.database)
        return replace(_listed(wayfare), changes=changes, vigils=vigils)


async def _add(state: State, name: str) -> Place:
    async with run_wayfare(state.settings, Options(fetch=False, probe=True)) as wayfare:
        await wayfare.until_listed()
        arm = wayfare.parts.catalog.candidates(name).arms[0]
        _pool(wayfare).add(arm.name)
        await wayfare.tend_pool()
        return _place(wayfare, arm.name)


async def _remove(state: State, name: str) -> Place:
    async with run_wayfare(state.settings, Options(fetch=False)) as wayfare:
        await wayfare.until_listed()
        pool, catalog = _pool(wayfare), wayfare.parts.catalog
        known = name if name in pool.rows else catalog.candidates(name).arms[0].name
        pool.remove(known)
        await wayfare.tend_pool()
        return _place(wayfare, known)


async def _choose(state: State) -> Listed:
    async with run_wayfare(state.settings, Options(fetch=False, probe=True)) as wayfare:
        await wayfare.until_listed()
        before = {place.name: _probed_at(place) for place in _pool(wayfare).places()}
        await _pool(wayfare).choose_anew()
        await wayfare.tend_pool()
        listed = _listed(wayfare)
        asked = [p for p in listed.places if _probed_at(p) not in {None, before.get(p.name)}]
        return replace(listed, probed=[p.row.probe_micros for p in asked if p.row is not None])


def _pool(wayfare: Wayfare) -> Pool:
    pool = wayfare.parts.catalog.pool
    assert pool is not None, "there is one, unless a script or this machine alone is asked"
    return pool


def _listed(wayfare: Wayfare) -> Listed:
    catalog = wayfare.parts.catalog
    taken = frozenset(arm.name for arm in catalog.candidates(Goal.AUTO).arms)
    return Listed(list(catalog.arms), _pool(wayfare).places(), taken, dict(catalog.faults))


def _place(wayfare: Wayfare, name: str) -> Place:
    return next(place for place in _pool(wayfare).places() if place.name == name)


def _probed_at(place: Place) -> float | None:
    return None if place.row is None else place.row.probed_at


def _probes(state: State, costs: Sequence[int | None]) -> str:
    """How many models were asked for their places, and for how much in all."""
    known = [cost for cost in costs if cost is not None]
    total = sum(known) if known else None
    cost = show_money(total, state.settings.money, state.texts)
    if known and len(known) < len(costs):
        cost += " " + state.texts("cost_unknown", count=len(costs) - len(known))
    return state.texts("pool_probed_several", count=len(costs), cost=cost)


def _print_faults(state: State, listed: Listed) -> None:
    for provider, fault in listed.faults.items():
        said = fault if fault.startswith(provider) else f"{provider}: {fault}"
        state.notes.print(said, markup=False)


def _print_board(state: State, listed: Listed) -> None:
    texts = state.texts
    if not listed.arms:
        state.console.print(texts("no_models"))
        return
    states = {place.name: place.state for place in listed.places}
    shown = [arm for arm in listed.arms if states.get(arm.name) is not Membership.OUT]
    names = ("model", "in_auto", "price", "context", "languages", "quality")
    headings = [texts(name) for name in names]
    rows = [_row(state, arm, states[arm.name]) for arm in shown]
    if rows:
        print_board(state.console, headings, rows, right={2, 3})
    if others := len(listed.arms) - len(shown):
        state.console.print(texts("pool_others", count=others))


def _row(state: State, arm: Arm, membership: Membership) -> list[str]:
    texts, deployment = state.texts, arm.deployment
    quality = ", ".join(
        f"{lang} {q * 100:.0f}".strip() for lang, q in deployment.prior.quality.items()
    )
    context = deployment.context_tokens
    return [
        arm.name,
        texts(_STATES[membership]),
        price_of(state, arm),
        f"{context:,}" if context else texts("unknown"),
        ", ".join(sorted(deployment.languages)) if deployment.languages else "*",
        quality or texts("unknown"),
    ]


def _print_reasons(state: State, places: Sequence[Place]) -> None:
    """Every place with its sentence: who is in, who waits, and the others by their reasons."""
    for membership, words in _HEADINGS.items():
        some = [place for place in places if place.state is membership]
        if not some:
            continue
        heading = state.texts(words, count=len(some))
        state.console.print(heading, style="bold", markup=False)
        some.sort(key=lambda place: _ORDER.get(place.reason.code, -1))  # within: as listed
        for _, alike in groupby(some, key=lambda place: place.reason.code):
            _print_alike(state, list(alike))


def _print_alike(state: State, places: Sequence[Place]) -> None:
    """Places of one reason; a sentence that is true of several is said once."""
    if len({place.reason for place in places}) == 1 and len(places) > 1:
        state.console.print(f"  {_say(state, places[0].reason)}", style="dim", markup=False)
        _print_lines(state, (f"    {place.name}" for place in places))
        return
    _print_lines(state, (f"  {place.name}: {_say(state, place.reason)}" for place in places))


def _print_lines(state: State, lines: Iterable[str]) -> None:
    state.console.print("\n".join(lines), markup=False)


def _say(state: State, reason: Reason) -> str:
    return say_reason(reason, state.language)


def _why_not_here(local: Local) -> str:
    if not local.enabled:
        return "not_offered"
    return "not_fetched" if local.download else "not_to_be_fetched"


def _print_account(state: State, account: WeightsAccount) -> None:
    texts = state.texts
    model = account.model
    where = texts("ready") if account.path else texts(_why_not_here(state.settings.local))
    state.console.print(f"{model.name}: {model.title}, {model.licence}. {where}", markup=False)
    if account.path:
        state.console.print(f"  {account.path}", markup=False)
    for sentence in account.origins:
        state.console.print(f"  {texts('where')}: {sentence}", markup=False)


def _plain_place(place: Place) -> dict[str, Any]:
    row = place.row
    return {
        "name": place.name,
        "state": place.state,
        "code": place.reason.code,
        "reason": {"ko": place.reason.ko, "en": place.reason.en},
        "since": None if row is None else row.since,
        "probed_at": None if row is None else row.probed_at,
        "probe": None if row is None else row.probe,
        "probe_micros": None if row is None else row.probe_micros,
    }


def _plain(account: WeightsAccount) -> dict[str, Any]:
    return {
        "name": account.model.name,
        "title": account.model.title,
        "licence": account.model.licence,
        "path": None if account.path is None else str(account.path),
        "size": account.model.weights.size,
        "sha256": account.model.weights.sha256,
        "origins": list(account.origins),
    }
