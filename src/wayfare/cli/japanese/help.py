"""What `--help` says, in Japanese."""

from collections.abc import Mapping
from typing import Final

HELP: Final[Mapping[str, str]] = {
    "One address for all your models: each question goes to the model that answers it best for "
    "its price.": (
        "すべてのモデルを1つのアドレスで使えます。質問ごとに、"
        "価格に見合って最もよく答えるモデルに送ります。"
    ),
    "Version.": "バージョン。",
    "Language; else that of the locale.": "言語。省略時はロケールに従います。",
    "Print JSON.": "JSONで出力します。",
    "Install completion for the current shell.": "現在のシェルに補完をインストールします。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "現在のシェルの補完スクリプトを表示します。コピーやカスタマイズに使えます。"
    ),
    "Look for faults in outcomes; what is found is not believed until it is confirmed.": (
        "評価の異常を探します。見つかったものは、確認されるまで信用しません。"
    ),
    "Place a model: ask it past questions, and let a judge compare its answers with those kept.": (
        "モデルの実力を見積もります。過去の質問を送り、保存された回答と比べて判定させます。"
    ),
    "The model to place, by its name here.": "実力を見積もるモデルの名前。",
    "How many past questions to ask it.": "送る過去の質問の数。",
    "Say of so many pairs yourself which answer is better.": (
        "この数の組については、良い回答を自分で選びます。"
    ),
    "Who judges; else judge.model, else the best of another maker.": (
        "判定するモデル。省略時はjudge.model、それもなければ別の会社の最良のモデル。"
    ),
    "Show how often judges agree with people and whether they go by an answer's place.": (
        "判定モデルがどれだけ人と一致するか、回答の位置で選んでいないかを表示します。"
    ),
    "The finding of this id is no fault: believe those outcomes.": (
        "このIDの検出結果は異常ではないので、その評価を信用します。"
    ),
    "Take back what was confirmed.": "確認を取り消します。",
    # replaying
    "Your own log instead of a set: rules it can tell of.": (
        "質問セットの代わりに自分のログを使います。ログから分かるルールに限ります。"
    ),
    "Log: from this day on, YEAR-MONTH-DAY in UTC.": "ログ: この日から(UTC、年-月-日)。",
    "Replay a labelled set: learn from some questions, decide the others, measure.": (
        "採点済みの質問セットで再生します。一部で学習し、残りを選択して測定します。"
    ),
    "The name of the set.": "セットの名前。",
    "Folder of the set that is decided.": "選択の対象となるセットのフォルダー。",
    "Folder of the set to learn from; else the same, split.": (
        "学習に使うセットのフォルダー。省略時は同じセットを分割します。"
    ),
    "Questions to learn from; else all.": "学習に使う質問数。省略時はすべて。",
    "How many splits, or orders.": "分割または並べ替えの回数。",
    "Points of 100 that may be lost; again for more.": (
        "100点のうち失ってよい点数。複数指定できます。"
    ),
    "A rule, or FILE.py:NAME; again for more.": "ルール名またはFILE.py:NAME。複数指定できます。",
    "File to write the rows to, as JSON.": "結果の行をJSONで書き出すファイル。",
    "Learn while answering, as in use.": "実際の利用と同じように、答えながら学習します。",
    "Online: dollars that a point of 100 is worth an answer; else 0.0002.": (
        "オンライン: 100点のうち1点が回答1件に対して持つ価値(ドル)。省略時は0.0002。"
    ),
    "Online: people vote on this share of answers; else all is known.": (
        "オンライン: 人が投票する回答の割合。省略時はすべてのスコアが既知。"
    ),
    "Online: the share of votes that are wrong; else 0.2.": (
        "オンライン: 間違った投票の割合。省略時は0.2。"
    ),
    "Online: file to draw to, FILE.png or FILE.svg.": (
        "オンライン: 図を描くファイル。FILE.pngまたはFILE.svg。"
    ),
    # serving and asking
    "Serve all models at one address, until Ctrl+C.": (
        "すべてのモデルを1つのアドレスで提供します。Ctrl+Cで停止します。"
    ),
    "Address to listen on.": "待ち受けるアドレス。",
    "Port to listen on.": "待ち受けるポート。",
    "Port to listen on; 0: any.": "待ち受けるポート。0なら任意。",
    "Processes that serve.": "リクエストを処理するプロセス数。",
    "Serve only the scripted provider: no model, no key, no cost.": (
        "台本どおりに答えるプロバイダーだけを使います。モデルもキーも費用も不要です。"
    ),
    "Ask one question, through a running Wayfare or without one.": (
        "質問を1つ送ります。起動中のWayfareがあれば経由し、なければ直接送ります。"
    ),
    "What to ask; - reads it from standard input.": "質問。-なら標準入力から読み込みます。",
    "A model's name, or auto, auto:best, auto:cheap, auto:fast.": (
        "モデル名、またはauto、auto:best、auto:cheap、auto:fast。"
    ),
    "Instructions before the question.": "質問の前に与える指示。",
    "0: no chance. Else the model's own.": "0ならランダム性なし。省略時はモデルの既定値。",
    "Talk, one turn after another. An empty line ends.": "対話形式で会話します。空行で終了します。",
    "Get the local models, serve, ask and show the tickets.": (
        "ローカルモデルを用意して起動し、質問してチケットを表示します。"
    ),
    "The question to ask, instead of one Korean and one English.": (
        "韓国語と英語の質問の代わりに送る質問。"
    ),
    "The model to ask for.": "質問先のモデル。",
    "End after the answers.": "回答を受け取ったら終了します。",
    "Ask models that you have keys for too. This can cost money.": (
        "キーのあるモデルにも質問します。費用がかかることがあります。"
    ),
    "Compare fares for a question. Sends it nowhere.": (
        "質問の料金を比較します。質問はどこにも送りません。"
    ),
    "The question to quote for.": "料金を見積もる質問。",
    "auto, auto:best, auto:cheap or auto:fast.": (
        "auto、auto:best、auto:cheap、auto:fastのいずれか。"
    ),
    "Wished of the choice, such as ceiling_usd=0.01,point_worth_usd=0.0002,critical.": (
        "選択への希望。例: ceiling_usd=0.01,point_worth_usd=0.0002,critical。"
    ),
    "Demanded of who reads it, such as no_training,countries=KR|US,providers=openai.": (
        "質問を読む相手への条件。例: no_training,countries=KR|US,providers=openai。"
    ),
    "Show requests, tokens and cost.": "リクエスト、トークン、費用を表示します。",
    "What to add up by.": "何ごとに集計するか。",
    "How many days back.": "過去何日分か。",
    "Print the settings and look for what is wrong; in outcomes, too.": (
        "設定を表示し、問題を探します。評価も調べます。"
    ),
    # models and providers
    "List the models; let `auto` take them, or not.": (
        "モデルを一覧表示し、`auto`が使うモデルを決めます。"
    ),
    "Say of each why `auto` takes it, or does not.": "`auto`が使う理由、使わない理由を表示します。",
    "Let `auto` take a model. It is asked once, for a few tokens, to see that it answers.": (
        "`auto`にモデルを使わせます。応答を確かめるため、数トークンで1回質問します。"
    ),
    "Let `auto` take a model no more. It can still be asked by name.": (
        "`auto`にモデルを使わせないようにします。名前を指定すれば質問できます。"
    ),
    "Choose anew which models `auto` takes, among all that there are now.": (
        "現在あるすべてのモデルから、`auto`が使うものを選び直します。"
    ),
    "Its name.": "モデルの名前。",
    "Say that a model changed: what was said of it before counts little from then on.": (
        "モデルが変更されたことを知らせます。それ以前の評価は少しだけ数えます。"
    ),
    "Its name; without one, all that changed.": "モデルの名前。省略時は変更されたものすべて。",
    "The day or moment in UTC, as 2026-11-20 or 2026-11-20T09:30.": (
        "UTCの日付または日時。例: 2026-11-20、2026-11-20T09:30。"
    ),
    "Take its last change back.": "最後の変更を取り消します。",
    "List, add, remove and test providers.": "プロバイダーを一覧表示、追加、削除、確認します。",
    "List the providers that were added or whose key was found.": (
        "追加したプロバイダーと、キーが見つかったプロバイダーを一覧表示します。"
    ),
    "Add a provider to the settings.": "設定にプロバイダーを追加します。",
    "A name of your own, or that of a usual provider.": (
        "任意の名前、または既知のプロバイダーの名前。"
    ),
    "Address below which its endpoints lie.": "エンドポイントの基になるアドレス。",
    "What it speaks; several by commas, the best first.": (
        "使う形式。複数なら優先順にカンマ区切り。"
    ),
    "Environment variable that holds the key; the key is not kept.": (
        "キーが入った環境変数。キー自体は保存しません。"
    ),
    "How the key is sent: bearer, api-key, x-api-key, x-goog-api-key, none, sigv4, google.": (
        "キーの送り方: bearer、api-key、x-api-key、x-goog-api-key、none、sigv4、google。"
    ),
    "Models to offer, by commas; empty: those that it lists.": (
        "使うモデルをカンマ区切りで。空ならプロバイダーの一覧にあるもの。"
    ),
    "The usual provider that it is like.": "これと同様の、既知のプロバイダー。",
    "It may lie on this machine or in a private network.": (
        "このマシンやプライベートネットワークにあることを許可します。"
    ),
    "Take a provider out of the settings.": "設定からプロバイダーを削除します。",
    "The provider's name.": "プロバイダーの名前。",
    "Look for what stands between Wayfare and its providers; listing models is free.": (
        "プロバイダーとの接続の問題を探します。モデルの一覧取得は無料です。"
    ),
    "Their names; none: all that are known.": "プロバイダーの名前。省略時はすべて。",
    "Ask each a short question too; its price is said first.": (
        "短い質問も送ります。費用は事前に表示します。"
    ),
    "Ask without asking you.": "確認なしで質問します。",
    "List what is known of providers' terms for prompts: who reads, trains, keeps.": (
        "質問を誰が読み、学習に使い、保存するか、プロバイダーの利用条件を一覧表示します。"
    ),
    "Keep the keys of providers, encrypted.": "プロバイダーのキーを暗号化して保存します。",
    "Keep a provider's key: typed unseen, or from standard input.": (
        "プロバイダーのキーを保存します。非表示で入力するか、標準入力で渡します。"
    ),
    "List the keys that are kept. What they are is not shown.": (
        "保存されているキーを一覧表示します。キー自体は表示しません。"
    ),
    "Keep a provider's key no longer.": "保存されているプロバイダーのキーを削除します。",
    "Encrypt every key anew, with a new key of the vault.": (
        "vaultの新しいキーで、すべてのキーを暗号化し直します。"
    ),
    # users, projects, keys
    "Manage users: who there is, and what they may do.": "ユーザーとそのロールを管理します。",
    "List the users.": "ユーザーを一覧表示します。",
    "Add a user. They work in the default project.": (
        "ユーザーを追加します。既定のプロジェクトのメンバーになります。"
    ),
    "The user's name.": "ユーザーの名前。",
    "What they may do.": "ロール。",
    "Give them a password, typed or from standard input.": (
        "パスワードも設定します。入力するか、標準入力で渡します。"
    ),
    "Give a user another role.": "ユーザーのロールを変更します。",
    "member, admin or owner.": "member(メンバー)、admin(管理者)、owner(オーナー)。",
    "Shut a user out: sessions end, keys open nothing within seconds.": (
        "ユーザーを停止します。ログインは終了し、キーは数秒以内に使えなくなります。"
    ),
    "Let a user in again.": "ユーザーの停止を解除します。",
    "Give a user a new password: typed twice, or from standard input. Their sessions end.": (
        "パスワードを変更します。2回入力するか、標準入力で渡します。ログインは終了します。"
    ),
    "Let a user sign in at the OpenID provider of the settings.": (
        "設定したOpenIDプロバイダーでのログインを許可します。"
    ),
    "Who they are at the OpenID provider: issuer|subject.": (
        "OpenIDプロバイダーでのID: issuer|subject。"
    ),
    "Instead: the first with this address, if it is verified.": (
        "代わりに、確認済みのこのメールアドレスで最初にログインした人。"
    ),
    "Let a user sign in at the OpenID provider no longer. Sessions go on.": (
        "OpenIDプロバイダーでのログインを禁止します。現在のログインは続きます。"
    ),
    "Manage projects: what keys, budgets and texts belong to.": (
        "キー、予算、テキストが属するプロジェクトを管理します。"
    ),
    "List the projects.": "プロジェクトを一覧表示します。",
    "Add a project.": "プロジェクトを追加します。",
    "The project's id.": "プロジェクトのID。",
    "What it is about.": "プロジェクトのタイトル。",
    "A user who works in it from the start.": "最初からメンバーになるユーザー。",
    "Change a project. What is `default` is as the settings say.": (
        "プロジェクトを変更します。`default`の項目は設定に従います。"
    ),
    "Whether texts are kept: yes, no or default.": "テキストを保存するか: yes、no、default。",
    "Texts are deleted after so many days; 0: never; or default.": (
        "この日数の後にテキストを削除します。0なら削除しません。またはdefault。"
    ),
    "For so many seconds the same question gets the same answer; 0: off; or default.": (
        "同じ質問に同じ回答を返す秒数。0なら無効。またはdefault。"
    ),
    "Put a project away: its keys open nothing, what is known of it stays.": (
        "プロジェクトをアーカイブします。キーは使えなくなり、記録は残ります。"
    ),
    "Take a project up again.": "アーカイブしたプロジェクトを再開します。",
    "List who works in a project, after somebody came or left.": (
        "メンバーを追加または削除した後の一覧を表示します。"
    ),
    "Take this user into it.": "このユーザーを追加します。",
    "Take this user out of it; their keys in it open nothing.": (
        "このユーザーを外します。このプロジェクトでのキーは使えなくなります。"
    ),
    "Make, list and revoke keys.": "キーの作成、一覧表示、失効を行います。",
    "Make a key. It is shown once.": "キーを作成します。表示は一度だけです。",
    "Whose key it is.": "キーを使うユーザー。",
    "What it is for.": "キーの用途。",
    "Texts sent with it are never learned from.": "このキーで送ったテキストを学習に使いません。",
    "Ask only those known not to train on prompts.": (
        "質問を学習に使わないと分かっている相手にのみ質問します。"
    ),
    "Ask only companies of these countries, such as KR,US.": (
        "これらの国の会社にのみ質問します。例: KR,US。"
    ),
    "Ask only these providers, such as openai,local.": (
        "これらのプロバイダーにのみ質問します。例: openai,local。"
    ),
    "What it is for: a project.": "キーを使うプロジェクト。",
    "When it opens nothing any more: 90d, or 2027-01-31 (UTC).": (
        "有効期限: 90dまたは2027-01-31(UTC)。"
    ),
    "It manages too, as far as its user's role reaches.": (
        "ユーザーのロールの範囲で管理操作もできます。"
    ),
    "List the keys. What they are is not kept.": (
        "キーを一覧表示します。キー自体は保存していません。"
    ),
    "Revoke a key. It stops working within seconds.": (
        "キーを失効させます。数秒以内に使えなくなります。"
    ),
    "The key's id.": "キーのID。",
    # budgets and rates
    "Set, list and remove budgets.": "予算を設定、一覧表示、削除します。",
    "Set a budget. It holds within two seconds.": "予算を設定します。2秒以内に有効になります。",
    "key, project or user.": "key(キー)、project(プロジェクト)、user(ユーザー)。",
    "The key's id, the project's id or the user.": "キーのID、プロジェクトのID、またはユーザー名。",
    "Dollars that may be spent in a day (UTC).": "1日(UTC)に使える金額(ドル)。",
    "Dollars that may be spent in a month (UTC).": "1か月(UTC)に使える金額(ドル)。",
    "Dollars that may be spent in all.": "合計で使える金額(ドル)。",
    "Dollars from which on tickets warn.": "チケットに警告を出し始める金額(ドル)。",
    "List the budgets, with what is spent, held and left of each.": (
        "予算と、それぞれの使用済み、確保中、残りの金額を一覧表示します。"
    ),
    "Remove a budget. What was spent stays in the ledger.": (
        "予算を削除します。使用した記録は残ります。"
    ),
    "day, month or total.": "day(1日)、month(1か月)、total(合計)。",
    "Set, list and remove rates.": "レート制限を設定、一覧表示、削除します。",
    "Set a rate. It holds within two seconds.": "レート制限を設定します。2秒以内に有効になります。",
    "Requests in any minute; none: not limited.": "1分あたりのリクエスト数。省略時は無制限。",
    "Tokens in any minute; none: not limited.": "1分あたりのトークン数。省略時は無制限。",
    "List the rates.": "レート制限を一覧表示します。",
    "Remove a rate.": "レート制限を削除します。",
    # comparing models on a file of questions
    "Ask models your own questions: see whether another is as good as the one you use.": (
        "自分の質問をモデルに送り、使用中のモデルと同等のものがあるか調べます。"
    ),
    "Questions: .txt, .csv, .jsonl, or ChatGPT's conversations.json.": (
        "質問ファイル: .txt、.csv、.jsonl、またはChatGPTのconversations.json。"
    ),
    "The model in use; empty: the best single one.": "使用中のモデル。空なら最良の単一モデル。",
    "A model to compare; again for more; else `auto`'s.": (
        "比較するモデル。複数指定できます。省略時は`auto`が使うモデル。"
    ),
    "Dollars that it may cost.": "使ってよい金額(ドル)。",
    "File to write the result to, as JSON.": "結果をJSONで書き出すファイル。",
    # measuring languages
    "Measure what asking through another language gains.": (
        "別の言語を経由して質問すると、どれだけ良くなるかを測ります。"
    ),
    "Ask the same questions directly and through English: see for which languages it helps.": (
        "同じ質問をそのままと英語経由で送り、どの言語で効果があるかを確認します。"
    ),
    "Questions with what is right: .csv, .jsonl or .parquet; else past ones.": (
        "正解付きの質問ファイル: .csv、.jsonl、.parquet。省略時は過去の質問。"
    ),
    "A model to measure; again for more; else `auto`'s.": (
        "測るモデル。複数指定できます。省略時は`auto`が使うモデル。"
    ),
    "Who translates; else pivot.translator, else each model itself.": (
        "翻訳するモデル。省略時はpivot.translator、それもなければ各モデル自身。"
    ),
    "The language in the middle; else that set.": "経由する言語。省略時は設定の言語。",
    "A language by its code; again for more; else all.": (
        "言語コード。複数指定できます。省略時はすべて。"
    ),
    "Questions of each language.": "言語ごとに送る質問の数。",
    "Say too how models of each country do.": "開発元の国ごとのモデルの成績も表示します。",
    # vote
    "Say which of two answers of `auto` is better, without knowing whose they are.": (
        "`auto`の2つの回答のどちらが良いか、どのモデルのものか知らずに投票します。"
    ),
    # certificates
    "Online: others answer only where that is shown.": (
        "オンライン: 確認できた質問でのみ、ほかのモデルが答えます。"
    ),
    "Online: the same, and trials in the shadow alone.": (
        "オンライン: 同上。ただし試行は裏側でのみ行います。"
    ),
    "Online: by estimates alone; so too without these three.": (
        "オンライン: 推定だけで選びます。この3つを省略した場合も同じです。"
    ),
    "Show what is shown of answers by other models; write it down; verify it.": (
        "ほかのモデルの回答について確認できたことを表示し、書き出し、検証します。"
    ),
    "Compare all of Wayfare, by conversation, with the best single model.": (
        "Wayfare全体を会話単位で、最良の単一モデルと比較します。"
    ),
    "Write a certificate down, signed, so that it can be verified.": (
        "証明書に署名してファイルに書き出します。後で検証できます。"
    ),
    "Compute a certificate again from the log, and see whether it says what it did.": (
        "ログから証明書を計算し直し、記載どおりか確かめます。"
    ),
    "Where to write it.": "書き出すファイル。",
    "Draw what was shown, comparison by comparison.": "比較ごとに、何が確認できたかを図にします。",
    "Where to draw it: a PNG or an SVG.": "図のファイル: PNGまたはSVG。",
    "The model it is about; empty: all.": "対象のモデル。空ならすべて。",
    "The topic it is about; empty: all.": "対象のトピック。空ならすべて。",
    "Against which model; empty: the only one.": "比較する基準モデル。空なら唯一のもの。",
    "What past questions have shown.": "過去の質問から確認できたこと。",
    "The claim over conversations.": "会話全体についての主張。",
    "A certificate that was written.": "書き出した証明書。",
    # topics
    "Show what is asked about, and which model answers it best.": (
        "どんな質問が来て、どのモデルが最もよく答えるかを表示します。"
    ),
    # the audit log and the store
    "Show who did what, the newest first. Times are UTC.": (
        "誰が何をしたかを新しい順に表示します。時刻はUTCです。"
    ),
    "How many at most.": "最大件数。",
    "How many days back; 0: all.": "過去何日分か。0ならすべて。",
    "Only what this one did.": "この人の操作のみ。",
    "Only such acts: `login`, `key`, `key.add`.": (
        "この種類の操作のみ。例: `login`、`key`、`key.add`。"
    ),
    "Only what was done to this.": "この対象への操作のみ。",
    "Only what is older than the entry of this id.": "このIDの記録より古いもののみ。",
    "See, migrate, move, back up and restore what is kept.": (
        "保存データの確認、移行、移動、バックアップ、復元を行います。"
    ),
    "Say where the store is, how large, at which revision, and how many rows it has.": (
        "ストアの場所、サイズ、リビジョン、行数を表示します。"
    ),
    "Bring the tables to the newest revision, as `wayfare serve` does when it starts.": (
        "テーブルを最新のリビジョンにします。`wayfare serve`も起動時に行います。"
    ),
    "Show the SQL; change nothing.": "SQLを表示するだけで、何も変更しません。",
    "Make no copy of the tables before.": "事前にテーブルをコピーしません。",
    "Copy all rows into another database, and check that they arrived.": (
        "すべての行を別のデータベースにコピーし、届いたことを確認します。"
    ),
    "Address of the store to move from.": "移行元のストアのアドレス。",
    "Address of an empty store.": "空のストアのアドレス。",
    "Lose the rows that are there, if there are any.": "既存の行があれば破棄します。",
    "Copy the store into a file, as of one moment. It may be in use.": (
        "ある時点のストアをファイルにバックアップします。使用中でも構いません。"
    ),
    "A new file, in SQLite's format.": "新しいファイル(SQLite形式)。",
    "Put a backup into the store, which is empty or to be replaced.": (
        "空の、または--replaceで置き換えるストアに、バックアップを復元します。"
    ),
    "A file that `wayfare store backup` made.": "`wayfare store backup`で作成したファイル。",
}
