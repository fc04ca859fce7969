"""What a model's name tells: a table of names as providers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.routing.model_names import PURPOSES, ModelName, read_name

NAMES = [
    # (name, words, version, date)
    ("gpt-4o-2024-08-06", ("gpt",), (4, 0, 1), "20240806"),
    ("gpt-4-0613", ("gpt",), (4,), "0613"),
    ("gpt-4.1-mini-2025-04-14", ("gpt", "mini"), (4, 1), "20250414"),
    ("gpt-6.1-sol", ("gpt", "sol"), (6, 1), ""),
    ("gpt-3.5-turbo-16k", ("gpt", "16k", "turbo"), (3, 5), ""),
    ("o3-mini", ("o", "mini"), (3,), ""),
    ("claude-3-5-sonnet-20241022", ("claude", "sonnet"), (3, 5), "20241022"),
    ("claude-opus-4-1-20250805", ("claude", "opus"), (4, 1), "20250805"),
    ("claude-sonnet-4-0", ("claude", "sonnet"), (4,), ""),
    ("claude-3-5-sonnet@20240620", ("claude", "sonnet"), (3, 5), "20240620"),
    ("gemini-2.0-flash-001", ("gemini", "flash"), (2,), "001"),
    ("gemini-2.5-flash-preview-09-2025", ("gemini", "flash"), (2, 5), "202509"),
    ("gemini-2.5-pro-preview-05-06", ("gemini", "pro"), (2, 5), "0506"),
    ("models/gemini-2.5-pro", ("gemini", "pro"), (2, 5), ""),
    ("gemma-3-27b-it", ("gemma", "27b"), (3,), ""),
    ("mistral-large-2411", ("mistral", "large"), (), "2411"),
    ("open-mixtral-8x22b-2404", ("open", "8x22b", "mixtral"), (), "2404"),
    ("deepseek/deepseek-chat-v3-0324", ("deepseek", "chat"), (3,), "0324"),
    ("qwen/qwen3-235b-a22b-2507", ("qwen", "235b", "a22b"), (3,), "2507"),
    ("command-r-08-2024", ("command", "r"), (), "202408"),
    ("accounts/fireworks/models/llama-v3p1-405b-instruct", ("llama", "405b"), (3, 1), ""),
    ("anthropic.claude-opus-4-6-v1", ("claude", "opus"), (4, 6), ""),
    ("Meta-Llama-3.1-70B-Instruct", ("llama", "70b"), (3, 1), ""),
    ("large", ("large",), (), ""),
    ("", (), (), ""),
]


@pytest.mark.parametrize(("name", "words", "version", "date"), NAMES)
def test_a_name_is_a_line_a_version_and_a_date(name, words, version, date):
    found = read_name(name)
    assert (found.words, found.version, found.date) == (words, version, date)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anthropic/claude-3.5-sonnet", "claude-3-5-sonnet-20241022"),
        ("meta-llama/llama-3.3-70b-instruct:free", "llama-3.3-70b"),
        ("~openai/gpt-sol-latest", "gpt-6-sol"),
    ],
)
def test_one_line_is_told_by_several_spellings(one, other):
    assert read_name(one).words == read_name(other).words


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("gpt-4", "gpt-4o"),
        ("gpt-4o", "gpt-4.1"),
        ("gpt-4.1", "gpt-5"),
        ("claude-sonnet-4", "claude-sonnet-4-5"),
        ("gemini-2.0-flash", "gemini-2.5-flash"),
        ("grok-4-9", "grok-4-20"),
    ],
)
def test_versions_are_in_order(older, newer):
    assert read_name(older).version < read_name(newer).version


@pytest.mark.parametrize(
    "name",
    ["gpt-4-turbo-preview", "gemini-2.0-flash-exp", "gemini-exp-1206", "a/claude-3:beta", "x-beta"],
)
def test_what_is_not_for_good_says_so(name):
    assert read_name(name).is_preview


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("text-embedding-3-small", "embeddings"),
        ("gpt-image-1", "images"),
        ("gpt-4o-realtime", "live talks"),
        ("o4-mini-deep-research", "search"),
        ("gpt-5-codex", "code"),
        ("qwen3-coder", "code"),
        ("llama-guard-4-12b", "moderation"),
        ("openrouter/auto", "passing questions on"),
    ],
)
def test_what_is_made_for_one_thing_says_so(name, purpose):
    found = read_name(name).purpose
    assert found is not None
    assert PURPOSES[found][0] == purpose


@pytest.mark.parametrize("name", ["gpt-6-luna", "claude-haiku-5-5", "codegeist", "imagine-2"])
def test_a_word_within_a_word_tells_nothing(name):
    found = read_name(name)
    assert (found.purpose, found.is_preview, found.variant) == (None, False, "")


@pytest.mark.parametrize(
    ("name", "variant"), [("a/b:free", "free"), ("a/b:batch", "batch"), ("ft:gpt-4o:me::1", "ft")]
)
def test_a_special_offer_is_told_by_its_end(name, variant):
    assert read_name(name).variant == variant


@given(st.text())
def test_no_name_is_too_odd(name):
    found = read_name(name)
    assert isinstance(found, ModelName)
    assert read_name(name.upper()) == read_name(name.upper().lower()) or not name.isascii()
    assert found.billions is None or found.billions >= 0
