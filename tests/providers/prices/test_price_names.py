"""A provider whose name the table does not know costs nothing; no other is passed over."""

from collections.abc import Iterator
from typing import Any

import pytest
from genai_prices import types
from genai_prices.data_snapshot import get_snapshot

from wayfare.providers.presets import PRESETS
from wayfare.providers.prices.names import READ, TABLE_NAMES, WORDS, may_be_known
from wayfare.providers.prices.row import Batch, Question, table_name
from wayfare.providers.prices.table import read_table


def has_word(text: str) -> bool:
    return any(word in text for word in WORDS)


def needed(match: Any) -> Iterator[bool]:
    """For each way in which a name may match, whether such a name holds one of the words."""
    if isinstance(match, types.ClauseOr):
        for clause in match.or_:
            yield from needed(clause)
    elif isinstance(match, types.ClauseAnd):
        yield any(all(needed(clause)) for clause in match.and_)
    elif isinstance(match, types.ClauseContains):
        yield has_word(match.contains.lower())
    elif isinstance(match, types.ClauseStartsWith):
        yield has_word(match.starts_with.lower())
    elif isinstance(match, types.ClauseEquals):
        yield has_word(match.equals.lower())
    else:
        yield False  # another kind of match: look at it, and at `WORDS`


def test_the_words_are_of_the_table_that_is_installed():
    assert table_name() == READ, "read the new table, then say so in `names.py`"


@pytest.mark.parametrize("provider", get_snapshot().providers, ids=lambda p: p.id)
def test_every_name_that_the_table_knows_holds_a_word(provider):
    assert may_be_known(provider.id)
    assert provider.provider_match is None or all(needed(provider.provider_match))


@pytest.mark.parametrize("name", ["litellm", "my-OpenAI", *TABLE_NAMES])
def test_other_names_that_the_table_knows_are_not_passed_over(name):
    assert may_be_known(name)


@pytest.mark.parametrize("name", ["", "bench", "home", "ollama", "vllm", "p"])
def test_own_servers_are_passed_over_and_the_table_agrees(name):
    assert not may_be_known(name)
    models = ["gpt-4o", "openai/gpt-4o", "claude-sonnet-4-5", "llama3.2"]
    rows = read_table(Batch([Question(name, model) for model in models], 1_800_000_000.0)).rows
    assert all(row.price is None and not row.retired_by for row in rows)


def test_every_usual_provider_with_a_price_is_asked_about():
    priced = {p.id for p in get_snapshot().providers}
    usual = {name for name in PRESETS if TABLE_NAMES.get(name, name) in priced}
    assert usual
    assert all(may_be_known(name) for name in usual)
