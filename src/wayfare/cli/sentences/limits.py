"""What the command line says of budgets and rates."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "whose": ("whose", "대상"),
    "name": ("name", "이름"),
    "period": ("period", "기간"),
    "limit": ("limit", "한도"),
    "spent": ("spent", "쓴 돈"),
    "held": ("held", "잡아 둔 돈"),
    "left": ("left", "남은 돈"),
    "unknown_costs": ("costs not known", "알 수 없는 비용(건)"),
    "requests_a_minute": ("requests a minute", "분당 요청"),
    "tokens_a_minute": ("tokens a minute", "분당 토큰"),
    "no_budgets": (
        "There is no budget yet. `wayfare budgets set` makes one.",
        "아직 예산이 없습니다. `wayfare budgets set`으로 정하세요.",
    ),
    "no_rates": (
        "There is no rate yet. `wayfare rates set` makes one.",
        "아직 속도 한도가 없습니다. `wayfare rates set`으로 정하세요.",
    ),
    "budget_set": (
        "The budget of {name} holds within two seconds.",
        "{name}의 예산은 2초 안에 적용됩니다.",
    ),
    "rate_set": (
        "The rate of {name} holds within two seconds.",
        "{name}의 속도 한도는 2초 안에 적용됩니다.",
    ),
    "limit_removed": ("The limit of {name} is removed.", "{name}의 한도를 없앴습니다."),
    "no_such_limit": ("There is no such limit.", "그런 한도가 없습니다."),
    "budgets_cure": ("`wayfare budgets list` shows them.", "`wayfare budgets list`로 확인하세요."),
    "rates_cure": ("`wayfare rates list` shows them.", "`wayfare rates list`로 확인하세요."),
    "nobody_named": (
        "There is no {scope} {name!r}.",
        "{scope} 가운데 {name!r} 항목이 없습니다.",
    ),
    "nobody_named_key_cure": (
        "`wayfare keys list` shows the ids.",
        "`wayfare keys list`로 확인하세요.",
    ),
    "nobody_named_project_cure": (
        "`wayfare projects list` shows all.",
        "`wayfare projects list`로 확인하세요.",
    ),
    "nobody_named_user_cure": (
        "`wayfare users list` shows all.",
        "`wayfare users list`로 확인하세요.",
    ),
    "budget_amount": ("The budget has no amount.", "예산 금액이 없습니다."),
    "budget_amount_cure": (
        "Give one or more of --day, --month and --total, in dollars.",
        "--day, --month, --total 가운데 하나 이상을 달러로 주세요.",
    ),
    "rate_amount": ("The rate limits nothing.", "제한할 것이 없습니다."),
    "rate_amount_cure": (
        "Give --requests, --tokens or both.",
        "--requests나 --tokens를 주세요.",
    ),
    "bad_dollars": ("{given!r} is no amount of dollars.", "달러 금액이 아닙니다: {given!r}."),
    "bad_dollars_cure": (
        "Write it as 12.50, with six decimals at most.",
        "12.50처럼 쓰고, 소수점 아래는 여섯 자리까지 쓸 수 있습니다.",
    ),
    "too_many_dollars": (
        "No budget is larger than {most} dollars.",
        "예산은 {most}달러를 넘을 수 없습니다.",
    ),
    "soft_above": (
        "--soft is above the budget: nothing would ever warn.",
        "--soft가 예산보다 커서 아무것도 알리지 못합니다.",
    ),
    "soft_above_cure": (
        "Make it smaller, or set budgets of several periods one by one.",
        "더 작게 주거나, 기간마다 따로 정하세요.",
    ),
    "held_by_the_server": (
        "What is held for calls on their way only the server knows: `GET /api/budgets` asks it.",
        "진행 중인 요청을 위해 잡아 둔 돈은 서버만 압니다: `GET /api/budgets`로 물어보세요.",
    ),
    "warning": ("warning", "알림"),
}
