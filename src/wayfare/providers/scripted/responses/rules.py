"""The rules that a request for a response must keep beyond its shape.

Knows requests. Each rule is OpenAI's, with OpenAI's sentence where it is known.
"""

import re
from collections import Counter
from collections.abc import Iterator

from wayfare.providers.scripted.refusals import Refusal, bad_request
from wayfare.providers.scripted.responses.errors import unknown_item
from wayfare.providers.scripted.responses.shapes import (
    CallItem,
    CustomCallItem,
    CustomOutputItem,
    CustomTool,
    FunctionCallItem,
    FunctionOutputItem,
    FunctionTool,
    InputFile,
    InputImage,
    Item,
    Json,
    JsonFormat,
    MessageItem,
    NamespaceTool,
    OutputText,
    ReasoningItem,
    RefusalPart,
    ResponsesRequest,
    SchemaFormat,
)
from wayfare.providers.scripted.seals import unseal

MAKER = "responses"
LEAST_OUTPUT_TOKENS = 16
MOST_CALL_ID = 64
MOST_METADATA = 16

_NAME = re.compile(r"^[a-zA-Z0-9_-]{1,128}$")

#: An item that was made after thought says so in its id.
_AFTER_THOUGHT = re.compile(r"^(?:fc|msg|ctc)_([0-9a-f]{32})t")

PREFIXES: tuple[tuple[type, str], ...] = (
    (MessageItem, "msg"),
    (FunctionCallItem, "fc"),
    (CustomCallItem, "ctc"),
    (ReasoningItem, "rs"),
)


def check_request(request: ResponsesRequest) -> None:
    """Check all that can be checked without knowing what is kept."""
    if request.background:
        raise bad_request("Background mode is not supported with this model.", "background")
    _check_range("temperature", request.temperature, 0, 2, "decimal")
    _check_range("top_p", request.top_p, 0, 1, "decimal")
    _check_range("top_logprobs", request.top_logprobs, 0, 20, "integer")
    _check_range(
        "max_output_tokens", request.max_output_tokens, LEAST_OUTPUT_TOKENS, None, "integer"
    )
    if len(request.metadata or ()) > MOST_METADATA:
        raise bad_request(
            f"Invalid 'metadata': too many properties. Expected an object with at most "
            f"{MOST_METADATA} properties.",
            "metadata",
            "object_above_max_properties",
        )
    if not request.input and request.previous_response_id is None:
        raise bad_request(
            "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation_id' must "
            "be provided.",
            "input",
            "missing_required_parameter",
        )
    _check_tools(request)
    _check_format(request)
    if isinstance(request.input, list):
        for place, item in enumerate(request.input):
            _check_item(item, f"input[{place}]")


def check_items(items: list[Item], new: list[Item], kept: set[str]) -> None:
    """Check a whole conversation: what was kept of it, and what is `new`.

    `kept` are the ids of all items that are kept.
    """
    for item_id, count in Counter(item.id for item in items if item.id is not None).items():
        if count > 1:
            raise bad_request(
                f"Duplicate item found with id {item_id}. Remove duplicate items from your input "
                "and try again.",
                "input",
            )
    _check_traffic(items)
    for item in new:
        if isinstance(item, ReasoningItem):
            _check_seal(item, kept)
    _check_company(items)


def _check_range(
    name: str, value: float | None, least: float, most: float | None, kind: str
) -> None:
    if value is None:
        return
    if value < least:
        raise bad_request(
            f"Invalid '{name}': {kind} below minimum value. Expected a value >= {least}, but got "
            f"{value} instead.",
            name,
            f"{kind}_below_min_value",
        )
    if most is not None and value > most:
        raise bad_request(
            f"Invalid '{name}': {kind} above maximum value. Expected a value <= {most}, but got "
            f"{value} instead.",
            name,
            f"{kind}_above_max_value",
        )


