"""What an owner may set, with defaults, and how it is read.

Later sources win: the defaults here, `wayfare.toml` in the user's config folder,
`wayfare.toml` in the working folder, then environment variables of the form
`WAYFARE_SECTION__NAME`. Knows nothing of what the settings are used for.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from wayfare.domain.errors import SettingsError
from wayfare.settings.whole import Settings

FILE_NAME = "wayfare.toml"
ENV_PREFIX = "WAYFARE_"


def home_folder(environ: Mapping[str, str]) -> Path:
    """Where data lies: `WAYFARE_HOME`, else the user's data folder."""
    return Path(environ.get("WAYFARE_HOME") or platformdirs.user_data_dir("wayfare"))


def config_folder(environ: Mapping[str, str]) -> Path:
    """Where the owner's key and settings lie.

    Inside `WAYFARE_HOME` when that is set, so that two homes never share a key.
    """
    if home := environ.get("WAYFARE_HOME"):
        return Path(home) / "config"
    return Path(platformdirs.user_config_dir("wayfare"))


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where weights lie. The user's own, whatever `WAYFARE_HOME` says: they are large."""
    return Path(environ.get("WAYFARE_CACHE") or platformdirs.user_cache_dir("wayfare"))


def settings_files(environ: Mapping[str, str], working_folder: Path) -> list[Path]:
    """The settings files that are read, the one that wins last."""
    return [config_folder(environ) / FILE_NAME, working_folder / FILE_NAME]


def load_settings(
    environ: Mapping[str, str] = os.environ, working_folder: Path | None = None
) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: a file or variable is malformed; names the field and the cure.
    """
    merged: dict[str, Any] = {}
    for path in settings_files(environ, working_folder or Path.cwd()):
        _merge(merged, _read_toml(path))
    _merge(merged, _from_environment(environ))
    try:
        return msgspec.convert(merged, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(
            _what_is_wrong(str(error)), cure="`wayfare doctor` lists every setting."
        ) from error


def _what_is_wrong(said: str) -> str:
    """What a reader of settings found, with the setting's name as it is written.

    >>> _what_is_wrong("Expected `int`, got `str` - at `$.server.workers`")
    'The setting `server.workers` is wrong: expected `int`, got `str`.'
    >>> _what_is_wrong("Object contains unknown field `prot` - at `$.server`")
    'There is no setting `server.prot`.'
    """
    what, _, place = said.partition(" - at `$")
    place = place.strip(".`")
    if found := re.fullmatch("Object contains unknown field `(.*)`", what):
        return f"There is no setting `{f'{place}.{found[1]}'.strip('.')}`."
    return f"The setting `{place}` is wrong: {what[:1].lower()}{what[1:]}."


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", cure="Mend the file.") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    """`WAYFARE_SERVER__PORT=8081` becomes {"server": {"port": "8081"}}."""
    found: dict[str, Any] = {}
    sections = {field.name for field in msgspec.structs.fields(Settings)}
    for variable, value in environ.items():
        if not variable.startswith(ENV_PREFIX):
            continue
        *sections_of, name = variable.removeprefix(ENV_PREFIX).lower().split("__")
        if not sections_of and name not in sections:
            continue  # WAYFARE_HOME, WAYFARE_URL and the like are not settings
        table = found
        for section in sections_of:
            table = table.setdefault(section, {})
            if not isinstance(table, dict):
                raise _both(variable)
        if name in table:
            raise _both(variable)
        table[name] = value
    return found


def _both(variable: str) -> SettingsError:
    return SettingsError(
        f"{variable} and another variable set one thing in two ways.",
        cure="Unset one of them.",
    )


def _merge(into: dict[str, Any], other: Mapping[str, Any]) -> None:
    for name, value in other.items():
        below = into.get(name)
        if isinstance(value, dict) and isinstance(below, dict):
            _merge(below, value)
        else:
            into[name] = value
