"""What was right, whom `auto` asked, and what it learned, as Markdown with intervals."""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

import msgspec

from bench.live_asking import Asked

_Z = 1.96
_DRAWS = 2_000
_PARTS = 5


class Run(msgspec.Struct):
    """All answers of one run, and what it needs to be believed."""

    about: dict[str, Any]
    arms: tuple[str, ...]
    texts: dict[str, str]
    answers: list[Asked]


def report(run: Run) -> str:
    """All tables."""
    one, other = run.arms
    named = by_name(run)
    starts = list(dict.fromkeys(a.start for a in run.answers if a.start))
    told = run.about
    how = f"commit {told['commit']}, {told['date']}, seed {told['seed']}, `{told['command']}`"
    blocks = [
        f"{how}; {told['machine']}; Python {told['python']}",
        f"ONE is {one}, OTHER is {other}; {len(named)} questions. Percent right [95 % interval].",
        _singles(run, named),
        _kinds(run, named, starts),
        *(_learning(run, named, start) for start in starts),
    ]
    return "\n\n".join(blocks)


#: What both models answered, by question.
Named = Mapping[str, Mapping[str, Asked]]


def by_name(run: Run) -> Named:
    """What both models answered of each question."""
    named: dict[str, dict[str, Asked]] = {}
    for asked in run.answers:
        if asked.phase == "named":
            named.setdefault(asked.question, {})[asked.arm] = asked
    return {question: both for question, both in named.items() if len(both) == 2}


def _singles(run: Run, named: Named) -> str:
    """Both models by language."""
    one, other = run.arms
    lines = [
        "| | n | ONE | OTHER | either | s ONE / OTHER (mean) |",
        "|---|---|---|---|---|---|",
    ]
    languages = dict.fromkeys(both[one].language for both in named.values())
    for label in ("all", *languages):
        rows = [b for b in named.values() if label in ("all", b[one].language)]
        either = sum(b[one].right or b[other].right for b in rows)
        seconds = " / ".join(
            f"{statistics.mean(b[arm].seconds for b in rows):.2f}" for arm in run.arms
        )
        lines.append(
            f"| {label} | {len(rows)} | {_right(b[one] for b in rows)} "
            f"| {_right(b[other] for b in rows)} | {100 * either / len(rows):.0f} | {seconds} |"
        )
    return "\n".join(lines)


def _kinds(run: Run, named: Named, starts: Sequence[str]) -> str:
    """Kind by language: both models, and how much of what was kept apart `auto` asked of ONE."""
    one, other = run.arms
    heads = [f"auto, {start}: to ONE" for start in starts]
    lines = [
        f"| kind | | n | ONE | OTHER | {' | '.join(heads)} |",
        f"|---|---|---|---|---|{'---|' * len(starts)}",
    ]
    cells = dict.fromkeys((b[one].kind, b[one].language) for b in named.values())
    for kind, language in sorted(cells):
        rows = [b for b in named.values() if (b[one].kind, b[one].language) == (kind, language)]
        shares = []
        for start in starts:
            mine = [
                a for a in run.answers if (a.start, a.kind, a.language) == (start, kind, language)
            ]
            before = _to(one, [a for a in mine if a.phase == "before"])
            shares.append(f"{before} -> {_to(one, [a for a in mine if a.phase == 'after'])}")
        lines.append(
            f"| {kind} | {language} | {len(rows)} | {_right(b[one] for b in rows)} "
            f"| {_right(b[other] for b in rows)} | {' | '.join(shares)} |"
        )
    return "\n".join(lines)


