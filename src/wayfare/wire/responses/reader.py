"""A provider's stream in Responses, read into the pieces that no wire spells.

An item may be told in deltas, or only when it is done: what was not told before is told
then. Knows nothing of the client's wire.
"""

from collections.abc import Callable, Mapping

import msgspec

from wayfare.wire.conversation import Part, Refusal, Text, Thinking, ToolCall
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
from wayfare.wire.fields import NULL, is_null
from wayfare.wire.responses.answer import OutputItem, read_item, read_parts
from wayfare.wire.responses.reply import Incomplete, finish_of, read_usage
from wayfare.wire.responses.thought import MAKER
from wayfare.wire.sse import Event

_DONE = b"[DONE]"


class _Fault(msgspec.Struct):
    message: str | None = None
    code: str | int | None = None
    type: str | None = None


class _Response(msgspec.Struct):
    id: str = ""
    model: str = ""
    created_at: float | None = None
    status: str | None = None
    error: _Fault | None = None
    incomplete_details: Incomplete | None = None
    output: list[msgspec.Raw] | None = None
    usage: msgspec.Raw = NULL


class _Part(msgspec.Struct):
    type: str = ""
    text: str | None = None
    refusal: str | None = None


class _Event(msgspec.Struct):
    type: str = ""
    output_index: int = 0
    content_index: int = 0
    summary_index: int = 0
    delta: msgspec.Raw = NULL
    text: str | None = None
    refusal: str | None = None
    arguments: msgspec.Raw = NULL
    input: msgspec.Raw = NULL
    logprobs: msgspec.Raw = NULL
    part: _Part | None = None
    item: msgspec.Raw = NULL
    response: _Response | None = None
    error: _Fault | None = None
    message: str | None = None
    code: str | int | None = None


class _Open:
    """A part that is being told: where it stands, and how much of it was told."""

    __slots__ = ("index", "told")

    def __init__(self, index: int, told: int) -> None:
        self.index = index
        self.told = told


# Where a part stands: its item, the list within the item, the place in that list.
_Place = tuple[int, str, int]

_event = msgspec.json.Decoder(_Event)
_word = msgspec.json.Decoder(str)


