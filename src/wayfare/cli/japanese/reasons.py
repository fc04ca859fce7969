"""Why an arm was chosen, left out, taken by `auto` or not, in Japanese, by the reason's code."""

from collections.abc import Mapping
from typing import Final

REASONS: Final[Mapping[str, str]] = {
    "named": "リクエストでこのモデルが指定されています。",
    "preferred": "この話題の質問にはこのモデルを使うと、自分で決めました。",
    "preferred_left_out": ("この話題に使うと決めた{arm}には、今回は質問できませんでした。{why}"),
    "not_taken": "今は`auto`が使うモデルではありません。",
    "calibrating": "このモデルの実力を見積もるために、過去の質問をもう一度送りました。",
    "judging": "2つの回答のどちらが良いかを尋ねました。",
    "shadowing": "別のモデルの回答と比べるため、同じ質問を裏側で送りました。",
    "comparing": "モデルを比べるため、ファイルの質問を送りました。",
    "measuring": "別の言語を経由する効果を測るために送りました。",
    "watching": "回答が変わったかを調べるため、過去の質問をもう一度送りました。",
    "not_shown": (
        "基準モデル{baseline}の回答です。このような質問で{arm}が劣らないことは、"
        "まだ確認できていません。"
    ),
    "suspended": (
        "基準モデル{baseline}の回答です。このような質問では{arm}が劣ることが確認されています。"
    ),
    "expired_too_old": (
        "基準モデル{baseline}の回答です。{arm}は長い間比較されておらず、証明の期限が切れています。"
    ),
    "expired_model_changed": (
        "基準モデル{baseline}の回答です。モデルが変更されたため、"
        "{arm}についての証明の期限が切れています。"
    ),
    "expired_drifted": (
        "基準モデル{baseline}の回答です。回答が悪化したため、"
        "{arm}についての証明の期限が切れています。"
    ),
    "expired_price_changed": (
        "基準モデル{baseline}の回答です。価格が変わって{arm}の方が安くはなくなったため、"
        "証明の期限が切れています。"
    ),
    "held_by_lot": (
        "基準モデル{baseline}の回答です。抽選の結果、この会話には最後まで基準モデルが答えます。"
    ),
    "covered_held": (
        "この会話には最後まで基準モデル{baseline}だけが答えます。会話100件中{percent}件を抽選し、"
        "Wayfareに任せた残りの会話と全体として比べます。"
    ),
    "covered_baseline": "基準モデル{baseline}の回答なので、確認することはありません。",
    "covered_certified": (
        "このような質問では、{arm}の回答は{baseline}より平均{points}点(100点満点)"
        "を超えて劣りません。比較した回答{compared}件{votes}。"
    ),
    "covered_past": (
        "比較した過去の質問では、{arm}の回答は{baseline}より平均{points}点(100点満点)"
        "を超えて劣りませんでした。比較した質問{compared}件。"
    ),
    "covered_certified_turn": (
        "このような質問では、{arm}の回答は{baseline}より平均{points}点(100点満点)"
        "を超えて劣りません。比較した回答{compared}件{votes}。それまでのやり取りは、"
        "誰が答えたものでも同じまま比べます。"
    ),
    "covered_trial": "試行です。{arm}の回答を{baseline}の回答と比べます。これまでに{compared}件。",
    "covered_open": "推定だけで選びました。{baseline}に劣らないことは確認されていません。",
    "covered_stepped_in": "選ばれたモデルの代わりに別のモデルが答えたため、証明書の対象外です。",
    "covered_not": "希望による選択なので、証明書の対象外です。",
    "only_one": "この質問({language})に対応できるのは、このモデルだけです。",
    "nothing_to_choose": "`auto`が使うモデルはこれだけなので、選択の余地がありません。",
    "best": "{language}の品質が最も高いと推定されます: {quality}、次点は{rival}の{rival_quality}。",
    "worth": (
        "価格に対する{language}の品質が最も高いと推定されます: {quality} / {fare}、"
        "次点は{rival}の{rival_quality} / {rival_fare}。"
    ),
    "best_learned": (
        "このような質問({language})で最も優れています: {quality}(評価{outcomes}件)、"
        "次点は{rival}の{rival_quality}({rival_outcomes}件)。"
    ),
    "worth_learned": (
        "このような質問({language})で価格に対して最も優れています: {quality} / "
        "{fare}(評価{outcomes}件)、次点は{rival}の{rival_quality} / "
        "{rival_fare}({rival_outcomes}件)。"
    ),
    "tried": (
        "このような質問にどれだけよく答えるかを調べるために質問しました(これまでの評価{outcomes}"
        "件)。通常なら{rival}({rival_quality})です。"
    ),
    "cheap": "最も安いモデルです: {fare}、次点は{rival}の{rival_fare}。",
    "fast": "最も速いと推定されます: {time}、次点は{rival}の{rival_time}。",
    "failed_over": "最初に選んだ{first}が回答を始められなかったため、次のモデルが答えました。",
    "outrun": (
        "最初に選んだ{first}の開始が遅かったため、このモデルにも質問したところ、"
        "先に回答を始めました。"
    ),
    "cascade_agreed": (
        "{cheap}と{second}の短い答えが一致したため、より高い{dear}には質問しませんでした。"
    ),
    "cascade_apart": "{cheap}と{second}の答えが異なったため、{dear}に質問しました。",
    "cascade_trusted": (
        "{cheap}のこのような回答は{good}と推定されるため(評価{outcomes}件)、"
        "より高い{dear}に質問する価値はありません。"
    ),
    "cascade_unclear": "{cheap}と{second}の答えを照合できなかったため、{dear}に質問しました。",
    "cascade_unanswered": (
        "{cheap}と{second}の両方からは回答が得られなかったため、{dear}に質問しました。"
    ),
    "cascade_fell_back": (
        "{dear}が回答を始められなかったため、先に得ていた{cheap}の回答です。"
        "ほかのモデルとの一致は確認していません。"
    ),
    "cascade_skipped": "答えを照合できる質問ではないため、すぐに{dear}に質問しました。",
    "panel_agreed": (
        "質問した{asked}個のモデルのうち{votes}個の答えが一致しました。{who}の回答を示します。"
    ),
    "panel_apart": "質問した{asked}個のモデルの答えが1つも一致しなかったため、{who}の回答です。",
    "panel_judged": "{judge}が{asked}個のモデルの回答を比べ、{who}の回答を最も良いと判定しました。",
    "panel_silent": "質問したモデルがどれも答えなかったため、{dear}にもう一度質問しました。",
    "not_checkable": "短い答えを照合できる質問にのみ使います。",
    "resting": "続けて失敗したため休ませています。{time}後に再開します。",
    "held": "429を返したため、{time}後に再び質問できます。",
    "on_trial": "続けて失敗したため、今は1つのリクエストで回復を確認しています。",
    "again": "まったく同じリクエストに{time}前に答えた回答です。",
    "lacks_feature": "このリクエストに必要な機能がありません: {missing}。",
    "lacks_language": "{language}で答えられるか分かっていません。",
    "not_carried": "このリクエストの`{field}`は、このモデルの形式では表せません。",
    "may_train": "{company}は質問を学習に使う可能性があり、`no_training`の条件を満たしません。",
    "training_unknown": (
        "{company}が質問を学習に使うかどうか不明で、`no_training`の条件を満たしません。"
    ),
    "other_country": "{company}の国は{country}ですが、`countries`の条件は{countries}です。",
    "country_unknown": "{company}の国は不明ですが、`countries`の条件は{countries}です。",
    "passed_on": "{company}がテキストを渡す相手の会社が不明なため、条件を満たしません。",
    "switched_off": "この役割に対してはオフになっているモデルです。",
    "other_provider": "`providers`の条件にあるプロバイダー({providers})ではありません。",
    "over_budget": "最大{worst}かかる可能性がありますが、予算の残りは{left}です。",
    "price_unknown": "予算が設定されていますが、このモデルの価格が不明です。",
    "cached": (
        "直前の回答をしたモデルなので、質問のうち{tokens}トークンはキャッシュにあると見なし、"
        "その分安く計算しました。"
    ),
    "stays": "このモデルが始めたツール呼び出しを引き続き担当します。",
    "over_ceiling": "料金は{fare}ですが、回答1件の上限は{ceiling}です。",
    "fare_unknown": "回答1件の上限は{ceiling}ですが、このモデルの価格が不明です。",
    "soft_limit": "{scope}{name}の予算({period}){limit}のうち{spent}を使いました。",
    "not_looked_at": (
        "{embedder}は質問をベクトルにできませんでした。{why} そのため、"
        "似た質問から学んだことは選択に使っていません。"
    ),
    "not_in_time": "{time}以内に応答がありませんでした。",
    "failed": "エラーが発生しました。",
    "over_what_is_left": "予算が足りません。",
    "no_such_embedder": "その名前のモデルがありません。",
    "too_long": "質問が、このモデルのコンテキスト({context_tokens}トークン)より長くなっています。",
    "pivot_taken": "{translator}が質問を{middle}に翻訳し、{dear}の回答を{language}に翻訳しました。",
    "pivot_question_broken": (
        "{middle}への翻訳で質問が正しく保たれなかったため({fault})、直接質問しました。"
    ),
    "pivot_answer_broken": (
        "{middle}の回答を{language}に正しく翻訳できなかったため({fault})、直接質問し直しました。"
    ),
    "pivot_unanswered": "翻訳を担当する{translator}が答えなかったため、直接質問しました。",
    "pivot_skipped": "{middle}を経由できないリクエストなので、直接質問しました。{why}",
    "pivot_left_in_middle": "正しく翻訳できなかった{stretches}か所は、{middle}のまま残しました。",
    "pivot_language_unknown": "質問の言語が不明です。",
    "pivot_needless": "質問はすでに{middle}です。",
    "pivot_words_only": ("ツール、メディア、停止語、決まった形式を使うリクエストは翻訳しません。"),
    "pivot_too_long": "翻訳するには長すぎる文章です。",
    "pivot_kept_from": "翻訳すると質問の内容が変わってしまいます: {kind}。",
    "pool_local": "このマシンで動作します。",
    "pool_named": "設定で指定されています。",
    "pool_added": "自分で追加しました。",
    "pool_chosen": "{provider}のこの価格帯から選ばれました。標準的な質問1件の費用は{fare}です。",
    "pool_chosen_unpriced": (
        "{provider}には価格の分かるモデルがなく、空きがあったため選ばれました。"
    ),
    "pool_proposed": (
        "{provider}の新しいモデルです。`wayfare models add {arm}`で`auto`に加えられます。"
    ),
    "pool_proposed_unpriced": (
        "{provider}の新しいモデルで、価格は不明です。`wayfare models add "
        "{arm}`で`auto`に加えられます。"
    ),
    "pool_removed": "自分で除外しました。",
    "pool_refused": (
        "{provider}がステータス{status}で拒否しました。存在しないか、このキーでは使えません。"
    ),
    "pool_refused_while_serving": (
        "{provider}がこのモデルへの質問をステータス{status}で拒否しました。`wayfare models "
        "add`で再試行できます。"
    ),
    "pool_untried": "{provider}が自社のほかのモデル{count}個を拒否したため、試していません。",
    "pool_vanished": "{provider}の一覧からなくなったか、キーがなくなりました。",
    "pool_unheard": "現在、{provider}からモデルの一覧を取得できません。",
    "pool_embeddings": "埋め込みを作るモデルです。",
    "pool_not_chat": "質問に答えるモデルではありません。",
    "pool_purpose": "{purpose}専用のモデルです。",
    "pool_retired": "{source}によると、提供終了済みか、まもなく終了します。",
    "pool_retires": "プロバイダーによると、{date}に提供を終了します。",
    "pool_preview": "プレビュー版で、いつでも変更または終了する可能性があります。",
    "pool_rationed": "無料で利用量に制限のある版です。",
    "pool_tuned": "ファインチューニングされたモデルです。どんな質問にも使うなら追加してください。",
    "pool_variant": "このモデルの特別な版です: {variant}。",
    "pool_lacks": "多くのリクエストに必要な機能がありません: {missing}。",
    "pool_unpriced": "{source}の価格表にないため、比較できません。",
    "pool_dear": "標準的な質問1件に{fare}かかり、`pool.fare_micros_max`の上限を超えます。",
    "pool_snapshot": "{rival}のスナップショットまたは別名です。",
    "pool_older": "同じ系列の新しいモデル{rival}があります。",
    "pool_outdone": "1世代新しく、価格も高くない{rival}があります。",
    "pool_generations": "2世代新しい{rival}があります。",
    "pool_old": "{date}に公開され、18か月以上たっています。",
    "pool_small": "パラメーター数が{size}Bで、あらゆる質問に使うには小さすぎます。",
    "pool_elsewhere": "{rival}と同じモデルです。",
    "pool_share": "{provider}の枠({count}個)はすでに埋まっています。",
    "pool_beyond": "{count}個の枠がすべて埋まっています。",
}
