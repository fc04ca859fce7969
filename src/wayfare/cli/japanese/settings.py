"""What each setting does, in Japanese."""

from collections.abc import Mapping
from typing import Final

SETTINGS: Final[Mapping[str, str]] = {
    "server.host": "待ち受けるアドレス。",
    "server.port": "待ち受けるポート。0なら空いているポート。",
    "server.body_bytes_max": "受け付けるリクエスト本文の最大サイズ(バイト)。",
    "server.workers": "リクエストを処理するプロセス数。1ならこのプロセスのみ。",
    "server.drain_delay_s": (
        "終了の合図を受けた後、`/readyz`だけを不可にして受け付けを続ける時間(秒)。"
    ),
    "server.grace_s": "その後、処理中の回答の完了を待つ時間(秒)。過ぎたら打ち切ります。",
    "store.url": "保存先(sqlite://またはpostgresql://)。空ならデータフォルダーの`wayfare.db`。",
    "store.keep_texts": "数値だけでなく、質問と回答のテキストも保存します。",
    "store.retention_days": (
        "テキストとファイルをこの日数の後に削除します。0なら削除しません。数値は残ります。"
    ),
    "timeouts.connect_s": "接続できるまで待つ時間(秒)。",
    "timeouts.first_token_s": (
        "回答の最初の部分が届くまで待つ時間(秒)。ストリームでない回答は一度に届きます。"
    ),
    "timeouts.between_s": "回答の断片と断片の間に待つ時間(秒)。",
    "timeouts.total_s": "それまでの失敗も含めて、回答全体に使える時間(秒)。",
    "retries.attempts_max": "1つのリクエストで、全モデルを合わせて呼び出す最大回数。",
    "retries.base_s": (
        "最初の待ち時間は0秒からこの値までの間で無作為に選び、以後は範囲を2倍ずつ広げます。"
    ),
    "retries.cap_s": "無作為に選ぶ待ち時間の上限(秒)。",
    "retries.waiting_max_s": (
        "1つのリクエストで待つ時間の合計(秒)。0なら同じモデルに再試行しません。"
    ),
    "breaker.failures": "この回数だけ続けて失敗したモデルを`auto`が休ませます。0なら休ませません。",
    "breaker.cool_off_s": "休ませる時間(秒)。その後、1つのリクエストで確認します。",
    "hedging.after_ms": (
        "最初のトークンがこの時間(ミリ秒)内に来なければ、次のモデルにも質問します。0なら無効。"
        "両方のモデルの料金がかかることがあります。"
    ),
    "routing.learn": "`auto`が評価から学習するかどうか。",
    "routing.embedder": (
        "質問をベクトルにするもの。`hashing`はここで計算し、"
        "埋め込みモデルの名前を書くと質問をそのプロバイダーに送ります。"
    ),
    "routing.embedder_ms": "そのモデルを待つ時間(ミリ秒)。過ぎたら待たずに進みます。",
    "routing.baseline": (
        "`auto`と比較するモデルの名前。空なら、これまでに分かっている最良の単一モデル。"
    ),
    "routing.point_worth_micros": (
        "品質1点(100点満点)のために、`auto`が回答ごとに追加で払える金額。"
    ),
    "certificate.mode": (
        "guarded: 確認できていない質問には、試行を除いて基準モデルが答えます。mirror: "
        "試行するモデルには裏側でのみ質問します。open: 推定だけで選びます。"
    ),
    "certificate.margin_points": "回答が平均で何点(100点満点)まで劣ってよいか。",
    "certificate.trial_share": "まだ確認できていない質問のうち、試行に回す割合。",
    "certificate.loss_max": (
        "1つのモデルの試行は、回答この件数分の価値を失うと終わります。"
        "まだ比較していない回答は失ったものと見なします。"
    ),
    "pivot.models": "中間言語を経由した質問にも使うモデル。空なら使いません。",
    "pivot.translator": "翻訳を担当するモデル。空なら各モデルが自分で翻訳します。",
    "pivot.middle": "中間言語。",
    "vigil.every_hours": "モデルごとに、過去の質問を何時間おきにし直すか。0ならしません。",
    "vigil.rounds": "1回にモデルごとに送る質問数。",
    "vigil.budget_micros": (
        "1回に全モデルへの質問で使う金額の上限(マイクロドル)。"
        "exploration.budget_microsの範囲内で使います。"
    ),
    "certificate.share": (
        "証明済みのモデルの回答のうち、基準モデルと比較する割合。"
        "回答が分かれそうなトピックは多めに、あまり分かれないトピックやまれなトピックは3分の1まで減"
        "らして比較します。"
    ),
    "certificate.vote_share": (
        "比較したもののうち、誰も確信できない回答をこの割合だけ人の投票(`wayfare vote`)に残します。"
        "最大10組。0なら残しません。テキストを保存する場合のみ。"
    ),
    "certificate.held_share": (
        "最後まで基準モデルが答え、残りと全体として比較する会話の割合。0ならなし。"
        "`mirror`では使いません。"
    ),
    "exploration.share": (
        "ほかのモデルの実力を調べるために使う`auto`の質問の最大割合。0なら調べません。"
    ),
    "exploration.points": "調べるために、評価1件ごとにここまでの品質(100点満点)を犠牲にできます。",
    "exploration.budget_micros": "調べるために1日に追加で使える金額(マイクロドル)。",
    "judge.model": (
        "2つの回答の優劣を判定するモデルの名前。空なら、比較する2つ以外で最良のモデルを、"
        "なるべく別の会社から選びます。"
    ),
    "judge.kind": (
        "回答を比較するときの尋ね方。graded: 両方に0〜10点を付けます。pairwise: 良い方を選びます。"
    ),
    "pool.arms_max": "`auto`が使うモデルの最大数。",
    "pool.arms": "`auto`が必ず使うモデルの名前。",
    "pool.fare_micros_max": (
        "標準的な質問(入力1,000、出力500トークン)がこれより高いモデルは、自動では選びません。"
    ),
    "pool.probe": "選んだモデルを使う前に、数トークンで1回質問して確認します。",
    "local.enabled": "内蔵モデルを使います。",
    "local.download": "まだない重みをダウンロードします。",
    "local.threads": "モデルあたりのスレッド数。0ならコアごとに1つ。",
    "local.context_tokens": "モデルあたりのコンテキスト長(トークン)。",
    "local.hub_url": "ハブのアドレス。",
    "local.allow_private": "ハブがこのマシンやプライベートネットワークにあることを許可します。",
    "local.models": "モデル名ごとの重みの入手元。",
    "money.currency": "表示に使う通貨。",
    "money.per_dollar": "通貨ごとの1ドルあたりの為替レート。",
    "money.as_of": "為替レートの日付(ISO)。",
    "network.private": (
        "リクエストを送ってよいプライベートアドレス: ネットワークまたはアドレス、ポートも指定可。"
    ),
    "demands.no_training": "質問を学習に使わないと分かっている相手にのみ質問します。",
    "demands.countries": "これらの国(ISO 3166)の会社にのみ質問します。空ならすべての国。",
    "demands.providers": "これらのプロバイダーにのみ質問します。空ならすべて。",
    "budgets.output_tokens_max": (
        "予算があり、クライアントが指定しない場合の回答の最大トークン数。"
        "上限のない費用は事前に確保できません。"
    ),
    "page.one_assistant": (
        "メンバーにはモデル名の代わりに一つのアシスタントを表示します。チケットにはすべて載ります。"
    ),
    "page.vote_share": "`auto`の回答のうち、次点の回答と比べるかを尋ねる割合。0なら尋ねません。",
    "accounts.idle_days": "この日数の間操作がなければログインを終了します。",
    "accounts.session_days": "操作の有無にかかわらず、この日数でログインを終了します。",
    "accounts.secure_cookies": (
        "ブラウザーはhttpsでのみ接続します(httpsであることを伝えないプロキシの背後で有効にします)。"
    ),
    "metrics.enabled": "Prometheus用のメトリクスを集計します。",
    "metrics.open": "キーなしで`/metrics`を公開します。モデルと費用が見えるようになります。",
    "otel.endpoint": "OTLP/HTTPの送信先。例: http://127.0.0.1:4318。空なら送信しません。",
    "otel.service": "送信先でのこのWayfareの名前。",
    "logs.format": "人が読む行(text)またはJSON。",
    "logs.level": "このレベル以上を記録します。",
    "logs.access": "リクエストごとに1行。数値と名前だけを記録し、テキストは記録しません。",
    "limits.redis_url": (
        "複数のプロセスが予算とレート制限を共同で数えるRedisのアドレス(例: "
        "redis://127.0.0.1:6379/0)。空ならプロセスごとに数えます。"
    ),
    "limits.redis_prefix": "Redisで使うキー名の接頭辞。",
    "oidc.issuer": "ログインに使うOpenIDプロバイダーのissuer(一字一句同じに)。空なら使いません。",
    "oidc.client_id": "そのプロバイダーに登録したWayfareのclient ID。",
    "oidc.client_secret_env": "client secretが入った環境変数。",
    "oidc.redirect_url": (
        "ブラウザーから見た`/api/oidc/callback`のアドレス。"
        "プロバイダーに登録したものと同じにします。"
    ),
    "oidc.scopes": "要求するスコープ。`openid`が必要です。",
    "oidc.label": "画面に表示する名前。",
    "oidc.make_users": "初めてログインした人をユーザーとして作成します。",
    "oidc.role": "そうして作成したユーザーのロール。",
    "oidc.domains": (
        "確認済みのメールアドレスがこれらのドメインの人だけがログインできます。空なら全員。"
    ),
    "discover": "環境変数のキーと、既知のポートで動くサーバーを探します。",
    "providers": "名前ごとのプロバイダー。",
    "arms": "追加の候補。",
    "prices": "デプロイ名ごとの価格。",
    "terms": "プロバイダー名ごとの利用条件。",
}
