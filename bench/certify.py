"""Certify the embedded pair, for real: a small model that harms, and the same model twice.

    python -m bench.certify [--seed 1] [--minutes 13] [--plot FILE]

The better embedded model is the baseline. Its twin, the same weights as another arm, and the small
model are asked the same checkable questions, by turns in English, Korean and Japanese; a program
grades all answers, and what differs goes into the product's own claims. A smoke test that the whole
road holds, and no evidence about anybody's questions. It ends when both claims are settled, or
after so many minutes.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bench.questions.make import make
from bench.questions.question import Question
from wayfare.bootstrap import Options, Wayfare, run_wayfare
from wayfare.cli.plots import certificate_labels
from wayfare.cli.texts import Texts
from wayfare.domain.arm import Arm
from wayfare.domain.claim import Cell, ClaimState
from wayfare.domain.demands import NO_DEMANDS
from wayfare.domain.shadow import By, Comparison, Fate, Shadow
from wayfare.gateway.asides.aside import Errand, ask_aside
from wayfare.gateway.certify.claims import SETTLED_S, Claims
from wayfare.gateway.certify.course import course_of
from wayfare.gateway.certify.see import Certificate, see_claims
from wayfare.reports.certificate_plot import plot_certificate
from wayfare.settings.choosing import ArmRow
from wayfare.settings.whole import Settings
from wayfare.store.shadows import Drawn
from wayfare.wire.openai.body import decode_chat

BASELINE, TWIN, SMALL = "qwen2.5-coder-0.5b", "twin", "smollm2-135m"
MARGIN = 0.02
OUTPUT_TOKENS_MAX = 64
#: Of each kind in each language, by each of so many seeds; more than there is time for.
EACH, SEEDS = 8, 5
_SETTLED = frozenset({ClaimState.CERTIFIED, ClaimState.SUSPENDED})


@dataclass(slots=True)
class Pair:
    """The comparisons so far, in their order, and the claims about them."""

    rows: list[Drawn] = field(default_factory=list)
    claims: Claims = field(init=False)

    def __post_init__(self) -> None:
        self.claims = Claims(
            read=lambda after: self.rows[int(after or 0) :],
            changes=dict,
            margin=MARGIN,
            share=1.0,
            now=lambda: len(self.rows) + 2 * SETTLED_S,
        )

    def note(self, arm: str, question: Question, difference: float) -> None:
        """One comparison more."""
        its, at = f"{len(self.rows) + 1:09}", float(len(self.rows))
        shadow = Shadow(its, at, None, question.language, arm, BASELINE, 1.0, 1.0, is_mirror=False)
        comparison = Comparison(its, at, Fate.COMPARED, difference, By.CHECK)
        self.rows.append(Drawn(shadow, comparison))

    def states(self) -> dict[str, ClaimState]:
        """How the claim about each arm stands."""
        self.claims.refresh()
        return {
            arm: self.claims.states.get(Cell(BASELINE, arm), ClaimState.NONE)
            for arm in (TWIN, SMALL)
        }


def main() -> None:
    """Ask, print, draw where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=13.0)
    parser.add_argument("--plot", type=Path, help="draw the small model's claim: FILE.png or .svg")
    options = parser.parse_args()
    drawn = [each for n in range(SEEDS) for each in make(options.seed + n, EACH)]
    questions = list({each.text: each for each in drawn}.values())
    Random(options.seed).shuffle(questions)
    console = Console()
    with tempfile.TemporaryDirectory(prefix="wayfare-certify-") as home:
        pair = asyncio.run(_run(console, home, questions, options.minutes))
    for each in see_claims(pair.claims):
        if each.arm is not None:
            console.print(_line(each))
    if options.plot is not None:
        course = course_of(pair.claims, Cell(BASELINE, SMALL), pair.rows)
        labels = certificate_labels(Texts("en"), f"{SMALL} in place of {BASELINE}")
        plot_certificate(options.plot, labels, 100 * MARGIN, course)
        console.print(f"Drawn to {options.plot}.")


async def _run(console: Console, home: str, questions: Sequence[Question], minutes: float) -> Pair:
    """Ask until both claims are settled, or the time is up."""
    settings = Settings(arms=[ArmRow(deployment=BASELINE, name=TWIN)], discover=False)
    options = Options(local_only=True, explore=False, environ={"WAYFARE_HOME": home})
    pair, until = Pair(), time.monotonic() + 60 * minutes
    async with run_wayfare(settings, options) as wayfare:
        console.print("Getting the local models ready (560 MB, once) ...")
        await wayfare.until_ready()
        with suppress(asyncio.CancelledError):
            if wayfare.fetching is not None:
                await wayfare.fetching
        await wayfare.until_listed()
        arms = {arm.name: arm for arm in wayfare.parts.catalog.arms}
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task("asking", total=len(questions))
            for number, question in enumerate(questions, start=1):
                await _compare(wayfare, arms, pair, question)
                states = pair.states()
                told = ", ".join(f"{arm} {state}" for arm, state in states.items())
                bar.update(task, completed=number, description=f"{number} questions: {told}")
                if set(states.values()) <= _SETTLED or time.monotonic() > until:
                    break
    return pair


async def _compare(wayfare: Wayfare, arms: dict[str, Arm], pair: Pair, question: Question) -> None:
    """Ask the baseline, then those whose claim is open."""
    open_arms = [arm for arm, state in pair.states().items() if state not in _SETTLED]
    right = {
        name: await _is_right(wayfare, arms[name], question) for name in (BASELINE, *open_arms)
    }
    for name in open_arms:
        pair.note(name, question, float(right[name]) - float(right[BASELINE]))


async def _is_right(wayfare: Wayfare, arm: Arm, question: Question) -> bool:
    body = decode_chat(
        msgspec.json.encode(
            {
                "model": arm.name,
                "messages": [{"role": "user", "content": question.text}],
                "temperature": 0,
                "max_tokens": OUTPUT_TOKENS_MAX,
            }
        )
    )
    turns = body.request.messages
    errand = Errand("certify", "shadowing", arm, turns, NO_DEMANDS, body=body)
    asked = await ask_aside(wayfare.parts, errand, wayfare.owner)
    return asked.text is not None and question.grader.accepts(asked.text)


def _line(it: Certificate) -> str:
    low = "?" if it.low_points is None else f"{it.low_points:+g}"
    high = "?" if it.high_points is None else f"{it.high_points:+g}"
    said = f"{it.arm} in place of {it.baseline}: {it.state}, {it.compared} compared"
    told = f"{said}, {it.mean_points:+.1f} points ({low} to {high})"
    if it.state in _SETTLED or it.still_needed is None:
        return told
    return f"{told}; about {it.still_needed} more comparisons are needed"


if __name__ == "__main__":
    main()
