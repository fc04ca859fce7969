"""Who is in the pool, who comes and goes, and what is remembered of it."""

import asyncio
import random
from threading import Event

import pytest
from pool_table import Table

from wayfare.domain.arm import Arm, Setup
from wayfare.domain.demands import Demands
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import BadRequestError
from wayfare.domain.pool import Membership, ProbeOutcome
from wayfare.domain.price import Price, Rates
from wayfare.gateway.clock import Clock
from wayfare.gateway.pool.pool import RECHECK_S, Pool
from wayfare.gateway.pool.rows import PoolRows
from wayfare.gateway.pool.standings import Named
from wayfare.routing.pool import Rules

DAY = 1_795_000_000.0  # in November 2026
EMBEDDER = frozenset({Feature.EMBEDDINGS})


def _name(word: str, number: int) -> str:
    """A name that tells nothing: digits would be versions."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return word + letters[number // 26] * (number >= 26) + letters[number % 26]


class Time:
    now = DAY


def remote(name: str, provider: str = "a", dollars: float | None = 1.0, **fields) -> Deployment:
    price = None if dollars is None else Price(Rates(round(dollars * 1e6), 0))
    return Deployment(f"{provider}/{name}", provider, name, price=price, **fields)


def local(name: str) -> Deployment:
    return Deployment(f"local/{name}", "local", name, is_local=True)


class Bench:
    """A pool with its table and its clock, shown some deployments."""

    def __init__(self, *deployments: Deployment, table=None, **options) -> None:
        self.table, self.time = table or Table(), Time()
        clock = Clock(lambda: self.time.now, lambda: 0.0, random.Random(1))
        rules = Rules(**options.pop("rules", {}))
        self.pool = Pool(rules, PoolRows(self.table), clock, **options)
        asyncio.run(self.pool.rows.load())
        self.show(*deployments)

    def show(self, *deployments: Deployment, faults=(), setups=()) -> None:
        arms = [Arm(d.name, d) for d in deployments if d.features]
        self.pool.review(deployments, [*arms, *setups], faults)

    @property
    def taken(self) -> list[str]:
        return [arm.name for arm in self.pool.members()]

    def code(self, name: str) -> str:
        (place,) = [place for place in self.pool.places() if place.name == name]
        return place.reason.code

    def answer(self, name: str, outcome=ProbeOutcome.ANSWERED, status=200) -> None:
        (arm,) = [arm for arm in self.pool.to_probe() if arm.name == name]
        self.pool.note_probe(arm, outcome, status, 7)

    def saved(self) -> Table:
        asyncio.run(self.pool.rows.save())
        return self.table


LADDER = [remote(_name("x", n), dollars=10.0 ** (1 - n)) for n in range(4)]


# --- who is in ---------------------------------------------------------------------------


def test_models_on_this_machine_are_in_without_being_chosen_or_remembered():
    bench = Bench(local("small"), local("tiny"))
    assert bench.taken == ["local/small", "local/tiny"]
    assert bench.pool.rows == {}
    assert bench.pool.to_probe() == []
    assert bench.code("local/tiny") == "pool_local"


def test_models_on_this_machine_leave_half_of_the_places_to_others():
    here = [local(_name("m", n)) for n in range(9)]
    assert len(Bench(*here).taken) == 8
    bench = Bench(*here, *LADDER)
    assert [name.partition("/")[0] for name in bench.taken] == ["local"] * 4 + ["a"] * 4
    assert bench.code("local/mi") == "pool_beyond"


def test_what_cannot_chat_is_out():
    bench = Bench(
        Deployment("local/e", "local", "e", is_local=True, features=EMBEDDER),
        remote("e", features=EMBEDDER),
        remote("n", features=frozenset()),
    )
    assert bench.taken == []
    assert bench.code("local/e") == bench.code("a/e") == "pool_embeddings"
    assert bench.code("a/n") == "pool_not_chat"


def test_what_the_settings_offer_is_in_before_what_is_chosen():
    models = [remote(_name("x", n), dollars=None) for n in range(7)]
    named = Named(models=frozenset(model.name for model in models))
    bench = Bench(*models, *[remote(_name("y", n), "b", n + 1.0) for n in range(6)], named=named)
    assert bench.taken[:7] == [model.name for model in models]
    assert len(bench.taken) == 8
    assert bench.code("a/xa") == "pool_named"


def test_what_the_settings_name_for_auto_is_in_over_all_bounds():
    named = Named(arms=frozenset(d.name for d in LADDER))
    bench = Bench(local("small"), *LADDER, named=named, rules={"arms_max": 2})
    assert bench.taken == [d.name for d in LADDER]


def test_a_further_arm_is_in_for_somebody_wrote_it():
    model = remote("old-1-preview")
    bench = Bench(model)
    bench.show(model, setups=[Arm("brief", model, Setup(output_tokens_max=9))])
    assert bench.taken == ["brief"]
    assert bench.code("brief") == "pool_named"


def test_what_the_settings_offer_no_longer_is_judged_as_new():
    named = Named(models=frozenset({"a/xa"}))
    table = Bench(*LADDER, named=named).saved()
    bench = Bench(*LADDER, table=table)
    assert bench.code("a/xa") == "pool_proposed"


# --- memory ------------------------------------------------------------------------------


def test_the_pool_that_was_chosen_stays():
    table = Bench(*LADDER).saved()
    assert len(table.rows) == 4
    bench = Bench(*[remote(_name("x", n), dollars=10.0 ** (n - 2)) for n in range(4)], table=table)
    assert not bench.pool.rows.has_changes
    assert len(bench.taken) == 4


def test_a_new_provider_gets_the_places_that_are_left():
    table = Bench(*LADDER).saved()
    bench = Bench(*LADDER, *[remote(_name("y", n), "b", n + 1.0) for n in range(6)], table=table)
    assert [name[0] for name in bench.taken] == ["a"] * 4 + ["b"] * 4


def test_where_none_is_left_the_best_of_a_new_provider_are_proposed():
    two = [*LADDER, *[remote(_name("y", n), "b", n + 1.0) for n in range(4)]]
    table = Bench(*two).saved()
    bench = Bench(*two, *[remote(_name("z", n), "c", n + 1.0) for n in range(6)], table=table)
    assert {name[0] for name in bench.taken} == {"a", "b"}
    assert bench.pool.proposed() == ["c/za", "c/zb", "c/zf"]  # both ends and the middle
    assert bench.code("c/zc") == "pool_beyond"


def test_a_newcomer_of_unknown_price_is_proposed_and_says_so():
    table = Bench(*LADDER).saved()
    bench = Bench(*LADDER, remote("y-9", dollars=None), table=table)
    assert bench.code("a/y-9") == "pool_proposed_unpriced"
    assert bench.pool.proposed() == ["a/y-9"]


def test_who_does_not_answer_just_now_is_told_from_who_is_gone():
    bench = Bench(*LADDER)
    bench.show(local("small"), faults=["a"])
    assert bench.code("a/xa") == "pool_unheard"
    bench.show(local("small"))
    assert bench.code("a/xa") == "pool_vanished"
    bench.show(*LADDER)
    assert bench.code("a/xa") == "pool_chosen"


def test_another_process_that_takes_an_arm_out_is_heard():
    bench = Bench(*LADDER)
    table = bench.saved()
    other = Bench(*LADDER, table=table)
    other.pool.remove("a/xa")
    other.saved()
    asyncio.run(bench.pool.rows.load())
    bench.show(*LADDER)
    assert bench.taken == ["a/xb", "a/xc", "a/xd"]


def test_what_is_not_saved_yet_outlives_a_look_at_the_table():
    bench = Bench(*LADDER)
    bench.saved()
    bench.pool.remove("a/xa")
    asyncio.run(bench.pool.rows.load())
    assert bench.code("a/xa") == "pool_removed"
    assert bench.pool.rows.has_changes


class SlowTable(Table):
    """A table whose rows come late, as they were when they were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked, self.may_answer = Event(), Event()
        self.may_answer.set()

    def read(self):
        rows = super().read()
        self.is_asked.set()
        assert self.may_answer.wait(5)
        return rows


