"""The page as `web/build.py` builds it: once, where it is absent or older than its source."""

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"


class MissingNodeError(Exception):
    """There is nothing here that runs npm."""


def _load() -> ModuleType:
    found = importlib.util.spec_from_file_location("wayfare_web_build", WEB / "build.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


BUILD = _load()


def built_page() -> Path:
    """The folder of the built page, with what checks it beside its source.

    Raises:
        MissingNodeError: it must be built, and there is no node.
    """
    node()
    BUILD.build(only_if_old=True, whole=True)
    return Path(BUILD.BUILT).parent


def axe_script() -> str:
    """The source of axe-core, which comes with what the page is checked by."""
    built_page()
    return (WEB / "node_modules/axe-core/axe.min.js").read_text("utf-8")


def node() -> Path:
    """The machine's node, or the one that PyPI has."""
    found = BUILD.find_node()
    if found is None:
        raise MissingNodeError("There is no node: `make setup` gets one.")
    program: Path = found.program
    return program


def npm(*arguments: str, at: Path = WEB) -> None:
    """Have npm do something in a folder."""
    node()
    program, script = BUILD.find_node()
    quiet = ("--silent", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts")
    run(program, script, *(() if arguments[0] == "run" else quiet), *arguments, at=at)


def run(*command: object, at: Path = WEB) -> str:
    """Run something in a folder. Returns what it said."""
    done = subprocess.run(
        [str(each) for each in command], cwd=at, capture_output=True, text=True, check=False
    )
    said = f"{done.stdout}\n{done.stderr}"
    if done.returncode:
        raise AssertionError(f"{' '.join(str(each) for each in command[1:])} failed:\n{said}")
    return said
