"""Read a labelled set: prompts, and how each of some models answered each of them.

Knows the two Parquet files of a set. Knows no rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayfare.domain.errors import BadRequestError, SettingsError

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule may see of questions before it decides: no outcomes are in here."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    topics: tuple[str | None, ...]
    languages: tuple[str | None, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, places: Places) -> "Asked":
        """Some of the questions."""
        return Asked(
            *(
                tuple(column[place] for place in places)
                for column in (self.ids, self.texts, self.topics, self.languages)
            )
        )


@dataclass(frozen=True, slots=True)
class Labelled:
    """Questions with outcomes: `scores` in [0, 1] and `dollars`, (questions, arms).

    NaN: there is no outcome, or its cost is not known. `arms` are in the order of their names.
    """

    name: str
    asked: Asked
    arms: tuple[str, ...]
    scores: Floats
    dollars: Floats

    def __len__(self) -> int:
        return len(self.asked)

    def at(self, places: Places) -> "Labelled":
        """Some of the questions."""
        return Labelled(
            self.name, self.asked.at(places), self.arms, self.scores[places], self.dollars[places]
        )

    def of(self, arms: Sequence[str]) -> "Labelled":
        """Some of the arms."""
        columns = [self.arms.index(arm) for arm in arms]
        return Labelled(
            self.name, self.asked, tuple(arms), self.scores[:, columns], self.dollars[:, columns]
        )

    @property
    def priced(self) -> tuple[str, ...]:
        """The arms whose cost is known wherever they have a score."""
        unknown = np.isnan(self.dollars) & ~np.isnan(self.scores)
        usable = ~unknown.any(axis=0) & ~np.isnan(self.scores).all(axis=0)
        return tuple(self.arms[place] for place in np.flatnonzero(usable))


def read_labelled(folder: Path, name: str) -> Labelled:
    """Read `NAME.prompts.parquet` and `NAME.outcomes.parquet` of a folder.

    Raises:
        SettingsError: what reads Parquet is not installed.
        BadRequestError: a file or a column is missing; names it.
    """
    prompts = _columns(folder / f"{name}.prompts.parquet", ("prompt_id", "prompt"))
    wanted = ("prompt_id", "model", "score")
    outcomes = _columns(folder / f"{name}.outcomes.parquet", wanted)
    ids = prompts["prompt_id"]
    nothing: list[str | None] = [None] * len(ids)
    asked = Asked(
        tuple(ids),
        tuple(text or "" for text in prompts["prompt"]),
        tuple(prompts.get("topic", nothing)),
        tuple(prompts.get("language", nothing)),
    )
    arms = tuple(sorted(set(outcomes["model"])))
    rows = {question: row for row, question in enumerate(ids)}
    columns = {arm: column for column, arm in enumerate(arms)}
    scores = np.full((len(ids), len(arms)), np.nan)
    dollars = np.full((len(ids), len(arms)), np.nan)
    costs = outcomes.get("cost_usd", [None] * len(outcomes["model"]))
    for question, arm, score, cost in zip(
        outcomes["prompt_id"], outcomes["model"], outcomes["score"], costs, strict=True
    ):
        row = rows.get(question)
        if row is not None and score is not None:
            scores[row, columns[arm]] = score
            dollars[row, columns[arm]] = np.nan if cost is None else cost
    return Labelled(name, asked, arms, scores, dollars)


def _columns(path: Path, wanted: Sequence[str]) -> dict[str, list[Any]]:
    try:
        from pyarrow import ArrowException  # noqa: PLC0415 - an extra
        from pyarrow.parquet import read_table  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError(
            "What reads Parquet files is not installed.", cure="`pip install 'wayfare[replay]'`."
        ) from error
    try:
        columns: dict[str, list[Any]] = read_table(path).to_pydict()
    except (OSError, ArrowException) as error:
        raise BadRequestError(
            f"{path} cannot be read: {error}.",
            cure="A set is two files, NAME.prompts.parquet and NAME.outcomes.parquet.",
        ) from error
    missing = [name for name in wanted if name not in columns]
    if missing:
        raise BadRequestError(
            f"{path} has no column {missing[0]!r}.", cure=f"It has {', '.join(columns)}."
        )
    return columns
