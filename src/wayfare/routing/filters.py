"""Leave out the arms that cannot take a request: features, context window, language, demands.

These are facts, not preferences: no goal and no price overrides them.
"""

from msgspec.structs import replace

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Reason
from wayfare.domain.demands import Demands
from wayfare.domain.deployment import Deployment, Feature
from wayfare.routing.language_names import UNKNOWN, name_of
from wayfare.routing.reasons import NONE, dollars, reason

#: What can be translated.
_WORDS = frozenset({Feature.CHAT})
#: Either is enough to translate.
_TRANSLATING = frozenset({Feature.CHAT, Feature.TRANSLATE})


def unfit(arm: Arm, context: Context) -> Reason | None:
    """Why an arm cannot take a request, or None where it can."""
    if arm.middle is not None:
        return _unfit_pivot(arm, arm.middle, context)
    for each in arm.ahead:
        if (why_not := _unfit(each, context)) is not None:
            return why_not
    return _unfit(arm.deployment, context)


def _unfit_pivot(arm: Arm, middle: str, context: Context) -> Reason | None:
    """Why a request cannot go through the language in the middle."""
    if context.language == UNKNOWN:
        return reason("pivot_language_unknown")
    if context.language == middle:
        return reason("pivot_needless", middle=name_of(middle))
    if context.needs != _WORDS:
        return reason("pivot_words_only")
    for translator in arm.ahead:
        if not translator.features & _TRANSLATING:
            return reason("lacks_feature", missing=str(Feature.TRANSLATE))
        if translator.languages is not None:
            for language in (context.language, middle):
                if language not in translator.languages:
                    return reason("lacks_language", language=name_of(language))
    return _unfit(arm.deployment, replace(context, language=middle))


def _unfit(deployment: Deployment, context: Context) -> Reason | None:
    missing = context.needs - deployment.features
    if missing:
        return reason("lacks_feature", missing=", ".join(sorted(missing)))
    if deployment.languages is not None and context.language not in deployment.languages:
        return reason("lacks_language", language=name_of(context.language))
    limit = deployment.context_tokens
    if limit is not None and context.input_tokens > limit:
        return reason("too_long", context_tokens=f"{limit:,}")
    return None


def too_dear(fare_micros: int | None, ceiling_micros: int) -> Reason | None:
    """Why an arm may not be asked under a ceiling for one answer, or None where it may."""
    ceiling = dollars(ceiling_micros)
    if fare_micros is None:
        return reason("fare_unknown", ceiling=ceiling)
    if fare_micros > ceiling_micros:
        return reason("over_ceiling", fare=dollars(fare_micros), ceiling=ceiling)
    return None


def undemanded(deployment: Deployment, demands: Demands) -> Reason | None:
    """Why a deployment may not read a text of which this is demanded, or None where it may."""
    unmet = demands.unmet(deployment)
    if unmet is None:
        return None
    terms = deployment.terms
    return reason(
        unmet,
        company=terms.company or deployment.provider,
        country=terms.country or "?",
        countries=", ".join(sorted(demands.countries or ())) or NONE,
        providers=", ".join(sorted(demands.providers or ())) or NONE,
    )
