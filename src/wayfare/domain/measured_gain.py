"""What asking through another language gained one model in one language, as it was measured."""

import msgspec

#: The translator of a model that translated for itself.
OWN = "own"


class MeasuredGain(msgspec.Struct, frozen=True):
    """Pivot less direct, in shares of right answers, the mean of so many questions.

    Both `model` and `translator` are as their providers call them: what was measured of a model
    holds wherever it is asked. `at` is when its first question was asked, Unix time in seconds. So
    many as are `learned` are outcomes of a pivot, so that the router knows them already.
    """

    model: str
    translator: str
    middle: str
    language: str
    gain: float
    questions: int
    at: float
    learned: int = 0
