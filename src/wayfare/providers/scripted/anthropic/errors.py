"""How Anthropic says no."""

from wayfare.providers.scripted.refusals import Refusal
from wayfare.providers.scripted.requests import encode_json
from wayfare.providers.scripted.slips import Slip, Step

#: By status: the type of error, and what is said where nothing more is known.
KINDS = {
    400: ("invalid_request_error", "Your request was malformed."),
    401: ("authentication_error", "invalid x-api-key"),
    402: ("billing_error", "Your credit balance is too low to access the Anthropic API."),
    403: ("permission_error", "Request not allowed"),
    404: ("not_found_error", "Not found"),
    413: ("request_too_large", "Request exceeds the maximum size"),
    429: ("rate_limit_error", "This request would exceed your account's rate limit."),
    500: ("api_error", "Internal server error"),
    504: ("timeout_error", "Request timed out"),
    529: ("overloaded_error", "Overloaded"),
}

_TYPES = {
    "str": "Input should be a valid string",
    "int": "Input should be a valid integer",
    "float": "Input should be a valid number",
    "bool": "Input should be a valid boolean",
    "array": "Input should be a valid list",
    "object": "Input should be a valid dictionary",
}


def wrong(message: str) -> Refusal:
    """A request that cannot be answered, for a reason that `message` gives."""
    return Refusal(400, message)


def error_body(refusal: Refusal, call_id: str) -> bytes:
    """A refusal as Anthropic puts it."""
    kind, known = kind_of(refusal.status)
    # what the script has to say of itself is said; else Anthropic's own sentence
    message = known if refusal.is_played else refusal.message
    error = {"type": kind, "message": message}
    return encode_json({"type": "error", "error": error, "request_id": f"req_{call_id}"})


def kind_of(status: int) -> tuple[str, str]:
    """The type of error that goes with a status, and its sentence."""
    return KINDS.get(status) or KINDS[400 if status < 500 else 500]


def wrong_shape(slip: Slip, body: object) -> Refusal:
    """What Anthropic says of a request that has not the right shape."""
    where = place(slip.full_path, body)
    if slip.kind == "missing":
        return wrong(f"{where}: Field required")
    if slip.kind == "unknown":
        return wrong(f"{where}: Extra inputs are not permitted")
    if slip.kind == "value":
        if where.endswith(".type"):
            holder = where.removesuffix(".type")
            return wrong(
                f"{holder}: Input tag {slip.name} found using 'type' does not match any of the "
                "expected tags"
            )
        return wrong(f"{where}: Input should be one of the permitted values, not {slip.name}")
    bound = slip.name.partition(" >= ")[2]
    if bound:
        return wrong(f"{where}: Input should be greater than or equal to {bound}")
    expected = slip.name.partition("`")[2].partition("`")[0].partition(" | ")[0]
    return wrong(f"{where}: {_TYPES.get(expected, slip.detail)}")


def place(path: tuple[Step, ...], body: object) -> str:
    """A path in Anthropic's way: with dots, and the type of a block after its number."""
    steps: list[str] = []
    node = body
    for number, step in enumerate(path):
        steps.append(str(step))
        node = _child(node, step)
        is_inside = number + 1 < len(path) and path[number + 1] != "type"
        if isinstance(step, int) and is_inside and isinstance(node, dict):
            tag = node.get("type") or ("custom" if path[0] == "tools" else None)
            steps += [tag] if isinstance(tag, str) else []
    return ".".join(steps)


def _child(node: object, step: Step) -> object:
    if isinstance(node, list) and isinstance(step, int) and step < len(node):
        return node[step]
    return node.get(step) if isinstance(node, dict) else None
