"""A question that somebody kept and knew the answer to, as two arms answered it: one comparison."""

import msgspec


class PastComparison(msgspec.Struct, frozen=True):
    """How an arm answered a question of a file, beside a baseline, by what is known to be right.

    Rows enter in the order of the file, which was there before anybody answered. `kept_at` is when
    the row was kept, `at` when the earlier of both answers was asked for, in Unix time. `question`
    is a digest: of the same question one row counts. `difference` in [-1, 1] is the score of the
    arm's answer less that of the baseline's; None: the arm gave no answer, which counts as lost.
    """

    kept_at: float
    at: float
    question: str
    topic: str | None
    language: str
    arm: str
    baseline: str
    decision_id: str
    baseline_id: str
    difference: float | None
