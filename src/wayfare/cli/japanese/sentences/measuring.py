"""What the command line says of measuring another language's gain, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "measuring_will_ask": (
        "質問{count:,}件({languages})を、そのままと、{middle}への翻訳を経由しての両方で送ります。"
        "モデル: {models}。翻訳: {translators}。"
    ),
    "measuring_will_ask_true": "うち{count:,}件は、人が書いた{middle}の質問でも送ります。",
    "measuring_no_judge": (
        "正解のない回答を判定できるモデルがありません。--judgeでモデルを指定してください。"
    ),
    "measuring_unsuited": (
        "{model}には{language}の質問の一部または全部を送りません。長すぎるか、"
        "このモデルか翻訳モデルが読んではならないか、その言語に対応していません。"
    ),
    "measuring_kept_past": (
        "{file}には点数だけを保存し、文章は保存しません。同じ質問は二度と送りません。"
    ),
    "measuring_language": "言語",
    "measuring_right": "正解(100件中、括弧内は人が書いた質問)",
    "measuring_gain": "得た点数",
    "measuring_of_it": "内訳",
    "measuring_abandoned": "経由できず",
    "measuring_seconds": "秒",
    "measuring_parts": "言語 {middle}、翻訳 {translation}",
    "measuring_equal_length": "同じ長さなら {points}",
    "measuring_helps": "効果あり",
    "measuring_within": "差は{points}点以内",
    "measuring_harmful": "逆効果",
    "measuring_foreseen": "{shown}、予測 {points}(未測定)",
    "measuring_unmeasured": (
        "判定モデルがどれだけ間違えるかを投票でまだ測っていないため、その判定からは何も言えません。"
        "正解のない質問で`wayfare compare --vote 50`を実行すると測れます。"
    ),
    "measuring_unjudged": (
        "{count:,}組の回答は、どちらが良いか誰も判断していないため、"
        "どちらにも数えられる可能性があります。"
    ),
    "measuring_equal_length_about": (
        "判定は長い回答を好みます。同じ長さなら、とはその影響を除いた好みで、"
        "区間は回答が多いほど正確です。"
    ),
    "measuring_failed": (
        "{model}、{language}: 経由して回答が得られなかった質問{count:,}件は、不正解として数えます。"
    ),
    "measuring_switch_on": (
        "効果があります。wayfare.tomlに次の行を書くと、`auto`が試し、有利な場面を学習します。"
    ),
    "measuring_is_on": "効果があり、すでに有効です。`auto`は測定結果から学習します。",
    "measuring_none": "別の言語を経由して良くなると確認できたものはありません。",
    "measuring_country": "開発元の国",
    "measuring_country_unknown": "不明",
    "measuring_models": "モデル数",
    "measuring_questions": "質問数",
    "measuring_right_interval": "そのまま質問したときの正解(100件中)",
    "measuring_title": "{middle}を経由して得る点数\n95 %の確度で収まる区間",
    "measuring_axis": "得た点数、100点満点(右ほど経由が有利)",
    "measuring_plot_foreseen": "予測(未測定)",
    "measuring_plot_open": "判定モデルの好み",
}
