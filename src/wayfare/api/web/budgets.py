"""/api/budgets: what keys, projects and users may spend, and what is left of it."""

from typing import Annotated

from msgspec import Meta
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, answer, choice, nothing, read
from wayfare.domain.budget import MICROS_MAX, Budget, Period, Scope
from wayfare.gateway.accounts.parts import Accounts
from wayfare.gateway.limits import manage_budgets
from wayfare.gateway.limits.limits import Ledgered

_Micros = Annotated[int, Meta(ge=0, le=MICROS_MAX)]


class NewBudget(Body, frozen=True):
    """What may be spent, in micro-dollars; from `soft_micros` on tickets warn."""

    limit_micros: _Micros
    soft_micros: _Micros | None = None


class BudgetsEndpoint:
    """The budgets of this installation."""

    def __init__(self, accounts: Accounts, limits: Ledgered) -> None:
        self._accounts = accounts
        self._limits = limits

    async def list(self, request: Request) -> Response:
        """List the budgets that bind one, to admins all, with what is spent, held and left."""
        caller = request.scope["caller"]
        found = await manage_budgets.list_budgets(self._accounts, self._limits, caller)
        return answer({"budgets": found})

    async def one(self, request: Request) -> Response:
        """Show one budget that binds one, to admins any."""
        caller, which = request.scope["caller"], _which(request)
        see = manage_budgets.see_budget
        return answer(await see(self._accounts, self._limits, caller, *which))

    async def put(self, request: Request) -> Response:
        """Set a budget, in place of the one of the same period."""
        caller, which = request.scope["caller"], _which(request)
        body = await read(request, NewBudget)
        budget = Budget(*which, body.limit_micros, body.soft_micros)
        made = await manage_budgets.set_budget(self._accounts, self._limits, caller, budget)
        return answer(made)

    async def delete(self, request: Request) -> Response:
        """Remove a budget. What was spent stays in the ledger."""
        caller, which = request.scope["caller"], _which(request)
        await manage_budgets.remove_budget(self._accounts, self._limits, caller, *which)
        return nothing()


def _which(request: Request) -> tuple[Scope, str, Period]:
    path = request.path_params
    return (
        choice(Scope, path["scope"], "scope"),
        path["name"],
        choice(Period, path["period"], "period"),
    )
