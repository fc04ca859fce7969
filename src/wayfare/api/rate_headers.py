"""Say in headers how a caller's rates stand, in the words of the wire that is spoken."""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from wayfare.api.asgi import Header
from wayfare.domain.budget import Admission, Standing

RateHeaders = Callable[[Admission], list[Header]]


def duration(seconds: float) -> str:
    """A time as OpenAI writes it, rounded up.

    >>> duration(0.0123), duration(8.6), duration(59.9999), duration(61.5)
    ('13ms', '8.6s', '1m0s', '1m1.5s')
    """
    ms = math.ceil(seconds * 1_000)
    if ms < 1_000:
        return f"{ms}ms"
    minutes, rest = divmod(ms, 60_000)
    shown = f"{rest / 1_000:g}s"
    return f"{minutes}m{shown}" if minutes else shown


def _standings(admission: Admission) -> Iterator[tuple[str, Standing]]:
    if admission.requests is not None:
        yield "requests", admission.requests
    if admission.tokens_left is not None:
        yield "tokens", admission.tokens_left


def openai_rate_headers(admission: Admission) -> list[Header]:
    """In OpenAI's words."""
    headers = []
    for kind, standing in _standings(admission):
        headers += [
            (f"x-ratelimit-limit-{kind}".encode(), str(standing.limit).encode()),
            (f"x-ratelimit-remaining-{kind}".encode(), str(standing.remaining).encode()),
            (f"x-ratelimit-reset-{kind}".encode(), duration(standing.reset_s).encode()),
        ]
    return headers


def _anthropic(admission: Admission) -> list[Header]:
    headers = []
    for kind, standing in _standings(admission):
        reset = datetime.fromtimestamp(math.ceil(admission.at + standing.reset_s), UTC)
        headers += [
            (f"anthropic-ratelimit-{kind}-limit".encode(), str(standing.limit).encode()),
            (f"anthropic-ratelimit-{kind}-remaining".encode(), str(standing.remaining).encode()),
            (
                f"anthropic-ratelimit-{kind}-reset".encode(),
                f"{reset:%Y-%m-%dT%H:%M:%SZ}".encode(),
            ),
        ]
    return headers


_BY_WIRE: Final[Mapping[str, RateHeaders]] = {"anthropic": _anthropic}


def rate_headers_of(wire: str) -> RateHeaders:
    """How a wire writes them. OpenAI's way, where it has none of its own."""
    return _BY_WIRE.get(wire, openai_rate_headers)
