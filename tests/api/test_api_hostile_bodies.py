"""Whatever stands in a body of JSON, the answer is a clear no in the wire's own shape.

Every operation that asks a model goes through the whole table, those that come later too.
"""

import json

import pytest

from described import OPERATIONS
from hostile import NO_JSON, beside
from wayfare.settings.serving import Server
from wayfare.settings.whole import Settings

TAKING_JSON = [each for each in OPERATIONS.values() if each.told["tags"] == ["asking"]]
LIMIT = 256 * 1024


@pytest.fixture
def settings() -> Settings:
    return Settings(server=Server(body_bytes_max=LIMIT))


def check_refused(operation, answer, status, said):
    assert answer.status == status, (answer.status, answer.raw[:300])
    operation.check(answer.status, answer.headers, answer.raw)
    assert said in answer.error["message"]


async def test_what_is_no_object_of_json_is_refused_and_nobody_is_asked(client, provider):
    for operation in TAKING_JSON:
        good = json.dumps(next(operation.examples()), separators=(",", ":")).encode()
        for name, (spoil, said) in NO_JSON.items():
            answer = await client.request(operation.method, operation.path, data=spoil(good))
            assert answer.status == 400, (name, answer.raw[:300])
            check_refused(operation, answer, 400, said)
        assert provider.ledger == []
        assert (await client.request(operation.method, operation.path, data=good)).status == 200
        provider.ledger.clear()


WAYS_TO_WRITE = {
    "close": lambda pairs: ",".join(f"{name}:{value}" for name, value in pairs),
    "spaced": lambda pairs: ", ".join(f"{name}: {value}" for name, value in pairs),
    "on lines": lambda pairs: ",\n  ".join(f"{name} :\t{value}" for name, value in pairs),
}


@pytest.mark.parametrize("way", WAYS_TO_WRITE)
async def test_a_field_that_stands_twice_is_refused_by_name(client, provider, way):
    """Readers differ in which of the two they take: Wayfare and the provider might."""
    for operation in TAKING_JSON:
        example = next(operation.examples())
        pairs = [(json.dumps(name), json.dumps(value)) for name, value in example.items()]
        write = WAYS_TO_WRITE[way]
        for name, value in pairs:
            escaped = f'"\\u{ord(name[1]):04x}{name[2:]}'
            for again in (name, escaped):
                for twice in ([*pairs, (again, value)], [(again, value), *pairs]):
                    sent = ("{" + write(twice) + "}").encode()
                    answer = await client.request(operation.method, operation.path, data=sent)
                    check_refused(operation, answer, 400, f"`{json.loads(name)}` stands twice")
        assert provider.ledger == []
        once = ("{" + write(pairs) + "}").encode()
        assert (await client.request(operation.method, operation.path, data=once)).status == 200
        provider.ledger.clear()


HALVES = (b"\\ud800", b"\\udc00", b"\\ud800x", b"\\udc00\\ud800")


async def test_half_a_letter_in_a_field_that_is_read_is_refused(client, provider):
    for operation in TAKING_JSON:
        good = json.dumps(next(operation.examples())).encode()
        texts = [b"auto", b"Say hi.", b"user", b"scripted-embed"]
        tried = [text for text in texts if b'"' + text + b'"' in good]
        assert tried
        for text in tried:
            for half in HALVES:
                spoiled = good.replace(b'"' + text + b'"', b'"' + half + b'"', 1)
                answer = await client.request(operation.method, operation.path, data=spoiled)
                assert answer.status == 400, answer.raw
                operation.check(answer.status, answer.headers, answer.raw)
        assert provider.ledger == []


#: What is good JSON, so that whoever is asked says what it makes of it.
ODD_BUT_JSON = (
    b'"x":"\\u0000"',
    b'"\\u0000":1',
    b'"x":1e999',
    b'"x":-0.0',
    b'"x":' + b"9" * 4_000,
    b'"":{"":[]}',
    b'"__proto__":{"model":"x"}',
    b'"x":"\xf0\x9f\x98\x80\xef\xbf\xbf\xe2\x80\xae"',
)
HUGE = (b"1" + b"0" * 400, str(2**63).encode(), str(-(2**63) - 1).encode(), b"1e400", b"-1")


