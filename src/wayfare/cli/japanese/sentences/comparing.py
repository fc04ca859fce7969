"""What the command line says of comparing models on one's own questions, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "comparing": "質問を送信中",
    "comparing_will_ask": "{count:,}件の質問で比較します。使用中: {used}。比較対象: {others}。",
    "comparing_will_judge": (
        "正解がなく回答が異なる場合は、{judge}が順序を入れ替えて2回判定します。"
    ),
    "comparing_will_mark": (
        "正解がなく回答が異なる場合は、{judge}が順序を入れ替えて2回、"
        "両方の回答に0〜10点を付けます。"
    ),
    "comparing_no_judge": (
        "異なる回答を判定できるモデルがありません。--vote Nを指定して自分で選んでください。"
    ),
    "comparing_will_cost": "費用の見込みは{fare}で、{budget}を超えません。",
    "comparing_kept": "回答は{file}に保存し、同じ質問は二度と送りません。",
    "comparing_score": "正解(100件中)",
    "comparing_points": "使用中のモデルとの点差",
    "comparing_cost": "$ / 1,000件",
    "comparing_shown": "結論",
    "comparing_used": "使用中",
    "comparing_better": "優れている",
    "comparing_equal": "同等",
    "comparing_worse": "劣る",
    "comparing_unknown": "まだ不明",
    "comparing_needed": "{shown}: あと約{count:,}件の質問",
    "comparing_needed_votes": "{shown}: あと約{count:,}件の質問と{votes:,}件の投票",
    "comparing_cut": (
        "すべて質問する前に予算を使い切りました。予算を増やして再実行すると続きから始めます。"
    ),
    "comparing_best": "{used}より優れていると確認できたモデル: {best}。",
    "comparing_for_less": "{used}より安く、劣っても100点満点で{points}点以内のモデル: {others}。",
    "comparing_none": (
        "{used}より優れたモデルも、{points}点以内の差でより安いモデルも、まだ確認できていません。"
    ),
    "comparing_votes_left": (
        "投票用に抽選した回答の組が{count}組残っています。--voteを付けて再実行し、"
        "すべて投票すれば、判定モデルがどれだけ間違えても投票が結果を決めます。"
    ),
    "comparing_open": (
        "{count:,}組の回答は、どちらが良いか誰も判断していないため、"
        "どちらにも数えられる可能性があります。--vote 50を指定すると、"
        "約50組への投票が結果を決めます。"
    ),
    "comparing_unmeasured": (
        "判定モデルがどれだけ間違えるかを投票でまだ測っていないため、その判定からは何も言えません。"
        "--vote 50を指定すると、抽選した約50組への投票が結果を決めます。"
    ),
    "comparing_failed": (
        "{arm}が2回試しても答えなかった質問{count:,}件は、すべて負けとして数えます。"
    ),
    "comparing_used_failed": (
        "{arm}が2回試しても答えなかった質問{count:,}件は除外します。その質問次第で覆り得るものは、"
        "劣るとは見なしません。"
    ),
    "comparing_judge_votes": (
        "あと約{count:,}件の投票があれば、判定モデルの点数が信頼できるか分かるかもしれません。"
    ),
    "comparing_marks": (
        "チェックでも一致でも決まらない場合の点数は、投票に照らして補正した判定モデルの点数です。"
        "人が一方を選ぶことは20点以上の差に相当します。"
    ),
    "comparing_title": "質問{count:,}件: 各モデルと{used}の比較\n95 %の確度で差が収まる区間",
    "comparing_axis": "使用中のモデルとの点差、100点満点(右ほど良い)",
    "comparing_margin": "許容限度",
    "comparing_plot_cost": "1,000件あたり${cost}",
    "comparing_plot_no_cost": "費用は不明",
    "comparing_drawn": "{file}に描画しました。",
    "comparing_sure": (
        "区間は、何度見ても、質問を追加しても、それぞれ単独で95 %の確度で成り立ちます。"
    ),
}
