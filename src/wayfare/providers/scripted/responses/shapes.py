"""What a client may ask, as OpenAI's Responses spell it, and nothing beyond that.

Follows the reference of the Responses API. Tools that run at OpenAI's are not known here
and are refused.
"""

from typing import Annotated, Literal

import msgspec

Json = dict[str, object]
Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]
Summary = Literal["auto", "concise", "detailed"]
Status = Literal["in_progress", "completed", "incomplete"]


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """Unknown parameters are refused."""


class InputText(Strict, tag_field="type", tag="input_text"):
    """Words of the user's."""

    text: str


class InputImage(Strict, tag_field="type", tag="input_image"):
    """An image."""

    image_url: str | None = None
    file_id: str | None = None
    detail: Literal["low", "high", "auto", "original"] | None = None


class InputFile(Strict, tag_field="type", tag="input_file"):
    """A file such as a PDF."""

    file_data: str | None = None
    file_id: str | None = None
    file_url: str | None = None
    filename: str | None = None
    detail: Literal["low", "high", "auto"] | None = None


class OutputText(Strict, tag_field="type", tag="output_text"):
    """Words of the model's."""

    text: str
    annotations: list[Json] | None = None
    logprobs: list[Json] | None = None


class RefusalPart(Strict, tag_field="type", tag="refusal"):
    """Words in which the model declined."""

    refusal: str


InputPart = InputText | InputImage | InputFile
AnyPart = InputText | InputImage | InputFile | OutputText | RefusalPart


class MessageItem(Strict, tag_field="type", tag="message", kw_only=True):
    """A message."""

    role: Literal["user", "assistant", "system", "developer"]
    content: str | list[AnyPart]
    id: str | None = None
    status: Status | None = None
    phase: Literal["commentary", "final_answer"] | None = None


class FunctionCallItem(Strict, tag_field="type", tag="function_call", kw_only=True):
    """A call of a function."""

    call_id: str
    name: str
    arguments: str
    id: str | None = None
    status: Status | None = None
    namespace: str | None = None


class CustomCallItem(Strict, tag_field="type", tag="custom_tool_call", kw_only=True):
    """A call of a tool that takes any text."""

    call_id: str
    name: str
    input: str
    id: str | None = None
    status: Status | None = None
    namespace: str | None = None


class FunctionOutputItem(Strict, tag_field="type", tag="function_call_output", kw_only=True):
    """What a function gave back."""

    call_id: str
    output: str | list[InputPart]
    id: str | None = None
    status: Status | None = None


class CustomOutputItem(Strict, tag_field="type", tag="custom_tool_call_output", kw_only=True):
    """What a tool that takes any text gave back."""

    call_id: str
    output: str | list[InputPart]
    id: str | None = None


class SummaryText(Strict, tag_field="type", tag="summary_text"):
    """Thought, told anew."""

    text: str


class ReasoningText(Strict, tag_field="type", tag="reasoning_text"):
    """Thought as it was."""

    text: str


class ReasoningItem(Strict, tag_field="type", tag="reasoning", kw_only=True):
    """Thought, as its maker gave it out."""

    id: str
    summary: list[SummaryText]
    content: list[ReasoningText] | None = None
    encrypted_content: str | None = None
    status: Status | None = None


class ItemReference(Strict, tag_field="type", tag="item_reference"):
    """An item that is kept at OpenAI's."""

    id: str


CallItem = FunctionCallItem | CustomCallItem
OutputItem = FunctionOutputItem | CustomOutputItem
Item = (
    MessageItem
    | FunctionCallItem
    | CustomCallItem
    | FunctionOutputItem
    | CustomOutputItem
    | ReasoningItem
    | ItemReference
)


class FunctionTool(Strict, tag_field="type", tag="function", kw_only=True):
    """A function of the client's."""

    name: str
    parameters: Json | None = None
    strict: bool | None = None
    description: str | None = None
    defer_loading: bool | None = None
    allowed_callers: list[str] | None = None


class CustomTool(Strict, tag_field="type", tag="custom", kw_only=True):
    """A tool of the client's that takes any text."""

    name: str
    description: str | None = None
    format: Json | None = None
    defer_loading: bool | None = None


class NamespaceTool(Strict, tag_field="type", tag="namespace", kw_only=True):
    """A group of tools of the client's."""

    name: str
    description: str | None = None
    tools: list[FunctionTool | CustomTool]


class NamedFunction(Strict, tag_field="type", tag="function"):
    """Call this function."""

    name: str


class NamedCustom(Strict, tag_field="type", tag="custom"):
    """Call this tool."""

    name: str


class AllowedTools(Strict, tag_field="type", tag="allowed_tools"):
    """Choose of these alone."""

    mode: Literal["auto", "required"]
    tools: list[NamedFunction | NamedCustom]


class PlainFormat(Strict, tag_field="type", tag="text"):
    """Any text."""


class JsonFormat(Strict, tag_field="type", tag="json_object"):
    """Any JSON."""


class SchemaFormat(Strict, tag_field="type", tag="json_schema", kw_only=True):
    """JSON that fits a schema."""

    name: Annotated[str, msgspec.Meta(pattern="^[a-zA-Z0-9_-]{1,64}$")]
    schema: Json
    description: str | None = None
    strict: bool | None = None


class TextConfig(Strict):
    """The form of the answer."""

    format: PlainFormat | JsonFormat | SchemaFormat | None = None
    verbosity: Literal["low", "medium", "high"] | None = None


class Reasoning(Strict):
    """How much to think, and what to tell of it."""

    effort: Effort | None = None
    summary: Summary | None = None
    generate_summary: Summary | None = None


class StreamOptions(Strict):
    """What the stream carries beside the answer."""

    include_obfuscation: bool = True


Includable = Literal[
    "file_search_call.results",
    "web_search_call.results",
    "web_search_call.action.sources",
    "message.input_image.image_url",
    "computer_call_output.output.image_url",
    "code_interpreter_call.outputs",
    "reasoning.encrypted_content",
    "message.output_text.logprobs",
]


class ResponsesRequest(Strict, kw_only=True):
    """A request for a response."""

    model: str
    input: str | list[Item] | None = None
    instructions: str | None = None
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_output_tokens: int | None = None
    max_tool_calls: int | None = None
    temperature: float | None = None
    top_p: float | None = None
    top_logprobs: int | None = None
    tools: list[FunctionTool | CustomTool | NamespaceTool] | None = None
    tool_choice: (
        Literal["auto", "none", "required"] | NamedFunction | NamedCustom | AllowedTools | None
    ) = None
    parallel_tool_calls: bool | None = None
    text: TextConfig | None = None
    reasoning: Reasoning | None = None
    include: list[Includable] | None = None
    previous_response_id: str | None = None
    store: bool | None = None
    metadata: dict[str, str] | None = None
    truncation: Literal["auto", "disabled"] | None = None
    service_tier: Literal["auto", "default", "flex", "scale", "priority"] | None = None
    prompt_cache_key: str | None = None
    prompt_cache_retention: Literal["in_memory", "24h"] | None = None
    safety_identifier: str | None = None
    client_metadata: dict[str, str] | None = None
    user: str | None = None
    background: bool | None = None


#: Names that chat completions have for what is called otherwise here.
MOVED = {
    "messages": "input",
    "response_format": "text.format",
    "max_tokens": "max_output_tokens",
    "max_completion_tokens": "max_output_tokens",
    "reasoning_effort": "reasoning.effort",
    "verbosity": "text.verbosity",
    "functions": "tools",
    "function_call": "tool_choice",
}
