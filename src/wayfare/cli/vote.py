"""`wayfare vote`: say which of two live answers is better, without knowing whose they are."""

import asyncio
import os
import sys
from contextlib import closing
from typing import Annotated

import typer

from wayfare.bootstrap import open_store, read_secret
from wayfare.bootstrap.owner import find_owner
from wayfare.cli.command import command
from wayfare.cli.money import show_money
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.battle import Side
from wayfare.domain.errors import ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.gateway.certify.vote import Answerer, BlindPair, Revealed, pairs_for, vote
from wayfare.gateway.clock import Clock
from wayfare.store.database import Database

#: Longer texts are cut: nobody reads on. Of the turns before the question less is enough.
LETTERS_MAX, EARLIER_MAX = 4_000, 400
_KEYS = {"1": Side.A, "2": Side.B, "3": Side.TIE, "4": Side.BAD}
_SIDES = {Side.A: "A", Side.B: "B"}


@command
def run(
    state: State,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at most.")] = 20,
) -> None:
    """Say which of two answers of `auto` is better, without knowing whose they are."""
    with closing(open_store(state.settings, os.environ)) as database:
        owner = find_owner(database, os.environ, read_secret(os.environ))
        pairs = pairs_for(database, Clock(), owner, limit)
        if state.as_json:
            state.print_json(pairs)
            return
        if not pairs:
            state.console.print(state.texts("vote_none"))
            return
        asyncio.run(_vote(state, database, owner, pairs))


async def _vote(state: State, database: Database, owner: Caller, pairs: list[BlindPair]) -> None:
    """Go through them until all are seen, or `q`."""
    voted = 0
    for number, pair in enumerate(pairs, 1):
        _show(state, pair, number, len(pairs))
        said = await asyncio.to_thread(_read, state)
        if said == "q":
            break
        if said == "s":
            continue
        try:
            found = await vote(database, Clock(), owner, owner, pair.id, _KEYS[said])
        except (ConflictError, NotFoundError):  # somebody was quicker, or it waited too long
            state.notes.print(state.texts("vote_gone"))
            continue
        voted += 1
        _reveal(state, found)
    state.console.print(state.texts("vote_thanks", count=voted))


def _show(state: State, pair: BlindPair, number: int, count: int) -> None:
    texts = state.texts
    headed = [(turn.role, turn.text[:EARLIER_MAX]) for turn in pair.turns[:-1]]
    question = pair.turns[-1].text if pair.turns else ""
    headed.append((texts("vote_question", number=number, count=count), question))
    headed += [(texts("vote_side", side=s), t) for s, t in (("A", pair.a), ("B", pair.b))]
    for heading, text in headed:
        state.notes.print(f"\n[bold]{heading}[/bold]")
        for line in text[:LETTERS_MAX].splitlines():
            state.notes.print(plain(line), markup=False, soft_wrap=True)


def _read(state: State) -> str:
    """What the person says; asked again until it is one of the keys. `q` at the input's end."""
    while True:
        state.notes.print(state.texts("vote_keys"), markup=False)
        line = sys.stdin.readline()
        said = line.strip().lower()
        if not line:
            return "q"
        if said in _KEYS or said in ("s", "q"):
            return said


def _reveal(state: State, found: Revealed) -> None:
    """Whose they are and what they cost, and what a judge had said."""
    texts = state.texts
    for name, it in (("A", found.a), ("B", found.b)):
        told = {"side": name, "model": it.model, "cost": _cost(state, it)}
        state.notes.print(plain(texts("vote_was", **told)), markup=False, soft_wrap=True)
    if found.judged is not None:
        code = "vote_judged_tie" if found.judged is Side.TIE else "vote_judged"
        state.notes.print(texts(code, side=_SIDES.get(found.judged, "")), markup=False)
    if not found.counts:
        state.notes.print(texts("vote_teaches"), markup=False, soft_wrap=True)


def _cost(state: State, it: Answerer) -> str:
    return show_money(it.cost_micros, state.settings.money, state.texts)
