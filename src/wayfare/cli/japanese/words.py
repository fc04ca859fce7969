"""What the sentences of reasons are filled in with, from English into Japanese."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from wayfare.routing.language_names import NAMES
from wayfare.routing.reasons import NONE, NOT_KNOWN, PERIODS, SCOPES

KINDS: Final[Mapping[str, str]] = {
    "about this very text": "この文章自体についての質問",
    "play on words": "言葉遊び",
    "about the language itself": "言語自体についての質問",
    "culture and history of the country": "その国の文化と歴史",
    "law and tax of the country": "その国の法律と税金",
    "names of people and places": "人名と地名",
}

FAULTS: Final[Mapping[str, str]] = {
    "a name, code or quote was lost": "名前、コード、引用などの欠落",
    "a name, code or quote was doubled": "名前、コード、引用などの重複",
    "a mark was left in it": "目印の残存",
    "numbers differ": "数値の相違",
    "another language": "別の言語への翻訳",
    "an unlikely length": "長さの不一致",
    "nothing came": "空の翻訳",
    "words that are no translation": "翻訳以外の文の混入",
    "it asks nothing any more": "質問の形の喪失",
}

PURPOSES: Final[Mapping[str, str]] = {
    "embeddings": "埋め込み",
    "images": "画像",
    "speech": "音声",
    "live talks": "リアルタイム会話",
    "films": "動画",
    "moderation": "有害性判定",
    "ranking": "ランキング",
    "reading scans": "文字認識",
    "search": "検索",
    "driving machines": "機器操作",
    "code": "コード",
    "mathematics": "数学",
    "translation": "翻訳",
    "one field": "特定分野",
    "passing questions on": "質問の中継",
    "completion": "文章の続きの生成",
}

_UNKNOWN = "まだ不明"
_LANGUAGES = {named["en"]: named["ja"] for named in NAMES.values()}
_PEOPLE = {named["en"]: named["ja"] for named in SCOPES.values()}
_TIMES = {named["en"]: named["ja"] for named in PERIODS.values()}
_QUALITY = re.compile(r"(\d+) of 100")
_SECONDS = re.compile(r"([\d.]+) s")
_VOTES = re.compile(r", by ([\d,]+) people's votes, judge as control variate")


def _quality(english: str) -> str | None:
    found = _QUALITY.fullmatch(english)
    return f"100点中{found[1]}点" if found else _unknown(english)


def _time(english: str) -> str | None:
    found = _SECONDS.fullmatch(english)
    return f"{found[1]}秒" if found else _unknown(english)


def _money(english: str) -> str | None:
    return english if english.startswith("$") else _unknown(english)


def _unknown(english: str) -> str | None:
    return _UNKNOWN if english == NOT_KNOWN["en"] else None


def _votes(english: str) -> str | None:
    found = _VOTES.fullmatch(english)
    return f"(人の投票{found[1]}件。判定モデルは制御変量)" if found else english or ""


def _listed(english: str) -> str | None:
    return "なし" if english == NONE["en"] else english


#: How each value is said, by its name; None: it is not what it should be. Others stay.
WORDS: Final[Mapping[str, Callable[[str], str | None]]] = {
    **dict.fromkeys(("language", "middle"), _LANGUAGES.get),
    **dict.fromkeys(("quality", "rival_quality", "good"), _quality),
    **dict.fromkeys(("time", "rival_time"), _time),
    **dict.fromkeys(("fare", "rival_fare", "worst", "left", "spent", "limit", "ceiling"), _money),
    **dict.fromkeys(("countries", "providers"), _listed),
    "kind": KINDS.get,
    "fault": FAULTS.get,
    "purpose": PURPOSES.get,
    "scope": _PEOPLE.get,
    "period": _TIMES.get,
    "votes": _votes,
}
