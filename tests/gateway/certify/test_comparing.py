"""Answers by another arm than the baseline are compared with the baseline's, in its shadow."""

import asyncio
import dataclasses

import msgspec
import pytest

from compared import measure_judge
from wayfare.bootstrap import make_key
from wayfare.domain.claim import Cell, ClaimState
from wayfare.domain.outcome import JudgeKind
from wayfare.domain.shadow import By, Fate, Shadow
from wayfare.gateway.certify.guard import Guarded
from wayfare.settings.choosing import (
    ArmRow,
    CertificateSection,
    Exploration,
    JudgeSection,
    Routing,
)
from wayfare.settings.whole import Settings
from wayfare.store.shadows import drawn_after

JUDGE = "scripted-thinker"
CHEAP = {"point_worth_usd": 0.000001}
SUM = "How many eggs are in 12 boxes of 12?"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """`auto` takes the plain model, the baseline is the large one, and all is tried."""
    return msgspec.structs.replace(
        settings,
        routing=Routing(baseline="scripted-large"),
        certificate=CertificateSection(trial_share=1.0, loss_max=5.0, held_share=0),
        exploration=Exploration(share=0.0, budget_micros=10**9),
    )


@pytest.fixture
def shadows(wayfare):
    """Waits until so many comparisons are kept."""

    async def wait(count: int):
        for _ in range(200):
            found = list(drawn_after(wayfare.database, ""))
            if len([each for each in found if each.comparison]) >= count:
                return found
            await asyncio.sleep(0.02)
        raise AssertionError(found)

    return wait


def asked(plain: str, large: str) -> str:
    return f"#by scripted-plain {plain}\n#by scripted-large {large}\n{SUM}"


async def ask(client, plain: str, large: str, *, stream: bool = False, **more):
    """The ticket of an answer by the plain model."""
    wishes = {"model": "auto", "wayfare": CHEAP, **more}
    if stream:
        return (await client.stream(asked(plain, large), **wishes)).tickets[0]
    return (await client.chat(asked(plain, large), **wishes)).ticket


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_that_comes_to_the_same_is_no_worse(client, provider, shadows, stream):
    ticket = await ask(client, "144", "It is 144.", stream=stream, temperature=0.5)
    assert (ticket["arm"], ticket["baseline"]) == ("scripted-plain", "scripted-large")
    assert ticket["certificate"]["state"] == "trial"
    assert "scripted-large" in ticket["certificate"]["says"]["ko"]
    (found,) = await shadows(1)
    assert (found.shadow.arm, found.shadow.baseline) == ("scripted-plain", "scripted-large")
    assert (found.comparison.fate, found.comparison.difference) == (Fate.COMPARED, 0.0)
    assert found.comparison.by is By.EQUAL
    assert found.comparison.shadow_id is not None
    assert [each.model for each in provider.ledger] == ["scripted-plain", "scripted-large"]


async def test_a_check_of_the_answer_is_made_of_the_baselines_too(client, wayfare, shadows):
    ticket = await ask(client, "140", "144")
    check = {"type": "number", "expected": 144}
    said = {"decision_id": ticket["decision_id"], "kind": "check", "check": check}
    answer = await client.request("POST", "/v1/outcomes", json=said)
    assert answer.status == 200, answer.body
    (found,) = await shadows(1)
    assert (found.comparison.difference, found.comparison.by) == (-1.0, By.CHECK)
    said = await client.get(f"/v1/decisions/{found.comparison.shadow_id}/outcomes")
    assert [(each["arm"], each["score"]) for each in said.body["data"]] == [("scripted-large", 1.0)]


async def test_until_it_is_compared_it_counts_as_lost_and_the_trial_ends(client, wayfare):
    for _ in range(5):
        assert (await ask(client, "140", "144"))["certificate"]["state"] == "trial"
    await asyncio.to_thread(wayfare.claims.refresh)
    ticket = await ask(client, "140", "144")
    assert (ticket["arm"], ticket["certificate"]["state"]) == ("scripted-large", "baseline")
    assert ticket["reason"]["en"].startswith("scripted-large answers:")


async def test_what_breaks_off_is_lost(client, wayfare, shadows):
    await client.stream(f"#fault cut=1\n{asked('144', '144')}", model="auto", wayfare=CHEAP)
    (found,) = await shadows(1)
    assert found.comparison.fate is Fate.LOST


async def test_that_the_baseline_fails_says_nothing_against_the_arm(client, provider, shadows):
    provider.faults["scripted-large"] = "status=503"
    await ask(client, "144", "144")
    (found,) = await shadows(1)
    assert found.comparison.fate is Fate.SKIPPED


