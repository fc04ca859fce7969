"""`wayfare doctor`: every setting with its default, and what stands in the way."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import typer
from rich.table import Table

from wayfare import __version__
from wayfare.bootstrap import open_store
from wayfare.cli.state import State
from wayfare.domain.errors import WayfareError
from wayfare.providers.local.models import EMBEDDED_MODELS
from wayfare.providers.local.server import is_runtime_installed
from wayfare.providers.local.weights import account_for
from wayfare.settings import (
    Settings,
    cache_folder,
    config_folder,
    home_folder,
    settings_files,
)


def run(context: typer.Context) -> None:
    """Print the settings and look for what is wrong."""
    state: State = context.obj
    rows = list(setting_rows(state.settings))
    checks = list(_checks(state))
    if state.as_json:
        state.print_json({"version": __version__, "settings": rows, "checks": checks})
        return
    board = Table(box=None, header_style="dim")
    for column in ("setting", "value", "default", "about"):
        board.add_column(state.texts(column), overflow="fold")
    for row in rows:
        board.add_row(row["name"], _show(row["value"]), _show(row["default"]), row["about"])
    state.console.print(board)
    state.console.print()
    for check in checks:
        mark = state.texts("good" if check["good"] else "look")
        state.console.print(f"{mark}: {check['what']}", markup=False)


def setting_rows(settings: Settings) -> Iterator[dict[str, Any]]:
    """Every setting: its name, value, default and what it does."""
    yield from _rows(settings, Settings(), "")


def _rows(value: msgspec.Struct, default: msgspec.Struct, prefix: str) -> Iterator[dict[str, Any]]:
    hints = get_type_hints(type(value), include_extras=True)
    for field in msgspec.structs.fields(type(value)):
        name = prefix + field.name
        mine, usual = getattr(value, field.name), getattr(default, field.name)
        if isinstance(mine, msgspec.Struct):
            yield from _rows(mine, usual, name + ".")
            continue
        yield {
            "name": name,
            "value": msgspec.to_builtins(mine),
            "default": msgspec.to_builtins(usual),
            "about": description_of(hints[field.name]),
        }


def description_of(hint: Any) -> str:
    """The sentence that stands beside a setting in the code."""
    if get_origin(hint) is not Annotated:
        return ""
    metas = [meta for meta in get_args(hint)[1:] if isinstance(meta, msgspec.Meta)]
    return metas[0].description or "" if metas else ""


def _checks(state: State) -> Iterator[dict[str, Any]]:
    environ = os.environ
    version = ".".join(map(str, sys.version_info[:3]))
    yield _check(sys.version_info >= (3, 11), f"Wayfare {__version__}, Python {version}")
    for path in settings_files(environ, Path.cwd()):
        yield _check(True, f"{path} {'' if path.exists() else '(not there, and need not be)'}")
    yield _check(True, f"WAYFARE_HOME {home_folder(environ)}, {config_folder(environ)}")
    try:
        open_store(state.settings, environ).close()
        yield _check(True, "the database opens")
    except WayfareError as error:
        yield _check(False, str(error))
    if not state.settings.local.enabled:
        return
    has_runtime = is_runtime_installed()
    cure = "" if has_runtime else ": `pip install 'wayfare[local]'`"
    yield _check(has_runtime, f"the runtime of local models{cure}")
    for model in EMBEDDED_MODELS:
        account = account_for(model, state.settings.local, cache_folder(environ))
        where = account.path or state.texts("not_fetched")
        yield _check(account.path is not None, f"{model.name}: {where}")


def _check(good: bool, what: str) -> dict[str, Any]:
    return {"good": good, "what": what.strip()}


def _show(value: Any) -> str:
    if value in ("", [], {}):
        return "-"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
