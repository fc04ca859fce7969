"""Which models are sensible for `auto`, why the others are not, and who gets a place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayfare.domain.demands import Demands
from wayfare.domain.deployment import CHAT_FEATURES, Deployment, Feature, Terms
from wayfare.domain.price import Price, Rates
from wayfare.routing.pool import Candidate, Rules, give_places, judge, why_chosen, why_without_place
from wayfare.routing.pool_reasons import SENTENCES, pool_reason

TODAY = date(2026, 11, 26)
RULES = Rules()


def model(name: str, dollars: float | None = 1.0, provider: str = "a", **fields) -> Candidate:
    """A model for which a usual question costs `dollars` per thousand."""
    price = None
    if dollars is not None:
        price = Price(Rates(input=round(dollars * 1e6), output=0))
    return Candidate(Deployment(f"{provider}/{name}", provider, name, price=price, **fields))


def codes(*candidates: Candidate, rules: Rules = RULES, **options) -> dict[str, str]:
    found = judge(candidates, rules, TODAY, **options)
    return {name: reason.code for name, reason in found.items()}


PLAIN = model("plain-1")


@pytest.mark.parametrize(
    ("candidate", "code"),
    [
        (model("x-1", features=frozenset({Feature.EMBEDDINGS})), "pool_embeddings"),
        (model("x-1", features=frozenset()), "pool_not_chat"),
        (model("x-tts-1"), "pool_purpose"),
        (model("x-1-preview"), "pool_preview"),
        (model("x-1", retired_by="a table"), "pool_retired"),
        (model("x-1", retires_on="2026-01-01"), "pool_retires"),
        (model("x-1", retires_on="2027-01-01"), "pool_retires"),
        (model("x-1", released_on="2025-01-01"), "pool_old"),
        (model("x-1:free"), "pool_rationed"),
        (model("x-1:batch"), "pool_variant"),
        (model("ft:x-1:me::9"), "pool_tuned"),
        (model("x-1-8b"), "pool_small"),
        (model("x-1", features=CHAT_FEATURES - {Feature.TOOLS}), "pool_lacks"),
        (model("x-1", features=CHAT_FEATURES - {Feature.JSON_SCHEMA}), "pool_lacks"),
        (model("x-1", None), "pool_unpriced"),
        (model("x-1", 50.1), "pool_dear"),
    ],
)
def test_a_model_may_be_out_by_what_it_is(candidate, code):
    assert codes(PLAIN, candidate) == {candidate.deployment.name: code}


@pytest.mark.parametrize(
    "candidate",
    [
        model("x-1"),
        model("x-1", 50.0),
        model("x-1", retires_on="2027-06-01"),
        model("x-1", retires_on="soon"),
        model("x-1", released_on="2026-01-01"),
        model("x-1-70b"),
        model("x-1", features=CHAT_FEATURES - {Feature.AUDIO, Feature.LOGPROBS}),
    ],
)
def test_a_model_may_be_sensible(candidate):
    assert codes(PLAIN, candidate) == {}


@pytest.mark.parametrize(
    ("best", "other", "code"),
    [
        ("x-2", "x-1", "pool_older"),
        ("x-2", "x-2-2026-08-06", "pool_snapshot"),
        ("x-2", "x-latest", "pool_snapshot"),
        ("x-2", "x-2-latest", "pool_snapshot"),
        ("x-large-latest", "x-large-2411", "pool_snapshot"),
        ("x-2-20261001", "x-2-20250501", "pool_snapshot"),
        ("x-4.1", "x-4o", "pool_older"),
    ],
)
def test_of_a_line_the_newest_stays_under_one_name(best, other, code):
    for some in ([model(best), model(other)], [model(other), model(best)]):
        assert codes(*some) == {f"a/{other}": code}


def test_the_name_that_is_in_already_stays():
    some = model("x-2-20261001"), model("x-2")
    assert codes(*some) == {"a/x-2-20261001": "pool_snapshot"}
    assert codes(*some, kept=["a/x-2-20261001"]) == {"a/x-2": "pool_snapshot"}


def test_lines_of_a_family_stand_side_by_side():
    assert codes(model("x-2"), model("x-2-mini"), model("x-3-nano", 0.1)) == {}


@pytest.mark.parametrize(
    ("older", "newer", "code"),
    [
        (("x-1-pro", 8.0), ("x-2-max", 8.0), "pool_outdone"),
        (("x-1-pro", 8.0), ("x-2-max", 2.0), "pool_outdone"),
        (("x-1-pro", 8.0), ("x-2-max", 1.9), None),  # it may simply be a smaller one
        (("x-1-pro", 8.0), ("x-2-max", 8.1), None),
        (("x-1-pro", 8.0), ("x-3-max", 20.0), "pool_generations"),
        (("x-1-pro", 8.0), ("y-2-max", 8.0), None),
    ],
)
def test_a_generation_newer_and_no_dearer_puts_a_model_out(older, newer, code):
    found = codes(model(*older), model(*newer))
    assert found == ({} if code is None else {f"a/{older[0]}": code})


def test_a_year_younger_counts_as_a_generation():
    older = model("x-1", 8.0, released_on="2025-09-01")
    newer = model("y-mega", 7.0, released_on="2026-10-01")
    assert codes(older, newer) == {"a/x-1": "pool_outdone"}


def test_makers_at_one_provider_do_not_outdo_each_other():
    assert codes(model("one/x-1", 8.0), model("two/x-2", 8.0)) == {"a/one/x-1": "pool_older"}
    assert codes(model("one/x-1-pro", 8.0), model("two/x-2", 8.0)) == {}


def test_one_model_at_two_providers_is_taken_from_the_fewer_hands():
    reseller = Terms(passes_on=True)
    cheap = model("maker/x-2", 0.5, "shop", terms=reseller)
    assert codes(model("x-2"), cheap) == {"shop/maker/x-2": "pool_elsewhere"}
    older = model("maker/x-1", 0.5, "shop", terms=reseller)
    assert codes(model("x-2"), older) == {"shop/maker/x-1": "pool_older"}
    both = model("x-2", 2.0, "b"), model("x-2", 1.0, "c")
    assert codes(*both) == {"b/x-2": "pool_elsewhere"}


def test_nobody_stands_in_for_one_who_may_read_what_they_may_not():
    careful = model("x-2", 2.0, "b", terms=Terms(country="KR", may_train=False))
    cheap = model("x-2", 1.0, "c", terms=Terms(country="US", may_train=True))
    assert codes(careful, cheap) == {}


def test_what_the_installation_demands_comes_first():
    rules = Rules(demands=Demands(no_training=True))
    trains = model("x-1", terms=Terms(company="A", may_train=True))
    assert codes(trains, rules=rules) == {"a/x-1": "may_train"}


def test_a_provider_whose_prices_nobody_knows_is_not_shut_out():
    assert codes(model("x-1", None), model("y-1", None), PLAIN) == {
        "a/x-1": "pool_unpriced",
        "a/y-1": "pool_unpriced",
    }
    assert codes(model("x-1", None, "b"), PLAIN) == {}
    assert codes(model("x-1", None), PLAIN, new=["a/x-1"]) == {}


# --- places ------------------------------------------------------------------------------


def chosen(*candidates: Candidate, taken=(), places=8, rules=RULES) -> list[str]:
    found = give_places(candidates, list(taken), rules, places)
    return [candidate.deployment.name for candidate in found]


def test_a_provider_gets_both_ends_of_its_prices_then_the_middle():
    ladder = [model(f"x{n}", 10.0 ** (1 - n)) for n in range(5)]
    assert chosen(*ladder, places=3) == ["a/x4", "a/x0", "a/x2"]


def test_no_provider_gets_more_than_half():
    assert len(chosen(*[model(f"x{n}", n + 1.0) for n in range(9)])) == 4
    assert len(chosen(*[model(f"x{n}", n + 1.0) for n in range(9)], rules=Rules(arms_max=2))) == 3


def test_every_provider_gets_one_before_any_gets_two():
    some = [model(f"x{n}", n + 1.0, p) for n in range(3) for p in "abcd"]
    providers = [name[0] for name in chosen(*some)]
    assert providers == ["a", "b", "c", "d", "a", "b", "c", "d"]


def test_what_is_taken_already_counts():
    taken = [model("old", 1.0)]
    assert chosen(model("near", 1.1), model("far", 9.0), taken=taken, places=1) == ["a/far"]
    other = model("x", 1.0, "b")
    assert chosen(model("far", 9.0), other, taken=taken, places=1) == ["b/x"]


def test_models_of_unknown_price_get_what_is_left():
    some = [model("x", None, "u"), model("y", 1.0), model("z", 2.0)]
    assert chosen(*some, places=2) == ["a/y", "a/z"]
    assert chosen(*some) == ["a/y", "a/z", "u/x"]


ladders = st.lists(
    st.tuples(
        st.sampled_from("abcde"),
        st.one_of(st.none(), st.floats(0.001, 40)),
    ),
    max_size=40,
)


@given(ladders, st.integers(0, 9))
def test_places_are_kept_and_the_order_of_a_list_decides_nothing_but_ties(ladder, places):
    some = [model(f"x{n}", dollars, provider) for n, (provider, dollars) in enumerate(ladder)]
    found = chosen(*some, places=places)
    assert len(found) == len(set(found)) <= places
    assert found == chosen(*some, places=places)
    for provider in "abcde":
        assert sum(name.startswith(provider) for name in found) <= RULES.share_max


def test_a_place_and_the_lack_of_one_are_explained():
    assert why_chosen(PLAIN).en == (
        "Chosen for its price level at a: a usual question costs $0.001000."
    )
    assert why_chosen(model("x", None)).code == "pool_chosen_unpriced"
    four = [model(f"x{n}") for n in range(4)]
    assert why_without_place(PLAIN, four, RULES).code == "pool_share"
    eight = [*four, *[model(f"x{n}", 1.0, "b") for n in range(4)]]
    assert why_without_place(PLAIN, eight, RULES).ko == "8자리가 모두 찼습니다."


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_filled_in_both_languages(code):
    names = ("provider", "fare", "arm", "status", "count", "purpose", "source", "date", "variant")
    names += ("missing", "rival", "size")
    reason = pool_reason(code, **{name: f"<{name}>" for name in names})
    assert "{" not in reason.en + reason.ko
    assert (reason.en.count("<") > 0) == (reason.ko.count("<") > 0)
