"""Set rates and remove them, and see which there are.

Members see the rates that bind them, admins all.
"""

import asyncio

from wayfare.domain.audit import Action, Actor, Entry
from wayfare.domain.budget import RATE_MAX, Rate, Scope
from wayfare.domain.errors import BadRequestError, NotFoundError
from wayfare.domain.key import Caller
from wayfare.gateway.accounts.audit import actor_of, entry_of
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.clock import Clock
from wayfare.gateway.limits.limits import Ledgered
from wayfare.gateway.limits.owners import check_known, seen_by
from wayfare.store import budgets as store


async def list_rates(accounts: Accounts, limits: Ledgered, caller: Caller) -> list[Rate]:
    """The rates that the caller sees, in order of scope and name."""
    seen = await asyncio.to_thread(seen_by, accounts, caller)
    await limits.refresh()
    return [each for each in limits.rules.rates if seen is None or (each.scope, each.name) in seen]


async def see_rate(
    accounts: Accounts, limits: Ledgered, caller: Caller, scope: Scope, name: str
) -> Rate:
    """One rate.

    Raises:
        NotFoundError: there is none, or not for this caller.
    """
    for each in await list_rates(accounts, limits, caller):
        if (each.scope, each.name) == (scope, name):
            return each
    raise _nothing(scope, name)


async def set_rate(accounts: Accounts, limits: Ledgered, caller: Caller, rate: Rate) -> Rate:
    """Set a rate, in place of the one before. This process keeps to it at once.

    Raises:
        BadRequestError: it cannot be one; names the field.
        NotFoundError: there is no such key, project or user.
    """
    check_rate(rate)
    await asyncio.to_thread(_set, accounts, caller, rate)
    await limits.refresh()
    return rate


async def remove_rate(
    accounts: Accounts, limits: Ledgered, caller: Caller, scope: Scope, name: str
) -> None:
    """Remove a rate.

    Raises:
        NotFoundError: there is none.
    """
    entry = accounts.entry(caller, Action.RATE_REMOVE, f"{scope}:{name}")
    if not await asyncio.to_thread(store.remove_rate, accounts.database, scope, name, entry):
        raise _nothing(scope, name)
    await limits.refresh()


def check_rate(rate: Rate) -> None:
    """Refuse what cannot be a rate.

    Raises:
        BadRequestError: it limits nothing, or has no room for anything, or for too much.
    """
    params = ("requests_per_minute", "tokens_per_minute")
    limits: dict[str, int | None] = {param: getattr(rate, param) for param in params}
    if not any(limit is not None for limit in limits.values()):
        raise BadRequestError(
            "The rate limits nothing.",
            cure="Give `requests_per_minute`, `tokens_per_minute` or both.",
            param=params[0],
        )
    for param, limit in limits.items():
        if limit is not None and not 1 <= limit <= RATE_MAX:
            raise BadRequestError(
                f"`{param}` is wrong: 1 at least and {RATE_MAX} at most.", param=param
            )


def set_entry(clock: Clock, actor: Actor, rate: Rate) -> Entry:
    """What the audit log says of a rate that is set."""
    return entry_of(
        clock,
        actor,
        Action.RATE_SET,
        f"{rate.scope}:{rate.name}",
        requests=rate.requests_per_minute,
        tokens=rate.tokens_per_minute,
    )


def _set(accounts: Accounts, caller: Caller, rate: Rate) -> None:
    check_known(accounts, rate.scope, rate.name)
    store.set_rate(accounts.database, rate, set_entry(accounts.clock, actor_of(caller), rate))


def _nothing(scope: Scope, name: str) -> NotFoundError:
    return NotFoundError(f"There is no rate of the {scope} {name!r}.")
