"""The board of fares: of each arm how good, how dear and how fast it was in real use, or may be.

Filled from the log and from what was learned; what is only presumed is marked so, and what is not
known is None. Waits for the disk. Knows nothing of HTTP.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.budget import DAY_S
from wayfare.domain.chat import Context
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Feature, Terms
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import OutcomeKind
from wayfare.gateway.accounts.parts import sees_all
from wayfare.gateway.fares.formulas import Formulas, formulas
from wayfare.gateway.fares.quality import Basis, Quality, Standing
from wayfare.gateway.fares.samples import SAMPLES
from wayfare.gateway.language_fares import LanguageFare, language_fares
from wayfare.gateway.learning.see_topics import SeenTopic, see_topics
from wayfare.gateway.parts import Parts
from wayfare.gateway.percentiles import NO_PERCENTILES, Percentiles, percentiles
from wayfare.routing.baseline import USUAL
from wayfare.routing.equality import MARGIN, Equality
from wayfare.routing.quote import quote
from wayfare.store.answer_costs import read_answer_costs
from wayfare.store.database import Database
from wayfare.store.paces import Pace, read_paces
from wayfare.store.said import SaidOf, languages_asked, read_said, topics_of

if TYPE_CHECKING:
    from wayfare.gateway.fares.qualities import Qualities

#: So many topics stand on the board, the most frequent ones.
TOPICS_MAX = 32
#: What is taken where nothing was asked yet.
LANGUAGE = "en"


class State(StrEnum):
    """Whether an arm's answers are as good as those of the best, give or take a margin."""

    EQUAL = "equal"  # shown to be
    DIFFERENT = "different"  # shown not to be
    UNKNOWN = "unknown"


_STATE_OF = {
    Equality.EQUAL: State.EQUAL,
    Equality.WORSE: State.DIFFERENT,
    Equality.UNKNOWN: State.UNKNOWN,
}


class TermsAsked(StrEnum):
    """What the reader wants of an arm's terms."""

    LOCAL = "local"  # nobody but this machine reads it
    NO_TRAINING = "no_training"  # whoever reads it may not train on it, and says so
    NOT_KEPT = "not_kept"  # and keeps nothing of it


class Wanted(msgspec.Struct, frozen=True):
    """What a reader wants to see.

    `language` None: the one most asked in. `countries` empty: all.
    """

    topic: str | None = None
    days: int = 30
    language: str | None = None
    terms: TermsAsked | None = None
    countries: frozenset[str] = frozenset()


class Figure(msgspec.Struct, frozen=True):
    """A figure with where it comes from, and how many answers stand behind it."""

    value: float | None
    basis: Basis
    answers: int


class Row(msgspec.Struct, frozen=True):
    """An arm on the board.

    `beside` names the arm that it is held against, None where there is none. `state` says whether
    its answers are shown to be as good as those of that one, give or take a margin. `country` is
    that of whoever reads what is asked. `features` are what it can take.
    """

    arm: str
    provider: str
    country: str | None
    terms: Terms
    is_local: bool
    path: str
    features: list[str]
    state: State
    beside: str | None
    quality: Quality | None
    micros_per_question: Figure
    micros_per_1000_characters: Figure
    first_word_ms: Percentiles
    whole_ms: Percentiles
    votes: int


class Cell(msgspec.Struct, frozen=True):
    """How good an arm is on a topic, of which so many outcomes tell."""

    topic: str
    arm: str
    quality: float | None
    outcomes: int


class Board(msgspec.Struct, frozen=True):
    """The whole board. `margin` is by how much an arm may be worse to count as equal."""

    as_of: float
    topic: str | None
    days: int
    topics: list[SeenTopic]
    language: str
    margin: float
    formulas: Formulas
    rows: list[Row]
    heat: list[Cell]


def see_fares(parts: Parts, database: Database, caller: Caller, wanted: Wanted) -> Board:
    """The board, as a caller may see it: topics that a client named are told to who asked of them.

    Raises:
        StoreError: the database cannot be read.
    """
    from wayfare.gateway.fares.qualities import Qualities  # noqa: PLC0415 - numbers are large

    now = parts.clock.now()
    since = now - wanted.days * DAY_S
    topics = _topics(database, caller, since)
    topic = wanted.topic
    language = wanted.language or _most_asked(database, since)
    offers = [quote(arm, _usual(language)) for arm in _arms(parts, caller)]
    said = read_said(database, 0.0)
    fold = parts.learner.fold
    qualities = Qualities(offers, None if fold is None else fold.knowledge, language, said)
    may_see = topic is None or any(each.id == topic for each in topics)
    sights = _Sights(
        paces=_paces(read_paces(database, since, topic)) if may_see else {},
        costs=_costs(database, since, topic) if may_see else {},
        votes=_votes(read_said(database, since), topic) if may_see else {},
        letters=language_fares(
            [offer.arm for offer in offers],
            language,
            SAMPLES.get(language, ""),
            parts.catalog.measured,
        ),
    )
    anchor, standings = qualities.on(topic if may_see else None)
    rows = [_row(offer, anchor, standings[offer.arm.name], sights) for offer in offers]
    return Board(
        as_of=now,
        topic=topic,
        days=wanted.days,
        topics=topics,
        language=language,
        margin=MARGIN,
        formulas=formulas(parts.router.wishing(caller.wishes).point_worth_micros),
        rows=sorted(filter(lambda row: _is_wanted(row, wanted), rows), key=_order),
        heat=_heat(qualities, topics),
    )


