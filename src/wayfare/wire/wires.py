"""Every wire, by name. A further wire is a row."""

from collections.abc import Mapping

from wayfare.wire.anthropic.wire import ANTHROPIC
from wayfare.wire.gemini.wire import GEMINI
from wayfare.wire.libretranslate.wire import LIBRETRANSLATE
from wayfare.wire.openai.wire import OPENAI
from wayfare.wire.responses.wire import RESPONSES
from wayfare.wire.wire import Wire

#: Those that carry conversations, each into any other.
CHAT_WIRES: Mapping[str, Wire] = {
    wire.name: wire for wire in (OPENAI, ANTHROPIC, GEMINI, RESPONSES)
}
WIRES: Mapping[str, Wire] = {**CHAT_WIRES, LIBRETRANSLATE.name: LIBRETRANSLATE}
