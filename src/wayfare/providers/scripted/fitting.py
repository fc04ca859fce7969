"""Whether a model can take a request, for the wires that ask it alike.

Each wire words its own refusals. Knows nothing of shapes.
"""

from collections.abc import Callable

from wayfare.domain.deployment import Deployment, Feature
from wayfare.providers.scripted.abilities import PART_FEATURES
from wayfare.providers.scripted.refusals import Refusal, bad_request
from wayfare.providers.scripted.requests import ChatRequest
from wayfare.providers.scripted.tokens import count_prompt


def fit(
    request: ChatRequest, deployment: Deployment, too_long: Callable[[int, int], Refusal]
) -> None:
    """Refuse what the model cannot do, or cannot hold."""
    form = request.response_format
    asked = {
        Feature.TOOLS: bool(request.tools),
        Feature.JSON_SCHEMA: form is not None and form.type == "json_schema",
        Feature.LOGPROBS: bool(request.logprobs),
    }
    for message in request.messages:
        for part in message.content if isinstance(message.content, list) else ():
            if part.type in PART_FEATURES:
                asked[PART_FEATURES[part.type]] = True
    for feature, is_asked in asked.items():
        if is_asked and feature not in deployment.features:
            raise bad_request(f"{deployment.model} does not support {feature.value}.")
    most = deployment.context_tokens
    if most is not None and (count := count_prompt(request)) > most:
        raise too_long(count, most)