class _Sights(msgspec.Struct, frozen=True):
    """What was seen of each arm in real use."""

    paces: Mapping[str, tuple[Percentiles, Percentiles]]
    costs: Mapping[str, tuple[int, int | None]]
    votes: Mapping[str, int]
    letters: Mapping[str, LanguageFare]


def _topics(database: Database, caller: Caller, since: float) -> list[SeenTopic]:
    found = see_topics(database, since)
    if not sees_all(caller):
        own = topics_of(database, caller.user, since)
        found = [each for each in found if not each.is_given or each.id in own]
    return [each for each in found if each.id is not None][:TOPICS_MAX]


def _most_asked(database: Database, since: float) -> str:
    asked = languages_asked(database, since)
    known = {code: count for code, count in asked.items() if code != "und"}
    return max(sorted(known), key=lambda code: known[code], default=LANGUAGE)


def _usual(language: str) -> Context:
    return Context(language, frozenset({Feature.CHAT}), USUAL.input_tokens, USUAL.output_tokens)


def _arms(parts: Parts, caller: Caller) -> Sequence[Arm]:
    """Those that `auto` chooses among for this caller."""
    taken = parts.catalog.candidates(Goal.AUTO).arms
    return [arm for arm in taken if parts.switches.is_on(arm, caller.role)]


def _costs(
    database: Database, since: float, topic: str | None
) -> dict[str, tuple[int, int | None]]:
    """How many questions each arm answered, and what they cost."""
    found: dict[str, tuple[int, int | None]] = {}
    for each in read_answer_costs(database, since, topic):
        answered, micros = found.get(each.arm, (0, 0))
        both = None if micros is None or each.micros is None else micros + each.micros
        found[each.arm] = answered + each.answered, both
    return found


def _votes(said: Sequence[SaidOf], topic: str | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in said:
        if each.kind is OutcomeKind.VOTE and topic in (None, each.topic):
            found[each.arm] = found.get(each.arm, 0) + each.count
    return found


def _paces(paces: Sequence[Pace]) -> dict[str, tuple[Percentiles, Percentiles]]:
    firsts: dict[str, list[float]] = {}
    wholes: dict[str, list[float]] = {}
    for pace in paces:
        wholes.setdefault(pace.arm, []).append(pace.whole_ms)
        if pace.first_word_ms is not None:
            firsts.setdefault(pace.arm, []).append(pace.first_word_ms)
    return {arm: (percentiles(firsts.get(arm, [])), percentiles(wholes[arm])) for arm in wholes}


def _row(offer: Offer, anchor: str | None, standing: Standing, sights: _Sights) -> Row:
    arm, terms = offer.arm, offer.arm.deployment.terms
    first, whole = sights.paces.get(arm.name, (NO_PERCENTILES, NO_PERCENTILES))
    return Row(
        arm=arm.name,
        provider=arm.deployment.provider,
        country=terms.country,
        terms=terms,
        is_local=arm.deployment.is_local,
        path=arm.path,
        features=sorted(arm.deployment.features),
        state=_STATE_OF[standing.state],
        beside=anchor,
        quality=standing.quality,
        micros_per_question=_per_question(offer, sights),
        micros_per_1000_characters=_per_letters(sights.letters[arm.name]),
        first_word_ms=first,
        whole_ms=whole,
        votes=sights.votes.get(arm.name, 0),
    )


def _per_question(offer: Offer, sights: _Sights) -> Figure:
    answered, micros = sights.costs.get(offer.arm.name, (0, None))
    if not answered:
        return Figure(offer.fare_micros, Basis.PRESUMED, 0)
    return Figure(None if micros is None else micros / answered, Basis.MEASURED, answered)


def _per_letters(fare: LanguageFare) -> Figure:
    basis = Basis.MEASURED if fare.measured else Basis.PRESUMED
    return Figure(fare.micros_per_1000, basis, fare.measured)


_STATES = (State.EQUAL, State.UNKNOWN, State.DIFFERENT)


def _order(row: Row) -> tuple[object, ...]:
    """Those shown to be equal, the cheapest first; then those not known, then the others."""
    cost, quality = row.micros_per_question.value, row.quality
    by_cost = math.inf if cost is None else cost
    by_quality = 0.0 if quality is None else -quality.mean
    rank = (by_cost, by_quality) if row.state is State.EQUAL else (by_quality, by_cost)
    return (_STATES.index(row.state), *rank, row.arm)


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    if wanted.countries and row.country not in wanted.countries and not row.is_local:
        return False
    return wanted.terms is None or _FULFILLED[wanted.terms](row.terms)


_FULFILLED: Mapping[TermsAsked, Callable[[Terms], bool]] = {
    TermsAsked.LOCAL: lambda terms: terms.stays_here,
    TermsAsked.NO_TRAINING: lambda terms: terms.may_train is False,
    TermsAsked.NOT_KEPT: lambda terms: terms.may_train is False and terms.kept_days == 0,
}


def _heat(qualities: "Qualities", topics: Sequence[SeenTopic]) -> list[Cell]:
    found = []
    for topic in topics:
        assert topic.id is not None, "those that are known"
        for arm, standing in qualities.on(topic.id)[1].items():
            quality = standing.quality
            if quality is not None and quality.outcomes:
                found.append(Cell(topic.id, arm, quality.mean, quality.outcomes))
    return found
