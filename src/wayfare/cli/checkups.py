"""`wayfare providers test`: look for what stands between Wayfare and its providers."""

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Any

import typer

from wayfare.bootstrap.demands import demands_of
from wayfare.bootstrap.providers import addresses_of, http_provider, price_table
from wayfare.bootstrap.store import read_kept_keys
from wayfare.cli.agreeing import agrees
from wayfare.cli.command import command
from wayfare.cli.findings import finding_in
from wayfare.cli.money import show_money
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import NotFoundError, ProviderError
from wayfare.providers import checkup
from wayfare.providers.address import Address, address_of_preset, fill_in, missing_in
from wayfare.providers.checkup import FINE, Checkup
from wayfare.providers.discover import found_by_port
from wayfare.providers.http import HttpProvider
from wayfare.providers.presets import PRESETS
from wayfare.settings.whole import Settings


@command
def run(
    state: State,
    names: Annotated[
        list[str] | None, typer.Argument(help="Their names; none: all that are known.")
    ] = None,
    *,
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask each a short question too; its price is said first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask without asking you.")] = False,
) -> None:
    """Look for what stands between Wayfare and its providers; listing models is free."""
    checkups = run_to_end(_test(state, names or [], ask=ask, yes=yes))
    if state.as_json:
        state.print_json([_plain_checkup(state, checkup) for checkup in checkups])
    elif not checkups:
        state.console.print(state.texts("no_providers"))
    else:
        for checkup in checkups:
            state.console.print(_sentence(state, checkup), markup=False, soft_wrap=True)
    if not all(checkup.finding in FINE for checkup in checkups):
        raise typer.Exit(1)


async def _test(state: State, names: Sequence[str], *, ask: bool, yes: bool) -> list[Checkup]:
    addresses = await _addresses(state, names)
    table = price_table(os.environ)
    providers = [http_provider(address, state.settings, table) for address in addresses]
    try:
        checkups = list(await asyncio.gather(*(checkup.look(p) for p in providers)))
        if ask:
            await _ask(state, providers, checkups, yes=yes)
        return checkups
    finally:
        await asyncio.gather(*(provider.close() for provider in providers))


async def _addresses(state: State, names: Sequence[str]) -> list[Address]:
    known = {address.name: address for address in known_addresses(state.settings)}
    if state.settings.discover:
        found = await found_by_port(state.settings.server.port)
        known = {address.name: address for address in found} | known
    if not names:
        return list(known.values())
    usual = (address_of_preset(n, p, os.environ) for n, p in PRESETS.items() if n in names)
    known = {address.name: address for address in usual if address} | known
    for name in names:
        if name not in known:
            raise _unknown(state, name)
    return [known[name] for name in names]


def _unknown(state: State, name: str) -> NotFoundError:
    """There is none of this name; or it is a usual one, and its address is not whole."""
    preset = PRESETS.get(name)
    lacks = ", ".join(missing_in(fill_in(preset.base_url, os.environ))) if preset else ""
    if lacks:
        return NotFoundError(
            state.texts("address_lacks", name=name, variables=lacks),
            cure=state.texts("address_lacks_cure", name=name),
        )
    return NotFoundError(
        state.texts("no_such_provider", name=name), cure=state.texts("provider_unknown_cure")
    )


async def _ask(
    state: State, providers: Sequence[HttpProvider], checkups: list[Checkup], *, yes: bool
) -> None:
    """Ask those in whose way nothing stands, once the price is agreed to."""
    to_ask: list[tuple[int, Deployment]] = []
    for place, provider in enumerate(providers):
        if checkups[place].finding in FINE:
            with suppress(ProviderError):
                model = checkup.cheapest(await _demanded(state, provider))
                if model is not None:
                    to_ask.append((place, model))
    for _, model in to_ask:
        fare = checkup.fare_micros(model)
        line = state.texts("question_costs_unknown", model=model.name)
        if fare is not None:
            price = show_money(fare, state.settings.money, state.texts)
            line = state.texts("question_costs", model=model.name, price=price)
        state.notes.print(line, markup=False, soft_wrap=True)
    if not to_ask or not (yes or agrees(state)):
        return
    asked = await asyncio.gather(*(checkup.ask(providers[p], model) for p, model in to_ask))
    for (place, _), found in zip(to_ask, asked, strict=True):
        checkups[place] = replace(found, models=checkups[place].models)


async def _demanded(state: State, provider: HttpProvider) -> list[Deployment]:
    """Its models that may be asked. Where there are others alone, this says so."""
    demands = demands_of(state.settings.demands)
    listed = await provider.deployments()
    found = [deployment for deployment in listed if demands.unmet(deployment) is None]
    if listed and not found:
        line = state.texts("not_to_be_asked", name=provider.name)
        state.notes.print(line, markup=False, soft_wrap=True)
    return found


def _sentence(state: State, found: Checkup) -> str:
    """What was found, in the provider's own words where they help, and the cure."""
    what, cure = finding_in(state.texts.language, found.finding)
    values = {
        "name": found.name,
        "models": found.models,
        "model": found.asked,
        "wire": found.speaks,
        "status": found.status,
        "variable": found.variable or "`key_env`",
    }
    said = f" ({found.said.rstrip('.')})" if found.said else ""
    return f"{found.name}: {what.format(**values)}{said}. {cure.format(**values)}".strip()


def _plain_checkup(state: State, found: Checkup) -> dict[str, Any]:
    return {
        "name": found.name,
        "good": found.finding in FINE,
        "finding": found.finding.value,
        "sentence": _sentence(state, found),
        "models": found.models,
        "asked": found.asked,
        "status": found.status,
        "said": found.said,
        "speaks": found.speaks,
    }


def known_addresses(settings: Settings) -> list[Address]:
    """The providers that were added, and those whose key was found or is kept."""
    kept = read_kept_keys(settings, os.environ)
    found = {a.name: a for a in addresses_of(settings, os.environ, kept)}
    rows = [found.pop(name) for name in settings.providers]
    return [*rows, *found.values()]
