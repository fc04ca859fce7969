"""What a row of a list tells of a model: what it is for, when it came, when it goes."""

import json

import pytest

from wayfare.domain.deployment import CHAT_FEATURES, Feature
from wayfare.providers.listing import ListedModel, read_page
from wayfare.providers.presets import Shape

EMBEDDER = frozenset({Feature.EMBEDDINGS})
NOTHING = frozenset()


def listed(shape: Shape, row: dict) -> ListedModel:
    field = "data" if shape in (Shape.OPENAI, Shape.ANTHROPIC) else "models"
    (found,) = read_page(shape, json.dumps({field: [row]}).encode()).models
    return found


@pytest.mark.parametrize(
    ("shape", "row", "features"),
    [
        (Shape.OPENAI, {"id": "gpt-5"}, CHAT_FEATURES),
        (Shape.OPENAI, {"id": "text-embedding-3-small"}, EMBEDDER),
        (Shape.OPENAI, {"id": "tts-1"}, NOTHING),
        (Shape.OPENAI, {"id": "gone", "active": False}, NOTHING),
        (Shape.OPENAI, {"id": "x", "type": "embedding"}, EMBEDDER),
        (Shape.OPENAI, {"id": "x", "capabilities": {"completion_chat": False}}, NOTHING),
        (
            Shape.OPENAI,
            {"id": "x", "capabilities": {"completion_chat": True, "function_calling": False}},
            CHAT_FEATURES - {Feature.TOOLS},
        ),
        (
            Shape.OPENAI,
            {"id": "x", "supported_parameters": ["tools", "response_format", "logprobs"]},
            CHAT_FEATURES,
        ),
        (
            Shape.OPENAI,
            {"id": "x", "supported_parameters": ["temperature"]},
            CHAT_FEATURES - {Feature.TOOLS, Feature.JSON_SCHEMA, Feature.LOGPROBS},
        ),
        (Shape.ANTHROPIC, {"id": "claude-5"}, CHAT_FEATURES),
        (
            Shape.GEMINI,
            {"name": "models/g", "supportedGenerationMethods": ["generateContent"]},
            CHAT_FEATURES,
        ),
        (Shape.GEMINI, {"name": "models/g", "supportedGenerationMethods": ["predict"]}, NOTHING),
        (Shape.GEMINI, {"name": "models/g"}, NOTHING),
        (Shape.COHERE, {"name": "c", "endpoints": ["chat", "embed"]}, CHAT_FEATURES),
        (Shape.COHERE, {"name": "c", "endpoints": ["rerank"]}, NOTHING),
    ],
)
def test_a_model_has_the_features_that_its_row_tells(shape, row, features):
    assert listed(shape, row).features == features


@pytest.mark.parametrize(
    ("row", "released_on", "retires_on"),
    [
        ({"created": 1_754_524_800}, "2025-08-07", None),
        ({"created_at": "2025-10-01T00:00:00Z"}, "2025-10-01", None),
        ({"created": 1_754_524_800, "expiration_date": "2026-12-15"}, "2025-08-07", "2026-12-15"),
        ({"deprecation": "2025-11-30T12:00:00Z"}, None, "2025-11-30"),
        ({"created": 0, "deprecation": None}, None, None),
        ({"created": 10**30, "expiration_date": "some day"}, None, None),
        ({"created": "soon", "created_at": True}, None, None),
    ],
)
def test_when_a_model_came_and_goes_is_kept_where_it_is_told(row, released_on, retires_on):
    found = listed(Shape.OPENAI, {"id": "x", **row})
    assert (found.released_on, found.retires_on) == (released_on, retires_on)
