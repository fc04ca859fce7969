"""Open the database that the settings name, and the keys of providers that lie in it."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from wayfare.gateway.accounts.credentials import Credentials
from wayfare.gateway.accounts.vault import Vault
from wayfare.gateway.clock import Clock
from wayfare.providers.presets import PRESETS
from wayfare.settings.reading import config_folder, home_folder
from wayfare.settings.whole import Settings
from wayfare.store.credentials import CredentialTable
from wayfare.store.database import Database, open_database


def open_store(settings: Settings, environ: Mapping[str, str]) -> Database:
    """Open the database that the settings name."""
    return open_database(store_url(settings, environ), copies=home_folder(environ))


def store_url(settings: Settings, environ: Mapping[str, str]) -> str:
    """The address of the database that the settings name."""
    return settings.store.url or f"sqlite:///{home_folder(environ) / 'wayfare.db'}"


def open_credentials(
    database: Database, settings: Settings, environ: Mapping[str, str]
) -> Credentials:
    """The keys of providers that are kept, and the vault that they are encrypted with."""

    def takes_key(name: str) -> bool:
        return name in settings.providers or (name in PRESETS and bool(PRESETS[name].key_env))

    vault = Vault(vault_file(environ))
    return Credentials(CredentialTable(database), vault, Clock(), takes_key)


def vault_file(environ: Mapping[str, str]) -> Path:
    """Where the keys lie that providers' keys are encrypted with."""
    return config_folder(environ) / "vault"


def read_kept_keys(settings: Settings, environ: Mapping[str, str]) -> Mapping[str, str]:
    """The keys of providers that are kept, read once."""
    with closing(open_store(settings, environ)) as database:
        return open_credentials(database, settings, environ).keys()
