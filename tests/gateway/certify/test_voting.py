"""People are asked about some live pairs, drawn by lot; votes count while people vote."""

import asyncio
import dataclasses
import random

import msgspec
import pytest

from wayfare.domain.battle import Side
from wayfare.domain.errors import ConflictError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.domain.shadow import Fate
from wayfare.domain.vote import Better
from wayfare.gateway.certify.comparing import CHECK_S
from wayfare.gateway.certify.vote import pairs_for, vote
from wayfare.gateway.certify.voted import VOTE_WAITS_S
from wayfare.gateway.certify.voting import VOTES_FROM, WAITING_MAX, VoteLot, Voting
from wayfare.settings.choosing import CertificateSection, Exploration, Routing
from wayfare.settings.whole import Settings
from wayfare.store.shadows import Drawn, drawn_after

KIM = Caller("kim", "key-kim")
CHEAP = {"point_worth_usd": 0.000001}
SUM = "How many eggs are in 12 boxes of 12?"


def voting(share: float = 0.5, votes: int = VOTES_FROM, waiting: int = 0) -> Voting:
    found = Voting(share, lambda _: votes, lambda _: waiting, lambda: 0.0)
    found.refresh()
    return found


def lots(its: Voting, count: int = 400, *, may_read: bool = True) -> list[VoteLot]:
    rng = random.Random(1)
    return [its.draw(rng, may_read=may_read) for _ in range(count)]


class TestLots:
    def test_while_people_vote_all_have_one_and_its_chance_is_kept(self):
        found = lots(voting())
        assert {each.chance for each in found} == {0.5}
        assert 150 < sum(bool(each.is_drawn) for each in found) < 250
        assert not any(each.is_drawn is None for each in found)

    def test_while_nobody_votes_pairs_wait_and_count_for_nothing(self):
        found = lots(voting(votes=VOTES_FROM - 1))
        assert set(found) == {VoteLot(None, True), VoteLot(None, None)}

    def test_nobody_is_asked_what_nobody_may_read_or_where_many_wait_or_none_is_wanted(self):
        assert set(lots(voting(), may_read=False)) == {VoteLot(0.5, None)}
        assert set(lots(voting(waiting=WAITING_MAX))) == {VoteLot(0.5, None)}
        assert set(lots(voting(share=0.0))) == {VoteLot()}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """All is tried, compared, and drawn to be voted on."""
    return msgspec.structs.replace(
        settings,
        routing=Routing(baseline="scripted-large"),
        certificate=CertificateSection(
            trial_share=1.0, loss_max=50.0, held_share=0, vote_share=1.0
        ),
        exploration=Exploration(share=0.0, budget_micros=10**9),
    )


def people_vote(wayfare) -> None:
    """As if five votes had come this week."""
    wayfare.voting.draw = voting(share=1.0).draw  # what looked before may yet say otherwise


async def unsure(client, wayfare) -> str:
    """A pair that no check came for, once it was waited for."""
    asked = f"#by scripted-plain One answer.\n#by scripted-large Another one.\n{SUM}"
    await client.chat(asked, model="auto", wayfare=CHEAP)
    for _ in range(200):
        if wayfare.comparing.waiting:
            break
        await asyncio.sleep(0.02)
    its, waiting = next(iter(wayfare.comparing.waiting.items()))
    wayfare.comparing.waiting[its] = msgspec.structs.replace(
        waiting, since=waiting.since - CHECK_S - 1
    )
    await wayfare.comparing.look_again()
    for _ in range(200):
        if drawn_of(wayfare, its).comparison is not None:
            return its
        await asyncio.sleep(0.02)  # another look was on its way
    raise AssertionError(its)


def drawn_of(wayfare, pair_id: str) -> Drawn:
    return next(e for e in drawn_after(wayfare.database, "") if e.shadow.decision_id == pair_id)


async def say(wayfare, pair_id: str, said: Side, caller: Caller | None = None):
    who = caller or wayfare.owner
    return await vote(wayfare.database, wayfare.parts.clock, wayfare.owner, who, pair_id, said)


