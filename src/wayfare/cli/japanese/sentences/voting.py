"""What the command line says to people who vote on live answers, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "vote_none": (
        "投票を待つ回答の組はありません。`auto`は比較した回答のうち、"
        "テキストが保存されていて他に優劣を決める手段がないものの一部を、抽選で残します。"
    ),
    "vote_side": "回答{side}",
    "vote_keys": "どちらが良いですか? 1: A, 2: B, 3: 同等, 4: どちらも悪い, s: スキップ, q: 終了",
    "vote_was": "{side}は{model}でした: {cost}",
    "vote_judged": "判定モデルは{side}を選びました。",
    "vote_judged_tie": "判定モデルは同等と見なしました。",
    "vote_teaches": (
        "`auto`はこの投票から学習します。証明書は、1週間に5件の投票があった後に抽選された組への投票"
        "から数えます。"
    ),
    "vote_gone": "他の人が先に投票したか、待てる期限を過ぎました。",
    "vote_thanks": "{count}件の投票、ありがとうございました。",
}
