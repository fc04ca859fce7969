"""Checks of a client, run by the Python that has it, in front of providers of any wire.

A script of checks stands by itself, so that each client keeps an environment of its own:

    .venv/clients/bin/python tests/clients/anthropic_checks.py http://127.0.0.1:8080 KEY gemini

The last words name the wires of the scripted providers that are asked; none: all of them.
Each check is made in front of each. A line is printed for each; the exit status is 1 if
one failed.
"""

import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Generic, TypeVar

Client = TypeVar("Client")
Problem = TypeVar("Problem", bound=Exception)

#: The scripted provider that speaks a wire.
PROVIDERS = {
    "openai": "scripted",
    "responses": "scripted-responses",
    "anthropic": "scripted-anthropic",
    "gemini": "scripted-gemini",
}

QUESTION = "대한민국의 수도는 어디인가요?"
ANSWER = "대한민국의 수도는 서울입니다."
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)

#: Two tools whose arguments are Korean, names of fields included.
CITIES = {"get_weather": "서울특별시", "get_news": "부산광역시"}
PARAMETERS = {
    name: {
        "type": "object",
        "properties": {
            "도시": {"type": "string", "const": city},
            "days": {"type": "integer"},
        },
        "required": ["도시", "days"],
        "additionalProperties": False,
    }
    for name, city in CITIES.items()
}

#: How many turns of tools an agent takes.
TURNS = int(os.environ.get("TURNS", "20"))


def turns(tool: str, arguments: str) -> str:
    """The prompt that makes an agent take its turns."""
    return f"#turns {TURNS} tool={tool} args={arguments}\n#say 다 했습니다."


@dataclass(frozen=True, slots=True)
class Door:
    """Where Wayfare is, and the wire of the provider to ask there."""

    url: str
    key: str
    wire: str

    def model(self, name: str = "small") -> str:
        """The model of the wire's provider: small, large, plain or thinker."""
        return model_of(self.wire, name)


def model_of(wire: str, name: str) -> str:
    """What Wayfare calls a scripted model."""
    if wire == "openai":
        return f"scripted-{name}"
    return f"{PROVIDERS[wire]}/scripted-{name}"


def raises(kind: type[Problem], act: Callable[[], object]) -> Problem:
    """The error that the act raises, of exactly this name: not of a class below it."""
    try:
        act()
    except kind as error:
        if type(error).__name__ == kind.__name__:
            return error
        raise AssertionError(f"{error!r} is more than {kind.__name__}") from error
    raise AssertionError(f"no {kind.__name__}")


class Checks(Generic[Client]):
    """A client's checks, in order. The name of a check is its sentence.

    Each is given a client that `open_client` makes, and the door that it stands before.
    """

    def __init__(self, name: str, open_client: Callable[[Door], Client]) -> None:
        self.name = name
        self._open_client = open_client
        self._checks: list[tuple[Callable[[Client, Door], None], Sequence[str]]] = []

    def __call__(self, check: Callable[[Client, Door], None]) -> Callable[[Client, Door], None]:
        """Note a check that every wire passes."""
        return self.on(*PROVIDERS)(check)

    def on(self, *wires: str) -> Callable[..., Callable[[Client, Door], None]]:
        """Note a check that is made in front of these wires alone."""

        def note(check: Callable[[Client, Door], None]) -> Callable[[Client, Door], None]:
            self._checks.append((check, wires))
            return check

        return note

    def by_each(
        self, ways: Mapping[str, Callable[[Door], Client]]
    ) -> Callable[[Callable[[Client, Door], None]], None]:
        """Note a check that every wire passes, once for each way to ask."""

        def note(check: Callable[[Client, Door], None]) -> None:
            for way, open_client in ways.items():
                self._note_way(check, way, open_client)

        return note

    def _note_way(
        self,
        check: Callable[[Client, Door], None],
        way: str,
        open_client: Callable[[Door], Client],
    ) -> None:
        @self
        @wraps(check)
        def check_this_way(_: object, door: Door) -> None:
            check(open_client(door), door)

        check_this_way.__name__ = f"by {way} {check.__name__}"

    def main(self) -> int:
        """Make the checks that the command line asks for. Returns the exit status."""
        url, key, *wires = sys.argv[1:]
        print(self.name)
        return max([self._make(Door(url, key, wire)) for wire in wires or PROVIDERS])

    def _make(self, door: Door) -> int:
        failed = 0
        client = self._open_client(door)
        print(f"# {door.wire}")
        for check, wires in self._checks:
            if door.wire not in wires:
                continue
            name = check.__name__.replace("_", " ")
            try:
                check(client, door)
            except Exception:  # noqa: BLE001 - whatever it is, the next check is made too
                failed = 1
                print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
            else:
                print(f"ok {name}", flush=True)
        return failed
