"""See whether an answer is JSON that a schema allows, in a process that may be ended.

Run as a file, with a JSON object of `schema` and `answer` on stdin; prints one JSON object.
Both are others' words: patterns in them may take for ever, and a reference is not followed
to any other address.
"""

import json
import resource
import sys
from typing import Any

import jsonschema_rs


def main() -> None:
    """Look once, within limits that the kernel keeps."""
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = json.load(sys.stdin.buffer)
    sys.stdout.write(json.dumps(_look(job["schema"], job["answer"])))


def _look(schema: Any, answer: str) -> dict[str, Any]:
    try:
        validator = jsonschema_rs.validator_for(
            schema,
            offline=True,
            pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=100_000),
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        return {"fault": _first_line(error)}
    try:
        value = json.loads(_unfenced(answer))
    except (ValueError, RecursionError):
        return {"passed": False, "why": "no JSON"}
    try:
        validator.validate(value)
    except jsonschema_rs.ValidationError as error:
        if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.BacktrackLimitExceeded):
            return {"fault": "a pattern in it takes too long on this answer"}
        return {"passed": False, "why": _first_line(error)}
    except ValueError as error:  # a value that it cannot hold, such as a number without end
        return {"passed": False, "why": _first_line(error)}
    return {"passed": True, "why": "as the schema says"}


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:200].rstrip(".")


def _unfenced(answer: str) -> str:
    """The text, without the fence that many models put around JSON."""
    text = answer.strip()
    if not (text.startswith("```") and text.endswith("```")):
        return text
    return text[3:-3].partition("\n")[2]


main()
