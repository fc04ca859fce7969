"""`wayfare doctor judge`: how far each judge can be relied on, and which are refused."""

from contextlib import closing
from pathlib import Path

import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.deployment import Deployment
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind, comes_to
from wayfare.domain.record import RequestRecord
from wayfare.store.database import open_database
from wayfare.store.outcomes import add_outcomes
from wayfare.store.writer import Writer

MINI, LARGE = (Offer(Arm(n, Deployment(n, "p", n)), 1, 0.8, None) for n in ("mini", "large"))


@pytest.fixture
def judged(tmp_path: Path):
    """Keep what a judge said of pairs in both orders, and what people said of the same."""

    def keep(judge, orders, votes=(), *, may_learn=True):
        with closing(open_database(f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}")) as database:
            writer = Writer(database)
            for number in range(len(orders)):
                writer.append(a_request(f"{judge}{number}", may_learn=may_learn))
            writer.close()
            said = [a_verdict(f"{judge}{n}", judge, each) for n, each in enumerate(orders)]
            said += [a_vote(f"{judge}{n}", each) for n, each in enumerate(votes)]
            add_outcomes(database, said)

    return keep


def a_request(name: str, *, may_learn: bool) -> RequestRecord:
    reason = Reason("named", "지정함", "It is named")
    return RequestRecord(
        id=name, started_at=1.0, conversation=None, caller=Caller("owner", "k", may_learn),
        wire="openai", model="mini", stream=False, prompt=None,
        context=Context("en", frozenset(), 10, 10),
        decision=Decision(name, Goal.NAMED, (MINI, LARGE), 1.0, reason, "prior", ()),
    )  # fmt: skip


def a_verdict(name: str, judge: str, orders: str) -> Outcome:
    return Outcome(
        "v", name, OutcomeKind.VERDICT, judge, "mini", None, comes_to(orders, "mini", "large"),
        "large", "owner", 1.0, orders,
    )  # fmt: skip


def a_vote(name: str, winner: str) -> Outcome:
    return Outcome("o", name, OutcomeKind.VOTE, "mina", "mini", None, winner, "large", "mina", 1.0)


def test_without_a_judge_there_is_nothing_to_show(cli):
    answer = cli("doctor", "judge")
    assert answer.status == 0
    assert "No judge has said anything yet." in answer.out
    assert cli("doctor", "judge", "--json").json == []


def test_a_good_judge_is_shown_with_its_votes_and_both_bounds(cli, judged):
    orders = ["AB", "BA"] * 40
    judged("good", orders, ["mini", "large"] * 40)
    answer = cli("doctor", "judge", "--json")
    (row,) = answer.json
    assert answer.status == 0
    assert (row["votes"], row["agreed"], row["refusal"], row["sentence"]) == (80, 80, None, None)
    assert (row["pairs"], row["by_place"], row["decided"]) == (80, 0, 80)
    assert row["low"] > 0.9
    assert row["place_high"] < 0.1
    assert row["weight"] >= 0.8
    told = cli("doctor", "judge").out
    assert "agrees with people in 80 of 80" in told
    assert "names the same place in 0 of 80 pairs" in told


def test_one_that_always_says_a_is_refused_in_one_sentence(cli, judged):
    judged("always-a", ["AA"] * 10)
    answer = cli("doctor", "judge")
    assert answer.status == 1
    assert "Refused: it goes by an answer's place" in answer.out
    assert "counts 0% of a vote" in answer.out
    korean = cli("doctor", "judge", "--lang", "ko")
    assert "자리를 보고" in korean.out
    assert "믿지 않음" in korean.out


def test_what_may_not_be_learned_from_is_not_looked_at(cli, judged):
    judged("hidden", ["AA"] * 10, may_learn=False)
    assert cli("doctor", "judge", "--json").json == []
