"""What Gemini's whole answers say, whatever they leave out, and its errors."""

import json

import pytest
from gemini_exchanges import (
    ERROR,
    SIGNATURE,
    WHOLE_CACHED,
    WHOLE_EMPTY_PART,
    WHOLE_PARALLEL_CALLS,
    WHOLE_THOUGHT_THEN_TEXT,
)
from gemini_nouns import HEADING, PNG, answers
from hypothesis import given
from msgspec import Raw

from wayfare.domain.usage import Usage
from wayfare.wire.conversation import (
    Choice,
    Finish,
    Media,
    Text,
    Thinking,
    ToolCall,
    WholeAnswer,
)
from wayfare.wire.gemini.reply import FINISHES
from wayfare.wire.gemini.wire import GEMINI
from wayfare.wire.reading import Reading
from wayfare.wire.wire import Fault


def answer(*parts, finish="STOP", **more) -> bytes:
    candidate = {"content": {"parts": list(parts), "role": "model"}, "finishReason": finish}
    return json.dumps({"candidates": [candidate | more], "responseId": "r-1"}).encode()


def test_a_thought_and_words():
    read = GEMINI.read_answer(WHOLE_THOUGHT_THEN_TEXT)
    thought = "**Thinking About Google's Headquarters**\n\nWell, this one's straightforward.\n"
    assert read == WholeAnswer(
        id="2pmHaJqQEoqC-8YP6eStyAY",
        model="gemini-2.5-flash",
        choices=(Choice((Thinking(thought, maker="gemini"), Text("Mountain View")), Finish.STOP),),
        usage=Usage(14, 26, reasoning_tokens=24),
    )
    assert GEMINI.read_whole(WHOLE_THOUGHT_THEN_TEXT) == Reading(
        "Mountain View", "stop", Usage(14, 26, reasoning_tokens=24), None, 2
    )


def test_calls_at_once_keep_their_arguments_and_get_ids_of_their_own():
    read = GEMINI.read_answer(WHOLE_PARALLEL_CALLS)
    assert read is not None
    assert read.choices[0].finish is Finish.TOOLS
    calls = read.choices[0].parts
    assert [call.name for call in calls] == ["sum", "multiply", "subtract"]
    for call in calls:
        assert call.arguments.encode() in WHOLE_PARALLEL_CALLS
    assert len({call.id for call in calls}) == 3
    assert GEMINI.read_answer(WHOLE_PARALLEL_CALLS) == read
    other = GEMINI.read_answer(WHOLE_PARALLEL_CALLS.replace(b"6", b"7"))
    assert other is not None
    assert other.choices[0].parts[0].id != calls[0].id


def test_arguments_are_kept_as_they_were_written_and_signed():
    call = '{"functionCall":{"name":"날씨","args":{"z": 1.50, "도시":"서\\uc6b8 é"}}'
    body = f'{{"candidates":[{{"content":{{"parts":[{call},"thoughtSignature":"{SIGNATURE}"}}]}}'
    body += ',"finishReason":"STOP"}],"responseId":"48SHaPHpHKbG-8YPtZCawAk"}'
    read = GEMINI.read_answer(body.encode())
    assert read is not None
    assert read.choices[0].parts == (
        ToolCall(
            "call_48SHaPHpHKbG-8YPtZCawAk_0_0",
            "날씨",
            '{"z": 1.50, "도시":"서\\uc6b8 é"}',
            signature=SIGNATURE,
        ),
    )
    assert len(read.choices[0].parts[0].id) <= 40


def test_an_id_that_google_gives_is_kept():
    read = GEMINI.read_answer(answer({"functionCall": {"id": "x1", "name": "now"}}))
    assert read is not None
    assert read.choices[0].parts == (ToolCall("x1", "now", "{}"),)


def test_an_id_too_long_or_odd_for_other_wires_is_not_built_upon():
    body = json.loads(answer({"functionCall": {"name": "now"}}))
    for odd in ("r" * 64, "a/b+c=="):
        read = GEMINI.read_answer(json.dumps(body | {"responseId": odd}).encode())
        assert read is not None
        assert read.choices[0].parts[0].id.replace("_", "").replace("-", "").isalnum()
        assert len(read.choices[0].parts[0].id) <= 40


