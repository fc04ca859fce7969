"""What draws is there before anything is paid for, and stands in nobody's way."""

import os
from pathlib import Path

from wayfare.cli.plots import check_drawable


def test_numbers_share_no_work_among_threads_where_children_check_answers(monkeypatch):
    # a child that is begun while threads multiply would wait for one of them for ever
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    check_drawable(Path("result.svg"))
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
