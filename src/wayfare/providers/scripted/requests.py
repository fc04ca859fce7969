"""What a client may ask, as OpenAI's wire spells it.

The scripted provider reads the wire by itself and not through `wayfare.wire`: it stands
for somebody else's server, and must not share a misreading with the code it tests.
"""

import re
from typing import NoReturn, TypeVar

import msgspec

from wayfare.providers.scripted.refusals import bad_request

ORDERS_TURNS = re.compile(r"^#turns ", re.MULTILINE)

Shape = TypeVar("Shape", bound=msgspec.Struct)

encode_json = msgspec.json.encode


class Part(msgspec.Struct, omit_defaults=True):
    """A part of a message. `type` says which of the other fields counts."""

    type: str
    text: str = ""
    refusal: str = ""
    file: dict[str, object] | None = None


class Message(msgspec.Struct, omit_defaults=True):
    """A message of the conversation."""

    role: str
    content: str | list[Part] | None = None
    name: str | None = None
    tool_call_id: str | None = None
    tool_calls: list[dict[str, object]] | None = None

    @property
    def text(self) -> str:
        """The text of all text parts, a line break between two."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ToolSpec(msgspec.Struct, omit_defaults=True):
    """A function or a custom tool: its name and, of a function, its parameters' schema."""

    name: str
    description: str | None = None
    parameters: dict[str, object] | None = None


class Tool(msgspec.Struct, omit_defaults=True):
    """A tool that the model may call."""

    type: str
    function: ToolSpec | None = None
    custom: ToolSpec | None = None

    @property
    def name(self) -> str:
        """The tool's name, whatever its type."""
        spec = self.function or self.custom
        return spec.name if spec else ""


class AllowedTools(msgspec.Struct):
    """The tools of which alone the model may choose."""

    mode: str = "auto"
    tools: list[Tool] = []


class ToolChoice(msgspec.Struct):
    """A tool choice that names tools."""

    type: str
    function: ToolSpec | None = None
    custom: ToolSpec | None = None
    allowed_tools: AllowedTools | None = None


class SchemaFormat(msgspec.Struct, omit_defaults=True):
    """The JSON schema that the answer must fit."""

    name: str
    schema: dict[str, object] = {}


class ResponseFormat(msgspec.Struct, omit_defaults=True):
    """The form of the answer: text, json_object or json_schema."""

    type: str
    json_schema: SchemaFormat | None = None


class StreamOptions(msgspec.Struct):
    """What the stream carries beside the answer."""

    include_usage: bool = False
    include_obfuscation: bool = True


class ChatRequest(msgspec.Struct):
    """A chat completion request. Fields that change nothing here are not read."""

    model: str
    messages: list[Message]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = None
    stop: str | list[str] | None = None
    max_tokens: int | None = None
    max_completion_tokens: int | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    seed: int | None = None
    service_tier: str | None = None
    reasoning_effort: str | None = None
    response_format: ResponseFormat | None = None
    tools: list[Tool] | None = None
    tool_choice: str | ToolChoice | None = None
    parallel_tool_calls: bool | None = None

    @property
    def last_user_message(self) -> Message | None:
        """The last message of the user."""
        return next((m for m in reversed(self.messages) if m.role == "user"), None)

    @property
    def directing(self) -> int | None:
        """Where the message stands in which directives are read.

        It is the last of the user; but agents put messages of their own into the user's
        mouth, so one that orders turns of tools is not lost behind them.
        """
        users = [at for at, message in enumerate(self.messages) if message.role == "user"]
        ordering = [at for at in users if ORDERS_TURNS.search(self.messages[at].text)]
        return next(reversed(ordering or users), None)


class EmbeddingRequest(msgspec.Struct):
    """An embeddings request."""

    model: str
    input: str | list[str | int | list[int]]
    dimensions: int | None = None
    encoding_format: str | None = None


_chat_decoder = msgspec.json.Decoder(ChatRequest)
_embedding_decoder = msgspec.json.Decoder(EmbeddingRequest)


def decode_chat(body: bytes) -> ChatRequest:
    """Read a chat completion request, or refuse it as OpenAI does."""
    return _decode(_chat_decoder, body)


def decode_embedding(body: bytes) -> EmbeddingRequest:
    """Read an embeddings request, or refuse it as OpenAI does."""
    return _decode(_embedding_decoder, body)


def _decode(decoder: "msgspec.json.Decoder[Shape]", body: bytes) -> Shape:
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        _refuse_shape(str(error), error)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise bad_request(
            "We could not parse the JSON body of your request. "
            "(HINT: This likely means you aren't using your HTTP library correctly.)"
        ) from error


def _refuse_shape(problem: str, error: Exception) -> NoReturn:
    missing = re.search(r"missing required field `(\w+)`", problem)
    path = re.search(r"`\$\.?(.*?)`$", problem)
    param = path[1] if path else None
    if missing:
        param = f"{param}.{missing[1]}" if param else missing[1]
        raise bad_request(
            f"Missing required parameter: '{param}'.", param, "missing_required_parameter"
        ) from error
    raise bad_request(f"Invalid type for '{param}': {problem}.", param, "invalid_type") from error
