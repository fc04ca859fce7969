"""/api/projects: what keys, budgets and texts belong to, and who works in them."""

import asyncio
from typing import Annotated

from msgspec import UNSET, Meta, UnsetType
from starlette.requests import Request
from starlette.responses import Response

from wayfare.api.web.body import Body, Instructions, Label, Name, answer, nothing, read
from wayfare.domain.account import CACHE_S_MAX, RETENTION_DAYS_MAX, Project
from wayfare.domain.key import Caller
from wayfare.gateway.accounts import manage_projects
from wayfare.gateway.accounts.parts import Accounts

_Days = Annotated[int, Meta(ge=0, le=RETENTION_DAYS_MAX)]
_Seconds = Annotated[int, Meta(ge=0, le=CACHE_S_MAX)]


_KEPT = ("title", "keep_texts", "retention_days", "cache_s", "demands", "wishes", "instructions")


class NewProject(Body, frozen=True):
    """A project to add."""

    id: Name
    title: Label = ""


class ProjectChange(Body, frozen=True):
    """What changes of a project; what is not named stays, null is as the settings say.

    `demands` and `wishes` are written as in headers; null or empty: none. `instructions` go before
    all that is said in its conversations.
    """

    title: Label | UnsetType = UNSET
    keep_texts: bool | UnsetType | None = UNSET
    retention_days: _Days | UnsetType | None = UNSET
    cache_s: _Seconds | UnsetType | None = UNSET
    demands: Label | UnsetType | None = UNSET
    wishes: Label | UnsetType | None = UNSET
    instructions: Instructions | UnsetType | None = UNSET
    archived: bool | UnsetType = UNSET


class ProjectsEndpoint:
    """The projects of this installation."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    async def list(self, request: Request) -> Response:
        """List the projects that one works in, to admins all."""
        caller = request.scope["caller"]
        found = await asyncio.to_thread(manage_projects.list_projects, self._accounts, caller)
        return answer({"projects": found})

    async def add(self, request: Request) -> Response:
        """Add a project, and work in it."""
        body = await read(request, NewProject)
        caller = request.scope["caller"]
        add = manage_projects.add_project
        given = (body.id, body.title, caller.user)
        made = await asyncio.to_thread(add, self._accounts, caller, *given)
        return answer(made, 201)

    async def one(self, request: Request) -> Response:
        """Show one project that one works in, to admins any."""
        caller, project = _asked(request)
        see = manage_projects.see_project
        return answer(await asyncio.to_thread(see, self._accounts, caller, project))

    async def change(self, request: Request) -> Response:
        """Change a project's title and what is kept of its texts, or put it away."""
        body = await read(request, ProjectChange)
        caller, project = _asked(request)
        return answer(await asyncio.to_thread(self._change, caller, project, body))

    async def members(self, request: Request) -> Response:
        """List who works in a project."""
        caller, project = _asked(request)
        listing = manage_projects.list_members
        found = await asyncio.to_thread(listing, self._accounts, caller, project)
        return answer({"members": found})

    async def add_member(self, request: Request) -> Response:
        """Take a user into a project."""
        caller, project = _asked(request)
        user: str = request.path_params["user"]
        add = manage_projects.add_member
        await asyncio.to_thread(add, self._accounts, caller, project, user)
        return nothing()

    async def remove_member(self, request: Request) -> Response:
        """Take a user out of a project; their keys in it open nothing."""
        caller, project = _asked(request)
        user: str = request.path_params["user"]
        remove = manage_projects.remove_member
        await asyncio.to_thread(remove, self._accounts, caller, project, user)
        return nothing()

    def _change(self, caller: Caller, project: str, body: ProjectChange) -> Project:
        fields = [(name, getattr(body, name)) for name in _KEPT]
        return manage_projects.change_project(
            self._accounts,
            caller,
            project,
            {name: value for name, value in fields if value is not UNSET},
            archived=None if body.archived is UNSET else body.archived,
        )


def _asked(request: Request) -> tuple[Caller, str]:
    return request.scope["caller"], request.path_params["project"]
