import json
import struct

import pytest

from wayfare.wire.openai.vectors import decode_vector, encode_text


def listed(*vectors):
    return json.dumps({"object": "list", "data": [{"embedding": v} for v in vectors]}).encode()


def test_one_text_is_asked_for_and_its_numbers_are_read():
    assert json.loads(encode_text("m", "Grüße")) == {"model": "m", "input": "Grüße"}
    assert struct.unpack("<3f", decode_vector(listed([0.5, -1, 2.0]))) == (0.5, -1.0, 2.0)


@pytest.mark.parametrize(
    "whole",
    [
        b"",
        b"[]",
        b'{"data":[]}',
        b'{"data":[{"embedding":"AACAPw=="}]}',
        b'{"data":[{"embedding":[null]}]}',
        listed([]),
        listed([1.0], [2.0]),
        listed([1e300]),
        listed([0.0] * 70_000),
    ],
    ids=lambda whole: whole[:30].decode(),
)
def test_what_is_no_embedding_is_refused(whole):
    with pytest.raises(ValueError, match=r"\w"):
        decode_vector(whole)
