"""What providers answer in OpenAI's wire: whole completions and streams.

Reads only what Wayfare must know (usage, ending, text) and leaves every other byte alone.
Knows nothing of providers, arms or HTTP.
"""

import re
from typing import Any, Literal, TypeVar

import msgspec

from wayfare.domain.usage import Usage
from wayfare.wire.reading import Reading, Token


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


class _Logprobs(msgspec.Struct):
    content: list[Token] | None = None


class _Part(msgspec.Struct):
    text: str | None = None


class _Piece(msgspec.Struct, gc=False):
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


class _Choice(msgspec.Struct, gc=False):
    message: _Piece | None = None
    delta: _Piece | None = None
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None
    index: int = 0


class _PlainPiece(msgspec.Struct, gc=False):
    content: str | None = None
    refusal: None = None
    reasoning_content: None = None
    reasoning: None = None
    tool_calls: None = None


class _PlainChoice(msgspec.Struct, gc=False):
    delta: _PlainPiece
    index: Literal[0] = 0
    finish_reason: None = None
    logprobs: None = None


class _PlainDelta(msgspec.Struct, gc=False):
    """A chunk that holds some letters of the first choice, and nothing else to look at."""

    choices: tuple[_PlainChoice]
    usage: None = None
    error: None = None


class Completion(msgspec.Struct):
    """A whole completion, or one chunk of a stream, as far as Wayfare reads it."""

    choices: list[_Choice] = []
    usage: UsageFields | None = None
    error: Any = None


class _UsageOnly(msgspec.Struct):
    choices: list[Any] | None = None
    usage: UsageFields | None = None


class _Outline(msgspec.Struct):
    choices: list[Any] = []
    usage: Any = None


_Each = TypeVar("_Each")

_completion = msgspec.json.Decoder(Completion)
_completions = msgspec.json.Decoder(list[Completion])
_plain_deltas = msgspec.json.Decoder(list[_PlainDelta])
_usage_only = msgspec.json.Decoder(_UsageOnly)
_outline = msgspec.json.Decoder(_Outline)


def read_whole(body: bytes) -> Reading | None:
    """Read a whole completion; None where the body is not one, such as an error."""
    completion = _chunk(body)
    if completion is None or not completion.choices:
        return None
    said = Said()
    said.add(completion)
    return said.reading()


class Said:
    """What the chunks of an answer say, added up as they come."""

    __slots__ = ("_finish_reason", "_text", "_tokens", "_usage", "deltas")

    def __init__(self) -> None:
        self._text: list[str] = []
        self._tokens: list[Token] = []
        self._finish_reason: str | None = None
        self._usage: UsageFields | None = None
        self.deltas = 0

    def add(self, chunk: Completion) -> None:
        """Add a chunk, or a whole completion."""
        self._usage = chunk.usage or self._usage
        for choice in chunk.choices:
            piece = choice.message or choice.delta
            self.deltas += piece is not None and piece.says_anything()
            if choice.index != 0:
                continue
            if piece is not None:
                self._text.append(piece.text())
            if choice.logprobs and choice.logprobs.content:
                self._tokens += choice.logprobs.content
            self._finish_reason = choice.finish_reason or self._finish_reason

    def take_deltas(self, block: bytes) -> int:
        """Add the deltas that a block of events begins with; return how many bytes they take.

        Ends before the first event that one must look at closer. All are read as one array,
        which takes a fraction of the time: nearly all of a stream is plain deltas.
        """
        letters, end = plain_letters(block)
        if end:
            self._text += letters
            self.deltas += len(letters)
            return end
        chunks, end = deltas_in(block)
        for chunk in chunks:
            self.add(chunk)
        return end

    def add_data(self, data: bytes) -> None:
        """Add the data of one event, where it can be read."""
        chunk = _chunk(data)
        if chunk is not None:
            self.add(chunk)

    def reading(self, usage: Usage | None = None) -> Reading:
        """All of it. `usage`: what was counted elsewhere."""
        tokens = tuple(self._tokens)
        mean = sum(each.logprob for each in tokens) / len(tokens) if tokens else None
        counted = usage or usage_of(self._usage)
        text = "".join(self._text)
        return Reading(text, self._finish_reason, counted, mean, self.deltas, tokens)


