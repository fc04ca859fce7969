"""A deployment looks at questions: in time or not at all, where it may, and paid by who asks."""

from dataclasses import replace

import numpy as np
import pytest

from wayfare.bootstrap import Options, run_wayfare
from wayfare.domain.arm import Arm
from wayfare.domain.budget import Budget, Period, Rate, Scope
from wayfare.domain.chat import ChatRequest, Context, Message
from wayfare.domain.deployment import Deployment, Feature, Terms
from wayfare.domain.errors import SettingsError
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.gateway.answer import decide
from wayfare.gateway.learning.fold import Fold, Sources
from wayfare.gateway.learning.knowledge import LANDMARKS_OF, Knowledge
from wayfare.ports import Embedding
from wayfare.settings.choosing import Exploration, Routing
from wayfare.settings.serving import BreakerSection, Retries
from wayfare.settings.whole import Settings
from wayfare.store.budgets import set_budget, set_rate
from wayfare.store.outcomes import Decided, Learnable

EMBEDDER = "scripted-embed"
VERSION = "scripted/scripted-embed/256+joint-1"
LARGE, SMALL = "scripted-large", "scripted-small"
#: Long enough to cost a micro-dollar.
LONG = "What is 5 plus 6, and why? " * 100
DAY = Period.DAY


@pytest.fixture
def settings() -> Settings:
    return Settings(
        routing=Routing(embedder=EMBEDDER, embedder_ms=200),
        exploration=Exploration(share=0.0),
        retries=Retries(waiting_max_s=0),
        breaker=BreakerSection(failures=2, cool_off_s=600.0),
    )


@pytest.fixture
def learner(wayfare):
    return wayfare.parts.learner


@pytest.fixture
async def warm(client, learner):
    """The first question only has everything read."""
    await client.chat("Hi", model="auto:best")
    await learner.refresh()


def calls_of(provider):
    return [row for row in provider.ledger if row.model == EMBEDDER]


def looks(record):
    """The requests that were made to look at questions."""
    return [each for each in record.decisions() if each.offers[0].arm == EMBEDDER]


def versions(wayfare, record):
    record.decisions()
    with wayfare.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT features_version FROM decisions ORDER BY id")
        return [version for (version,) in rows]


async def test_a_question_is_looked_at_by_a_request_of_its_own(
    client, warm, wayfare, provider, record
):
    answer = await client.chat(LONG, model="auto")
    assert answer.ticket["warnings"] == []
    assert VERSION in versions(wayfare, record)
    (look,) = looks(record)
    (attempt,) = look.attempts
    assert attempt.cost.micros == answer.ticket["embedding_micros"] > 0
    assert len(calls_of(provider)) == 1
    assert answer.ticket["cost_micros"] == record.decisions()[-1].attempts[0].cost.micros


async def test_whoever_reads_the_question_stands_on_the_ticket(client, warm, wayfare):
    await change(wayfare, terms=Terms(company="Embeds Inc.", country="US", may_train=False))
    answer = await client.chat("What is 5 plus 6?", model="auto")
    assert answer.ticket["companies"][0]["name"] == "Embeds Inc."


async def test_a_named_model_is_asked_without_a_look(client, warm, provider):
    answer = await client.chat("What is 5 plus 6?", model=SMALL)
    assert answer.ticket["embedding_micros"] == 0
    assert calls_of(provider) == []


async def test_who_does_not_answer_in_time_is_not_waited_for(
    client, warm, wayfare, provider, record
):
    provider.faults[EMBEDDER] = "delay=30"
    answer = await client.chat(LONG, model="auto")
    assert answer.text
    (warning,) = answer.ticket["warnings"]
    assert warning["code"] == "not_looked_at"
    assert "0.2 s" in warning["en"]
    assert "0.2초" in warning["ko"]
    (look,) = looks(record)
    (attempt,) = look.attempts
    assert attempt.error == "provider_timeout"
    assert attempt.cost.micros == answer.ticket["embedding_micros"] > 0, "it may charge for it"
    assert VERSION not in versions(wayfare, record)


async def test_who_keeps_failing_is_left_alone(client, warm, provider, record):
    provider.faults[EMBEDDER] = "status=500"
    codes = [
        (await client.chat(f"What is {n} plus 6?", model="auto")).ticket["warnings"][0]["en"]
        for n in range(4)
    ]
    assert len(calls_of(provider)) == 2
    assert "left alone" in codes[-1]
    assert [look.attempts[0].cost.micros for look in looks(record)] == [0, 0]


