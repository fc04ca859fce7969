"""What a probe leaves behind when something of our own goes wrong."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from pool_table import Table

from tape import TapeProvider
from wayfare.bootstrap import Wayfare
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import StoreError
from wayfare.domain.fertility import Fertility
from wayfare.domain.key import Caller
from wayfare.domain.pool import ProbeOutcome
from wayfare.domain.price import Price, Rates
from wayfare.domain.record import AttemptRecord, RequestRecord
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.pool.pool import Pool
from wayfare.gateway.pool.probe import probe_all
from wayfare.gateway.pool.rows import PoolRows
from wayfare.routing.pool import Rules

ANSWER = b'{"choices":[{"message":{"content":"OK"},"finish_reason":"stop"}]}'
CALLER = Caller("owner", "k")


class Full:
    """Records that have no room for the first request, as when the disk is full."""

    def __init__(self) -> None:
        self.taken: list[RequestRecord | AttemptRecord] = []
        self.is_full = True

    def append(self, record: RequestRecord | AttemptRecord) -> None:
        if self.is_full:
            self.is_full = False
            raise StoreError("There is no room.")
        self.taken.append(record)


class Slow(TapeProvider):
    """Two models, of which each answers late."""

    async def deployments(self) -> Sequence[Deployment]:
        prices = [Price(Rates(10**6, 0)), Price(Rates(10**3, 0))]
        names = ("xa", "xb")
        return [
            Deployment(f"tape/{name}", "tape", name, price=price)
            for name, price in zip(names, prices, strict=True)
        ]


async def test_the_pool_quotes_by_what_was_measured_of_tokens_at_once(wayfare: Wayfare):
    pool = Pool(Rules(), PoolRows(Table()), wayfare.parts.clock)
    catalog = Catalog({"tape": Slow(pieces=[])}, pool=pool)
    catalog.learn_fertilities([Fertility("tape/xa", "ko", 50, 9_000, 19_500, 9_500)])
    await catalog.refresh()
    catalog.learn_fertilities([Fertility("tape/xa", "ko", 50, 9_000, 29_500, 9_500)])
    taken = {arm.name: arm.deployment for arm in catalog.candidates("auto").arms}
    assert taken["tape/xa"].fertility == {"ko": 3.0}
    assert taken["tape/xb"].fertility == {}


async def test_a_probe_that_cannot_be_written_down_costs_the_others_no_second_one(
    wayfare: Wayfare,
):
    tape = Slow(pieces=[0.05, ANSWER], content_type="application/json")
    table, records = Table(), Full()
    pool = Pool(Rules(), PoolRows(table), wayfare.parts.clock, is_probing=True)
    providers = {"tape": tape}
    catalog = Catalog(providers, pool=pool)
    parts = replace(wayfare.parts, providers=providers, catalog=catalog, records=records)
    await catalog.refresh()
    assert len(pool.to_probe()) == 2
    with pytest.raises(StoreError, match="no room"):
        await probe_all(parts, pool, CALLER)
    (waiting,) = pool.to_probe()
    assert [row.probe for row in table.rows.values() if row.arm != waiting.name] == [
        ProbeOutcome.ANSWERED
    ]
    await probe_all(parts, pool, CALLER)
    assert pool.to_probe() == []
    await asyncio.sleep(0.1)
    assert sorted(call.deployment.model for call in tape.calls) == ["xa", "xb"]
