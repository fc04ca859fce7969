"""Whole answers as deltas and back, for tests of every wire's streams."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Finish,
    Part,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    WholeAnswer,
)
from wayfare.wire.deltas import (
    Began,
    Counted,
    Delta,
    DeltaReader,
    DeltaWriter,
    Ended,
    PartClosed,
    PartGrew,
    PartOpened,
)
from wayfare.wire.sse import EventReader


def play(answer: WholeAnswer, cuts: Sequence[int] = ()) -> Iterator[Delta]:
    """An answer as a provider streams it, its words cut at `cuts` letters."""
    yield Began(answer.id, answer.model, answer.created)
    for number, choice in enumerate(answer.choices):
        for index, part in enumerate(choice.parts):
            logprobs = choice.logprobs if index == _last_words(choice.parts) else None
            yield from _play_part(part, index, number, cuts, logprobs)
            yield PartClosed(index, choice=number)
        if choice.finish is not None:
            yield Ended(choice.finish, choice.stop_sequence, choice=number)
    if answer.usage is not None:
        yield Counted(answer.usage)


def _last_words(parts: Sequence[Part]) -> int:
    words = [at for at, part in enumerate(parts) if isinstance(part, Text | Refusal)]
    return words[-1] if words else -1


def _play_part(
    part: Part, index: int, choice: int, cuts: Sequence[int], logprobs: msgspec.Raw | None
) -> Iterator[Delta]:
    match part:
        case ToolCall():
            yield PartOpened(index, replace(part, arguments="", signature=None), choice)
            text = part.arguments
        case Thinking():
            yield PartOpened(index, replace(part, text="", signature=None), choice)
            text = part.text
        case Text() | Refusal():
            yield PartOpened(index, replace(part, text=""), choice)
            text = part.text
        case _:
            yield PartOpened(index, part, choice)
            return
    marks = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    for begin, end in itertools.pairwise(marks):
        last = logprobs if end == len(text) else None
        yield PartGrew(index, text[begin:end], logprobs=last, choice=choice)
    signature = part.signature if isinstance(part, ToolCall | Thinking) else None
    if signature is not None:
        yield PartGrew(index, signature=signature, choice=choice)


def gather(deltas: Iterable[Delta]) -> WholeAnswer:
    """The whole answer that deltas come to. Their order is checked on the way."""
    began: Began | None = None
    parts: dict[int, list[Part]] = {}
    open_parts: set[tuple[int, int]] = set()
    ends: dict[int, Ended] = {}
    logprobs: dict[int, list[msgspec.Raw]] = {}
    usage: Usage | None = None
    for delta in deltas:
        if isinstance(delta, Began):
            assert began is None, "an answer begins once"
            began = delta
            continue
        assert began is not None, "an answer begins before it says anything"
        match delta:
            case PartOpened(index, part, choice):
                assert choice not in ends, "nothing is said after an end"
                assert index == len(parts.setdefault(choice, [])), "parts open in order"
                parts[choice].append(part)
                open_parts.add((choice, index))
            case PartGrew(index, choice=choice):
                assert (choice, index) in open_parts, "only an open part grows"
                parts[choice][index] = _grown(parts[choice][index], delta)
                if delta.logprobs is not None:
                    rows = msgspec.json.decode(delta.logprobs, type=list[msgspec.Raw])
                    logprobs.setdefault(choice, []).extend(rows)
            case PartClosed(index, choice):
                open_parts.remove((choice, index))
            case Ended(choice=choice):
                assert not any(c == choice for c, _ in open_parts), "an end leaves nothing open"
                assert choice not in ends, "a choice ends once"
                ends[choice] = delta
            case Counted(counted):
                usage = counted
            case _:
                raise AssertionError(f"a stream that fails: {delta}")
    assert began is not None
    choices = [
        Choice(
            tuple(parts.get(number, ())),
            ends[number].finish if number in ends else None,
            ends[number].stop_sequence if number in ends else None,
            msgspec.Raw(msgspec.json.encode(logprobs[number])) if number in logprobs else None,
        )
        for number in sorted({*parts, *ends})
    ]
    return WholeAnswer(began.id, began.model, tuple(choices), usage, began.created)


def _grown(part: Part, delta: PartGrew) -> Part:
    match part:
        case ToolCall():
            signature = delta.signature or part.signature
            return replace(part, arguments=part.arguments + delta.text, signature=signature)
        case Thinking():
            signature = delta.signature or part.signature
            return replace(part, text=part.text + delta.text, signature=signature)
        case Text() | Refusal():
            return replace(part, text=part.text + delta.text)
        case _:
            raise AssertionError(f"this cannot grow: {part}")


def stream_of(deltas: Iterable[Delta], writer: DeltaWriter, ticket: bytes = b"{}") -> bytes:
    """What a client is sent."""
    out = b""
    usage: Usage | None = None
    for delta in deltas:
        out += writer.write(delta)
        usage = delta.usage if isinstance(delta, Counted) else usage
    return out + writer.finish(ticket, usage)


def deltas_of(stream: bytes, reader: DeltaReader, cuts: Sequence[int] = ()) -> Iterator[Delta]:
    """What is read of a stream that arrives in pieces."""
    marks = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in cuts)})
    events = EventReader()
    for begin, end in itertools.pairwise(marks):
        for event in events.feed(stream[begin:end]):
            yield from reader.read(event)
    for event in events.end():
        yield from reader.read(event)


def finish_for(parts: Iterable[Part], otherwise: Finish) -> Finish:
    """Why an answer of these parts ended: calls of tools want their results."""
    return Finish.TOOLS if any(isinstance(part, ToolCall) for part in parts) else otherwise
