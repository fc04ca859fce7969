"""What a client may ask, as Gemini's wire spells it, and nothing beyond that.

Follows the reference of generateContent. The wire is protobuf written as JSON: names are
read in camelCase and in snake_case alike, and an unknown name is refused.
"""

import re
from typing import Literal

import msgspec

Json = dict[str, object]
Level = Literal["MINIMAL", "LOW", "MEDIUM", "HIGH", "minimal", "low", "medium", "high"]

#: What stands under these names is the caller's own, whatever it is called.
OPAQUE = {
    "args",
    "response",
    "parameters",
    "parametersJsonSchema",
    "responseSchema",
    "responseJsonSchema",
    "labels",
}


class Strict(msgspec.Struct, forbid_unknown_fields=True, rename="camel", kw_only=True):
    """Unknown names cannot be found."""


class Blob(Strict):
    """The bytes themselves."""

    mime_type: str
    data: str
    display_name: str | None = None


class FileData(Strict):
    """Where the bytes are."""

    file_uri: str
    mime_type: str | None = None
    display_name: str | None = None


class FunctionCall(Strict):
    """A call of a tool."""

    name: str
    args: Json | None = None
    id: str | None = None


class FunctionResponsePart(Strict):
    """A picture or a file that a tool gave back."""

    inline_data: Blob | None = None
    file_data: FileData | None = None


class FunctionResponse(Strict):
    """What a tool gave back."""

    name: str
    response: Json
    id: str | None = None
    parts: list[FunctionResponsePart] | None = None
    will_continue: bool | None = None
    scheduling: str | None = None


class Part(Strict):
    """A part of a turn: exactly one of its fields for data is set."""

    text: str | None = None
    inline_data: Blob | None = None
    file_data: FileData | None = None
    function_call: FunctionCall | None = None
    function_response: FunctionResponse | None = None
    thought: bool | None = None
    thought_signature: str | None = None
    video_metadata: Json | None = None
    media_resolution: Json | None = None


#: Those fields of a part of which exactly one is set.
DATA = ("text", "inline_data", "file_data", "function_call", "function_response")


class Content(Strict):
    """A turn."""

    parts: list[Part] = []
    role: str | None = None


class FunctionDeclaration(Strict):
    """A tool of the client's."""

    name: str
    description: str | None = None
    parameters: Json | None = None
    parameters_json_schema: Json | None = None
    response: Json | None = None
    response_json_schema: Json | None = None
    behavior: str | None = None


class Tool(Strict):
    """Tools of the client's, or one of Google's own."""

    function_declarations: list[FunctionDeclaration] | None = None
    google_search: Json | None = None
    code_execution: Json | None = None
    url_context: Json | None = None


class FunctionCallingConfig(Strict):
    """Whether tools must be called."""

    mode: Literal["AUTO", "ANY", "NONE", "VALIDATED", "MODE_UNSPECIFIED"] = "AUTO"
    allowed_function_names: list[str] | None = None


class ToolConfig(Strict):
    """How tools are called."""

    function_calling_config: FunctionCallingConfig | None = None
    retrieval_config: Json | None = None


class ThinkingConfig(Strict):
    """How much to think, and whether to tell."""

    include_thoughts: bool = False
    thinking_budget: int | None = None
    thinking_level: Level | None = None


class GenerationConfig(Strict):
    """How the answer is to be made."""

    temperature: float | None = None
    top_p: float | None = None
    top_k: float | None = None
    candidate_count: int | None = None
    max_output_tokens: int | None = None
    stop_sequences: list[str] | None = None
    response_mime_type: str | None = None
    response_schema: Json | None = None
    response_json_schema: Json | None = None
    response_modalities: list[str] | None = None
    response_logprobs: bool | None = None
    logprobs: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    seed: int | None = None
    thinking_config: ThinkingConfig | None = None
    media_resolution: str | None = None
    speech_config: Json | None = None
    image_config: Json | None = None
    enable_enhanced_civic_answers: bool | None = None


class SafetySetting(Strict):
    """What is filtered, and from where on."""

    category: str
    threshold: str


class GenerateRequest(Strict):
    """A request for content."""

    contents: list[Content] = []
    system_instruction: Content | None = None
    tools: list[Tool] | None = None
    tool_config: ToolConfig | None = None
    generation_config: GenerationConfig | None = None
    safety_settings: list[SafetySetting] | None = None
    cached_content: str | None = None
    labels: Json | None = None
    model: str | None = None


def camel(value: object) -> object:
    """The same JSON with the names that the wire knows in camelCase."""
    if isinstance(value, list):
        return [camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    named = {camel_name(name): item for name, item in value.items()}
    return {name: item if name in OPAQUE else camel(item) for name, item in named.items()}


def snake_name(name: str) -> str:
    """A name as protobuf has it.

    >>> snake_name("generationConfig")
    'generation_config'
    """
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found[1].lower()}", name)


def camel_name(name: str) -> str:
    """A name as JSON has it.

    >>> camel_name("generation_config")
    'generationConfig'
    """
    return re.sub(r"(?<=[a-z0-9])_([a-z0-9])", lambda found: found[1].upper(), name)
