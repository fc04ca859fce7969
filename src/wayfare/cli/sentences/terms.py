"""What the command line says of who reads what is asked, and what may be demanded."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "company": ("company", "회사"),
    "companies": ("seen by", "글을 본 회사"),
    "country": ("country", "국가"),
    "trains": ("trains on prompts", "학습에 씀"),
    "kept": ("keeps prompts", "보관 기간"),
    "as_of": ("as of", "기준일"),
    "never": ("never", "안 함"),
    "days": ("{days} days", "{days}일"),
    "nobody": ("nobody: it stays on this machine", "없음: 이 컴퓨터를 벗어나지 않음"),
    "and_others": (
        "{company}, and others that are not known",
        "{company} 및 알려지지 않은 다른 회사",
    ),
    "left_out": ("not carried", "옮기지 못한 항목"),
    "demands": ("demands", "요구"),
    "terms_note": (
        (
            "These are the defaults without a contract of your own; `[terms.NAME]` in the "
            "settings says what yours says. What is not known fulfils no demand."
        ),
        (
            "별도 계약이 없을 때의 기본 조건입니다. 계약이 있으면 설정 `[terms.NAME]`에 쓰세요. "
            "알 수 없는 것은 어떤 요구도 충족하지 않습니다."
        ),
    ),
    "bad_demand": ("{given!r} cannot be demanded.", "{given!r}: 요구로 쓸 수 없습니다."),
    "bad_demand_cure": (
        "Write countries as KR,US and providers by their names, as openai,local.",
        "국가는 KR,US처럼, 제공자는 openai,local처럼 이름으로 쓰세요.",
    ),
    "wishes": ("wishes", "바람"),
    "no_wish": ("{given!r} cannot be wished.", "{given!r}: 바람으로 쓸 수 없습니다."),
    "no_wish_cure": (
        "Write ceiling_usd=0.01, point_worth_usd=0.0002 (both in dollars) or critical.",
        "ceiling_usd=0.01, point_worth_usd=0.0002(둘 다 달러), critical처럼 쓰세요.",
    ),
    "no_demand_cure": (
        "Write no_training, countries=KR|US or providers=openai|local.",
        "no_training, countries=KR|US, providers=openai|local처럼 쓰세요.",
    ),
}
