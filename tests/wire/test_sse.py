"""Events do not depend on how the bytes arrive, and keep every byte that they came with."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wayfare.domain.errors import StreamCutError
from wayfare.wire.sse import EVENT_BYTES_MAX, Event, EventReader, encode_event

LF, CRLF, CR = b"\n", b"\r\n", b"\r"

# a stream as providers send them: a comment, names, ids, joined lines, wide characters
LINES = [
    b": ping",
    b"",
    b'data: {"choices":[{"delta":{"content":"\xec\x95\x88\xeb\x85\x95 \xf0\x9f\x9a\x80"}}]}',
    b"",
    b"event: error",
    b"id: 7",
    b"data: a",
    b"data:  b",
    b"data",
    b"data:c:d",
    b"",
    b"retry: 10",
    b"",
    b"",
    b"data: [DONE]",
    b"",
]
DATAS = [
    b"",
    b'{"choices":[{"delta":{"content":"\xec\x95\x88\xeb\x85\x95 \xf0\x9f\x9a\x80"}}]}',
    b"a\n b\n\nc:d",
    b"",
    b"[DONE]",
]

line_ends = st.sampled_from([LF, CRLF, CR])
cuts = st.lists(st.integers(0, 400), max_size=12)
lines = st.one_of(
    st.sampled_from([b"", b"data", b"data:", b":", b"event: error", b"id: 1", b"\xef\xbb\xbf"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=8).map(
        lambda text: b"data: " + text.encode()
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=8).map(
        lambda text: text.encode()
    ),
)
streams = st.lists(st.tuples(lines, line_ends), max_size=14).map(
    lambda pairs: b"".join(line + end for line, end in pairs)
)


def cut_up(stream: bytes, at: list[int]) -> list[bytes]:
    marks = [0, *sorted(min(cut, len(stream)) for cut in at), len(stream)]
    return [stream[a:b] for a, b in pairwise(marks)]


def read(pieces: list[bytes]) -> list[Event]:
    reader = EventReader()
    return [event for piece in pieces for event in reader.feed(piece)] + reader.end()


@pytest.mark.parametrize("end", [LF, CRLF, CR], ids=["LF", "CRLF", "CR"])
@given(at=cuts)
def test_events_do_not_depend_on_how_the_bytes_arrive(end, at):
    stream = end.join(LINES) + end
    found = read(cut_up(stream, at))
    assert [event.data for event in found] == DATAS
    assert [event.name for event in found] == [b"", b"", b"error", b"", b""]


@given(stream=streams, at=cuts)
@example(stream=b"data: a\r\n\r\ndata: b\r\r", at=[8, 9, 10])
@example(stream=b"data: a\n\r\ndata: b\r\n\n", at=[8, 9])
@example(stream=b"\xef\xbb\xbfdata: a\n\n", at=[1, 2])
def test_mixed_line_ends_are_read_alike_in_any_pieces(stream, at):
    whole = read([stream])
    assert read(cut_up(stream, at)) == whole
    assert read([stream[i : i + 1] for i in range(len(stream))]) == whole


@given(stream=streams, at=cuts)
def test_data_and_names_are_what_the_standard_makes_of_them(stream, at):
    found = [(event.data, event.name) for event in read(cut_up(stream, at))]
    assert [pair for pair in found if any(pair)] == by_the_standard(stream)


def by_the_standard(stream: bytes) -> list[tuple[bytes, bytes]]:
    """The WHATWG's reading, line by line, but that a last event may lack its blank line."""
    text = stream.removeprefix(b"\xef\xbb\xbf").replace(CRLF, LF).replace(CR, LF)
    found, data, name = [], [], b""
    for line in [*text.split(LF), b""]:
        if not line:
            found.append((LF.join(data), name))
            data, name = [], b""
        field, _, value = line.partition(b":")
        value = value[1:] if value[:1] == b" " else value
        if field == b"data":
            data.append(value)
        if field == b"event":
            name = value
    return [pair for pair in found if any(pair)]


@given(
    stream=st.lists(lines.filter(lambda line: b"\xef" not in line), max_size=14).map(
        lambda some: b"".join(line + LF for line in some) + b"data: last\n\n"
    ),
    at=cuts,
)
def test_the_raws_of_a_stream_joined_are_the_stream(stream, at):
    assert b"".join(event.raw for event in read(cut_up(stream, at))) == stream


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1), at=cuts)
def test_a_text_survives_being_cut_inside_a_character(text, at):
    raw = encode_event(text.encode())
    assert [event.data.decode() for event in read(cut_up(raw, at))] == [text]


@given(
    data=st.binary().map(lambda data: data.replace(b"\r", b"\n")), name=st.just(b"") | st.just(b"x")
)
def test_what_was_encoded_is_read_back(data, name):
    (found,) = read([encode_event(data, name)])
    assert (found.data, found.name) == (data, name)


def test_a_huge_event_in_small_pieces_is_read_in_good_time():
    data = b'{"content":"' + b"x" * 60_000_000 + b'"}'
    raw = encode_event(data)
    pieces = [raw[i : i + 65_536] for i in range(0, len(raw), 65_536)]
    (found,) = read(pieces)
    assert found == Event(raw, data)


@given(
    ends=st.lists(line_ends, min_size=2, max_size=6), at=st.lists(st.integers(-4, 20), max_size=6)
)
def test_a_long_event_ends_where_a_short_one_would(ends, at):
    """What is long is put aside while it grows, but for what may be half of its end."""
    tail = b"".join(ends) + b"data: b\n\n"
    short, long = b"data: a", b"data: " + b"a" * 70_000
    pieces = cut_up(long + tail, [65_000, *(len(long) + cut for cut in at)])
    expected = [
        Event(event.raw.replace(short, long), event.data.replace(b"a", b"a" * 70_000))
        for event in read([short + tail])
    ]
    assert read(pieces) == expected


def test_an_event_without_an_end_is_cut_before_it_fills_the_memory():
    reader, piece = EventReader(), b"x" * (EVENT_BYTES_MAX // 8)
    for _ in range(8):
        assert reader.feed(piece) == []
    with pytest.raises(StreamCutError, match="larger than 64 MiB"):
        reader.feed(b"x" * 100_000)


@pytest.mark.parametrize("left", [b"", b"\n", b"\r\n", b"\r", b" \n"])
def test_nothing_is_left_where_only_line_ends_are(left):
    assert read([b"data: a\n\n" + left]) == [Event(b"data: a\n\n", b"a")]


@pytest.mark.parametrize("left", [b"data: b", b"data: b\n", b"data: b\r", b"data: b\r\n"])
def test_a_last_event_may_lack_its_blank_line(left):
    assert read([b"data: a\n\n" + left])[-1] == Event(b"data: b\n\n", b"b")


def test_after_the_end_there_is_nothing_more():
    reader = EventReader()
    reader.feed(b"data: a")
    assert [event.data for event in reader.end()] == [b"a"]
    assert reader.end() == []


def test_a_comment_is_an_event_without_data():
    assert read([b": OPENROUTER PROCESSING\n\n"]) == [Event(b": OPENROUTER PROCESSING\n\n", b"")]
