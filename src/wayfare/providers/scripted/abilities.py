"""What a request asks against what its model can: finds the model, or refuses as OpenAI does.

Knows the models. Knows nothing of answers.
"""

from wayfare.domain.deployment import Deployment, Feature
from wayfare.providers.scripted.models import BY_MODEL
from wayfare.providers.scripted.refusals import Refusal, bad_request, unknown_model
from wayfare.providers.scripted.requests import ChatRequest, EmbeddingRequest
from wayfare.providers.scripted.tokens import count_prompt

PART_FEATURES = {
    "image_url": Feature.IMAGE,
    "input_audio": Feature.AUDIO,
    "file": Feature.FILE,
}
PART_TYPES = {"text", "refusal", *PART_FEATURES}
ROLES = {"developer", "system", "user", "assistant", "tool", "function"}

MOST_CHOICES = 128
MOST_DIMENSIONS = 3_072


def find_chat_model(request: ChatRequest) -> Deployment:
    """The model that a chat request names, if it can do what is asked."""
    deployment = _find(request.model)
    if Feature.CHAT not in deployment.features:
        raise Refusal(
            404,
            "This is not a chat model and thus not supported in the v1/chat/completions "
            "endpoint. Did you mean to use v1/embeddings?",
            param="model",
        )
    _check_numbers(request)
    _check_messages(request, deployment)
    _check_features(request, deployment)
    _check_length(request, deployment)
    return deployment


def find_embedding_model(request: EmbeddingRequest) -> Deployment:
    """The model that an embeddings request names, if it makes embeddings."""
    deployment = _find(request.model)
    if Feature.EMBEDDINGS not in deployment.features:
        raise Refusal(403, f"You are not allowed to generate embeddings from {request.model}.")
    if not request.input or (isinstance(request.input, list) and "" in request.input):
        raise bad_request("Invalid 'input': it must not be empty.", "input", "empty_array")
    if request.encoding_format not in {None, "float", "base64"}:
        raise bad_request("Invalid value for 'encoding_format'.", "encoding_format")
    _check_range("dimensions", request.dimensions, 1, MOST_DIMENSIONS)
    return deployment


def _find(model: str) -> Deployment:
    deployment = BY_MODEL.get(model)
    if deployment is None:
        raise unknown_model(model)
    return deployment


def _check_numbers(request: ChatRequest) -> None:
    _check_range("n", request.n, 1, MOST_CHOICES)
    _check_range("max_tokens", request.max_tokens, 1, None)
    _check_range("max_completion_tokens", request.max_completion_tokens, 1, None)
    _check_range("top_logprobs", request.top_logprobs, 0, 20)
    if request.top_logprobs is not None and not request.logprobs:
        raise bad_request("'top_logprobs' needs 'logprobs' to be true.", "top_logprobs")


def _check_range(name: str, value: int | None, least: int, most: int | None) -> None:
    if value is None:
        return
    if value < least:
        raise bad_request(
            f"Invalid '{name}': integer below minimum value. Expected a value >= {least}, "
            f"but got {value} instead.",
            name,
            "integer_below_min_value",
        )
    if most is not None and value > most:
        raise bad_request(
            f"Invalid '{name}': integer above maximum value. Expected a value <= {most}, "
            f"but got {value} instead.",
            name,
            "integer_above_max_value",
        )


def _check_messages(request: ChatRequest, deployment: Deployment) -> None:
    if not request.messages:
        raise bad_request(
            "Invalid 'messages': empty array. Expected an array with minimum length 1.",
            "messages",
            "empty_array",
        )
    for place, message in enumerate(request.messages):
        if message.role not in ROLES:
            param = f"messages[{place}].role"
            raise bad_request(f"Invalid value: '{message.role}'.", param, "invalid_value")
        for number, part in enumerate(message.content if isinstance(message.content, list) else ()):
            param = f"messages[{place}].content[{number}].type"
            if part.type not in PART_TYPES:
                raise bad_request(f"Invalid value: '{part.type}'.", param, "invalid_value")
            if PART_FEATURES.get(part.type, Feature.CHAT) not in deployment.features:
                raise bad_request(
                    f"Invalid content type. {part.type} is only supported by certain models.",
                    param,
                )


def _check_features(request: ChatRequest, deployment: Deployment) -> None:
    form = request.response_format
    asked = {
        "tools": (Feature.TOOLS, bool(request.tools)),
        "response_format": (Feature.JSON_SCHEMA, form is not None and form.type == "json_schema"),
        "logprobs": (Feature.LOGPROBS, bool(request.logprobs)),
    }
    for param, (feature, is_asked) in asked.items():
        if is_asked and feature not in deployment.features:
            raise bad_request(
                f"Unsupported parameter: '{param}' is not supported with this model.",
                param,
                "unsupported_parameter",
            )


def _check_length(request: ChatRequest, deployment: Deployment) -> None:
    most = deployment.context_tokens
    if most is not None and (count := count_prompt(request)) > most:
        raise bad_request(
            f"This model's maximum context length is {most} tokens. However, your messages "
            f"resulted in {count} tokens. Please reduce the length of the messages.",
            "messages",
            "context_length_exceeded",
        )