def _check_item(item: Item, where: str) -> None:
    for kind, prefix in PREFIXES:
        if isinstance(item, kind) and item.id is not None and not item.id.startswith(prefix):
            raise bad_request(
                f"Invalid '{where}.id': '{item.id}'. Expected an ID that begins with '{prefix}'.",
                f"{where}.id",
                "invalid_value",
            )
    if isinstance(item, MessageItem):
        _check_message(item, where)
    call_id = getattr(item, "call_id", "")
    if len(call_id) > MOST_CALL_ID:
        raise bad_request(
            f"Invalid '{where}.call_id': string too long. Expected a string with maximum length "
            f"{MOST_CALL_ID}, but got a string with length {len(call_id)} instead.",
            f"{where}.call_id",
            "string_above_max_length",
        )
    if isinstance(item, CallItem) and not _NAME.match(item.name):
        raise _wrong_name(item.name, f"{where}.name")


def _check_message(item: MessageItem, where: str) -> None:
    is_model = item.role == "assistant"
    for number, part in enumerate(item.content if isinstance(item.content, list) else ()):
        at = f"{where}.content[{number}]"
        if isinstance(part, OutputText | RefusalPart) is not is_model:
            wanted = (
                "'output_text' and 'refusal'"
                if is_model
                else "'input_text', 'input_image', and 'input_file'"
            )
            kind = part.__struct_config__.tag
            raise bad_request(
                f"Invalid value: '{kind}'. Supported values are: {wanted}.", at, "invalid_value"
            )
        if isinstance(part, InputImage):
            _check_one_of(at, part, "image_url", "file_id")
        if isinstance(part, InputFile):
            _check_one_of(at, part, "file_data", "file_id", "file_url")


def _check_one_of(where: str, part: InputImage | InputFile, *names: str) -> None:
    given = [name for name in names if getattr(part, name) is not None]
    if len(given) == 1:
        return
    listed = ", ".join(f"'{name}'" for name in names)
    problem = "Missing required parameter" if not given else "Mutually exclusive parameters"
    code = "mutually_exclusive_parameters" if given else "missing_required_parameter"
    raise bad_request(f"{problem}: '{where}': exactly one of {listed} is needed.", where, code)


def _wrong_name(name: str, where: str) -> Refusal:
    return bad_request(
        f"Invalid '{where}': string does not match pattern. Expected a string that matches the "
        f"pattern '^[a-zA-Z0-9_-]+$'.",
        where,
        "invalid_value",
    )


def _check_tool(tool: FunctionTool | CustomTool | NamespaceTool, where: str) -> None:
    if not _NAME.match(tool.name):
        raise _wrong_name(tool.name, f"{where}.name")
    if isinstance(tool, FunctionTool) and tool.strict and tool.parameters is not None:
        _check_strict(
            tool.parameters,
            f"function '{tool.name}'",
            (f"{where}.parameters", "invalid_function_parameters"),
        )


def _check_tools(request: ResponsesRequest) -> None:
    for place, tool in enumerate(request.tools or ()):
        _check_tool(tool, f"tools[{place}]")
        for number, member in enumerate(tool.tools if isinstance(tool, NamespaceTool) else ()):
            _check_tool(member, f"tools[{place}].tools[{number}]")
    names = [tool.name for tool in request.tools or ()]
    if len(set(names)) < len(names):
        raise bad_request("Tool names must be unique.", "tools", "invalid_value")
    choice = request.tool_choice
    if choice == "required" and not names:
        raise bad_request(
            "Tool choice 'required' must be specified with 'tools' parameter.", "tool_choice"
        )


def _check_format(request: ResponsesRequest) -> None:
    form = request.text.format if request.text else None
    if isinstance(form, SchemaFormat) and form.strict:
        _check_strict(
            form.schema,
            f"response_format '{form.name}'",
            ("text.format.schema", "invalid_json_schema"),
        )
    if isinstance(form, JsonFormat) and "json" not in " ".join(_texts(request)).lower():
        raise bad_request(
            "Response input messages must contain the word 'json' in some form to use "
            "'text.format' of type 'json_object'.",
            "input",
        )


def _texts(request: ResponsesRequest) -> Iterator[str]:
    yield request.instructions or ""
    if isinstance(request.input, str):
        yield request.input
        return
    for item in request.input or ():
        if isinstance(item, MessageItem):
            parts = item.content if isinstance(item.content, list) else ()
            yield item.content if isinstance(item.content, str) else ""
            yield from (getattr(part, "text", "") for part in parts)


