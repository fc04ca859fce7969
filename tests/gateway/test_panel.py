"""Several models are asked at once; what most of them come to is the answer."""

import asyncio

import pytest

from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import SettingsError
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.record import Ending
from wayfare.gateway.answer import decide
from wayfare.gateway.catalog import Catalog
from wayfare.settings.choosing import ArmRow
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings

JUDGE = "scripted-thinker"
MEMBERS = ["scripted-small", "scripted-en", "scripted-plain"]
EGGS = "A box holds 12 eggs. How many eggs are in 7 boxes?"


def said(**by):
    lines = [f"#by scripted-{model} {text}" for model, text in by.items()]
    return "\n".join([EGGS, *lines])


@pytest.fixture
def settings():
    row = ArmRow(deployment="scripted-large", name="everybody", panel=MEMBERS)
    return Settings(retries=Retries(waiting_max_s=0), arms=[row])


@pytest.fixture(params=[False, True], ids=["whole", "stream"])
def ask(request, client):
    async def ask(text):
        if request.param:
            answer = await client.stream(text, model="everybody")
            assert answer.is_done
            return answer.text, answer.tickets[0]
        answer = await client.chat(text, model="everybody")
        return answer.text, answer.ticket

    return ask


async def test_what_most_come_to_is_the_answer_and_all_are_paid(ask, record, provider):
    text, ticket = await ask(said(small="It is 84.", en="84", plain="90", large="80"))
    assert text == "84"
    assert (ticket["arm"], ticket["model"]) == ("everybody", "scripted-en")
    assert ticket["reason"]["en"].startswith("2 of the 4 models")
    assert "4개" in ticket["reason"]["ko"]
    attempts = record.attempts()
    assert len(attempts) == 4
    assert {(a.arm, a.ending) for a in attempts} == {("everybody", Ending.WHOLE)}
    assert ticket["cost_micros"] == sum(a.cost.micros for a in attempts)
    assert provider.open_calls == 0


async def test_the_best_ones_own_words_are_given_where_it_agrees(ask):
    text, ticket = await ask(said(small="84", en="90", plain="84", large="84 eggs."))
    assert (text, ticket["model"]) == ("84 eggs.", "scripted-large")
    assert ticket["reason"]["en"].startswith("3 of the 4")


async def test_where_no_two_agree_the_best_one_is_believed(ask):
    text, ticket = await ask(said(small="1", en="2", plain="3", large="84"))
    assert (text, ticket["model"]) == ("84", "scripted-large")
    assert "No two of the 4" in ticket["reason"]["en"]


async def test_one_that_fails_is_left_out(ask, provider):
    provider.faults["scripted-large"] = "status=503"
    text, ticket = await ask(said(small="1", en="84", plain="84"))
    assert (text, ticket["model"]) == ("84", "scripted-plain")


async def test_where_all_fail_the_client_hears_of_the_best_one(client, provider):
    for model in ("scripted-large", *MEMBERS):
        provider.faults[model] = "status=503"
    assert (await client.chat(said(), model="everybody")).status == 503


async def test_what_cannot_be_compared_is_asked_of_the_best_one_alone(ask, record):
    _, ticket = await ask("Write a poem about eggs.")
    assert ticket["model"] == "scripted-large"
    assert len(record.attempts()) == 1


async def test_a_client_that_leaves_closes_all(client, provider, record):
    for model in ("scripted-large", *MEMBERS):
        provider.faults[model] = "delay=60"
    asking = asyncio.ensure_future(client.chat(said(), model="everybody"))
    async with asyncio.timeout(30):
        while provider.open_calls < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        while provider.open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    assert [a.ending for a in record.attempts()] == [Ending.ABANDONED] * 4


