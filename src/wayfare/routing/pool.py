"""Choose the few arms that `auto` takes out of the hundreds that keys bring.

First each model is judged: by what it is, then beside the others. Then places are given out,
spread over providers and over levels of price. Facts and names alone decide: the same models
give the same pool. Knows nothing of what was chosen before, or of who refuses whom.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from wayfare.domain.decision import Reason
from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.usage import Usage
from wayfare.routing.filters import undemanded
from wayfare.routing.model_names import PURPOSES, ModelName, read_name
from wayfare.routing.pool_reasons import pool_reason
from wayfare.routing.reasons import dollars

#: What fares are compared for.
USUAL_QUESTION = Usage(input_tokens=1_000, output_tokens=500)

#: What an arm needs lest half of all agents' requests pass it by.
NEEDED = frozenset({Feature.TOOLS, Feature.JSON_SCHEMA})

#: A model that retires within this time is not worth learning about.
NOTICE = timedelta(days=90)
#: How much younger a model of the same maker must be to count as a generation newer.
GENERATION = timedelta(days=365)
#: Older than this, something better has come out, whatever its name.
OLD = timedelta(days=540)
#: Hosted models with fewer parameters, in billions, are made for one task or for phones.
BILLIONS_MIN = 12
#: A newer model that costs less than this share of an older one may simply be a smaller one.
CHEAPER_SHARE_MIN = 0.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that may come in."""

    deployment: Deployment

    @property
    def name(self) -> ModelName:
        """What its name tells."""
        return read_name(self.deployment.model)

    @property
    def fare_micros(self) -> int | None:
        """What a usual question costs. None: not known."""
        price = self.deployment.price
        return None if price is None else price.cost_micros(USUAL_QUESTION)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the owner may set. A fare above `fare_micros_max` is too dear to be chosen."""

    arms_max: int = 8
    fare_micros_max: int = 50_000
    demands: Demands = NO_DEMANDS

    @property
    def share_max(self) -> int:
        """How many places one provider may have: half of them, or three."""
        return max(3, math.ceil(self.arms_max / 2))


def judge(
    candidates: Sequence[Candidate],
    rules: Rules,
    today: date,
    *,
    kept: Collection[str] = (),
    new: Collection[str] = (),
) -> dict[str, Reason]:
    """Why models are not sensible for `auto`, by deployment; the sensible ones are left out.

    `kept` names those that are in already: of two names of one model theirs stays. `new` are
    those that came since, whose prices may be too young for the table.
    """
    no_price_at = {c.deployment.provider for c in candidates} - {
        c.deployment.provider for c in candidates if c.deployment.price is not None
    }
    verdicts: dict[str, Reason] = {}
    sensible = []
    for candidate in candidates:
        deployment = candidate.deployment
        may_lack_price = deployment.provider in no_price_at or deployment.name in new
        verdict = _by_itself(candidate, rules, today, may_lack_price=may_lack_price)
        if verdict is None:
            sensible.append(candidate)
        else:
            verdicts[deployment.name] = verdict
    for compare in (_by_line, _by_model, _by_generation):
        found = compare(sensible, frozenset(kept))
        verdicts |= found
        sensible = [c for c in sensible if c.deployment.name not in found]
    return verdicts


def give_places(
    sensible: Sequence[Candidate], taken: Sequence[Candidate], rules: Rules, places: int
) -> list[Candidate]:
    """Give out the places that are left, beside those that are taken.

    Each goes to the provider with the fewest so far, and there to the model whose price is
    furthest from what that provider, then anybody, has already. So a provider gets the two
    ends of its prices and their middle before any gets a fourth.
    """
    priced = [c for c in sensible if c.fare_micros is not None]
    others = [c for c in sensible if c.fare_micros is None]
    chosen = _spread(priced, taken, rules, places)
    return chosen + _spread(others, [*taken, *chosen], rules, places - len(chosen))


def why_without_place(candidate: Candidate, taken: Sequence[Candidate], rules: Rules) -> Reason:
    """Why a sensible model got no place."""
    provider = candidate.deployment.provider
    theirs = sum(other.deployment.provider == provider for other in taken)
    if theirs >= rules.share_max and len(taken) < rules.arms_max:
        return pool_reason("pool_share", provider=provider, count=str(theirs))
    return pool_reason("pool_beyond", count=str(rules.arms_max))


def why_chosen(candidate: Candidate) -> Reason:
    """Why a model got a place."""
    provider, fare = candidate.deployment.provider, candidate.fare_micros
    if fare is None:
        return pool_reason("pool_chosen_unpriced", provider=provider)
    return pool_reason("pool_chosen", provider=provider, fare=dollars(fare))


def _by_itself(
    candidate: Candidate, rules: Rules, today: date, *, may_lack_price: bool
) -> Reason | None:
    return (
        _not_for_chat(candidate.deployment)
        or undemanded(candidate.deployment, rules.demands)
        or _not_for_everything(candidate)
        or _not_for_long(candidate, today)
        or _not_weighed(candidate, rules, may_lack_price=may_lack_price)
    )


def _not_for_chat(deployment: Deployment) -> Reason | None:
    if Feature.CHAT in deployment.features:
        return None
    is_embedder = Feature.EMBEDDINGS in deployment.features
    return pool_reason("pool_embeddings" if is_embedder else "pool_not_chat")


def _not_for_long(candidate: Candidate, today: date) -> Reason | None:
    retires_on = _date(candidate.deployment.retires_on)
    if retires_on is not None and retires_on <= today + NOTICE:
        return pool_reason("pool_retires", date=retires_on.isoformat())
    if candidate.deployment.retired_by:
        return pool_reason("pool_retired", source=candidate.deployment.retired_by)
    if candidate.name.is_preview:
        return pool_reason("pool_preview")
    released_on = _date(candidate.deployment.released_on)
    if released_on is not None and released_on < today - OLD:
        return pool_reason("pool_old", date=released_on.isoformat())
    return None


def _not_for_everything(candidate: Candidate) -> Reason | None:
    name = candidate.name
    if name.variant == "free":
        return pool_reason("pool_rationed")
    if name.variant == "ft":
        return pool_reason("pool_tuned")
    if name.variant:
        return pool_reason("pool_variant", variant=name.variant)
    if name.purpose is not None:
        en, ko = PURPOSES[name.purpose]
        return pool_reason("pool_purpose", purpose={"en": en, "ko": ko})
    if name.billions is not None and name.billions < BILLIONS_MIN:
        return pool_reason("pool_small", size=f"{name.billions:g}")
    missing = NEEDED - candidate.deployment.features
    return pool_reason("pool_lacks", missing=", ".join(sorted(missing))) if missing else None


def _not_weighed(candidate: Candidate, rules: Rules, *, may_lack_price: bool) -> Reason | None:
    fare = candidate.fare_micros
    if fare is None:
        return None if may_lack_price else pool_reason("pool_unpriced", source="genai-prices")
    return pool_reason("pool_dear", fare=dollars(fare)) if fare > rules.fare_micros_max else None


def _by_line(candidates: Sequence[Candidate], kept: Collection[str]) -> dict[str, Reason]:
    """Of each line of a provider the newest version, and of that one name."""
    verdicts = {}
    for line in _groups(candidates, lambda c: (c.deployment.provider, c.name.maker, c.name.words)):
        newest = max(candidate.name.version for candidate in line)

        def version(candidate: Candidate, newest: tuple[int, ...] = newest) -> tuple[int, ...]:
            # `mistral-large-latest` has no version, and is the newest
            return candidate.name.version or (newest if candidate.name.is_alias else ())

        best = max(
            line,
            key=lambda c: (
                version(c),
                c.deployment.name in kept,
                not (c.name.date or c.name.is_alias),
                c.name.is_alias,
                c.deployment.released_on or "",
                c.name.date,
            ),
        )
        for candidate in line:
            if candidate is not best:
                code = "pool_snapshot" if version(candidate) == version(best) else "pool_older"
                verdicts[candidate.deployment.name] = pool_reason(code, rival=best.deployment.name)
    return verdicts


def _by_model(candidates: Sequence[Candidate], kept: Collection[str]) -> dict[str, Reason]:
    """Of a line at several providers the newest, in the fewest hands, then the cheapest."""
    verdicts = {}
    known = [c for c in candidates if c.name.version or len(c.name.words) > 1]
    for line in _groups(known, lambda c: c.name.words):
        newest = max(candidate.name.version for candidate in line)
        best = min(
            (candidate for candidate in line if candidate.name.version == newest),
            key=lambda c: (
                c.deployment.name not in kept,
                c.deployment.terms.passes_on,
                math.inf if c.fare_micros is None else c.fare_micros,
                bool(c.name.maker),  # others say whose it is; its maker need not
            ),
        )
        for candidate in line:
            if candidate is not best and _may_stand_in(best, candidate):
                code = "pool_elsewhere" if candidate.name.version == newest else "pool_older"
                verdicts[candidate.deployment.name] = pool_reason(code, rival=best.deployment.name)
    return verdicts


def _may_stand_in(one: Candidate, other: Candidate) -> bool:
    """Whether one may read all that the other may: else a demand would miss the other."""
    terms, others = one.deployment.terms, other.deployment.terms
    if others.passes_on:
        return True
    return (terms.country, terms.may_train) == (others.country, others.may_train)


def _by_generation(candidates: Sequence[Candidate], kept: Collection[str]) -> dict[str, Reason]:
    """Leave out what its own maker has outdone, as far as that can be told."""
    verdicts = {}
    for makers in _groups(candidates, lambda c: (c.deployment.provider, c.name.maker)):
        newest_first = sorted(
            makers, key=lambda c: (c.name.version, c.fare_micros or 0), reverse=True
        )
        for candidate in makers:
            if candidate.deployment.name in kept:
                continue
            found = ((_outdoes(other, candidate), other) for other in newest_first)
            code, rival = next(((code, other) for code, other in found if code), ("", candidate))
            if code:
                verdicts[candidate.deployment.name] = pool_reason(code, rival=rival.deployment.name)
    return verdicts


def _outdoes(newer: Candidate, older: Candidate) -> str:
    """Whether one is the better by two generations, or by one and no dearer; and which."""
    generations = _generations(newer, older)
    if generations >= 2:
        return "pool_generations"
    fare, older_fare = newer.fare_micros, older.fare_micros
    if generations < 1 or fare is None or older_fare is None:
        return ""
    is_near = older_fare * CHEAPER_SHARE_MIN <= fare <= older_fare
    return "pool_outdone" if is_near else ""


def _generations(newer: Candidate, older: Candidate) -> int:
    """How many generations one is ahead: by their versions, else one for a year."""
    one, other = newer.name, older.name
    if one.family == other.family and one.version and other.version:
        return one.version[0] - other.version[0]
    released, before = _date(newer.deployment.released_on), _date(older.deployment.released_on)
    if released is None or before is None:
        return 0
    return int(released - before >= GENERATION)


def _groups(
    candidates: Iterable[Candidate], key: Callable[[Candidate], object]
) -> list[list[Candidate]]:
    groups: dict[object, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[key(candidate)].append(candidate)
    return [group for group in groups.values() if len(group) > 1]


def _spread(
    sensible: Sequence[Candidate], taken: Sequence[Candidate], rules: Rules, places: int
) -> list[Candidate]:
    waiting: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sensible:
        waiting[candidate.deployment.provider].append(candidate)
    levels: dict[str, list[float]] = {provider: [] for provider in waiting}
    everyones = []
    for candidate in taken:
        levels.setdefault(candidate.deployment.provider, []).append(_level(candidate))
        everyones.append(_level(candidate))
    chosen: list[Candidate] = []
    while len(chosen) < places:
        hungry = [p for p, some in waiting.items() if some and len(levels[p]) < rules.share_max]
        if not hungry:
            break
        provider = min(hungry, key=lambda p: len(levels[p]))
        own = levels[provider]
        best = max(
            waiting[provider],
            key=lambda c: (_distance(c, own), _distance(c, everyones), -_level(c)),
        )
        waiting[provider].remove(best)
        own.append(_level(best))
        everyones.append(_level(best))
        chosen.append(best)
    return chosen


def _level(candidate: Candidate) -> float:
    """A fare as a power of ten, so that twice as dear is as far everywhere."""
    return math.log10(max(1, candidate.fare_micros or 1))


def _distance(candidate: Candidate, levels: Sequence[float]) -> float:
    level = _level(candidate)
    return min((abs(level - other) for other in levels), default=math.inf)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
