"""Tell whether a question wants a short answer that can be held against another one.

Knows texts. Sums, options to choose from, and questions for one figure, name or word do; what
asks for prose, code or a translation does not. In doubt it does not.
"""

import re

from wayfare.domain.chat import ChatRequest
from wayfare.domain.deployment import Feature

#: A longer question is about a text, and mostly wants prose.
LETTERS_MAX = 3_000

_FIRST_OPTION = re.compile(r"(?:^|\s)(?:[(\[]?(?:[Aa1]|가|ㄱ)[).:\]]|①)\s*\S")
_SECOND_OPTION = re.compile(r"(?:^|\s)(?:[(\[]?(?:[Bb2]|나|ㄴ)[).:\]]|②)\s*\S")
_SHORT = re.compile(
    r"\bhow (?:many|much|long|far|old|tall|fast|often|big)\b|\bcalculate\b|\bcompute\b|\bevaluate\b"
    r"|\bsolve\b|\bfind (?:the|all|a|an|its|his|her|\$|\\)|\bdetermine\b|\bsimplify\b|\bconvert\b"
    r"|\bwhat(?: is|'s| are| was| were| will be| would be)? the"
    r" (?:\w+ ){0,4}(?:value|sum|product|number|area|volume|length|probability|percentage|ratio|"
    r"remainder|average|mean|median|total|cost|price|distance|speed|capital|name|year|date)\b"
    r"|\bwhat (?:number|percent\w*|fraction|year|day|time|word)\b|\bin what year\b"
    r"|\btrue or false\b|\byes or no\b|\bin one word\b|\bwhich of (?:the|these)\b|\bwhich one\b"
    r"|\bmultiple.choice\b|\bwhat is \$?-?\d|\d\s?[-+*/×÷^]\s?\d[^?]{0,60}(?:\?|=\s?\??$)"
    r"|몇|얼마|계산|구하(?:시오|세요|라|여라)|맞으면|참인지|고르시오|고르세요|골라|옳은 것|한 단어"
    r"|いくつ|いくら|何(?:個|人|円|本|枚|日|時間|年|パーセント)|計算し|求め(?:よ|て|なさい)|選び|選んで|一語で"
    r"|多少|几(?:个|人|天|元)|计算|求(?:出|解)|选择|哪(?:个|一项)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\b(?:write|draft|compose|explain|describe|discuss|summari[sz]e|translate|paraphrase|rewrite|"
    r"brainstorm|outline|essay|story|poem|letter|e-?mail|blog|script|speech|review|recipe|plan|"
    r"suggest\w*|advice|ideas|tips|list|compare|pros and cons|step.by.step guide|function|python|"
    r"javascript|sql|code|program|html|why|how (?:do|does|can|could|should|to|would) )\b"
    r"|설명|써 ?줘|써 ?주|작성|번역|요약|이유|추천|알려 ?줘|알려 ?주|만들어|코드|함수|비교해|왜"
    r"|説明|書いて|翻訳|要約|理由|おすすめ|教えて|作成|コード|なぜ|考えて"
    r"|写|解释|翻译|总结|为什么|建议|代码|介绍",
    re.IGNORECASE,
)


def is_checkable(question: str) -> bool:
    """Whether two answers to it can be held against each other.

    >>> is_checkable("A box holds 12 eggs. How many eggs are in 7 boxes?")
    True
    >>> is_checkable("Write a story about seven boxes of eggs.")
    False
    """
    if not question or len(question) > LETTERS_MAX:
        return False
    first = _FIRST_OPTION.search(question)
    if first is not None and _SECOND_OPTION.search(question, first.end() - 1):
        return True
    return _SHORT.search(question) is not None and _PROSE.search(question) is None


def suits_cascade(request: ChatRequest) -> bool:
    """Whether cheap answers to a request tell anything: one short answer in words, nothing else."""
    return request.needs <= _PLAIN_NEEDS and request.choices == 1 and is_checkable(request.question)


_PLAIN_NEEDS = frozenset({Feature.CHAT})
