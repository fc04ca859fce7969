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
    "no_judges": (
        "No judge has said anything yet. `wayfare calibrate` asks one.",
        "아직 판정한 모델이 없습니다. `wayfare calibrate`로 물어볼 수 있습니다.",
    ),
    "judge_weight": (
        "{source}: its verdict counts {weight:.0%} of a vote ({verdicts:,} verdicts)",
        "{source}: 판정 1건을 투표의 {weight:.0%}로 칩니다(판정 {verdicts:,}건)",
    ),
    "judge_votes": (
        "agrees with people in {agreed:,} of {votes:,} ({low:.0%} to {high:.0%})",
        "사람과 같은 판정: {votes:,}건 중 {agreed:,}건({low:.0%}~{high:.0%})",
    ),
    "judge_no_votes": (
        "no vote speaks of what it judged yet, so it counts as little as a sign",
        "판정한 답에 투표한 사람이 아직 없어 신호만큼만 칩니다",
    ),
    "judge_place": (
        (
            "asked in both orders, names the same place in {by_place:,} of {pairs:,} pairs "
            "({low:.0%} to {high:.0%}) and the same answer in {decided:,}"
        ),
        (
            "순서를 바꿔 물은 {pairs:,}쌍 중 같은 자리를 고른 것 {by_place:,}쌍"
            "({low:.0%}~{high:.0%}), 같은 답을 고른 것 {decided:,}쌍"
        ),
    ),
    "judge_marks": (
        (
            "of {marked:,} pairs with a vote that it marked: what people prefer by {worth:.1f} of "
            "10 on average; as a measure it is right by {moves:.0%} at least"
        ),
        (
            "투표가 있는 쌍 중 점수를 매긴 {marked:,}쌍: 사람이 고른 답과의 점수 차이 평균 "
            "{worth:.1f}점(10점 만점), 재는 정확도 {moves:.0%} 이상"
        ),
    ),
    "judge_marks_need_votes": (
        (
            "of {marked:,} pairs with a vote that it marked: too few to rest a certificate on its "
            "marks; about {votes:,} votes more may do"
        ),
        (
            "투표가 있는 쌍 중 점수를 매긴 {marked:,}쌍: 점수로 증명하기에는 모자랍니다. "
            "투표가 {votes:,}건쯤 더 있으면 될 수 있습니다"
        ),
    ),
    "judge_marks_tell_nothing": (
        (
            "of {marked:,} pairs with a vote that it marked: its marks do not go with the votes, "
            "and nothing rests on them"
        ),
        "투표가 있는 쌍 중 점수를 매긴 {marked:,}쌍: 점수가 투표와 맞지 않아 셈에 넣지 않습니다",
    ),
    "judge_leans": (
        "Refused: it marks one model higher than another, and people do not.",
        "믿지 않음: 사람과 달리 어느 한 모델에 더 높은 점수를 줍니다.",
    ),
    "judge_by_place": (
        "Refused: it goes by an answer's place more often than tossed coins would.",
        "믿지 않음: 동전을 던질 때보다도 자주, 답이 아니라 자리를 보고 고릅니다.",
    ),
    "judge_never_decides": (
        "Refused: it hardly ever finds one of two answers better.",
        "믿지 않음: 두 답 중 어느 쪽이 나은지 거의 고르지 못합니다.",
    ),
    "judge_no_better_than_chance": (
        "Refused: it is not shown to agree with people more often than chance does.",
        "믿지 않음: 사람과 우연보다 자주 같다는 것이 보이지 않습니다.",
    ),
    "judge_cure": (
        "Its verdicts weigh nothing. Let another model judge.",
        "이 판정은 셈에 넣지 않습니다. 다른 모델에 판정을 맡기세요.",
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
    "pivot_fine": (
        "{arm}: {model} is asked in {middle}, and {translator} translates",
        "{arm}: {model} 모델에 {middle}로 묻고 {translator} 모델이 번역합니다",
    ),
    "pivot_unknown": (
        "{arm}: there is no model {name}; `wayfare models` lists all",
        "{arm}: {name} 모델이 없습니다. `wayfare models`로 이름을 확인하세요",
    ),
    "pivot_no_provider": (
        (
            "{arm}: {name} is not there: no provider {provider} is set, or its key is not here; "
            "`wayfare providers add`"
        ),
        (
            "{arm}: {name} 모델이 없습니다. {provider} 제공자가 설정에 없거나 키가 없습니다: "
            "`wayfare providers add`"
        ),
    ),
    "pivot_unheard": (
        "{arm}: whether {name} is there is not known, as {provider} lists no models now: {why}",
        (
            "{arm}: {provider} 제공자가 지금 모델 목록을 주지 않아 {name} 모델이 있는지 알 수 "
            "없습니다: {why}"
        ),
    ),
    "pivot_local_off": (
        "{arm}: {name} is a local model, and those are off: set local.enabled to true",
        "{arm}: {name} 모델은 로컬 모델인데 꺼져 있습니다. local.enabled를 true로 하세요",
    ),
    "pivot_cannot_chat": (
        "{arm}: {name} does not chat, so it cannot answer; name another model",
        "{arm}: {name} 모델은 채팅 모델이 아니어서 답할 수 없습니다. 다른 모델을 쓰세요",
    ),
    "pivot_cannot_translate": (
        "{arm}: {name} neither chats nor translates; name another translator",
        "{arm}: {name} 모델은 채팅도 번역도 하지 않습니다. 다른 번역 모델을 쓰세요",
    ),
    "pivot_lacks_middle": (
        "{arm}: {name} does not know {middle}; set another `middle` or name another model",
        "{arm}: {name} 모델은 {middle}를 모릅니다. `middle`을 바꾸거나 다른 모델을 쓰세요",
    ),
    "pivot_not_demanded": (
        "{arm}: {name} may not be asked, by what [demands] says. {why}",
        "{arm}: {name} 모델은 [demands] 조건에 맞지 않아 쓸 수 없습니다. {why}",
    ),
}
