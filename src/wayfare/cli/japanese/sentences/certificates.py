"""What the command line says of certificates, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "certificate": "証明書",
    "claim_about": "主張",
    "claim_state": "状態",
    "claim_compared": "比較した回答",
    "claim_voted": "{compared}(投票{count:,}件)",
    "claim_interval": "基準モデルとの点差",
    "claim_next": "あと必要な数",
    "claim_of": "{baseline}の代わりに{arm}",
    "claim_any_arm": "任意のモデル",
    "claim_in_topic": "{about}、トピック{topic}",
    "claim_past": "{about}、過去の質問",
    "claim_none": "比較なし",
    "claim_trial": "試行中",
    "claim_certified": "証明済み",
    "claim_suspended": "停止: 劣ることが判明",
    "claim_expired": "期限切れ",
    "claim_too_old": "{state}: 長期間比較なし",
    "claim_model_changed": "{state}: モデルが変更された",
    "claim_drifted": "{state}: 回答が悪化",
    "claim_price_changed": "{state}: 価格が変わり、もう安くない",
    "claim_since": "{state}({day}から)",
    "claim_in_doubt": "{state}、疑いあり",
    "claim_between": "{low}〜{high}",
    "claim_need": "あと約{count:,}件",
    "claim_unknown_need": "まだ見通せない",
    "claim_waiting": "{count:,}件が待機中",
    "claims_mean": (
        "証明済みとは、別のモデルが答える場面で、その回答が平均して基準モデルの回答より{points}点"
        "(100点満点)を超えて劣らないことです。それまでのやり取りは、"
        "誰が答えたものでも同じまま比較します。表示される証明のうち誤りは、"
        "平均で20件に1件以下です。"
    ),
    "no_claims": (
        "まだ何も比較していません。`auto`が基準モデル以外を選ぼうとするとき、"
        "回答の一部を基準モデルの回答と比較します。どちらが良いかは、チェックか、"
        "精度を測定済みの判定モデルが決めます。"
    ),
    "whole_against": (
        "Wayfare全体と{baseline}の比較({day}から): Wayfareに任せた会話{left:,}件、"
        "最後まで{baseline}が答えた会話{held:,}件(100件中{share}件を抽選)。継続中の会話{open:,}件。"
    ),
    "whole_what": "会話単位",
    "whole_left": "Wayfare",
    "whole_held": "基準モデル",
    "whole_interval": "基準モデルとの差",
    "whole_votes": "投票(100点満点)",
    "whole_again": "質問し直した回数(100回中)",
    "whole_cost": "費用",
    "whole_turn_cost": "1往復の費用",
    "whole_first": "最初のトークンまで",
    "whole_total": "完了まで",
    "whole_mean_of": "{mean:g}({count:,}件)",
    "whole_points": "{low}〜{high}点",
    "whole_percents": "{low}〜{high} %",
    "whole_seconds": "{seconds:g}秒",
    "whole_none": "比較できるものがまだない",
    "whole_unknown": "まだ不明",
    "whole_better": "優れていることを確認",
    "whole_no_worse": "{points}点を超えて劣らないことを確認",
    "whole_within": "差が{points}点以内であることを確認",
    "whole_worse": "劣ることを確認",
    "whole_needs": "{state}: あと約{count:,}件の会話が必要",
    "whole_asymptotic": "漸近的",
    "whole_means": (
        "会話は、実際に誰が答えたかではなく、抽選で決まった側に数えます。点数の区間は、いつ見ても、"
        "それぞれ単独で95 %の確度で成り立ちます。費用と時間の区間は漸近的で、"
        "ある時点以降に成り立ちます。投票する人は抽選で選ばれたわけではありません。"
    ),
    "no_whole": (
        "全体として比較した会話はまだありません。`certificate.held_share`が0より大きければ、"
        "会話は開始の1日後から数えます。"
    ),
    "vigil_about": "{arm}、{since}から過去の質問{questions}件を繰り返し確認",
    "vigil_steady": "回答{scored:,}件で変化の兆候なし",
    "vigil_in_doubt": (
        "回答{scored:,}件の時点で疑いあり。変化がないのにこの兆候が出るのは、"
        "平均で{seldom:,}回の質問に1回以下"
    ),
    "vigil_changed": "このモデルの回答は{day}に{turned}",
    "vigil_worse": "悪化",
    "vigil_better": "改善",
    "vigils_mean": (
        "何も変わっていないのにモデルが変わったと知らせるのは、"
        "平均で{false_once_in:,}回の質問に1回以下です。複数のモデルからなるもの(cascade、panel)"
        "はモデルごとに監視し、そのうち1つが変われば全体も変わったと見なします。"
    ),
    "plot_no_font": (
        "このマシンで日本語フォントが見つからないため、図の文字は英語にしました。"
        "SVGならフォントは不要です。"
    ),
    "claim_plot_title": "{about}\n平均と、いつ見ても95 %の確度で成り立つ区間",
    "claim_plot_points": "基準モデルとの点差",
    "claim_plot_margin": "許容限度",
    "claim_plot_evidence": "証拠(主張が1つだけなら\n20で十分)",
    "claim_plot_compared": "比較した回答",
    "claim_saved": "{file}に書き込みました。",
    "claim_verified": "ログ({rows:,}行)から同じ結果が得られ、このWayfareの署名があります。",
    "claim_verified_foreign": "ログ({rows:,}行)から同じ結果が得られますが、別のWayfareの署名です。",
    "claim_fault_signature": "署名後に内容が変更されています",
    "claim_fault_method": "別の方法で計算されています",
    "claim_fault_rows": "その時点のログは{told}行ではなく{computed}行です",
    "claim_fault_altered": "その後ログが変更されています",
    "claim_fault_no_claim": "この主張についての記録がログにありません",
    "claim_fault_figure": "{name}: 記載値は{told}、計算値は{computed}",
    "claim_refuted": "ログからは導けません:",
}
