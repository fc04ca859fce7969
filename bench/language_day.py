"""The day on which a model needs its pivot no more, and how long its questions go on through it.

Half-way the direct answers become as good as the pivot's were, in all languages at once, or two
points better; the pivot gains nothing any more, and still costs more than twice as much. `told`
says how Wayfare hears of it: the owner says so (`wayfare models changed`), the provider calls its
model otherwise from then on, or nobody says anything.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bench.language_stream import THROUGH, Floats, Question, Texts, TwoWays, World, ask, worlds

WINDOW, WINDOWS = 100, 4
#: So many of a world's languages are asked in, those with most kinds of question.
LANGUAGES, BEFORE = 4, 5_000
SETTLED_AFTER = 40
TOLD = ("owner", "provider", "nobody")
MODELS, SEEDS, FIRST_SEED = ("llama-7B", "open_llama_7b"), 2, 1


def few_languages(world: World, count: int = LANGUAGES) -> World:
    """The languages with most kinds alone."""
    kept = {language for language, _ in Counter(world.languages).most_common(count)}
    places = [place for place, language in enumerate(world.languages) if language in kept]
    return replace(
        world,
        languages=tuple(world.languages[place] for place in places),
        kinds=tuple(world.kinds[place] for place in places),
        right=world.right[places],
    )


def changed(world: World, ahead: float) -> World:
    """The same from that day on: direct answers are as the pivot's were, or so much better."""
    through = world.right[:, THROUGH]
    direct = np.clip(through + ahead, 0.0, 1.0)
    return replace(world, right=np.stack([direct, through], axis=1))


def day(world: World, texts: Texts, told: str, ahead: float, seed: int, before: int) -> Floats:
    """The share of each language's questions that go to the pivot: just before, and by windows.

    It is (1 + windows,): the mean over the languages.
    """
    rng = np.random.default_rng([seed, 17])
    rule = TwoWays(world, np.random.default_rng([seed, 19]))
    rule.served_model = "before"
    last = [_answer(rule, ask(world, texts, number, rng)) for number in range(before)]
    rule.settled_after = SETTLED_AFTER
    if told == "provider":
        rule.served_model = "after"
    if told == "owner":
        rule.notice_change()
    after = changed(world, ahead)
    ways: dict[str, list[int]] = {language: [] for language in world.languages}
    number = before
    while min(map(len, ways.values())) < WINDOW * WINDOWS:
        question = ask(after, texts, number, rng)
        ways[world.languages[question.place]].append(_answer(rule, question))
        number += 1
    windows = np.array([its[: WINDOW * WINDOWS] for its in ways.values()], dtype=float)
    shares = windows.reshape(len(ways), WINDOWS, WINDOW).mean(axis=(0, 2))
    return np.array([np.mean(last[-WINDOW * len(ways) :]), *shares])


def _answer(rule: TwoWays, question: Question) -> int:
    way = rule.ask(question)
    rule.see(question.asked, way, question.right[way])
    return way


@dataclass(frozen=True, slots=True)
class Day:
    """Shares of a language's questions that go to the pivot, in percent.

    `before` is the last window before the change, `windows` those of 100 questions after it, each
    a mean over languages and runs; `worst` is the highest mean of a run in the third window.
    """

    told: str
    ahead: float
    runs: int
    before: float
    windows: list[float]
    worst: float


def days(folder: Path, texts: Texts, *, quick: bool = False) -> Iterator[Day]:
    """A row for each way of being told, and by how much the direct way is ahead then."""
    count, seeds, before = (1, 1, 200) if quick else (len(MODELS), SEEDS, BEFORE)
    named = [w for w in worlds(folder, "outside", texts) if w.model in MODELS]
    for told in TOLD[:1] if quick else TOLD:
        for ahead in (0.02,) if quick else (0.0, 0.02):
            runs = np.array(
                [
                    day(few_languages(world), texts, told, ahead, seed, before)
                    for world in named[:count]
                    for seed in range(FIRST_SEED, FIRST_SEED + seeds)
                ]
            )
            shares = (100 * runs).mean(axis=0).tolist()
            worst = 100 * float(runs[:, 3].max())
            yield Day(told, 100 * ahead, len(runs), shares[0], shares[1:], worst)


def days_lines(rows: Sequence[Day]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    windows = " | ".join(f"to {WINDOW * (n + 1)}" for n in range(WINDOWS))
    yield f"| told by | direct ahead | runs | before | {windows} | to 300, worst |"
    yield "|---|---|---|---|" + "---|" * (WINDOWS + 1)
    for row in rows:
        shares = " | ".join(f"{share:.1f}" for share in row.windows)
        yield (
            f"| {row.told} | {row.ahead:g} | {row.runs} | {row.before:.1f} | {shares} "
            f"| {row.worst:.1f} |"
        )
