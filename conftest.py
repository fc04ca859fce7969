"""What every test shares: examples in pages run, and where told so nothing may skip."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

SKIP_NOTHING = "WAYFARE_TESTS_SKIP_NOTHING"


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
    from tests.serving import serve_scripted  # noqa: PLC0415 - only pages need it

    namespace["server"] = serve_scripted()
    url, key = namespace["server"].start()
    os.environ["WAYFARE_URL"], os.environ["WAYFARE_API_KEY"] = url, key


def _page_server_ends(namespace: dict[str, Any]) -> None:
    namespace["server"].stop()
    del os.environ["WAYFARE_URL"], os.environ["WAYFARE_API_KEY"]


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()],
    patterns=["*.md"],
    path=str(Path(__file__).parent),
    setup=_page_server,
    teardown=_page_server_ends,
).pytest()