class ResponsesDeltaReader:
    """Reads a provider's stream."""

    __slots__ = ("_began", "_calls", "_count", "_ended", "_items", "_open", "_told", "is_done")

    def __init__(self) -> None:
        self._began = False
        self._calls = False
        self._count = 0
        self._items: dict[int, OutputItem] = {}
        self._open: dict[_Place, _Open] = {}
        self._told: set[int] = set()  # items of which something was told
        self._ended: set[int] = set()
        self.is_done = False

    def read(self, event: Event) -> list[Delta]:
        """The pieces in one event."""
        if event.data == _DONE:
            self.is_done = True
            return []
        found = _event.decode(event.data)
        read = _READ.get(found.type)
        if read is not None:
            return [*self._begin(found.response), *read(self, found)]
        if found.error is not None:
            return [failed(found)]
        return self._begin(found.response)

    def _begin(self, response: _Response | None) -> list[Delta]:
        if self._began or response is None:
            return []
        self._began = True
        created = response.created_at
        return [Began(response.id, response.model, None if created is None else int(created))]

    def open(self, place: _Place, part: Part) -> list[Delta]:
        """A part begins."""
        index, self._count = self._count, self._count + 1
        told = len(part.arguments) if isinstance(part, ToolCall) else _length(part)
        self._calls = self._calls or isinstance(part, ToolCall)
        self._open[place] = _Open(index, told)
        self._told.add(place[0])
        return [PartOpened(index, part)]

    def grow(
        self, place: _Place, empty: Part, text: str, logprobs: msgspec.Raw | None = None
    ) -> list[Delta]:
        """A part goes on; one that was never announced begins."""
        opened: list[Delta] = [] if place in self._open else self.open(place, empty)
        part = self._open[place]
        part.told += len(text)
        return [*opened, PartGrew(part.index, text, logprobs=logprobs)]

    def complete(self, place: _Place, empty: Part, text: str | None) -> list[Delta]:
        """A part is known whole: what of it was not told yet."""
        told = self._open[place].told if place in self._open else 0
        if text is None or len(text) <= told:
            return []
        return self.grow(place, empty, text[told:])

    def close(self, place: _Place) -> list[Delta]:
        """A part is over."""
        part = self._open.pop(place, None)
        return [] if part is None else [PartClosed(part.index)]

    def close_item(self, number: int) -> list[Delta]:
        """All that is open of an item is over."""
        places = [place for place in self._open if place[0] == number]
        return [delta for place in places for delta in self.close(place)]

    def add_item(self, event: _Event) -> list[Delta]:
        """An item begins."""
        item = read_item(event.item)
        if item is None:
            return []
        self._items[event.output_index] = item
        if item.type in ("message", "reasoning"):
            return []
        return self.open((event.output_index, "call", 0), read_parts(item)[0])

    def end_item(self, event: _Event) -> list[Delta]:
        """An item is known whole."""
        return self._end_item(event.output_index, event.item)

    def _end_item(self, number: int, raw: msgspec.Raw) -> list[Delta]:
        item = read_item(raw)
        if item is None or number in self._ended:
            return []
        self._ended.add(number)
        self._items[number] = item
        if number not in self._told:
            return self._tell(number, item)
        parts = read_parts(item)
        last = parts[-1] if parts else None
        deltas: list[Delta] = []
        if isinstance(last, ToolCall):
            deltas += self.complete((number, "call", 0), last, last.arguments)
        if isinstance(last, ToolCall | Thinking) and last.signature is not None:
            places = [place for place in self._open if place[0] == number]
            deltas += [PartGrew(self._open[p].index, signature=last.signature) for p in places[-1:]]
        return [*deltas, *self.close_item(number)]

    def _tell(self, number: int, item: OutputItem) -> list[Delta]:
        """Tell an item of which nothing was told."""
        deltas: list[Delta] = []
        for place, part in enumerate(read_parts(item)):
            deltas += self.open((number, "item", place), part)
            deltas += self.close((number, "item", place))
        return deltas

    def thought(self, event: _Event, *, is_summary: bool) -> Thinking:
        """An empty thought of the item that an event belongs to."""
        item = self._items.get(event.output_index)
        return Thinking(maker=MAKER, is_summary=is_summary, id=item.id if item else None)

    def end(self, event: _Event) -> list[Delta]:
        """The answer is whole, or as whole as it gets."""
        response = event.response
        if response is None:
            raise ValueError("The last event carries no answer.")
        deltas: list[Delta] = []
        if not self._told:
            for number, raw in enumerate(response.output or ()):
                deltas += self._end_item(number, raw)
        for place in list(self._open):
            deltas += self.close(place)
        usage = read_usage(response.usage)
        if usage is not None:
            deltas.append(Counted(usage))
        self.is_done = True
        finish = finish_of(response.status, response.incomplete_details, calls=self._calls)
        return [*deltas, Ended(finish)]


def failed(event: _Event) -> Failed:
    """What the provider says of its failure, wherever it says it."""
    fault = event.error or (event.response.error if event.response else None) or _Fault()
    message = fault.message or event.message or "The provider failed."
    kind = fault.code or event.code or fault.type
    return Failed(message, None if kind is None else str(kind))


def _length(part: Part) -> int:
    return len(part.text) if isinstance(part, Text | Refusal | Thinking) else 0


def _words(raw: msgspec.Raw) -> str:
    return "" if is_null(raw) else _word.decode(raw)


def _logprobs(event: _Event) -> msgspec.Raw | None:
    return None if bytes(event.logprobs) in (b"null", b"[]") else event.logprobs


