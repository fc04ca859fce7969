"""What `wayfare doctor routing` says of each fault in Japanese: seen, why, and the cure."""

from collections.abc import Mapping
from typing import Final

from wayfare.routing.guards.finding import Fault

_READ_SOME = "回答をいくつか直接見て、チェックがその形式を読み取れているか確認してください。"

FAULTS: Final[Mapping[Fault, tuple[str, str, str]]] = {
    Fault.BELOW_CHANCE: (
        "100点中{seen:.0f}点で、少なくとも{expected:.0f}点は取れるはずでした。",
        "ほかの候補やほかのトピックをこれほど下回るのは、回答の読み誤りであることが多いです。",
        _READ_SOME,
    ),
    Fault.ALL_ZERO: (
        "すべて0点で、少なくとも100点中{expected:.0f}点は取れるはずでした。",
        "弱いモデルでもたまには正解します。常に0点なら、チェックが回答を読めていません。",
        _READ_SOME,
    ),
    Fault.ALL_ONE: (
        "すべて100点で、多くても{expected:.0f}点のはずでした。",
        "何でも通してしまうチェックは、このように見えます。",
        "間違った回答をチェックに与え、間違いと判定するか確認してください。",
    ),
    Fault.ONE_TOPIC_WONDER: (
        "100点中{seen:.0f}点ですが、ほかの候補やほかのトピックでは{expected:.0f}点までです。",
        "弱い候補が1つのトピックだけで優れていれば、問題を知っていたか採点の誤りが疑われます。",
        "このトピックの新しい質問をしてみて、それでも優れていれば確認済みにしてください。",
    ),
    Fault.JUMP: (
        "{since}より前は100点中{expected:.0f}点、以降は{seen:.0f}点です。",
        "モデルが変わったか、チェックや設定が変わりました。",
        "その日に何が変わったか調べてください。回答が本当に変わったのなら、確認済みにしてください。",
    ),
    Fault.CUT: (
        "空または途中で切れた回答は100点中{seen:.0f}点、完全な回答は{expected:.0f}点です。",
        "これらを不正解と数えると、モデルではなく長さの制限を測ることになります。",
        "そのリクエストの`max_tokens`を増やすか、そうした回答には評価を送らないでください。",
    ),
    Fault.FIRST_WINS: (
        "両方の順序で尋ねると、先の回答が100点中50点ではなく{seen:.0f}点を取りました。",
        "回答の内容ではなく、位置で選んでいます。",
        "両方の順序で尋ねて2回とも同じ判定だけを残すか、別の判定モデルを使ってください。",
    ),
    Fault.ALWAYS_THE_SAME: (
        "常に100点中{seen:.0f}点としますが、ほかは同じ候補を{expected:.0f}点としています。",
        "何に対しても同じことを言うなら、何も分かりません。",
        "スコアが付けられたとおりに送られているか確認してください。",
    ),
}