def _learning(run: Run, named: Named, start: str) -> str:
    """What `auto` did of one start: before, on the way, after; beside each model alone."""
    one, other = run.arms
    mine = [a for a in run.answers if a.start == start and a.question in named]
    learning = [a for a in mine if a.phase == "learning"]
    lines = [
        f"**{start}** ({len(learning)} questions learned from)",
        "",
        "| kept apart | n | to ONE | right | less ONE | less OTHER | s | s ONE / OTHER |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for phase in ("before", "after"):
        for language in ("all", *dict.fromkeys(a.language for a in mine)):
            asked = [a for a in mine if a.phase == phase and language in ("all", a.language)]
            if asked:
                lines.append(_against_singles(f"{phase}, {language}", asked, named, one, other))
    lines += ["", _course(learning, one), _agreement(run, named, start), _reasons(mine)]
    return "\n".join(lines)


def _against_singles(label: str, asked: Sequence[Asked], named: Named, one: str, other: str) -> str:
    def less(arm: str) -> str:
        gaps = [(a.parallel, float(a.right) - named[a.question][arm].right) for a in asked]
        return _mean_of_clusters(gaps)

    alone = " / ".join(
        f"{statistics.mean(named[a.question][arm].seconds for a in asked):.2f}"
        for arm in (one, other)
    )
    return (
        f"| {label} | {len(asked)} | {_to(one, asked)} | {_right(asked)} | {less(one)} "
        f"| {less(other)} | {statistics.mean(a.seconds for a in asked):.2f} | {alone} |"
    )


def _course(learning: Sequence[Asked], one: str) -> str:
    """How much was asked of ONE while it learned, part by part."""
    size = math.ceil(len(learning) / _PARTS) or 1
    parts = [learning[begin : begin + size] for begin in range(0, len(learning), size)]
    shares = ", ".join(_to(one, part) for part in parts)
    return f"To ONE while it learned, fifth by fifth: {shares}."


def _agreement(run: Run, named: Named, start: str) -> str:
    """How often `auto` asked whom the questions learned from show to be better at all."""
    one, other = run.arms
    learned = {a.question for a in run.answers if a.start == start and a.phase == "learning"}
    rights = {arm: sum(named[q][arm].right for q in learned if q in named) for arm in (one, other)}
    better = max(rights, key=rights.__getitem__)
    after = [a for a in run.answers if a.start == start and a.phase == "after"]
    after = [a for a in after if a.question in named]
    if not after:
        return ""
    agreed = sum(a.arm == better for a in after)
    spoiled = sum(
        not named[a.question][a.arm].right and any(b.right for b in named[a.question].values())
        for a in after
        if a.arm in named[a.question]
    )
    return (
        f"Better where it learned: {better} ({rights[one]} right against {rights[other]} of "
        f"{len(learned)}). Asked afterwards in {agreed} of {len(after)}; in {spoiled} the one "
        "that was asked was wrong and the other right."
    )


def _reasons(mine: Iterable[Asked]) -> str:
    """The commonest first reasons, before and after."""
    lines = []
    for phase in ("before", "after"):
        seen = Counter(a.reason for a in mine if a.phase == phase)
        lines += [f"- {phase}, {n} times: {reason}" for reason, n in seen.most_common(3)]
    return "\n".join(lines)


def _to(arm: str, asked: Sequence[Asked]) -> str:
    return f"{100 * sum(a.arm == arm for a in asked) / len(asked):.0f} %" if asked else "-"


def _right(asked: Iterable[Asked]) -> str:
    rights = [a.right for a in asked]
    if not rights:
        return "-"
    low, high = wilson(sum(rights), len(rights))
    return f"{100 * sum(rights) / len(rights):.0f} [{100 * low:.0f}, {100 * high:.0f}]"


def wilson(right: int, n: int) -> tuple[float, float]:
    """The interval of a share after Wilson."""
    share, z2 = right / n, _Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def _mean_of_clusters(values: Sequence[tuple[str, float]]) -> str:
    """The mean in points, and its interval by drawing whole questions with all their languages."""
    groups: dict[str, list[float]] = {}
    for name, value in values:
        groups.setdefault(name, []).append(value)
    rng, some = Random(1), list(groups.values())
    means = sorted(_mean(rng.choices(some, k=len(some))) for _ in range(_DRAWS))
    low, high = means[round(0.025 * _DRAWS)], means[round(0.975 * _DRAWS) - 1]
    return f"{100 * _mean(some):+.0f} [{100 * low:+.0f}, {100 * high:+.0f}]"


def _mean(groups: Sequence[Sequence[float]]) -> float:
    return sum(map(sum, groups)) / sum(map(len, groups))
