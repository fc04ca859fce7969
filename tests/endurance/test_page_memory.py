"""The server's memory after a thousand streamed answers, over one that nobody has asked.

What the first question reads once (numpy, the projection, how languages look) is in it, and told.
"""

import statistics
import time
from pathlib import Path

import pytest
from bench.page_server import PageServer, page_server

from homes import put_store

MESSAGES, GROWN_MAX_MB = 1_000, 40.0
#: So long it is watched afterwards: memory is given back every ten seconds, and while nobody asks
#: it still learns, which takes some for as long.
WATCHED_S = 60


@pytest.mark.endurance
def test_a_thousand_streamed_messages_leave_no_memory_behind(
    tmp_path: Path, empty_store: bytes
) -> None:
    home = tmp_path / "home"
    put_store(home, empty_store)
    with page_server(home) as server:
        server.set_up()
        idle = server.resident_mb()
        converse(server, 0)
        first = server.resident_mb() - idle
        for number in range(1, 1 + MESSAGES // 20):
            converse(server, number)
        seen = []
        for _ in range(WATCHED_S):
            time.sleep(1)
            seen.append(server.resident_mb() - idle)
    print(f"\n{idle:.1f} MB before anything was asked, {first:.1f} MB more once something was,")
    grown = statistics.median(seen)
    print(f"{grown:.1f} MB more after {MESSAGES} streamed messages: the median of {WATCHED_S} s")
    print(f"(at most {max(seen):.1f}, at last {seen[-1]:.1f})")
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
