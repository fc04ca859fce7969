"""What Gemini answers: its shapes, why it ended, what it counted, and its errors.

Knows nothing of clients.
"""

import hashlib
import re
from collections.abc import Sequence

import msgspec
from msgspec import Raw

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Finish
from wayfare.wire.gemini.conversation import Content
from wayfare.wire.gemini.parts import GeminiPart
from wayfare.wire.reading import Reading
from wayfare.wire.wire import Fault


class Token(msgspec.Struct, rename="camel"):
    """A token and how likely it was."""

    token: str = ""
    log_probability: Raw = Raw(b"0.0")


class TopTokens(msgspec.Struct, rename="camel"):
    """The likeliest tokens at one place."""

    candidates: list[Token] = []


class LogprobsResult(msgspec.Struct, rename="camel"):
    """What was said token by token, and what else might have been."""

    chosen_candidates: list[Token] = []
    top_candidates: list[TopTokens] = []


class Candidate(msgspec.Struct, rename="camel"):
    """One answer of those asked for, or a piece of it."""

    content: Content | None = None
    finish_reason: str | None = None
    finish_message: str | None = None
    index: int | None = None
    logprobs_result: LogprobsResult | None = None

    @property
    def parts(self) -> Sequence[GeminiPart]:
        """What it says."""
        return self.content.parts if self.content is not None else ()


class PromptFeedback(msgspec.Struct, rename="camel"):
    """Why a prompt was not answered at all."""

    block_reason: str | None = None


class ModalityCount(msgspec.Struct, rename="camel"):
    """Tokens of one kind."""

    modality: str = ""
    token_count: int = 0


class UsageMetadata(msgspec.Struct, rename="camel"):
    """What was counted."""

    prompt_token_count: int | None = None
    cached_content_token_count: int | None = None
    candidates_token_count: int | None = None
    tool_use_prompt_token_count: int | None = None
    thoughts_token_count: int | None = None
    prompt_tokens_details: list[ModalityCount] | None = None
    candidates_tokens_details: list[ModalityCount] | None = None


class GeminiError(msgspec.Struct):
    """An error in Google's shape."""

    message: str = ""
    status: str | None = None
    code: int | None = None


class Response(msgspec.Struct, rename="camel"):
    """A whole answer, or one event of a stream."""

    candidates: list[Candidate] = []
    prompt_feedback: PromptFeedback | None = None
    usage_metadata: UsageMetadata | None = None
    model_version: str | None = None
    response_id: str | None = None
    create_time: str | None = None
    error: GeminiError | str | None = None

    @property
    def is_blocked(self) -> bool:
        """Whether the prompt was refused before anything was said."""
        feedback = self.prompt_feedback
        return feedback is not None and feedback.block_reason is not None

    def indexed(self) -> list[tuple[int, Candidate]]:
        """The candidates by their index, which Google leaves out where it goes without saying."""
        return [
            (place if each.index is None else each.index, each)
            for place, each in enumerate(self.candidates)
        ]


#: Why a model ended. Any other reason means that the answer failed.
FINISHES = {
    "STOP": Finish.STOP,
    "MAX_TOKENS": Finish.LENGTH,
    "SAFETY": Finish.FILTER,
    "RECITATION": Finish.FILTER,
    "LANGUAGE": Finish.FILTER,
    "BLOCKLIST": Finish.FILTER,
    "PROHIBITED_CONTENT": Finish.FILTER,
    "SPII": Finish.FILTER,
    "IMAGE_SAFETY": Finish.FILTER,
    "IMAGE_PROHIBITED_CONTENT": Finish.FILTER,
    "IMAGE_RECITATION": Finish.FILTER,
    "MODEL_ARMOR": Finish.FILTER,
    "ESCALATION": Finish.FILTER,
}

_FAILURES = {
    "MALFORMED_FUNCTION_CALL": "The model called a tool in a form that cannot be read.",
    "UNEXPECTED_TOOL_CALL": "The model called a tool that it was not given.",
    "TOO_MANY_TOOL_CALLS": "The model called too many tools.",
    "MISSING_THOUGHT_SIGNATURE": "The provider misses a signature of an earlier thought.",
    "MALFORMED_RESPONSE": "The model answered in a form that cannot be read.",
    "CONTINUATION": "The provider broke off where it would have to be asked to go on.",
    "NO_IMAGE": "The model made no image.",
}

_response = msgspec.json.Decoder(Response)
_encode = msgspec.json.Encoder().encode
_NOT_FOR_IDS = re.compile(r"[^A-Za-z0-9_-]")
_STEM_MAX = 26  # OpenAI takes ids of 40 letters at most


def decode_response(body: bytes) -> Response:
    """Read an answer or an event.

    Raises:
        msgspec.DecodeError: it is none.
    """
    return _response.decode(body)


def read_response(body: bytes) -> Response | None:
    """Read a whole answer; None where it is none, or one that failed."""
    try:
        response = _response.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if response.error is not None or not (response.candidates or response.is_blocked):
        return None
    if any(each.finish_reason not in (None, *FINISHES) for each in response.candidates):
        return None
    return response


