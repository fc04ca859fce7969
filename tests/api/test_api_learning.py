"""What is said of answers changes who is asked next, and for which questions."""

import numpy as np
import pytest

from wayfare.gateway.learning.lessons import VOTE
from wayfare.settings.choosing import Exploration, Routing
from wayfare.settings.whole import Settings

SUMS = [f"What is {n} plus {3 * n + 7}? Give only the number." for n in range(100)]
THINGS = ("sea", "moon", "river", "garden", "road", "city", "field", "wind")
VERSES = [f"Write a short poem about the {THINGS[n % 8]}, with {n} lines." for n in range(100)]


@pytest.fixture
def settings() -> Settings:
    """Nothing is left to chance."""
    return Settings(exploration=Exploration(share=0.0))


@pytest.fixture
def learner(wayfare):
    return wayfare.parts.learner


@pytest.fixture
async def warm(client, learner):
    """The first question of all only has everything read."""
    await client.chat("Hi", model="auto:best")
    await learner.refresh()


async def rated(client, record, learner, wanted):
    """Ask each question at the arm it is about, and say how good the answer was."""
    sayings = []
    for text, scores in wanted:
        answer = await client.chat(text, model="auto:best")
        ticket = answer.ticket
        record.decisions()
        sayings += [
            {"decision_id": ticket["decision_id"], "kind": "check", "source": arm,
             "winner": arm if score > 0.5 else other, "against": other if ticket["arm"] == arm
             else arm}
            for arm, other, score in scores
        ]  # fmt: skip
    for first in range(0, len(sayings), 100):
        given = await client.request("POST", "/v1/outcomes", json=sayings[first : first + 100])
        assert given.status == 200, given.error
    return await learner.refresh()


LARGE, SMALL = "scripted-large", "scripted-small"


async def chosen(client, text, model="auto:best"):
    return (await client.chat(text, model=model)).ticket["arm"]


async def test_without_outcomes_all_is_as_presumed(client, warm, record):
    assert await chosen(client, "Hi") == LARGE
    assert record.decisions()[-1].router == "prior"


@pytest.mark.slow
async def test_who_loses_comparisons_is_asked_no_more(client, warm, record, learner):
    count = await rated(client, record, learner, [(t, [(SMALL, LARGE, 1)]) for t in SUMS[:60]])
    assert count == 60
    assert await chosen(client, "What is 5 plus 6? Give only the number.") == SMALL
    decision = record.decisions()[-1]
    assert decision.router == "learned"
    qualities = {offer.arm: offer.quality for offer in decision.offers}
    assert qualities[SMALL] > qualities[LARGE]
    assert decision.offers[0].outcomes > 30
    assert decision.reason.code == "best_learned"
    assert "outcomes: " in decision.reason.en
    assert "평가" in decision.reason.ko


@pytest.mark.slow
async def test_each_kind_of_question_goes_to_who_answers_it_best(client, warm, record, learner):
    lessons = [(text, [(SMALL, LARGE, 1)]) for text in SUMS[:80]]
    lessons += [(text, [(LARGE, SMALL, 1)]) for text in VERSES[:80]]
    order = np.random.default_rng(0).permutation(len(lessons))
    await rated(client, record, learner, [lessons[place] for place in order])
    assert [await chosen(client, text) for text in SUMS[90:]] == [SMALL] * len(SUMS[90:])
    assert [await chosen(client, text) for text in VERSES[90:]] == [LARGE] * len(VERSES[90:])


@pytest.mark.slow
async def test_what_is_said_in_english_changes_nothing_in_korean(client, warm, record, learner):
    await rated(client, record, learner, [(t, [(SMALL, LARGE, 1)]) for t in SUMS[:60]])
    assert await chosen(client, "프랑스의 수도는 어디인가요? 짧게 답해 주세요.") == LARGE
    assert record.decisions()[-1].router == "prior"


async def test_a_newer_word_takes_the_older_ones_place(client, warm, record, learner):
    answer = await client.chat("Hi", model="auto:best")
    record.decisions()
    said = {"decision_id": answer.ticket["decision_id"], "kind": "vote"}
    for score in (0, 1, 0.25):
        await client.request("POST", "/v1/outcomes", json={**said, "score": score})
    assert await learner.refresh() == 3
    assert await learner.refresh() == 0
    sums = learner.fold.knowledge._experience.sums[LARGE]
    sums.settle()
    assert (sums.weight, sums.score) == (pytest.approx(VOTE), pytest.approx(0.25 * VOTE))


async def test_the_question_is_kept_as_numbers_with_the_decision(client, warm, wayfare, record):
    await client.chat("What is the capital of France?", model="auto")
    record.decisions()
    with wayfare.database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT features, features_version FROM decisions ORDER BY id"
        ).all()
    assert [version for _, version in rows] == [None, "joint-1"]
    vector = np.frombuffer(rows[-1][0], dtype="<f2")
    assert vector.shape == (272,)
    assert np.linalg.norm(vector[:256].astype(float)) == pytest.approx(1, abs=0.01)


async def test_a_named_model_is_not_looked_at(client, warm, wayfare, record):
    await client.chat("Hi", model=SMALL)
    record.decisions()
    with wayfare.database.read() as connection:
        last = connection.exec_driver_sql(
            "SELECT features FROM decisions ORDER BY id DESC LIMIT 1"
        ).scalar()
    assert last is None


@pytest.mark.slow
class TestTrials:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(exploration=Exploration(share=0.5, points=100.0, budget_micros=10**9))

    async def test_a_share_of_questions_goes_to_who_may_be_better(
        self, client, warm, record, learner
    ):
        for text in SUMS[:40]:
            answer = await client.chat(text, model="auto:best")
            record.decisions()
            said = {"decision_id": answer.ticket["decision_id"], "kind": "check", "score": 0}
            await client.request("POST", "/v1/outcomes", json=said)
            if answer.ticket["arm"] != LARGE:
                break
            await learner.refresh()
        tried = record.decisions()[-1]
        assert tried.offers[0].arm != LARGE
        assert 0 < tried.propensity <= 0.5
        assert tried.reason.code == "tried"
        assert LARGE in tried.reason.en
        assert LARGE in tried.reason.ko
        before = [d for d in record.decisions() if d.offers[0].arm == LARGE]
        assert {d.propensity for d in before} <= {1.0, 0.5}

    async def test_nothing_is_tried_on_what_is_critical(self, client, warm, record, learner):
        critical = {"x-wayfare-wishes": "critical"}
        for number, text in enumerate(SUMS[:40]):
            headers = critical if number % 2 else {}
            answer = await client.chat(text, model="auto:best", headers=headers)
            record.decisions()
            said = {"decision_id": answer.ticket["decision_id"], "kind": "check", "score": 0}
            await client.request("POST", "/v1/outcomes", json=said)
            await learner.refresh()
            codes = [decision.reason.code for decision in record.decisions()]
            if codes.count("tried") > 2:
                break
        assert "tried" in codes
        bound = [each for each in record.decisions() if each.wishes == "critical"]
        assert bound
        assert {(each.propensity, each.reason.code == "tried") for each in bound} == {(1.0, False)}


class TestWithoutLearning:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(routing=Routing(learn=False))

    async def test_nothing_is_looked_at(self, client, warm, wayfare, record):
        await client.chat("Hi", model="auto")
        record.decisions()
        with wayfare.database.read() as connection:
            kept = connection.exec_driver_sql("SELECT DISTINCT features FROM decisions").all()
        assert kept == [(None,)]
