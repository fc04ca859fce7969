"""How many translations that people live with pass the checks of the pivot.

The same questions in two languages stand for a translator that means well; the spans are left
aside, since nobody told it to keep them. Bounds were set on every second question; these are the
others.
"""

import html
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.parquet as pq

from wayfare.pivot.checks import faults_of, tidy
from wayfare.pivot.segments import Segment, prose_of
from wayfare.routing.language import language_of

PAIRS = (
    *((abroad, "en") for abroad in ("ko", "ja", "zh", "de", "es", "fr")),
    *(("en", abroad) for abroad in ("ko", "ja", "zh", "de", "es", "fr")),
)
MEANT = ("ja", "zh", "de", "es", "fr", "ru", "th")
_LETTERS_MOST = 600  # longer questions are mostly code and data


@dataclass(frozen=True)
class Passed:
    """A set in one direction: `right` is the share that passes, `faults` what the others have."""

    what: str
    source: str
    target: str
    n: int
    right: float
    faults: dict[str, int]


Pair = tuple[str, str]  # a text and its translation


def pairs(texts: Path, half: int = 1) -> Iterator[Passed]:
    """Each direction of each set, on one half of the questions."""
    asked = _by_question(pq.read_table(texts / "marena_hard.prompts.parquet").to_pylist())
    ids = sorted(asked)[half::2]
    for source, target in PAIRS:
        found = [(asked[i][source], asked[i][target]) for i in ids if _is_prose(asked[i]["en"])]
        yield _passed("arena-hard, by machine", source, target, found)
    rows = pq.read_table(texts / "mgsm.prompts.parquet").to_pylist()
    rows = [row for row in rows if int(row["parallel_id"].split(":")[1]) % 2 == half]
    for name in ("english_by_google", "english_by_nllb"):
        for source in MEANT:
            found = [(row["prompt"], row[name] or "") for row in rows if row["language"] == source]
            yield _passed(f"mgsm, {name.replace('_', ' ')}", source, "en", found)


def _by_question(rows: Iterable[dict[str, str]]) -> dict[str, dict[str, str]]:
    asked: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        asked[row["parallel_id"]][row["language"]] = html.unescape(row["prompt"])
    return asked


def _is_prose(text: str) -> bool:
    return "```" not in text and len(text) <= _LETTERS_MOST


def _passed(what: str, source: str, target: str, found: Sequence[Pair]) -> Passed:
    faults: Counter[str] = Counter()
    n = right = 0
    for text, translated in found:
        prose = prose_of(_one_line(text), source)
        if prose.is_kept:
            continue
        plain = Segment(prose.text, marked=prose.text)
        wrong = faults_of(plain, tidy(_one_line(translated), text), source, target, language_of)
        faults.update(wrong)
        n, right = n + 1, right + (not wrong)
    return Passed(what, source, target, n, right / n, dict(faults.most_common()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def pairs_lines(rows: Sequence[Passed]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield "| set | from, to | questions | pass, % | what the others have |"
    yield "|---|---|---|---|---|"
    for row in rows:
        faults = ", ".join(f"{fault} {count}" for fault, count in row.faults.items())
        direction = f"{row.source} {row.target}"
        yield f"| {row.what} | {direction} | {row.n} | {100 * row.right:.1f} | {faults} |"


def pairs_figures(rows: Sequence[Passed]) -> list[dict[str, object]]:
    """The rows for a file."""
    return [asdict(row) for row in rows]