def test_cached_tokens_are_counted_within_the_input():
    read = GEMINI.read_answer(WHOLE_CACHED)
    assert read is not None
    assert read.usage == Usage(12_013, 88, cached_tokens=11_243, reasoning_tokens=73)


def test_an_empty_part_says_nothing_and_a_picture_is_one():
    read = GEMINI.read_answer(WHOLE_EMPTY_PART)
    assert read is not None
    assert read.created == 1_756_331_047
    assert read.choices[0].parts == (
        Text("I can certainly help you with that!\n\n"),
        Media("image", "image/png", PNG),
    )


def test_a_signature_of_words_is_a_thought_without_words():
    read = GEMINI.read_answer(answer({"text": "Hi", "thoughtSignature": "c2ln"}))
    assert read is not None
    assert read.choices[0].parts == (Text("Hi"), Thinking(signature="c2ln", maker="gemini"))


@pytest.mark.parametrize("reason", FINISHES)
def test_each_reason_to_end_is_known(reason):
    read = GEMINI.read_answer(answer({"text": "Hi"}, finish=reason))
    glance = GEMINI.read_whole(answer({"text": "Hi"}, finish=reason))
    assert read is not None
    assert glance is not None
    assert read.choices[0].finish is FINISHES[reason]
    assert glance.finish_reason == FINISHES[reason].value


@pytest.mark.parametrize(
    "reason", ["MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "OTHER", "SOMETHING_NEW"]
)
def test_an_answer_that_failed_is_none(reason):
    assert GEMINI.read_answer(answer(finish=reason)) is None
    assert GEMINI.read_whole(answer(finish=reason)) is None


def test_calls_that_were_cut_short_by_length_are_not_said_to_be_whole():
    read = GEMINI.read_answer(answer({"functionCall": {"name": "now"}}, finish="MAX_TOKENS"))
    assert read is not None
    assert read.choices[0].finish is Finish.LENGTH


def test_a_blocked_prompt_is_a_choice_that_says_nothing():
    body = b'{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":7}}'
    read = GEMINI.read_answer(body)
    assert read is not None
    assert read.choices == (Choice((), Finish.FILTER),)
    assert GEMINI.read_whole(body) == Reading("", "filter", Usage(7, 0), None, 0)


def test_a_blocked_candidate_may_lack_its_content():
    read = GEMINI.read_answer(b'{"candidates":[{"finishReason":"SAFETY","index":0}]}')
    assert read is not None
    assert read.choices == (Choice((), Finish.FILTER),)


def test_several_candidates_come_in_their_order():
    body = b"""{"candidates":[
        {"content":{"parts":[{"text":"b"}]},"finishReason":"MAX_TOKENS","index":1},
        {"content":{"parts":[{"text":"a"}]},"finishReason":"STOP","index":0}]}"""
    read = GEMINI.read_answer(body)
    assert read is not None
    assert read.choices == (
        Choice((Text("a"),), Finish.STOP),
        Choice((Text("b"),), Finish.LENGTH),
    )
    assert GEMINI.read_whole(body) == Reading("a", "stop", None, None, 2)


def test_logprobs_become_the_list_that_openai_has():
    result = b"""{"chosenCandidates":[{"token":"h\xc3\xa9","tokenId":4,"logProbability":-0.250},
        {"token":"\xef\xbf\xbd","logProbability":"-Infinity"},{"token":"!"}],
        "topCandidates":[{"candidates":[{"token":"yo","logProbability":-3e0}]}]}"""
    body = b'{"candidates":[{"finishReason":"STOP","logprobsResult":' + result + b"}]}"
    read = GEMINI.read_answer(body)
    assert read is not None
    assert read.choices[0].logprobs == Raw(
        '[{"token":"hé","logprob":-0.250,"bytes":[104,195,169],"top_logprobs":'
        '[{"token":"yo","logprob":-3e0,"bytes":[121,111]}]},'
        '{"token":"\ufffd","logprob":-9999.0,"bytes":null,"top_logprobs":[]},'
        '{"token":"!","logprob":0.0,"bytes":[33],"top_logprobs":[]}]'.encode()
    )
    glance = GEMINI.read_whole(body)
    assert glance is not None
    assert glance.logprob_mean == pytest.approx((-0.25 - 9999) / 3)


def test_tokens_that_google_read_for_its_tools_and_heard_are_counted():
    body = b"""{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":21,
        "candidatesTokenCount":126,"toolUsePromptTokenCount":243,"thoughtsTokenCount":95,
        "promptTokensDetails":[{"modality":"AUDIO","tokenCount":20}],
        "candidatesTokensDetails":[{"modality":"AUDIO","tokenCount":9}]}}"""
    read = GEMINI.read_answer(body)
    assert read is not None
    assert read.usage == Usage(
        264, 221, reasoning_tokens=95, audio_input_tokens=20, audio_output_tokens=9
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"<html>",
        b"\xff",
        b"{}",
        b'{"candidates":[],"promptFeedback":{"blockReasonMessage":"Message"}}',
        b'{"candidates":[{"content":"text"}]}',
        ERROR,
        b"[" + ERROR + b"]",
        b"[" * 100_000,
    ],
)
def test_what_is_no_answer_is_none(body):
    assert GEMINI.read_answer(body) is None
    assert GEMINI.read_whole(body) is None