def test_what_is_saved_while_the_table_is_read_is_not_forgotten():
    table = SlowTable()
    bench = Bench(*LADDER, table=table)
    bench.saved()

    async def save_meanwhile() -> None:
        table.is_asked.clear()
        table.may_answer.clear()
        loading = asyncio.create_task(bench.pool.rows.load())
        await asyncio.to_thread(table.is_asked.wait, 5)
        bench.pool.remove("a/xa")
        saving = asyncio.create_task(bench.pool.rows.save())
        await asyncio.sleep(0.05)
        table.may_answer.set()
        await asyncio.gather(loading, saving)

    asyncio.run(save_meanwhile())
    assert bench.code("a/xa") == "pool_removed"
    assert table.rows["a/xa"].state is Membership.OUT


# --- a person's word ---------------------------------------------------------------------


def test_a_person_takes_out_and_lets_in():
    bench = Bench(local("small"), *LADDER)
    bench.pool.remove("a/xa")
    bench.pool.remove("local/small")
    assert bench.taken == ["a/xb", "a/xc", "a/xd"]
    assert bench.code("local/small") == "pool_removed"
    bench.pool.add("a/xa")
    bench.pool.add("local/small")
    assert bench.taken == ["local/small", "a/xa", "a/xb", "a/xc", "a/xd"]
    assert bench.code("a/xa") == "pool_added"


