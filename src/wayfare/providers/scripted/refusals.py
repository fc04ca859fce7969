"""How the scripted provider says no: what was wrong, and OpenAI's way to put it.

The other wires put the same refusal in their own shape. Knows nothing of when to refuse.
"""

import msgspec


class Refusal(Exception):  # noqa: N818 - it becomes a ProviderError at the provider's door
    """A call that gets an error status instead of an answer.

    `kind`, `param` and `code` are OpenAI's; a wire that has other words goes by the
    status. `page` is sent in place of any error. `is_played`: the fault was asked for, and
    the message is only OpenAI's.
    """

    def __init__(
        self,
        status: int,
        message: str,
        kind: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
        *,
        retry_after: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.kind = kind
        self.param = param
        self.code = code
        self.retry_after = retry_after
        self.content_type = "application/json"
        self.page: bytes | None = None
        self.is_played = False

    @property
    def body(self) -> bytes:
        """What OpenAI answers."""
        return self.page or error_body(self.message, self.kind, self.param, self.code)


#: What stands between us and a provider likes to answer with a page.
PAGE = b"<!doctype html><html><head><title>Gateway</title></head><body>No API here.</body></html>\n"

#: By status: the message, the type and the code that OpenAI gives.
KNOWN_ERRORS: dict[int, tuple[str, str, str | None]] = {
    400: ("Your request was malformed.", "invalid_request_error", None),
    401: ("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
    402: ("Your account is not active.", "billing_error", "billing_not_active"),
    403: (
        "Country, region, or territory not supported.",
        "request_forbidden",
        "unsupported_country_region_territory",
    ),
    404: ("The model does not exist.", "invalid_request_error", "model_not_found"),
    408: ("Request timed out.", "timeout", None),
    413: ("Request too large.", "invalid_request_error", "request_too_large"),
    429: ("Rate limit reached for requests.", "requests", "rate_limit_exceeded"),
    500: ("The server had an error while processing your request.", "server_error", None),
    503: ("The engine is currently overloaded, please try again later.", "server_error", None),
    529: ("Overloaded.", "overloaded_error", None),
}


def error_body(message: str, kind: str, param: str | None, code: str | None) -> bytes:
    """An error as OpenAI writes it."""
    error = {"message": message, "type": kind, "param": param, "code": code}
    return msgspec.json.encode({"error": error})


def known_refusal(status: int, retry_after: str | None, content_type: str | None) -> Refusal:
    """The refusal that OpenAI would give with this status; another type makes it a page."""
    nearest = status if status in KNOWN_ERRORS else 400 if status < 500 else 500
    message, kind, code = KNOWN_ERRORS[nearest]
    refusal = Refusal(status, message, kind, None, code, retry_after=retry_after)
    refusal.is_played = True
    if content_type is not None:
        refusal.content_type, refusal.page = content_type, PAGE
    return refusal


def bad_request(message: str, param: str | None = None, code: str | None = None) -> Refusal:
    """A request that cannot be carried, for a reason that `message` gives."""
    return Refusal(400, message, param=param, code=code)


def unknown_model(model: str) -> Refusal:
    """No model has this name."""
    message = f"The model `{model}` does not exist or you do not have access to it."
    return Refusal(404, message, code="model_not_found")


def flagged_prompt() -> Refusal:
    """The prompt itself is held to be forbidden."""
    message = (
        "Invalid prompt: your prompt was flagged as potentially violating our usage policy. "
        "Please try again with a different prompt."
    )
    return Refusal(400, message, code="invalid_prompt")


def unknown_url(method: str, path: str) -> Refusal:
    """There is no such endpoint."""
    return Refusal(404, f"Invalid URL ({method} {path})")
