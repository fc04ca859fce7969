"""A request and its answer as no wire spells them: what is translated between two wires.

Where a client and a provider speak the same wire, nothing of this is made: the bytes go
through. Where they do not, the asking wire is decoded into these nouns and the provider's
is encoded from them, and back again for the answer.

JSON that means nothing to a gateway (schemas, numbers, arguments of tools) is kept as it
was written: as `msgspec.Raw`, or as text where a wire holds it in a string.
"""

from enum import StrEnum
from typing import Literal

import msgspec

from wayfare.domain.errors import BadRequestError
from wayfare.domain.usage import Usage


class CannotCarryError(BadRequestError):
    """The request uses something that the chosen model's wire has no words for."""

    code = "cannot_be_carried"


class Text(msgspec.Struct, frozen=True):
    """Words. `citations` are Anthropic's, as written."""

    text: str
    citations: msgspec.Raw | None = None


class Media(msgspec.Struct, frozen=True):
    """An image, a piece of audio, or a file such as a PDF.

    Exactly one of `data` (base64, without any prefix), `url` and `file_id` is set.
    `mime` is set with `data`. `detail` is how closely an image is looked at.
    """

    kind: Literal["image", "audio", "file"]
    mime: str | None = None
    data: str | None = None
    url: str | None = None
    file_id: str | None = None
    name: str | None = None
    detail: str | None = None


class ToolCall(msgspec.Struct, frozen=True):
    """A model asks for a tool.

    `arguments` is JSON exactly as the model wrote it (free text where `is_custom`), and may
    be cut short. `signature` is what Gemini wants back with the call on the next turn.
    """

    id: str
    name: str
    arguments: str
    is_custom: bool = False
    signature: str | None = None


class ToolResult(msgspec.Struct, frozen=True):
    """What a tool gave back. `name` is the tool's, where it is known."""

    call_id: str
    parts: tuple[Text | Media, ...]
    is_error: bool = False
    is_custom: bool = False
    name: str | None = None


class Thinking(msgspec.Struct, frozen=True):
    """What a model thought.

    `signature` proves to its maker that it is unchanged; `redacted` is thought that only
    its maker can read. Both must go back as they came, or the maker refuses the next turn.
    `maker` is the wire that they belong to. `is_summary`: told anew for the reader.
    """

    text: str = ""
    signature: str | None = None
    redacted: str | None = None
    maker: str | None = None
    is_summary: bool = False
    id: str | None = None


class Refusal(msgspec.Struct, frozen=True):
    """A model says in words that it will not."""

    text: str


Part = Text | Media | ToolCall | ToolResult | Thinking | Refusal

Role = Literal["system", "developer", "user", "assistant", "tool"]


class Turn(msgspec.Struct, frozen=True):
    """One message. A result of a tool stands alone in a turn whose role is "tool"."""

    role: Role
    parts: tuple[Part, ...]
    name: str | None = None


class Namespace(msgspec.Struct, frozen=True):
    """A group of tools."""

    name: str
    description: str | None = None


class Tool(msgspec.Struct, frozen=True):
    """A function that the model may call. `schema` is JSON Schema, its keys in order.

    `is_custom`: it takes free text; `grammar` then is OpenAI's `format`, as written.
    `namespace` is the client's group for it; the tool's name and description have it in
    them already.
    """

    name: str
    description: str | None = None
    schema: msgspec.Raw | None = None
    strict: bool | None = None
    is_custom: bool = False
    grammar: msgspec.Raw | None = None
    namespace: Namespace | None = None


class ToolChoice(msgspec.Struct, frozen=True):
    """Whether tools must be called; `name` goes with "named"."""

    mode: Literal["auto", "none", "required", "named"]
    name: str | None = None


class OutputFormat(msgspec.Struct, frozen=True):
    """The shape that the answer must have. `schema` goes with "json_schema"."""

    kind: Literal["json_object", "json_schema"]
    name: str | None = None
    schema: msgspec.Raw | None = None
    strict: bool | None = None
    description: str | None = None


class Reasoning(msgspec.Struct, frozen=True):
    """How much the model shall think before it answers.

    `effort` is a word ("none", "minimal", "low", "medium", "high", "xhigh", "max"),
    `budget_tokens` a number; a wire that has only the other kind translates by
    `EFFORT_TOKENS`. `summary` asks to be told.
    """

    effort: str | None = None
    budget_tokens: int | None = None
    summary: str | None = None


#: A budget for each word, in tokens of thought, and so the word for a budget.
EFFORT_TOKENS = {"none": 0, "minimal": 1_024, "low": 4_096, "medium": 8_192, "high": 16_384}


class Conversation(msgspec.Struct, frozen=True):
    """A whole chat request.

    `sampling` are numbers and words that change the answer, by OpenAI's names:
    temperature, top_p, top_k, seed, presence_penalty, frequency_penalty, logit_bias,
    verbosity. A wire that lacks one refuses it, but for verbosity: that is a wish, sent by
    coding clients unasked, and is left out as hints are. `hints` change cost, speed or
    bookkeeping and never the answer: service_tier, prompt_cache_key, cache_control, user,
    safety_identifier, metadata, store. A wire that lacks one leaves it out, and says so.
    """

    model: str
    turns: tuple[Turn, ...]
    tools: tuple[Tool, ...] = ()
    tool_choice: ToolChoice | None = None
    parallel_tools: bool | None = None
    output: OutputFormat | None = None
    reasoning: Reasoning | None = None
    output_tokens_max: int | None = None
    stop: tuple[str, ...] = ()
    choices: int = 1
    logprobs: bool = False
    top_logprobs: int | None = None
    stream: bool = False
    sampling: dict[str, msgspec.Raw] = {}
    hints: dict[str, msgspec.Raw] = {}


class Written(msgspec.Struct, frozen=True):
    """A request in another wire, and the hints that it has no place for."""

    body: bytes
    left_out: tuple[str, ...] = ()


class Finish(StrEnum):
    """Why a model ended."""

    STOP = "stop"
    STOP_SEQUENCE = "stop_sequence"
    LENGTH = "length"
    TOOLS = "tools"
    FILTER = "filter"
    REFUSAL = "refusal"
    PAUSE = "pause"  # Anthropic: the turn goes on when it is sent back


class Choice(msgspec.Struct, frozen=True):
    """One answer of those asked for.

    `logprobs` is OpenAI's list of {token, logprob, bytes, top_logprobs}, as written.
    """

    parts: tuple[Part, ...]
    finish: Finish | None
    stop_sequence: str | None = None
    logprobs: msgspec.Raw | None = None


class WholeAnswer(msgspec.Struct, frozen=True):
    """A whole answer. `created` is Unix time in seconds, where the wire tells it."""

    id: str
    model: str
    choices: tuple[Choice, ...]
    usage: Usage | None = None
    created: int | None = None