def _open_content(reader: ResponsesDeltaReader, event: _Event) -> list[Delta]:
    part = event.part or _Part()
    place = _content_place(event)
    if part.type == "refusal":
        return reader.open(place, Refusal(part.refusal or ""))
    if part.type == "reasoning_text":
        thought = reader.thought(event, is_summary=False)
        return reader.open(place, msgspec.structs.replace(thought, text=part.text or ""))
    return reader.open(place, Text(part.text or ""))


def _close_content(reader: ResponsesDeltaReader, event: _Event) -> list[Delta]:
    if event.part is not None and event.part.type == "reasoning_text":
        return []  # what proves the thought comes with the item's end
    return reader.close(_content_place(event))


def _open_summary(reader: ResponsesDeltaReader, event: _Event) -> list[Delta]:
    thought = reader.thought(event, is_summary=True)
    text = (event.part.text if event.part else None) or ""
    opened = reader.open(_summary_place(event), msgspec.structs.replace(thought, text=text))
    return [*reader.close((event.output_index, "summary", event.summary_index - 1)), *opened]


def _content_place(event: _Event) -> _Place:
    return (event.output_index, "content", event.content_index)


def _summary_place(event: _Event) -> _Place:
    return (event.output_index, "summary", event.summary_index)


def _call_place(event: _Event) -> _Place:
    return (event.output_index, "call", 0)


def _nothing(reader: ResponsesDeltaReader, event: _Event) -> list[Delta]:
    return []


_READ: Mapping[str, Callable[[ResponsesDeltaReader, _Event], list[Delta]]] = {
    "response.created": _nothing,
    "response.output_item.added": ResponsesDeltaReader.add_item,
    "response.output_item.done": ResponsesDeltaReader.end_item,
    "response.content_part.added": _open_content,
    "response.content_part.done": _close_content,
    "response.output_text.delta": lambda reader, event: reader.grow(
        _content_place(event), Text(""), _words(event.delta), _logprobs(event)
    ),
    "response.output_text.done": lambda reader, event: reader.complete(
        _content_place(event), Text(""), event.text
    ),
    "response.refusal.delta": lambda reader, event: reader.grow(
        _content_place(event), Refusal(""), _words(event.delta)
    ),
    "response.refusal.done": lambda reader, event: reader.complete(
        _content_place(event), Refusal(""), event.refusal
    ),
    "response.reasoning_summary_part.added": _open_summary,
    "response.reasoning_summary_text.delta": lambda reader, event: reader.grow(
        _summary_place(event), reader.thought(event, is_summary=True), _words(event.delta)
    ),
    "response.reasoning_summary_text.done": lambda reader, event: reader.complete(
        _summary_place(event), reader.thought(event, is_summary=True), event.text
    ),
    "response.reasoning_text.delta": lambda reader, event: reader.grow(
        _content_place(event), reader.thought(event, is_summary=False), _words(event.delta)
    ),
    "response.reasoning_text.done": lambda reader, event: reader.complete(
        _content_place(event), reader.thought(event, is_summary=False), event.text
    ),
    "response.function_call_arguments.delta": lambda reader, event: reader.grow(
        _call_place(event), ToolCall("", "", ""), _words(event.delta)
    ),
    "response.function_call_arguments.done": lambda reader, event: reader.complete(
        _call_place(event), ToolCall("", "", ""), _words(event.arguments)
    ),
    "response.custom_tool_call_input.delta": lambda reader, event: reader.grow(
        _call_place(event), ToolCall("", "", "", is_custom=True), _words(event.delta)
    ),
    "response.custom_tool_call_input.done": lambda reader, event: reader.complete(
        _call_place(event), ToolCall("", "", "", is_custom=True), _words(event.input)
    ),
    "response.completed": ResponsesDeltaReader.end,
    "response.incomplete": ResponsesDeltaReader.end,
    "response.failed": lambda reader, event: [failed(event)],
    "error": lambda reader, event: [failed(event)],
}
