"""Know a model's public rating by its name, in all languages and in some.

Knows the table that ships (`bench/prior_table.py` makes it) and how names are taken apart.
A name that is not surely that of a rated model has no rating: a wrong one would be believed.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from wayfare.domain.deployment import Prior
from wayfare.routing.model_names import ModelName, read_name

FILE = "ratings.json"
RATING_OF_A_WEAK_MODEL = 1_000.0
#: How far a quality presumed from a rating is off: about ten sets of outcomes.
ERROR = 0.1

#: Names that makers gave models in what they wrote, and no provider by habit.
_ALSO: Mapping[str, str] = {"mistral-large-2": "mistral-large-2407"}
#: What follows a colon and leaves a model as it is.
_SAME_MODEL = frozenset({"", "free"})
_DAY_DIGITS = 8

_Key = tuple[tuple[str, ...], tuple[int, ...], bool]


class Rated(msgspec.Struct, frozen=True):
    """Ratings on the scale of chess, by language; "" stands for all questions."""

    as_of: str
    ratings: Mapping[str, int]


class _Table(msgspec.Struct, frozen=True):
    source: str
    models: Mapping[str, Rated]


def share_of_wins(rating: float) -> float:
    """The share of wins against a weak model: the Bradley-Terry probability.

    >>> share_of_wins(1_000.0), round(share_of_wins(1_400.0), 3)
    (0.5, 0.909)
    """
    return float(1 / (1 + 10 ** ((RATING_OF_A_WEAK_MODEL - rating) / 400)))


def prior_from_rating(model: str) -> Prior | None:
    """The quality that the public's votes make one presume, by language; None for a stranger."""
    rated = find_rating(model)
    if rated is None:
        return None
    quality = {language: share_of_wins(rating) for language, rating in rated.ratings.items()}
    return Prior(quality=quality, basis="public ratings", as_of=rated.as_of, error=ERROR)


def find_rating(model: str) -> Rated | None:
    """The ratings of a model, by whatever name a provider gives it.

    A dated snapshot has its own rating or none. A name without a date is that of the newest. A
    name that moves on with each version, `gemini-pro-latest`, has none. Nor has one that may be
    that of a base model, where only the model that was taught to follow instructions is rated.

    >>> find_rating("openai/gpt-4o-2024-08-06") == find_rating("gpt-4o-2024-08-06")
    True
    >>> find_rating("gpt-4o-audio-preview") is None
    True
    >>> find_rating("gemma-2-9b") is None
    True
    """
    name = read_name(model)
    if (other := _ALSO.get("-".join((*name.words, *map(str, name.version))))) and not name.date:
        name = read_name(other)
    if name.variant not in _SAME_MODEL or (name.is_alias and not name.version):
        return None
    found = _by_name().get(_key(name), {})
    dated = {date: rated for date, (taught, rated) in found.items() if name.is_taught or not taught}
    if name.date:
        return dated.get(name.date)
    return dated[max(dated, key=_age)] if dated else None


def _age(date: str) -> tuple[int, str]:
    """A model without a date is the newest of its name; then whole dates, then others."""
    return (2 if not date else int(len(date) == _DAY_DIGITS), date)


def _key(name: ModelName) -> _Key:
    return name.words, name.version, name.is_preview


@cache
def _by_name() -> Mapping[_Key, Mapping[str, tuple[bool, Rated]]]:
    """The ratings by name and date, and whether each is of a model that says it was taught."""
    found: dict[_Key, dict[str, tuple[bool, Rated]]] = {}
    for name, rated in _read():
        found.setdefault(_key(name), {})[name.date] = name.is_taught, rated
    return found


def _read() -> Iterator[tuple[ModelName, Rated]]:
    raw = (Path(__file__).parent / FILE).read_bytes()
    for model, rated in msgspec.json.decode(raw, type=_Table).models.items():
        yield read_name(model), rated
