"""`wayfare providers`: list, add, remove and test providers."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from wayfare.cli import checkups
from wayfare.cli.boards import print_board
from wayfare.cli.command import command, group
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.errors import AddressRefusedError, NotFoundError, SettingsError
from wayfare.network import Guard
from wayfare.providers.address import (
    AUTHS,
    Address,
    address_of_row,
    fill_in,
    missing_in,
)
from wayfare.providers.presets import PRESETS
from wayfare.settings.providers import ProviderRow
from wayfare.settings.reading import FILE_NAME, config_folder

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_RESERVED = frozenset({"auto", "local", "scripted"})

app = group("List, add, remove and test providers.")
app.command(name="test")(checkups.run)


@app.command()
@command
def add(
    state: State,
    name: Annotated[str, typer.Argument(help="A name of your own, or that of a usual provider.")],
    *,
    wire: Annotated[
        str, typer.Option(help="What it speaks; several by commas, the best first.")
    ] = "",
    base_url: Annotated[str, typer.Option(help="Address below which its endpoints lie.")] = "",
    key_env: Annotated[
        str, typer.Option(help="Environment variable that holds the key; the key is not kept.")
    ] = "",
    models: Annotated[
        str, typer.Option(help="Models to offer, by commas; empty: those that it lists.")
    ] = "",
    like: Annotated[str, typer.Option(help="The usual provider that it is like.")] = "",
    auth: Annotated[str, typer.Option(help=f"How the key is sent: {', '.join(AUTHS)}.")] = "",
    allow_private: Annotated[
        bool, typer.Option(help="It may lie on this machine or in a private network.")
    ] = False,
) -> None:
    """Add a provider to the settings."""
    preset = PRESETS.get(like or name)
    written = base_url or fill_in(preset.base_url if preset else "", os.environ)
    _check(name, written, state.texts)
    wires = _parts(wire)
    row = ProviderRow(
        base_url=written,
        like=like,
        wire=wires[0] if len(wires) == 1 else "",
        wires=wires if len(wires) > 1 else [],
        auth=auth,
        key_env=key_env,
        models=_parts(models),
        allow_private=allow_private,
    )
    address = address_of_row(name, row, os.environ)
    _check_address(state, address)
    path = config_folder(os.environ) / FILE_NAME
    document = _read(path)
    kept = {name: value for name, value in msgspec.to_builtins(row).items() if value}
    _rows_in(document)[name] = kept
    _write(path, document)
    if state.as_json:
        state.print_json(_plain(address))
        return
    state.console.print(state.texts("provider_added", name=name, path=path), markup=False)
    if address.needs:
        state.console.print(state.texts("needs_extra", extra=address.needs), markup=False)
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
    rows = [_plain(address) for address in checkups.known_addresses(state.settings)]
    if state.as_json:
        state.print_json(rows)
        return
    if not rows:
        state.console.print(state.texts("no_providers"))
        return
    headings = [state.texts(name) for name in ("provider", "wire", "address", "key", "models")]
    cells = [
        [
            row["name"],
            ", ".join(row["wires"]),
            row["base_url"],
            _key_text(state, row),
            ", ".join(row["models"]) or "*",
        ]
        for row in rows
    ]
    print_board(state.console, headings, cells)


def _check_address(state: State, address: Address) -> None:
    """Refuse now what would be refused with every request."""
    guard = Guard.listing(state.settings.network.private)
    at_home = guard.opened_at_home()
    try:
        (at_home if address.allow_private else guard).check_url(address.base_url)
    except AddressRefusedError as error:
        try:
            at_home.check_url(address.base_url)
        except AddressRefusedError:
            raise error from None
        raise AddressRefusedError(
            state.texts("private_address", address=address.base_url),
            cure=state.texts("private_address_cure"),
        ) from error


def _parts(written: str) -> list[str]:
    return [part.strip() for part in written.split(",") if part.strip()]


def _check(name: str, base_url: str, texts: Texts) -> None:
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise SettingsError(texts("bad_name", name=name), cure=texts("bad_name_cure"))
    if missing := missing_in(base_url):
        raise SettingsError(
            texts("address_lacks", name=name, variables=", ".join(missing)),
            cure=texts("address_lacks_cure", name=name),
        )
    if not base_url.startswith(("http://", "https://")):
        raise SettingsError(texts("bad_url"), cure=texts("bad_url_cure"))


def _read(path: Path) -> "TOMLDocument":
    import tomlkit  # noqa: PLC0415 - 1 MB, for few
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    try:
        return tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", cure="Mend the file.") from error


def _rows_in(document: "TOMLDocument") -> dict[str, Any]:
    import tomlkit  # noqa: PLC0415 - as above

    rows: dict[str, Any] = document.setdefault("providers", tomlkit.table(is_super_table=True))
    return rows


def _write(path: Path, document: "TOMLDocument") -> None:
    """Write the whole file or nothing of it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(document.as_string(), "utf-8")
    draft.replace(path)


def _plain(address: Address) -> dict[str, Any]:
    return {
        "name": address.name,
        "base_url": address.base_url,
        "like": address.like,
        "wires": list(address.wires),
        "auth": address.auth,
        "key_env": address.key_env[0] if address.key_env else "",
        "has_key": bool(address.key),
        "models": list(address.models),
        "allow_private": address.allow_private,
    }


def _key_text(state: State, row: dict[str, Any]) -> str:
    if not row["key_env"]:
        return ""
    found = state.texts("key_set") if row["has_key"] else state.texts("no_key")
    return f"{row['key_env']}: {found}"
