"""How much a model shall think, in Anthropic's words and out of them.

Newer Claude models take a word (`thinking: adaptive`, `output_config.effort`) and refuse a
budget; Claude 4.5 and before take a budget of tokens and refuse the word (Anthropic's page
"Troubleshooting thinking", read 2026-11-25). Models of others who speak this wire take a
budget. Knows models by their names alone.
"""

import re

import msgspec

from wayfare.wire.conversation import EFFORT_TOKENS, CannotCarryError, Reasoning

#: What `max_tokens`, which Anthropic requires, is where the client set no limit.
OUTPUT_TOKENS_DEFAULT = 8_192

_BUDGET_MIN = 1_024  # Anthropic's own limit
_BUDGET_MOST = EFFORT_TOKENS["high"]

# Claude 1 to 4.5: claude-3-7-sonnet-20250219, claude-sonnet-4-20250514, claude-opus-4-5@2025...
_OLDER = re.compile(r"claude-(?:v?[1-3]|instant|[a-z]+-4(?:[-.@][0-5](?!\d)|[-@]\d{8}|$|-latest))")

_WORDS = {
    "minimal": "low",
    "low": "low",
    "medium": "medium",
    "high": "high",
    "xhigh": "xhigh",
    "max": "max",
}


class Thought(msgspec.Struct, frozen=True):
    """The fields that ask for thinking, and the limit that leaves room for it."""

    thinking: dict[str, object] | None
    effort: str | None
    max_tokens: int


def ask_for_thought(reasoning: Reasoning | None, model: str, limit: int | None) -> Thought:
    """What to write for a wish to think, with the client's limit of output tokens.

    Raises:
        CannotCarryError: the wish has a word that is not known, or the limit leaves no room.
    """
    max_tokens = OUTPUT_TOKENS_DEFAULT if limit is None else limit
    if reasoning is None:
        return Thought(None, None, max_tokens)
    if reasoning.effort == "none" or reasoning.budget_tokens == 0:
        return Thought({"type": "disabled"}, None, max_tokens)
    shown = {} if reasoning.summary is None else {"display": "summarized"}
    if takes_words(model):
        return Thought({"type": "adaptive", **shown}, _word(reasoning), max_tokens)
    budget = reasoning.budget_tokens
    if budget is None:
        budget = _budget(reasoning, limit)
    if limit is None:
        max_tokens = budget + OUTPUT_TOKENS_DEFAULT
    return Thought({"type": "enabled", "budget_tokens": budget, **shown}, None, max_tokens)


def takes_words(model: str) -> bool:
    """Whether a model is told how much to think by a word.

    >>> takes_words("claude-opus-4-6"), takes_words("claude-haiku-4-5-20251001")
    (True, False)
    """
    return "claude" in model and _OLDER.search(model) is None


def word_for(budget_tokens: int) -> str:
    """The word whose budget is the largest within this one."""
    words = ("high", "medium", "low")
    return next((word for word in words if EFFORT_TOKENS[word] <= budget_tokens), "low")


def _word(reasoning: Reasoning) -> str | None:
    if reasoning.effort is None:
        return None if reasoning.budget_tokens is None else word_for(reasoning.budget_tokens)
    return _WORDS.get(reasoning.effort) or _unknown(reasoning.effort)


def _budget(reasoning: Reasoning, limit: int | None) -> int:
    """A budget for a word: never more than half of what the client allows in all."""
    if reasoning.effort is not None and reasoning.effort not in _WORDS:
        _unknown(reasoning.effort)
    budget = EFFORT_TOKENS.get(reasoning.effort or "medium", _BUDGET_MOST)
    if limit is None:
        return budget
    if limit <= _BUDGET_MIN:
        raise CannotCarryError(
            f"A limit of {limit} output tokens leaves no room to think.",
            cure=f"Allow more than {_BUDGET_MIN}, or ask for no reasoning.",
            param="max_tokens",
        )
    return min(budget, max(_BUDGET_MIN, limit // 2))


def _unknown(effort: str) -> str:
    raise CannotCarryError(
        f"Anthropic has no word for the reasoning effort `{effort}`.",
        cure="Use none, low, medium, high, xhigh or max.",
        param="reasoning_effort",
    )
