"""The rules that a request for content must keep beyond its shape.

Knows requests. Each rule is Google's, with Google's sentence where it is known.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from wayfare.providers.scripted.gemini.errors import wrong
from wayfare.providers.scripted.gemini.shapes import (
    DATA,
    Content,
    FunctionDeclaration,
    GenerateRequest,
    GenerationConfig,
    Json,
    Part,
    camel_name,
)
from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.seals import unseal

MAKER = "gemini"

#: Signatures that Google takes for calls that its models did not make.
STAND_INS = {"context_engineering_is_the_way_to_go", "skip_thought_signature_validator"}

MOST_CANDIDATES = 8
MOST_STOPS = 5
MOST_LOGPROBS = 20

_NAME = re.compile(r"^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$")

#: The words of Google's own schemas. JSON Schema's others have a field of their own.
SCHEMA_WORDS = {
    "type",
    "format",
    "title",
    "description",
    "nullable",
    "enum",
    "maxItems",
    "minItems",
    "properties",
    "required",
    "minProperties",
    "maxProperties",
    "minLength",
    "maxLength",
    "pattern",
    "example",
    "anyOf",
    "propertyOrdering",
    "default",
    "items",
    "minimum",
    "maximum",
}


def check_request(request: GenerateRequest) -> None:
    """Check all that can be checked without knowing the model."""
    if not request.contents:
        raise wrong("* GenerateContentRequest.contents: contents is not specified\n")
    for place, content in enumerate(request.contents):
        _check_content(content, f"contents[{place}]")
    if request.system_instruction is not None:
        _check_content(request.system_instruction, "system_instruction")
    _check_traffic(request.contents)
    _check_tools(request)
    _check_config(request.generation_config or GenerationConfig())


def check_thoughts(request: GenerateRequest, *, thinks: bool) -> None:
    """Check that signatures come back as they went out, and on the calls of this turn."""
    first = _after_last_question(request.contents)
    position = 0
    for place, content in enumerate(request.contents):
        is_first = True
        for part in content.parts:
            call = part.function_call
            position += 1
            if part.thought_signature is not None:
                _check_seal(part.thought_signature, call.name if call else "")
            elif thinks and call and is_first and place >= first:
                raise wrong(
                    "Function call is missing a thought_signature in functionCall parts. This "
                    "is required for tools to work correctly, and missing thought_signature may "
                    "lead to degraded model performance. Additional data, function call "
                    f"`default_api:{call.name}` , position {position}."
                )
            is_first = is_first and call is None


def as_json_schema(schema: Json) -> Json:
    """One of Google's schemas as JSON Schema."""
    schema = {camel_name(word): value for word, value in schema.items()}
    lowered = dict(schema)
    if isinstance(kind := schema.get("type"), str):
        lowered["type"] = [kind.lower(), "null"] if schema.get("nullable") else kind.lower()
    if isinstance(table := schema.get("properties"), dict):
        lowered["properties"] = {name: as_json_schema(child) for name, child in table.items()}
    if isinstance(items := schema.get("items"), dict):
        lowered["items"] = as_json_schema(items)
    if isinstance(branches := schema.get("anyOf"), list):
        lowered["anyOf"] = [as_json_schema(branch) for branch in branches]
    return lowered


def _check_content(content: Content, where: str) -> None:
    if content.role not in {None, "user", "model", "function", "system"} or (
        content.role == "system" and where != "system_instruction"
    ):
        raise wrong("Please use a valid role: user, model.")
    if not content.parts:
        raise wrong(f"* GenerateContentRequest.{where}.parts: contents.parts must not be empty.\n")
    for number, part in enumerate(content.parts):
        _check_part(part, f"{where}.parts[{number}]")


def _check_part(part: Part, where: str) -> None:
    given = [name for name in DATA if getattr(part, name) is not None]
    if not given:
        raise wrong(
            f"* GenerateContentRequest.{where}.data: required oneof field 'data' must have one "
            "initialized field\n"
        )
    if len(given) > 1:
        raise wrong(
            f"Invalid value at '{where}' (oneof), oneof field 'data' is already set. "
            f"Cannot set '{given[1]}'"
        )
    if part.inline_data is not None:
        _decode(part.inline_data.data, f"{where}.inline_data.data")
    if part.thought_signature is not None and part.thought_signature not in STAND_INS:
        _decode(part.thought_signature, f"{where}.thought_signature")


def _decode(text: str, where: str) -> None:
    try:
        b64decode(_plain_base64(text), validate=True)
    except (Error, ValueError) as error:
        raise Refusal(
            400,
            f"Invalid value at '{where}' (TYPE_BYTES), Base64 decoding failed for \"{text[:40]}\"",
            param=where,
        ) from error


def _plain_base64(text: str) -> str:
    """Bytes in JSON may be written in either alphabet, with padding or without."""
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    return plain + "=" * (-len(plain) % 4)


def _check_traffic(contents: list[Content]) -> None:
    """A turn of calls follows the user or results, and is followed by as many results."""
    open_calls = 0
    previous: Content | None = None
    for content in contents:
        calls = sum(part.function_call is not None for part in content.parts)
        results = sum(part.function_response is not None for part in content.parts)
        if calls and (previous is None or previous.role == "model"):
            raise wrong(
                "Please ensure that function call turn comes immediately after a user turn or "
                "after a function response turn."
            )
        if calls and content.role != "model":
            raise wrong("Please ensure that function calls are in a turn of the role: model.")
        if results and not open_calls:
            raise wrong(
                "Please ensure that function response turn comes immediately after a function "
                "call turn."
            )
        if results != open_calls:
            raise wrong(
                "Please ensure that the number of function response parts is equal to the number "
                "of function call parts of the function call turn."
            )
        if results:
            _check_results(previous, content)
        open_calls, previous = calls, content
    if open_calls:
        raise wrong("Please ensure that function call turn is followed by its function responses.")


