"""Old questions with good answers are asked again, and that a model changed is told."""

import asyncio
from dataclasses import dataclass, field, replace

import msgspec
import pytest

from compared import measure_judge
from wayfare.bootstrap.background import keeping_of
from wayfare.domain.audit import Actor
from wayfare.domain.demands import Demands
from wayfare.domain.deployment import Deployment, Terms
from wayfare.domain.epoch import Change, Epoch
from wayfare.domain.shadow import By
from wayfare.domain.vigil import Round, Vigil
from wayfare.gateway.asides.aside import VIGIL
from wayfare.gateway.learning.say_changed import say_changed, say_unchanged
from wayfare.gateway.vigils import weigh as weighing
from wayfare.gateway.vigils.keep import Keeping
from wayfare.gateway.vigils.ready import Finder, watched_arms
from wayfare.gateway.vigils.see import VigilState, see_vigils
from wayfare.gateway.vigils.weigh import draw, lot, weigh
from wayfare.ports import Call, Provider, Reply
from wayfare.settings.choosing import ArmRow, CertificateSection, Exploration, Routing, VigilSection
from wayfare.settings.whole import Settings
from wayfare.store.epochs import begin_epochs, read_epochs
from wayfare.store.explored import paid_micros
from wayfare.store.vigils import claim_round, last_vigils, read_rounds

LARGE, JUDGE = "scripted-large", "scripted-thinker"
#: As good as no time: whoever was asked just now is due again.
AT_ONCE = 1e-12
SOON = VigilSection(every_hours=AT_ONCE, rounds=20, budget_micros=10**9)


@dataclass
class Replaced:
    """A provider that puts the plain model behind the large one's name, once it is told to."""

    inner: Provider
    terms: Terms | None = None
    is_changed: bool = False
    calls: list[Call] = field(default_factory=list)

    async def deployments(self) -> list[Deployment]:
        found = await self.inner.deployments()
        return [replace(each, terms=self.terms or each.terms) for each in found]

    async def send(self, call: Call) -> Reply:
        self.calls.append(call)
        if self.is_changed:
            body = call.body.replace(b'"scripted-large"', b'"scripted-plain"')
            call = msgspec.structs.replace(call, body=body)
        return await self.inner.send(call)

    async def close(self) -> None:
        await self.inner.close()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return msgspec.structs.replace(
        settings,
        routing=Routing(baseline=LARGE),
        certificate=CertificateSection(mode="open", held_share=0),
        exploration=Exploration(share=0.0, budget_micros=10**9),
        vigil=SOON,
    )


@pytest.fixture
async def upstream(wayfare) -> Replaced:
    wayfare.providers["scripted"] = Replaced(wayfare.providers["scripted"])
    await wayfare.parts.catalog.refresh()
    return wayfare.providers["scripted"]


@pytest.fixture
def keeping(wayfare, upstream) -> Keeping:
    return keeping_of(wayfare, wayfare.parts.learner.exploring)


@pytest.fixture
def asked(client, wayfare, record):
    """So many questions to the large model, and what was said of its answers."""

    async def ask(count, *, said="check", right=144, first=0, **options):
        if not first:  # the first question of all is not looked at
            await client.chat("Hi", model="auto:best")
            await wayfare.parts.learner.refresh()
        for number in range(first, first + count):
            text = (
                f"#by {LARGE} It is 144.\n#by scripted-plain It is 7.\n"
                f"How many eggs are in {number + 2} boxes, and who lays them?"
            )
            answer = await client.chat(
                text, model="auto:best", **options, metadata={"topic": f"topic-{number % 5}"}
            )
            assert answer.ticket["arm"] == LARGE
            outcome = {"decision_id": answer.ticket["decision_id"], "kind": said}
            if said == "check":
                outcome["check"] = {"type": "number", "expected": right}
            else:
                outcome["score"] = 1
            kept = await client.request("POST", "/v1/outcomes", json=outcome)
            assert kept.status == 200, kept.body
        record.decisions()
        await wayfare.parts.learner.refresh()

    return ask


async def scored(keeping, turns):
    return [await keeping.turn() for _ in range(turns)]


def rounds_of(wayfare):
    vigil = last_vigils(wayfare.database)[LARGE]
    return vigil, read_rounds(wayfare.database, vigil)


