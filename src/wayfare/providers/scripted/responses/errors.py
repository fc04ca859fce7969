"""How OpenAI says no to a request for a response."""

from wayfare.providers.scripted.refusals import Refusal, bad_request
from wayfare.providers.scripted.responses.shapes import MOVED
from wayfare.providers.scripted.slips import Slip, dotted

_TYPES = {
    "str": "a string",
    "int": "an integer",
    "float": "a decimal",
    "bool": "a boolean",
    "array": "an array of objects",
    "object": "an object",
}


def wrong_shape(slip: Slip) -> Refusal:
    """What OpenAI says of a request that has not the right shape."""
    param = dotted(slip.full_path)
    if slip.kind == "missing":
        message = f"Missing required parameter: '{param}'."
        return bad_request(message, param, "missing_required_parameter")
    if slip.kind == "unknown":
        if not slip.path and slip.name in MOVED:
            message = (
                f"Unsupported parameter: '{param}'. In the Responses API, this parameter has "
                f"moved to '{MOVED[slip.name]}'. Try again with the new parameter."
            )
            return bad_request(message, param, "unsupported_parameter")
        return bad_request(f"Unknown parameter: '{param}'.", param, "unknown_parameter")
    if slip.kind == "value" or "matching regex" in slip.detail:
        return bad_request(f"Invalid value: {slip.name}.", param, "invalid_value")
    expected = slip.name.partition("`")[2].partition("`")[0].split(" | ")
    known = [_TYPES[word] for word in expected if word in _TYPES]
    wanted = " or ".join(known) or slip.detail
    return bad_request(f"Invalid type for '{param}': expected {wanted}.", param, "invalid_type")


def unknown_response(response_id: str) -> Refusal:
    """No response of this id is kept, for who wants to go on from it."""
    return bad_request(
        f"Previous response with id '{response_id}' not found.",
        "previous_response_id",
        "previous_response_not_found",
    )


def unknown_item(item_id: str) -> Refusal:
    """No item of this id is kept."""
    return Refusal(
        404,
        f"Item with id '{item_id}' not found. Items are not persisted when `store` is set to "
        "false. Try again with `store` set to true, or remove this item from your input.",
        param="input",
    )