@pytest.mark.parametrize(
    ("terms", "demands"),
    [
        (Terms(company="Keen Inc.", country="US", may_train=True), "no_training"),
        (Terms(), "no_training"),
        (Terms(company="Far Inc.", may_train=False, passes_on=True), "no_training"),
    ],
)
async def test_who_may_not_read_it_is_not_asked(client, warm, wayfare, provider, terms, demands):
    await change(wayfare, terms=terms)
    headers = {"x-wayfare-demands": demands}
    answer = await client.chat("What is 5 plus 6?", model="auto", headers=headers)
    assert answer.text
    assert calls_of(provider) == []
    assert answer.ticket["warnings"][0]["code"] == "not_looked_at"
    assert answer.ticket["embedding_micros"] == 0


async def change(wayfare, **facts):
    """Other facts about the embedder alone."""
    provider = wayfare.providers["scripted"]
    listed = await provider.deployments()

    class Told:
        name = "scripted"
        send, close = provider.send, provider.close

        async def deployments(self):
            return [replace(d, **facts) if d.name == EMBEDDER else d for d in listed]

    wayfare.providers["scripted"] = Told()
    await wayfare.parts.catalog.refresh()


async def test_what_would_be_chosen_is_said_without_asking_anybody(client, warm, wayfare, provider):
    asked = ChatRequest("auto", (Message("user", "What is 5?"),), frozenset({Feature.CHAT}))
    before = len(provider.ledger)
    decision = await decide(wayfare.parts, asked, "d")
    assert decision.choice.arm.name
    assert len(provider.ledger) == before


async def test_its_cost_counts_in_the_askers_budget_and_its_call_in_no_rate(
    client, warm, wayfare, record, provider
):
    now = wayfare.parts.clock.now()
    set_budget(wayfare.database, Budget(Scope.USER, "owner", DAY, 1_000_000, None), now)
    set_rate(wayfare.database, Rate(Scope.USER, "owner", 3, None))
    await wayfare.limits.refresh()
    for number in range(3):
        assert (await client.chat(f"{number}: {LONG}", model="auto")).status == 200
    assert len(calls_of(provider)) == 3
    costs = [each.cost.micros for each in record.attempts()]
    (purse,) = wayfare.limits._bound(wayfare.owner).purses(now)
    (balance,) = await wayfare.limits.counters.balances([purse])
    assert sum(look.attempts[0].cost.micros for look in looks(record)) > 0
    assert balance.spent_micros == sum(costs)


async def test_without_a_known_price_nothing_is_looked_at_under_a_budget(
    client, warm, wayfare, provider
):
    await change(wayfare, price=None)
    set_budget(wayfare.database, Budget(Scope.USER, "owner", DAY, 1_000_000, None), 0.0)
    await wayfare.limits.refresh()
    answer = await client.chat("What is 5 plus 6?", model="auto")
    assert answer.ticket["warnings"][0]["code"] == "not_looked_at"
    assert calls_of(provider) == []


async def test_its_vectors_teach(client, warm, learner, record):
    for number in range(40):
        await client.chat(f"What is {number} plus 6?", model="auto:best")
    sayings = [
        {"decision_id": each.id, "kind": "check", "winner": SMALL, "against": SMALL}
        for each in record.decisions()
        if each.goal == "auto:best"
    ]
    given = await client.request("POST", "/v1/outcomes", json=sayings)
    assert given.status == 200, given.error
    await learner.refresh()
    assert learner.fold.knowledge.version == VERSION
    assert learner.fold.knowledge.lessons == 40, "not the first, which was not looked at"
    assert (await client.chat("What is 5 plus 7?", model="auto:best")).ticket["arm"] == SMALL


async def test_what_was_learned_by_another_embedder_is_not_mixed_in(
    client, warm, wayfare, record, learner, environ, settings
):
    await client.chat("What is 1 plus 6?", model="auto:best")
    said = {"decision_id": record.decisions()[-1].id, "kind": "vote", "score": 1}
    await client.request("POST", "/v1/outcomes", json=said)
    hashing = Settings(exploration=settings.exploration)
    async with run_wayfare(hashing, Options(scripted=True, environ=environ)) as other:
        await other.parts.learner.refresh()
        assert other.parts.learner.fold.knowledge.lessons == 0
    await learner.refresh()
    assert learner.fold.knowledge.lessons == 1


async def test_auto_is_no_embedder(environ):
    wanted = Settings(routing=Routing(embedder="auto:best"))
    with pytest.raises(SettingsError, match="do not mix"):
        async with run_wayfare(wanted, Options(scripted=True, environ=environ)):
            pass