async def test_what_is_odd_or_huge_is_answered_or_refused_and_never_breaks(client):
    for operation in TAKING_JSON:
        example = next(operation.examples())
        good = json.dumps(example, separators=(",", ":")).encode()
        numbers = [
            name
            for name, schema in operation.body_schema["properties"].items()
            if "integer" in schema.get("type", ())
        ]
        bodies = [beside(field)(good) for field in ODD_BUT_JSON]
        for name in numbers:
            rest = json.dumps({k: v for k, v in example.items() if k != name}).encode()
            bodies += [beside(b'"%b":%b' % (name.encode(), huge))(rest) for huge in HUGE]
        for body in bodies:
            answer = await client.request(operation.method, operation.path, data=body)
            assert answer.status in {200, 400}, (body[:200], answer.raw)
            operation.check(answer.status, answer.headers, answer.raw)


async def test_what_is_too_large_is_refused_whole_or_in_pieces(client, provider):
    for operation in TAKING_JSON:

        async def pieces():
            for _ in range(LIMIT // 4096 + 1):
                yield b" " * 4096

        for data in (b" " * (LIMIT + 1), pieces()):
            answer = await client.request(operation.method, operation.path, data=data)
            check_refused(operation, answer, 413, "server.body_bytes_max")
        assert provider.ledger == []


async def test_what_the_content_type_says_changes_nothing(client):
    """No key is ever sent by a browser on its own, so no page can ask in a user's name."""
    for operation in TAKING_JSON:
        example = next(operation.examples())
        for kind in (
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json; charset=x",
        ):
            answer = await client.request(
                operation.method,
                operation.path,
                data=json.dumps(example).encode(),
                headers={"content-type": kind},
            )
            assert answer.status == 200


#: name: (the form's bytes, its content type)
BOUNDARY = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nwords\r\n'
PURPOSE = b'--x\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nuser_data\r\n'
FORM = "multipart/form-data; boundary=x"
NO_FORM = {
    "nothing": (b"", FORM),
    "json": (b'{"file":"a","purpose":"user_data"}', "application/json"),
    "no boundary": (BOUNDARY + PURPOSE + b"--x--\r\n", "multipart/form-data"),
    "another boundary": (BOUNDARY + PURPOSE + b"--x--\r\n", "multipart/form-data; boundary=y"),
    "cut off": (BOUNDARY[:40], FORM),
    "no end": (BOUNDARY + PURPOSE, FORM),
    "no file": (PURPOSE + b"--x--\r\n", FORM),
    "no purpose": (BOUNDARY + b"--x--\r\n", FORM),
    "two files": (BOUNDARY + BOUNDARY + PURPOSE + b"--x--\r\n", FORM),
    "a hundred fields": (PURPOSE * 100 + BOUNDARY + b"--x--\r\n", FORM),
    "no name": (BOUNDARY.replace(b'name="file"; ', b"") + PURPOSE + b"--x--\r\n", FORM),
    "a file as a text": (
        BOUNDARY.replace(b'; filename="a"', b"") + PURPOSE + b"--x--\r\n",
        FORM,
    ),
    "a purpose as a file": (
        BOUNDARY.replace(b'"file"', b'"purpose"') + b"--x--\r\n",
        FORM,
    ),
    "a purpose of no letters": (
        BOUNDARY + PURPOSE.replace(b"user_data", b"\xff\x00") + b"--x--\r\n",
        FORM,
    ),
    "a charset that is none": (BOUNDARY + PURPOSE + b"--x--\r\n", FORM + "; charset=nonsense"),
}  # fmt: skip


async def test_a_form_that_is_none_is_refused(client):
    operation = OPERATIONS["add_file"]
    for name, (data, kind) in NO_FORM.items():
        answer = await client.request(
            "POST", operation.path, data=data, headers={"content-type": kind}
        )
        assert answer.status in ({200, 400} if "charset" in name else {400}), (name, answer.raw)
        operation.check(answer.status, answer.headers, answer.raw)


NAMES = (b"../../etc/passwd", b"\x1b[31m", "안녕.txt".encode(), b"a;b=c", b"\xff", b" ")


async def test_a_files_name_is_only_a_name(client):
    for name in NAMES:
        form = BOUNDARY.replace(b'"a"', b'"' + name + b'"') + PURPOSE + b"--x--\r\n"
        headers = {"content-type": FORM}
        added = await client.request("POST", "/v1/files", data=form, headers=headers)
        OPERATIONS["add_file"].check(added.status, added.headers, added.raw)
        if added.status == 400:
            continue
        content = await client.get(f"/v1/files/{added.body['id']}/content")
        assert (content.status, content.raw) == (200, b"words")
        assert content.headers["content-disposition"] == "attachment"
