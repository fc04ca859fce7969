"""`wayfare providers`: list, add and remove providers."""

import os
import re
from pathlib import Path
from typing import Annotated, Any

import tomlkit
import typer
from tomlkit.exceptions import TOMLKitError

from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.errors import NotFoundError, SettingsError
from wayfare.providers.discover import found_by_key
from wayfare.providers.http import Address, key_in
from wayfare.providers.presets import PRESETS
from wayfare.settings import FILE_NAME, ProviderRow, config_folder

WIRES = ("openai",)
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_RESERVED = frozenset({"auto", "local", "scripted"})

app = group("List, add and remove providers.")


@app.command()
@command
def add(
    state: State,
    name: Annotated[str, typer.Argument(help="A name of your own, or that of a usual provider.")],
    wire: Annotated[str, typer.Option(help="What it speaks.")] = "openai",
    base_url: Annotated[str, typer.Option(help="Address below which its endpoints lie.")] = "",
    key_env: Annotated[
        str, typer.Option(help="Environment variable that holds the key; the key is not kept.")
    ] = "",
    models: Annotated[
        str, typer.Option(help="Models to offer, by commas; empty: those that it lists.")
    ] = "",
) -> None:
    """Add a provider to the settings."""
    preset = PRESETS.get(name)
    row = {
        "base_url": base_url or (preset.base_url if preset else ""),
        "wire": wire,
        "key_env": key_env or (preset.key_env if preset else ""),
        "models": [model.strip() for model in models.split(",") if model.strip()],
    }
    _check(name, row, state.texts)
    path = config_folder(os.environ) / FILE_NAME
    document = _read(path)
    document.setdefault("providers", tomlkit.table(is_super_table=True))[name] = row
    _write(path, document)
    if state.as_json:
        state.print_json({"name": name, **row})
        return
    state.console.print(state.texts("provider_added", name=name, path=path), markup=False)
    state.console.print(state.texts("restart"))


@app.command()
@command
def remove(state: State, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """Take a provider out of the settings."""
    path = config_folder(os.environ) / FILE_NAME
    document = _read(path)
    rows = document.get("providers", {})
    if name not in rows:
        raise NotFoundError(
            state.texts("provider_unknown", path=path, name=name),
            cure=state.texts("provider_unknown_cure"),
        )
    del rows[name]
    _write(path, document)
    if state.as_json:
        state.print_json({"name": name, "removed": True})
        return
    state.console.print(state.texts("provider_removed", name=name, path=path), markup=False)
    state.console.print(state.texts("restart"))


@app.command(name="list")
@command
def list_(state: State) -> None:
    """List the providers that were added or whose key was found."""
    rows = [_plain_row(name, row) for name, row in state.settings.providers.items()]
    known = {row["name"] for row in rows}
    if state.settings.discover:
        rows += [_plain_address(a) for a in found_by_key(os.environ) if a.name not in known]
    if state.as_json:
        state.print_json(rows)
        return
    if not rows:
        state.console.print(state.texts("no_providers"))
        return
    headings = [state.texts(name) for name in ("provider", "address", "key", "models")]
    cells = [
        [row["name"], row["base_url"], _key_text(state, row), ", ".join(row["models"]) or "*"]
        for row in rows
    ]
    print_board(state.console, headings, cells)


def _check(name: str, row: dict[str, Any], texts: Texts) -> None:
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise SettingsError(texts("bad_name", name=name), cure=texts("bad_name_cure"))
    if row["wire"] not in WIRES:
        raise SettingsError(
            texts("bad_wire", wire=row["wire"]), cure=texts("bad_wire_cure", wires=", ".join(WIRES))
        )
    if not row["base_url"].startswith(("http://", "https://")):
        raise SettingsError(texts("bad_url"), cure=texts("bad_url_cure"))


def _read(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", cure="Mend the file.") from error


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    """Write the whole file or nothing of it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(tomlkit.dumps(document), "utf-8")
    draft.replace(path)


def _plain_row(name: str, row: ProviderRow) -> dict[str, Any]:
    return {
        "name": name,
        "base_url": row.base_url,
        "key_env": row.key_env,
        "has_key": bool(key_in(os.environ, row.key_env)),
        "models": row.models,
    }


def _plain_address(address: Address) -> dict[str, Any]:
    return {
        "name": address.name,
        "base_url": address.base_url,
        "key_env": PRESETS[address.name].key_env,
        "has_key": True,
        "models": list(address.models),
    }


def _key_text(state: State, row: dict[str, Any]) -> str:
    if not row["key_env"]:
        return ""
    found = state.texts("key_set") if row["has_key"] else state.texts("no_key")
    return f"{row['key_env']}: {found}"
