"""What the command line says of what the doctor finds, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "outcomes_fine": "評価{count:,}件に異常は見つかりませんでした。",
    "outcomes_looked_at": "調べた評価: {count:,}件。",
    "finding_count": "評価{count:,}件",
    "finding_confirmed": "確認済み: これらの評価を信用します。",
    "finding_cure": "今は信用していません。問題がなければ: wayfare doctor routing --confirm {id}",
    "no_judges": "判定したモデルはまだありません。`wayfare calibrate`で判定させられます。",
    "judge_weight": "{source}: 判定1件を投票の{weight:.0%}として数えます(判定{verdicts:,}件)",
    "judge_votes": "人と一致した判定: {votes:,}件中{agreed:,}件({low:.0%}〜{high:.0%})",
    "judge_no_votes": "判定した回答への投票がまだないため、弱い手がかりとしてのみ数えます",
    "judge_place": (
        "順序を入れ替えて尋ねた{pairs:,}組のうち、同じ位置を選んだもの{by_place:,}組({low:.0%}〜"
        "{high:.0%})、同じ回答を選んだもの{decided:,}組"
    ),
    "judge_marks": (
        "投票があり点数を付けた{marked:,}組: 人が選んだ回答との点差は平均{worth:.1f}点(10点満点)、"
        "測定の正しさは{moves:.0%}以上"
    ),
    "judge_marks_need_votes": (
        "投票があり点数を付けた{marked:,}組: 点数を証明の根拠にするには足りません。"
        "あと約{votes:,}件の投票で足りるかもしれません"
    ),
    "judge_marks_tell_nothing": (
        "投票があり点数を付けた{marked:,}組: 点数が投票と合わないため、計算に使いません"
    ),
    "judge_leans": "不採用: 人とは違い、特定のモデルに高い点数を付けます。",
    "judge_by_place": "不採用: コイン投げより頻繁に、回答の内容ではなく位置で選びます。",
    "judge_never_decides": "不採用: 2つの回答の優劣をほとんど付けません。",
    "judge_no_better_than_chance": "不採用: 偶然より頻繁に人と一致することが確認できません。",
    "judge_cure": "この判定は計算に入れません。別のモデルに判定させてください。",
    "good": "正常",
    "look": "要確認",
    "no_file": "{path} (なくても構いません)",
    "folders": "データ: {home}、設定: {config}",
    "store_opens": "ストアを開けます: {name}",
    "vault_opens": "{path}: 保存されているプロバイダーのキー{count}個をすべて開けます",
    "vault_closed": (
        "{path}では開けないキー: {names}。コピーから復元するか、`wayfare credentials "
        "set`で設定し直してください"
    ),
    "workers_set": "リクエストを処理するプロセス: {count}個",
    "redis_answers": "予算とレート制限を数えるRedisは応答しています",
    "openid_answers": "OpenIDプロバイダー{issuer}は応答しています",
    "runtime": "ローカルモデルの実行環境",
    "runtime_cure": "ローカルモデルの実行環境がありません: `pip install 'wayfare[local]'`",
    "no_rate": "money.currencyは{currency}ですが、money.per_dollarに為替レートがありません",
    "undated_rate": "{currency}の為替レートに日付がありません: money.as_ofを設定してください",
    "pivot_fine": "{arm}: {model}に{middle}で質問し、{translator}が翻訳します",
    "pivot_unknown": ("{arm}: モデル{name}がありません。`wayfare models`で名前を確認してください"),
    "pivot_no_provider": (
        "{arm}: {name}がありません。プロバイダー{provider}が設定にないか、キーがありません: "
        "`wayfare providers add`"
    ),
    "pivot_unheard": (
        "{arm}: {provider}からモデル一覧を取得できないため、{name}があるか分かりません: {why}"
    ),
    "pivot_local_off": (
        "{arm}: {name}はローカルモデルですが、無効になっています。local.enabledをtrueにしてください"
    ),
    "pivot_cannot_chat": (
        "{arm}: {name}はチャットモデルではないため、回答できません。別のモデルを指定してください"
    ),
    "pivot_cannot_translate": (
        "{arm}: {name}はチャットも翻訳もできません。別の翻訳モデルを指定してください"
    ),
    "pivot_lacks_middle": (
        "{arm}: {name}は{middle}を扱えません。`middle`を変えるか、別のモデルを指定してください"
    ),
    "pivot_not_demanded": "{arm}: {name}は[demands]の条件を満たさないため使えません。{why}",
}
