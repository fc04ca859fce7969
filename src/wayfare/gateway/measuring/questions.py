"""Gather the questions that are asked in two ways: of a file, or of the log where that is known.

Knows texts, languages and what is right. Asks nobody.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import msgspec

from wayfare.domain.check import Check
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.gateway.asides.plan_comparison import check_of
from wayfare.routing.language import UNKNOWN, language_of
from wayfare.wire.parallel_questions import ParallelQuestion
from wayfare.wire.question_files import FileQuestion

if TYPE_CHECKING:
    from wayfare.gateway.asides.probes import Probe


class Past(msgspec.Struct, frozen=True):
    """What is known of a question of the log; its texts are kept where they were, and only there.

    `features` are its numbers, `version` says how they were made.
    """

    demands: Demands
    output_tokens_max: int | None
    features: bytes
    version: str
    topic: str | None


class Question(msgspec.Struct, frozen=True):
    """A question in a language; `check` tells which answers are right, None: nothing does.

    `true` is the same in the language in the middle, as a person wrote it.
    """

    asked: FileQuestion
    language: str
    check: Check | None = None
    true: FileQuestion | None = None
    true_check: Check | None = None
    past: Past | None = None

    @property
    def id(self) -> str:
        """The same for the same question."""
        return self.asked.id

    @property
    def demands(self) -> Demands:
        """What is demanded of whoever reads it, beside what this installation does."""
        return NO_DEMANDS if self.past is None else self.past.demands


class Asked(msgspec.Struct, frozen=True):
    """Which of the questions are wanted: in these languages, so many each; empty, None: all."""

    middle: str
    languages: tuple[str, ...] = ()
    limit: int | None = None


def of_file(rows: Sequence[ParallelQuestion], asked: Asked) -> list[Question]:
    """The questions of a file, a language after the other in turn.

    Raises:
        BadRequestError: there is none in a language that is wanted.
    """
    found = [_of_row(row) for row in rows]
    kept = _wanted(found, asked)
    missing = sorted(set(asked.languages) - {each.language for each in kept})
    if missing:
        raise BadRequestError(
            f"There is no question in the language {missing[0]!r}.",
            cure="Write its code into a column or field `language`, or name another --language.",
        )
    if not kept:
        raise BadRequestError(
            "There is no question in a language that can be told, but for the one in the middle.",
            cure="Write its code into a column or field `language`.",
        )
    return kept


def of_log(probes: Iterable["Probe"], version: str, asked: Asked) -> list[Question]:
    """Past questions of which a program can tell which answers are right.

    Raises:
        NotFoundError: there is none.
    """
    found = [_of_probe(probe, version) for probe in probes if probe.question.check is not None]
    kept = _wanted({each.id: each for each in found}.values(), asked)
    if not kept:
        raise NotFoundError(
            "No question in another language is kept of which a check tells what is right.",
            cure="Name a file of questions; or keep texts (store.keep_texts) and send checks "
            "(`POST /v1/outcomes`).",
        )
    return kept


def _of_row(row: ParallelQuestion) -> Question:
    asked, true = row.asked, row.true
    return Question(
        asked=asked,
        language=row.language or language_of(asked.turns[-1].text),
        check=check_of(asked.expected),
        true=true,
        true_check=None if true is None else check_of(true.expected),
    )


def _of_probe(probe: "Probe", version: str) -> Question:
    kept = probe.question
    past = Past(kept.demands, probe.output_tokens_max, kept.features, version, kept.topic)
    return Question(FileQuestion(probe.turns), kept.language, kept.check, past=past)


def _wanted(found: Iterable[Question], asked: Asked) -> list[Question]:
    """In turn, so that where money ends all languages are known about as well."""
    by_language: dict[str, list[Question]] = {}
    for each in found:
        if each.language in (asked.middle, UNKNOWN):
            continue
        if not asked.languages or each.language in asked.languages:
            by_language.setdefault(each.language, []).append(each)
    rounds = zip_longest(*(some[: asked.limit] for some in by_language.values()))
    return [each for turn in rounds for each in turn if each is not None]
