"""What the command line says of serving and waiting, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    # serving
    "serving": "Wayfareのアドレス: {url}",
    "key_lies": "キーは{path}にあります(本人だけが読めます)。",
    "page_at": "ページ: {url}",
    "page_begins_at": "ブラウザーでここから始めてください: {url} (1時間だけ開きます)",
    "page_not_built": "ページはまだ作られていません。`make page`で作れます。",
    "page_building": "ページを作っています",
    "page_failed": "ページを作れませんでした。ほかはすべて動きます。{why}",
    "stop_with": "Ctrl+Cで停止します。",
    "port_taken": "ポート{port}は別のプログラムが使用中です。",
    "port_reserved": "ポート{port}を使う権限がありません。",
    "port_cure": "別のポートを指定してください。例: `{command}`",
    "cannot_listen": "{host}で待ち受けできません: {why}。",
    "cannot_listen_cure": "このマシンのアドレスを指定してください。例: `--host 127.0.0.1`",
    "workers_alone": "複数のプロセスが、予算とレート制限を別々に数えることになります。",
    "workers_alone_cure": (
        "共有のRedisを`limits.redis_url`に設定するか、1つのプロセスで起動してください。"
    ),
    "workers_no_local": (
        "プロセスが複数あるとそれぞれが読み込むことになるため、内蔵モデルは使いません。使うには、"
        "`wayfare serve`をもう1つ起動し、`wayfare providers add`で追加してください。"
    ),
    "workers_die": "リクエストを処理するプロセスが、起動直後に終了してしまいます。",
    "workers_die_cure": "原因は上のログを確認してください。",
    "pool_taken": "autoが使うモデル({models}個中{count}個): {names}。理由: `wayfare models --why`",
    "and_more": "{names}ほか{count}個",
    "pool_waiting": (
        "新しく、まだ使っていないモデル: {names}。`wayfare models add NAME`で追加できます。"
    ),
    # waiting
    "getting_ready": "準備中",
    "asking_around": "プロバイダーに確認中",
    "thinking": "回答を待っています",
    "fetching": "{name}をダウンロード中",
    "checking": "{name}を検証中",
    "in_line": "{name}: 別のWayfareがダウンロード中",
}
