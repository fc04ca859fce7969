"""Look through all outcomes for what they say of the judges.

Knows the log and how judges are measured. Knows nothing of how that is shown.
"""

from collections.abc import Iterable

from wayfare.routing.judges import Judge, Judges
from wayfare.store.database import Database
from wayfare.store.outcomes import Learnable, all_since


def measure_judges(database: Database) -> list[Judge]:
    """Every judge of the log, by name, as a router measures it."""
    return judges_in(all_since(database)).all()


def judges_in(learnables: Iterable[Learnable]) -> Judges:
    """What some outcomes say of judges. Of whoever does not allow it, nothing is looked at."""
    judges = Judges()
    for each in learnables:
        if each.decided.may_learn:
            judges.note(each.outcome)
    return judges
