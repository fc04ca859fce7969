"""Read the lists in which providers name their models, page by page.

Knows the shapes of lists. Knows nothing of sockets, prices or what a model is asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import quote

import msgspec

from wayfare.domain.deployment import CHAT_FEATURES, Feature
from wayfare.providers.presets import Shape

PAGES_MAX = 50

# Most providers list more than models to chat with, and say of none what it is for.
_NOT_FOR_CHAT = re.compile(
    r"whisper|tts|dall-e|image|moderation|realtime|transcribe|sora|audio|rerank|ocr|babbage|davinci"
)
_EMBEDDER = frozenset({Feature.EMBEDDINGS})
_TRANSLATOR = frozenset({Feature.TRANSLATE})
#: Nothing that can be asked for here: it is named, so that somebody can say why not.
_OF_NO_USE: frozenset[Feature] = frozenset()
#: Features by OpenRouter's words for them.
_PARAMETERS = {
    Feature.TOOLS: {"tools"},
    Feature.JSON_SCHEMA: {"structured_outputs", "response_format"},
    Feature.LOGPROBS: {"logprobs"},
}
_RELEASE_FIELDS = ("created", "created_at")
_RETIREMENT_FIELDS = ("deprecation", "expiration_date")
_LONG_AGO = 946_684_800  # some say 0 for when a model came
_CONTEXT_FIELDS = (
    "context_length",
    "context_window",
    "max_context_length",
    "max_model_len",
    "max_input_tokens",
    "inputTokenLimit",
)


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that a provider lists. It has no features where it is of no use here.

    `released_on` and `retires_on` are ISO dates.
    """

    name: str
    features: frozenset[Feature]
    context_tokens: int | None = None
    released_on: str | None = None
    retires_on: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list. `next_query` asks for the one after it; empty: this was the last."""

    models: tuple[ListedModel, ...]
    next_query: str = ""


#: What the first page is asked with: the most that each provider gives at once.
FIRST_QUERY: Mapping[Shape, str] = {
    Shape.OPENAI: "",
    Shape.ANTHROPIC: "limit=1000",
    Shape.GEMINI: "pageSize=1000",
    Shape.COHERE: "page_size=1000",
}


def read_page(shape: Shape, body: bytes) -> Page:
    """Read one page of a list.

    Raises:
        ValueError: it is not of this shape.
    """
    whole = msgspec.json.decode(body)
    if shape is Shape.OPENAI:
        # Together sends the bare array
        rows = whole if isinstance(whole, list) else _rows(whole, "data")
        return Page(_models(_openai_model(row) for row in rows))
    if shape is Shape.ANTHROPIC:
        models = _models(_plain_model(row, "id") for row in _rows(whole, "data"))
        last = whole.get("last_id") if whole.get("has_more") is True else None
        return Page(models, _next(shape, "after_id", last))
    if shape is Shape.GEMINI:
        models = _models(_gemini_model(row) for row in _rows(whole, "models"))
        return Page(models, _next(shape, "pageToken", whole.get("nextPageToken")))
    models = _models(_cohere_model(row) for row in _rows(whole, "models"))
    return Page(models, _next(shape, "page_token", whole.get("next_page_token")))


def shape_of(body: bytes) -> Shape | None:
    """The shape of a list or of an error, where it can only be of one; else None."""
    try:
        whole = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if isinstance(whole, list) and len(whole) == 1:
        whole = whole[0]  # as Gemini wraps its errors for streams
    if not isinstance(whole, dict):
        return None
    error = whole.get("error")
    if isinstance(error, dict):
        if whole.get("type") == "error":
            return Shape.ANTHROPIC
        if isinstance(error.get("status"), str) and isinstance(error.get("code"), int):
            return Shape.GEMINI
        return Shape.OPENAI if "type" in error else None
    if "has_more" in whole and "data" in whole and "object" not in whole:
        return Shape.ANTHROPIC
    models = whole.get("models")
    if isinstance(models, list) and models and isinstance(models[0], dict):
        return Shape.GEMINI if str(models[0].get("name")).startswith("models/") else None
    return Shape.OPENAI if whole.get("object") == "list" else None


def features_of(model: str) -> frozenset[Feature]:
    """What a model can be asked, by its name alone."""
    if model == "libretranslate":
        return _TRANSLATOR
    return _EMBEDDER if "embed" in model.lower() else CHAT_FEATURES


def _rows(whole: object, field: str) -> list[object]:
    rows = whole.get(field) if isinstance(whole, dict) else None
    if not isinstance(rows, list):
        raise ValueError(f"there is no list in `{field}`")  # noqa: TRY004 - of the body, not ours
    return rows


def _models(found: Iterable[ListedModel]) -> tuple[ListedModel, ...]:
    """Each model once, in the provider's order."""
    return tuple({model.name: model for model in found}.values())


