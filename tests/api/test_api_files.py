"""Files are kept for their user alone, and read by whichever model a request goes to."""

import json

import aiohttp
import pytest

from wayfare.bootstrap import make_key
from wayfare.settings.serving import Server
from wayfare.settings.whole import Settings

PDF = b"%PDF-1.7 \xff\x00 \xeb\x8c\x80\xed\x95\x9c\xeb\xaf\xbc\xea\xb5\xad"


def form(content=PDF, name="보고서.pdf", mime="application/pdf", purpose="user_data"):
    data = aiohttp.FormData(quote_fields=False)
    data.add_field("purpose", purpose)
    data.add_field("file", content, filename=name, content_type=mime)
    return data


@pytest.fixture
async def session(url, key):
    headers = {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(url, headers=headers) as session:
        yield session


@pytest.fixture
def other_key(wayfare, environ):
    _, key = make_key(wayfare.database, environ, user="other", label="", may_learn=True)
    return key


async def add(session, **fields):
    async with session.post("/v1/files", data=form(**fields)) as response:
        return response.status, await response.json()


async def test_a_file_is_kept_listed_read_and_deleted(session):
    status, file = await add(session)
    assert status == 200
    assert (file["object"], file["bytes"], file["filename"]) == ("file", len(PDF), "보고서.pdf")
    async with session.get("/v1/files") as response:
        assert (await response.json())["data"] == [file]
    async with session.get(f"/v1/files/{file['id']}") as response:
        assert await response.json() == file
    async with session.get(f"/v1/files/{file['id']}/content") as response:
        assert await response.read() == PDF
        assert response.headers["content-disposition"] == "attachment"
    async with session.delete(f"/v1/files/{file['id']}") as response:
        assert await response.json() == {"id": file["id"], "object": "file", "deleted": True}
    async with session.get(f"/v1/files/{file['id']}") as response:
        assert response.status == 404
    async with session.delete(f"/v1/files/{file['id']}") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("fields", "param"), [({"purpose": "fine-tune"}, "purpose"), ({"content": b""}, "file")]
)
async def test_what_cannot_be_kept_is_refused(session, fields, param):
    status, said = await add(session, **fields)
    assert (status, said["error"]["param"]) == (400, param)


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{}", "application/json"), (b"--x\r\nbroken", "multipart/form-data; boundary=x")],
)
async def test_what_is_no_form_is_refused(session, body, kind):
    headers = {"content-type": kind}
    async with session.post("/v1/files", data=body, headers=headers) as response:
        assert response.status == 400
        assert "multipart/form-data" in (await response.json())["error"]["message"]


async def test_another_users_file_is_not_there(session, url, other_key):
    _, file = await add(session)
    headers = {"authorization": f"Bearer {other_key}"}
    async with aiohttp.ClientSession(url, headers=headers) as other:
        for path in ("", "/content"):
            async with other.get(f"/v1/files/{file['id']}{path}") as response:
                assert response.status == 404
        async with other.get("/v1/files") as response:
            assert (await response.json())["data"] == []
        async with other.delete(f"/v1/files/{file['id']}") as response:
            assert response.status == 404
        async with other.post("/v1/chat/completions", json=asking(file["id"])) as response:
            assert response.status == 400
            assert (await response.json())["error"]["param"] == "file_id"


def asking(file_id):
    parts = [{"type": "file", "file": {"file_id": file_id}}, {"type": "text", "text": "무엇인가?"}]
    return {"model": "scripted", "messages": [{"role": "user", "content": parts}]}


async def test_a_model_gets_the_content_of_a_file_that_is_named(session, tape):
    _, file = await add(session)
    tape.pieces = [b'{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}']
    body = {**asking(file["id"]), "model": "tape"}
    async with session.post("/v1/chat/completions", json=body) as response:
        assert response.status == 200, await response.text()
    given = json.loads(tape.calls[-1].body)["messages"][0]["content"][0]["file"]
    assert given["filename"] == "보고서.pdf"
    assert given["file_data"].startswith("data:application/pdf;base64,")


class TestLittleRoom:
    """Where a body may have a thousand bytes, the files that it names may too."""

    @pytest.fixture
    def settings(self):
        return Settings(server=Server(body_bytes_max=1024))

    async def test_a_file_that_is_named_often_counts_each_time(self, session, tape):
        _, file = await add(session, content=b"x" * 300)
        tape.pieces = [b'{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}']
        for times, expected in ((3, 200), (4, 413)):
            parts = [{"type": "file", "file": {"file_id": file["id"]}}] * times
            body = {"model": "tape", "messages": [{"role": "user", "content": parts}]}
            async with session.post("/v1/chat/completions", json=body) as response:
                assert response.status == expected
                said = await response.json()
        assert said["error"]["param"] == "file_id"
        assert "server.body_bytes_max" in said["error"]["message"]
        assert len(tape.calls) == 1

    async def test_a_larger_file_is_not_kept(self, session):
        status, said = await add(session, content=b"x" * 1024)
        assert (status, said["error"]["code"]) == (413, "request_too_large")
