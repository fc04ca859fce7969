"""What a model name stands for, and what becomes of it when providers come and go."""

import asyncio
import logging

import pytest

from tape import TapeProvider
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Deployment, Feature, Prior
from wayfare.domain.errors import ModelNotFoundError, ProviderUnreachableError, SettingsError
from wayfare.domain.price import Price, Rates
from wayfare.gateway.catalog import GOALS, Catalog
from wayfare.ports import Call, Reply
from wayfare.settings.choosing import ArmRow, PivotSection
from wayfare.settings.whole import Settings


class Shelf:
    """A provider that lists what stands in it."""

    def __init__(self, name: str, *models: str, **fields) -> None:
        self.name = name
        self.listed = [Deployment(f"{name}/{model}", name, model, **fields) for model in models]
        self.failure: Exception | None = None
        self.on_listing = lambda: None

    async def deployments(self):
        self.on_listing()
        if self.failure:
            raise self.failure
        return self.listed

    async def send(self, call: Call) -> Reply:
        raise NotImplementedError

    async def close(self) -> None:
        pass


async def stocked(*shelves: Shelf, arm_rows=()) -> Catalog:
    catalog = Catalog({shelf.name: shelf for shelf in shelves}, arm_rows)
    await catalog.refresh()
    return catalog


async def test_a_goal_stands_for_every_model_that_chats():
    embedder = Shelf("e", "embed", features=frozenset({Feature.EMBEDDINGS}))
    catalog = await stocked(Shelf("a", "x", "y"), embedder)
    for goal in GOALS:
        found = catalog.candidates(goal)
        assert (found.goal, [arm.name for arm in found.arms]) == (Goal(goal), ["a/x", "a/y"])
    assert len(catalog.arms) == len(catalog.deployments) == 3


async def test_a_name_stands_for_one_model():
    catalog = await stocked(Shelf("a", "x"), Shelf("b", "x", "y"))
    assert catalog.candidates("a/x").arms[0].name == "a/x"
    assert catalog.candidates("a/x").goal is Goal.NAMED
    # a bare name only where it is clear whose it is
    assert catalog.candidates("y").arms[0].name == "b/y"
    with pytest.raises(ModelNotFoundError, match="a/x, b/x, b/y"):
        catalog.candidates("x")


@pytest.mark.parametrize("name", ["", "named", "auto:", "AUTO", "a/z"])
async def test_a_name_of_nothing_is_an_error_that_names_some_that_exist(name):
    catalog = await stocked(Shelf("a", "x"))
    with pytest.raises(ModelNotFoundError) as missing:
        catalog.candidates(name)
    assert "auto, auto:best, auto:cheap, auto:fast, a/x" in str(missing.value)
    assert missing.value.param == "model"


async def test_a_provider_that_does_not_answer_keeps_what_it_listed_before(caplog):
    shelf, other = Shelf("a", "x"), Shelf("b", "y")
    catalog = await stocked(shelf, other)
    shelf.failure = ProviderUnreachableError("gone", provider="a", status=502)
    other.listed = []
    with caplog.at_level(logging.WARNING):
        await catalog.refresh()
    assert [arm.name for arm in catalog.arms] == ["a/x"]
    assert catalog.faults == {"a": "gone"}
    assert "provider a lists no models: gone" in caplog.text
    shelf.failure = None
    await catalog.refresh()
    assert catalog.faults == {}


async def test_a_provider_may_come_while_the_others_are_asked():
    providers = {"a": Shelf("a", "x"), "b": Shelf("b", "y")}
    providers["a"].on_listing = lambda: providers.setdefault("c", TapeProvider(name="c"))
    catalog = Catalog(providers)
    await catalog.refresh()
    assert [arm.name for arm in catalog.arms] == ["a/x", "b/y"]
    await catalog.refresh()
    assert "tape" in [arm.name for arm in catalog.arms]


async def test_who_came_meanwhile_is_not_forgotten_by_a_listing_that_began_before():
    slow = Shelf("a", "x")
    asked, answer = asyncio.Event(), asyncio.Event()

    async def slowly():
        asked.set()
        await answer.wait()
        return slow.listed

    quickly, slow.deployments = slow.deployments, slowly
    shelves = {"a": slow}
    catalog = Catalog(shelves)
    early = asyncio.create_task(catalog.refresh())
    await asked.wait()
    shelves["b"] = Shelf("b", "y")
    slow.deployments = quickly
    await catalog.refresh()
    answer.set()
    await early
    assert [d.name for d in catalog.deployments] == ["a/x", "b/y"]


