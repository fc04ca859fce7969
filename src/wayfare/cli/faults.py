"""Say of a provider once that it lists no models, or not at all where a command tells it.

Knows the log that says it. Knows no provider.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOG = logging.getLogger("wayfare.gateway.catalog")


@contextmanager
def said_once() -> Iterator[None]:
    """Within this, the same words are logged once, however often models are listed."""
    seen: set[str] = set()

    def is_new(record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if message in seen:
            return False
        seen.add(message)
        return True

    with _filtered(is_new):
        yield


@contextmanager
def unsaid() -> Iterator[None]:
    """Within this nothing is logged of it: the command says who did not answer, and why."""
    with _filtered(lambda _: False):
        yield


@contextmanager
def _filtered(passes: Callable[[logging.LogRecord], bool]) -> Iterator[None]:
    _LOG.addFilter(passes)
    try:
        yield
    finally:
        _LOG.removeFilter(passes)
