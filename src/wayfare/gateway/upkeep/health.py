"""See how this Wayfare does: who answers how fast, who fails, what waits, what room is left.

Filled from the log and from what this process knows now; what is not known is None. Waits for the
disk. Knows nothing of HTTP.
"""

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from wayfare.domain.audit import Action
from wayfare.domain.record import Ending
from wayfare.gateway.breaker import BreakerState, Rest
from wayfare.gateway.parts import Parts
from wayfare.gateway.percentiles import Percentiles, percentiles
from wayfare.store.audit import Wanted, list_entries
from wayfare.store.database import Database
from wayfare.store.recent_attempts import RecentAttempt, read_recent_attempts
from wayfare.store.runs import count_running

HOUR_S = 3_600.0
#: How far back is looked at most, and where nobody says.
HOURS, HOURS_MAX = 24, 168
#: Statuses of a provider's that are its own fault, as a breaker sees it.
_BUSY = (408, 429)
#: And those by which it lets nobody in: its key is wrong, paid for nothing, or for something else.
_SHUT = (401, 402, 403)


class Failure(msgspec.Struct, frozen=True):
    """A call that failed: when, by what, and the provider's status where it said one."""

    at: float
    error: str | None
    status: int | None


class DeploymentHealth(msgspec.Struct, frozen=True):
    """How one deployment did: `asked` are the calls that were sent.

    `failed` are those that whoever asked is not to blame for: broken off, out of reach, busy, a
    fault of its own, or a key that opens nothing.
    `rests_s`: for how long yet `auto` leaves it alone, where its breaker is open and that is known.
    """

    name: str
    provider: str
    is_listed: bool
    asked: int
    failed: int
    failed_share: float | None
    first_word_ms: Percentiles
    whole_ms: Percentiles
    breaker: BreakerState
    rests_s: float | None
    last_failure: Failure | None


class Resting(msgspec.Struct, frozen=True):
    """What the breaker of a deployment says, and how long it is left alone."""

    state: BreakerState
    rest: Rest | None = None


_WELL = Resting(BreakerState.CLOSED)


class Unlisted(msgspec.Struct, frozen=True):
    """A provider that lists no models just now, and what it said."""

    provider: str
    said: str


class Room(msgspec.Struct, frozen=True):
    """What is free on the disk of a folder, in bytes."""

    folder: str
    free: int
    total: int


class LastBackup(msgspec.Struct, frozen=True):
    """The newest backup that was made: when, into which file, and by whom."""

    at: float
    file: str
    by: str


class Health(msgspec.Struct, frozen=True):
    """How this Wayfare does. `runs` are answers of the page under way, whichever process has them.

    What a breaker says is of the process that tells it.
    """

    at: float
    hours: int
    deployments: list[DeploymentHealth]
    unlisted: list[Unlisted]
    runs: int
    room: Room | None
    last_backup: LastBackup | None


async def see_health(parts: Parts, database: Database, home: Path, hours: int = HOURS) -> Health:
    """How it does, by the calls of so many hours.

    Raises:
        StoreError: the database cannot be read.
    """
    now, tick = parts.clock.now(), parts.clock.tick()
    listed = {each.name: each.provider for each in parts.catalog.deployments}
    # here and not in the thread: they change whenever a call ends
    breakers = {
        name: Resting(state, parts.breakers.rest(name, tick))
        for name, state in parts.breakers.states(tick).items()
    }
    faults = [Unlisted(*each) for each in sorted(parts.catalog.faults.items())]
    return await asyncio.to_thread(
        lambda: Health(
            at=now,
            hours=hours,
            deployments=_deployments(
                read_recent_attempts(database, now - hours * HOUR_S), listed, breakers
            ),
            unlisted=faults,
            runs=count_running(database),
            room=_room(home),
            last_backup=last_backup(database),
        )
    )


def last_backup(database: Database) -> LastBackup | None:
    """The newest backup that the audit log tells of, wherever its file is."""
    found = list_entries(database, Wanted(action=Action.STORE_BACKUP, limit=1))
    return LastBackup(found[0].at, found[0].subject, found[0].actor) if found else None


def _deployments(
    recent: Sequence[RecentAttempt], listed: Mapping[str, str], breakers: Mapping[str, Resting]
) -> list[DeploymentHealth]:
    """Those that can be asked now, then those that were asked and are gone."""
    calls: dict[str, list[RecentAttempt]] = {name: [] for name in listed}
    for each in recent:
        calls.setdefault(each.deployment, []).append(each)
    return [
        _deployment(name, listed.get(name), some, breakers.get(name, _WELL))
        for name, some in calls.items()
    ]


def _deployment(
    name: str, provider: str | None, calls: Sequence[RecentAttempt], breaker: Resting
) -> DeploymentHealth:
    failures = [each for each in calls if _is_failure(each)]
    whole = [each for each in calls if each.ending is Ending.WHOLE]
    last = max(failures, key=lambda each: each.started_at, default=None)
    rest_s = 0.0 if breaker.rest is None else breaker.rest.seconds
    return DeploymentHealth(
        name=name,
        provider=provider or calls[0].provider,
        is_listed=provider is not None,
        asked=len(calls),
        failed=len(failures),
        failed_share=round(len(failures) / len(calls), 4) if calls else None,
        first_word_ms=percentiles(
            [each.first_token_ms for each in whole if each.first_token_ms is not None]
        ),
        whole_ms=percentiles([each.total_ms for each in whole]),
        breaker=breaker.state,
        rests_s=round(rest_s, 1) if rest_s > 0 else None,
        last_failure=None if last is None else Failure(last.started_at, last.error, last.status),
    )


def _is_failure(call: RecentAttempt) -> bool:
    """Whether it was for an admin or the provider to mend: not where somebody asked amiss."""
    if call.ending is Ending.FAILED:
        status = call.status
        return status is None or status >= 500 or status in (*_BUSY, *_SHUT)
    return call.ending is Ending.CUT


def _room(folder: Path) -> Room | None:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return Room(str(folder), usage.free, usage.total)
