"""See what was used and what it cost, added up over a span of days.

Members see what they asked themselves, admins what all did. Waits for the disk.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from wayfare.domain.budget import DAY_S
from wayfare.domain.errors import BadRequestError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.parts import Accounts, sees_all
from wayfare.store.usage import Group, UsageRow, usage_by

#: No more days than this are added up at once.
DAYS_MAX = 3_660


@dataclass(frozen=True, slots=True)
class Span:
    """Days in UTC, the first and the last included."""

    since: date
    until: date


def see_usage(accounts: Accounts, caller: Caller, group: Group, span: Span) -> list[UsageRow]:
    """The sums of what the caller sees, by group, in order of name.

    Raises:
        BadRequestError: the span ends before it begins, or is too long.
    """
    days = (span.until - span.since).days + 1
    if not 0 < days <= DAYS_MAX:
        raise BadRequestError(
            f"`since` is wrong: not after `until`, and {DAYS_MAX} days before it at most.",
            param="since",
        )
    since = datetime.combine(span.since, time(), UTC).timestamp()
    user = None if sees_all(caller) else caller.user
    until = since + days * DAY_S
    return usage_by(accounts.database, since=since, until=until, group=group, user=user)
