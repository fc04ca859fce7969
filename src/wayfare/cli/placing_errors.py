"""What goes wrong in placing a model, in Korean; see `error_texts.py`."""

from collections.abc import Mapping
from typing import Final

KOREAN: Final[Mapping[str, str]] = {
    "Nothing is learned here, so no model can be placed.": (
        "평가에서 배우지 않게 되어 있어 모델의 자리를 매길 수 없습니다."
    ),
    "Set routing.learn to true, and see that the embedder answers, if one is set.": (
        "설정 routing.learn을 true로 하고, 임베딩 모델을 정했다면 답하는지 확인하세요."
    ),
    "{} is no model that could be placed.": "{}: 자리를 매길 수 있는 모델이 아닙니다.",
    "`wayfare models` shows all.": "`wayfare models`로 확인하세요.",
    "No question to `auto` is kept that could be asked again.": (
        "다시 물을 수 있는 `auto` 질문이 보관되어 있지 않습니다."
    ),
    "Keep texts (store.keep_texts) with a key that may be learned from, and ask `auto` some "
    "questions first.": (
        "배워도 되는 키로 글을 보관하면서(store.keep_texts) 먼저 `auto`에 질문을 몇 개 하세요."
    ),
    "None of the questions that are kept can be asked of {}.": (
        "보관된 질문 중에 {} 모델에 물을 수 있는 것이 없습니다."
    ),
    "It cannot take them or may not read them, or answered them itself; plain questions in words, "
    "asked of `auto`, are what is needed.": (
        "그 모델이 받을 수 없거나 읽어서는 안 되는 질문이거나, 스스로 답한 것입니다. `auto`에 "
        "글로만 한 질문이 필요합니다."
    ),
    "{} may not read any of the questions that could be asked.": (
        "{} 모델은 다시 물을 질문을 하나도 읽을 수 없습니다."
    ),
    "Name another one with --judge.": "--judge로 다른 모델을 쓰세요.",
    "It cannot be told what it costs to ask {} and {}.": (
        "{}, {} 모델에 묻는 비용을 알 수 없습니다."
    ),
    "It cannot be told what it costs to ask {}.": "{} 모델에 묻는 비용을 알 수 없습니다.",
    "Set the missing price in [prices], or name another one with --judge.": (
        "설정 [prices]에 빠진 가격을 넣거나 --judge로 다른 모델을 쓰세요."
    ),
    "{} probes would cost about ${}, and ${} is left of today's budget for exploring.": (
        "질문 {}개에 약 ${}가 드는데, 오늘 알아보는 데 쓸 수 있는 돈은 ${} 남았습니다."
    ),
    "Ask for fewer with --probes, raise exploration.budget_micros, or wait until midnight, UTC.": (
        "--probes로 수를 줄이거나, 설정 exploration.budget_micros를 올리거나, UTC 자정까지 "
        "기다리세요."
    ),
    "No model is left that could judge: each is compared itself, or refused as a judge.": (
        "판정할 모델이 없습니다. 모두 견주는 모델이거나 판정을 믿을 수 없습니다."
    ),
    "Bring in another with `wayfare providers add`, or name one with --judge.": (
        "`wayfare providers add`로 다른 모델을 더하거나 --judge로 지정하세요."
    ),
    "{} would judge its own answers.": "{}: 자기 답을 판정하게 됩니다.",
    "{} goes by an answer's place, not by the answer, and is refused as a judge.": (
        "{}: 답이 아니라 자리를 보고 골라 판정을 믿지 않습니다."
    ),
    "{} hardly ever finds one answer better, and is refused as a judge.": (
        "{}: 어느 답이 나은지 거의 고르지 못해 판정을 믿지 않습니다."
    ),
    "{} is not shown to agree with people more than chance does, and is refused as a judge.": (
        "{}: 사람과 우연보다 자주 같다는 것이 보이지 않아 판정을 믿지 않습니다."
    ),
    "{} marks one model higher than people do, and is refused as a judge.": (
        "{}: 사람과 달리 어느 한 모델에 더 높은 점수를 주어 판정을 믿지 않습니다."
    ),
    "`wayfare doctor judge` shows what is known of it; name another one with --judge.": (
        "`wayfare doctor judge`로 확인하고, --judge로 다른 모델을 쓰세요."
    ),
}
