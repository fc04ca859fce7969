"""Anthropic's list of models, with what Wayfare knows of each beside it."""

from typing import Any

import msgspec

_encode = msgspec.json.Encoder().encode
#: When a model came out is not known here; its clients want a date all the same.
_NOT_KNOWN = "1970-01-01T00:00:00Z"


def encode_models(rows: list[dict[str, Any]]) -> bytes:
    """Write OpenAI's rows as Anthropic's list, in one page."""
    shown = [_plain(row) for row in rows]
    ends = {"first_id": shown[0]["id"], "last_id": shown[-1]["id"]} if shown else {}
    return _encode({"data": shown, "has_more": False, "first_id": None, "last_id": None, **ends})


def encode_model(row: dict[str, Any]) -> bytes:
    """Write one of OpenAI's rows as Anthropic's."""
    return _encode(_plain(row))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    more = {"wayfare": row["wayfare"]} if "wayfare" in row else {}
    name = row["id"]
    return {"type": "model", "id": name, "display_name": name, "created_at": _NOT_KNOWN, **more}
