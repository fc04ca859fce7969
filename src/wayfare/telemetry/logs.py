"""Write the log: lines for people or JSON objects, with no key in them and on one line each.

Whoever logs leaves keys and texts out. What is shaped like a key is hidden here all the same,
and what would break a line is escaped, so that nobody forges one.
"""

import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec

#: What is shaped like a key, whoever gave it out.
_KEYS = re.compile(
    r"(?i:bearer)\s+[\w.~+/=-]{8,}"
    r"|\b(?:wf|sk|pk|rk|xai|gsk|hf|key)[-_][\w-]{8,}"
    r"|\bAIza[\w-]{20,}|\b(?:AKIA|ASIA)[0-9A-Z]{12,}"
    r"|\beyJ[\w-]{8,}\.[\w.-]+"
)
_HIDDEN = "[key]"
#: Control characters, and what some readers take for the end of a line.
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LEVELS = {"WARNING": "warning", "CRITICAL": "error"}


def hidden(text: str) -> str:
    """The same without anything that is shaped like a key.

    >>> hidden("refused: Bearer wf-0123456789abcdef")
    'refused: [key]'
    """
    return _KEYS.sub(_HIDDEN, text)


def on_one_line(text: str) -> str:
    r"""The same with everything escaped that would break the line.

    >>> on_one_line("a\nb")
    'a\\nb'
    """
    return _BREAKING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class TextLines(logging.Formatter):
    """Lines for people. Those of a traceback are moved in, so that none looks like a new one."""

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        fields = " ".join(f"{name}={_text(value)}" for name, value in _fields(record).items())
        said = on_one_line(record.getMessage())
        line = f"{_time(record)} {_level(record)} {record.name}: {said} {fields}".rstrip()
        if record.exc_info:
            trace = self.formatException(record.exc_info).splitlines()
            line = "\n    ".join([line, *(on_one_line(each) for each in trace)])
        return hidden(line)


class JsonLines(logging.Formatter):
    """JSON objects, one a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One record."""
        line: dict[str, Any] = {
            "time": _time(record),
            "level": _level(record),
            "logger": record.name,
            "message": _text(record.getMessage()),
        }
        for name, value in _fields(record).items():
            line[name] = _text(value) if isinstance(value, str) else value
        if record.exc_info:
            line["trace"] = hidden(self.formatException(record.exc_info))
        return _BREAKING.sub("?", msgspec.json.encode(line).decode())


def set_up(form: str, level: str, *, access: bool, stream: TextIO | None = None) -> None:
    """Send every log the same way. Called once, when serving begins."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    logging.getLogger("wayfare.access").setLevel("INFO" if access else "WARNING")
    for chatty in ("uvicorn", "asyncio", "alembic", "urllib3", "opentelemetry"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return getattr(record, "fields", {})


def _time(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _level(record: logging.LogRecord) -> str:
    return _LEVELS.get(record.levelname, record.levelname.lower())


def _text(value: object) -> str:
    return hidden(on_one_line(str(value)))
