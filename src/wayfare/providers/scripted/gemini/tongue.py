"""Gemini's generateContent for the scripted provider.

`scripted-thinker` is like Gemini 3: its calls have ids, and a call that it made in this turn
must come back with its signature. The others are like Gemini 2.5: no ids, and signatures
only where a directive makes them think.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from wayfare.domain.deployment import Deployment
from wayfare.providers.scripted.answers import Mind
from wayfare.providers.scripted.directives import Directives
from wayfare.providers.scripted.fitting import fit
from wayfare.providers.scripted.gemini.encoding import ContentFrame
from wayfare.providers.scripted.gemini.errors import error_body, wrong, wrong_shape
from wayfare.providers.scripted.gemini.rules import as_json_schema, check_request, check_thoughts
from wayfare.providers.scripted.gemini.shapes import (
    Content,
    FunctionDeclaration,
    FunctionResponse,
    GenerateRequest,
    GenerationConfig,
    ThinkingConfig,
    camel,
)
from wayfare.providers.scripted.models import GEMINI_DEPLOYMENTS, REASONING_TOKENS, THINKER
from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.requests import (
    AllowedTools,
    ChatRequest,
    Message,
    Part,
    ResponseFormat,
    SchemaFormat,
    Tool,
    ToolChoice,
    ToolSpec,
    encode_json,
)
from wayfare.providers.scripted.slips import SlipError, shape
from wayfare.providers.scripted.tongue import Lookup

PROVIDER = "scripted-gemini"

_ENDPOINT = re.compile(r"models/([^/:?]+):(generateContent|streamGenerateContent)(?:\?(.*))?$")


@dataclass(frozen=True, slots=True)
class ContentAsked:
    """A request for content."""

    raw: GenerateRequest
    request: ChatRequest
    is_streamed: bool

    @property
    def tells_thought(self) -> bool:
        """Whether thought is sent like words."""
        return _thinking(self.raw).include_thoughts

    def admit(self, directives: Directives) -> tuple[Deployment, Mind]:
        """The model, if it can do this, and whether it thinks."""
        deployment = _find(self.request.model)
        if directives.tokens.cache_write:
            raise wrong("The directive '#tokens cache_write' has no word in this wire.")
        mind = Mind(self._may_think, self.tells_thought)
        check_thoughts(self.raw, thinks=self._thinks(directives))
        if self.request.tools and self.request.response_format and not self._is_newer:
            raise wrong(
                "Function calling with a response mime type: 'application/json' is unsupported"
            )
        fit(self.request, deployment, _too_long)
        return deployment, mind

    def frame(self, call_id: str, directives: Directives, *, no_usage: bool) -> ContentFrame:
        """How the answer is written."""
        return ContentFrame(
            call_id,
            self.request,
            tells_thought=self.tells_thought,
            signs=self._thinks(directives),
            gives_ids=self._is_newer,
            no_usage=no_usage,
        )

    @property
    def _is_newer(self) -> bool:
        return self.request.model == THINKER

    @property
    def _may_think(self) -> bool:
        return _thinking(self.raw).thinking_budget != 0

    def _thinks(self, directives: Directives) -> bool:
        told_to = directives.thought is not None or directives.hidden is not None
        wanted = self.tells_thought or told_to
        if self._is_newer:
            wanted = wanted or bool(REASONING_TOKENS.get(self.request.reasoning_effort or "medium"))
        return self._may_think and wanted


class ContentTongue:
    """Gemini's wire."""

    provider = PROVIDER
    bases = ("/v1beta", "/v1")
    deployments: Sequence[Deployment] = GEMINI_DEPLOYMENTS
    headers_needed = ()

    def speaks(self, endpoint: str) -> bool:
        """Whether there is such an endpoint."""
        return _ENDPOINT.match(endpoint) is not None

    def read(self, endpoint: str, body: bytes) -> ContentAsked | Lookup:
        """Understand a call, or refuse it as Google does."""
        found = _ENDPOINT.match(endpoint)
        if found is None:
            raise self.unknown_endpoint("POST", endpoint)
        model, method, query = found[1], found[2], found[3] or ""
        is_streamed = method == "streamGenerateContent"
        if is_streamed and "alt=sse" not in query.split("&"):
            raise wrong("The scripted provider streams as alt=sse alone, not as a JSON array.")
        raw = _read(body)
        return ContentAsked(raw, _lower(model, raw), is_streamed)

    def unknown_model(self, model: str) -> Refusal:
        """The refusal where no model has this name."""
        return Refusal(
            404,
            f"models/{model} is not found for API version v1beta, or is not supported for "
            "generateContent. Call ListModels to see the list of available models and their "
            "supported methods.",
        )

    def unknown_endpoint(self, method: str, path: str) -> Refusal:
        """The refusal where there is nothing at a path."""
        return Refusal(404, "Requested entity was not found.")

    def error(self, refusal: Refusal, call_id: str) -> bytes:
        """A refusal as Google puts it."""
        return error_body(refusal)

    def headers(self, call_id: str) -> Mapping[str, str]:
        """What stands in every answer's head."""
        return {"server": "scaffolding on HTTPServer2", "x-content-type-options": "nosniff"}


