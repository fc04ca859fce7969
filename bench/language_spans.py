"""Whether what must stay comes through a translator that spoils what it can.

Each case is translated with marks, once more in plain text where that failed, and else it is
abandoned. An oracle that made the cases, and knows nothing of how they are checked, then says
whether what was accepted is intact.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from bench.spans_cases import Case, case_of
from bench.spans_mangling import Draft, draft_of, spoil
from wayfare.pivot.checks import faults_of, tidy
from wayfare.pivot.segments import Segment, mark_letter, restored, segments_of
from wayfare.routing.language import language_of

_WORDS = re.compile(r"[^\W\d_]+")


@dataclass
class Row:
    """What became of the cases: each is taken at once, repaired or abandoned.

    `broken` were taken though a span, the number or the language is wrong. `swapped` and `reworded`
    were taken, and spans changed places or other words were said: nothing here can tell that.
    `refused_honest` is how many right translations are refused.
    """

    cases: int
    seed: int
    at_once: int = 0
    repaired: int = 0
    abandoned: int = 0
    broken: int = 0
    swapped: int = 0
    reworded: int = 0
    refused_honest: int = 0
    ways_abandoned: dict[str, int] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)

    @property
    def intact(self) -> float:
        """The share of all cases that are intact or abandoned."""
        return 1 - self.broken / self.cases


def run(cases: int = 10_000, seed: int = 1) -> Row:
    """Send generated cases through the spoiling translator."""
    rng, row = random.Random(seed), Row(cases, seed)
    for _ in range(cases):
        case = case_of(rng)
        segment = _segment_of(case)
        marks = draft_of(case, _marks(case, segment), rng)
        row.refused_honest += bool(_accepted(segment, case, marks.text())[1])
        text, draft = _translated(segment, case, rng, row)
        if text is None:
            row.abandoned += 1
            for way in set(draft.spoiled):
                row.ways_abandoned[way] = row.ways_abandoned.get(way, 0) + 1
            continue
        _judge(case, text, draft, row)
    return row


def _translated(
    segment: Segment, case: Case, rng: random.Random, row: Row
) -> tuple[str | None, Draft]:
    draft = draft_of(case, _marks(case, segment), rng)
    text, faults = _accepted(segment, case, spoil(draft, rng))
    if not faults:
        row.at_once += 1
        return text, draft
    draft = draft_of(case, case.spans, rng)
    text, faults = _accepted(segment, case, spoil(draft, rng))
    row.repaired += not faults
    return (None if faults else text), draft


def _accepted(segment: Segment, case: Case, translated: str) -> tuple[str, tuple[str, ...]]:
    text = restored(segment, tidy(translated, segment.text))
    return text, faults_of(segment, text, case.source, case.target, language_of)


def _segment_of(case: Case) -> Segment:
    """The prose of a case, which is one line."""
    segments = [s for s in segments_of(case.text, case.source, case.target) if not s.is_kept]
    assert len(segments) == 1, case.text
    return segments[0]


def _marks(case: Case, segment: Segment) -> list[str]:
    """What stands for each span in the marked text; the span itself where it got no mark."""
    letter = mark_letter(segment.text)
    of = {span: f"{letter}{number}" for number, span in enumerate(segment.spans, 1)}
    return [of.get(span, span) for span in case.spans]


def _judge(case: Case, text: str, draft: Draft, row: Row) -> None:
    rest = text
    lost = [span for span in case.spans if text.count(span) != 1]
    for span in case.spans:
        rest = rest.replace(span, " ")
    is_broken = bool(lost) or not _has_number(case, rest, draft) or not _is_in_target(case, rest)
    row.broken += is_broken
    if is_broken and len(row.examples) < 20:
        row.examples.append(f"{case.text} -> {text} ({', '.join(draft.spoiled)})")
    right = case.template[case.target].format(*case.spans, n=draft.number)
    expected = case.template[case.target].format("", "", "", n="")
    said = rest.replace(draft.number, " ", 1) if draft.number else rest
    row.reworded += _letters(said) != _letters(expected)
    row.swapped += "swap" in draft.spoiled and text != right and not is_broken


def _letters(text: str) -> str:
    return "".join(_WORDS.findall(text))


def _has_number(case: Case, rest: str, draft: Draft) -> bool:
    figures = [int(re.sub(r"[.,]", "", figure)) for figure in re.findall(r"-?\d[\d.,]*", rest)]
    if case.number is None:
        return not figures
    is_word = draft.number.isalpha() and draft.number in rest
    return figures == [case.number] or (is_word and not figures)


def _is_in_target(case: Case, rest: str) -> bool:
    """By letters alone: those of Korean, Japanese kana, Han without kana, or Latin."""
    hangul, kana = len(re.findall("[가-힣]", rest)), len(re.findall("[ぁ-ヿ]", rest))
    han, latin = len(re.findall("[一-鿿]", rest)), len(re.findall("[A-Za-z]", rest))
    most = max(hangul, kana + han, latin)
    script = "ko" if hangul == most else "latin" if latin == most else "ja" if kana else "zh"
    return script == {"en": "latin", "de": "latin"}.get(case.target, case.target)


def spans_lines(row: Row) -> Iterator[str]:
    """The row as a table in Markdown, and what was abandoned for."""
    yield (
        "| cases | intact or abandoned, % | taken at once, % | repaired, % | abandoned, % "
        "| right ones refused, % | spans swapped, unseen | other words, unseen |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    shares = (row.at_once, row.repaired, row.abandoned, row.refused_honest)
    told = " | ".join(f"{100 * share / row.cases:.1f}" for share in shares)
    yield f"| {row.cases} | {100 * row.intact:.2f} | {told} | {row.swapped} | {row.reworded} |"
    yield from row.examples


def spans_figures(row: Row) -> dict[str, object]:
    """The row for a file."""
    return asdict(row) | {"intact": row.intact}
