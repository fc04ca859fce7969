"""What the use cases work with. Built in one place, `bootstrap.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from wayfare.domain.record import AttemptRecord, RequestRecord
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.clock import Clock
from wayfare.ports import Provider
from wayfare.routing.router import PriorRouter


class Records(Protocol):
    """Where records go. Returns at once; what was taken is durable soon after."""

    def append(self, record: RequestRecord | AttemptRecord) -> None:
        """Take one record."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """`keep_texts` says whether questions and answers are kept, not only their figures."""

    providers: Mapping[str, Provider]
    catalog: Catalog
    router: PriorRouter
    records: Records
    clock: Clock
    keep_texts: bool = True
