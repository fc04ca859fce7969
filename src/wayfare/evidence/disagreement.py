"""Foresee where two arms disagree, from where they did, and share out what is compared by that.

The variance of a weighted mean is least where questions are drawn in proportion to the square root
of their mean squared difference (Neyman 1934; for audits of labels arXiv:2406.10490). That is a
guess about efficiency alone: with weights of w / q a claim holds however wrong the guess is.
"""

from collections.abc import Mapping

from wayfare.evidence.bets import SQUARE_PRESUMED, SQUARE_WORTH

#: No question is drawn with less than so much of the mean share.
FLOOR = 1 / 3
#: A topic with so many answers is busy.
BUSY_FROM = 300.0
#: Who remembers this many comparisons forgets half of them.
REMEMBERED = 4_000.0


class Disagreement:
    """How far an arm's answers are from the baseline's, by topic. None is a topic too."""

    __slots__ = ("_seen",)

    def __init__(self) -> None:
        #: Of each topic: comparisons, the sum of their squares, and the answers they stand for.
        self._seen: dict[str | None, list[float]] = {}

    def learn(self, topic: str | None, difference: float, share: float) -> None:
        """One comparison: a difference in [-1, 1], drawn with a chance of `share`."""
        seen = self._seen.setdefault(topic, [0.0, 0.0, 0.0])
        seen[0] += 1.0
        seen[1] += difference * difference
        seen[2] += 1 / share
        if sum(each[0] for each in self._seen.values()) > REMEMBERED:
            self._seen = {key: [0.5 * it for it in its] for key, its in self._seen.items()}

    def foreseen(self, topic: str | None) -> float:
        """The mean squared difference that is expected of a topic's next answer.

        What was seen of the topic, and as if `SQUARE_WORTH` comparisons had shown what is seen of
        all topics; of them, as if as many had shown what is presumed.
        """
        return self._foreseen(topic, self._of_all())

    def shares(self, mean: float) -> Mapping[str | None, float]:
        """How likely an answer to each topic that was seen should be compared.

        About `mean` on average over the answers to busy topics, down to a third where a topic has
        few; and in proportion to the square root of what is foreseen, never below a third of
        `mean`.
        """
        answers = {topic: its[2] for topic, its in self._seen.items()}
        of_all = self._of_all()
        roots = {topic: self._foreseen(topic, of_all) ** 0.5 for topic in answers}
        total = sum(answers.values())
        if not total:
            return {}
        middle = sum(answers[topic] * roots[topic] for topic in answers) / total
        return {
            topic: _within(mean * self._busy(topic) * roots[topic] / middle, mean)
            for topic in answers
        }

    def _foreseen(self, topic: str | None, of_all: float) -> float:
        count, squares, _ = self._seen.get(topic, (0.0, 0.0, 0.0))
        return (squares + SQUARE_WORTH * of_all) / (count + SQUARE_WORTH)

    def _busy(self, topic: str | None) -> float:
        """What part of the mean share a topic deserves by its traffic; all until it is known."""
        count, _, answers = self._seen[topic]
        return 1.0 if count < SQUARE_WORTH else min(1.0, max(FLOOR, answers / BUSY_FROM))

    def _of_all(self) -> float:
        total = sum(its[2] for its in self._seen.values())
        squares = sum(its[2] * its[1] / its[0] for its in self._seen.values())
        return (squares + SQUARE_WORTH * SQUARE_PRESUMED) / (total + SQUARE_WORTH)


def _within(share: float, mean: float) -> float:
    return min(1.0, max(FLOOR * mean, share))