async def test_good_answers_are_asked_for_again_and_checked(asked, keeping, wayfare):
    await asked(8)
    await asked(2, right=145, first=8)
    assert await scored(keeping, 2) == [20, 20]
    vigil, rounds = rounds_of(wayfare)
    assert len(vigil.questions) == 8
    assert all(each.judge is None for each in vigil.questions)
    assert {told.scored.by for told in rounds} == {By.CHECK}
    assert {told.scored.score for told in rounds} == {1.0}
    assert len({told.round.place for told in rounds}) == 8
    (seen,) = see_vigils(wayfare.database)
    assert (seen.arm, seen.scored, seen.mean_points) == (LARGE, 40, 100.0)
    assert seen.state is VigilState.STEADY


async def test_nothing_of_it_is_learned(asked, keeping, wayfare):
    await asked(8)
    before = (await wayfare.parts.learner.known()).lessons
    await keeping.turn()
    await wayfare.parts.learner.refresh()
    assert (await wayfare.parts.learner.known()).lessons == before


async def test_a_model_that_was_replaced_is_told_and_begins_an_epoch(
    asked, keeping, wayfare, upstream, monkeypatch
):
    # lots go by when a vigil began; by some, the questions just before make it seem sooner
    monkeypatch.setattr(
        weighing, "lot", lambda vigil, *its: lot(msgspec.structs.replace(vigil, since=1.0), *its)
    )
    await asked(8)
    await scored(keeping, 5)
    upstream.is_changed = True
    for _ in range(6):
        if read_epochs(wayfare.database):
            break
        await keeping.turn()
    (epoch,) = read_epochs(wayfare.database)
    _, rounds = rounds_of(wayfare)
    assert (epoch.arm, epoch.change, epoch.note) == (LARGE, Change.WATCHED, "worse")
    assert rounds[97].round.at <= epoch.since <= rounds[103].round.at
    (seen,) = see_vigils(wayfare.database)
    assert (seen.state, seen.changed_at) == (VigilState.CHANGED, epoch.since)
    assert (seen.is_worse, seen.false_once_in) == (True, 10_000)
    assert wayfare.claims.changes()[LARGE] == epoch.since
    await keeping.turn()
    (seen,) = see_vigils(wayfare.database)
    assert (seen.state, seen.scored) == (VigilState.STEADY, 20)  # it goes on with the new one


async def test_a_change_that_was_taken_back_is_not_told_again(asked, keeping, wayfare, upstream):
    await asked(8)
    await scored(keeping, 5)
    upstream.is_changed = True
    await scored(keeping, 3)
    assert len(read_epochs(wayfare.database)) == 1
    clock = wayfare.parts.clock
    say_unchanged(wayfare.database, clock, Actor("owner", "terminal"), LARGE)
    await scored(keeping, 2)
    assert read_epochs(wayfare.database) == []


async def test_a_change_that_is_known_otherwise_begins_a_vigil_anew(asked, keeping, wayfare):
    await asked(8)
    await keeping.turn()
    first, _ = rounds_of(wayfare)
    say_changed(wayfare.database, wayfare.parts.clock, Actor("owner", "terminal"), LARGE)
    await keeping.turn()
    vigil, rounds = rounds_of(wayfare)
    assert vigil.since > first.since
    assert len(rounds) == 20


async def test_fewer_questions_than_are_needed_are_not_asked(asked, keeping, wayfare):
    await asked(5)
    assert await keeping.turn() == 0
    assert last_vigils(wayfare.database) == {}


async def test_a_vigil_begins_anew_where_there_are_twice_as_many_questions(asked, keeping, wayfare):
    await asked(6)
    await keeping.turn()
    await asked(5, first=6)
    await keeping.turn()
    assert len(rounds_of(wayfare)[0].questions) == 6
    await asked(2, first=11)
    await keeping.turn()
    vigil, rounds = rounds_of(wayfare)
    assert (len(vigil.questions), len(rounds)) == (13, 20)


async def test_it_is_asked_on_its_schedule(asked, keeping, wayfare):
    await asked(8)
    assert await keeping.turn() == 20
    keeping.settings = msgspec.structs.replace(SOON, every_hours=24.0)
    assert await keeping.turn() == 0
    keeping.settings = msgspec.structs.replace(SOON, every_hours=0.0)
    assert await keeping.turn() == 0


