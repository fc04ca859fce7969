"""What the command line says of asking, and what goes wrong about it, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "no_answer": "回答がありませんでした。もう一度試すか、`--model`で別のモデルを選んでください。",
    "provider_cure": "しばらくしてからもう一度試すか、`--model`で別のモデルを選んでください。",
    "cut": "回答が途中で切れました: {why}",
    "question": "質問",
    "empty_question": "質問が空です。",
    "not_utf8": "質問がUTF-8ではありません。",
    "not_utf8_cure": "UTF-8に変換してください。例: `iconv -f cp932 -t utf-8`",
    "no_server": "{url}のWayfareが応答しません。",
    "no_server_cure": (
        "`wayfare serve`で起動するか、WAYFARE_URLを削除すればサーバーなしで質問できます。"
    ),
    "key_refused": "{url}のWayfareがこのキーを受け付けません。",
    "key_refused_cure": (
        "そのサーバーで`wayfare keys add`を実行して作ったキーをWAYFARE_API_KEYに設定してください。"
    ),
    "server_left": "{url}のWayfareとの接続が切れました。もう一度質問してください。",
    "odd_status": "Wayfareがステータスコード{status}を返しました。",
    "chat_help": "質問を入力してください。空行またはCtrl+Dで終了します。",
    "demo_local_only": (
        "このデモはこのマシンのモデルだけを使うので、費用はかかりません。"
        "KEYS=1または`--keys`を指定すると、キーのあるモデルも使います。"
    ),
    "try_curl": "curlで試す:",
    "try_sdk": "`openai` SDKで試す:",
}