def test_nobody_comes_in_where_all_places_are_taken():
    bench = Bench(*LADDER, remote("y", "b"), rules={"arms_max": 3})
    (name,) = [d.name for d in [*LADDER, remote("y", "b")] if d.name not in bench.taken][:1]
    with pytest.raises(BadRequestError, match="`auto` takes 3 models") as full:
        bench.pool.add(name)
    assert "`wayfare models remove`" in full.value.cure
    bench.pool.add(bench.taken[0])  # is in, and so may stay


@pytest.mark.parametrize("name", ["a/nothing", "a/e"])
def test_only_what_can_be_asked_comes_in(name):
    bench = Bench(*LADDER, remote("e", features=EMBEDDER))
    with pytest.raises(BadRequestError, match="can be asked questions"):
        bench.pool.add(name)


def test_what_the_settings_name_for_auto_is_not_taken_out_by_command():
    bench = Bench(*LADDER, named=Named(arms=frozenset({"a/xa"})))
    with pytest.raises(BadRequestError, match=r"`pool.arms` in the settings"):
        bench.pool.remove("a/xa")
    with pytest.raises(BadRequestError, match="There is no model"):
        bench.pool.remove("a/nothing")


def test_to_choose_anew_forgets_all_but_a_persons_word():
    rules = {"arms_max": 4}
    bench = Bench(*LADDER, rules=rules)
    bench.pool.remove("a/xa")
    bench.saved()
    others = [remote(_name("y", n), "b", n + 1.0) for n in range(4)]
    bench.show(*LADDER, *others)
    asyncio.run(bench.pool.choose_anew())
    assert {name[0] for name in bench.taken} == {"a", "b"}
    assert len(bench.taken) == 4
    assert bench.code("a/xa") == "pool_removed"


# --- probes and refusals -----------------------------------------------------------------


def test_an_arm_comes_in_once_it_was_asked():
    bench = Bench(local("small"), *LADDER, is_probing=True)
    assert bench.taken == ["local/small"]
    bench.answer("a/xa")
    assert bench.taken == ["local/small", "a/xa"]
    row = bench.pool.rows["a/xa"]
    assert (row.probed_at, row.probe, row.probe_micros) == (DAY, ProbeOutcome.ANSWERED, 7)


def test_while_none_was_asked_the_chosen_are_better_than_nothing():
    bench = Bench(*LADDER, is_probing=True)
    assert len(bench.taken) == 4
    bench.answer("a/xa")
    assert bench.taken == ["a/xa"]


@pytest.mark.parametrize("outcome", [o for o in ProbeOutcome if o is not ProbeOutcome.REFUSED])
def test_only_a_refusal_keeps_an_arm_out(outcome):
    bench = Bench(*LADDER, is_probing=True)
    bench.answer("a/xa", outcome, 429)
    assert bench.taken == ["a/xa"]
    assert [arm.name for arm in bench.pool.to_probe()] == ["a/xb", "a/xc", "a/xd"]


