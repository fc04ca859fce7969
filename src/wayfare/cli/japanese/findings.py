"""What `wayfare providers test` says of each finding in Japanese: what it is, and the cure."""

from collections.abc import Mapping
from typing import Final

from wayfare.providers.checkup import Finding

FINDINGS: Final[Mapping[Finding, tuple[str, str]]] = {
    Finding.GOOD: ("正常、モデル{models}個", ""),
    Finding.ANSWERS: ("正常、{model}が応答", ""),
    Finding.UNLISTED: (
        "モデルの一覧がない",
        "指定されたモデルは{models}個です。`--ask`を付けると応答するか確認します。",
    ),
    Finding.NO_KEY: ("キーがない", "環境変数{variable}を設定して、もう一度試してください。"),
    Finding.KEY_REFUSED: (
        "キーが受け付けられない",
        "プロバイダーで新しいキーを作り、{variable}に設定してください。",
    ),
    Finding.FORBIDDEN: (
        "このキーには権限がない",
        "キーに権限を与えるか、別のプロジェクトのキーを使ってください。",
    ),
    Finding.NO_CREDIT: ("残高がない", "プロバイダーのWebサイトでチャージしてください。"),
    Finding.RATE_LIMITED: (
        "今はリクエストが多すぎる",
        "キーは有効です。1分ほど待って、もう一度試してください。",
    ),
    Finding.REFUSED_ADDRESS: (
        "このアドレスにはリクエストを送らない",
        "自分のものなら、`allow_private = true`か`network.private`で許可してください。",
    ),
    Finding.NO_HOST: (
        "そのようなホストがない",
        "`base_url`のつづりとネットワークを確認してください。",
    ),
    Finding.UNREACHABLE: (
        "応答がない",
        "起動しているか、`base_url`が正しいか確認してください。",
    ),
    Finding.TLS: (
        "TLS証明書を信頼できない",
        "httpsで正しいか、`base_url`の名前が証明書と同じか確認してください。",
    ),
    Finding.TOO_SLOW: (
        "時間内に応答がない",
        "もう一度試してください。待つ時間は`timeouts`で設定します。",
    ),
    Finding.REDIRECTED: (
        "別のアドレスにリダイレクトされる",
        "リダイレクトには従いません。`base_url`に実際のアドレスを設定してください。",
    ),
    Finding.UNSIGNED: ("リクエストに署名できない", ""),
    Finding.WRONG_WIRE: (
        "別の形式を使っているらしい",
        "{name}の`wire`を{wire}に設定してください。",
    ),
    Finding.NOT_FOUND: (
        "そのアドレスには何もない",
        "`base_url`が完全か(例: https://host/v1)確認するか、`models`を指定してください。",
    ),
    Finding.NO_MODELS: (
        "モデルが1つもない",
        "プロバイダー側でモデルを読み込むか、`models`を指定してください。",
    ),
    Finding.ODD_LIST: (
        "モデルの一覧を読めない",
        "`base_url`がAPIのアドレスか確認するか、`models`を指定してください。",
    ),
    Finding.ODD_ANSWER: (
        "{model}の返したものが回答ではない",
        "{name}の`wire`が正しいか確認してください。",
    ),
    Finding.FAILING: (
        "プロバイダー側のエラー、ステータス{status}",
        "しばらくしてからもう一度試してください。",
    ),
    Finding.REFUSED: ("拒否された、ステータス{status}", "理由はプロバイダーの説明を見てください。"),
}
