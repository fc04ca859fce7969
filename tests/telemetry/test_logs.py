"""What is logged: one line each, and nothing in it that is shaped like a key."""

import io
import json
import logging

import pytest

from wayfare.telemetry.logs import JsonLines, TextLines

KEYS = [
    "wf-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
    "sk-ant-api03-abcdefgh",
    "sk-proj-abc_def-0123456789",
    "Bearer abcdef0123456789",
    "bearer  abc.def~ghi+jkl/012==",
    "AIzaSyA0123456789abcdefghijk",
    "AKIAABCDEFGHIJKLMNOP",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvd25lciJ9.c2lnbmF0dXJl",
]
FORGED = "a\n2026-01-01T00:00:00Z info wayfare: forged\r\x1b[2J\u2028\x85\u202eb"


@pytest.fixture(params=[TextLines, JsonLines], ids=["text", "json"])
def said(request):
    """What a logger writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    logger = logging.Logger("wayfare.test")
    logger.addHandler(handler)
    return logger, stream


@pytest.mark.parametrize("key", KEYS)
def test_keys_are_hidden_wherever_they_stand(said, key):
    logger, stream = said
    logger.error("refused: %s", key, extra={"fields": {"header": key}})
    try:
        raise ValueError(f"with {key} in it")
    except ValueError:
        logger.exception("it failed")
    assert key.split()[-1] not in stream.getvalue()
    assert stream.getvalue().count("[key]") == 3


def test_nobody_forges_a_line(said):
    logger, stream = said
    logger.error("%s", FORGED, extra={"fields": {"model": FORGED}})
    text = stream.getvalue()
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_line_in_a_trace_does_not_pass_for_one_of_the_log(said):
    logger, stream = said
    try:
        raise ValueError(FORGED)
    except ValueError:
        logger.exception("it failed")
    first, *more = stream.getvalue().splitlines()
    assert "it failed" in first
    assert all(line.startswith("    ") for line in more)


def test_an_object_says_all_that_is_known_of_an_event():
    record = logging.makeLogRecord(
        {
            "name": "wayfare.store",
            "levelno": 30,
            "levelname": "WARNING",
            "msg": "slow",
            "created": 0,
        }
    )
    record.fields = {"ms": 12.5, "deployment": "나의 모델"}
    assert json.loads(JsonLines().format(record)) == {
        "time": "1970-01-01T00:00:00.000Z",
        "level": "warning",
        "logger": "wayfare.store",
        "message": "slow",
        "ms": 12.5,
        "deployment": "나의 모델",
    }
