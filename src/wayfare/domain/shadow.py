"""An answer that is compared with what the baseline answers in its shadow, and what came of it."""

from enum import StrEnum

import msgspec


class By(StrEnum):
    """Who said how far two answers are apart."""

    EQUAL = "equal"  # they come to the same: nobody needed to be asked
    CHECK = "check"  # a program looked at both
    JUDGE = "judge"  # a model that was measured
    PERSON = "person"  # somebody who did not know whose is whose


class Fate(StrEnum):
    """What became of a comparison."""

    COMPARED = "compared"
    SKIPPED = "skipped"  # for a reason that cannot depend on the answers
    LOST = "lost"  # for one that may: counted as if all had been lost
    UNSURE = "unsure"  # both are there and differ, and only a person can say which is better


class Shadow(msgspec.Struct, frozen=True, omit_defaults=True):
    """A decision that was drawn to be compared. The order of their ids is that of the requests.

    `arm` is the one that was chosen, `baseline` the other. `share` is how likely it was to be
    drawn, `floor` the least share in force among the arm's answers to the topic; `arm_floor` is
    the least among all answers of the arm, `baseline_floor` among those of all arms, None:
    `floor` too. `is_mirror`: the baseline answered, and the arm is asked in the shadow.

    `vote_chance` is how likely a person was to be asked which answer is better, where nobody else
    is sure; None: nobody voted then, and no vote counts. `is_vote_drawn`: one is asked; None: no
    lot was drawn, since nobody may read it, or too many wait.
    """

    decision_id: str
    at: float
    topic: str | None
    language: str
    arm: str
    baseline: str
    share: float
    floor: float
    is_mirror: bool
    arm_floor: float | None = None
    baseline_floor: float | None = None
    vote_chance: float | None = None
    is_vote_drawn: bool | None = None


class Comparison(msgspec.Struct, frozen=True):
    """What came of a shadow; the first word on it is the last.

    `difference` is the score of the arm's answer less that of the baseline's, in [-1, 1], where it
    was `COMPARED`. `judge` names who judged, or would have; `judge_error` bounds how often that one
    is wrong, as far as was known then. `shadow_id` is the decision of the answer in the shadow.
    `why` says what stood in the way. `by_marks`: the judge gave marks, and the difference is
    theirs, as a part of the best mark; else it said which answer is better, or nobody judged.
    """

    decision_id: str
    at: float
    fate: Fate
    difference: float | None = None
    by: By | None = None
    judge: str | None = None
    judge_error: float | None = None
    shadow_id: str | None = None
    why: str = ""
    by_marks: bool | None = None
