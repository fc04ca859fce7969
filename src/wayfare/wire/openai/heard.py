"""Read what a person is shown of a streamed answer in OpenAI's wire: words, ticket, error.

Knows one event at a time. Knows nothing of thoughts and calls: a page shows neither.
"""

import msgspec

from wayfare.wire.conversation import Text
from wayfare.wire.fields import NULL, is_null
from wayfare.wire.openai.answer import AnswerMessage
from wayfare.wire.openai.reply import DONE


class Heard(msgspec.Struct, frozen=True):
    """What one event says. `ticket` is JSON; `error` a sentence, and `code` its word."""

    text: str = ""
    ticket: bytes | None = None
    error: str | None = None
    code: str | None = None


_NOTHING = Heard()


class _Choice(msgspec.Struct):
    delta: AnswerMessage | None = None
    index: int = 0


class _Error(msgspec.Struct):
    message: str | None = None
    code: str | int | None = None


class _Event(msgspec.Struct):
    choices: list[_Choice] | None = None
    wayfare: msgspec.Raw = NULL
    error: _Error | str | None = None


_decode = msgspec.json.Decoder(_Event).decode


def hear(data: bytes) -> Heard:
    """What an event's data says. What cannot be read says nothing.

    >>> hear(b'{"choices": [{"delta": {"content": "Hi"}}]}').text
    'Hi'
    """
    if not data or data == DONE:
        return _NOTHING
    try:
        event = _decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _NOTHING
    if event.error is not None:
        return _error(event.error)
    text = "".join(_words(each.delta) for each in event.choices or () if each.index == 0)
    return Heard(text, None if is_null(event.wayfare) else bytes(event.wayfare))


def _words(delta: AnswerMessage | None) -> str:
    if delta is None:
        return ""
    said = "".join(part.text for part in delta.words() if isinstance(part, Text))
    return said or delta.refusal or ""


def _error(error: _Error | str) -> Heard:
    if isinstance(error, str):
        return Heard(error=error)
    code = None if error.code is None else str(error.code)
    return Heard(error=error.message or "The provider reported an error.", code=code)
