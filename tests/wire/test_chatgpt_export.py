"""What ChatGPT exports is read in its old form and in its new one; what cannot be is said."""

import io
import json
import unicodedata
import zipfile

import pytest

from wayfare.domain.errors import BadRequestError
from wayfare.wire.chatgpt_export import ForeignConversation, Unread, read_export


def node(key, parent, role, parts, children=(), **more):
    message = None
    if role is not None:
        content = {"content_type": more.pop("content_type", "text"), "parts": parts}
        message = {"id": key, "author": {"role": role}, "content": content, **more}
    return {"id": key, "parent": parent, "children": list(children), "message": message}


def conversation(title="수도", **more):
    nodes = [
        node("root", None, None, None, ["sys"]),
        node("sys", "root", "system", [""], ["q"]),
        node("q", "sys", "user", ["한국의 수도는?"], ["a", "b"], create_time=10.5),
        node("a", "q", "assistant", ["서울입니다."], metadata={"model_slug": "gpt-4o"}),
        node("b", "q", "assistant", ["Seoul."], ["tool"], metadata={"model_slug": "o3"}),
        node("tool", "b", "tool", ["{}"], ["q2"]),
        node("q2", "tool", "user", ["고마워요"]),
    ]
    mapping = {each["id"]: each for each in nodes}
    return {
        "title": title,
        "create_time": 9.0,
        "update_time": 12.0,
        "conversation_id": "c1",
        "current_node": "q2",
        "mapping": mapping,
        **more,
    }


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(content, name="conversations.json"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return [each.found for each in read_export(name, data)]


def test_the_old_form_keeps_branches_and_what_was_shown():
    (found,) = read(
        zipped(**{"conversations.json": json.dumps([conversation()]), "chat.html": "x"})
    )
    assert isinstance(found, ForeignConversation)
    assert [(m.id, m.parent, m.is_user, m.model) for m in found.messages] == [
        ("q", None, True, None),
        ("a", "q", False, "gpt-4o"),
        ("b", "q", False, "o3"),
        ("q2", "b", True, None),
    ]
    assert found.messages[0].created_at == 10.5
    assert (found.title, found.leaf, found.created_at) == ("수도", "q2", 9.0)


def test_the_new_form_is_many_files_whose_messages_lack_what_they_are_about():
    bare = conversation(default_model_slug="gpt-5")
    for each in bare["mapping"].values():
        if each["message"]:
            each["message"].pop("metadata", None)
    files = {
        "conversations-000.json": json.dumps([bare]),
        "folder/conversations-001.json": json.dumps([conversation("둘")]),
        "one.json": json.dumps(conversation("셋")),
        "user.json": "{}",
        "export_manifest.json": "{}",
    }
    found = read(zipped(**files))
    assert [each.title for each in found] == ["수도", "둘", "셋"]
    assert {m.model for m in found[0].messages if not m.is_user} == {"gpt-5"}


def test_the_shown_branch_may_end_in_what_is_hidden():
    hidden = conversation(current_node="tool")
    (found,) = read([hidden])
    assert found.leaf == "b"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (7, "no_conversation"),
        ({"title": "x"}, "no_conversation"),
        ({"title": "x", "mapping": {}}, "empty"),
        ({"title": "x", "mapping": {"a": 3, "b": {"message": {"content": "?"}}}}, "empty"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_is_kept(row, code):
    unread, kept = read([row, conversation()])
    assert isinstance(unread, Unread)
    assert unread.code == code
    assert isinstance(kept, ForeignConversation)


def test_pictures_are_counted_and_what_was_said_aloud_is_text():
    parts = [{"content_type": "image_asset_pointer"}, {"text": "들리나요?"}, "보세요"]
    row = conversation()
    row["mapping"]["q"]["message"]["content"] = {"content_type": "multimodal_text", "parts": parts}
    (found,) = read([row])
    assert found.messages[0].text == "들리나요?\n\n보세요"
    assert found.left_out == 1


def test_jamo_become_letters():
    (found,) = read([conversation(unicodedata.normalize("NFD", "서울"))])
    assert found.title == "서울"


def test_a_circle_ends():
    row = conversation()
    row["mapping"]["q2"]["children"] = ["q"]
    row["mapping"]["root"]["parent"] = "q2"
    row["mapping"]["sys"]["parent"] = "gone"
    (found,) = read([row])
    assert len(found.messages) == 4


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param({"parent": []}, id="a parent"),
        pytest.param({"parent": {}, "children": [{}, [], 7]}, id="children"),
        pytest.param({"message": {"author": {"role": []}, "content": {}}}, id="a role"),
        pytest.param(
            {
                "message": {
                    "author": {"role": "user"},
                    "content": {"content_type": {}, "parts": ["?"]},
                    "recipient": {},
                    "metadata": [],
                }
            },
            id="a kind",
        ),
    ],
)
def test_what_is_no_word_where_one_belongs_harms_nothing_else(odd):
    row = conversation()
    row["mapping"]["odd"] = odd
    row["current_node"] = {}
    row["default_model_slug"] = []
    _, kept = read([7, row])
    assert isinstance(kept, ForeignConversation)
    assert len(kept.messages) == 4


def spoiled_name(whole, directory):
    whole[directory + 9] |= 8  # says that it is UTF-8
    whole[directory + 46] = 0xFF


def no_directory(whole, directory):
    whole[directory : directory + 4] = b"XXXX"


def only_an_end(whole, directory):
    del whole[: whole.rfind(b"PK\x05\x06")]


@pytest.mark.parametrize("spoil", [spoiled_name, no_directory, only_an_end])
def test_a_zip_that_cannot_be_opened_is_refused(spoil):
    whole = bytearray(zipped(**{"conversations.json": json.dumps([conversation()])}))
    spoil(whole, whole.find(b"PK\x01\x02"))
    with pytest.raises(BadRequestError, match="damaged"):
        read(bytes(whole))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_file_of_a_zip_is_said_wherever_it_is_damaged(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a.json", json.dumps(conversation()))
    begin, end = 36, out.getvalue().find(b"PK\x01\x02")
    for at in range(begin, end, 7):
        whole = bytearray(out.getvalue())
        whole[at : at + 4] = b"\xff\x00\xff\x00"[: max(0, end - at)]
        found = read(bytes(whole))
        assert [type(each) for each in found] == [Unread] or found[0].title == "수도"


def test_what_is_written_short_and_becomes_large_is_not_read(monkeypatch):
    monkeypatch.setattr("wayfare.wire.chatgpt_export.VALUES_MAX", 1_000)
    monkeypatch.setattr("wayfare.wire.chatgpt_export.ROWS_MAX", 100)
    for bomb in ([[]] * 1_001, {"mapping": {str(n): {} for n in range(1_001)}}, [1] * 101):
        (unread,) = read(bomb)
        assert isinstance(unread, Unread)
        assert unread.code == "no_json"


def test_one_conversation_that_is_too_large_leaves_the_others(monkeypatch):
    monkeypatch.setattr("wayfare.wire.chatgpt_export.ROW_VALUES_MAX", 1_000)
    large = {"mapping": {str(n): {} for n in range(1_001)}}
    for content in ([large, conversation()], {"conversations": [large, conversation()], "x": 1}):
        unread, kept = read(content)
        assert isinstance(unread, Unread)
        assert isinstance(kept, ForeignConversation)


def test_no_zip_and_no_json_is_said():
    (unread,) = read(b"hello")
    assert unread.code == "no_json"
    with pytest.raises(BadRequestError, match="no file with conversations"):
        read(zipped(**{"chat.html": "x"}))
