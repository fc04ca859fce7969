"""What Gemini's streams say, event by event, and what a stream that broke off does not."""

import json
from itertools import pairwise

import pytest
from gemini_exchanges import (
    ENDS_IN_EVERY_EVENT,
    ERROR,
    SIGNATURE,
    TEXT_THEN_BLOCKED,
    TEXT_THEN_IMAGE,
    TEXT_THEN_RECITATION,
    TEXT_THEN_SIGNATURE,
    THOUGHT_THEN_CALL,
    THOUGHT_THEN_TEXT,
    TOOL_OF_GOOGLE,
)
from gemini_nouns import HEADING, PNG, answers
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Raw

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Finish,
    Media,
    Part,
    Text,
    Thinking,
    ToolCall,
    WholeAnswer,
)
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
from wayfare.wire.gemini.wire import GEMINI
from wayfare.wire.passage import Translation
from wayfare.wire.sse import EventReader, encode_event, split_events

STREAMS = {
    "a thought, then a call": THOUGHT_THEN_CALL,
    "a thought, then words": THOUGHT_THEN_TEXT,
    "words, then a picture": TEXT_THEN_IMAGE,
    "words, then a block": TEXT_THEN_BLOCKED,
    "words, then a recitation": TEXT_THEN_RECITATION,
    "words, then a signature": TEXT_THEN_SIGNATURE,
}


def read(stream: bytes) -> list[Delta]:
    reader = GEMINI.reader()
    return [delta for event in split_events(stream) for delta in reader.read(event)]


def event(**fields) -> bytes:
    return encode_event(json.dumps(fields).encode())


def piece(*parts, index=0, **more) -> dict[str, object]:
    return {"content": {"parts": list(parts)}, "index": index, **more}


def gather(deltas: list[Delta]) -> WholeAnswer:
    """Put the pieces together, and check that they come in order."""
    began = deltas[0]
    assert isinstance(began, Began)
    parts: dict[int, list[Part]] = {}
    open_parts: set[tuple[int, int]] = set()
    finishes: dict[int, Finish] = {}
    logprobs: dict[int, list[object]] = {}
    usage = None
    for delta in deltas[1:]:
        assert not isinstance(delta, Began | Failed)
        if isinstance(delta, Counted):
            usage = delta.usage
            continue
        said = parts.setdefault(delta.choice, [])
        assert delta.choice not in finishes
        if isinstance(delta, PartOpened):
            assert delta.index == len(said)
            said.append(delta.part)
            open_parts.add((delta.choice, delta.index))
        elif isinstance(delta, PartGrew):
            assert (delta.choice, delta.index) in open_parts
            said[delta.index] = grown(said[delta.index], delta)
            logprobs.setdefault(delta.choice, []).extend(json.loads(bytes(delta.logprobs or b"[]")))
        elif isinstance(delta, PartClosed):
            open_parts.remove((delta.choice, delta.index))
        else:
            finishes[delta.choice] = delta.finish
    assert not {choice for choice, _ in open_parts} & set(finishes)
    choices = tuple(
        Choice(
            tuple(parts[index]),
            finishes.get(index),
            logprobs=encoded(logprobs[index]) if logprobs.get(index) else None,
        )
        for index in sorted(parts)
    )
    return WholeAnswer(began.id, began.model, choices, usage, began.created)