def _next(shape: Shape, name: str, token: object) -> str:
    if not isinstance(token, str) or not token:
        return ""
    return f"{FIRST_QUERY[shape]}&{name}={quote(token, safe='')}"


def _plain_model(row: object, field: str) -> ListedModel:
    name = row.get(field) if isinstance(row, dict) else None
    if not isinstance(name, str) or not name:
        raise ValueError(f"a model has no `{field}`")
    assert isinstance(row, dict)
    return ListedModel(
        name,
        features_of(name),
        _context_tokens(row),
        released_on=_first_date(row, _RELEASE_FIELDS),
        retires_on=_first_date(row, _RETIREMENT_FIELDS),
    )


def _context_tokens(row: Mapping[str, object]) -> int | None:
    found = (row.get(field) for field in _CONTEXT_FIELDS)
    return next((value for value in found if isinstance(value, int) and value > 0), None)


def _first_date(row: Mapping[str, object], fields: Iterable[str]) -> str | None:
    found = (_date(row.get(field)) for field in fields)
    return next((date for date in found if date is not None), None)


def _date(value: object) -> str | None:
    """The ISO date of a moment, as text or in Unix seconds."""
    try:
        if isinstance(value, int) and value > _LONG_AGO:
            return datetime.fromtimestamp(value, UTC).date().isoformat()
        return datetime.fromisoformat(value).date().isoformat() if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None


def _openai_model(row: object) -> ListedModel:
    """OpenAI's row, and what others add to it to say what a model is for."""
    model = _plain_model(row, "id")
    assert isinstance(row, dict)
    kind, abilities, is_active = row.get("type"), row.get("capabilities"), row.get("active")
    if is_active is False:
        return replace(model, features=_OF_NO_USE)  # Groq's word for one that is gone
    if isinstance(kind, str) and kind in {"chat", "language", "code", "embedding"}:
        return replace(model, features=_EMBEDDER if kind == "embedding" else CHAT_FEATURES)
    if isinstance(abilities, dict) and abilities.get("completion_chat") is False:  # Mistral's
        is_embedder = Feature.EMBEDDINGS in model.features
        return model if is_embedder else replace(model, features=_OF_NO_USE)
    if _NOT_FOR_CHAT.search(model.name.lower()):
        return replace(model, features=_OF_NO_USE)
    return replace(model, features=model.features - _lacking(row))


def _lacking(row: Mapping[str, object]) -> frozenset[Feature]:
    """The features that a row says a model lacks. Most rows say nothing."""
    parameters, abilities = row.get("supported_parameters"), row.get("capabilities")
    lacking = set()
    if isinstance(parameters, list):  # OpenRouter's
        known = {parameter for parameter in parameters if isinstance(parameter, str)}
        lacking = {feature for feature, words in _PARAMETERS.items() if not words & known}
    if isinstance(abilities, dict) and abilities.get("function_calling") is False:
        lacking.add(Feature.TOOLS)
    return frozenset(lacking)


def _gemini_model(row: object) -> ListedModel:
    model = _plain_model(row, "name")
    assert isinstance(row, dict)
    name = model.name.removeprefix("models/")
    methods = row.get("supportedGenerationMethods")
    methods = methods if isinstance(methods, list) else []
    features = _OF_NO_USE
    if "generateContent" in methods and not _NOT_FOR_CHAT.search(name.lower()):
        features = CHAT_FEATURES
    elif "embedContent" in methods:
        features = _EMBEDDER
    return replace(model, name=name, features=features)


def _cohere_model(row: object) -> ListedModel:
    model = _plain_model(row, "name")
    assert isinstance(row, dict)
    endpoints = row.get("endpoints")
    endpoints = endpoints if isinstance(endpoints, list) else []
    if "chat" in endpoints:
        return replace(model, features=CHAT_FEATURES)
    return replace(model, features=_EMBEDDER if "embed" in endpoints else _OF_NO_USE)
