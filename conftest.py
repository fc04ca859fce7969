"""What every test shares: examples in pages run, and where told so nothing may skip."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

SKIP_NOTHING = "WAYFARE_TESTS_SKIP_NOTHING"

# what tests start reads this source, as they do, wherever another may be installed
os.environ["PYTHONPATH"] = str(Path(__file__).parent / "src")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[Any]:
    """Where nothing may skip, a skip is a failure that says why."""
    report = yield
    if report.skipped and os.environ.get(SKIP_NOTHING) and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may skip: {report.longrepr[2]}"
    return report


def _page_server(namespace: dict[str, Any]) -> None:
    """Pages talk to a scripted Wayfare of their own."""
    from tests.wayfare_process import serve_process  # noqa: PLC0415 - only pages need it

    stack = namespace["server"] = ExitStack()
    home = Path(stack.enter_context(TemporaryDirectory()))
    server = stack.enter_context(serve_process(home, "--scripted"))
    os.environ["WAYFARE_URL"], os.environ["WAYFARE_API_KEY"] = server.url, server.key


def _page_server_ends(namespace: dict[str, Any]) -> None:
    namespace["server"].close()
    del os.environ["WAYFARE_URL"], os.environ["WAYFARE_API_KEY"]


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()],
    patterns=["*.md"],
    excludes=["*.ko.md"],  # its code is that of the English page, which runs
    path=str(Path(__file__).parent),
    setup=_page_server,
    teardown=_page_server_ends,
).pytest()
