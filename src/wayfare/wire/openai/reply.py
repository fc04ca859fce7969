"""What providers answer in OpenAI's wire: whole completions and streams.

Reads only what Wayfare must know (usage, ending, text) and leaves every other byte alone.
Knows nothing of providers, arms or HTTP.
"""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.reading import Reading


class _InputDetails(msgspec.Struct):
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    audio_tokens: int | None = None


class _OutputDetails(msgspec.Struct):
    reasoning_tokens: int | None = None
    audio_tokens: int | None = None


class UsageFields(msgspec.Struct):
    """What providers count."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    prompt_tokens_details: _InputDetails | None = None
    completion_tokens_details: _OutputDetails | None = None
    prompt_cache_hit_tokens: int | None = None  # DeepSeek's name


class _Logprob(msgspec.Struct):
    logprob: float


class _Logprobs(msgspec.Struct):
    content: list[_Logprob] | None = None


class _Part(msgspec.Struct):
    text: str | None = None


class _Piece(msgspec.Struct):
    content: str | list[_Part] | None = None  # parts where Mistral's models think
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None  # OpenRouter's and Groq's name for it
    tool_calls: msgspec.Raw = msgspec.Raw(b"null")

    def says_anything(self) -> bool:
        """Whether a token was spent on it: the first delta often names only the role."""
        return bool(
            self.content
            or self.refusal
            or self.reasoning_content
            or self.reasoning
            or bytes(self.tool_calls) not in (b"null", b"[]")
        )

    def text(self) -> str:
        """What of it is for the reader."""
        if isinstance(self.content, list):
            return "".join(part.text or "" for part in self.content)
        return self.content or self.refusal or ""


class _Choice(msgspec.Struct):
    message: _Piece | None = None
    delta: _Piece | None = None
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None
    index: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice] = []
    usage: UsageFields | None = None


class _UsageOnly(msgspec.Struct):
    choices: list[Any] | None = None
    usage: UsageFields | None = None


class _Outline(msgspec.Struct):
    choices: list[Any] = []
    usage: Any = None


_completion = msgspec.json.Decoder(_Completion)
_completions = msgspec.json.Decoder(list[_Completion])
_usage_only = msgspec.json.Decoder(_UsageOnly)
_outline = msgspec.json.Decoder(_Outline)


def read_whole(body: bytes) -> Reading | None:
    """Read a whole completion; None where the body is not one, such as an error."""
    completion = _chunk(body)
    return _read([completion]) if completion is not None and completion.choices else None


def read_deltas(datas: Sequence[bytes]) -> Reading:
    """Read the data lines of a stream, as far as it came."""
    try:
        chunks = _completions.decode(b"[" + b",".join(datas) + b"]")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        chunks = [chunk for data in datas if (chunk := _chunk(data)) is not None]
    return _read(chunks)


def _chunk(data: bytes) -> _Completion | None:
    try:
        return _completion.decode(data)
    except msgspec.ValidationError:
        return _chunk_of_a_new_shape(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _chunk_of_a_new_shape(data: bytes) -> _Completion | None:
    """An answer all the same, though not all of it can be read."""
    try:
        outline = _outline.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    try:
        usage = msgspec.convert(outline.usage, UsageFields | None)
    except msgspec.ValidationError:
        usage = None
    return _Completion([_Choice() for _ in outline.choices], usage)


def _read(chunks: Sequence[_Completion]) -> Reading:
    text: list[str] = []
    logprobs: list[float] = []
    finish_reason = usage = None
    deltas = 0
    for chunk in chunks:
        usage = chunk.usage or usage
        for choice in chunk.choices:
            if said := _plainly_said(choice):  # as nearly all are
                text.append(said)
                deltas += 1
                continue
            piece = choice.message or choice.delta
            deltas += piece is not None and piece.says_anything()
            if choice.index != 0:
                continue
            if piece is not None:
                text.append(piece.text())
            if choice.logprobs and choice.logprobs.content:
                logprobs.extend(item.logprob for item in choice.logprobs.content)
            finish_reason = choice.finish_reason or finish_reason
    mean = sum(logprobs) / len(logprobs) if logprobs else None
    return Reading("".join(text), finish_reason, usage_of(usage), mean, deltas)


def _plainly_said(choice: _Choice) -> str | None:
    """The letters of a delta that is nothing but letters."""
    delta = choice.delta
    if delta is None or choice.finish_reason is not None or choice.logprobs is not None:
        return None
    said = delta.content
    return said if type(said) is str and not choice.index else None


def usage_of(usage: UsageFields | None) -> Usage | None:
    """The counts in it; None where there are none."""
    if usage is None or usage.prompt_tokens is None:
        return None
    given = usage.prompt_tokens_details or _InputDetails()
    made = usage.completion_tokens_details or _OutputDetails()
    output_tokens = usage.completion_tokens or 0
    thought = made.reasoning_tokens or 0
    if usage.total_tokens == usage.prompt_tokens + output_tokens + thought:
        output_tokens += thought  # xAI leaves them out of its completion tokens
    return Usage(
        input_tokens=usage.prompt_tokens,
        output_tokens=output_tokens,
        cached_tokens=given.cached_tokens or usage.prompt_cache_hit_tokens or 0,
        cache_write_tokens=given.cache_write_tokens or 0,
        reasoning_tokens=thought,
        audio_input_tokens=given.audio_tokens or 0,
        audio_output_tokens=made.audio_tokens or 0,
    )


DONE = b"[DONE]"

# Inside a JSON string every quote is escaped, so these cannot match within a text.
_FINISH = re.compile(rb'"finish_reason"\s*:\s*"[^"]')
_USAGE = re.compile(rb'"usage"\s*:\s*\{')
_SHAPES = (_FINISH, _USAGE)
_NO_USAGE = re.compile(rb',\s*"usage"\s*:\s*null|(?<=\{)\s*"usage"\s*:\s*null\s*,')


def plain_deltas(block: bytes) -> tuple[list[bytes], int]:
    r"""The data of the deltas that a block begins with, and how many bytes they take.

    Ends before the first event that one must look at closer. Told at a glance, for all of
    them at once: nearly all of a stream is plain deltas.

    >>> plain_deltas(b'data: {"choices":[]}\n\ndata: {"choices":[]}\n\n')
    ([b'{"choices":[]}', b'{"choices":[]}'], 44)
    >>> plain_deltas(b'data: {"choices":[]}\n\ndata: [DONE]\n\n')
    ([b'{"choices":[]}'], 22)
    """
    end = _first_remarkable(block)
    if end < len(block):
        end = block.rfind(b"\n\n", 0, end) + 2
        if end < 2:
            return [], 0
    plain = block[:end]
    datas = plain[len(b"data: ") : -len(b"\n\n")].split(b"\n\ndata: ")
    are_objects = (
        plain.startswith(b"data: {")
        and plain.endswith(b"}\n\n")
        and plain.count(b"}\n\ndata: {") == len(datas) - 1
        and plain.count(b"\n") == 2 * len(datas)
        and b"\r" not in plain
    )
    return (datas, end) if are_objects else ([], 0)


def _first_remarkable(block: bytes) -> int:
    """Where an ending, a count, an error or the last word stands, or the block's length.

    Four searches for plain letters: one pattern for all would take several times as long.
    """
    places = [block.find(b'"error"'), block.find(b"[DONE]")]
    places += [found.start() for shape in _SHAPES if (found := shape.search(block))]
    return min((place for place in places if place >= 0), default=len(block))


def ends_choice(data: bytes) -> bool:
    """Whether this chunk carries a finish reason."""
    return _FINISH.search(data) is not None


def says_anything(data: bytes) -> bool:
    """Whether this chunk carries a piece of the answer or its ending."""
    chunk = _chunk(data)
    return chunk is not None and any(
        choice.finish_reason
        or ((piece := choice.delta or choice.message) and piece.says_anything())
        for choice in chunk.choices
    )


def usage_in(data: bytes) -> tuple[Usage, bool] | None:
    """The usage in a chunk, and whether the chunk carries nothing else."""
    if _USAGE.search(data) is None:
        return None
    try:
        found = _usage_only.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    usage = usage_of(found.usage)
    return None if usage is None else (usage, not found.choices)


def without_empty_usage(raw: bytes) -> bytes:
    """Take out the `usage: null` that a provider adds only because usage was asked for."""
    return _NO_USAGE.sub(b"", raw) if b'"usage"' in raw else raw


class _Said(msgspec.Struct):
    message: str


class _Refused(msgspec.Struct):
    error: _Said | str


def error_message(body: bytes) -> str | None:
    """The sentence in a provider's error; None where there is none."""
    try:
        said = msgspec.json.decode(body, type=_Refused).error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return said if isinstance(said, str) else said.message
