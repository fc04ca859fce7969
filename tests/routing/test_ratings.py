import pytest

from wayfare.domain.deployment import PRIOR_NOT_KNOWN, Deployment, Prior
from wayfare.domain.price import Price, Rates
from wayfare.routing.prior import presume, prior_from_price
from wayfare.routing.ratings import find_rating, prior_from_rating, share_of_wins


@pytest.mark.parametrize(
    ("name", "rated"),
    [
        ("gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
        ("openai/gpt-4o-2024-08-06", "gpt-4o-2024-08-06"),
        ("anthropic.claude-3-5-sonnet-20241022-v2:0", "claude-3-5-sonnet-20241022"),
        ("claude-3-5-sonnet", "claude-3-5-sonnet-20241022"),  # the newest of two
        ("accounts/fireworks/models/llama-v3p1-8b-instruct", "llama-3.1-8b-instruct"),
        ("google/gemma-3-12b-it:free", "gemma-3-12b-it"),
        ("@cf/meta/llama-3-8b-instruct", "llama-3-8b-instruct"),
        ("Meta-Llama-3.1-70B-Instruct", "llama-3.1-70b-instruct"),
        ("meta-llama/Meta-Llama-3-8B-Instruct", "llama-3-8b-instruct"),
        ("meta.llama3-1-8b-instruct-v1:0", "llama-3.1-8b-instruct"),
        ("Mistral-Large-2", "mistral-large-2407"),
        ("mistralai/Mistral-Large-Instruct-2407", "mistral-large-2407"),
        ("Qwen/Qwen2.5-72B-Instruct", "qwen2.5-72b-instruct"),
    ],
)
def test_a_model_is_known_by_the_names_that_providers_give_it(name, rated):
    found = find_rating(name)
    assert found is not None
    assert found == find_rating(rated)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "my-own-model",
        "gpt-4o-2031-01-01",  # a snapshot that nobody rated
        "gpt-4o-audio-preview",
        "gpt-4o-realtime",
        "claude-3-7-sonnet:thinking",
        "ft:gpt-4o-mini-2024-07-18:acme::abc",
        "~google/gemini-pro-latest",  # moves on
        "mistral-medium-latest",
        "llama-3.1-9b-instruct",
        "meta-llama/Llama-3.1-8B",  # what was taught later goes by -Instruct
        "Meta-Llama-3.1-8B",
        "google/gemma-2-9b",
        "google/gemma-2-9b-pt",
        "Qwen/Qwen2.5-72B",
        "mistral-7b",
        "Mistral-Large-2-Base",
        "mistral-large-2.1",
        "mistral-large-3",
        "Meta-Llama-3.1-70B-Instruct-Turbo",  # made smaller by its provider
        "claude-9-opus",
    ],
)
def test_a_stranger_has_no_rating(name):
    assert find_rating(name) is None


def test_ratings_are_told_by_language_where_they_are_known():
    prior = prior_from_rating("gpt-4o-2024-08-06")
    assert prior is not None
    assert {"", "en", "ko", "ja", "zh"} <= set(prior.quality)
    assert prior.quality_in("ko") != prior.quality_in("en")
    assert prior.quality_in("sv") == prior.quality_in("")
    assert prior.basis == "public ratings"
    assert prior.as_of in ("2025-05-27", "2025-11-06")
    assert all(0.3 < share < 1 for share in prior.quality.values())


def test_better_rated_models_are_presumed_better():
    order = ["llama-3.2-1b-instruct", "gpt-3.5-turbo-0125", "gpt-4o-2024-08-06", "gemini-2.5-pro"]
    shares = [prior_from_rating(name).quality[""] for name in order]
    assert shares == sorted(shares)
    assert share_of_wins(1_000) == 0.5


PRICE = Price(Rates(input=1_000_000, output=2_000_000))


def test_a_rating_comes_before_a_price_and_what_was_measured_before_both():
    rated = Deployment("x", "openai", "gpt-4o-2024-08-06", price=PRICE)
    assert presume(rated).basis == "public ratings"
    stranger = Deployment("x", "openai", "my-own", price=PRICE)
    assert presume(stranger) == prior_from_price(PRICE)
    assert presume(Deployment("x", "openai", "my-own")) is PRIOR_NOT_KNOWN
    measured = Prior({"": 0.42}, basis="measured")
    own = Deployment("x", "local", "gpt-4o-2024-08-06", prior=measured)
    assert presume(own) is measured


def test_speeds_that_are_known_stay():
    quick = Deployment("x", "openai", "gpt-4o-2024-08-06", prior=Prior(tokens_per_s=80.0))
    assert presume(quick).tokens_per_s == 80.0