def _check_results(asked: Content | None, given: Content) -> None:
    calls = [p.function_call for p in (asked.parts if asked else ()) if p.function_call]
    names = sorted(call.name for call in calls)
    results = [p.function_response for p in given.parts if p.function_response]
    if sorted(result.name for result in results) != names:
        raise wrong("Please ensure that each function response has the name of its function call.")
    ids = {call.id for call in calls if call.id}
    if ids and {result.id for result in results} != ids:
        raise wrong("Please ensure that each function response has the id of its function call.")


def _check_tools(request: GenerateRequest) -> None:
    names: set[str] = set()
    for place, tool in enumerate(request.tools or ()):
        if tool.google_search or tool.code_execution or tool.url_context:
            raise wrong("The scripted provider has no tools of its own.")
        for number, declaration in enumerate(tool.function_declarations or ()):
            _check_declaration(declaration, f"tools[{place}].function_declarations[{number}]")
            if declaration.name in names:
                raise wrong(f"Duplicate function declaration found: {declaration.name}")
            names.add(declaration.name)
    config = request.tool_config.function_calling_config if request.tool_config else None
    allowed = config.allowed_function_names if config else None
    if config and allowed:
        if config.mode not in {"ANY", "VALIDATED"}:
            raise wrong("Allowed function names can only be set when function calling mode is ANY.")
        if unknown := set(allowed) - names:
            raise wrong(f"Allowed function names contain unknown functions: {sorted(unknown)}")


def _check_declaration(declaration: FunctionDeclaration, where: str) -> None:
    if not _NAME.match(declaration.name):
        raise wrong(
            f"* GenerateContentRequest.{where}.name: [FIELD_INVALID] Invalid function name. Must "
            "start with a letter or an underscore. Must be alphanumeric (a-z, A-Z, 0-9), "
            "underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64.\n"
        )
    if declaration.parameters is not None:
        if declaration.parameters_json_schema is not None:
            raise wrong(f"{where}: parameters and parameters_json_schema are mutually exclusive.")
        _check_schema(declaration.parameters, f"{where}.parameters")


def _check_config(config: GenerationConfig) -> None:
    ranges = {
        "temperature": (0, 2),
        "top_p": (0, 1),
        "candidate_count": (1, MOST_CANDIDATES),
        "max_output_tokens": (1, 1 << 31),
        "logprobs": (0, MOST_LOGPROBS),
        "presence_penalty": (-2, 2),
        "frequency_penalty": (-2, 2),
        "seed": (-(1 << 31), (1 << 31) - 1),
    }
    for name, (least, most) in ranges.items():
        value = getattr(config, name)
        if value is not None and not least <= value <= most:
            raise wrong(
                f"* GenerateContentRequest.generation_config.{name}: {name} has a value of "
                f"{value} but the supported range is from {least} to {most}.\n"
            )
    if len(config.stop_sequences or ()) > MOST_STOPS:
        raise wrong(f"generation_config.stop_sequences: at most {MOST_STOPS} are supported.")
    if config.logprobs is not None and not config.response_logprobs:
        raise wrong("Logprobs can only be set when response_logprobs is true.")
    schemas = [config.response_schema, config.response_json_schema]
    given = [schema for schema in schemas if schema is not None]
    if len(given) > 1:
        raise wrong("response_schema and response_json_schema are mutually exclusive.")
    if given and config.response_mime_type != "application/json":
        raise wrong(
            "* GenerateContentRequest.generation_config.response_schema: only allowed when "
            "response mime type is `application/json`.\n"
        )
    if config.response_schema is not None:
        _check_schema(config.response_schema, "generation_config.response_schema")


def _check_schema(schema: Json, where: str) -> None:
    for word in schema:
        if camel_name(word) not in SCHEMA_WORDS:
            raise Refusal(
                400,
                f"Invalid JSON payload received. Unknown name \"{word}\" at '{where}': "
                "Cannot find field.",
                param=where,
            )
    enum = schema.get("enum")
    if isinstance(enum, list) and not all(isinstance(value, str) for value in enum):
        raise Refusal(400, f"Invalid value at '{where}.enum' (TYPE_STRING)", param=where)
    kind = schema.get("type")
    if isinstance(kind, list):
        raise Refusal(
            400,
            f"Invalid JSON payload received. Proto field is not repeating, cannot start list. "
            f"Invalid value at '{where}.type'",
            param=where,
        )
    for name, child in _children(schema):
        _check_schema(child, f"{where}.{name}")


def _children(schema: Json) -> Iterator[tuple[str, Json]]:
    table = schema.get("properties")
    for place, (_, child) in enumerate(table.items() if isinstance(table, dict) else ()):
        yield f"properties[{place}].value", child
    if isinstance(items := schema.get("items"), dict):
        yield "items", items
    branches = schema.get("anyOf", schema.get("any_of"))
    for place, branch in enumerate(branches if isinstance(branches, list) else ()):
        yield f"any_of[{place}]", branch


def _check_seal(signature: str, bound: str) -> None:
    if signature in STAND_INS:
        return
    if unseal(MAKER, _plain_base64(signature), bound) is None:
        raise wrong("Thought signature is not valid.")


def _after_last_question(contents: list[Content]) -> int:
    """Where the turns begin that follow the user's last words of his own."""
    for place in range(len(contents) - 1, -1, -1):
        content = contents[place]
        if content.role != "model" and not any(p.function_response for p in content.parts):
            return place + 1
    return 0