def encoded(rows: object) -> Raw:
    return Raw(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def grown(part: Part, more: PartGrew) -> Part:
    if isinstance(part, ToolCall):
        signature = more.signature or part.signature
        return ToolCall(part.id, part.name, part.arguments + more.text, signature=signature)
    if isinstance(part, Thinking):
        signature = more.signature or part.signature
        return Thinking(part.text + more.text, signature, maker=part.maker)
    assert isinstance(part, Text)
    return Text(part.text + more.text)


# --- recorded streams ---------------------------------------------------------------------


def test_thoughts_go_on_and_a_call_comes_whole_with_its_signature():
    whole = gather(read(THOUGHT_THEN_CALL))
    thought, call = whole.choices[0].parts
    assert isinstance(thought, Thinking)
    assert thought.maker == "gemini"
    assert thought.text.startswith("**Calculating the Days**\n\n")
    assert thought.text.endswith("I'm now zeroing in on the best method.\n\n\n")
    assert call == ToolCall("call_48SHaPHpHKbG-8YPtZCawAk_0_0", "now", "{}", signature=SIGNATURE)
    assert whole.choices[0].finish is Finish.TOOLS
    assert whole.usage == Usage(38, 174, reasoning_tokens=168)
    assert (whole.id, whole.model) == ("48SHaPHpHKbG-8YPtZCawAk", "gemini-2.5-flash")


def test_words_follow_a_thought_and_go_on():
    deltas = read(THOUGHT_THEN_TEXT)
    whole = gather(deltas)
    assert [type(part) for part in whole.choices[0].parts] == [Thinking, Text]
    assert whole.choices[0].parts[1].text.endswith("appear blue to our eyes.")
    assert whole.choices[0].finish is Finish.STOP
    assert whole.usage == Usage(10, 588, reasoning_tokens=540)
    assert [type(delta) for delta in deltas] == [
        Began,
        Counted,
        PartOpened,
        PartGrew,
        Counted,
        PartClosed,
        PartOpened,
        PartGrew,
        Counted,
        PartGrew,
        PartClosed,
        Ended,
    ]


def test_a_picture_comes_whole():
    whole = gather(read(TEXT_THEN_IMAGE))
    assert whole.choices[0].parts == (
        Text("Here's a cute cartoon kitten playing"),
        Media("image", "image/png", PNG),
    )


def test_the_signature_of_words_comes_after_them():
    whole = gather(read(TEXT_THEN_SIGNATURE))
    signature = "AY89a18iOcFus5wr5bW5xN6zZ4aUiCyhgmg6HE2YjtYDV/dwZ5oZlZHeTmiUKv34qq0="
    assert whole.choices[0].parts == (
        Text("Hello! How can I help you today"),
        Thinking(signature=signature, maker="gemini"),
    )
    assert whole.created == 1_773_154_485
    assert whole.usage == Usage(1, 9)


@pytest.mark.parametrize("stream", [TEXT_THEN_BLOCKED, TEXT_THEN_RECITATION])
def test_a_filter_ends_what_was_begun(stream):
    whole = gather(read(stream))
    assert whole.choices[0].finish is Finish.FILTER
    assert isinstance(whole.choices[0].parts[0], Text)


def test_a_prompt_that_is_blocked_at_once_is_a_choice_that_says_nothing():
    assert read(event(promptFeedback={"blockReason": "SAFETY"}))[1:] == [Ended(Finish.FILTER)]


def test_calls_of_one_answer_get_ids_of_their_own_the_same_each_time():
    call = {"functionCall": {"name": "now", "args": {}}}
    stream = event(candidates=[piece(call, call)], responseId="r") + event(
        candidates=[piece(call), piece(call, index=1)], responseId="r"
    )
    ids = [delta.part.id for delta in read(stream) if isinstance(delta, PartOpened)]
    assert ids == ["call_r_0_0", "call_r_0_1", "call_r_0_2", "call_r_1_0"]


def test_candidates_overlap():
    stream = event(candidates=[piece({"text": "a"}), piece({"text": "x"}, index=1)])
    stream += event(candidates=[piece({"text": "b"}, finishReason="STOP")])
    stream += event(candidates=[piece({"text": "y"}, index=1, finishReason="MAX_TOKENS")])
    assert gather(read(stream)).choices == (
        Choice((Text("ab"),), Finish.STOP),
        Choice((Text("xy"),), Finish.LENGTH),
    )


def test_logprobs_wait_for_the_words_that_they_belong_to():
    token = {"token": "a", "logProbability": -0.5}
    stream = event(candidates=[piece(logprobsResult={"chosenCandidates": [token]})])
    stream += event(candidates=[piece({"text": "a"}, finishReason="STOP")])
    assert gather(read(stream)).choices[0].logprobs == encoded(
        [{"token": "a", "logprob": -0.5, "bytes": [97], "top_logprobs": []}]
    )


def test_a_candidate_that_has_ended_may_be_counted_but_says_no_more():
    ended = event(candidates=[piece({"text": "a"}, finishReason="STOP")])
    counted = event(candidates=[piece()], usageMetadata={"promptTokenCount": 1})
    assert gather(read(ended + counted)).usage == Usage(1, 0)
    with pytest.raises(ValueError, match="after its end"):
        read(ENDS_IN_EVERY_EVENT)


def test_a_tool_that_google_ran_by_itself_cannot_be_read():
    with pytest.raises(ValueError, match="nobody asked for"):
        read(TOOL_OF_GOOGLE)


@pytest.mark.parametrize(
    ("data", "failed"),
    [
        (ERROR, Failed("API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT")),
        (
            b"[" + ERROR + b"]",
            Failed("API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT"),
        ),
        (b'{"error":{"code":503}}', Failed("The provider failed.")),
        (b'{"error":"odd"}', Failed("odd")),
    ],
)
def test_an_error_in_a_stream_is_told(data, failed):
    assert read(encode_event(data)) == [failed]


@pytest.mark.parametrize("reason", ["MALFORMED_FUNCTION_CALL", "OTHER", "CONTINUATION", "NEW"])
def test_an_answer_that_failed_does_not_end_well(reason):
    deltas = read(event(candidates=[piece({"text": "a"}, finishReason=reason)]))
    assert isinstance(deltas[-1], Failed)
    assert deltas[-1].kind == reason
    assert not any(isinstance(delta, Ended) for delta in deltas)


def test_googles_own_words_for_a_failure_are_told():
    said = piece(finishReason="OTHER", finishMessage="Try again.")
    assert read(event(candidates=[said]))[-1] == Failed("Try again.", "OTHER")


# --- on its way to a client ---------------------------------------------------------------


def translated(stream: bytes) -> tuple[Translation, bytes]:
    passage = Translation(GEMINI.reader(), GEMINI.writer(HEADING))
    return passage, passage.take(stream)


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_that_goes_through_says_the_same(name):
    passage, out = translated(STREAMS[name])
    assert passage.trouble() is None
    out += passage.finish(b'{"cost":1}')
    assert out.endswith(b'"wayfare":{"cost":1}}\n\n')
    assert gather(read(out)) == gather(read(STREAMS[name]))


@pytest.mark.parametrize(
    "stream", [ENDS_IN_EVERY_EVENT, TOOL_OF_GOOGLE, b"data: nonsense\n\n", b"data: []\n\n"]
)
def test_a_stream_that_cannot_be_read_is_cut(stream):
    passage, _ = translated(stream)
    assert passage.trouble() == "The provider sent an event that cannot be read."


def test_a_stream_that_broke_off_ends_with_an_error():
    passage, out = translated(THOUGHT_THEN_TEXT.partition(b"\n\n")[0] + b"\n\n")
    assert passage.trouble() is not None
    out += passage.cut("It broke off.", "stream_cut")
    assert read(out)[-1] == Failed("It broke off.", "INTERNAL")


@given(st.sampled_from(sorted(STREAMS)), st.data())
def test_a_stream_cut_anywhere_is_whole_only_where_its_last_event_came(name, data):
    stream = STREAMS[name]
    end = data.draw(st.integers(0, len(stream)))
    deltas = read(stream[:end])
    assert any(isinstance(delta, Ended) for delta in deltas) == (end == len(stream))
    assert deltas == read(stream)[: len(deltas)]


@given(st.sampled_from(sorted(STREAMS)), st.lists(st.integers(0, 4_000), max_size=6))
def test_deltas_do_not_depend_on_how_the_bytes_arrive(name, cuts):
    stream = STREAMS[name].replace(b"\n", b"\r\n")
    marks = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    events, reader = EventReader(), GEMINI.reader()
    deltas = [
        delta
        for begin, end in pairwise(marks)
        for each in events.feed(stream[begin:end])
        for delta in reader.read(each)
    ]
    deltas += [delta for each in events.end() for delta in reader.read(each)]
    assert deltas == read(STREAMS[name])


# --- whatever is written is read back as it was -------------------------------------------


def as_deltas(whole: WholeAnswer) -> list[Delta]:
    deltas: list[Delta] = [Began(whole.id, whole.model, whole.created)]
    for number, choice in enumerate(whole.choices):
        logprobs = choice.logprobs
        for index, part in enumerate(choice.parts):
            if isinstance(part, Media):
                deltas.append(PartOpened(index, part, number))
            elif isinstance(part, ToolCall):
                deltas.append(PartOpened(index, ToolCall(part.id, part.name, ""), number))
                deltas += [PartGrew(index, letter, choice=number) for letter in part.arguments]
                deltas.append(PartGrew(index, "", part.signature, choice=number))
            elif isinstance(part, Thinking):
                deltas.append(PartOpened(index, Thinking(maker=part.maker), number))
                deltas.append(PartGrew(index, part.text, choice=number))
                deltas.append(PartGrew(index, "", part.signature, choice=number))
            else:
                deltas.append(PartOpened(index, Text(""), number))
                deltas.append(PartGrew(index, part.text, None, logprobs, number))
                logprobs = None
            deltas.append(PartClosed(index, number))
        deltas.append(Ended(choice.finish, choice=number))
    return deltas


def merged(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Words that follow words are one part in a stream, and so are thoughts until one is signed."""
    out: list[Part] = []
    for part in parts:
        last = out[-1] if out else None
        if isinstance(part, Text) and isinstance(last, Text):
            out[-1] = Text(last.text + part.text)
        elif isinstance(part, Thinking) and isinstance(last, Thinking) and not last.signature:
            out[-1] = Thinking(last.text + part.text, part.signature, maker="gemini")
        else:
            out.append(part)
    return tuple(out)


@given(answers)
def test_whatever_is_streamed_is_read_back_as_it_was(whole):
    writer = GEMINI.writer(HEADING)
    out = b"".join(writer.write(delta) for delta in as_deltas(whole))
    out += writer.finish(b"{}", whole.usage)
    choices = tuple(
        Choice(merged(choice.parts), choice.finish, logprobs=choice.logprobs)
        for choice in whole.choices
    )
    expected = WholeAnswer(whole.id, whole.model, choices, whole.usage, whole.created)
    assert gather(read(out)) == expected
