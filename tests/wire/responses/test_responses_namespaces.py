"""Groups of tools go to wires that have none, and come back as groups."""

import json

import msgspec

from wayfare.wire.conversation import Choice, Conversation, Finish, ToolCall, WholeAnswer
from wayfare.wire.deltas import Ended, PartClosed, PartGrew, PartOpened
from wayfare.wire.openai.conversation import write_chat
from wayfare.wire.responses.answer import write_answer
from wayfare.wire.responses.conversation import read_request
from wayfare.wire.responses.request import write_request
from wayfare.wire.responses.writer import ResponsesDeltaWriter
from wayfare.wire.wire import Heading

FIND = {
    "type": "function",
    "name": "find",
    "description": "Finds one.",
    "parameters": {"type": "object", "properties": {"이름": {"type": "string"}}},
    "strict": False,
}
CRM = {"type": "namespace", "name": "crm", "description": "Knows customers.", "tools": [FIND]}
CALLED = {
    "type": "function_call",
    "call_id": "c1",
    "namespace": "crm",
    "name": "find",
    "arguments": "{}",
}
ASKED = {
    "model": "m",
    "input": [
        {"role": "user", "content": "Hi"},
        CALLED,
        {"type": "function_call_output", "call_id": "c1", "output": "x"},
    ],
    "tools": [{**FIND, "name": "crm_find"}, CRM],
}


def conversation() -> Conversation:
    return read_request(json.dumps(ASKED).encode())


def test_a_tool_of_a_group_has_the_group_in_its_name_and_description_elsewhere():
    body = msgspec.json.decode(write_chat(conversation(), "m", "max_tokens").body)
    tools = [tool["function"] for tool in body["tools"]]
    assert [tool["name"] for tool in tools] == ["crm_find", "crm__find"]
    assert tools[1]["description"] == "Knows customers.\n\nFinds one."
    assert tools[1]["parameters"] == FIND["parameters"]
    assert body["messages"][1]["tool_calls"][0]["function"]["name"] == "crm__find"


def test_groups_are_written_as_they_were_read():
    written = msgspec.json.decode(write_request(conversation(), "m", "max_tokens").body)
    assert written["tools"] == ASKED["tools"]
    bare = {**CRM, "tools": [{key: FIND[key] for key in FIND if key != "description"}]}
    del bare["description"]
    asked = read_request(json.dumps({**ASKED, "tools": [bare]}).encode())
    written = msgspec.json.decode(write_request(asked, "m", "max_tokens").body)
    assert written["tools"] == [bare]


def test_a_call_names_the_group_again_whole_and_streamed():
    heading = Heading("1", 0, True, conversation())
    call = ToolCall("c2", "crm__find", '{"이름": "김"}')
    answer = WholeAnswer("1", "m", (Choice((call,), Finish.TOOLS),), None)
    (item,) = msgspec.json.decode(write_answer(answer, heading))["output"]
    assert (item["namespace"], item["name"]) == ("crm", "find")
    writer = ResponsesDeltaWriter(heading)
    deltas = [
        PartOpened(0, ToolCall("c2", "crm__find", "")),
        PartGrew(0, call.arguments),
        PartClosed(0),
        Ended(Finish.TOOLS),
    ]
    raw = b"".join([writer.write(delta) for delta in deltas]) + writer.finish(b"{}", None)
    events = [json.loads(line[6:]) for line in raw.split(b"\n") if line.startswith(b"data: ")]
    items = [event["item"] for event in events if "item" in event]
    assert [(each["namespace"], each["name"]) for each in items] == [("crm", "find")] * 2
    plain = ToolCall("c3", "crm_find", "{}")
    answer = WholeAnswer("1", "m", (Choice((plain,), Finish.TOOLS),), None)
    (item,) = msgspec.json.decode(write_answer(answer, heading))["output"]
    assert item["name"] == "crm_find"
    assert "namespace" not in item


def test_what_a_client_notes_about_itself_is_a_hint():
    asked = read_request(json.dumps({**ASKED, "client_metadata": {"a": "b"}}).encode())
    assert write_chat(asked, "m", "max_tokens").left_out == ("client_metadata",)
