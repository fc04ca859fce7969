"""Split a labelled set by its questions: the same text never falls on both sides."""

import numpy as np

from wayfare.reports.replay.labelled import Asked, Labelled, Places

TEST_SHARE = 0.25
#: What is decided over what is not: how much the splits of one set have in common.
OVERLAP = TEST_SHARE / (1 - TEST_SHARE)


def resplit(asked: Asked, rng: np.random.Generator) -> tuple[Places, Places]:
    """Three quarters to learn from, and the rest, both in random order."""
    groups: dict[str, int] = {}
    group = np.array([groups.setdefault(text, len(groups)) for text in asked.texts])
    chosen = rng.permutation(len(groups))[: round(TEST_SHARE * len(groups))]
    in_test = np.isin(group, chosen)
    return rng.permutation(np.flatnonzero(~in_test)), rng.permutation(np.flatnonzero(in_test))


def draw(
    train: Labelled, test: Labelled, labels: int | None, rng: np.random.Generator
) -> tuple[Labelled, Labelled]:
    """What is learned from and what is decided; the same set twice is split anew.

    Two sets that share texts are cut apart: what is decided is never learned from.
    """
    if train is test:
        learned, decided = resplit(train.asked, rng)
        train, test = train.at(learned), test.at(decided)
    else:
        decided_texts = set(test.asked.texts)
        apart = [text not in decided_texts for text in train.asked.texts]
        train = train.at(rng.permutation(np.flatnonzero(apart)))
    if labels is not None:
        train = train.at(np.arange(min(labels, len(train))))
    return train, test
