"""What a LibreTranslate server is asked and says: a text and two languages, a text.

Read from its own documentation and clients in November 2026; no key is sent.
"""

import msgspec

from wayfare.domain.arm import Setup
from wayfare.domain.chat import ChatRequest, Message
from wayfare.domain.deployment import Feature
from wayfare.wire.conversation import CannotCarryError, Conversation
from wayfare.wire.reading import Reading

WIRE = "libretranslate"

_encode = msgspec.json.Encoder().encode


class _Translated(msgspec.Struct):
    translatedText: str  # noqa: N815 - its own word


class _Error(msgspec.Struct):
    error: str


_translated = msgspec.json.Decoder(_Translated)
_error = msgspec.json.Decoder(_Error)


class TranslateBody(msgspec.Struct, frozen=True):
    """A text to translate. `source` and `target` are codes of ISO 639-1."""

    text: str
    source: str
    target: str
    wire: str = WIRE

    @property
    def request(self) -> ChatRequest:
        """What a router would go by."""
        return ChatRequest(WIRE, (Message("user", self.text),), frozenset({Feature.TRANSLATE}))

    @property
    def raw(self) -> bytes:
        """The body as it is sent."""
        return _encode(
            {"q": self.text, "source": self.source, "target": self.target, "format": "text"}
        )

    def encode(self, model: str, setup: Setup, *, length_field: str = "max_tokens") -> bytes:
        """Write the body; there is one model, and nothing to set."""
        del model, setup, length_field
        return self.raw

    def conversation(self) -> Conversation:
        """There is none.

        Raises:
            CannotCarryError: always.
        """
        raise CannotCarryError("A text to translate is no conversation.")


def read_whole(body: bytes) -> Reading | None:
    """The translation; None where this is none."""
    try:
        text = _translated.decode(body).translatedText
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Reading(text, "stop", None, None, 1)


def error_message(body: bytes) -> str | None:
    """The server's own sentence."""
    try:
        return _error.decode(body).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
