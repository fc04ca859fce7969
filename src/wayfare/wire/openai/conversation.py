"""A chat request in OpenAI's wire, decoded wholly and encoded, for translation."""

from wayfare.wire.conversation import CannotCarryError, Conversation, Written


def read_chat(raw: bytes) -> Conversation:
    """Decode a request wholly."""
    raise CannotCarryError("not built yet")


def write_chat(conversation: Conversation, model: str, length_field: str) -> Written:
    """Encode a request for a model that speaks this wire."""
    raise CannotCarryError("not built yet")
