"""What the command line says of budgets and rates, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "whose": "対象",
    "name": "名前",
    "period": "期間",
    "limit": "上限",
    "spent": "使用済み",
    "held": "確保中",
    "left": "残り",
    "unknown_costs": "費用不明(件)",
    "requests_a_minute": "リクエスト/分",
    "tokens_a_minute": "トークン/分",
    "no_budgets": "予算はまだありません。`wayfare budgets set`で設定できます。",
    "no_rates": "レート制限はまだありません。`wayfare rates set`で設定できます。",
    "budget_set": "{name}の予算は2秒以内に有効になります。",
    "rate_set": "{name}のレート制限は2秒以内に有効になります。",
    "limit_removed": "{name}の制限を削除しました。",
    "no_such_limit": "そのような制限はありません。",
    "budgets_cure": "`wayfare budgets list`で確認してください。",
    "rates_cure": "`wayfare rates list`で確認してください。",
    "nobody_named": "{scope}{name!r}はありません。",
    "nobody_named_key_cure": "`wayfare keys list`でIDを確認してください。",
    "nobody_named_project_cure": "`wayfare projects list`で確認してください。",
    "nobody_named_user_cure": "`wayfare users list`で確認してください。",
    "budget_amount": "予算の金額がありません。",
    "budget_amount_cure": "--day、--month、--totalのうち1つ以上をドルで指定してください。",
    "rate_amount": "制限する内容がありません。",
    "rate_amount_cure": "--requestsまたは--tokens、あるいは両方を指定してください。",
    "bad_dollars": "{given!r}はドルの金額ではありません。",
    "bad_dollars_cure": "12.50のように書いてください。小数は6桁までです。",
    "too_many_dollars": "予算は{most}ドルを超えられません。",
    "soft_above": "--softが予算を超えているため、警告が出ることがありません。",
    "soft_above_cure": "もっと小さくするか、期間ごとに別々に設定してください。",
    "held_by_the_server": (
        "処理中のリクエストのために確保している金額は、サーバーだけが知っています: `GET "
        "/api/budgets`で確認できます。"
    ),
    "warning": "警告",
}
