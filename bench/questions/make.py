"""Make so many questions by a seed: as many of each kind in each language."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random

from bench.questions import (
    arithmetic,
    classes,
    dates,
    facts,
    formats,
    json_objects,
    korean,
    programs,
    units,
    words,
)
from bench.questions.question import LANGUAGES, Drafts, Question

KINDS: Mapping[str, Callable[[Random], Drafts]] = {
    "arithmetic": arithmetic.draw,
    "units": units.draw,
    "dates": dates.draw,
    "facts": facts.draw,
    "words": words.draw,
    "code": programs.draw,
    "json": json_objects.draw,
    "format": formats.draw,
    "classify": classes.draw,
    "korean": korean.draw,
}
#: A kind that gives nothing new so often has no more.
_TRIES = 2_000


def make(seed: int, each: int, languages: Sequence[str] = LANGUAGES) -> list[Question]:
    """So many different questions of each kind in each language, those of one kind together.

    Raises:
        ValueError: a kind has not so many.
    """
    return [question for kind in KINDS for question in _of_kind(kind, seed, each, languages)]


def _of_kind(kind: str, seed: int, each: int, languages: Sequence[str]) -> list[Question]:
    rng, seen, made = Random(f"{seed}/{kind}"), set[str](), list[Question]()
    count: Counter[str] = Counter()
    tries = 0
    while any(count[language] < each for language in languages):
        tries += 1
        if tries > _TRIES + each:
            raise ValueError(f"there are no {each} questions of the kind {kind!r}")
        drafts = KINDS[kind](rng)
        parallel = f"{kind}-{tries}"
        for language in languages:
            draft = drafts.get(language)
            if draft is None or draft.text in seen or count[language] >= each:
                continue
            seen.add(draft.text)
            count[language] += 1
            made.append(
                Question(
                    f"{parallel}-{language}", parallel, kind, language, draft.text, draft.grader
                )
            )
    return made
