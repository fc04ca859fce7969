"""The server's memory after a thousand streamed answers of the page's own kind.

What the first question reads once (numpy, the projection, how languages look) is told apart.
"""

import time
from pathlib import Path

import pytest
from bench.page_server import PageServer, page_server

from homes import put_store
from wayfare.bootstrap.spare_memory import SPARE_S

MESSAGES, GROWN_MAX_MB = 1_000, 40.0


@pytest.mark.endurance
def test_a_thousand_streamed_messages_leave_no_memory_behind(
    tmp_path: Path, empty_store: bytes
) -> None:
    home = tmp_path / "home"
    put_store(home, empty_store)
    with page_server(home) as server:
        server.set_up()
        unasked = server.resident_mb()
        converse(server, 0)
        idle = server.resident_mb()
        for number in range(1, 1 + MESSAGES // 20):
            converse(server, number)
        time.sleep(SPARE_S + 2)
        grown = server.resident_mb() - idle
    print(f"\n{unasked:.1f} MB before anything was asked, {idle:.1f} MB once something was,")
    print(f"{grown:.1f} MB more after {MESSAGES} streamed messages")
    assert grown <= GROWN_MAX_MB


def converse(server: PageServer, number: int) -> None:
    """Twenty questions in one conversation, each listened to until it ends."""
    conversation = server.ask("POST", "/api/conversations", {"title": f"{number}"})["id"]
    parent = None
    for turn in range(20):
        body = {"key": f"{number}-{turn}", "parent": parent, "text": f"{turn}?\n#words 100"}
        answer = server.ask("POST", f"/api/conversations/{conversation}/runs", body)["answer"]
        assert b"event: ended" in server.read(f"/api/runs/{answer['run']['id']}/events")
        parent = answer["id"]
