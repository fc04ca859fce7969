"""Demands: read, written, added up, and held against facts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.demands import (
    NO_DEMANDS,
    Demands,
    Unmet,
    of_countries,
    of_providers,
    parse_demands,
)
from wayfare.domain.deployment import LOCAL_TERMS, Deployment, Terms

COUNTRIES = st.sets(st.sampled_from(["KR", "US", "FR", "CN"]), min_size=1).map(frozenset)
PROVIDERS = st.sets(st.sampled_from(["openai", "local", "a-b_c.1"]), min_size=1).map(frozenset)
DEMANDS = st.builds(Demands, st.booleans(), st.none() | COUNTRIES, st.none() | PROVIDERS)
TERMS = st.builds(
    Terms,
    country=st.sampled_from([None, "KR", "US", "FR"]),
    may_train=st.sampled_from([None, True, False]),
    passes_on=st.booleans(),
    stays_here=st.booleans(),
)
DEPLOYMENTS = st.builds(
    lambda provider, terms: Deployment("m", provider, "m", terms=terms),
    st.sampled_from(["openai", "local", "a-b_c.1"]),
    TERMS,
)


@given(DEMANDS)
def test_demands_are_read_as_they_were_written(demands):
    assert not demands or parse_demands(str(demands)) == demands


@given(DEMANDS, DEMANDS, DEPLOYMENTS)
def test_a_sum_is_fulfilled_by_those_alone_who_fulfil_both(one, other, deployment):
    both = one.unmet(deployment) is None and other.unmet(deployment) is None
    assert ((one + other).unmet(deployment) is None) == both
    assert one + other == other + one


@given(DEPLOYMENTS)
def test_where_nothing_is_demanded_everybody_fulfils_it(deployment):
    assert NO_DEMANDS.unmet(deployment) is None
    assert NO_DEMANDS + NO_DEMANDS is NO_DEMANDS


@given(DEMANDS, DEPLOYMENTS)
def test_what_nobody_has_read_fulfils_no_demand_on_it(demands, deployment):
    unread = replace(deployment, terms=Terms())
    is_about_terms = demands.no_training or demands.countries is not None
    assert not is_about_terms or demands.unmet(unread) is not None


@pytest.mark.parametrize(
    ("demanded", "terms", "unmet"),
    [
        ("no_training", Terms(may_train=False), None),
        ("no_training", Terms(may_train=True), Unmet.MAY_TRAIN),
        ("no_training", Terms(), Unmet.TRAINING_UNKNOWN),
        ("no_training", Terms(may_train=False, passes_on=True), Unmet.PASSED_ON),
        ("no_training", LOCAL_TERMS, None),
        ("countries=KR", Terms(country="KR"), None),
        ("countries=KR|US", Terms(country="US"), None),
        ("countries=KR", Terms(country="US"), Unmet.OTHER_COUNTRY),
        ("countries=KR", Terms(), Unmet.COUNTRY_UNKNOWN),
        ("countries=US", Terms(country="US", passes_on=True), Unmet.PASSED_ON),
        ("countries=KR", LOCAL_TERMS, None),
        ("providers=mine", Terms(passes_on=True), None),
        ("providers=other", Terms(), Unmet.OTHER_PROVIDER),
        ("providers=other", LOCAL_TERMS, Unmet.OTHER_PROVIDER),
        ("no_training,countries=KR", Terms(country="KR"), Unmet.TRAINING_UNKNOWN),
    ],
)
def test_facts_decide(demanded, terms, unmet):
    assert parse_demands(demanded).unmet(Deployment("m", "mine", "m", terms=terms)) == unmet


def test_spaces_and_small_letters_of_countries_are_taken():
    read = parse_demands(" no_training ,countries = kr | US,  providers=openai ")
    assert read == Demands(no_training=True) + of_countries(["KR", "US"]) + of_providers(["openai"])


def test_a_demand_that_stands_twice_is_narrowed():
    assert parse_demands("countries=KR|US, countries=US|FR").countries == {"US"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        ",",
        "no-training",
        "no_training=yes",
        "no_training,",
        "countries",
        "countries=",
        "countries=KR|",
        "countries=KOR",
        "countries=KR;US",
        "providers=",
        "providers=OpenAI",
        "country=KR",
        "no_training countries=KR",
    ],
)
def test_what_is_malformed_is_not_guessed_at(text):
    with pytest.raises(ValueError, match="is not a"):
        parse_demands(text)


def test_who_is_switched_off_fulfils_nothing_and_is_written_nowhere():
    """Not even what runs here."""
    here = Deployment("local/small", "local", "small", terms=LOCAL_TERMS)
    other = replace(here, name="local/large")
    off = Demands(no_training=True) + Demands(switched_off=frozenset({here.name}))
    assert off.unmet(here) is Unmet.SWITCHED_OFF
    assert off.unmet(other) is None
    assert str(off) == "no_training"
    both = off + Demands(switched_off=frozenset({other.name}))
    assert both.unmet(here) is both.unmet(other) is Unmet.SWITCHED_OFF
