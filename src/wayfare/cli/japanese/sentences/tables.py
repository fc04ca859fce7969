"""What the command line says of tickets and tables, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    # tickets and tables
    "why": "理由",
    "time": "時間",
    "cost": "費用",
    "cost_before_tax": "費用(税抜)",
    "model": "モデル",
    "next": "次点",
    "evidence": "根拠",
    "presumed_quality": "100点満点で{points:.0f}点、公開されている評価か価格からの推定",
    "learned_quality": (
        "全体として100点満点で{points:.0f}点(95%: {low:.0f}〜{high:.0f})、評価{outcomes:,}件"
    ),
    "saved": "節約額",
    "per_letters": "{language}1,000文字",
    "per_answer": "回答1件",
    "presumed_money": "~{money}",
    "nothing_measured": "まだなし",
    "money_of": "{money}({count:,}件)",
    "pivot_question": "{middle}での質問",
    "pivot_answer": "{middle}での回答",
    "saved_against": "常に{arm}を使う場合より{money}",
    "paid_more": "なし: 常に{arm}を使う場合より{money}多くかかりました",
    "saved_unknown": "不明: 常に{arm}を使う場合の費用が分かりません",
    "is_baseline": "なし: これが比較の基準となるモデルです",
    "first_token": "最初のトークン{first:.2f}秒、全体{total:.2f}秒",
    "total": "{total:.2f}秒",
    "seconds": "{s:.1f}秒",
    "points": "100点中{points:.0f}点",
    "local": "0、このマシンで実行",
    "local_price": "0(ローカル)",
    "up_to": "{least}、最大{most}",
    "unknown": "不明",
    "estimated": "推定",
    "estimated_count": "推定{count}件",
    "before_tax": "税抜",
    "rate_of": "{as_of}のレート",
    "where": "入手元",
    "provider": "プロバイダー",
    "quality": "推定品質",
    "beside": "{arm}との比較",
    "beside_equal": "2点以内と確認",
    "beside_worse": "劣ると確認",
    "beside_unknown": "まだ不明",
    "price": "$/100万トークン(入力/出力)",
    "context": "コンテキスト長",
    "languages": "言語",
    "fare": "料金",
    "arm": "候補",
    "excluded": "除外",
    "ready": "準備完了",
    "not_fetched": "まだありません。`wayfare ask`か`wayfare serve`を実行するとダウンロードします",
    "not_offered": "使いません: 設定`local.enabled`がオフです",
    "not_to_be_fetched": "ありません。設定`local.download`がオフです",
    "no_models": "モデルはまだありません。`wayfare providers add`で追加できます。",
    "in_auto": "auto",
    "pool_in": "使用",
    "pool_proposed": "提案",
    "pool_out": "除外",
    "pool_others": "ほかの{count}個は名前を指定して質問できます。理由: `wayfare models --why`",
    "pool_heading_in": "autoが使うモデル({count}個):",
    "pool_heading_proposed": "提案({count}個):",
    "pool_heading_out": "除外({count}個):",
    "pool_added": "`auto`は{name}を使うようになりました。",
    "pool_not_added": "`auto`は{name}を使いません。{why}",
    "pool_removed": "`auto`は{name}を使わなくなりました。名前を指定すれば質問できます。",
    "pool_probed": "1回質問して確認しました。費用: {cost}。",
    "pool_probed_several": "{count}個のモデルに1回ずつ質問して確認しました。費用: {cost}。",
    "changed_on": "{arm}: {since}に変更({how})。",
    "changed_said": "利用者の申告",
    "changed_served": "今は{note}が回答",
    "changed_watched_worse": (
        "同じ質問をし直したところ、回答が悪化。変化がないのにこう知らせるのは、"
        "平均で{once_in:,}回の質問に1回以下"
    ),
    "changed_watched_better": (
        "同じ質問をし直したところ、回答が改善。変化がないのにこう知らせるのは、"
        "平均で{once_in:,}回の質問に1回以下"
    ),
    "changed_jump": "確認済みの検出結果{note}",
    "changed_means": (
        "それ以前の回答への評価は、数秒以内に、合わせて最大{worth:.0f}件分としてのみ数えるようにな"
        "ります。"
    ),
    "changed_undone": "{arm}: {since}の変更を取り消しました。",
    "not_a_moment": (
        "{given}は日付でも日時でもありません。2026-11-20や2026-11-20T09:30のように書いてください。"
    ),
    "changed_none": "変更されたモデルはありません。",
    "changed_evidence": "{day}に変更、それ以前の評価は最大{worth:.0f}件分",
    "pool_soon": "実行中のWayfareには1分以内に反映されます。",
    "user": "ユーザー",
    "key": "キー",
    "day": "日付(UTC)",
    "label": "ラベル",
    "made": "作成日",
    "revoked": "失効日",
    "learns": "学習の許可",
    "yes": "はい",
    "no": "いいえ",
    "address": "アドレス",
    "no_key": "未設定",
    "key_set": "設定済み",
    "models": "モデル",
    "requests": "リクエスト",
    "attempts": "試行回数",
    "replaying": "{name}を再生中",
    "policy": "ルール",
    "aim": "許容損失",
    "score": "スコア",
    "cost_per_1k": "$ / 1,000件",
    "points_lost": "失った点数",
    "saving": "節約",
    "saving_length_only": "長さのみでの節約",
    "gap_closed": "縮めた差",
    "apgr": "APGR",
    "followed": "ログと同じ",
    "effective": "裏付け",
    "replay_log_note": (
        "評価のある決定{count:,}件が対象。二重頑健推定と95 %区間です。"
        "裏付けとなる決定が少なすぎる場合、区間はありません。ログから分かるのは、"
        "実際に質問した候補のことだけです。"
    ),
    "replay_note": (
        "節約は、同じスコアになる2モデルの最も安いランダムな組み合わせとの比較です。±は95 "
        "%区間の半分で、分割間で質問が重なる分だけ広げています。"
    ),
    "regret": "リグレット",
    "regret_of_best": "最良モデル比",
    "certified_share": "証明済みの割合",
    "audit_cost": "シャドー費用/1,000件",
    "topics_certified": "証明",
    "false_topics": "誤った証明",
    "replay_point": (
        "回答の価値はスコアから費用を引いたもので、1点は回答1件あたり${dollars}に相当します。"
    ),
    "replay_no_costs": "費用が不明なため、回答の価値はスコアそのものです。",
    "replay_plot_title": "{name}: 累積平均{band}\n1点は回答1件あたり${dollars}",
    "replay_plot_band": "、質問順{seeds}通り(帯: 最小〜最大)",
    "replay_plot_regret": "リグレット(点/質問)",
    "replay_plot_far_regret": "リグレット(点/質問、±5の外は対数)",
    "replay_plot_cost": "ドル / 質問1,000件",
    "replay_plot_no_costs": "費用は不明",
    "replay_plot_questions": "回答した質問数",
    "replay_online_note": (
        "{worth} リグレットは、Wayfareが最初に使うルールprior_bestに質問あたり何点及ばなかったか"
        "で、0未満なら利得です。最良モデル比は、価格に対して結果的に最も良かった候補best_single(事"
        "前には分かりません)との同じ比較です。±は、同じ質問の順序を変えたときの95 "
        "%区間の半分です。"
    ),
    "tokens": "トークン(入力/出力)",
    "setting": "設定",
    "value": "値",
    "default": "既定値",
    "about": "説明",
    "no_keys": (
        "キーはまだありません。最初の起動であなたのキーが作られ、`wayfare keys add`で追加できます。"
    ),
    "nothing_yet": "この期間に質問はありません。",
    "cost_unknown": "+ 費用不明{count}件",
    # topics
    "topic": "トピック",
    "telling_words": "内容",
    "share": "割合",
    "answered_best": "最も良い候補",
    "best_of": "{arm}: 1点満点で{score:.2f}点、評価{n}件",
    "given_topic": "指定されたトピック",
    "unnamed_topic": "代表的な語なし",
    "no_topic": "不明",
    "no_topics": "トピックはまだありません。`auto`への質問が100件になると見つけ始めます。",
}