async def test_it_is_quoted_with_all_its_members(wayfare):
    request = ChatRequest("auto", (Message("user", EGGS),), frozenset({Feature.CHAT}))
    offers = {o.arm.name: o for o in (await decide(wayfare.parts, request, "d")).offers}
    members = [offers[name] for name in ("scripted-large", *MEMBERS)]
    panel = offers["everybody"]
    assert panel.fare_micros == sum(offer.fare_micros for offer in members)
    assert panel.time_ms == max(offer.time_ms for offer in members)
    assert panel.quality == offers["scripted-large"].quality


@pytest.mark.parametrize(
    "changes",
    [
        {"panel": ["scripted-small"]},
        {"panel": ["scripted-small", "scripted-small"]},
        {"panel": ["scripted-small", "scripted-large"]},
        {"panel": MEMBERS, "name": ""},
        {"panel": MEMBERS, "cheap": "scripted-small", "second": "scripted-en"},
    ],
)
async def test_a_panel_must_be_whole(wayfare, changes):
    row = ArmRow(**({"deployment": "scripted-large", "name": "x"} | changes))
    with pytest.raises(SettingsError):
        await Catalog(wayfare.providers, [row]).refresh()


class TestJudge:
    """A judge that votes have measured chooses where nothing else can."""

    POEM = "Write a poem about eggs."

    @pytest.fixture
    async def measured(self, wayfare):
        """Sixty verdicts that people agree with."""
        wayfare.parts.learner.fold.load()
        knowledge = await wayfare.parts.learner.known()
        for number in range(60):
            winner = "a" if number % 2 else "b"
            for kind, source in ((OutcomeKind.VOTE, "mina"), (OutcomeKind.VERDICT, JUDGE)):
                its, at = f"{kind}/{source}", f"d{number}"
                said = (its, at, kind, source, "a", None, winner, "b", "mina", 0.0)
                knowledge.judges.note(Outcome(*said))
        return knowledge

    @pytest.fixture
    def poem(self, ask, provider):
        """Asks for a poem; the judge prefers that which ends with the larger number."""
        provider.judges[JUDGE] = "fair"

        async def asked(**by):
            lines = [f"#by scripted-{model} {text}" for model, text in by.items()]
            return await ask("\n".join([self.POEM, *lines]))

        return asked

    async def test_it_chooses_among_free_texts(self, poem, measured, record):
        text, ticket = await poem(small="3", en="9", plain="5", large="7")
        assert (text, ticket["model"]) == ("9", "scripted-en")
        assert ticket["reason"]["en"].startswith(f"{JUDGE} compared the answers of 4 models")
        assert JUDGE in ticket["reason"]["ko"]
        judged = [each for each in record.decisions() if each.model == "judge"]
        assert len(judged) == 6  # three pairs, in both orders, each a request of its own

    async def test_the_best_ones_own_stays_where_no_other_is_better(self, poem, measured):
        text, ticket = await poem(small="3", en="6", plain="5", large="7")
        assert (text, ticket["model"]) == ("7", "scripted-large")

    async def test_where_answers_agree_nobody_is_asked(self, ask, measured, record):
        text, _ = await ask(said(small="84", en="84", plain="90", large="80"))
        assert text == "84"
        assert not [each for each in record.decisions() if each.model == "judge"]

    async def test_a_judge_that_fails_leaves_it_to_the_best_one(self, poem, measured, provider):
        provider.faults[JUDGE] = "status=503"
        text, ticket = await poem(small="3", en="9", plain="5", large="7")
        assert (text, ticket["model"]) == ("7", "scripted-large")

    async def test_without_votes_there_is_no_judge(self, poem, wayfare, record):
        await wayfare.parts.learner.known()
        _, ticket = await poem(small="3", en="9", plain="5", large="7")
        assert ticket["model"] == "scripted-large"
        assert len(record.attempts()) == 1

    async def test_one_that_may_not_read_it_is_not_asked(self, client, measured, provider, record):
        provider.judges[JUDGE] = "fair"
        demanded = {"x-wayfare-demands": "countries=KR"}
        answer = await client.chat(self.POEM, model="everybody", headers=demanded)
        assert not [each for each in record.decisions() if each.model == "judge"]
        assert answer.status in (200, 403)
