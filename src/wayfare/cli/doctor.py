"""`wayfare doctor`: every setting with its default, and what stands in the way."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import typer

from wayfare import __version__
from wayfare.cli import doctor_judge, doctor_routing
from wayfare.cli.boards import print_board
from wayfare.cli.command import group_of
from wayfare.cli.diagnosis import all_checks, fault
from wayfare.cli.settings_texts import TABLES
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.errors import SettingsError
from wayfare.settings.whole import Settings

_PASSWORD = re.compile(r"(?<=:)[^/:@][^@]*(?=@)|(?<=[?&]password=)[^&]*")


def run(state: State) -> None:
    """Print the settings and look for what is wrong."""
    settings, faults = _read_settings(state)
    rows = list(setting_rows(settings))
    checks = [*faults, *all_checks(settings, state.texts)]
    if state.as_json:
        state.print_json({"version": __version__, "settings": rows, "checks": checks})
    else:
        _print(state, rows, checks)
    if not all(check["good"] for check in checks):
        raise typer.Exit(1)


app = group_of(run, "Print the settings and look for what is wrong; in outcomes, too.")
app.command(name="routing")(doctor_routing.run)
app.command(name="judge")(doctor_judge.run)


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
        return Settings(), [fault(error, state.texts)]


def _print(state: State, rows: list[dict[str, Any]], checks: list[dict[str, Any]]) -> None:
    headings = [state.texts(name) for name in ("setting", "value", "about")]
    about = TABLES.get(state.language) or {row["name"]: row["about"] for row in rows}
    cells = [[r["name"], _value(r, state.texts), about[r["name"]]] for r in rows]
    print_board(state.console, headings, cells)
    state.console.print()
    for each in checks:
        mark = state.texts("good" if each["good"] else "look")
        state.console.print(f"{mark}: {each['what']}", markup=False)


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
    if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
