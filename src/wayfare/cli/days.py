"""Show days and moments, all in UTC: one way for every board."""

from datetime import UTC, datetime


def day_of(when: float | None) -> str:
    """A day as it is shown; empty where there is none, or nobody knows it (0)."""
    return "" if not when else datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%d")


def moment_of(when: float) -> str:
    """A day and its time, to the second."""
    return datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%d %H:%M:%S")