def _chunk(data: bytes) -> Completion | None:
    try:
        return _completion.decode(data)
    except msgspec.ValidationError:
        return _chunk_of_a_new_shape(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _chunk_of_a_new_shape(data: bytes) -> Completion | None:
    """An answer all the same, though not all of it can be read."""
    try:
        outline = _outline.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    try:
        usage = msgspec.convert(outline.usage, UsageFields | None)
    except msgspec.ValidationError:
        usage = None
    return Completion([_Choice() for _ in outline.choices], usage)


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
_DONE_EVENT = b"data: [DONE]"
#: Where a stream's last events begin, as they are mostly written.
_ENDINGS = (_DONE_EVENT, b'"finish_reason":"', b'"finish_reason": "')

# Inside a JSON string every quote is escaped, so these cannot match within a text.
_FINISH = re.compile(rb'"finish_reason"\s*:\s*"[^"]')
_USAGE = re.compile(rb'"usage"\s*:\s*\{')
_NO_USAGE = re.compile(rb',\s*"usage"\s*:\s*null|(?<=\{)\s*"usage"\s*:\s*null\s*,')


def plain_letters(block: bytes) -> tuple[list[str], int]:
    r"""The letters of the deltas that a block begins with, and how many bytes those take.

    Nothing where one of them is more than letters of the first choice; an ending, and what
    comes after it, is left.

    >>> plain_letters(b'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: [DONE]\n\n')
    (['a'], 47)
    """
    end = len(block)
    for mark in _ENDINGS:
        found = block.rfind(mark, 0, end)
        if found >= 0:
            end = block.rfind(b"\n\n", 0, found) + 2
    deltas = _read_as_one(_plain_deltas, block, end)
    if not deltas:
        return [], 0
    return [said for each in deltas if (said := each.choices[0].delta.content)], end


def deltas_in(block: bytes) -> tuple[list[Completion], int]:
    r"""The deltas that a block begins with, whatever they hold, and how many bytes they take.

    Ends before the first event that one must look at closer: an ending, a count, an error.

    >>> chunks, end = deltas_in(b'data: {"choices":[]}\n\ndata: {"choices":[]}\n\n')
    >>> len(chunks), end
    (2, 44)
    >>> deltas_in(b'data: {"choices":[]}\n\ndata: [DONE]\n\n')[1]
    22
    """
    end = block.find(_DONE_EVENT)
    plain = block if end < 0 else block[:end]
    chunks = _read_as_one(_completions, plain, len(plain))
    if chunks is None:
        return [], 0
    for number, chunk in enumerate(chunks):
        if chunk.usage is not None or chunk.error is not None or _has_ending(chunk):
            return chunks[:number], _begin_of_last(plain, len(chunks) - number)
    return chunks, len(plain)


def _read_as_one(
    decoder: msgspec.json.Decoder[list[_Each]], block: bytes, end: int
) -> list[_Each] | None:
    """Read the events up to `end` as one array; None where they are not a line of JSON each."""
    if not block.startswith(b"data: {") or not block.endswith(b"}\n\n", 0, end):
        return None
    lines = block[len(b"data: ") : end - len(b"\n\n")].split(b"\n\ndata: ")
    array = b"[" + b",".join(lines) + b"]"
    if b"\n" in array or b"\r" in array:
        return None
    try:
        found = decoder.decode(array)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if len(found) == len(lines) else None  # a line may hold several objects


def _has_ending(chunk: Completion) -> bool:
    for choice in chunk.choices:  # noqa: SIM110 - takes half the time of `any`
        if choice.finish_reason is not None:
            return True
    return False


def _begin_of_last(block: bytes, events: int) -> int:
    """Where the last events begin. There are seldom more than two."""
    begin = len(block) - 2
    for _ in range(events):
        begin = block.rfind(b"\n\n", 0, begin)
    return begin + 2 if begin >= 0 else 0


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
