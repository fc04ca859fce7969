"""Every wire that the scripted provider speaks. A further wire is a row."""

from collections.abc import Callable

from wayfare.providers.scripted.anthropic.tongue import MessagesTongue
from wayfare.providers.scripted.chat import ChatTongue
from wayfare.providers.scripted.gemini.tongue import ContentTongue
from wayfare.providers.scripted.responses.tongue import ResponsesTongue
from wayfare.providers.scripted.tongue import Tongue

TONGUES: tuple[Callable[[], Tongue], ...] = (
    ChatTongue,
    ResponsesTongue,
    MessagesTongue,
    ContentTongue,
)

#: The same models in other wires: to be asked for by name, and nothing to choose among.
NAMED_ONLY = frozenset(tongue().provider for tongue in TONGUES) - {ChatTongue.provider}
