"""The lists of models, as each wire has them.

Knows deployments. Knows nothing of how they are asked for.
"""

from collections.abc import Callable, Mapping, Sequence

from wayfare.domain.deployment import Deployment
from wayfare.providers.scripted.models import PROVIDER
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.tongue import CREATED

Json = dict[str, object]


def openai_model(deployment: Deployment) -> Json:
    """A model as OpenAI lists it."""
    return {"id": deployment.model, "object": "model", "created": CREATED, "owned_by": PROVIDER}


def anthropic_model(deployment: Deployment) -> Json:
    """A model as Anthropic lists it."""
    return {
        "type": "model",
        "id": deployment.model,
        "display_name": deployment.model,
        "created_at": "2026-01-01T00:00:00Z",
    }


def gemini_model(deployment: Deployment) -> Json:
    """A model as Google lists it."""
    return {
        "name": f"models/{deployment.model}",
        "version": "001",
        "displayName": deployment.model,
        "inputTokenLimit": deployment.context_tokens,
        "outputTokenLimit": 65_536,
        "supportedGenerationMethods": ["generateContent"],
    }


MODEL: Mapping[str, Callable[[Deployment], Json]] = {
    "openai": openai_model,
    "responses": openai_model,
    "anthropic": anthropic_model,
    "gemini": gemini_model,
}


def list_models(wire: str, deployments: Sequence[Deployment]) -> bytes:
    """All models of a provider."""
    models = [MODEL[wire](deployment) for deployment in deployments]
    if wire == "gemini":
        return encode_json({"models": models})
    if wire == "anthropic":
        first, last = deployments[0].model, deployments[-1].model
        listing = {"data": models, "has_more": False, "first_id": first, "last_id": last}
        return encode_json(listing)
    return encode_json({"object": "list", "data": models})