def _check_strict(
    schema: Json, owner: str, blame: tuple[str, str], context: tuple[str, ...] = ()
) -> None:
    """A strict schema names every property as required, and allows no other."""
    param, code = blame
    begin = f"Invalid schema for {owner}: In context={context!r}, "
    table = schema.get("properties")
    if schema.get("type") == "object" or isinstance(table, dict):
        if schema.get("additionalProperties") is not False:
            raise bad_request(
                f"{begin}'additionalProperties' is required to be supplied and to be false.",
                param,
                code,
            )
        names = list(table) if isinstance(table, dict) else []
        required = schema.get("required")
        missing = [n for n in names if not isinstance(required, list) or n not in required]
        if missing:
            raise bad_request(
                f"{begin}'required' is required to be supplied and to be an array including "
                f"every key in properties. Missing '{missing[0]}'.",
                param,
                code,
            )
    for step, child in _children(schema):
        _check_strict(child, owner, blame, (*context, *step))


def _children(schema: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    for word in ("properties", "$defs", "definitions"):
        table = schema.get(word)
        for name, child in table.items() if isinstance(table, dict) else ():
            if isinstance(child, dict):
                yield (word, name), child
    if isinstance(items := schema.get("items"), dict):
        yield ("items",), items
    branches = schema.get("anyOf")
    for place, branch in enumerate(branches if isinstance(branches, list) else ()):
        if isinstance(branch, dict):
            yield ("anyOf", str(place)), branch


def _check_traffic(items: list[Item]) -> None:
    """Each call has its output, and each output its call before it."""
    called: dict[str, str] = {}
    answered: set[str] = set()
    for item in items:
        if isinstance(item, CallItem):
            called[item.call_id] = "function" if isinstance(item, FunctionCallItem) else "custom"
        elif isinstance(item, FunctionOutputItem | CustomOutputItem):
            kind = "function" if isinstance(item, FunctionOutputItem) else "custom"
            if called.get(item.call_id) != kind:
                name = "function call" if kind == "function" else "custom tool call"
                raise bad_request(
                    f"No tool call found for {name} output with call_id {item.call_id}.", "input"
                )
            answered.add(item.call_id)
    for call_id, kind in called.items():
        if call_id not in answered:
            name = "function call" if kind == "function" else "custom tool call"
            raise bad_request(f"No tool output found for {name} {call_id}.", "input")


def _check_seal(item: ReasoningItem, kept: set[str]) -> None:
    sealed = item.encrypted_content
    if sealed is None:
        if item.id not in kept:
            raise unknown_item(item.id)
        return
    opened = unseal(MAKER, sealed)
    owner = None if opened is None else opened.partition("\n")[0]
    if owner == item.id:
        return
    reason = (
        "Encrypted content could not be decrypted or parsed."
        if owner is None
        else "Encrypted content item_id did not match the target item id."
    )
    raise bad_request(
        f"The encrypted content for item {item.id} could not be verified. Reason: {reason}",
        None,
        "invalid_encrypted_content",
    )


def _check_company(items: list[Item]) -> None:
    """Thought and what it led to come back together."""
    thoughts = {item.id for item in items if isinstance(item, ReasoningItem)}
    for place, item in enumerate(items):
        found = _AFTER_THOUGHT.match(item.id or "")
        if found and f"rs_{found[1]}" not in thoughts:
            raise bad_request(
                f"Item '{item.id}' of type '{item.__struct_config__.tag}' was provided without "
                f"its required 'reasoning' item: 'rs_{found[1]}'.",
                "input",
            )
        following = items[place + 1] if place + 1 < len(items) else None
        if isinstance(item, ReasoningItem) and not _is_of_model(following):
            raise bad_request(
                f"Item '{item.id}' of type 'reasoning' was provided without its required "
                "following item.",
                "input",
            )


def _is_of_model(item: Item | None) -> bool:
    if isinstance(item, MessageItem):
        return item.role == "assistant"
    return isinstance(item, CallItem | ReasoningItem)