def lesson(number, arm, vector, score, version):
    outcome = Outcome("1", f"d{number:04}", OutcomeKind.CHECK, "c", arm, score, None, None, "c", 0)
    features = vector.astype("<f2").tobytes()
    decided = Decided("en", None, "default", 1.0, 0.0, True, features, version)
    return Learnable(number, outcome, None, decided, 100, 50, 900.0)


def world(count, version="other/1"):
    """Questions of two kinds; `left` answers the one well, `right` the other."""
    rng = np.random.default_rng(8)
    middles = rng.normal(size=(2, 256))
    for number in range(count):
        kind = int(rng.integers(2))
        direction = middles[kind] + rng.normal(size=256)
        vector = np.concatenate([direction / np.linalg.norm(direction), np.zeros(16)])
        arm = ("left", "right")[int(rng.integers(2))]
        right = arm == ("left", "right")[kind]
        score = float(rng.random() < (0.9 if right else 0.2))
        yield kind, vector, lesson(number + 1, arm, vector, score, version)


@pytest.mark.parametrize("has_landmarks", [False, True])
def test_kinds_of_questions_are_told_apart_before_and_after_there_are_landmarks(has_landmarks):
    seen = list(world(LANDMARKS_OF + 50))
    knowledge = Knowledge(version="other/1")
    knowledge.learn([each for _, _, each in seen[: LANDMARKS_OF - 1]])
    assert knowledge.landmarks_due() is None
    if has_landmarks:
        knowledge.learn([each for _, _, each in seen[LANDMARKS_OF - 1 :]])
        landmarks = knowledge.landmarks_due()
        assert landmarks.shape == (256, 256)
        knowledge = Knowledge(version="other/1", landmarks=landmarks)
        knowledge.learn([each for _, _, each in seen])
        assert knowledge.landmarks_due() is None
    knowledge.settle()
    offers = [Offer(Arm(n, Deployment(n, "p", n)), 100, 0.7, None) for n in ("left", "right")]
    for kind, vector, _ in list(world(600))[-20:]:
        features = vector.astype("<f2").tobytes()
        context = Context("en", frozenset(), 10, 10, features, "other/1")
        left, right = knowledge.appraise(context, offers, "left")
        assert (left.quality > right.quality) == (kind == 0)
        plain = Context("en", frozenset(), 10, 10, features, "joint-1")
        left, right = knowledge.appraise(plain, offers, "left")
        assert abs(left.quality - right.quality) < 0.15, "vectors of another embedder say nothing"


class Other:
    """An embedder of somebody's own, who makes other vectors one day."""

    version = "other/1"

    async def embed(self, question, asker):
        return Embedding(self.version, np.ones(700, "<f4").tobytes())


async def test_the_log_is_folded_when_it_shows_how_questions_are_looked_at():
    embedder, made = Other(), "other/1+joint-1"
    seen = [each for _, _, each in world(600, made)]
    fold = Fold(Sources(lambda number, limit: seen[number : number + limit]), embedder)
    assert fold.follow() == 0
    assert fold.load() is None
    await fold.sight.look("What is 5?", None)
    assert fold.follow() == 600
    assert fold.knowledge.version == made
    assert fold.knowledge.lessons == 600
    assert fold.knowledge.landmarks_due() is None, "it has some"

    embedder.version = "other/2"
    await fold.sight.look("What is 6?", None)
    assert fold.follow() == 600
    assert fold.knowledge.version == "other/2+joint-1"
    assert fold.knowledge.lessons == 0


class TestTrials:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(
            routing=Routing(embedder=EMBEDDER),
            exploration=Exploration(share=0.5, points=100.0, budget_micros=10**9),
            retries=Retries(waiting_max_s=0),
        )

    async def test_nothing_is_tried_on_a_question_that_was_not_looked_at(
        self, client, warm, provider, record, learner
    ):
        async def is_tried(number):
            answer = await client.chat(f"What is {number} plus 6?", model="auto:best")
            decision = record.decisions()[-1]
            said = {"decision_id": answer.ticket["decision_id"], "kind": "check", "score": 0}
            await client.request("POST", "/v1/outcomes", json=said)
            await learner.refresh()
            return decision.reason.code == "tried"

        tried = [await is_tried(number) for number in range(30)]
        assert any(tried)
        provider.faults[EMBEDDER] = "status=500"
        assert not any([await is_tried(number) for number in range(100, 120)])
