"""What the command line says of placing a model among the others, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "looking_back": "過去の質問を確認中",
    "calibrating": "過去の質問を送信中",
    "will_ask": (
        "{model}に過去の質問{count:,}件を送ります。保存されている{others}の回答と比べて、"
        "{judge}が順序を入れ替えて2回ずつ判定します。"
    ),
    "will_ask_checked": (
        "{model}に過去の質問{count:,}件を送ります。回答はプログラムがチェックします。"
    ),
    "will_cost": "費用の見込みは{fare}です。今日の探索に使える残りは{left}です。",
    "compared": (
        "{model}対{others}: 優れている{wins}、同等{ties}、劣る{losses}。"
        "割合は{share:.0%}({low:.0%}〜{high:.0%})で、50%なら同等です。"
    ),
    "shown_equal": "これらの判定から確認: {model}は劣っても{points:g}点以内です。",
    "shown_worse": "これらの判定から確認: {model}は{points:g}点を超えて劣ります。",
    "shown_nothing": "{model}が{points:g}点以内かどうかは、これらの判定だけではまだ分かりません。",
    "checked": "{model}: プログラムでチェックできた回答{count}件のうち{right:g}件が正解です。",
    "nothing_compared": "{model}の回答は1件も比較できませんでした。{why}",
    "probes_lost": "結果が得られなかった質問: {count}件。",
    "stands": "{arm}: 100点満点で{points:.0f}点、誤差{error:.0f}点(評価{outcomes:,}件)",
    "stands_unknown": "{arm}: まだ不明",
    "did_cost": "費用: {cost}",
    "stopped_budget": "中止: 次の質問を送ると、今日の探索に使える金額を超えます。",
    "stopped_refused": "中止: 判定モデルが信頼できないため、これまでの判定も数えません。",
    "vote_hint": (
        "何組かは自分で判定してみてください(--vote 20)。"
        "判定モデルをどこまで信頼できるかが分かります。"
    ),
    "vote_question": "質問({number}/{count})",
    "vote_answer": "回答{number}",
    "vote_wanted": "どちらが良いですか? 1, 2, = (同等), s (スキップ), q (終了)",
    "stopped_unreadable": (
        "中止: 判定モデルの返答が判定として読めません。--judgeで別のモデルを指定してください。"
    ),
}
