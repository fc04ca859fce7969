"""What goes wrong below the command line, in Japanese; see `cli/error_texts.py`."""

from collections.abc import Mapping
from typing import Final

from wayfare.cli.japanese import arm_errors, measuring_errors, placing_errors

ERRORS: Final[Mapping[str, str]] = {
    **arm_errors.ERRORS,
    **placing_errors.ERRORS,
    **measuring_errors.ERRORS,
    # checks of answers, and findings about outcomes
    "There is no finding {}.": "検出結果{}はありません。",
    "`wayfare doctor routing` shows all.": "`wayfare doctor routing`ですべて確認できます。",
    "Code cannot be checked here: {}.": "ここではコードをチェックできません: {}。",
    "Install bubblewrap where Wayfare runs, or run the tests yourself and send a `score`.": (
        "Wayfareが動くマシンにbubblewrapをインストールするか、"
        "テストを自分で実行して`score`を送ってください。"
    ),
    "No outcome speaks of {}.": "{}への評価がありません。",
    "`wayfare topics` shows whose answers were judged.": (
        "`wayfare topics`で、どのモデルの回答が評価されたか確認できます。"
    ),
    "A model cannot have changed in the future.": "モデルの変更日時を未来にすることはできません。",
    "{} never changed, as far as is known.": "{}が変更された記録はありません。",
    "`wayfare models changed` shows all that did.": (
        "`wayfare models changed`で、変更されたモデルをすべて確認できます。"
    ),
    # comparing models on a file of questions
    "{} is no file of questions.": "{}は質問ファイルではありません。",
    "It must end with .txt, .csv, .jsonl or .json (ChatGPT's conversations.json).": (
        ".txt、.csv、.jsonl、または.json(ChatGPTのconversations.json)で終わる必要があります。"
    ),
    "{} is not UTF-8.": "{}はUTF-8ではありません。",
    "Save it as UTF-8.": "UTF-8で保存してください。",
    "There are no questions in {}.": "{}に質問がありません。",
    "Name its column or field `question`; see `wayfare compare --help`.": (
        "列またはフィールドの名前を`question`にしてください。詳細: `wayfare compare --help`"
    ),
    "{} is no table: {}.": "{}を表として読めません: {}。",
    "{} has no column with questions.": "{}に質問の列がありません。",
    "Line {} of {} is no JSON object.": "{1}の{0}行目がJSONオブジェクトではありません。",
    "Line {} of {} has no question.": "{1}の{0}行目に質問がありません。",
    "{} is no export of ChatGPT.": "{}はChatGPTのエクスポートではありません。",
    "Its export has a conversations.json.": (
        "エクスポートの中のconversations.jsonを指定してください。"
    ),
    "There is nothing to compare {} with.": "{}と比較するものがありません。",
    "Name other models with --model, or add a provider.": (
        "--modelで別のモデルを指定するか、プロバイダーを追加してください。"
    ),
    "{} may not read them: it does not fulfil what the settings demand.": (
        "{}は設定の条件を満たさないため、質問を読めません。"
    ),
    "Name another one with --used, or change [demands].": (
        "--usedで別のモデルを指定するか、[demands]を変更してください。"
    ),
    "{} is no single model.": "{}は単一のモデルではありません。",
    "What {} costs is not known.": "{}の費用が分かりません。",
    "Set its price in [prices], or leave it out.": "[prices]に価格を設定するか、除外してください。",
    "{} is not there.": "{}がありません。",
    "Name a file of questions.": "質問ファイルを指定してください。",
    "Line {} of {} is no answer.": "{1}の{0}行目が回答ではありません。",
    "Delete that line.": "その行を削除してください。",
    # votes
    "There is no pair {} that waits for you.": "あなたの投票を待つ組{}はありません。",
    "`wayfare vote` shows those that wait.": "`wayfare vote`で、投票待ちの組を確認できます。",
    "Somebody voted on this pair already.": "この組にはすでに投票があります。",
    "Take the next one.": "次の組に投票してください。",
    # certificates
    "There is no claim of these names.": "その名前の主張はありません。",
    "`wayfare certificates` lists them.": "`wayfare certificates`で確認できます。",
    "`wayfare certificates whole` lists them.": "`wayfare certificates whole`で確認できます。",
    "Of whole conversations there is one claim, over all that is asked.": (
        "会話全体についての主張は、すべての質問を対象とした1つだけです。"
    ),
    "This is no certificate that this Wayfare can verify.": (
        "このWayfareが検証できる証明書ではありません。"
    ),
    "It must be of the format {}, version {}.": "形式{}、バージョン{}である必要があります。",
    "{} is no certificate.": "{}は証明書ではありません。",
    "`wayfare certificates save FILE` writes one.": (
        "`wayfare certificates save FILE`で書き出せます。"
    ),
    "There are claims against {} baselines.": "{}個の基準モデルに対する主張があります。",
    "Name one with --baseline.": "--baselineで1つ指定してください。",
    # users and projects
    "There is no user {}.": "ユーザー{}はいません。",
    "`wayfare users list` shows all.": "`wayfare users list`で確認してください。",
    "There is a user {} already.": "ユーザー{}はすでにいます。",
    "Choose another name.": "別の名前を指定してください。",
    "{} is the last owner.": "{}は最後のオーナーです。",
    "Make another user an owner first.": "先に別のユーザーをオーナーにしてください。",
    "`name` is wrong: 1 to 64 letters that can be seen, without a slash.": (
        "`name`が正しくありません。表示できる文字1〜64字で、スラッシュは使えません。"
    ),
    "A password has {} letters at least, {} at most.": (
        "パスワードは{}文字以上{}文字以下にしてください。"
    ),
    "Several words are easy to keep and hard to guess.": (
        "単語をいくつかつなげると、覚えやすく推測されにくくなります。"
    ),
    "The subject is empty or too long.": "subjectが空か、長すぎます。",
    "{} signs in with this already.": "{}がすでにこれでログインしています。",
    "There is no project {}.": "プロジェクト{}はありません。",
    "`wayfare projects list` shows all.": "`wayfare projects list`で確認してください。",
    "There is a project {} already.": "プロジェクト{}はすでにあります。",
    "Choose another id.": "別のIDを指定してください。",
    "`id` is wrong: small letters a-z, digits and dashes, 63 at most.": (
        "`id`が正しくありません。英小文字a-z、数字、-を使い、63文字以内にしてください。"
    ),
    "{} does not work in {}.": "{}は{}のメンバーではありません。",
    "The project {} is archived.": "プロジェクト{}はアーカイブされています。",
    "`wayfare projects restore {}` takes it up again.": (
        "`wayfare projects restore {}`で再開できます。"
    ),
    "The default project cannot be archived.": "既定のプロジェクトはアーカイブできません。",
    "{} works in no project {}.": "{}がメンバーのプロジェクト{}はありません。",
    "`wayfare projects members {} --add {}` takes them into it.": (
        "`wayfare projects members {} --add {}`で追加できます。"
    ),
    # replays
    "What reads Parquet files is not installed.": (
        "Parquetファイルを読むパッケージがインストールされていません。"
    ),
    "What draws plots is not installed.": "図を描くパッケージがインストールされていません。",
    "`pip install 'wayfare[replay]'`.": "`pip install 'wayfare[replay]'`でインストールできます。",
    "A set is two files, NAME.prompts.parquet and NAME.outcomes.parquet.": (
        "セットはNAME.prompts.parquetとNAME.outcomes.parquetの2つのファイルです。"
    ),
    "{} has no column {}.": "{}に列{}がありません。",
    "It has {}.": "ある列: {}。",
    "There is no policy {} here.": "ここにはルール{}はありません。",
    "Name one of {}, or FILE.py:NAME.": "{}のいずれか、またはFILE.py:NAMEを指定してください。",
    "There is no Python file {}.": "Pythonファイル{}がありません。",
    "Write FILE.py:NAME.": "FILE.py:NAMEの形で書いてください。",
    "{} holds no policy {}.": "{}にルール{}がありません。",
    "NAME is a class or a function in it.": "NAMEはその中のクラスまたは関数です。",
    "The policy {} has no `{}`.": "ルール{}に`{}`がありません。",
    "With --online a policy has `choose` and `see`, without it `learn`, `decide` and `prefer`.": (
        "--onlineではルールに`choose`と`see`、それ以外では`learn`、`decide`、`prefer`が必要です。"
    ),
    "There is no policy {} for a log.": "ログ用のルール{}はありません。",
    "Name one of {}, {}NAME for always the same, or FILE.py:NAME.": (
        "{}のいずれか、常に同じものなら{}NAME、またはFILE.py:NAMEを指定してください。"
    ),
    "The policy {} cannot be called.": "ルール{}は呼び出せません。",
    "With --log a policy is a function of one question.": (
        "--logでは、ルールは1つの質問を受け取る関数です。"
    ),
    "The policy {} gave {} for {} offers.": "ルール{0}は{2}個の候補に対して{1}を返しました。",
    "It gives a number from 0 to 1 for each offer, in their order; they add up to 1.": (
        "候補ごとに0から1までの数値を順番どおりに返し、合計を1にしてください。"
    ),
    "The options {} and {} do not go together.": "オプション{}と{}は同時に使えません。",
    "Leave one out.": "どちらか一方を外してください。",
    "The option {} means nothing without {}.": "オプション{}は{}なしでは意味がありません。",
    "Add {}.": "{}を追加してください。",
    "--point must be more than 0.": "--pointは0より大きくしてください。",
    "For example --point 0.0002.": "例: --point 0.0002。",
    "--votes must be more than 0 and at most {}.": "--votesは0より大きく{}以下にしてください。",
    "--votes 0.02 is a vote on 2 answers of 100.": (
        "--votes 0.02は、回答100件のうち2件への投票を意味します。"
    ),
    "--wrong must be from 0 to {}.": "--wrongは0から{}までです。",
    "--wrong 0.2 is 20 votes of 100.": "--wrong 0.2は、投票100件のうち20件を意味します。",
    "{} is no PNG and no SVG.": "{}はPNGでもSVGでもありません。",
    "Name FILE.png or FILE.svg.": "FILE.pngまたはFILE.svgを指定してください。",
    # kept keys of providers
    "There is no provider {} that takes a key.": "キーを使うプロバイダー{}はありません。",
    "`wayfare providers add` brings one in.": "`wayfare providers add`で追加できます。",
    "This cannot be a key: it is empty, too long, or holds blanks or odd characters.": (
        "キーとして使えません。空か、長すぎるか、空白や使えない文字が含まれています。"
    ),
    "Send it as the provider wrote it.": "プロバイダーが発行したとおりに入力してください。",
    "No key is kept for {}.": "{}のキーは保存されていません。",
    "`wayfare credentials list` shows those that are.": (
        "`wayfare credentials list`で確認できます。"
    ),
    "{} cannot be read: {}.": "{}を読めません: {}。",
    "{} is not what Wayfare wrote there.": "{}の内容が、Wayfareの書いたものと異なります。",
    "Put it back from a copy; without it the providers' keys do not open.": (
        "コピーから復元してください。このファイルがないとプロバイダーのキーを開けません。"
    ),
    "Put it back from a copy; without it no key opens.": (
        "コピーから復元してください。このファイルがないとどのキーも使えません。"
    ),
    "Delete it: the next start makes a new key.": (
        "削除すると、次回の起動時に新しいキーを作ります。"
    ),
    "The owner's key in {} cannot be used: {}": "{}にあるオーナーのキーは使えません: {}",
    "If it was revoked, delete the file: the next start makes a new key.": (
        "失効させたキーなら、ファイルを削除してください。次回の起動時に新しいキーを作ります。"
    ),
    # the store
    "That is one store, not two.": "2つのストアが同じものです。",
    "Name another as the target.": "移行先に別のストアを指定してください。",
    "{} is there already.": "{}はすでにあります。",
    "Name a new file.": "新しいファイル名を指定してください。",
    "The tables are at revision {}, which is not known here.": (
        "テーブルのリビジョン{}は、このWayfareでは未知のものです。"
    ),
    "Back it up with the Wayfare that made them.": (
        "テーブルを作成したWayfareでバックアップしてください。"
    ),
    "{} holds nothing.": "{}は空です。",
    "Name a backup.": "バックアップを指定してください。",
    "{} is not empty.": "{}は空ではありません。",
    "Add --replace to lose what it holds.": "中身を破棄してよければ--replaceを付けてください。",
    "There is no store at {}.": "{}にストアはありません。",
    "See: wayfare store status": "`wayfare store status`で確認してください。",
    "Another program has {} open, such as a running Wayfare.": (
        "別のプログラム(実行中のWayfareなど)が{}を開いています。"
    ),
    "Stop it first: what it wrote meanwhile would be lost.": (
        "先に停止してください。その間に書き込まれたものが失われます。"
    ),
    "{} is no backup: {}.": "{}はバックアップではありません: {}。",
    "Name another.": "別のファイルを指定してください。",
    "{} is damaged.": "{}は破損しています。",
    "{} is damaged: {}.": "{}は破損しています: {}。",
    "Use another backup.": "別のバックアップを使ってください。",
    "The tables are to change, and {} bytes are too many to copy them before.": (
        "テーブルの変更が必要ですが、{}バイトは事前にコピーするには大きすぎます。"
    ),
    "Copy the database by its own means, then run: wayfare store migrate --no-copy": (
        "データベースのツールでコピーしてから、`wayfare store migrate "
        "--no-copy`を実行してください。"
    ),
    "A copy of {} bytes has no room in {}: {} are free.": (
        "{1}に{0}バイトをコピーする空きがありません(空き: {2})。"
    ),
    "Make room, or choose another place.": "空きを作るか、別の場所を選んでください。",
    "The database cannot be written: {}.": "データベースに書き込めません: {}。",
    "The database was closed.": "データベースはすでに閉じられています。",
    "The database cannot be read: {}.": "データベースを読めません: {}。",
    "The setting store.url is not an address.": "設定store.urlがアドレスではありません。",
    "{} is no address of a database.": "{}はデータベースのアドレスではありません。",
    "A database of the kind {} cannot be used.": "{}というデータベースは使えません。",
    "Write sqlite:////path/wayfare.db or postgresql://user@host/database.": (
        "sqlite:////path/wayfare.dbやpostgresql://user@host/databaseのように書いてください。"
    ),
    "{} cannot be opened: {}.": "{}を開けません: {}。",
    "See that the server runs and lets this user in, or set store.url.": (
        "サーバーが動作していて、このユーザーが接続できるか確認するか、"
        "store.urlを変更してください。"
    ),
    "Choose another place with WAYFARE_HOME or the setting store.url.": (
        "WAYFARE_HOMEまたは設定store.urlで別の場所を指定してください。"
    ),
    "The schema in the setting store.url is not a plain name.": (
        "設定store.urlのスキーマ名が使えません。"
    ),
    "Write small letters, digits and _, such as ?schema=wayfare.": (
        "?schema=wayfareのように、英小文字、数字、_で書いてください。"
    ),
    "PostgreSQL needs a package that is not installed.": (
        "PostgreSQLに必要なパッケージがインストールされていません。"
    ),
    "The database holds characters as {}, so not every one.": (
        "データベースの文字コードが{}のため、すべての文字を保存できません。"
    ),
    "Make one with: createdb --encoding UTF8 --template template0 wayfare": (
        "`createdb --encoding UTF8 --template template0 wayfare`で作成してください。"
    ),
    "{} is a database, but not Wayfare's.": "{}はWayfareのデータベースではありません。",
    "Set store.url to another file, or to another schema.": (
        "store.urlに別のファイル、または別のスキーマを設定してください。"
    ),
    "{} was written by a newer Wayfare (tables {}, here {}).": (
        "{}は、より新しいWayfareが書き込んだものです(テーブル{}、ここは{})。"
    ),
    "Install the newer Wayfare again.": "新しいバージョンのWayfareを再度インストールしてください。",
    "The two databases do not have the same tables.": "2つのデータベースのテーブルが一致しません。",
    "Bring both to one revision: wayfare store migrate": (
        "`wayfare store migrate`でリビジョンをそろえてください。"
    ),
    # settings
    "The setting `{}` is wrong: {}.": "設定`{}`が正しくありません: {}。",
    "There is no setting `{}`.": "設定`{}`はありません。",
    "`wayfare doctor` lists every setting.": "`wayfare doctor`ですべての設定を確認できます。",
    "Mend the file.": "ファイルを修正してください。",
    "{} and another variable set one thing in two ways.": (
        "{}と別の変数が、同じものを違う値に設定しています。"
    ),
    "Unset one of them.": "どちらか一方を削除してください。",
    "The Redis that budgets and rates are counted in cannot be used: {}.": (
        "予算とレート制限を数えるRedisを使えません: {}。"
    ),
    "Start it, or mend the setting limits.redis_url.": (
        "Redisを起動するか、設定limits.redis_urlを修正してください。"
    ),
    "limits.redis_url is set, and the package `redis` is not here.": (
        "limits.redis_urlが設定されていますが、`redis`パッケージがありません。"
    ),
    "The setting limits.redis_url is not an address of a Redis.": (
        "設定limits.redis_urlがRedisのアドレスではありません。"
    ),
    "Write redis://127.0.0.1:6379/0.": "redis://127.0.0.1:6379/0のように書いてください。",
    "`oidc.issuer` is set, but what checks its tokens is not installed.": (
        "`oidc.issuer`が設定されていますが、トークンを検証するパッケージがありません。"
    ),
    "`oidc.client_id` is empty, or `oidc.scopes` lacks openid.": (
        "`oidc.client_id`が空か、`oidc.scopes`にopenidがありません。"
    ),
    "Set them, or leave `oidc.issuer` empty.": (
        "両方を設定するか、`oidc.issuer`を空にしてください。"
    ),
    "{} (`oidc.client_secret_env`) is not set.": (
        "環境変数{}(`oidc.client_secret_env`)が設定されていません。"
    ),
    "Install it: {}.": "`{}`でインストールしてください。",
    "The OpenID provider cannot be reached: {}.": "OpenIDプロバイダーに接続できません: {}。",
    # asking
    "There is no model {}.": "モデル{}はありません。",
    "`GET /v1/models` lists them all, among them {}.": (
        "`wayfare models`ですべて確認できます。一部: {}。"
    ),
}
