"""The rules that need no file: the plain ones that every router must beat, and Wayfare's own."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from wayfare.embedding.hashing import HashingEmbedder
from wayfare.embedding.projection import shipped
from wayfare.embedding.surface import SIZE
from wayfare.reports.replay.labelled import Asked, Floats, Labelled, Places
from wayfare.reports.replay.policy import MakePolicy
from wayfare.routing.costs import Costs, fit_costs
from wayfare.routing.estimates import Estimates, estimate
from wayfare.routing.experience import Experience, Lesson
from wayfare.routing.feature_map import FeatureMap
from wayfare.routing.price_weight import Choosing, best_arm, weigh_price

Vectors = NDArray[np.float32]


class BestSingle:
    """Always the arm that was best."""

    def __init__(self, _: np.random.Generator) -> None:
        self._arm = 0

    def learn(self, seen: Labelled) -> None:
        """Find it."""
        self._arm = best_arm(seen.scores)

    def decide(self, asked: Asked, aim: float | None) -> Places:
        """Take it."""
        return np.full(len(asked), self._arm, dtype=np.intp)

    def prefer(self, asked: Asked) -> Floats | None:
        """All questions are alike."""
        return None


class Cheapest(BestSingle):
    """Always the arm that cost the least."""

    def learn(self, seen: Labelled) -> None:
        """Find it; where no cost is known, the first."""
        known = ~np.isnan(seen.dollars)
        means = np.where(known, seen.dollars, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        self._arm = int(np.argmin(np.where(known.any(axis=0), means, np.inf)))


class Random:
    """Any arm, each as likely as another."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._arms = 1

    def learn(self, seen: Labelled) -> None:
        """Count the arms."""
        self._arms = len(seen.arms)

    def decide(self, asked: Asked, aim: float | None) -> Places:
        """Draw."""
        return self._rng.integers(self._arms, size=len(asked)).astype(np.intp)

    def prefer(self, asked: Asked) -> Floats | None:
        """A random order."""
        return self._rng.random((len(asked), self._arms))


class _Embedded:
    """Vectors of texts; each text is embedded once, however many seeds there are."""

    def __init__(self) -> None:
        self.embedder = HashingEmbedder(shipped())
        self.feature_map = FeatureMap(shipped().landmarks)
        self._known: dict[str, Vectors] = {}

    def __call__(self, asked: Asked) -> Vectors:
        if len(asked) == 1:  # a single decision pays for its own vector, so that it can be timed
            return self.embedder.vector(asked.texts[0])[None]
        for text in asked.texts:
            if text not in self._known:
                self._known[text] = self.embedder.vector(text)
        return np.stack([self._known[text] for text in asked.texts])


class LengthOnly:
    """The control: no view of quality at all, only of what a question of its length costs.

    What it saves is no evidence that anything is known about who answers what.
    """

    def __init__(self, _: np.random.Generator) -> None:
        self._seen: Labelled | None = None
        self._costs: Costs | None = None
        self._means: Floats = np.zeros(0)
        self._choosing: dict[float | None, Choosing] = {}

    def learn(self, seen: Labelled) -> None:
        """Learn what each arm costs, and its mean score."""
        self._seen = seen
        self._costs, self._left_out = fit_costs(_surface(seen.asked), seen.dollars)
        counts = (~np.isnan(seen.scores)).sum(axis=0)
        self._means = np.nansum(seen.scores, axis=0) / np.maximum(counts, 1)

    def decide(self, asked: Asked, aim: float | None) -> Places:
        """Take what is cheap for its mean."""
        assert self._seen is not None, "learn comes first"
        assert self._costs is not None, "learn comes first"
        seen = self._seen
        if aim not in self._choosing:
            counts = np.maximum((~np.isnan(seen.scores)).sum(axis=0), 2)
            own = np.where(np.isnan(seen.scores), self._means, seen.scores)
            without = (self._means * counts - own) / (counts - 1)
            self._choosing[aim] = weigh_price(
                without, self._left_out, seen.scores, seen.dollars, aim or 0.0
            )
        quality = np.tile(self._means, (len(asked), 1))
        return self._choosing[aim].choose(quality, self._costs.expect(_surface(asked)))

    def prefer(self, asked: Asked) -> Floats | None:
        """All questions are alike."""
        return None


class Wayfare:
    """Wayfare's own: its embedder, its estimates, its weighing of price."""

    def __init__(self, _: np.random.Generator) -> None:
        self._seen: Labelled | None = None
        embedding = _embedding()
        embedder = embedding.embedder
        self._experience = Experience(embedding.feature_map, embedder.version, embedder.size)
        self._estimates: Estimates | None = None
        self._costs: Costs | None = None
        self._choosing: dict[float | None, Choosing] = {}

    def learn(self, seen: Labelled) -> None:
        """Learn every outcome."""
        self._seen = seen
        vectors = _embedding()(seen.asked)
        self._experience.learn_all(
            Lesson(question, arm, vectors[row], score, None, seen.asked.topics[row])
            for row, question in enumerate(seen.asked.ids)
            for arm, score in zip(seen.arms, seen.scores[row].tolist(), strict=True)
            if score == score  # noqa: PLR0124 - NaN
        )
        self._estimates = estimate(self._experience, seen.arms)
        self._costs, self._left_out = fit_costs(_surface(seen.asked), seen.dollars)
        self._choosing = {}

    def decide(self, asked: Asked, aim: float | None) -> Places:
        """Take the best for its price, as far as the aim allows."""
        assert self._estimates is not None, "learn comes first"
        assert self._costs is not None, "learn comes first"
        vectors = _embedding()(asked)
        quality = self._estimates.quality(self._features(vectors, asked))
        if aim not in self._choosing:
            self._choosing[aim] = self._choosing_for(aim)
        surface = vectors[:, -SIZE:]
        return self._choosing[aim].choose(quality, self._costs.expect(surface))

    def prefer(self, asked: Asked) -> Floats | None:
        """What is estimated, even where it is too weak to route by."""
        assert self._seen is not None, "learn comes first"
        leaning = estimate(self._experience, self._seen.arms, plain_allowed=False)
        return self._features(_embedding()(asked), asked) @ leaning.slopes + leaning.offsets

    def _features(self, vectors: Vectors, asked: Asked) -> Vectors:
        return self._experience.features_of(vectors, list(asked.topics))

    def _choosing_for(self, aim: float | None) -> Choosing:
        assert self._estimates is not None, "learn comes first"
        assert self._seen is not None, "learn comes first"
        left_out, seen = self._estimates.left_out, self._seen
        rows = {question: row for row, question in enumerate(seen.asked.ids)}
        order = [rows[question] for question in left_out.questions]
        best = best_arm(seen.scores)
        if aim is None:
            return Choosing(best, 0.0)
        return weigh_price(
            left_out.quality, self._left_out[order], left_out.scores, seen.dollars[order], aim
        )


def _surface(asked: Asked) -> Vectors:
    return _embedding()(asked)[:, -SIZE:]


@cache
def _embedding() -> _Embedded:
    """Read from the disk when the first rule needs it."""
    return _Embedded()


#: By the names that `--policy` takes; `oracle` needs the outcomes and is worked out apart.
POLICIES: Mapping[str, MakePolicy] = {
    "wayfare": Wayfare,
    "best_single": BestSingle,
    "cheapest": Cheapest,
    "random": Random,
    "length_only": LengthOnly,
}
