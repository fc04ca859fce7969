"""How Google says no."""

from wayfare.providers.scripted.gemini.shapes import snake_name
from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.slips import Slip, Step, dotted

#: By status: Google's word for it, and what is said where nothing more is known.
STATUSES = {
    400: ("INVALID_ARGUMENT", "Request contains an invalid argument."),
    401: ("UNAUTHENTICATED", "Request had invalid authentication credentials."),
    403: ("PERMISSION_DENIED", "The caller does not have permission"),
    404: ("NOT_FOUND", "Requested entity was not found."),
    409: ("ABORTED", "The operation was aborted."),
    413: ("INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes."),
    429: ("RESOURCE_EXHAUSTED", "You exceeded your current quota."),
    499: ("CANCELLED", "The operation was cancelled."),
    500: ("INTERNAL", "An internal error has occurred."),
    503: ("UNAVAILABLE", "The model is overloaded. Please try again later."),
    504: ("DEADLINE_EXCEEDED", "The request timed out. Please try again."),
}

_TYPES = {
    "str": "TYPE_STRING",
    "int": "TYPE_INT32",
    "float": "TYPE_FLOAT",
    "bool": "TYPE_BOOL",
}


def wrong(message: str) -> Refusal:
    """A request that cannot be answered, for a reason that `message` gives."""
    return Refusal(400, message)


def error_body(refusal: Refusal) -> bytes:
    """A refusal as Google puts it."""
    details: list[object] = []
    if refusal.retry_after is not None:
        delay = f"{refusal.retry_after}s"
        details.append({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay})
    if refusal.param is not None:
        violation = {"field": refusal.param, "description": refusal.message}
        details.append(
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [violation],
            }
        )
    word, known = word_for(refusal.status)
    message = known if refusal.is_played else refusal.message
    error: dict[str, object] = {"code": refusal.status, "message": message, "status": word}
    if details:
        error["details"] = details
    return encode_json({"error": error})


def word_for(status: int) -> tuple[str, str]:
    """Google's word for a status, and its sentence."""
    return STATUSES.get(status) or STATUSES[400 if status < 500 else 500]


def wrong_shape(slip: Slip) -> Refusal:
    """What Google says of a request that has not the right shape."""
    where = place(slip.path)
    begin = "Invalid JSON payload received. "
    if slip.kind == "unknown":
        at = f" at '{where}'" if where else ""
        message = f'{begin}Unknown name "{slip.name}"{at}: Cannot find field.'
        return Refusal(400, message, param=where)
    if slip.kind == "missing":
        field = f"{where}.{snake_name(slip.name)}" if where else snake_name(slip.name)
        return wrong(f"* GenerateContentRequest.{field}: required field is not set")
    expected = slip.name.partition("`")[2].partition("`")[0].partition(" | ")[0]
    kind = "TYPE_ENUM" if slip.kind == "value" else _TYPES.get(expected, "TYPE_MESSAGE")
    return Refusal(400, f"Invalid value at '{where}' ({kind}): {slip.detail}", param=where)


def place(path: tuple[Step, ...]) -> str:
    """A path in protobuf's names."""
    return dotted(tuple(snake_name(step) if isinstance(step, str) else step for step in path))
