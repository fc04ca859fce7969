"""See which models are off for whom, and switch them.

Admins switch for members and admins, owners for all.
"""

import asyncio
from collections.abc import Collection, Sequence

import msgspec

from wayfare.domain.account import Role
from wayfare.domain.audit import Action
from wayfare.domain.case import Case
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import ModelNotFoundError, PermissionDeniedError
from wayfare.domain.key import Caller
from wayfare.domain.price import Price
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.switches import Switches
from wayfare.store.switches import set_switches


class ShownPrice(msgspec.Struct, frozen=True):
    """What a million tokens cost, in micro-dollars, by whose word and of which day.

    `is_dearer_when_long`: a long prompt costs more than this.
    """

    input_micros_per_mtok: int
    output_micros_per_mtok: int
    request_micros: int
    is_dearer_when_long: bool
    source: str
    as_of: str | None


class SwitchedModel(msgspec.Struct, frozen=True):
    """A model, for whom it is off, and what it costs by whose word.

    `since` and `by` are of the last switch that is still off; None where all are on. `is_listed`:
    its provider has it now. What its price is, is None where nobody knows.
    """

    name: str
    provider: str | None
    is_local: bool
    is_listed: bool
    features: list[str]
    off_for: list[Role]
    since: float | None
    by: str | None
    price: ShownPrice | None


async def list_switched(catalog: Catalog, switches: Switches) -> list[SwitchedModel]:
    """Every model that can be asked now, and those that are off and gone."""
    await switches.refresh()
    listed = {each.name: each for each in catalog.deployments}
    gone = sorted({each.model for each in switches.off} - listed.keys())
    return [_seen(switches, name, listed.get(name)) for name in (*listed, *gone)]


async def see_switched(catalog: Catalog, switches: Switches, model: str) -> SwitchedModel:
    """One of them.

    Raises:
        ModelNotFoundError: there is none of this name.
    """
    for each in await list_switched(catalog, switches):
        if each.name == model:
            return each
    raise ModelNotFoundError(
        f"There is no model {model!r}.",
        cure="`GET /api/switches` lists them; arms made of models go by these.",
        param="model",
    )


async def switch_model(
    accounts: Accounts,
    catalog: Catalog,
    switches: Switches,
    caller: Caller,
    model: str,
    off_for: Collection[Role],
) -> SwitchedModel:
    """Have a model off for these roles and on for all others. This process keeps to it at once.

    Raises:
        ModelNotFoundError: there is none of this name.
        PermissionDeniedError: an admin would change it for owners.
    """
    before = await see_switched(catalog, switches, model)
    for role in set(before.off_for).symmetric_difference(off_for):
        if not caller.role.covers(role):
            raise PermissionDeniedError(
                f"Only an owner switches a model on or off for users who are {role}.",
                param="off_for",
                case=Case.OWNER_ONLY,
                values={"role": role},
            )
    said = ", ".join(role for role in Role if role in off_for) or "nobody"
    entry = accounts.entry(caller, Action.MODEL_SWITCH, model, off_for=said)
    await asyncio.to_thread(set_switches, accounts.database, model, off_for, entry)
    await switches.refresh()
    listed = {each.name: each for each in catalog.deployments}
    return _seen(switches, model, listed.get(model))


def _seen(switches: Switches, name: str, deployment: Deployment | None) -> SwitchedModel:
    off = [each for each in switches.off if each.model == name]
    last = max(off, key=lambda each: each.at, default=None)
    roles: Sequence[Role] = [each.role for each in off]
    return SwitchedModel(
        name=name,
        provider=None if deployment is None else deployment.provider,
        is_local=deployment is not None and deployment.is_local,
        is_listed=deployment is not None,
        features=[] if deployment is None else sorted(deployment.features),
        off_for=[role for role in Role if role in roles],
        since=None if last is None else last.at,
        by=None if last is None else last.by,
        price=None if deployment is None else _price(deployment.price),
    )


def _price(price: Price | None) -> ShownPrice | None:
    if price is None:
        return None
    return ShownPrice(
        price.rates.input,
        price.rates.output,
        price.request_micros,
        bool(price.tiers),
        price.source,
        price.as_of,
    )
