"""Grade an answer by a check, whatever its kind.

What others wrote, and may run for ever, runs in child processes; few of them at once.
"""

import asyncio
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wayfare.domain.check import (
    Check,
    CodeCheck,
    ExactCheck,
    Grade,
    NumberCheck,
    RegexCheck,
    SchemaCheck,
)
from wayfare.domain.errors import BadRequestError, CheckUnavailableError
from wayfare.grading.child import TookTooLongError, run_child
from wayfare.grading.exact import grade_exact
from wayfare.grading.number import grade_number
from wayfare.grading.sandbox import Sandbox

AT_ONCE = 2
WALL_S = 5.0
_FENCE = re.compile(
    r"^ {0,3}```[ \t]*(\w*)[^\n]*\n(.*?)^ {0,3}```[ \t]*$", re.MULTILINE | re.DOTALL
)


class Grader:
    """Grades answers; `sandbox` is where their code runs."""

    def __init__(self, sandbox: Sandbox | None = None) -> None:
        self._sandbox = sandbox or Sandbox()
        self._room = asyncio.Semaphore(AT_ONCE)

    async def grade(self, check: Check, answer: str) -> Grade:
        """What the answer is worth by this check.

        Raises:
            BadRequestError: the check itself is at fault; `param` names its field.
            CheckUnavailableError: this kind of check cannot be made on this machine.
        """
        match check:
            case ExactCheck():
                return grade_exact(check, answer)
            case NumberCheck():
                return grade_number(check, answer)
            case RegexCheck():
                return await self._find(check, answer)
            case SchemaCheck():
                return await self._fit(check, answer)
            case CodeCheck():
                async with self._room:
                    return _grade(await self._sandbox.run(code_in(answer), check.tests), "tests")

    async def _find(self, check: RegexCheck, answer: str) -> Grade:
        job = {"pattern": check.pattern, "answer": answer}
        return _grade(await self._look("pattern_child.py", job, "pattern"), "pattern")

    async def _fit(self, check: SchemaCheck, answer: str) -> Grade:
        job = {"schema": check.schema, "answer": answer}
        return _grade(await self._look("schema_child.py", job, "schema"), "schema")

    async def _look(self, child: str, job: Mapping[str, object], field: str) -> dict[str, Any]:
        """What a child process says of it, within limits."""
        command = [sys.executable, "-I", "-B", str(Path(__file__).with_name(child))]
        async with self._room:
            try:
                said = await run_child(command, json.dumps(job).encode(), WALL_S)
            except TookTooLongError:
                said = b""
            except OSError as error:
                raise CheckUnavailableError(f"Checks cannot be run: {error.strerror}.") from error
        if not said:
            raise BadRequestError(
                f"`{field}` takes too much time or memory on this answer.",
                cure="Write it so that it needs less.",
                param=field,
            )
        found: dict[str, Any] = json.loads(said)
        return found


def code_in(answer: str) -> str:
    """The code in an answer: its longest block that is Python, else all of it."""
    blocks = [
        code for language, code in _FENCE.findall(answer) if language.lower() in _PYTHON_NAMES
    ]
    return max(blocks, key=len) if blocks else answer


_PYTHON_NAMES = ("", "python", "python3", "py")


def _grade(said: Mapping[str, Any], field: str) -> Grade:
    if "fault" in said:
        raise BadRequestError(f"`{field}` is wrong: {said['fault']}.", param=field)
    return Grade(float(bool(said["passed"])), str(said.get("why", "")))
