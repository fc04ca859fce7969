"""Ask how well topics that are found match those that people gave, and whether they stay.

    python -m bench.topics --texts FOLDER                 agreement, ids kept, unknown
    python -m bench.topics --texts FOLDER --translations  one question in several languages

FOLDER holds `NAME.prompts.parquet` with `prompt`, `topic` and `language`, and in `marena_hard`
`parallel_id`. Questions that are asked about were never fitted on. For `--translations` the
projection is fitted anew without the questions that are asked about, which takes minutes.
"""

import argparse
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bench.projection import LANGUAGES, PARALLEL, SETS, fit, read
from bench.report import about
from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import Projection, shipped
from wayfare.routing.common_space import CommonSpace
from wayfare.routing.language import language_of
from wayfare.routing.topics import WINDOW, Topics

GIVEN = ("routerdc7", "mmlupro", "click", "routellm_mmlu")
FOREIGN = "userqueries"
FITTED, ASKED = (100, 500, 2_000), 600
FOREIGN_ASKED = 500
SEED = 1
TRANSLATED = 500  # questions of two languages that topics are fitted on
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Questions:
    """Vectors, languages as Wayfare tells them, and topics that people gave."""

    vectors: NDArray[np.float32]
    languages: list[str]
    given: list[str]

    def take(self, places: Sequence[int]) -> "Questions":
        """Some of them, in that order."""
        return Questions(
            self.vectors[list(places)],
            [self.languages[place] for place in places],
            [self.given[place] for place in places],
        )


def grown(start: Topics, asked: Questions, seed: int) -> list[Topics]:
    """The topics after each time that they were due."""
    topics, found = start, []
    while topics.seen + topics.due <= len(asked.languages):
        more, until = topics.due, topics.seen + topics.due
        newest = slice(max(0, until - WINDOW), until)
        rng = Random(f"{seed} {until}")
        topics = topics.fit(asked.vectors[newest], asked.languages[newest], more, rng)
        found.append(topics)
    return found


def found_in(topics: Topics, asked: Questions) -> list[str]:
    """The topic of each question."""
    both = zip(asked.vectors, asked.languages, strict=True)
    return [topics.find(vector, language) or UNKNOWN for vector, language in both]


def agreement(some: Sequence[str], others: Sequence[str]) -> float:
    """The adjusted mutual information of two partitions (Vinh, Epps and Bailey, 2010)."""
    one, two = (np.unique(each, return_inverse=True)[1] for each in (some, others))
    count = len(one)
    table = np.zeros((one.max() + 1, two.max() + 1))
    np.add.at(table, (one, two), 1)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    shared, full = table[table > 0], np.outer(rows, columns)[table > 0]
    information = float((shared / count * np.log(count * shared / full)).sum())
    entropies = [-float((n / count * np.log(n / count)).sum()) for n in (rows, columns)]
    chance = _by_chance(rows.astype(int).tolist(), columns.astype(int).tolist(), count)
    room = sum(entropies) / 2 - chance
    return (information - chance) / room if room > 1e-12 else 0.0


