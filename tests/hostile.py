"""Bodies that are no object of JSON, or no good one, made from one that is."""

import gzip
import json

DEEP = 10_000


def beside(field: bytes):
    """The body with one more field, whatever its bytes."""
    return lambda body: body[:-1] + b"," + field + b"}"


def instead(whole: bytes):
    return lambda body: whole


#: name: (what is sent in place of a good body, what its error says)
NO_JSON = {
    "nothing": (instead(b""), "not JSON"),
    "spaces": (instead(b" \r\n"), "not JSON"),
    "a list": (lambda body: b"[" + body + b"]", "must be a JSON object"),
    "an empty list": (instead(b"[]"), "must be a JSON object"),
    "null": (instead(b"null"), "must be a JSON object"),
    "a text": (lambda body: json.dumps(body.decode()).encode(), "must be a JSON object"),
    "a number": (instead(b"1" * 400), "must be a JSON object"),
    "cut off": (lambda body: body[:-1], "not JSON"),
    "two of them": (lambda body: body + body, "not JSON"),
    "a tail": (lambda body: body + b"x", "not JSON"),
    "a mark of byte order": (lambda body: b"\xef\xbb\xbf" + body, "not JSON"),
    "UTF-16": (lambda body: body.decode().encode("utf-16"), "not JSON"),
    "Latin-1": (beside('"x":"é"'.encode("latin-1")), "not JSON in UTF-8"),
    "half a letter": (beside(b'"x":"\xed\x95"'), "not JSON in UTF-8"),
    "a surrogate's bytes": (beside(b'"x":"\xed\xa0\x80"'), "not JSON in UTF-8"),
    "overlong letters": (beside(b'"x":"\xc0\xaf"'), "not JSON in UTF-8"),
    "NUL": (lambda body: body + b"\x00", "not JSON"),
    "NUL in a text": (beside(b'"x":"\x00"'), "not JSON"),
    "a line in a text": (beside(b'"x":"a\nb"'), "not JSON"),
    "deep lists": (beside(b'"x":' + b"[" * DEEP + b"]" * DEEP), "nested too deeply"),
    "deep objects": (beside(b'"x":' + b'{"a":' * DEEP + b"1" + b"}" * DEEP), "nested too deeply"),
    "only deep": (instead(b"[" * DEEP), "must be a JSON object"),
    "not a number": (beside(b'"x":NaN'), "not JSON"),
    "no end": (beside(b'"x":-Infinity'), "not JSON"),
    "hexadecimal": (beside(b'"x":0x10'), "not JSON"),
    "single quotes": (lambda body: body.replace(b'"', b"'"), "not JSON"),
    "a comment": (lambda body: b"/* hi */" + body, "not JSON"),
    "a comma too many": (lambda body: body[:-1] + b",}", "not JSON"),
    "a key that is none": (beside(b"1:2"), "not JSON"),
    "half a pair in a key": (beside(b'"\\ud800":1'), "not JSON"),
    "squeezed": (gzip.compress, "not JSON"),
    "a form": (instead(b"model=auto&stream=true"), "not JSON"),
}
