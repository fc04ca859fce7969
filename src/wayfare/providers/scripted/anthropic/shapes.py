"""What a client may ask, as Anthropic's wire spells it, and nothing beyond that.

Follows the reference of the Messages API. Blocks that belong to tools which run at
Anthropic's are not known here and are refused.
"""

from typing import Annotated, Literal

import msgspec

Json = dict[str, object]
Positive = Annotated[int, msgspec.Meta(ge=1)]


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """Extra inputs are not permitted."""


class CacheControl(Strict):
    """A mark after which the prompt is cached."""

    type: Literal["ephemeral"]
    ttl: Literal["5m", "1h"] | None = None


class Base64(Strict, tag_field="type", tag="base64"):
    """The bytes themselves."""

    media_type: str
    data: str


class Url(Strict, tag_field="type", tag="url"):
    """Where the bytes are."""

    url: str


class FileId(Strict, tag_field="type", tag="file"):
    """A file that was uploaded before."""

    file_id: str


class PlainText(Strict, tag_field="type", tag="text"):
    """A document of plain text."""

    media_type: Literal["text/plain"]
    data: str


class Block(Strict, tag_field="type", kw_only=True):
    """A block of a message."""

    cache_control: CacheControl | None = None


class TextBlock(Block, tag="text"):
    """Words."""

    text: str
    citations: list[Json] | None = None


class ImageBlock(Block, tag="image"):
    """An image."""

    source: Base64 | Url | FileId


class BlocksSource(Strict, tag_field="type", tag="content"):
    """A document of blocks."""

    content: str | list[TextBlock | ImageBlock]


class DocumentBlock(Block, tag="document"):
    """A PDF or a text."""

    source: Base64 | Url | FileId | PlainText | BlocksSource
    title: str | None = None
    context: str | None = None
    citations: Json | None = None


class SearchResultBlock(Block, tag="search_result"):
    """What a search found."""

    source: str
    title: str
    content: list[TextBlock]
    citations: Json | None = None


class ToolUseBlock(Block, tag="tool_use"):
    """A call of a tool."""

    id: str
    name: str
    input: Json
    caller: Json | None = None


class ToolResultBlock(Block, tag="tool_result"):
    """What a tool gave back."""

    tool_use_id: str
    content: str | list[TextBlock | ImageBlock | DocumentBlock | SearchResultBlock] | None = None
    is_error: bool | None = None


class ThinkingBlock(Strict, tag_field="type", tag="thinking"):
    """Thought that its maker signed."""

    thinking: str
    signature: str


class RedactedThinkingBlock(Strict, tag_field="type", tag="redacted_thinking"):
    """Thought that its maker alone can read."""

    data: str


AnyBlock = (
    TextBlock
    | ImageBlock
    | DocumentBlock
    | SearchResultBlock
    | ToolUseBlock
    | ToolResultBlock
    | ThinkingBlock
    | RedactedThinkingBlock
)


class Turn(Strict):
    """A message."""

    role: str
    content: str | list[AnyBlock]

    @property
    def blocks(self) -> list[AnyBlock]:
        """Its blocks, a plain text being one."""
        if isinstance(self.content, str):
            return [TextBlock(text=self.content)]
        return self.content


class Tool(Strict):
    """A tool of the client's."""

    name: str
    input_schema: Json
    description: str | None = None
    type: Literal["custom"] | None = None
    cache_control: CacheControl | None = None
    strict: bool | None = None
    eager_input_streaming: bool | None = None
    defer_loading: bool | None = None
    input_examples: list[Json] | None = None
    allowed_callers: list[str] | None = None


class AutoChoice(Strict, tag_field="type", tag="auto"):
    """Call tools or do not."""

    disable_parallel_tool_use: bool = False


class AnyChoice(Strict, tag_field="type", tag="any"):
    """Call some tool."""

    disable_parallel_tool_use: bool = False


class NamedChoice(Strict, tag_field="type", tag="tool"):
    """Call this tool."""

    name: str
    disable_parallel_tool_use: bool = False


class NoChoice(Strict, tag_field="type", tag="none"):
    """Call no tool."""


class ThinkingOn(Strict, tag_field="type", tag="enabled"):
    """Think, within a budget."""

    budget_tokens: int
    display: Literal["summarized", "omitted"] | None = None


class ThinkingAdaptive(Strict, tag_field="type", tag="adaptive"):
    """Think as much as the question deserves."""

    display: Literal["summarized", "omitted"] | None = None


class ThinkingOff(Strict, tag_field="type", tag="disabled"):
    """Do not think."""


class JsonFormat(Strict, tag_field="type", tag="json_schema"):
    """The schema that the answer must fit."""

    schema: Json


class OutputConfig(Strict):
    """How hard to try, and in what form to answer."""

    effort: Literal["low", "medium", "high", "xhigh", "max"] | None = None
    format: JsonFormat | None = None


class Metadata(Strict):
    """Who asks."""

    user_id: str | None = None


class Countable(Strict, kw_only=True):
    """What is counted: a request without how it is to be answered."""

    model: str
    messages: list[Turn]
    system: str | list[TextBlock] | None = None
    tools: list[Tool] | None = None
    tool_choice: AutoChoice | AnyChoice | NamedChoice | NoChoice | None = None
    thinking: ThinkingOn | ThinkingAdaptive | ThinkingOff | None = None
    output_config: OutputConfig | None = None
    cache_control: CacheControl | None = None


class MessagesRequest(Countable, kw_only=True):
    """A request for a message."""

    max_tokens: Positive
    stream: bool = False
    temperature: float | None = None
    top_p: float | None = None
    top_k: Annotated[int, msgspec.Meta(ge=0)] | None = None
    stop_sequences: list[str] | None = None
    metadata: Metadata | None = None
    service_tier: Literal["auto", "standard_only"] | None = None
    container: str | None = None
    inference_geo: str | None = None
