"""A streamed answer in Gemini's wire, read and written. Each event is a whole response.

Knows nothing of clients.
"""

from collections.abc import Iterator
from itertools import count

import msgspec
from msgspec import Raw

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import Finish, Media, Part, Refusal, Text, Thinking, ToolCall
from wayfare.wire.deltas import (
    Began,
    Counted,
    Delta,
    Ended,
    Failed,
    PartClosed,
    PartGrew,
    PartOpened,
)
from wayfare.wire.gemini.answer import (
    REASONS,
    read_time,
    write_logprobs,
    write_parts,
    write_time,
    write_usage,
)
from wayfare.wire.gemini.conversation import Content
from wayfare.wire.gemini.parts import MAKER, read_parts
from wayfare.wire.gemini.reply import (
    FINISHES,
    Candidate,
    GeminiError,
    Response,
    as_error,
    call_id,
    decode_response,
    encode_fault,
    failure,
    finish_of,
    read_error,
    read_logprobs,
    stem_of,
    usage_of,
)
from wayfare.wire.reading import with_field
from wayfare.wire.sse import Event, encode_event
from wayfare.wire.wire import Fault, Heading

_encode = msgspec.json.Encoder().encode


class _Saying:
    """One candidate, as far as it came."""

    __slots__ = ("calls", "choice", "has_ended", "index", "logprobs", "numbers", "opened")

    def __init__(self, choice: int) -> None:
        self.choice = choice
        self.index = -1
        self.opened: type[Part] | None = None
        self.calls = False
        self.numbers = count()
        self.logprobs: Raw | None = None  # until there are words to put them to
        self.has_ended = False

    def open(self, part: Part) -> Iterator[Delta]:
        yield from self.close()
        self.index += 1
        self.opened = type(part)
        yield PartOpened(self.index, part, choice=self.choice)

    def close(self) -> Iterator[Delta]:
        if self.opened is not None:
            self.opened = None
            yield PartClosed(self.index, choice=self.choice)

    def say(self, part: Part) -> Iterator[Delta]:
        """Words and thoughts go on where they can; whatever else comes whole."""
        if isinstance(part, Text):
            if part.text:
                if self.opened is not Text:
                    yield from self.open(Text(""))
                yield self._grown(part.text, logprobs=self._take_logprobs())
        elif isinstance(part, Thinking):
            yield from self._think(part)
        elif isinstance(part, ToolCall):
            self.calls = True
            yield from self.open(ToolCall(part.id, part.name, ""))
            yield self._grown(part.arguments, part.signature)
            yield from self.close()
        elif isinstance(part, Media):
            yield from self.open(part)
            yield from self.close()
        else:
            self._refuse(part)

    @staticmethod
    def _refuse(part: Part) -> None:
        raise ValueError(f"A model does not say a {type(part).__name__}.")

    def end(self, finish: Finish) -> Iterator[Delta]:
        yield from self.close()
        self.has_ended = True
        yield Ended(finish, choice=self.choice)

    def _think(self, part: Thinking) -> Iterator[Delta]:
        if not (part.text or part.signature):
            return
        if self.opened is not Thinking:
            yield from self.open(Thinking(maker=MAKER))
        yield self._grown(part.text, part.signature)
        if part.signature:
            yield from self.close()

    def _grown(
        self, text: str, signature: str | None = None, logprobs: Raw | None = None
    ) -> PartGrew:
        return PartGrew(self.index, text, signature, logprobs, choice=self.choice)

    def _take_logprobs(self) -> Raw | None:
        taken, self.logprobs = self.logprobs, None
        return taken