def _read(body: bytes) -> GenerateRequest:
    try:
        decoded = camel(msgspec.json.decode(body))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise wrong(f"Invalid JSON payload received. {error}") from error
    try:
        request = shape(decoded, GenerateRequest)
    except SlipError as error:
        raise wrong_shape(error.slip) from error
    check_request(request)
    return request


def _find(model: str) -> Deployment:
    found = next((d for d in GEMINI_DEPLOYMENTS if d.model == model), None)
    if found is None:
        raise ContentTongue().unknown_model(model)
    return found


def _too_long(count: int, most: int) -> Refusal:
    return wrong(
        f"The input token count ({count}) exceeds the maximum number of tokens allowed ({most})."
    )


def _thinking(raw: GenerateRequest) -> ThinkingConfig:
    config = raw.generation_config
    return (config.thinking_config if config else None) or ThinkingConfig()


def _lower(model: str, raw: GenerateRequest) -> ChatRequest:
    """The request in the script's own words."""
    request = ChatRequest(model, list(_lower_contents(raw)))
    declarations = [d for tool in raw.tools or () for d in tool.function_declarations or ()]
    if declarations:
        request.tools = [Tool("function", _spec(declaration)) for declaration in declarations]
        request.tool_choice = _lower_choice(raw, request.tools)
    config = raw.generation_config or GenerationConfig()
    request.n = config.candidate_count
    request.max_tokens = config.max_output_tokens
    request.stop = config.stop_sequences
    request.seed = config.seed
    request.logprobs = config.response_logprobs
    request.top_logprobs = config.logprobs
    request.response_format = _lower_format(config)
    thinking = _thinking(raw)
    if thinking.thinking_budget == 0:
        request.reasoning_effort = "none"
    elif thinking.thinking_level is not None:
        request.reasoning_effort = thinking.thinking_level.lower()
    return request


def _spec(declaration: FunctionDeclaration) -> ToolSpec:
    schema = declaration.parameters_json_schema
    if declaration.parameters is not None:
        schema = as_json_schema(declaration.parameters)
    return ToolSpec(declaration.name, declaration.description, schema)


def _lower_choice(raw: GenerateRequest, tools: list[Tool]) -> str | ToolChoice | None:
    config = raw.tool_config.function_calling_config if raw.tool_config else None
    if config is None or config.mode in {"AUTO", "MODE_UNSPECIFIED"}:
        return None
    if config.mode == "NONE":
        return "none"
    mode = "required" if config.mode == "ANY" else "auto"
    if not config.allowed_function_names:
        return mode
    allowed = [tool for tool in tools if tool.name in config.allowed_function_names]
    return ToolChoice("allowed_tools", allowed_tools=AllowedTools(mode, allowed))


def _lower_format(config: GenerationConfig) -> ResponseFormat | None:
    if config.response_mime_type != "application/json":
        return None
    schema = config.response_json_schema
    if config.response_schema is not None:
        schema = as_json_schema(config.response_schema)
    if schema is None:
        return ResponseFormat("json_object")
    return ResponseFormat("json_schema", SchemaFormat("answer", schema))


def _lower_contents(raw: GenerateRequest) -> Iterator[Message]:
    if raw.system_instruction is not None:
        yield Message("system", _parts(raw.system_instruction))
    for content in raw.contents:
        results = [p.function_response for p in content.parts if p.function_response]
        for result in results:
            yield Message("tool", _result_text(result), name=result.name)
        if len(results) == len(content.parts):
            continue
        calls: list[dict[str, object]] = [
            {
                "id": f"{part.function_call.name}/{place}",
                "type": "function",
                "function": {
                    "name": part.function_call.name,
                    "arguments": encode_json(part.function_call.args or {}).decode(),
                },
            }
            for place, part in enumerate(content.parts)
            if part.function_call
        ]
        role = "assistant" if content.role == "model" else "user"
        yield Message(role, _parts(content), tool_calls=calls or None)


def _parts(content: Content) -> list[Part]:
    parts = []
    for part in content.parts:
        if part.text is not None and not part.thought:
            parts.append(Part("text", part.text))
        mime = ""
        if part.inline_data is not None:
            mime = part.inline_data.mime_type
        elif part.file_data is not None:
            mime = part.file_data.mime_type or "application/octet-stream"
        if mime:
            kinds = {"image": "image_url", "audio": "input_audio"}
            parts.append(Part(kinds.get(mime.partition("/")[0], "file")))
    return parts


def _result_text(result: FunctionResponse) -> str:
    """The result's words, where it is nothing but words under one name."""
    values = list(result.response.values())
    if len(values) == 1 and isinstance(values[0], str):
        return values[0]
    return encode_json(result.response).decode()
