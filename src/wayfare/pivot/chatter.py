"""Take off what a translator puts around its translation, and tell where it speaks itself."""

import re
from typing import NamedTuple

_LABEL = re.compile(
    r"\s*(?:\*\*)?(?:the )?"
    r"(?:english|korean|japanese|chinese|german|spanish|french|translation|translated text|output"
    r"|영어|한국어|일본어|중국어|번역|번역문|英語|日本語|韓国語|中国語|翻訳|訳文"
    r"|英文|英语|中文|韩语|日语|译文|翻译|韩文|日文)"
    r"(?: translation| version| text)?\s*[:：](?:\*\*)?\s*",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\W*\w{1,12}\s*[:：]")  # a source that begins with a label of its own
_WRAPS = {'"': '"', "“": "”", "'": "'", "「": "」", "『": "』", "«": "»", "`": "`"}


class _Speech(NamedTuple):
    """What a translator says, and what in a source says the same, so that it is a translation."""

    said: re.Pattern[str]
    meant: re.Pattern[str]


def _speech(said: str, meant: str) -> _Speech:
    return _Speech(re.compile(said, re.IGNORECASE), re.compile(meant, re.IGNORECASE))


_TRANSLATING = r"번역|翻訳|翻译|訳|译|translat|traduc|tradu[iz]|übersetz"
_SPEECHES = (
    _speech(
        r"\btranslat(?:ion|ed)\b[^:：\n]{0,30}[:：]|\bi (?:have |'ve )?translated\b"
        r"|here(?:'s| is| are)\b.{0,60}\btranslat"
        r"|(?:번역|역문|翻訳|訳文|译文|翻译) ?(?:문|본|결과|하면|です|结果)?\s*(?:[:：]|입니다)"
        r"|다음은 .{0,12}번역|以下(?:は|是).{0,12}(?:翻訳|翻译|译文)",
        _TRANSLATING,
    ),
    _speech(
        r"here(?:'s| is| are) (?:the|your|my|an?) (?:\w+ ){0,2}(?:version|text|answer)\b",
        rf"{_TRANSLATING}|버전|バージョン|版|version|글|텍스트|文|テキスト|답|答|text|texto|respuesta|antwort",
    ),
    _speech(
        r"(?<![a-z])notes?\s*[:：]|(?:참고|注|注意|备注)\s*[:：]",
        r"참고|주의|노트|메모|비고|注|ノート|メモ|笔记|备注|note|nota|hinweis|remarque",
    ),
    _speech(
        r"\bas an ai\b|\bi(?:'m| am) (?:sorry|unable|afraid)\b|\bi can(?:'t|not)\b"
        r"|죄송하지만|申し訳(?:ありません|ございません)|抱歉",
        r"못|없|안 ?[돼되]|아니|미안|죄송|ない|ません|できま|すみません|ごめん|申し訳|不|没"
        r"|无法|抱歉|对不起|cannot|can'?t|sorry|unable|\bno\b|nicht|kann|\bpas\b|siento|leid|désolé|\bai\b|인공지능",
    ),
    _speech(
        r"^(?:sure|certainly|of course|okay|물론|네|好的|当然|はい)\s*(?:입니다)?\s*[,!:，、。！]",
        r"물론|확실|당연|^네|^예|^응|^그래|もちろん|はい|ええ|当然|^好|^是|sure|certain|course|okay|ok\b"
        r"|claro|supuesto|natürlich|klar|bien sûr|yes|sí\b|oui",
    ),
)


def tidy(translated: str, source_text: str = "") -> str:
    """A translation without the label, fence or quotes that models put around it.

    >>> tidy('English: "How far is it?"')
    'How far is it?'
    >>> tidy("English: my best subject", "영어: 내가 제일 잘하는 과목")
    'English: my best subject'
    """
    text, before = translated.strip(), ""
    while text != before:
        before, text = text, _unwrapped(text, source_text).strip()
    return text


def _unwrapped(text: str, source_text: str) -> str:
    if fenced := re.fullmatch(r"```\w*\n(.*)\n```", text, re.DOTALL):
        return fenced[1]
    label = _LABEL.match(text)
    if label and label.end() < len(text) and not _LABELLED.match(source_text):
        return text[label.end() :]
    first, last = text[:1], text[-1:]
    is_wrapped = len(text) > 2 and _WRAPS.get(first) == last
    is_theirs = {first, last} & set(text[1:-1]) or source_text[:1] == first
    return text[1:-1] if is_wrapped and not is_theirs else text


def chats(before: str, after: str) -> bool:
    """Whether the translator speaks itself in `after`, since `before` says nothing like it.

    >>> chats("수도는 어디야?", "Sure! Where is the capital?")
    True
    >>> chats("물론, 같이 가자.", "Sure, let's go together.")
    False
    """
    return any(said.search(after) and not meant.search(before) for said, meant in _SPEECHES)
