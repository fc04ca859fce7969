"""Say in Korean and English why `auto` takes an arm, or does not.

Every sentence that `wayfare models --why` can show stands in this one table, by what is said
first. Beside them are only those about demands, which tickets show too.
"""

from collections.abc import Mapping
from typing import Final

from wayfare.domain.decision import Reason

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # in
    "pool_local": (
        "It runs on this machine.",
        "이 컴퓨터에서 실행됩니다.",
    ),
    "pool_named": ("The settings name it.", "설정에 적혀 있습니다."),
    "pool_added": ("You added it.", "직접 추가했습니다."),
    "pool_chosen": (
        "Chosen for its price level at {provider}: a usual question costs {fare}.",
        "{provider} 모델 중 이 가격대를 맡습니다. 보통 질문 하나에 {fare}입니다.",
    ),
    "pool_chosen_unpriced": (
        "{provider} has no model whose price is known; there was a place left for this one.",
        "{provider}에는 가격이 알려진 모델이 없고, 자리가 남아 넣었습니다.",
    ),
    # proposed
    "pool_proposed": (
        "New at {provider}. `wayfare models add {arm}` lets `auto` take it.",
        "{provider}에 새로 나왔습니다. `wayfare models add {arm}` 명령으로 `auto`에 넣습니다.",
    ),
    "pool_proposed_unpriced": (
        "New at {provider}, and of unknown price. `wayfare models add {arm}` lets `auto` take it.",
        "{provider}에 새로 나왔고 가격은 알 수 없습니다. `wayfare models add {arm}`로 넣습니다.",
    ),
    # out: by a person or a provider
    "pool_removed": ("You took it out.", "직접 뺐습니다."),
    "pool_refused": (
        "{provider} refused it with status {status}: it is not there, or not for this key.",
        "{provider}에서 거절했습니다(상태 코드 {status}). 없거나 이 키로는 쓸 수 없는 모델입니다.",
    ),
    "pool_refused_while_serving": (
        "{provider} refused a question to it with status {status}. `wayfare models add` retries.",
        "{provider}에서 질문을 거절했습니다({status}). `wayfare models add`로 다시 시도합니다.",
    ),
    "pool_untried": (
        "{provider} refused {count} other models of its own, so this one was not tried.",
        "{provider}에서 다른 모델 {count}개를 거절해 이 모델은 시도하지 않았습니다.",
    ),
    "pool_vanished": (
        "{provider} lists it no longer, or has no key here any more.",
        "{provider} 목록에서 사라졌거나, {provider} 키가 없습니다.",
    ),
    "pool_unheard": (
        "{provider} does not say what it serves just now.",
        "지금은 {provider}에서 모델 목록을 받지 못합니다.",
    ),
    # out: by facts
    "pool_embeddings": ("It makes embeddings.", "임베딩을 만드는 모델입니다."),
    "pool_not_chat": ("It cannot be asked questions.", "질문에 답하는 모델이 아닙니다."),
    "pool_purpose": ("It is made for {purpose}.", "{purpose} 전용 모델입니다."),
    "pool_retired": (
        "It is retired or about to be, says {source}.",
        "{source}에 따르면 종료되었거나 곧 종료됩니다.",
    ),
    "pool_retires": (
        "It retires on {date}, says its provider.",
        "제공자에 따르면 {date}에 종료됩니다.",
    ),
    "pool_preview": (
        "It is a preview, which may change or go at any time.",
        "언제든 바뀌거나 사라질 수 있는 시험판입니다.",
    ),
    "pool_rationed": (
        "It is a free, rationed offer of the model.",
        "무료지만 사용량이 제한된 판입니다.",
    ),
    "pool_tuned": (
        "It is a fine-tuned model; add it if it is meant for any question.",
        "미세 조정한 모델입니다. 어떤 질문에나 쓰려면 추가하세요.",
    ),
    "pool_variant": (
        "It is a special offer of the model: {variant}.",
        "특별한 판입니다: {variant}.",
    ),
    "pool_lacks": (
        "It lacks what many requests need: {missing}.",
        "많은 요청에 필요한 기능이 없습니다: {missing}.",
    ),
    "pool_unpriced": (
        "Its price is not in the table of {source}, so it cannot be weighed.",
        "{source} 가격표에 없어 값을 견줄 수 없습니다.",
    ),
    "pool_dear": (
        "A usual question costs {fare} there, more than `pool.fare_micros_max` allows.",
        "보통 질문 하나에 {fare}로, `pool.fare_micros_max` 한도를 넘습니다.",
    ),
    "pool_snapshot": (
        "It is a snapshot or another name of {rival}.",
        "{rival} 모델의 다른 이름이거나 특정 날짜 판입니다.",
    ),
    "pool_older": (
        "{rival} is newer and of the same line.",
        "같은 계열의 새 모델이 있습니다: {rival}.",
    ),
    "pool_outdone": (
        "{rival} is a generation newer and no dearer.",
        "한 세대 새로우면서 더 비싸지 않은 모델이 있습니다: {rival}.",
    ),
    "pool_generations": (
        "{rival} is two generations newer.",
        "두 세대 새로운 모델이 있습니다: {rival}.",
    ),
    "pool_old": (
        "It came out on {date}, more than 18 months ago.",
        "{date}에 나와 18개월이 넘었습니다.",
    ),
    "pool_small": (
        "With {size} billion parameters it is small for questions of any kind.",
        "매개변수 {size}B로, 아무 질문에나 쓰기에는 작습니다.",
    ),
    "pool_elsewhere": ("{rival} is the same model.", "{rival} 모델과 같습니다."),
    "pool_share": (
        "{provider} has its {count} places already.",
        "{provider} 몫인 {count}자리가 다 찼습니다.",
    ),
    "pool_beyond": (
        "All {count} places are taken.",
        "{count}자리가 모두 찼습니다.",
    ),
}

_LANGUAGES: Final = ("en", "ko")


def pool_reason(code: str, **values: str | Mapping[str, str]) -> Reason:
    """Fill in a sentence. A value may differ by language: {"ko": ..., "en": ...}."""
    en, ko = (
        sentence.format(**{n: v if isinstance(v, str) else v[lang] for n, v in values.items()})
        for lang, sentence in zip(_LANGUAGES, SENTENCES[code], strict=True)
    )
    return Reason(code, ko, en)
