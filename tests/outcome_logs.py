"""Logs of outcomes for tests of what is learned: in memory, or in a database."""

import msgspec
import numpy as np

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
from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.store.database import Database
from wayfare.store.outcomes import Decided, Learnable, add_outcomes
from wayfare.store.writer import Writer

EMBEDDER = HashingEmbedder(shipped())
REASON = Reason("cheapest", "가장 싸다", "It is the cheapest")
QUESTIONS = [f"What is {n} times {n + 3}, and why?" for n in range(200)]
VECTORS = [EMBEDDER.vector(text).astype("<f2").tobytes() for text in QUESTIONS]


def outcome(number: int, arm: str, score: float | None, **more) -> Outcome:
    """What a check says of the answer to question `number`, unless `more` says otherwise."""
    given = {
        "id": "1", "decision_id": f"d{number:06}", "kind": OutcomeKind.CHECK, "source": "exact",
        "winner": None, "against": None, "said_by": "mina", "at": float(number),
    } | more  # fmt: skip
    return Outcome(arm=arm, score=score, **given)


def learnable(number, said, replaces=None, *, question=None, **decided):
    """An outcome as a store hands it out."""
    question = number if question is None else question
    given = {"language": "en", "topic": None, "may_learn": True} | decided
    return Learnable(
        number,
        said,
        replaces,
        Decided(
            project="default", propensity=1.0, started_at=float(question),
            features=VECTORS[question % len(VECTORS)], features_version=EMBEDDER.version, **given,
        ),
        100, 50, 900.0,
    )  # fmt: skip


def mixed_log(count, seed=0):
    """Outcomes of every kind, some of them replaced, some not to be learned from."""
    rng = np.random.default_rng(seed)
    said, log, compared = {}, [], []
    for number in range(1, count + 1):
        if said and rng.random() < 0.15:
            question = int(rng.choice(list(said)))
            before = said[question]
            score = None if before.score is None else float(rng.integers(5)) / 4
            winner = None if before.winner is None else str(rng.choice(["a", "b", "tie"]))
            after = msgspec.structs.replace(before, score=score, winner=winner)
            log.append(learnable(number, after, before, question=question))
        elif compared and rng.random() < 0.1:  # a person says of a judge's pair, too
            question = compared.pop()
            after = outcome(
                question, "a", None, id="vote", kind=OutcomeKind.VOTE, source="mina", against="b",
                winner=str(rng.choice(["a", "b"])),
            )  # fmt: skip
            log.append(learnable(number, after, question=question))
            continue
        elif rng.random() < 0.2:
            question = number
            after = outcome(
                number, "a", None, kind=OutcomeKind.VERDICT, source="judge", against="b",
                winner=str(rng.choice(["a", "b"])), orders=str(rng.choice(["AB", "BA", "AA"])),
            )  # fmt: skip
            compared.append(question)
            log.append(learnable(number, after))
        else:
            question = number
            kind = list(OutcomeKind)[int(rng.integers(4))]
            after = outcome(
                number, "abc"[int(rng.integers(3))], float(rng.random() < 0.6), kind=kind
            )
            topic = ["t", "u", None][int(rng.integers(3))]
            may_learn = bool(rng.random() < 0.9)
            language = "ko" if rng.random() < 0.3 else "en"
            log.append(
                learnable(number, after, topic=topic, may_learn=may_learn, language=language)
            )
        if log[-1].decided.may_learn and log[-1].decided.topic is None:
            said[question] = after
    return log


def write(database: Database, numbers, scores, arm: str = "a", served=None, by=None) -> None:
    """Ask questions by their numbers, answer them by a model, say how good that was.

    `by` is who answers for the arm, where that is made of several models.
    """
    writer = Writer(database)
    for number in numbers:
        offer = Offer(Arm(arm, Deployment(arm, "p", arm)), 1, 0.8, None)
        context = Context(
            "en", frozenset(), 10, 10, VECTORS[number % len(VECTORS)], EMBEDDER.version
        )
        writer.append(
            RequestRecord(
                f"r{number:06}", float(number), None, Caller("owner", "k"), "openai", "auto", False,
                context, Decision(f"d{number:06}", Goal.AUTO, (offer,), 1.0, REASON, "prior", ()),
                None,
            )
        )  # fmt: skip
        writer.append(
            AttemptRecord(
                f"a{number:06}", f"r{number:06}", 1, arm, by or arm, "p", float(number), 1.0, 2.0,
                Ending.WHOLE, 200, None, Usage(9, 9), True, 1, Cost(1, CostState.SETTLED),
                LOCAL_TERMS, "stop", "Yes.", served_model=served,
            )
        )  # fmt: skip
    writer.close()
    say(database, numbers, scores, arm)


def say(database: Database, numbers, scores, arm: str = "a") -> None:
    """Say how good the answers to questions were that were asked before."""
    said = [outcome(n, arm, float(s)) for n, s in zip(numbers, scores, strict=True)]
    add_outcomes(database, said)