async def test_providers_are_asked_at_the_same_time():
    """Or five that do not answer would keep a newcomer waiting five times as long."""
    meeting = asyncio.Barrier(2)

    class Patient(Shelf):
        async def deployments(self):
            await asyncio.wait_for(meeting.wait(), 30)
            return self.listed

    catalog = await stocked(Patient("a", "x"), Patient("b", "y"))
    assert [arm.name for arm in catalog.arms] == ["a/x", "b/y"]


async def test_a_quality_is_presumed_from_the_price_only_where_none_is_known():
    price = Price(Rates(0, 1_000_000))
    shelf = Shelf("a")
    known = Prior({"": 0.5})
    shelf.listed = [
        Deployment("priced", "a", "1", price=price),
        Deployment("known", "a", "2", price=price, prior=known),
        Deployment("new", "a", "3"),
    ]
    catalog = await stocked(shelf)
    priced, kept, new = catalog.deployments
    assert 0.5 < priced.prior.quality_in("ko") < 1
    assert priced.prior.basis == "presumed from its price"
    assert kept.prior == known
    assert new.prior.quality_in("ko") is None


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"reasoning_effort": "low"}, "a/x@low"),
        ({"output_tokens_max": 200}, "a/x@200t"),
        ({"reasoning_effort": "low", "output_tokens_max": 200}, "a/x@low+200t"),
        ({"name": "terse", "system_prompt": "Be brief."}, "terse"),
    ],
)
async def test_a_further_arm_is_named_after_its_setup(row, name):
    catalog = await stocked(Shelf("a", "x"), arm_rows=[ArmRow(deployment="a/x", **row)])
    assert [arm.name for arm in catalog.arms] == ["a/x", name]
    assert catalog.candidates(name).arms[0].deployment.name == "a/x"
    assert catalog.candidates("x").arms[0].name == "a/x"
    assert len(catalog.candidates("auto").arms) == 2


async def test_a_further_arm_of_what_is_not_there_waits():
    catalog = await stocked(Shelf("a", "x"), arm_rows=[ArmRow(deployment="b/y", name="later")])
    assert [arm.name for arm in catalog.arms] == ["a/x"]


async def test_a_further_arm_without_name_or_setup_is_an_error():
    with pytest.raises(SettingsError, match="has no name"):
        await stocked(Shelf("a", "x"), arm_rows=[ArmRow(deployment="a/x", system_prompt="Hm.")])


PIVOT = {"deployment": "a/x", "translator": "a/y"}


@pytest.mark.parametrize(
    "other",
    [
        {"translator": "a/x"},
        {"system_prompt": "Be brief."},
        {"name": "a/x@via-en", "middle": "ja"},
        {"name": "a/x@via-en", "deployment": "b/gone"},  # it may be listed tomorrow
    ],
)
async def test_two_different_further_arms_of_one_name_are_an_error(other):
    rows = [ArmRow(**PIVOT), ArmRow(**PIVOT | other)]
    with pytest.raises(SettingsError, match="Two different arms are named a/x@via-en") as wrong:
        await stocked(Shelf("a", "x", "y"), arm_rows=rows)
    assert "`name` in `[[arms]]`" in str(wrong.value)


async def test_a_pivot_that_is_set_twice_alike_is_one_arm():
    rows = Settings(
        arms=[ArmRow(**PIVOT)], pivot=PivotSection(models=["a/x"], translator="a/y")
    ).arm_rows
    catalog = await stocked(Shelf("a", "x", "y"), arm_rows=rows)
    assert [arm.name for arm in catalog.arms] == ["a/x", "a/y", "a/x@via-en"]


async def test_pivots_through_two_languages_have_names_of_their_own():
    rows = [ArmRow(**PIVOT), ArmRow(**PIVOT, middle="ja")]
    catalog = await stocked(Shelf("a", "x", "y"), arm_rows=rows)
    assert [arm.name for arm in catalog.arms][2:] == ["a/x@via-en", "a/x@via-ja"]
