"""What the command line says of what the doctor finds."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "outcomes_fine": (
        "{count:,} outcomes, and nothing that looks like a fault.",
        "평가 {count:,}건에서 이상한 점을 찾지 못했습니다.",
    ),
    "outcomes_looked_at": ("Outcomes looked at: {count:,}.", "살펴본 평가: {count:,}건."),
    "finding_count": ("outcomes: {count:,}", "평가 {count:,}건"),
    "finding_confirmed": (
        "Confirmed: these outcomes are believed.",
        "확인됨: 이 평가들을 믿습니다.",
    ),
    "finding_cure": (
        "They are not believed. If all is right: wayfare doctor routing --confirm {id}",
        "지금은 믿지 않습니다. 문제가 없다면: wayfare doctor routing --confirm {id}",
    ),
    "good": ("good", "정상"),
    "look": ("look here", "확인 필요"),
    "no_file": ("{path} (not there, and need not be)", "{path} (없어도 됩니다)"),
    "folders": ("data in {home}, configuration in {config}", "데이터 {home}, 설정 {config}"),
    "store_opens": ("the store opens: {name}", "저장소가 열립니다: {name}"),
    "vault_opens": (
        "{path} opens every provider's key that is kept ({count})",
        "{path}: 보관한 제공자 키 {count}개가 모두 열립니다",
    ),
    "vault_closed": (
        "{path} does not open the keys of {names}: put back a copy, or `wayfare credentials set`",
        (
            "{path} 파일로 열리지 않는 키: {names}. 사본을 되돌려 놓거나 "
            "`wayfare credentials set`으로 다시 넣으세요"
        ),
    ),
    "workers_set": ("processes that serve: {count}", "요청을 받는 프로세스: {count}개"),
    "redis_answers": (
        "the Redis that budgets and rates are counted in answers",
        "예산과 속도 한도를 세는 Redis가 답합니다",
    ),
    "openid_answers": (
        "the OpenID provider {issuer} answers",
        "OpenID 제공자 {issuer}가 답합니다",
    ),
    "runtime": ("the runtime of local models", "로컬 모델 실행 환경"),
    "runtime_cure": (
        "no runtime of local models: `pip install 'wayfare[local]'`",
        "로컬 모델 실행 환경이 없습니다: `pip install 'wayfare[local]'`",
    ),
    "no_rate": (
        "money.currency is {currency}, but money.per_dollar has no rate for it",
        "money.currency는 {currency}인데 money.per_dollar에 환율이 없습니다",
    ),
    "undated_rate": (
        "the rate for {currency} has no date: set money.as_of",
        "{currency} 환율에 날짜가 없습니다: money.as_of를 정하세요",
    ),
}