async def test_whoever_leaves_has_the_answer_asked_for_again(client, provider, shadows):
    question = f"#pace 0.05\n#by scripted-plain {'1 ' * 30}\n#by scripted-large 7\n{SUM}"
    async with client.open_stream(question, model="auto", wayfare=CHEAP) as response:
        await response.content.readany()
    for _ in range(100):
        await asyncio.sleep(0.05)
        names = [each.model for each in provider.ledger]
        if names.count("scripted-large"):
            break
    assert names.count("scripted-plain") == 2


async def test_a_key_that_may_not_be_learned_from_is_answered_by_the_baseline(
    client, wayfare, environ
):
    _, key = make_key(wayfare.database, environ, user="kim", label="", may_learn=False)
    headers = {"authorization": f"Bearer {key}"}
    ticket = await ask(client, "144", "144", headers=headers)
    assert ticket["arm"] == "scripted-large"


async def test_what_is_shown_is_folded_from_the_log_and_lets_the_arm_pass(client, wayfare, shadows):
    """At a margin of 20 points two dozen equal answers show it."""
    wayfare.claims.margin = 0.2
    for number in range(1, 26):
        await ask(client, "144", "144")
        await shadows(number)
        await asyncio.to_thread(wayfare.claims.refresh)
    wayfare.claims.now = lambda: wayfare.parts.clock.now() + 60
    await asyncio.to_thread(wayfare.claims.refresh)
    cell = Cell("scripted-large", "scripted-plain")
    assert wayfare.claims.states[cell] is ClaimState.CERTIFIED
    ticket = await ask(client, "144", "144")
    assert ticket["certificate"]["state"] == "certified"
    assert ticket["certificate"]["compared"] == 25


async def until_waiting(wayfare) -> None:
    for _ in range(200):
        if wayfare.comparing.waiting:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nothing waits")