async def test_a_pair_is_shown_blind_and_who_gave_what_is_told_after_the_vote(client, wayfare):
    people_vote(wayfare)
    its = await unsure(client, wayfare)
    drawn = drawn_of(wayfare, its)
    assert (drawn.shadow.vote_chance, drawn.shadow.is_vote_drawn) == (1.0, True)
    assert (drawn.comparison.fate, drawn.comparison.by) == (Fate.UNSURE, None)
    (pair,) = pairs_for(wayfare.database, wayfare.parts.clock, wayfare.owner, 10)
    assert (pair.id, pair.counts) == (its, True)
    assert {pair.a, pair.b} == {"One answer.", "Another one."}
    assert "scripted-plain" not in msgspec.json.encode((pair.a, pair.b, pair.id)).decode()
    arm_side = Side.A if pair.a == "One answer." else Side.B
    told = await say(wayfare, its, arm_side)
    shown = told.a if arm_side is Side.A else told.b
    assert shown.model == "scripted-plain"
    assert {told.a.model, told.b.model} == {"scripted-plain", "scripted-large"}
    assert told.a.cost_micros is not None
    assert told.judged is None
    assert drawn_of(wayfare, its).vote.better is Better.ARM


async def test_the_router_learns_the_vote(client, wayfare):
    people_vote(wayfare)
    its = await unsure(client, wayfare)
    await say(wayfare, its, Side.BAD)
    shadow_id = drawn_of(wayfare, its).comparison.shadow_id
    said = await client.get(f"/v1/decisions/{shadow_id}/outcomes")
    (found,) = said.body["data"]
    assert (found["kind"], found["winner"], found["arm"]) == ("vote", "tie", "scripted-large")
    assert (found["against"], found["source"]) == ("scripted-plain", "owner")


async def test_a_claim_waits_for_the_vote_and_goes_by_it(client, wayfare):
    people_vote(wayfare)
    its = await unsure(client, wayfare)
    wayfare.claims.now = lambda: wayfare.parts.clock.now() + 600
    wayfare.claims.refresh()
    assert not wayfare.claims.weighed
    await say(wayfare, its, Side.TIE)
    wayfare.claims.refresh()
    assert {each.evidence.voted for each in wayfare.claims.weighed.values()} == {1}


async def test_everybody_votes_on_their_own_and_once(client, wayfare):
    people_vote(wayfare)
    its = await unsure(client, wayfare)
    with pytest.raises(NotFoundError):
        await say(wayfare, its, Side.A, KIM)
    assert pairs_for(wayfare.database, wayfare.parts.clock, KIM, 10) == []
    await say(wayfare, its, Side.A)
    with pytest.raises((ConflictError, NotFoundError)):
        await say(wayfare, its, Side.B)


async def test_a_pair_that_waited_too_long_is_not_voted_on(client, wayfare):
    people_vote(wayfare)
    its = await unsure(client, wayfare)
    clock, now = wayfare.parts.clock, wayfare.parts.clock.now()
    late = dataclasses.replace(clock, now=lambda: now + VOTE_WAITS_S + 1)
    assert pairs_for(wayfare.database, late, wayfare.owner, 10) == []
    with pytest.raises(NotFoundError):
        await vote(wayfare.database, late, wayfare.owner, wayfare.owner, its, Side.A)


async def test_http_shows_pairs_and_takes_a_vote(client, wayfare):
    people_vote(wayfare)
    its = await unsure(client, wayfare)
    found = await client.get("/api/pairs")
    (pair,) = found.body["data"]
    assert pair["id"] == its
    assert pair["turns"][-1]["text"].endswith("eggs are in 12 boxes of 12?")
    assert "scripted-plain" not in (pair["a"] + pair["b"])
    told = await client.request("POST", f"/api/pairs/{its}/vote", json={"said": "tie"})
    assert told.status == 200, told.body
    assert {told.body["a"]["model"], told.body["b"]["model"]} == {
        "scripted-plain", "scripted-large"}  # fmt: skip
    assert (await client.get("/api/pairs")).body["data"] == []
    again = await client.request("POST", f"/api/pairs/{its}/vote", json={"said": "a"})
    assert again.status == 404
    wrong = await client.request("POST", f"/api/pairs/{its}/vote", json={"said": "c"})
    assert wrong.status == 400
