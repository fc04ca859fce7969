"""`wayfare projects`: list, add and change projects, and say who works in them."""

from typing import Annotated

import typer

from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.days import day_of
from wayfare.cli.managing import managing
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.cli.wishes import DEMANDS_HELP, WISHES_HELP, read_demands, read_wishes
from wayfare.domain.account import CACHE_S_MAX, RETENTION_DAYS_MAX, Project
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.accounts import manage_projects

_HEADINGS = (
    "project",
    "made",
    "archived",
    "texts",
    "retention",
    "cached",
    "demands",
    "wishes",
    "title",
)
_TEXTS = {"yes": True, "no": False}
#: Instead of a value: as the settings say.
_USUAL = "default"

app = group("Manage projects: what keys, budgets and texts belong to.")

_Id = Annotated[str, typer.Argument(metavar="PROJECT", help="The project's id.")]


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the projects."""
    with managing(state) as (accounts, caller):
        projects = manage_projects.list_projects(accounts, caller)
    if state.as_json:
        state.print_json(projects)
        return
    headings = [state.texts(name) for name in _HEADINGS]
    print_board(state.console, headings, [_cells(state, project) for project in projects])


@app.command()
@command
def add(
    state: State,
    project: _Id,
    title: Annotated[str, typer.Option(help="What it is about.")] = "",
    member: Annotated[str, typer.Option(help="A user who works in it from the start.")] = "",
) -> None:
    """Add a project."""
    with managing(state) as (accounts, caller):
        made = manage_projects.add_project(accounts, caller, project, title, None)
        if member:
            manage_projects.add_member(accounts, caller, project, member)
    _say(state, made, "project_added")


@app.command(name="set")
@command
def set_(
    state: State,
    project: _Id,
    title: Annotated[str | None, typer.Option(help="What it is about.")] = None,
    keep_texts: Annotated[
        str | None, typer.Option(help="Whether texts are kept: yes, no or default.")
    ] = None,
    retention_days: Annotated[
        str | None, typer.Option(help="Texts are deleted after so many days; 0: never; or default.")
    ] = None,
    cache_s: Annotated[
        str | None,
        typer.Option(
            help="For so many seconds the same question gets the same answer; 0: off; or default."
        ),
    ] = None,
    demands: Annotated[str | None, typer.Option(help=DEMANDS_HELP)] = None,
    wishes: Annotated[str | None, typer.Option(help=WISHES_HELP)] = None,
) -> None:
    """Change a project. What is `default` is as the settings say."""
    changes: dict[str, str | int | bool | None] = {}
    if title is not None:
        changes["title"] = title
    if keep_texts is not None:
        changes["keep_texts"] = _choice(state, keep_texts)
    if retention_days is not None:
        changes["retention_days"] = _number(state, retention_days, RETENTION_DAYS_MAX)
    if cache_s is not None:
        changes["cache_s"] = _number(state, cache_s, CACHE_S_MAX)
    if demands is not None:
        changes["demands"] = str(read_demands(state, demands)) or None
    if wishes is not None:
        changes["wishes"] = str(read_wishes(state, wishes)) or None
    with managing(state) as (accounts, caller):
        changed = manage_projects.change_project(accounts, caller, project, changes)
    _say(state, changed, "project_changed")


@app.command()
@command
def archive(state: State, project: _Id) -> None:
    """Put a project away: its keys open nothing, what is known of it stays."""
    with managing(state) as (accounts, caller):
        changed = manage_projects.change_project(accounts, caller, project, {}, archived=True)
    _say(state, changed, "project_archived")


@app.command()
@command
def restore(state: State, project: _Id) -> None:
    """Take a project up again."""
    with managing(state) as (accounts, caller):
        changed = manage_projects.change_project(accounts, caller, project, {}, archived=False)
    _say(state, changed, "project_restored")


@app.command()
@command
def members(
    state: State,
    project: _Id,
    add: Annotated[str, typer.Option(help="Take this user into it.")] = "",
    remove: Annotated[
        str, typer.Option(help="Take this user out of it; their keys in it open nothing.")
    ] = "",
) -> None:
    """List who works in a project, after somebody came or left."""
    with managing(state) as (accounts, caller):
        if add:
            manage_projects.add_member(accounts, caller, project, add)
        if remove:
            manage_projects.remove_member(accounts, caller, project, remove)
        found = manage_projects.list_members(accounts, caller, project)
    if state.as_json:
        state.print_json(found)
        return
    if not found:
        state.console.print(state.texts("no_members", project=plain(project)), markup=False)
    for name in found:
        state.console.print(plain(name), markup=False)


def _say(state: State, project: Project, sentence: str) -> None:
    if state.as_json:
        state.print_json(project)
        return
    state.console.print(state.texts(sentence, project=plain(project.id)), markup=False)


def _choice(state: State, given: str) -> bool | None:
    if given == _USUAL:
        return None
    if given not in _TEXTS:
        raise BadRequestError(state.texts("bad_choice", given=given))
    return _TEXTS[given]


def _number(state: State, given: str, most: int) -> int | None:
    if given == _USUAL:
        return None
    # so few digits at most, for int() refuses what has thousands
    if not given.isdecimal() or len(given) > len(str(most)) or int(given) > most:
        raise BadRequestError(state.texts("bad_number", given=given, most=most))
    return int(given)


def _cells(state: State, project: Project) -> list[str]:
    texts = state.texts
    kept = {None: texts("default"), True: texts("yes"), False: texts("no")}[project.keep_texts]
    days, seconds = project.retention_days, project.cache_s
    return [
        project.id,
        day_of(project.created_at),
        day_of(project.archived_at),
        kept,
        {None: texts("default"), 0: texts("never")}.get(days) or texts("days", days=days),
        texts("default") if seconds is None else texts("seconds", s=seconds),
        project.demands or "",
        project.wishes or "",
        plain(project.title),
    ]
