"""Answers of every shape that Gemini's wire can hold, for tests that write and read them."""

import json

from hypothesis import strategies as st
from msgspec import Raw

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Conversation,
    Finish,
    Media,
    Text,
    Thinking,
    ToolCall,
    WholeAnswer,
)
from wayfare.wire.wire import Heading

HEADING = Heading("abc", 1_700_000_000, True, Conversation("m", ()))
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQImWNwav0CAALIAbzDqqRyAAAAAElFTkSuQmCC"


words = st.text(min_size=1, max_size=8)
ids = st.from_regex(r"[a-z0-9_-]{1,8}", fullmatch=True)
objects = st.dictionaries(words, words | st.integers(-9, 9), max_size=2).map(json.dumps)
parts = st.one_of(
    words.map(Text),
    st.builds(Thinking, words, st.none() | ids, maker=st.just("gemini")),
    st.builds(Thinking, signature=ids, maker=st.just("gemini")),
    st.builds(ToolCall, ids, ids, objects, signature=st.none() | ids),
    st.builds(Media, st.just("image"), mime=st.just("image/png"), data=st.just(PNG)),
)
logprobs = st.lists(
    words.map(
        lambda token: {
            "token": token,
            "logprob": -0.5,
            "bytes": list(token.encode()),
            "top_logprobs": [],
        }
    ),
    min_size=1,
    max_size=2,
).map(lambda rows: Raw(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()))


@st.composite
def choices(draw) -> Choice:
    said = tuple(draw(st.lists(parts, max_size=4)))
    calls = any(isinstance(part, ToolCall) for part in said)
    stopped = Finish.TOOLS if calls else Finish.STOP
    finish = draw(st.sampled_from([stopped, Finish.LENGTH, Finish.FILTER]))
    has_words = any(isinstance(part, Text) for part in said)
    return Choice(said, finish, logprobs=draw(st.none() | logprobs) if has_words else None)


usages = st.builds(
    Usage,
    st.integers(9, 99),
    st.integers(9, 99),
    cached_tokens=st.integers(0, 9),
    reasoning_tokens=st.integers(0, 4),
    audio_input_tokens=st.integers(0, 4),
    audio_output_tokens=st.integers(0, 4),
)
answers = st.builds(
    WholeAnswer,
    ids,
    ids,
    st.lists(choices(), min_size=1, max_size=3).map(tuple),
    st.none() | usages,
    st.none() | st.integers(1, 2_000_000_000),
)