class TestCascade:
    """Answers that are held back are none before one of them is given."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        row = ArmRow(
            deployment="scripted-thinker",
            name="careful",
            cheap="scripted-plain",
            second="scripted-en",
        )
        return msgspec.structs.replace(settings, arms=[row])

    @pytest.mark.parametrize("stream", [False, True])
    @pytest.mark.parametrize(("second", "given"), [("144", "144"), ("7", "145")])
    async def test_what_is_given_is_compared(
        self, client_at, wayfare, shadows, stream, second, given
    ):
        class Takes:
            """Takes the cascade, whatever is chosen, and has it compared."""

            def draw(self, caller, conversation, request):
                return None

            def settle(self, decision, asking, trial, clock):
                offers = sorted(decision.offers, key=lambda offer: offer.arm.name != "careful")
                shadow = Shadow(
                    decision.id, 1.0, None, "en", "careful", "scripted-large", 1.0, 1.0,
                    is_mirror=False,
                )  # fmt: skip
                chosen = msgspec.structs.replace(decision, offers=tuple(offers))
                return Guarded(chosen, None, shadow)

        wayfare.parts = dataclasses.replace(wayfare.parts, guard=Takes())
        client = await client_at()
        said = f"#by scripted-plain 144\n#by scripted-en {second}\n#by scripted-thinker 145\n"
        text = f"{said}#by scripted-large {given}\n{SUM}"
        answer = await (client.stream if stream else client.chat)(text, model="auto")
        assert answer.text == given
        (found,) = await shadows(1)
        assert (found.comparison.difference, found.comparison.by) == (0.0, By.EQUAL)


async def test_what_a_dead_process_waited_for_is_lost_at_once(client, wayfare, shadows):
    await ask(client, "140", "144")
    await until_waiting(wayfare)
    wayfare.comparing.waiting.clear()  # as a process does that dies
    wayfare.writer.flush()
    await wayfare.comparing.write_off()
    assert [each.comparison for each in drawn_after(wayfare.database, "")] == [None]
    await wayfare.comparing.write_off(before=wayfare.parts.clock.now() + 1)
    (found,) = await shadows(1)
    assert found.comparison.fate is Fate.LOST


async def test_who_ends_in_order_skips_what_waits(client, wayfare, shadows):
    await ask(client, "140", "144")
    await until_waiting(wayfare)
    await wayfare.comparing.close()
    (found,) = await shadows(1)
    assert found.comparison.fate is Fate.SKIPPED


class TestJudge:
    """Where no check comes, a measured judge is asked, and what it says counts as far as it may."""

    POEM = "Write a poem about eggs."

    @pytest.fixture
    async def measured(self, wayfare, provider):
        """Sixty verdicts of the thinker that people agree with."""
        provider.judges[JUDGE] = "fair"
        measure_judge(wayfare.database, JUDGE, 60)
        await wayfare.parts.learner.known()

    @pytest.fixture
    def waited(self, client, wayfare):
        """A poem by both that waits, and a moment in which the judge's turn has come."""

        async def wait(plain: str, large: str) -> None:
            text = f"{self.POEM}\n#by scripted-plain {plain}\n#by scripted-large {large}"
            answer = await client.chat(text, model="auto", wayfare=CHEAP)
            assert answer.ticket["arm"] == "scripted-plain"
            await until_waiting(wayfare)
            for its, each in wayfare.comparing.waiting.items():
                long_ago = msgspec.structs.replace(each, since=each.since - 1_000)
                wayfare.comparing.waiting[its] = long_ago
            wayfare.writer.flush()
            await wayfare.comparing.look_again()

        return wait

    @pytest.mark.parametrize(("plain", "large", "difference"), [(3, 9, -1.0), (9, 3, 1.0)])
    async def test_what_it_says_is_kept_with_how_often_it_errs(
        self, measured, waited, shadows, plain, large, difference, client
    ):
        await waited(str(plain), str(large))
        (found,) = await shadows(1)
        assert (found.comparison.difference, found.comparison.by) == (difference, By.JUDGE)
        assert found.comparison.judge == JUDGE
        assert 0 < found.comparison.judge_error < 0.3
        assert found.comparison.by_marks is None
        said = await client.get(f"/v1/decisions/{found.comparison.shadow_id}/outcomes")
        (verdict,) = said.body["data"]
        better = "scripted-large" if difference < 0 else "scripted-plain"
        assert (verdict["kind"], verdict["winner"]) == ("verdict", better)

    @pytest.fixture
    async def marking(self, wayfare, provider):
        """Two hundred pairs that the thinker marked, as people voted."""
        provider.judges[JUDGE] = "fair"
        measure_judge(wayfare.database, JUDGE, 200, marks=0.3)
        await wayfare.parts.learner.known()

    @pytest.mark.parametrize(("plain", "large", "difference"), [(3, 9, -0.6), (9, 8, 0.1)])
    async def test_one_whose_marks_were_measured_gives_marks(
        self, marking, waited, shadows, plain, large, difference, client, wayfare
    ):
        await waited(str(plain), str(large))
        (found,) = await shadows(1)
        assert (found.comparison.difference, found.comparison.by) == (difference, By.JUDGE)
        assert found.comparison.by_marks is True
        assert 0 < found.comparison.judge_error < 0.375
        said = await client.get(f"/v1/decisions/{found.comparison.shadow_id}/outcomes")
        (verdict,) = said.body["data"]
        assert (verdict["arm"], verdict["difference"]) == ("scripted-large", -difference)
        better = "scripted-large" if difference < 0 else "scripted-plain"
        assert verdict["winner"] == better
        wayfare.claims.now = lambda: wayfare.parts.clock.now() + 60
        await asyncio.to_thread(wayfare.claims.refresh)
        claims = (await client.get("/v1/certificates")).body["data"]
        assert {str(each["compared_by"]) for each in claims} == {"{'marks': 1}"}

    async def test_marks_that_cannot_be_read_are_no_verdict(
        self, marking, waited, wayfare, provider
    ):
        provider.judges[JUDGE] = "babble"
        await waited("3", "9")
        assert len(wayfare.comparing.waiting) == 1
        calls = [each for each in provider.ledger if each.model == JUDGE]
        assert len(calls) == 2

    async def test_by_the_settings_it_may_only_be_asked_which_is_better(
        self, marking, waited, wayfare, provider
    ):
        wayfare.comparing.judging.kind = JudgeKind.PAIRWISE
        await waited("3", "9")  # votes have measured its marks alone
        assert JUDGE not in [each.model for each in provider.ledger]

    async def test_one_that_gives_no_verdict_is_not_asked_for_ever(
        self, measured, waited, wayfare, provider
    ):
        provider.faults[JUDGE] = "status=503"
        await waited("3", "9")
        for _ in range(5):
            await wayfare.comparing.look_again()
        calls = [each for each in provider.ledger if each.model == JUDGE]
        assert len(calls) == 4  # twice, in both orders
        assert len(wayfare.comparing.waiting) == 1

    async def test_one_that_was_never_measured_is_not_asked(self, waited, wayfare, provider):
        await wayfare.parts.learner.known()
        await waited("3", "9")
        assert [each.model for each in provider.ledger] == ["scripted-plain", "scripted-large"]
        assert len(wayfare.comparing.waiting) == 1


class TestJudgeKind:
    """How a judge is asked follows the settings."""

    @pytest.fixture(params=["graded", "pairwise"])
    def settings(self, settings: Settings, request) -> Settings:
        return msgspec.structs.replace(settings, judge=JudgeSection(kind=request.param))

    async def test_it_is_what_the_settings_say(self, wayfare, settings):
        assert wayfare.comparing.judging.kind == settings.judge.kind
