"""Prices per token are told per thousand characters of the language that is asked in."""

import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.fertility import Fertility
from wayfare.domain.price import Price, Rates
from wayfare.gateway.language_fares import language_fares
from wayfare.routing.quote import quote

PRICE = Price(Rates(input=1_000_000, output=10_000_000))
LARGE = Arm("large", Deployment("large", "p", "large", price=PRICE))
UNPRICED = Arm("dark", Deployment("dark", "p", "dark"))
LOCAL = Arm("here", Deployment("here", "p", "here", is_local=True))
ASKED = "대한민국의 수도는 어디인가요?"


def test_what_was_measured_counts_once_there_are_some_answers():
    few, many = (Fertility("large", "ko", n, 100 * n, 200 * n, 90 * n) for n in (4, 5))
    fare = language_fares([LARGE], "ko", ASKED, [many])["large"]
    assert (fare.letters_per_token, fare.measured) == (0.5, 5)
    assert fare.micros_per_1000 == pytest.approx(20_000)  # 2,000 tokens at $10 a million
    assert language_fares([LARGE], "ko", ASKED, [few])["large"].measured == 0


def test_without_any_the_questions_own_letters_are_presumed_to_be_usual():
    fare = language_fares([LARGE], "ko", ASKED, [])["large"]
    assert fare.letters_per_token == pytest.approx(len(ASKED) / 14)
    english = language_fares([LARGE], "en", "What is the capital of South Korea?", [])["large"]
    assert fare.micros_per_1000 > 3 * english.micros_per_1000


def test_what_is_unknown_stays_unknown_and_what_runs_here_is_free():
    fares = language_fares([UNPRICED, LOCAL], "ko", ASKED, [])
    assert fares["dark"].micros_per_1000 is None
    assert fares["here"].micros_per_1000 == 0


def test_a_quote_goes_by_the_tokens_that_the_model_makes_of_the_language():
    dear = Deployment("large", "p", "large", price=PRICE, fertility={"ko": 2.0})
    context = Context("ko", frozenset({Feature.CHAT}), 1_000, 256)
    plain = quote(LARGE, context).fare_micros
    assert quote(Arm("large", dear), context).fare_micros == 2 * plain
    english = Context("en", frozenset({Feature.CHAT}), 1_000, 256)
    assert quote(Arm("large", dear), english).fare_micros == plain
    limited = Context("ko", frozenset({Feature.CHAT}), 1_000, 100)  # the client's own limit
    assert quote(Arm("large", dear), limited).fare_micros == 2_000 + 1_000


async def test_the_catalog_takes_note_of_what_was_measured(wayfare, client):
    catalog = wayfare.parts.catalog
    catalog.learn_fertilities([Fertility("scripted-large", "ko", 50, 10_000, 20_000, 9_500)])
    (arm,) = catalog.candidates("scripted-large").arms
    assert arm.deployment.fertility["ko"] == pytest.approx(2.05)
    await catalog.refresh()
    (arm,) = catalog.candidates("scripted-large").arms
    assert arm.deployment.fertility["ko"] == pytest.approx(2.05)
    answer = await client.chat(ASKED, model="auto")
    assert answer.status == 200
