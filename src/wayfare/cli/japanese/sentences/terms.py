"""What the command line says of who reads what is asked, and what may be demanded, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "company": "会社",
    "companies": "閲覧した会社",
    "country": "国",
    "trains": "学習に利用",
    "kept": "保存期間",
    "as_of": "基準日",
    "never": "しない",
    "days": "{days}日",
    "nobody": "なし: このマシンの外に出ません",
    "and_others": "{company}と、不明な他社",
    "left_out": "渡せなかった項目",
    "demands": "条件",
    "terms_note": (
        "独自の契約がない場合の既定の条件です。契約がある場合は、"
        "設定の`[terms.NAME]`に書いてください。不明な項目は、"
        "どの条件も満たさないものとして扱います。"
    ),
    "bad_demand": "{given!r}は条件として使えません。",
    "bad_demand_cure": (
        "国はKR,USのように、プロバイダーはopenai,localのように名前で書いてください。"
    ),
    "wishes": "希望",
    "no_wish": "{given!r}は希望として使えません。",
    "no_wish_cure": (
        "ceiling_usd=0.01、point_worth_usd=0.0002(どちらもドル)、criticalのように書いてください。"
    ),
    "no_demand_cure": (
        "no_training、countries=KR|US、providers=openai|localのように書いてください。"
    ),
}
