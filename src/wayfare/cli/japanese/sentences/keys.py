"""What the command line says of keys, providers and the store, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    # keys and providers
    "store_where": "ストア",
    "store_revision": "リビジョン(最新)",
    "store_none": "まだなし",
    "store_size": "バイト",
    "store_others": "他で使用中",
    "table": "テーブル",
    "rows": "行数",
    "digest": "ダイジェスト",
    "store_current": "テーブルはすでに最新のリビジョン{revision}です。",
    "store_migrated": "テーブルをリビジョン{revision}に更新しました。",
    "store_would_add": (
        "リビジョン{revisions}のために次のSQLを実行する予定です。何も変更していません。"
    ),
    "store_moved": (
        "すべての行をそのまま移行しました。store.urlを新しいアドレスに変更してください。"
    ),
    "store_restored": "バックアップのすべての行をストアに復元しました。",
    "store_backed_up": "{file}: {size}バイト。",
    "store_marked": (
        "{count}件のテキストに、PostgreSQLで保存できない文字U+0000が含まれていたため、"
        "␀に置き換えました。"
    ),
    "key_made": "このキーは一度しか表示されません。安全に保管してください:",
    "key_revoked": "キー{key}を失効させました。",
    "key_unknown": "有効なキー{key}はありません。",
    "key_unknown_cure": "`wayfare keys list`で確認してください。",
    "no_providers": "追加されたプロバイダーも、環境変数で見つかったキーもありません。",
    "provider_added": "{name}を{path}に追加しました。",
    "provider_removed": "{name}を{path}から削除しました。",
    "provider_unknown": "{path}にプロバイダー{name!r}はありません。",
    "provider_unknown_cure": "`wayfare providers list`で確認してください。",
    "bad_name": "{name!r}はプロバイダー名に使えません。",
    "bad_name_cure": "英小文字、数字、-、_を使ってください。auto、local、scriptedは使えません。",
    "address_lacks": "{name}のアドレスに{variables}がありません。",
    "address_lacks_cure": "環境変数で設定するか、`--base-url`を指定して{name}を追加してください。",
    "needs_extra": "パッケージが必要です: `pip install '{extra}'`",
    "private_address": "{address}はこのマシンまたはプライベートネットワークのアドレスです。",
    "private_address_cure": "自分のものであれば、`--allow-private`を付けて追加してください。",
    "wire": "形式",
    "no_such_provider": "プロバイダー{name!r}はありません。",
    "question_costs": "{model}への質問の費用は最大{price}です。",
    "not_to_be_asked": "{name}には質問しません。設定の`demands`を満たすモデルがありません。",
    "question_costs_unknown": "{model}への質問の費用は不明です。",
    "shall_ask": "質問しますか?",
    "ask_first": "質問には費用がかかりますが、同意を確認できる人がいません。",
    "ask_first_cure": "`--yes`を付けてください。",
    "bad_url": "ベースURLがないか、正しくありません。",
    "bad_url_cure": "指定してください。例: `--base-url https://host/v1`",
    "restart": "実行中のWayfareには、再起動後に反映されます。",
    "user_linked": "{name}はOpenIDプロバイダーでログインできます。",
    "user_unlinked": "{name}はOpenIDプロバイダーでログインできなくなりました。",
    "link_what": "subjectを指定するか、設定の`oidc.issuer`とともに`--email`を指定してください。",
    "link_what_cure": "`wayfare audit --action login_failed`で、拒否されたsubjectを確認できます。",
    # kept keys of providers
    "type_key": "プロバイダーのキー(表示されません)",
    "key_not_text": "キーがテキストではありません。",
    "credential_set": (
        "{provider}のキーを暗号化して保存しました。実行中のWayfareには1分以内に反映されます。"
    ),
    "credential_removed": (
        "{provider}のキーを削除しました。実行中のWayfareには1分以内に反映されます。"
    ),
    "credentials_rotated": (
        "{count}個のキーを暗号化し直しました。以前のvaultのコピーでは開けません。"
    ),
    "no_credentials": (
        "保存されているプロバイダーのキーはありません。`wayfare credentials set`で保存できます。"
    ),
    "fingerprint": "フィンガープリント",
    "by": "設定者",
    "does_not_open": "開けません",
}
