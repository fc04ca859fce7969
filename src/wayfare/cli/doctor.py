"""`wayfare doctor`: every setting with its default, and what stands in the way."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import typer

from wayfare import __version__
from wayfare.bootstrap import open_store
from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.settings_texts import KOREAN
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.errors import SettingsError, WayfareError
from wayfare.providers.local.models import EMBEDDED_MODELS
from wayfare.providers.local.server import is_runtime_installed
from wayfare.providers.local.weights import account_for
from wayfare.settings import (
    Local,
    Money,
    Settings,
    cache_folder,
    config_folder,
    home_folder,
    settings_files,
)

_PASSWORD = re.compile(r"(?<=:)[^/:@][^@]*(?=@)|(?<=[?&]password=)[^&]*")


@command
def run(state: State) -> None:
    """Print the settings and look for what is wrong."""
    settings, fault = _read_settings(state)
    rows = list(setting_rows(settings))
    checks = [*fault, *_checks(settings, state.texts)]
    if state.as_json:
        state.print_json({"version": __version__, "settings": rows, "checks": checks})
    else:
        _print(state, rows, checks)
    if not all(check["good"] for check in checks):
        raise typer.Exit(1)


def setting_rows(settings: Settings) -> Iterator[dict[str, Any]]:
    """Every setting: its name, value, default and what it does."""
    yield from _rows(settings, Settings(), "")


def description_of(hint: Any) -> str:
    """The sentence that stands beside a setting in the code."""
    if get_origin(hint) is not Annotated:
        return ""
    metas = [meta for meta in get_args(hint)[1:] if isinstance(meta, msgspec.Meta)]
    return metas[0].description or "" if metas else ""


def _read_settings(state: State) -> tuple[Settings, list[dict[str, Any]]]:
    """The settings; where they cannot be read, the defaults and what is wrong."""
    try:
        return state.settings, []
    except SettingsError as error:
        return Settings(), [_check(False, error.message)]


def _print(state: State, rows: list[dict[str, Any]], checks: list[dict[str, Any]]) -> None:
    headings = [state.texts(name) for name in ("setting", "value", "about")]
    about = KOREAN if state.language == "ko" else {row["name"]: row["about"] for row in rows}
    cells = [[r["name"], _value(r, state.texts), about[r["name"]]] for r in rows]
    print_board(state.console, headings, cells)
    state.console.print()
    for check in checks:
        mark = state.texts("good" if check["good"] else "look")
        state.console.print(f"{mark}: {check['what']}", markup=False)


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
            "value": _without_password(msgspec.to_builtins(mine)),
            "default": msgspec.to_builtins(usual),
            "about": description_of(hints[field.name]),
        }


def _without_password(value: Any) -> Any:
    """The value of a setting; where it is an address, what may open a door is left out."""
    if not isinstance(value, str) or "://" not in value:
        return value
    return _PASSWORD.sub("***", value)


def _checks(settings: Settings, texts: Texts) -> Iterator[dict[str, Any]]:
    environ = os.environ
    version = ".".join(map(str, sys.version_info[:3]))
    yield _check(sys.version_info >= (3, 11), f"Wayfare {__version__}, Python {version}")
    for path in settings_files(environ, Path.cwd()):
        yield _check(True, str(path) if path.exists() else texts("no_file", path=path))
    yield _check(True, f"WAYFARE_HOME {home_folder(environ)}, {config_folder(environ)}")
    try:
        open_store(settings, environ).close()
        yield _check(True, texts("database_opens"))
    except WayfareError as error:
        yield _check(False, str(error))
    yield from _check_money(settings.money, texts)
    if settings.local.enabled:
        yield from _check_local(settings.local, texts)


def _check_money(money: Money, texts: Texts) -> Iterator[dict[str, Any]]:
    if money.currency == "USD":
        return
    if not money.per_dollar.get(money.currency):
        yield _check(False, texts("no_rate", currency=money.currency))
    elif not money.as_of:
        yield _check(False, texts("undated_rate", currency=money.currency))


def _check_local(local: Local, texts: Texts) -> Iterator[dict[str, Any]]:
    has_runtime = is_runtime_installed()
    yield _check(has_runtime, texts("runtime" if has_runtime else "runtime_cure"))
    will_come = texts("not_fetched" if local.download else "not_to_be_fetched")
    for model in EMBEDDED_MODELS:
        path = account_for(model, local, cache_folder(os.environ)).path
        yield _check(path is not None or local.download, f"{model.name}: {path or will_come}")


def _check(good: bool, what: str) -> dict[str, Any]:
    return {"good": good, "what": what}


def _value(row: dict[str, Any], texts: Texts) -> str:
    shown = _show(row["value"])
    if row["value"] == row["default"] or row["default"] in ("", [], {}):
        return shown
    return f"{shown} ({texts('default')}: {_show(row['default'])})"


def _show(value: Any) -> str:
    if value in ("", [], {}):
        return "-"
    if isinstance(value, dict) and all(isinstance(row, dict) for row in value.values()):
        return ", ".join(value)  # rows: their names; what is in them stands in the file
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
