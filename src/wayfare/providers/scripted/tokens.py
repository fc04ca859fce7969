"""A toy tokenizer: cheap, fixed and without loss.

A token is up to eight letters with the blank before them, up to three digits, up to two
Hangul syllables, or any other single character. The tokens of a text joined are the text.
"""

import re

from wayfare.providers.scripted.requests import ChatRequest, Message, encode_json

#: What a message costs beside its text, and what the answer's opening costs.
MESSAGE_TOKENS = 4
OPENING_TOKENS = 3

#: What a part of a message costs, by type. A real provider looks at the pixels.
PART_TOKENS = {"image_url": 85, "input_audio": 50, "file": 100}

_TOKEN = re.compile(r" ?[A-Za-z]{1,8}|[0-9]{1,3}|[가-힣]{1,2}|.", re.DOTALL)


def split_tokens(text: str) -> list[str]:
    """The tokens of a text, in order.

    >>> split_tokens("Say 안녕하세요 2026!")
    ['Say', ' ', '안녕', '하세', '요', ' ', '202', '6', '!']
    """
    return _TOKEN.findall(text)


def count_prompt(request: ChatRequest) -> int:
    """The input tokens of a chat request, tools and schema included."""
    count = OPENING_TOKENS + sum(map(_count_message, request.messages))
    if request.tools:
        count += len(split_tokens(encode_json(request.tools).decode()))
    if request.response_format is not None:
        count += len(split_tokens(encode_json(request.response_format).decode()))
    return count


def _count_message(message: Message) -> int:
    count = MESSAGE_TOKENS + len(split_tokens(message.text))
    if isinstance(message.content, list):
        count += sum(PART_TOKENS.get(part.type, 0) for part in message.content)
    for call in message.tool_calls or ():
        count += len(split_tokens(encode_json(call).decode()))
    return count
