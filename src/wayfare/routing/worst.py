"""Bound what one call can cost at most, before it is sent.

A bound must hold whatever the model does: tokens of text are never more than the bytes they
are written in, since every token stands for at least one byte; the answer is bounded by the
limit that is sent along. Knows prices and counts. Knows nothing of budgets.
"""

import re

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import ChatRequest
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.price import TOKENS_PER_RATE, Rates

#: What providers put around a request themselves: roles, and how tools are told to the model.
HIDDEN_TOKENS = 1_024
#: More than any usual provider counts for one picture.
PICTURE_TOKENS = 65_536
#: No usual model reads more; for one whose context is not known.
CONTEXT_TOKENS = 2_097_152

#: What puts into the input what is not in the body: tools that run at the provider, and
#: what the provider has kept. Inside a JSON string every quote is escaped, so only true
#: fields match. The quote stands first, once: that makes the search ten times faster.
_BEYOND = re.compile(
    rb'"(?:type"\s*:\s*"(?:web_|file_search|code_|mcp|computer|image_generation|local_shell'
    rb"|tool_search)"
    rb"|(?:web_search_options|mcp_servers|google_?[sS]earch\w*|url_?[cC]ontext"
    rb'|code_?[eE]xecution|conversation|prompt|container|cached_?[cC]ontent|plugins)"\s*:)'
)
#: The letters of a field's name may be escaped: then nobody knows what it is.
_ESCAPED_LETTER = re.compile(rb"\\u00[4-7]")

#: What costs more than the price that is known, such as a faster service or another model,
#: and the values of it that do not.
_USUAL: dict[str, tuple[object, ...]] = {
    "service_tier": (
        *(None, "auto", "default", "standard", "standard_only"),
        *("on_demand", "scale", "flex", "batch"),
    ),
    "speed": (None, "standard"),
    "inference_geo": (None, "global"),
    "models": (None, []),
    "fallbacks": (None, []),
}
_DEARER = re.compile(rb'"(?:%s)"\s*:' % "|".join(_USUAL).encode())
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])

_LENGTH_FIELDS = {"anthropic": "max_tokens", "responses": "max_output_tokens"}
_OPENAI_LENGTH_FIELDS = (b'"max_tokens"', b'"max_completion_tokens"')


def reads_beyond(body: bytes) -> bool:
    r"""Whether a provider may put into the input what is not in the body.

    >>> reads_beyond(b'{"tools": [{"type": "web_search_20250305"}]}')
    True
    >>> reads_beyond(b'{"input": "the tool \"web_search\""}')
    False
    """
    return _has_escaped_letter(body) or _BEYOND.search(body) is not None


def dearer_field(body: bytes) -> str | None:
    """The field of a request that may make it cost more than the price that is known, if any.

    >>> dearer_field(b'{"service_tier": "priority"}')
    'service_tier'
    >>> dearer_field(b'{"service_tier": "default", "x": {"models": ["a"]}}')
    """
    if _DEARER.search(body) is None and not _has_escaped_letter(body):
        return None
    fields = _fields.decode(body)
    for name, usual in _USUAL.items():
        if name in fields and msgspec.json.decode(fields[name]) not in usual:
            return name
    return None


def input_tokens_max(
    deployment: Deployment, size: int, prompt: str | None, request: ChatRequest, *, is_beyond: bool
) -> int:
    """The most tokens that a provider can count as the input of a body of so many bytes.

    `prompt` goes before it, where the body does not have it yet.
    """
    tokens = size + HIDDEN_TOKENS
    if prompt:
        tokens += len(prompt.encode())
    if not (is_beyond or request.media_parts):
        return tokens
    context = deployment.context_tokens or CONTEXT_TOKENS
    if is_beyond:
        return max(tokens, context)
    # a file of few bytes may have many pages; but nothing is read beyond the context
    is_file = Feature.FILE in request.needs
    return min(context, tokens + (context if is_file else PICTURE_TOKENS * request.media_parts))


def output_tokens_max(arm: Arm, request: ChatRequest, otherwise: int) -> int:
    """The limit of each answer's tokens: the client's or the arm's, else this one.

    Half a context at most, which leaves room for the question.
    """
    limit = arm.setup.limit(request.output_tokens_max)
    if limit is not None:
        return limit
    context = arm.deployment.context_tokens
    return otherwise if context is None else max(1, min(otherwise, context // 2))


def is_limited(wire: str, raw: bytes, request: ChatRequest, arm: Arm) -> bool:
    """Whether the client's own bytes bound each answer, in words that the arm goes by.

    In doubt it is not: then the limit is written anew.
    """
    deployment = arm.deployment
    if wire not in deployment.wires or (request.output_tokens_max or 0) <= 0:
        return False
    # letters of a name may be escaped: then it may stand there twice
    if b"\\" in raw and b"\\u00" in raw:
        return False
    own = b'"%s"' % _LENGTH_FIELDS.get(wire, deployment.length_field).encode()
    if wire != "openai":
        return raw.count(own) == 1
    found = [name for name in _OPENAI_LENGTH_FIELDS for _ in range(raw.count(name))]
    return found == [own]


def _has_escaped_letter(body: bytes) -> bool:
    return b"\\" in body and _ESCAPED_LETTER.search(body) is not None


def worst_micros(deployment: Deployment, input_tokens: int, output_tokens: int) -> int | None:
    """The most that so many tokens can cost, in micro-dollars; None where no price is known.

    >>> from wayfare.domain.price import Price
    >>> price = Price(Rates(input=150_000, output=600_000), request_micros=7)
    >>> worst_micros(Deployment("m", "p", "m", price=price), 1_000, 500)
    457
    """
    if deployment.is_local:
        return 0
    price = deployment.price
    if price is None:
        return None
    if not price.tiers:
        return price.request_micros + _worst(price.rates, input_tokens, output_tokens)
    # fewer tokens may fall into a dearer tier than the most do
    tiers = (rates for threshold, rates in price.tiers if input_tokens > threshold)
    return price.request_micros + max(
        _worst(rates, input_tokens, output_tokens) for rates in (price.rates, *tiers)
    )


def _worst(rates: Rates, input_tokens: int, output_tokens: int) -> int:
    by_input = max(rates.input, rates.cached or 0, rates.cache_write or 0, rates.audio_input or 0)
    by_output = max(rates.output, rates.reasoning or 0, rates.audio_output or 0)
    total = input_tokens * by_input + output_tokens * by_output
    return -(-total // TOKENS_PER_RATE)
