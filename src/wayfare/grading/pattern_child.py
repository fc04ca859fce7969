"""Look for a pattern in an answer, in a process that may be ended when it takes too long.

Run as a file, with a JSON object of `pattern` and `answer` on stdin; prints one JSON object.
A pattern may take longer than the universe lasts, and nothing stops Python from trying.
"""

import json
import re
import resource
import sys


def main() -> None:
    """Look once, within limits that the kernel keeps."""
    resource.setrlimit(resource.RLIMIT_CPU, (2, 2))
    resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = json.load(sys.stdin.buffer)
    said: dict[str, object]
    try:
        pattern = re.compile(job["pattern"])
    except (re.error, OverflowError, RecursionError) as error:
        said = {"fault": str(error)}
    else:
        is_found = pattern.search(job["answer"]) is not None
        said = {"passed": is_found, "why": "found" if is_found else "not found"}
    sys.stdout.write(json.dumps(said))


main()
