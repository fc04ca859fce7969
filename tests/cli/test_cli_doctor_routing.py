"""`wayfare doctor routing`: what looks like a fault in outcomes is shown, and can be confirmed."""

from contextlib import closing
from pathlib import Path

import pytest

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.cost import Cost, CostState
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.deployment import LOCAL_TERMS, Deployment
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.outcome import Outcome, OutcomeKind
from wayfare.domain.record import AttemptRecord, Ending, RequestRecord
from wayfare.domain.usage import Usage
from wayfare.store.database import open_database
from wayfare.store.outcomes import add_outcomes, read_since
from wayfare.store.writer import Writer


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'wayfare.db'}"


@pytest.fixture
def said(store):
    """Keep answers of an arm and what a check said of them."""
    counts = iter(range(10_000))

    def keep(arm: str, scores, finish: str = "stop", answer: str = "Yes.", tokens: int = 9) -> None:
        numbers = [next(counts) for _ in scores]
        with closing(open_database(store)) as database:
            writer = Writer(database)
            for number in numbers:
                writer.append(a_request(number, arm))
                writer.append(an_attempt(number, arm, finish, answer, tokens))
            writer.close()
            add_outcomes(
                database, [an_outcome(*each, arm) for each in zip(numbers, scores, strict=True)]
            )

    return keep


def a_request(number: int, arm: str) -> RequestRecord:
    offer = Offer(Arm(arm, Deployment(arm, "p", arm)), 1, 0.8, None)
    reason = Reason("cheapest", "가장 싸다", "It is the cheapest")
    return RequestRecord(
        id=f"r{number}", started_at=float(number), conversation=None, caller=Caller("owner", "k"),
        wire="openai", model="auto", stream=False, prompt=None,
        context=Context("en", frozenset(), 10, 10, topic="sums"),
        decision=Decision(f"d{number}", Goal.AUTO, (offer,), 1.0, reason, "prior", ()),
    )  # fmt: skip


def an_attempt(number: int, arm: str, finish: str, answer: str, tokens: int) -> AttemptRecord:
    return AttemptRecord(
        id=f"a{number}", request_id=f"r{number}", number=1, arm=arm, deployment=arm, provider="p",
        started_at=float(number), first_token_ms=1.0, total_ms=2.0, ending=Ending.WHOLE, status=200,
        error=None, usage=Usage(9, tokens), counted_by_provider=True, deltas=1,
        cost=Cost(1, CostState.SETTLED), terms=LOCAL_TERMS, finish_reason=finish, answer=answer,
        logprob_mean=None,
    )  # fmt: skip


def an_outcome(number: int, score: float, arm: str) -> Outcome:
    return Outcome(
        id="check/exact", decision_id=f"d{number}", kind=OutcomeKind.CHECK, source="exact", arm=arm,
        score=score, winner=None, against=None, said_by="owner", at=float(number),
    )  # fmt: skip


GOOD = [1.0, 1.0, 1.0, 0.0] * 40


@pytest.fixture
def faulty(said):
    """One arm that is never right, where two others mostly are."""
    for arm, scores in (("a", [0.0] * 60), ("b", GOOD), ("c", GOOD)):
        said(arm, scores)


def test_an_empty_log_has_no_fault(cli):
    answer = cli("doctor", "routing")
    assert (answer.status, answer.out) == (0, "0 outcomes, and nothing that looks like a fault.\n")


def test_a_log_without_fault_is_fine(cli, said):
    for arm in "abc":
        said(arm, GOOD)
    assert cli("doctor", "routing", "--json").json == {
        "outcomes": 480,
        "findings": [],
        "vigils": [],
    }


def test_a_finding_says_where_how_many_why_and_what_to_do(cli, faulty):
    answer = cli("doctor", "routing", "--json")
    (finding,) = answer.json["findings"]
    assert answer.status == 1
    assert (finding["fault"], finding["arm"], finding["topic"]) == ("all_zero", "a", "sums")
    assert (finding["n"], finding["seen"], finding["confirmed"]) == (60, 0, False)
    lines = cli("doctor", "routing").out
    for told in (finding["id"], "a · sums · check/exact", "60", finding["why"], finding["cure"]):
        assert told in lines
    korean = cli("doctor", "routing", "--lang", "ko").out
    assert "확인 필요" in korean
    assert "모두 0점" in korean


def test_a_confirmed_finding_is_shown_as_such_and_can_be_doubted_again(cli, faulty):
    (finding,) = cli("doctor", "routing", "--json").json["findings"]
    confirmed = cli("doctor", "routing", "--confirm", finding["id"])
    assert confirmed.status == 0
    assert "Confirmed" in confirmed.out
    (entry,) = cli("audit", "--json").json
    assert (entry["action"], entry["subject"]) == ("outcomes.confirm", finding["id"])
    assert cli("doctor", "routing", "--doubt", finding["id"]).status == 1
    assert cli("audit", "--json").json[0]["action"] == "outcomes.doubt"


@pytest.mark.parametrize("option", ["--confirm", "--doubt"])
def test_what_was_not_found_cannot_be_confirmed(cli, faulty, option):
    answer = cli("doctor", "routing", option, "nothing")
    assert answer.status == 1
    assert "There is no finding nothing." in answer.err
    korean = cli("doctor", "routing", option, "nothing", "--lang", "ko").err
    assert "nothing 발견은 없습니다." in korean


def test_cut_and_empty_answers_that_count_as_wrong_are_found(cli, said):
    said("a", GOOD)
    said("a", [0.0] * 30, finish="length")
    (finding,) = cli("doctor", "routing", "--json").json["findings"]
    assert (finding["fault"], finding["n"]) == ("cut", 30)


def test_an_answer_is_cut_where_it_is_empty_or_ended_too_long(store, said):
    said("a", [0.0, 0.0], finish="max_tokens")
    said("a", [0.0], answer=" \n")
    said("a", [0.0], answer="", finish="tool_calls")
    said("a", [0.0], tokens=0)
    said("a", [0.0])
    with closing(open_database(store)) as database:
        cut = [each.is_cut for each in read_since(database, 0)]
    assert cut == [True, True, True, False, True, False]


def test_the_doctor_itself_works_as_before(cli):
    assert cli("doctor").status == 0
    assert cli("doctor", "--json").json["settings"]
