"""Have a person say which of two answers is better, without saying whose they are."""

import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.outcome import TIE

if TYPE_CHECKING:
    from wayfare.gateway.asides.ask_probe import Probed

#: Longer texts are cut: nobody reads on.
LETTERS_MAX = 4_000


class Blind(NamedTuple):
    """Two answers to one question, and whose they are, which is not shown."""

    id: str
    question: str
    answers: tuple[str, str]
    names: tuple[str, str]


def votes_on(state: State, some: Sequence["Probed"]) -> Iterator[tuple["Probed", str]]:
    """Show pairs one by one, and read which is better: yields the winner's name, or `tie`.

    Ends with the input, or at `q`.
    """
    found = {each.outcome.decision_id: each for each in some if each.pair and each.outcome}
    pairs = [
        Blind(its, e.pair.turns[-1].text, (e.pair.answer, e.pair.other), (e.outcome.arm, e.against))
        for its, e in found.items()
        if e.pair is not None and e.outcome is not None
    ]
    for pair, winner in votes_between(state, pairs):
        yield found[pair.id], winner


def votes_between(state: State, some: Sequence[Blind]) -> Iterator[tuple[Blind, str]]:
    """The same, of any pairs of answers."""
    for number, each in enumerate(some, 1):
        first = 0 if _lot(each.id) else 1
        answers, names = (pair if first == 0 else pair[::-1] for pair in (each.answers, each.names))
        _show(state, number, len(some), each.question, answers)
        said = _read(state)
        if said == "q":
            return
        if said in ("1", "2", "="):
            yield each, TIE if said == "=" else names[int(said) - 1]


def _show(state: State, number: int, count: int, question: str, answers: Sequence[str]) -> None:
    texts = state.texts
    headed = [(texts("vote_question", number=number, count=count), question)]
    headed += [(texts("vote_answer", number=n), text) for n, text in enumerate(answers, 1)]
    for heading, text in headed:
        state.notes.print(f"\n[bold]{heading}[/bold]")
        for line in text[:LETTERS_MAX].splitlines():
            state.notes.print(plain(line), markup=False, soft_wrap=True)


def _read(state: State) -> str:
    """What the person says; asked again until it is one of the signs. `q` at the input's end."""
    while True:
        state.notes.print(state.texts("vote_wanted"), markup=False)
        line = sys.stdin.readline()
        said = line.strip().lower()
        if not line:
            return "q"
        if said in ("1", "2", "=", "s", "q"):
            return said


def _lot(name: str) -> bool:
    """Which comes first: as good as chance, and the same when asked again."""
    return blake2b(name.encode(), digest_size=1).digest()[0] < 128  # half of a byte
