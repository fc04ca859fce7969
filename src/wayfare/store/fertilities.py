"""Add up how many tokens each model makes of each language, from answers that were counted.

Knows the log. Answers that were translated on their way are left out: their letters are another's;
and so are counts that no tokenizer explains.
"""

from sqlalchemy import func, select

from wayfare.domain.fertility import Fertility
from wayfare.domain.record import Ending
from wayfare.store.database import Database
from wayfare.store.schema import attempts, completions, requests

#: So many times what is presumed is no tokenizer's doing: it is thought that is told as answer.
FAR_OFF = 6


def read_fertilities(database: Database, since: float) -> list[Fertility]:
    """The sums of all whole answers since then (Unix seconds), by deployment and language."""
    visible = completions.c.output_tokens - completions.c.reasoning_tokens
    wanted = (
        select(
            attempts.c.deployment,
            requests.c.language,
            func.count().label("answers"),
            func.sum(completions.c.letters).label("letters"),
            func.sum(visible).label("tokens"),
            func.sum(completions.c.presumed_tokens).label("presumed"),
        )
        .select_from(requests.join(attempts).join(completions))
        .where(
            requests.c.started_at >= since,
            attempts.c.ending == str(Ending.WHOLE),
            attempts.c.leg.is_(None),
            completions.c.counted_by_provider,
            completions.c.letters > 0,
            visible > 0,
            visible <= FAR_OFF * completions.c.presumed_tokens,
            FAR_OFF * visible >= completions.c.presumed_tokens,
        )
        .group_by(attempts.c.deployment, requests.c.language)
        .order_by(attempts.c.deployment, requests.c.language)
    )
    with database.read() as connection:
        rows = connection.execute(wanted).all()
    return [
        Fertility(
            row.deployment,
            row.language,
            row.answers,
            # PostgreSQL adds integers up to a Decimal
            *(int(each) for each in (row.letters, row.tokens, row.presumed)),
        )
        for row in rows
    ]
