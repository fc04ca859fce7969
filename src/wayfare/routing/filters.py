"""Leave out the arms that cannot take a request: features, context window, language.

These are facts, not preferences: no goal and no price overrides them.
"""

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Reason
from wayfare.routing.language import NAMES, UNKNOWN
from wayfare.routing.reasons import reason


def unfit(arm: Arm, context: Context) -> Reason | None:
    """Why an arm cannot take a request, or None where it can."""
    deployment = arm.deployment
    missing = context.needs - deployment.features
    if missing:
        return reason("lacks_feature", missing=", ".join(sorted(missing)))
    if deployment.languages is not None and context.language not in deployment.languages:
        return reason("lacks_language", language=NAMES.get(context.language, NAMES[UNKNOWN]))
    limit = deployment.context_tokens
    if limit is not None and context.input_tokens > limit:
        return reason("too_long", context_tokens=f"{limit:,}")
    return None