def test_a_tool_that_google_ran_by_itself_has_no_words():
    assert GEMINI.read_answer(answer({"executableCode": {"code": "1"}}, {"text": "a"})) is None


SAID = "API key not valid. Please pass a valid API key."


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (ERROR, SAID),
        (b"[" + ERROR + b"]", SAID),
        (b'{"error":"odd"}', "odd"),
        (b'{"error":{"code":500}}', None),
        (b"[]", None),
        (b"", None),
        (WHOLE_CACHED, None),
    ],
)
def test_an_error_is_told_in_the_providers_words(body, message):
    assert GEMINI.error_message(body) == message


@pytest.mark.parametrize(
    ("status", "word"),
    [(400, "INVALID_ARGUMENT"), (429, "RESOURCE_EXHAUSTED"), (418, "INVALID_ARGUMENT"),
     (503, "UNAVAILABLE"), (502, "INTERNAL")],
)  # fmt: skip
def test_an_error_is_written_in_googles_shape(status, word):
    written = GEMINI.error(Fault("Too much.", status, "rate_limit_error"))
    assert json.loads(written) == {
        "error": {"code": status, "message": "Too much.", "status": word}
    }
    assert GEMINI.error_message(written) == "Too much."


# --- whatever is written is read back as it was -------------------------------------------


@given(answers)
def test_whatever_is_written_is_read_back_as_it_was(whole):
    assert GEMINI.read_answer(GEMINI.write_answer(whole, HEADING)) == whole


@given(answers)
def test_a_glance_sees_what_a_reader_sees(whole):
    glance = GEMINI.read_whole(GEMINI.write_answer(whole, HEADING))
    assert glance is not None
    first = whole.choices[0]
    assert glance.text == "".join(part.text for part in first.parts if isinstance(part, Text))
    assert glance.finish_reason == first.finish
    assert glance.usage == whole.usage
    assert (glance.logprob_mean is None) == (first.logprobs is None)


@pytest.mark.parametrize(
    ("finish", "read"),
    [
        (Finish.STOP_SEQUENCE, Finish.STOP),
        (Finish.REFUSAL, Finish.FILTER),
        (Finish.TOOLS, Finish.STOP),
    ],
)
def test_what_google_has_no_word_for_reads_as_its_nearest(finish, read):
    whole = WholeAnswer("a", "m", (Choice((Text("a"),), finish),))
    again = GEMINI.read_answer(GEMINI.write_answer(whole, HEADING))
    assert again is not None
    assert again.choices[0].finish is read


def test_a_turn_that_would_have_to_go_on_is_not_taken_for_whole():
    whole = WholeAnswer("a", "m", (Choice((Text("a"),), Finish.PAUSE),))
    assert GEMINI.read_answer(GEMINI.write_answer(whole, HEADING)) is None


def test_a_foreign_thought_is_shown_and_its_signature_is_not():
    thought = Thinking("Hm", "c2ln", maker="anthropic")
    written = GEMINI.write_answer(WholeAnswer("", "m", (Choice((thought,), Finish.STOP),)), HEADING)
    assert json.loads(written)["candidates"][0]["content"]["parts"] == [
        {"text": "Hm", "thought": True}
    ]
    assert json.loads(written)["responseId"] == "abc"
