"""What a rule is, to be replayed: it learns from outcomes and then decides for questions.

Knows how to load one from a file. Knows no rules.
"""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from wayfare.domain.errors import BadRequestError
from wayfare.reports.replay.labelled import Asked, Floats, Labelled, Places


class Policy(Protocol):
    """A rule. A new one is made for each seed."""

    def learn(self, seen: Labelled) -> None:
        """Learn from all that may be known."""
        ...

    def decide(self, asked: Asked, aim: float | None) -> Places:
        """The place, in the arms it learned from, of the arm for each question.

        `aim` is how much of the score, in [0, 1], it may lose to the best single arm to save
        money; None: it need not save.
        """
        ...

    def prefer(self, asked: Asked) -> Floats | None:
        """How good each arm is thought to be, (questions, arms); None where it has no view."""
        ...


#: Makes a rule. Chance comes from outside.
MakePolicy = Callable[[np.random.Generator], Policy]


#: What a rule has that learns first and then decides, and one that learns while it is in use.
OFFLINE_METHODS = ("learn", "decide", "prefer")
ONLINE_METHODS = ("choose", "see")


def load_policy(
    path: Path, name: str, methods: Sequence[str] = OFFLINE_METHODS
) -> Callable[..., Any]:
    """What makes the rule NAME of a Python file; the rule has all `methods`.

    Raises:
        BadRequestError: there is no such file, no such name in it, or it is another kind of
            rule. Of a function that is known only when it has made one.
    """
    found = load_named(path, name)
    if isinstance(found, type):
        _check(found, name, methods)
        return found

    def make(*given: Any) -> Any:
        policy = found(*given)
        _check(policy, name, methods)
        return policy

    return make


def load_named(path: Path, name: str) -> Callable[..., Any]:
    """The class or function NAME of a Python file.

    One that lies in a package is imported as a part of it, so that it may import its neighbours.

    Raises:
        BadRequestError: there is no such file, or no such name in it.
    """
    if not path.is_file():
        raise BadRequestError(f"There is no Python file {path}.", cure="Write FILE.py:NAME.")
    found: Any = getattr(_in_package(path) or _alone(path), name, None)
    if not callable(found):
        raise BadRequestError(
            f"{path} holds no policy {name!r}.", cure="NAME is a class or a function in it."
        )
    made: Callable[..., Any] = found
    return made


def _in_package(path: Path) -> ModuleType | None:
    """The module that a file is in its package; None where it lies in none, or another is found."""
    folder, parts = path.resolve().parent, [path.stem]
    while (folder / "__init__.py").is_file():
        parts.append(folder.name)
        folder = folder.parent
    if len(parts) == 1 or not all(part.isidentifier() for part in parts):
        return None
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    name = ".".join(reversed(parts))
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return None
    if spec is None or spec.origin is None or Path(spec.origin) != path.resolve():
        return None
    return importlib.import_module(name)


def _alone(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"wayfare_policy_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise BadRequestError(f"There is no Python file {path}.", cure="Write FILE.py:NAME.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _check(policy: object, name: str, methods: Sequence[str]) -> None:
    missing = [method for method in methods if not callable(getattr(policy, method, None))]
    if missing:
        raise BadRequestError(
            f"The policy {name!r} has no `{missing[0]}`.",
            cure=(
                "With --online a policy has `choose` and `see`, "
                "without it `learn`, `decide` and `prefer`."
            ),
        )
