"""Run the code of an answer and then tests of it, inside the sandbox and nowhere else.

Run as a file, with a JSON object on stdin. Prints `ready` once its limits hold, then one JSON
object. Needs nothing but Python. What is run here can forge the verdict on itself, as it can
fool any test in its own process; it reaches nothing else.
"""

import json
import os
import resource
import sys
from typing import Any

MEMORY_BYTES = 256 << 20
LIMITS = {
    resource.RLIMIT_AS: MEMORY_BYTES,
    resource.RLIMIT_CPU: 3,
    resource.RLIMIT_NPROC: 16,  # threads; processes are refused altogether
    resource.RLIMIT_NOFILE: 32,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_STACK: 16 << 20,
}


def main() -> None:
    """Run both, within limits that the kernel keeps and nobody in here can raise."""
    job = json.load(sys.stdin.buffer)
    said = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.write(said, b"ready\n")
    os.close(nowhere)
    for what, most in LIMITS.items():
        allowed = resource.getrlimit(what)[1]
        mine = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (mine, mine))
    verdict = json.dumps(_run(job["answer"], job["tests"]) | {"word": job["word"]})
    os.write(said, verdict.encode())
    os._exit(0)  # whatever the answer has left behind to run at the end does not run


def _run(answer: str, tests: str) -> dict[str, Any]:
    try:
        checking = compile(tests, "tests", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"fault": f"{type(error).__name__}: {error}"[:200]}
    space: dict[str, Any] = {"__name__": "answer"}
    try:
        exec(compile(answer, "answer", "exec"), space)  # noqa: S102 - that is what this is for
        exec(checking, space)  # noqa: S102
    except BaseException as error:  # noqa: BLE001 - whatever stops it, the tests did not pass
        return {"passed": False, "why": _told(error)}
    return {"passed": True, "why": "the tests pass"}


def _told(error: BaseException) -> str:
    """In a few words; an exception's own text may be anything, or raise another."""
    try:
        return f"{type(error).__name__}: {error}"[:200].encode(errors="replace").decode()
    except BaseException:  # noqa: BLE001
        return "an error"


main()
