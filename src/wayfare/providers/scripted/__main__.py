"""Serve the scripted provider over HTTP, in every wire.

`python -m wayfare.providers.scripted --port 9000`
"""

import argparse

import uvicorn

from wayfare.providers.scripted.http import http_app
from wayfare.providers.scripted.provider import scripted_providers


def main() -> None:
    """Read the command line and serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m wayfare.providers.scripted")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="MODEL:FAULT",
        help='for instance "scripted-small:status=503"',
    )
    parser.add_argument(
        "--judge",
        action="append",
        default=[],
        metavar="MODEL:LEANING",
        help='for instance "scripted-large:fair error=0.1"',
    )
    arguments = parser.parse_args()
    faults = dict(fault.split(":", 1) for fault in arguments.fault)
    judges = dict(leaning.split(":", 1) for leaning in arguments.judge)
    app = http_app(*scripted_providers(faults=faults, judges=judges))
    # A cut stream is an error to the server, and played on purpose here.
    uvicorn.run(app, host=arguments.host, port=arguments.port, log_level="critical")


if __name__ == "__main__":
    main()
