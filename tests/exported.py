"""Conversations as ChatGPT exports them."""

from typing import Any


def exported(number: int, question: str, answer: str) -> dict[str, Any]:
    """One of a question and its answer; each number is another conversation."""
    return {
        "id": f"c{number}",
        "title": f"Sum {number}",
        "create_time": 1_700_000_000 + number,
        "current_node": "a",
        "mapping": {
            "q": _node(number, "q", None, "a", "user", question),
            "a": _node(number, "a", "q", None, "assistant", answer),
        },
    }


def _node(
    number: int, name: str, parent: str | None, child: str | None, role: str, text: str
) -> dict[str, Any]:
    said = {"author": {"role": role}, "content": {"parts": [text]}, "create_time": number + 1}
    below = [] if child is None else [child]
    return {"id": name, "parent": parent, "children": below, "message": {"id": name, **said}}
