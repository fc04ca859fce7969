"""Questions about three things, in two languages, as the store has them."""

import json
from collections.abc import Sequence
from itertools import count

import numpy as np

from wayfare.domain.arm import Arm
from wayfare.domain.chat import Context
from wayfare.domain.decision import Decision, Goal, Reason
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.key import Caller
from wayfare.domain.offer import Offer
from wayfare.domain.record import RequestRecord
from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.routing.language import language_of
from wayfare.store.database import Database
from wayfare.store.rows import rows_of

COOKING = [
    "bread",
    "oven",
    "flour",
    "butter",
    "recipe",
    "dough",
    "yeast",
    "soup",
    "garlic",
    "onion",
]
PYTHON = ["python", "function", "list", "loop", "class", "dictionary", "exception", "tuple"]
TAXES = ["세금", "소득", "신고", "공제", "환급", "연말정산", "급여", "국세청", "납부", "증여"]
KINDS = {
    "cooking": ("How do I use {} and {} with {} for dinner?", COOKING),
    "python": ("Write code that puts a {} and a {} into a {}.", PYTHON),
    "taxes": ("{}은 언제 {}을 하고 {}를 어떻게 하나요?", TAXES),
}
#: When the first question was asked.
BEGAN = 1_750_000_000.0

_numbers = count()


def questions(number: int, seed: int = 0) -> list[tuple[str, str]]:
    """So many questions, each with what it is about."""
    rng = np.random.default_rng(seed)
    found = []
    for kind in rng.choice(list(KINDS), size=number).tolist():
        shape, words = KINDS[kind]
        found.append((kind, shape.format(*rng.choice(words, size=3, replace=False))))
    return found


def ask(
    database: Database,
    texts: Sequence[str],
    *,
    users: Sequence[str] = ("mina", "kim"),
    keeps_texts: bool = True,
    may_learn: bool = True,
    topics: Sequence[str | None] | None = None,
) -> list[str]:
    """Write questions to `auto` down, a second apart; the ids of their decisions."""
    embedder = HashingEmbedder(shipped())
    offer = Offer(Arm("mini", Deployment("mini", "openai", "mini")), 120, 0.8, 900.0)
    reason = Reason("cheapest", "가장 싸다", "It is the cheapest")
    records = []
    for place, text in enumerate(texts):
        number = next(_numbers)
        at = BEGAN + number
        context = Context(
            language_of(text),
            frozenset({Feature.CHAT}),
            10,
            10,
            embedder.vector(text).astype("<f2").tobytes(),
            embedder.version,
            None if topics is None else topics[place],
        )
        one = f"{int(at * 1_000):012x}{number:020x}"
        body = {"model": "auto", "messages": [{"role": "user", "content": text}]}
        records.append(
            RequestRecord(
                id=one,
                started_at=at,
                conversation=None,
                caller=Caller(users[number % len(users)], "key-1", may_learn=may_learn),
                wire="openai",
                model="auto",
                stream=False,
                context=context,
                decision=Decision(one, Goal.AUTO, (offer,), 1.0, reason, "prior"),
                prompt=json.dumps(body).encode() if keeps_texts else None,
            )
        )
    with database.write() as connection:
        for table, rows in rows_of(records).items():
            if rows:
                connection.execute(table.insert().values(rows))
    return [record.id for record in records]