async def test_texts_that_are_kept_no_more_are_not_asked(asked, keeping, wayfare):
    await asked(8)
    await keeping.turn()
    vigil, _ = rounds_of(wayfare)
    with wayfare.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE requests SET prompt = NULL WHERE id IN (SELECT request_id FROM decisions"
            f" WHERE id = '{vigil.questions[3].decision_id}')"
        )
    await keeping.turn()
    _, rounds = rounds_of(wayfare)
    assert {3 in told.round.among for told in rounds[:20]} == {True}
    assert {3 in told.round.among for told in rounds[20:]} == {False}
    assert 3 not in {told.round.place for told in rounds[20:]}


async def test_what_may_not_be_learned_from_is_not_asked(asked, keeping, wayfare):
    await asked(8)
    with wayfare.database.write() as connection:
        connection.exec_driver_sql("UPDATE requests SET may_learn = FALSE")
    assert await keeping.turn() == 0


async def test_its_own_budget_ends_it(asked, keeping, wayfare):
    await asked(8)
    fares = [each.fare_micros for each in questions_of(keeping).values()]
    keeping.settings = msgspec.structs.replace(SOON, budget_micros=3 * max(fares) + 1)
    assert 3 <= await keeping.turn() < 20


async def test_the_budget_for_exploring_ends_it(asked, keeping, wayfare):
    await asked(8)
    exploring = wayfare.parts.learner.exploring
    exploring.begin_day(wayfare.parts.clock.now())
    exploring.pay(10**9)
    assert await keeping.turn() == 0
    assert rounds_of(wayfare)[1] == []


def questions_of(keeping):
    """What can be asked of the large model, with its fares."""
    parts = keeping.parts()
    arm = next(arm for arm in parts.catalog.arms if arm.name == LARGE)
    finder = Finder(parts, keeping.database, parts.learner.fold.knowledge)
    return finder.of(Vigil(LARGE, 1.0, tuple(finder.candidates(arm))), arm)


async def test_where_nobody_was_measured_nobody_judges(asked, keeping, wayfare):
    await asked(8, said="vote")
    assert await keeping.turn() == 0


async def test_a_measured_judge_holds_answers_against_the_first_ones(
    asked, keeping, wayfare, upstream, provider_of
):
    measure_judge(wayfare.database, JUDGE, 200)
    provider_of(upstream).judges[JUDGE] = "fair"
    await asked(8, said="vote")
    assert await keeping.turn() == 20
    vigil, rounds = rounds_of(wayfare)
    assert {each.judge for each in vigil.questions} == {JUDGE}
    assert {(told.scored.score, told.scored.by) for told in rounds} == {(0.5, By.EQUAL)}
    upstream.is_changed = True
    await keeping.turn()
    _, rounds = rounds_of(wayfare)
    assert {told.scored.by for told in rounds[20:]} == {By.JUDGE}
    assert all(told.scored.score in (0.0, 0.5) for told in rounds[20:])


@pytest.fixture
def provider_of():
    return lambda upstream: upstream.inner


async def test_two_processes_do_not_ask_twice(asked, keeping, wayfare):
    await asked(8)
    await keeping.turn()
    vigil, rounds = rounds_of(wayfare)
    number, now = len(rounds), wayfare.parts.clock.now()
    claim_round(wayfare.database, Round(LARGE, vigil.since, number, now, 0, rounds[-1].round.among))
    assert await keeping.turn() == 0
    assert len(rounds_of(wayfare)[1]) == number + 1


async def test_a_round_whose_process_died_is_closed(asked, keeping, wayfare):
    await asked(8)
    await keeping.turn()
    vigil, rounds = rounds_of(wayfare)
    number, long_ago = len(rounds), wayfare.parts.clock.now() - 4_000
    among = rounds[-1].round.among
    claim_round(wayfare.database, Round(LARGE, vigil.since, number, long_ago, 0, among))
    assert await keeping.turn() == 20
    lost = rounds_of(wayfare)[1][number].scored
    assert (lost.score, lost.why) == (None, "Wayfare ended meanwhile.")


