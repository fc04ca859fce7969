"""See what is asked about: topics with their share, their languages and who answers them best.

Waits for the disk. Knows nothing of how topics are found.
"""

from collections.abc import Iterable, Mapping

import msgspec

from wayfare.domain.chat import is_found
from wayfare.store.database import Database
from wayfare.store.topics import Answered, TopicLog

#: With fewer outcomes nobody is called the best.
OUTCOMES_LEAST = 5
#: So many outcomes in the middle are put beside an arm's own, so that three lucky ones win nothing.
MIDDLE_WORTH = 4.0


class BestArm(msgspec.Struct, frozen=True):
    """The arm whose answers were said to be the best: the mean of so many outcomes.

    They are of the questions that it was chosen for, and of no others.
    """

    arm: str
    score: float
    outcomes: int


class SeenTopic(msgspec.Struct, frozen=True):
    """A topic of a span of time. `id` None: questions that are far from every topic.

    `names` are its telling words by language, empty where somebody gave it or no texts are
    kept. `share` is that of all questions, `languages` how many there are in each.
    """

    id: str | None
    is_given: bool
    names: Mapping[str, tuple[str, ...]]
    questions: int
    share: float
    languages: Mapping[str, int]
    best: BestArm | None


def see_topics(database: Database, since: float) -> list[SeenTopic]:
    """The topics that were asked about since a moment, the most frequent first, unknown last."""
    log = TopicLog(database)
    names = _names(log)
    languages: dict[str | None, dict[str, int]] = {}
    for asked in log.asked(since):
        languages.setdefault(asked.topic, {})[asked.language] = asked.questions
    answered = log.answered(since)
    total = sum(sum(counts.values()) for counts in languages.values())
    found = [
        SeenTopic(
            id=topic,
            is_given=topic is not None and not is_found(topic),
            names=names.get(topic, {}) if topic is not None else {},
            questions=sum(counts.values()),
            share=sum(counts.values()) / total,
            languages=dict(sorted(counts.items(), key=lambda each: (-each[1], each[0]))),
            best=_best(each for each in answered if each.topic == topic),
        )
        for topic, counts in languages.items()
    ]
    return sorted(found, key=lambda each: (each.id is None, -each.questions, each.id or ""))


def _names(log: TopicLog) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """The telling words of the topics that were found."""
    kept = log.latest()
    if kept is None:
        return {}
    from wayfare.routing.topics import read_topics  # noqa: PLC0415 - numbers are large

    return {topic.id: topic.names for topic in read_topics(kept.state)}


def _best(answered: Iterable[Answered]) -> BestArm | None:
    known = [each for each in answered if each.outcomes >= OUTCOMES_LEAST]
    if not known:
        return None
    best = max(known, key=lambda each: (_cautious(each), each.arm))
    return BestArm(best.arm, round(best.score, 3), best.outcomes)


def _cautious(each: Answered) -> float:
    return (each.score * each.outcomes + 0.5 * MIDDLE_WORTH) / (each.outcomes + MIDDLE_WORTH)
