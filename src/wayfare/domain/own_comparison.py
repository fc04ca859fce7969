"""A comparison of models on the questions that somebody brought in, as a job of the server."""

from enum import StrEnum

import msgspec


class JobState(StrEnum):
    """How a comparison stands."""

    RUNNING = "running"
    WHOLE = "whole"
    CUT = "cut"  # its money was spent before all was asked
    STOPPED = "stopped"  # somebody wanted it to end
    INTERRUPTED = "interrupted"  # the server ended
    FAILED = "failed"


class OwnComparison(msgspec.Struct, frozen=True):
    """Who is asked how many questions, and how far that is. Times are Unix seconds.

    `used` is the model in use, `arms` those that are compared with it, `judge` None where nobody
    judges. It may cost `budget_micros`; `fare_micros` is what was foreseen. `error` says why it
    failed.
    """

    id: str
    user: str
    project: str
    state: JobState
    used: str
    arms: tuple[str, ...]
    judge: str | None
    total: int
    fare_micros: int
    budget_micros: int
    created_at: float
    done: int = 0
    spent_micros: int = 0
    ended_at: float | None = None
    error: str | None = None