class GeminiDeltaReader:
    """Reads a provider's stream.

    The wire has no last word: a candidate may go on after another one ended, so that only
    the end of the stream itself is the end. `is_done` is therefore never true.
    """

    __slots__ = ("_sayings", "_stem", "is_done")

    def __init__(self) -> None:
        self._stem: str | None = None
        self._sayings: dict[int, _Saying] = {}
        self.is_done = False

    def read(self, event: Event) -> list[Delta]:
        """The pieces in one event.

        Raises:
            ValueError: the event cannot be read, or says more after an end.
            msgspec.DecodeError: it is not JSON of the right shape.
        """
        if not event.data:
            return []
        if event.data.startswith(b"["):
            return [_failed(read_error(event.data))]
        response = decode_response(event.data)
        if response.error is not None:
            return [_failed(as_error(response.error))]
        return list(self._read(response, event.data))

    def _read(self, response: Response, data: bytes) -> Iterator[Delta]:
        if self._stem is None:
            self._stem = stem_of(response.response_id, data)
            yield Began(
                response.response_id or self._stem,
                response.model_version or "",
                read_time(response.create_time),
            )
        usage = usage_of(response.usage_metadata)
        if usage is not None:
            yield Counted(usage)
        for index, candidate in response.indexed():
            yield from self._read_candidate(candidate, self._saying(index))
        if response.is_blocked:
            for saying in [self._saying(0), *self._sayings.values()]:
                if not saying.has_ended:
                    yield from saying.end(Finish.FILTER)

    def _saying(self, index: int) -> _Saying:
        return self._sayings.setdefault(index, _Saying(index))

    def _read_candidate(self, candidate: Candidate, saying: _Saying) -> Iterator[Delta]:
        saying.logprobs = read_logprobs(candidate.logprobs_result) or saying.logprobs
        parts = list(read_parts(candidate.parts, lambda: self._new_id(saying)))
        if saying.has_ended:
            if any(part != Text("") for part in parts):
                raise ValueError("A candidate says more after its end.")
            return
        for part in parts:
            yield from saying.say(part)
        reason = candidate.finish_reason
        if reason is None:
            return
        if reason not in FINISHES:
            yield Failed(failure(candidate), reason)
            return
        yield from saying.end(finish_of(reason, saying.calls))

    def _new_id(self, saying: _Saying) -> str:
        return call_id(self._stem or "", saying.choice, next(saying.numbers))


def _failed(error: GeminiError | None) -> Failed:
    if error is None:
        raise ValueError("An event is a list, but not of errors.")
    return Failed(error.message or "The provider failed.", error.status)


class GeminiDeltaWriter:
    """Writes a client's stream. Calls go out whole, as the wire has them."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._began = Began(heading.id, "")
        self._open: dict[tuple[int, int], Part] = {}
        self._ended: list[Ended] = []

    def write(self, delta: Delta) -> bytes:
        """The bytes for a piece."""
        if isinstance(delta, Began):
            self._began = delta
        elif isinstance(delta, PartOpened):
            return self._opened(delta)
        elif isinstance(delta, PartGrew):
            return self._grew(delta)
        elif isinstance(delta, PartClosed):
            part = self._open.pop((delta.choice, delta.index), None)
            if isinstance(part, ToolCall):
                return self._event(delta.choice, part)
        elif isinstance(delta, Ended):
            self._ended.append(delta)
        elif isinstance(delta, Failed):
            return self.fail(delta.message, delta.kind or "")
        return b""

    def finish(self, ticket: bytes, usage: Usage | None) -> bytes:
        """The last bytes of a whole stream: why each choice ended, the count, the ticket."""
        candidates = [
            {"finishReason": REASONS[ended.finish], "index": ended.choice} for ended in self._ended
        ]
        body = self._body(candidates)
        if usage is not None:
            body["usageMetadata"] = write_usage(usage)
        return encode_event(with_field(_encode(body), b"wayfare", ticket))

    def fail(self, message: str, code: str) -> bytes:
        """The last bytes of a stream that broke off."""
        return encode_event(encode_fault(Fault(message, 500, "server_error", code or None)))

    def _opened(self, delta: PartOpened) -> bytes:
        self._open[delta.choice, delta.index] = delta.part
        if isinstance(delta.part, ToolCall):
            return b""
        if isinstance(delta.part, Text | Thinking | Refusal) and not delta.part.text:
            return b""
        return self._event(delta.choice, delta.part)

    def _grew(self, delta: PartGrew) -> bytes:
        part = self._open.get((delta.choice, delta.index))
        if isinstance(part, ToolCall):
            self._open[delta.choice, delta.index] = ToolCall(
                part.id,
                part.name,
                part.arguments + delta.text,
                signature=delta.signature or part.signature,
            )
            return b""
        if isinstance(part, Thinking):
            more = Thinking(delta.text, delta.signature, maker=part.maker)
            return self._event(delta.choice, more)
        if isinstance(part, Text | Refusal):
            return self._event(delta.choice, Text(delta.text), delta.logprobs)
        raise ValueError("A part grew that cannot, or was never opened.")

    def _event(self, choice: int, part: Part, logprobs: Raw | None = None) -> bytes:
        parts = list(write_parts((part,)))
        if not parts:
            return b""
        candidate: dict[str, object] = {"content": Content("model", parts), "index": choice}
        if logprobs is not None:
            candidate["logprobsResult"] = write_logprobs(logprobs)
        return encode_event(_encode(self._body([candidate])))

    def _body(self, candidates: list[dict[str, object]]) -> dict[str, object]:
        body: dict[str, object] = {"candidates": candidates}
        if self._began.model:
            body["modelVersion"] = self._began.model
        if self._began.created is not None:
            body["createTime"] = write_time(self._began.created)
        body["responseId"] = self._began.id or self._heading.id
        return body