async def test_a_model_that_does_not_answer_says_nothing(asked, keeping, wayfare, upstream):
    await asked(8)
    upstream.inner.faults[LARGE] = "status=503"
    assert await keeping.turn() == 0
    _, rounds = rounds_of(wayfare)
    assert {told.scored.score for told in rounds} == {None}
    assert all(told.scored.why for told in rounds)


async def test_asking_again_stands_in_the_record_and_counts_as_exploring(
    asked, keeping, wayfare, record
):
    await asked(8)
    await keeping.turn()
    again = [each for each in record.decisions() if each.reason.code == "watching"]
    assert len(again) == 20
    assert await asyncio.to_thread(paid_micros, wayfare.database, 0.0, (VIGIL,)) > 0
    assert wayfare.parts.learner.exploring.micros > 0


class TestDemands:
    """Questions under demands go to nobody who does not fulfil them now."""

    async def test_none_leaves_for_whoever_may_train_by_now(
        self, asked, keeping, wayfare, upstream
    ):
        upstream.terms = Terms(company="Inc.", country="US", may_train=False)
        await wayfare.parts.catalog.refresh()
        await asked(8, headers={"x-wayfare-demands": "no_training"})
        assert await keeping.turn() == 20
        upstream.terms = Terms(company="Inc.", country="US", may_train=True)
        await wayfare.parts.catalog.refresh()
        before = len(upstream.calls)
        assert await keeping.turn() == 0
        assert len(upstream.calls) == before

    async def test_what_this_installation_demands_counts_too(
        self, asked, keeping, wayfare, upstream
    ):
        upstream.terms = Terms(company="Inc.", country="US", may_train=True)
        await wayfare.parts.catalog.refresh()
        await asked(8)
        wayfare.parts = replace(wayfare.parts, demands=Demands(no_training=True))
        before = len(upstream.calls)
        assert await keeping.turn() == 0
        assert len(upstream.calls) == before


async def test_what_is_told_follows_from_the_log(asked, keeping, wayfare, upstream):
    await asked(8)
    await scored(keeping, 5)
    upstream.is_changed = True
    await scored(keeping, 1)
    vigil, rounds = rounds_of(wayfare)
    one, other = weigh(vigil, rounds), weigh(vigil, rounds)
    assert one.again.alarm == other.again.alarm > 1
    assert one.changed_at == other.changed_at
    for told in rounds:
        assert told.round.place == draw(vigil, told.round.number, told.round.among)
        assert 0 <= lot(vigil, told.round.number, "tie") < 1


class TestCascade:
    """A cascade has no vigil of its own: its models have, and it changes when one of them does."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        both = ArmRow(LARGE, "both", cheap="scripted-plain", second=JUDGE)
        return msgspec.structs.replace(settings, arms=[both])

    @pytest.fixture
    async def in_cascade(self, asked, wayfare):
        """As if the large model had answered as the dearer one of the cascade."""
        await asked(8)
        with wayfare.database.write() as connection:
            for table in ("decisions", "attempts", "outcomes"):
                connection.exec_driver_sql(f"UPDATE {table} SET arm = 'both'")
        await wayfare.parts.learner.refresh()

    async def test_its_models_are_asked_what_they_answered_in_it(
        self, in_cascade, keeping, wayfare
    ):
        assert await keeping.turn() == 20
        vigil, rounds = rounds_of(wayfare)
        assert len(vigil.questions) == 8
        assert {told.scored.score for told in rounds} == {1.0}
        assert set(last_vigils(wayfare.database)) == {LARGE}

    async def test_a_model_that_is_only_part_of_it_is_watched(self, wayfare, upstream):
        catalog = wayfare.parts.catalog
        (both,) = (arm for arm in catalog.arms if arm.ahead)
        catalog._chat_arms = (both,)
        assert {arm.name for arm in watched_arms(catalog)} == {LARGE, "scripted-plain", JUDGE}

    async def test_what_is_shown_of_it_expires_with_what_is_shown_of_them(self, wayfare, upstream):
        clock = wayfare.parts.clock
        begin_epochs(wayfare.database, [Epoch(JUDGE, 7.0, Change.WATCHED, "worse", clock.now())])
        expected = {JUDGE: 7.0, "both": 7.0}
        assert wayfare.claims.changes() == wayfare.whole_policy.changes() == expected