def _by_chance(rows: Sequence[int], columns: Sequence[int], count: int) -> float:
    """The mutual information that partitions of these sizes have by chance."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, count + 1)))])
    total = 0.0
    for a in rows:
        for b in columns:
            n = np.arange(max(1, a + b - count), min(a, b) + 1)
            chance = logs[a] + logs[b] + logs[count - a] + logs[count - b] - logs[count]
            chance = chance - logs[n] - logs[a - n] - logs[b - n] - logs[count - a - b + n]
            total += float((n / count * np.log(count * n / (a * b)) * np.exp(chance)).sum())
    return total


def by_given_topics(folder: Path, seeds: int, sets: Sequence[str]) -> None:
    """Print agreement with given topics, and how many questions keep their id or have none."""
    embedder, start = _begin(shipped())
    foreign = _read(folder, FOREIGN, embedder, FOREIGN_ASKED)
    print(
        "| set | fitted on | topics | agreement | unknown | ids kept at a fit | unknown, foreign |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in sets:
        asked = _read(folder, name, embedder)
        figures: dict[int, list[tuple[float, ...]]] = {}
        for seed in range(seeds):
            order = np.random.default_rng(seed).permutation(len(asked.languages)).tolist()
            test, rest = asked.take(order[:ASKED]), asked.take(order[ASKED:][: max(FITTED)])
            every = grown(start, rest, seed)
            answers = [found_in(topics, test) for topics in every]
            for fitted in FITTED:
                last = max((n for n, t in enumerate(every) if t.seen <= fitted), default=None)
                if last is None or fitted > len(rest.languages):
                    continue
                pairs = pairwise(answers[: last + 1])
                kept = [_kept(old, new) for old, new in pairs] or [float("nan")]
                strange = found_in(every[last], foreign)
                figures.setdefault(fitted, []).append(
                    (
                        len(every[last].topics),
                        agreement(answers[last], test.given),
                        answers[last].count(UNKNOWN) / ASKED,
                        statistics.fmean(kept),
                        strange.count(UNKNOWN) / len(strange),
                    )
                )
        for fitted, rows in figures.items():
            count, same, none, staying, abroad = (
                _mean(column) for column in zip(*rows, strict=True)
            )
            print(
                f"| {name} | {fitted} | {count:.0f} | {same:.3f} (±{_half(rows, 1):.3f}) "
                f"| {none:.1%} | {_percent(staying)} | {abroad:.0%} |",
                flush=True,
            )


def by_translations(folder: Path, seeds: int) -> None:
    """Print the share of questions whose translation falls into the same topic.

    Asked about are the second third of the questions; the choices in `topics.py` and
    `projection.py` were made with the first third held out.
    """
    sets = {name: read(folder, name) for name in SETS}
    prompts = sets[PARALLEL]
    ties = sorted({tie for tie in prompts.parallel if tie is not None})
    order, third = np.random.default_rng(SEED).permutation(ties).tolist(), len(ties) // 3
    held_out = order[third : 2 * third]
    embedder, start = _begin(fit(sets, set(held_out)))
    known = {
        (tie, spoken): (embedder.vector(text), language_of(text))
        for text, spoken, tie in zip(
            prompts.texts, prompts.languages, prompts.parallel, strict=True
        )
        if spoken in LANGUAGES
    }
    print("| other language | topics | in one topic | by chance | unknown |")
    print("|---|---|---|---|---|")
    for other in LANGUAGES[1:]:
        rows = []
        for seed in range(seeds):
            rng = np.random.default_rng(seed)
            mixed = [(tie, each) for tie in ties if tie not in held_out for each in ("en", other)]
            pool = [known[mixed[place]] for place in rng.permutation(len(mixed))[:TRANSLATED]]
            asked = Questions(np.stack([v for v, _ in pool]), [spoken for _, spoken in pool], [])
            topics = grown(start, asked, seed)[-1]
            english = [topics.find(*known[tie, "en"]) or UNKNOWN for tie in held_out]
            foreign = [topics.find(*known[tie, other]) or UNKNOWN for tie in held_out]
            same = [a == b != UNKNOWN for a, b in zip(english, foreign, strict=True)]
            chance = [a == b != UNKNOWN for a in english for b in foreign]
            none = [each == UNKNOWN for each in english + foreign]
            rows.append((len(topics.topics), *map(statistics.fmean, (same, chance, none))))
        count, same_share, by_chance, unknown = (
            _mean(column) for column in zip(*rows, strict=True)
        )
        print(
            f"| {other} | {count:.0f} | {same_share:.1%} (±{_half(rows, 1):.1%}) "
            f"| {by_chance:.1%} | {unknown:.1%} |",
            flush=True,
        )


def _begin(projection: Projection) -> tuple[HashingEmbedder, Topics]:
    embedder = HashingEmbedder(projection)
    return embedder, Topics(
        embedder.version, CommonSpace(projection.centres, projection.across, projection.into)
    )


def _read(
    folder: Path, name: str, embedder: HashingEmbedder, limit: int | None = None
) -> Questions:
    columns = pq.read_table(folder / f"{name}.prompts.parquet").to_pydict()
    texts = columns["prompt"][:limit]
    vectors = np.stack([embedder.vector(text).astype(np.float16) for text in texts])
    return Questions(
        vectors.astype(np.float32),
        [language_of(text) for text in texts],
        [str(topic) for topic in columns["topic"][:limit]],
    )


def _kept(old: Sequence[str], new: Sequence[str]) -> float:
    """Of those that had a topic before and after a fit, the share that kept it."""
    both = [(a, b) for a, b in zip(old, new, strict=True) if UNKNOWN not in (a, b)]
    return sum(a == b for a, b in both) / max(1, len(both))


def _mean(column: Sequence[float]) -> float:
    known = [each for each in column if not math.isnan(each)]
    return statistics.fmean(known) if known else float("nan")


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{share:.1%}"


def _half(rows: Sequence[tuple[float, ...]], place: int) -> float:
    """Half of a 95 % interval of the mean over seeds."""
    values = [row[place] for row in rows]
    return 1.96 * statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--set", action="append")
    parser.add_argument("--translations", action="store_true")
    arguments = parser.parse_args()
    told = about(SEED, {}, "bench.topics")
    print(f"commit {told['commit']}, {told['date']}, `{told['command']}`, {told['machine']}")
    if arguments.translations:
        by_translations(arguments.texts, arguments.seeds)
    else:
        by_given_topics(arguments.texts, arguments.seeds, arguments.set or GIVEN)


if __name__ == "__main__":
    main()
