"""Read from a request what the router goes by.

Knows texts and counts. Knows nothing of arms, prices or providers.
"""

from wayfare.domain.chat import ChatRequest, Context
from wayfare.domain.tokens import estimate_tokens
from wayfare.domain.wishes import NO_WISHES, Wishes
from wayfare.routing.language import UNKNOWN, language_of, tell_language

TOKENS_PER_MESSAGE = 4  # role and separators, in the usual chat templates
TOKENS_PER_MEDIA_PART = 800  # an image of ordinary size at the usual providers
OUTPUT_TOKENS_EXPECTED = 256  # an ordinary chat answer, where the client sets no limit
_SURE_LEAST = 0.45  # of a language, where an earlier message may show it better


def read_context(
    request: ChatRequest, topic: str | None = None, wishes: Wishes = NO_WISHES
) -> Context:
    """The features of a request. `topic` is what its client says beside it.

    `wishes` are all that bind the choice.
    """
    limit = request.output_tokens_max
    expected = OUTPUT_TOKENS_EXPECTED if limit is None else min(limit, OUTPUT_TOKENS_EXPECTED)
    return Context(
        language=_language(request),
        needs=request.needs,
        input_tokens=estimate_input(request),
        output_tokens=max(1, expected) * request.choices,
        topic=topic or request.topic,
        wishes=wishes,
        critical=wishes.critical,
    )


def estimate_input(request: ChatRequest) -> int:
    """The tokens of a request, for a model of average tokenizer."""
    texts = [message.text for message in request.messages]
    return (
        sum(map(estimate_tokens, texts))
        + TOKENS_PER_MESSAGE * len(texts)
        + TOKENS_PER_MEDIA_PART * request.media_parts
    )


def _language(request: ChatRequest) -> str:
    """The language of the last user message that shows one ("ok" after Korean is Korean)."""
    asked = [m.text for m in reversed(request.messages) if m.role == "user" and m.text]
    for text in asked:
        told = tell_language(text)
        if told.confidence >= _SURE_LEAST and (len(text) > 3 or told.language != "en"):
            return told.language
    return language_of(asked[0]) if asked else UNKNOWN