def failure(candidate: Candidate) -> str:
    """Why an answer failed, in one sentence."""
    reason = candidate.finish_reason or ""
    said = candidate.finish_message
    return said or _FAILURES.get(reason, f"The provider ended its answer with {reason}.")


def finish_of(reason: str, calls_tools: bool) -> Finish:
    """Why a model ended. Gemini stops as usual when it calls tools."""
    finish = FINISHES[reason]
    return Finish.TOOLS if finish is Finish.STOP and calls_tools else finish


def stem_of(response_id: str | None, body: bytes) -> str:
    """What the ids of an answer's calls begin with: the same each time, and its own."""
    stem = _NOT_FOR_IDS.sub("", response_id or "")
    if stem and stem == response_id and len(stem) <= _STEM_MAX:
        return stem
    return hashlib.blake2b((response_id or "").encode() or body, digest_size=10).hexdigest()


def call_id(stem: str, choice: int, number: int) -> str:
    """An id for a call that came without one."""
    return f"call_{stem}_{choice}_{number}"


def usage_of(counted: UsageMetadata | None) -> Usage | None:
    """What was counted, where a prompt was."""
    if counted is None or counted.prompt_token_count is None:
        return None
    thoughts = counted.thoughts_token_count or 0
    return Usage(
        input_tokens=counted.prompt_token_count + (counted.tool_use_prompt_token_count or 0),
        output_tokens=(counted.candidates_token_count or 0) + thoughts,
        cached_tokens=counted.cached_content_token_count or 0,
        reasoning_tokens=thoughts,
        audio_input_tokens=_audio(counted.prompt_tokens_details),
        audio_output_tokens=_audio(counted.candidates_tokens_details),
    )


def _audio(counts: Sequence[ModalityCount] | None) -> int:
    return sum(each.token_count for each in counts or () if each.modality == "AUDIO")


def read_logprobs(result: LogprobsResult | None) -> Raw | None:
    """Write OpenAI's list; None where there is nothing in it."""
    if result is None or not result.chosen_candidates:
        return None
    rows: list[dict[str, object]] = []
    for place, chosen in enumerate(result.chosen_candidates):
        tops = result.top_candidates[place].candidates if place < len(result.top_candidates) else ()
        rows.append({**_logprob(chosen), "top_logprobs": [_logprob(top) for top in tops]})
    return Raw(_encode(rows))


def _logprob(token: Token) -> dict[str, object]:
    # a token that is half a letter is shown as U+FFFD: its bytes are not known
    known = "\ufffd" not in token.token
    return {
        "token": token.token,
        "logprob": _number(token.log_probability),
        "bytes": list(token.token.encode()) if known else None,
    }


def _number(raw: Raw) -> Raw:
    """A number as it was written. `"-Infinity"` stands in a string: OpenAI says -9999.0."""
    return raw if bytes(raw)[:1] in b"-0123456789" else Raw(b"-9999.0")


def read_whole(body: bytes) -> Reading | None:
    """Glance at a whole answer; None where it is none."""
    response = read_response(body)
    if response is None:
        return None
    usage = usage_of(response.usage_metadata)
    deltas = sum(
        bool(part.text or part.function_call) for each in response.candidates for part in each.parts
    )
    if not response.candidates:
        return Reading("", Finish.FILTER.value, usage, None, 0)
    first = min(response.indexed(), key=lambda each: each[0])[1]
    text = "".join(part.text or "" for part in first.parts if not part.thought)
    calls = any(part.function_call is not None for part in first.parts)
    finish = finish_of(first.finish_reason, calls).value if first.finish_reason else None
    return Reading(text, finish, usage, _mean(first.logprobs_result), deltas)


def _mean(result: LogprobsResult | None) -> float | None:
    if result is None or not result.chosen_candidates:
        return None
    numbers = [float(bytes(_number(each.log_probability))) for each in result.chosen_candidates]
    return sum(numbers) / len(numbers)


#: Google's word for an error, by HTTP status.
STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    499: "CANCELLED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


class _Failed(msgspec.Struct):
    error: GeminiError | str


def encode_fault(fault: Fault) -> bytes:
    """Write an error in Google's shape."""
    usual = "INVALID_ARGUMENT" if fault.status < 500 else "INTERNAL"
    status = STATUSES.get(fault.status, usual)
    return _encode({"error": {"code": fault.status, "message": fault.message, "status": status}})


def read_error(body: bytes) -> GeminiError | None:
    """The error in a body: alone, or in a list, as a stream's endpoint gives it."""
    try:
        failed = msgspec.json.decode(body, type=_Failed | list[_Failed])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if isinstance(failed, list):
        return as_error(failed[0].error) if failed else None
    return as_error(failed.error)


def as_error(said: GeminiError | str) -> GeminiError:
    """An error, where it may be a mere sentence."""
    return GeminiError(said) if isinstance(said, str) else said


def error_message(body: bytes) -> str | None:
    """The sentence in a provider's error; None where there is none."""
    error = read_error(body)
    return None if error is None else error.message or None