def test_the_next_best_takes_the_place_of_the_refused():
    bench = Bench(*LADDER, remote("xj", dollars=0.02), is_probing=True)
    assert bench.code("a/xj") == "pool_share"
    bench.answer("a/xd", ProbeOutcome.REFUSED, 404)
    assert bench.code("a/xd") == "pool_refused"
    assert bench.code("a/xj") == "pool_chosen"
    assert "a/xj" in [arm.name for arm in bench.pool.to_probe()]


def test_an_older_model_is_sensible_once_the_newest_is_refused():
    bench = Bench(remote("m-2"), remote("m-1"), is_probing=True)
    assert bench.code("a/m-1") == "pool_older"
    bench.answer("a/m-2", ProbeOutcome.REFUSED, 403)
    assert bench.code("a/m-1") == "pool_chosen"


def test_a_provider_that_refuses_everything_is_not_asked_for_all_it_has():
    bench = Bench(*[remote(_name("x", n), dollars=n + 1.0) for n in range(40)], is_probing=True)
    asked = 0
    while waiting := bench.pool.to_probe():
        for arm in waiting:
            bench.pool.note_probe(arm, ProbeOutcome.REFUSED, 403, 0)
            asked += 1
    assert asked <= 8
    assert bench.taken == []
    assert bench.code("a/xu") == "pool_untried"


def test_nothing_is_asked_that_the_installation_demands_away():
    demands = Demands(providers=frozenset({"b"}))
    named = Named(models=frozenset({"a/xa"}))
    bench = Bench(
        *LADDER, remote("y", "b"), rules={"demands": demands}, named=named, is_probing=True
    )
    assert [arm.name for arm in bench.pool.to_probe()] == ["b/y"]


def test_a_refused_question_takes_an_arm_out_and_has_it_asked_once_more():
    bench = Bench(*LADDER, is_probing=True)
    for deployment in LADDER:
        bench.answer(deployment.name)
    arm = bench.pool.members()[0]
    assert bench.pool.refuse(arm, 404)
    assert bench.taken == ["a/xb", "a/xc", "a/xd"]
    assert bench.code("a/xa") == "pool_refused_while_serving"
    bench.answer("a/xa")
    assert bench.taken == ["a/xa", "a/xb", "a/xc", "a/xd"]
    assert bench.code("a/xa") == "pool_chosen"
    # and not again and again
    assert bench.pool.refuse(arm, 404)
    assert bench.pool.to_probe() == []
    bench.time.now += RECHECK_S
    assert [arm.name for arm in bench.pool.to_probe()] == ["a/xa"]
    bench.answer("a/xa", ProbeOutcome.REFUSED, 404)
    assert bench.code("a/xa") == "pool_refused"
    assert bench.pool.to_probe() == []
    bench.pool.add("a/xa")
    assert [arm.name for arm in bench.pool.to_probe()] == ["a/xa"]


def test_an_arm_that_is_out_or_local_loses_nothing_by_a_refusal():
    bench = Bench(local("small"), remote("m-2"), remote("m-1"))
    older, here = bench.pool.standings.arms["a/m-1"], bench.pool.standings.arms["local/small"]
    assert not bench.pool.refuse(older, 404)
    assert not bench.pool.refuse(here, 404)
    assert bench.code("a/m-1") == "pool_older"
    assert bench.taken == ["local/small", "a/m-2"]


def test_a_further_arm_that_is_refused_goes_out_alone():
    model = remote("m-2")
    bench = Bench(model)
    brief = Arm("brief", model, Setup(output_tokens_max=9))
    bench.show(model, setups=[brief])
    assert bench.pool.refuse(brief, 403)
    assert bench.taken == ["a/m-2"]


def test_all_arms_of_a_model_that_is_refused_go_out():
    model = remote("m-2")
    bench = Bench(model)
    bench.show(model, setups=[Arm("brief", model, Setup(output_tokens_max=9))])
    assert bench.pool.refuse(bench.pool.standings.arms["a/m-2"], 403)
    assert bench.taken == []


def test_every_place_is_told_as_it_is():
    bench = Bench(local("small"), *LADDER, remote("x-1-preview"))
    states = {place.name: place.state for place in bench.pool.places()}
    assert states == {
        "local/small": Membership.IN,
        **{d.name: Membership.IN for d in LADDER},
        "a/x-1-preview": Membership.OUT,
    }
