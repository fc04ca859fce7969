"""Apply an arm's setup to a request that is translated.

What the client asked for itself wins over an effort; the smaller limit wins over a larger.
"""

from msgspec.structs import replace

from wayfare.domain.arm import Setup
from wayfare.wire.conversation import Conversation, Reasoning, Text, Turn


def with_setup(conversation: Conversation, setup: Setup) -> Conversation:
    """The conversation as the arm is asked it."""
    if setup.is_plain:
        return conversation
    if setup.reasoning_effort and conversation.reasoning is None:
        reasoning = Reasoning(effort=setup.reasoning_effort)
        conversation = replace(conversation, reasoning=reasoning)
    if setup.output_tokens_max:
        budget = setup.limit(conversation.output_tokens_max)
        conversation = replace(conversation, output_tokens_max=budget)
    if setup.system_prompt:
        first = Turn("system", (Text(setup.system_prompt),))
        conversation = replace(conversation, turns=(first, *conversation.turns))
    return conversation
