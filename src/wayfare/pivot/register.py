"""Tell how politely a question speaks, so that its answer can be told to speak alike.

Knows how sentences end in Korean and Japanese, and nothing of what they say.
"""

import re
from collections import Counter

# an ending's first match counts: 합니다 is no plain 다, 하세요 no casual 요
_KOREAN = {
    "formal": r"(?:니다|니까|십시오|시오|십니까|읍시다|ㅂ시다|합시다|하옵니다)$",
    "polite": r"(?:요|죠|용)$",
    "plain": r"(?:[가-힣]다|는가|은가|인가|[하으]?라|시라|느냐|[쓰내리치]라)$",
    "casual": (
        r"(?:해|줘|야|지|어|아|니|래|걸|거든|잖아|냐|자|네|군|까|써|봐|돼|와|워|려|데|대|게|라고|구나|가|마|뭐|뭘|왜|음)$"
    ),
}
_JAPANESE_TAIL = r"(?:か|ね|よ|よね|が|けど|けれど|から|っけ|かな|し|の)*$"
_JAPANESE = {
    "polite": (
        r"(?:です|ます|ません|でした|ました|でしょう|ましょう|ください|下さい|ませ|願います|お願い(?:いた|致)?します)"
        + _JAPANESE_TAIL
    ),
    "plain": (
        r"(?:だ|である|だろう|であろう|した|する|った|んだ|いた|ない|なさい|せよ|しろ|せろ|ろ|え|て|で|てくれ|くれ|"
        r"[うくすつぬむるぐぶ]|い)" + _JAPANESE_TAIL
    ),
}
_ENDINGS = {
    language: {register: re.compile(ending) for register, ending in endings.items()}
    for language, endings in (("ko", _KOREAN), ("ja", _JAPANESE))
}
_LETTERS = {"ko": re.compile(r"[가-힣]"), "ja": re.compile(r"[ぁ-ん]")}
_SENTENCE = re.compile(r"[^.!?。！？\n…~]+")
_TAIL = re.compile(r"[\s\W_ㄱ-ㅎㅏ-ㅣa-zA-Z0-9]+$")  # also ㅋㅋ, ㅠㅠ, smileys
_LAST = 60  # characters of a sentence that its ending is in
_QUOTED = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|\"[^\"\n]*\"|“[^”]{0,500}”|「[^」]{0,500}」|『[^』]{0,500}』",
    re.DOTALL,
)

_WISHES = {
    ("ko", "formal"): "in the formal 합쇼체 style (sentences end in -습니다, -ㅂ니다)",
    ("ko", "polite"): "in the polite 해요체 style (sentences end in -요)",
    ("ko", "plain"): "in the plain 해라체 style (sentences end in -다)",
    ("ko", "casual"): "in the casual 반말 style, as between friends",
    ("ja", "polite"): "in the polite です・ます style",
    ("ja", "plain"): "in the plain だ・である style",
}


def register_of(text: str, language: str) -> str | None:
    """How most sentences of a text speak; None where they do not tell.

    >>> register_of("수도가 어디인가요? 알려 주세요.", "ko"), register_of("수도는?", "ko")
    ('polite', None)
    >>> register_of("首都はどこですか。教えてください。", "ja")
    'polite'
    """
    endings = _ENDINGS.get(language)
    if endings is None:
        return None
    found: Counter[str] = Counter()
    for sentence in _SENTENCE.findall(_QUOTED.sub(" ", text)):
        ending = _TAIL.sub("", sentence[-_LAST:])
        if len(_LETTERS[language].findall(ending)) < 2:
            continue
        told = next((name for name, pattern in endings.items() if pattern.search(ending)), None)
        found.update([told] if told else [])
    # where as many speak either way, the politer offends nobody
    return max(endings, key=lambda name: found[name]) if found else None


def wish_of(register: str | None, language: str) -> str:
    """How a translator is asked to speak so; empty where nothing is to be asked.

    >>> wish_of("polite", "ko")
    'in the polite 해요체 style (sentences end in -요)'
    """
    return _WISHES.get((language, register or ""), "")
