"""Read the lists in which providers name their models, page by page.

Knows the shapes of lists. Knows nothing of sockets, prices or what a model is asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    """A model that a provider lists and that can be of use here."""

    name: str
    features: frozenset[Feature]
    context_tokens: int | None = None


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
    return _EMBEDDER if "embed" in model.lower() else CHAT_FEATURES


def _rows(whole: object, field: str) -> list[object]:
    rows = whole.get(field) if isinstance(whole, dict) else None
    if not isinstance(rows, list):
        raise ValueError(f"there is no list in `{field}`")  # noqa: TRY004 - of the body, not ours
    return rows


def _models(found: Iterable[ListedModel | None]) -> tuple[ListedModel, ...]:
    """Each model once, in the provider's order."""
    return tuple({model.name: model for model in found if model is not None}.values())


def _next(shape: Shape, name: str, token: object) -> str:
    if not isinstance(token, str) or not token:
        return ""
    return f"{FIRST_QUERY[shape]}&{name}={quote(token, safe='')}"


def _plain_model(row: object, field: str) -> ListedModel:
    name = row.get(field) if isinstance(row, dict) else None
    if not isinstance(name, str) or not name:
        raise ValueError(f"a model has no `{field}`")
    return ListedModel(name, features_of(name), _context_tokens(row))


def _context_tokens(row: object) -> int | None:
    assert isinstance(row, dict)
    found = (row.get(field) for field in _CONTEXT_FIELDS)
    return next((value for value in found if isinstance(value, int) and value > 0), None)


def _openai_model(row: object) -> ListedModel | None:
    """OpenAI's row, and what others add to it to say what a model is for."""
    model = _plain_model(row, "id")
    assert isinstance(row, dict)
    kind, abilities, is_active = row.get("type"), row.get("capabilities"), row.get("active")
    if is_active is False:
        return None  # Groq's word for one that is gone
    if isinstance(kind, str) and kind in {"chat", "language", "code", "embedding"}:
        features = _EMBEDDER if kind == "embedding" else CHAT_FEATURES
        return ListedModel(model.name, features, model.context_tokens)
    if isinstance(abilities, dict) and abilities.get("completion_chat") is False:
        return model if Feature.EMBEDDINGS in model.features else None  # Mistral's
    return None if _NOT_FOR_CHAT.search(model.name.lower()) else model


def _gemini_model(row: object) -> ListedModel | None:
    model = _plain_model(row, "name")
    assert isinstance(row, dict)
    name = model.name.removeprefix("models/")
    methods = row.get("supportedGenerationMethods")
    methods = methods if isinstance(methods, list) else []
    if "generateContent" in methods:
        is_other = _NOT_FOR_CHAT.search(name.lower())
        return None if is_other else ListedModel(name, CHAT_FEATURES, model.context_tokens)
    if "embedContent" in methods:
        return ListedModel(name, _EMBEDDER, model.context_tokens)
    return None


def _cohere_model(row: object) -> ListedModel | None:
    model = _plain_model(row, "name")
    assert isinstance(row, dict)
    endpoints = row.get("endpoints")
    endpoints = endpoints if isinstance(endpoints, list) else []
    if "chat" in endpoints:
        return ListedModel(model.name, CHAT_FEATURES, model.context_tokens)
    if "embed" in endpoints:
        return ListedModel(model.name, _EMBEDDER, model.context_tokens)
    return None
