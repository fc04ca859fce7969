"""How often the language of a question is told rightly, and how long that takes."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.parquet as pq

from wayfare.routing.language import tell_language

SETS = ("marena_hard", "mgsm", "userqueries")
SHORT = Path(__file__).parent / "questions" / "short.json"
ROUNDS = 5


@dataclass(frozen=True)
class Told:
    """One set, or one language of it: `right` is a share, `micros` CPU time a question."""

    what: str
    language: str
    n: int
    right: float
    confused: dict[str, int]
    micros: float | None


Question = tuple[str, str]  # its language, its text


def told(texts: Path) -> Iterator[Told]:
    """Each set as a whole, then its languages that are told worst; and short questions."""
    for name in SETS:
        rows = pq.read_table(texts / f"{name}.prompts.parquet").to_pylist()
        yield from _of_set(name, [(row["language"], row["prompt"]) for row in rows])
    for part, questions in json.loads(SHORT.read_text()).items():
        for language, short in questions.items():
            yield _row(f"short, {part}", language, [(language, text) for text in short])


def _of_set(name: str, questions: Sequence[Question]) -> Iterator[Told]:
    yield _row(name, "all", questions, timed=True)
    of = {
        language: [question for question in questions if question[0] == language]
        for language in sorted({language for language, _ in questions})
    }
    rows = [_row(name, language, mine) for language, mine in of.items()]
    yield from (row for row in rows if row.right < 0.99)


def _row(what: str, language: str, questions: Sequence[Question], *, timed: bool = False) -> Told:
    found = [(spoken, tell_language(text).language) for spoken, text in questions]
    confused = Counter(f"{spoken} as {seen}" for spoken, seen in found if spoken != seen)
    right = 1 - sum(confused.values()) / len(questions)
    micros = min(_micros(questions) for _ in range(ROUNDS)) if timed else None
    return Told(what, language, len(questions), right, dict(confused.most_common(6)), micros)


def _micros(questions: Sequence[Question]) -> float:
    began = time.process_time()
    for _, text in questions:
        tell_language(text)
    return (time.process_time() - began) / len(questions) * 1e6


def told_lines(rows: Sequence[Told]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield "| set | language | questions | right, % | told as another | us |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        confused = ", ".join(f"{pair} {count}" for pair, count in row.confused.items())
        micros = "" if row.micros is None else f"{row.micros:.0f}"
        yield (
            f"| {row.what} | {row.language} | {row.n} | {100 * row.right:.1f} "
            f"| {confused} | {micros} |"
        )


def told_figures(rows: Sequence[Told]) -> list[dict[str, object]]:
    """The rows for a file."""
    return [asdict(row) for row in rows]
