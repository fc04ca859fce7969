"""Say in Korean and English why an arm was chosen or left out.

Every sentence that a ticket can show stands in this one table; those of pivots are a part of it.
"""

from collections.abc import Mapping
from typing import Final

from wayfare.domain.decision import Reason
from wayfare.routing.pivot_sentences import PIVOT_SENTENCES

SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "named": {
        "ko": "요청에서 이 모델을 지정했습니다.",
        "en": "The request names this model.",
    },
    "preferred": {
        "ko": "이 주제의 질문에는 이 모델을 쓰기로 직접 정했습니다.",
        "en": "You chose it for this topic.",
    },
    "preferred_left_out": {
        "ko": "이 주제에 쓰기로 정한 {arm}에는 이번에 묻지 못했습니다. {why}",
        "en": "{arm}, which you chose for this topic, could not be asked this time. {why}",
    },
    "not_taken": {
        "ko": "지금은 `auto`가 쓰는 모델이 아닙니다.",
        "en": "It is not among the models that `auto` takes now.",
    },
    "calibrating": {
        "ko": "다른 모델과 견주어 자리를 매기려고 전에 받은 질문을 다시 물었습니다.",
        "en": "A past question, asked again to place this model among the others.",
    },
    "judging": {
        "ko": "두 답 중 어느 쪽이 나은지 물었습니다.",
        "en": "Asked which of two answers is better.",
    },
    "shadowing": {
        "ko": "다른 모델의 답과 견주려고 뒤에서 같은 질문을 물었습니다.",
        "en": "Asked the same question in the shadow, to compare it with another model's answer.",
    },
    "comparing": {
        "ko": "모델을 견주려고 파일의 질문을 물었습니다.",
        "en": "A question from a file, asked to compare models.",
    },
    "measuring": {
        "ko": "바로 물을 때와 다른 언어로 거쳐 물을 때를 재려고 물었습니다.",
        "en": "Asked to measure what asking through another language gains.",
    },
    "watching": {
        "ko": "답이 바뀌었는지 보려고 전에 받은 질문을 다시 물었습니다.",
        "en": "A past question, asked again to see whether answers changed.",
    },
    "not_shown": {
        "ko": "기준 모델 {baseline}의 답입니다. 이런 질문에서 {arm}의 답이 그보다 못하지 않다는 "
        "것은 아직 보이지 않았습니다.",
        "en": "{baseline} answers: that {arm} is no worse on such questions is not shown yet.",
    },
    "suspended": {
        "ko": "기준 모델 {baseline}의 답입니다. 이런 질문에서 {arm}의 답은 그보다 못한 것으로 "
        "드러났습니다.",
        "en": "{baseline} answers: {arm} was shown to be worse on such questions.",
    },
    "expired_too_old": {
        "ko": "기준 모델 {baseline}의 답입니다. {arm}의 답은 오랫동안 견주지 않아 증명이 기한을 "
        "넘겼습니다.",
        "en": "{baseline} answers: what was shown of {arm} has expired, since nothing was compared "
        "for long.",
    },
    "expired_model_changed": {
        "ko": "기준 모델 {baseline}의 답입니다. 모델이 바뀌어 {arm}에 대한 증명의 기한이 "
        "끝났습니다.",
        "en": "{baseline} answers: what was shown of {arm} has expired, since a model changed.",
    },
    "expired_drifted": {
        "ko": "기준 모델 {baseline}의 답입니다. 답이 나빠져 {arm}에 대한 증명의 기한이 끝났습니다.",
        "en": "{baseline} answers: what was shown of {arm} has expired, since answers got worse.",
    },
    "expired_price_changed": {
        "ko": "기준 모델 {baseline}의 답입니다. 가격이 바뀌어 {arm}의 답이 더 싸지 않으므로 증명의 "
        "기한이 끝났습니다.",
        "en": "{baseline} answers: what was shown of {arm} has expired, since a price changed and "
        "it costs no less.",
    },
    "held_by_lot": {
        "ko": "기준 모델 {baseline}의 답입니다. 제비를 뽑은 결과 이 대화에는 끝까지 기준 모델이 "
        "답합니다.",
        "en": "{baseline} answers: by lot, the baseline answers this conversation to its end.",
    },
    "covered_held": {
        "ko": "이 대화에는 끝까지 기준 모델 {baseline}만 답합니다. 대화 100건 중 {percent}건을 "
        "제비로 뽑아, Wayfare에 맡긴 나머지 대화와 통째로 견줍니다.",
        "en": "The baseline {baseline} answers this conversation to its end: {percent} of 100 "
        "are drawn by lot, to compare them as a whole with those that are left to Wayfare.",
    },
    "covered_baseline": {
        "ko": "기준 모델 {baseline}의 답이라 보일 것이 없습니다.",
        "en": "The baseline {baseline} answered, so there is nothing to show.",
    },
    "covered_certified": {
        "ko": "이런 질문에서 {arm}의 답은 {baseline}보다 평균 {points}점(100점 만점) 넘게 못하지 "
        "않습니다. 견준 답 {compared}건{votes}.",
        "en": "On such questions answers of {arm} are on average at most {points} points of 100 "
        "worse than those of {baseline}; {compared} compared{votes}.",
    },
    "covered_past": {
        "ko": "견주어 본 지난 질문에서 {arm}의 답은 {baseline}보다 평균 {points}점(100점 만점) "
        "넘게 못하지 않았습니다. 견준 질문 {compared}개.",
        "en": "On past questions answers of {arm} were on average at most {points} points of 100 "
        "worse than those of {baseline}; {compared} compared.",
    },
    "covered_certified_turn": {
        "ko": "이런 질문에서 {arm}의 답은 {baseline}보다 평균 {points}점(100점 만점) 넘게 못하지 "
        "않습니다. 견준 답 {compared}건{votes}. 앞선 답은 누가 했든 그대로 두고 견줍니다.",
        "en": "On such questions answers of {arm} are on average at most {points} points of 100 "
        "worse than those of {baseline}, after the same turns, whoever answered those; {compared} "
        "compared{votes}.",
    },
    "covered_trial": {
        "ko": "시험입니다. {arm}의 답을 {baseline}의 답과 견줍니다. 지금까지 {compared}건.",
        "en": "A trial: the answer of {arm} is compared with that of {baseline}; "
        "{compared} so far.",
    },
    "covered_open": {
        "ko": "어림만으로 골랐습니다. {baseline}보다 못하지 않다는 것은 보인 바 없습니다.",
        "en": "Chosen by estimates alone: that it is no worse than {baseline} is not shown.",
    },
    "covered_stepped_in": {
        "ko": "고른 모델이 답하지 못해 다른 모델이 나섰습니다. 증명서가 다루지 않습니다.",
        "en": "Not covered by a certificate: another model stepped in for the one chosen.",
    },
    "covered_not": {
        "ko": "직접 바란 선택이라 증명서가 다루지 않습니다.",
        "en": "Not covered by a certificate: it is what was wished for.",
    },
    "only_one": {
        "ko": "이 {language} 질문을 맡을 수 있는 모델이 이것뿐입니다.",
        "en": "It is the only model that can take this question in {language}.",
    },
    "nothing_to_choose": {
        "ko": "`auto`가 쓰는 모델이 이것뿐이라 고를 것이 없습니다.",
        "en": "There is nothing to choose: it is the only model that `auto` takes.",
    },
    "best": {
        "ko": "{language} 품질이 가장 높을 것으로 봅니다: {quality}, "
        "다음은 {rival} {rival_quality}.",
        "en": "Best presumed quality in {language}: {quality}, next {rival} with {rival_quality}.",
    },
    "worth": {
        "ko": "값에 견준 {language} 품질이 가장 좋을 것으로 봅니다: {quality} / {fare}, "
        "다음은 {rival} {rival_quality} / {rival_fare}.",
        "en": "Best presumed quality for its price in {language}: {quality} at {fare}, "
        "next {rival} with {rival_quality} at {rival_fare}.",
    },
    "best_learned": {
        "ko": "이런 {language} 질문에서 품질이 가장 높습니다: {quality}(평가 {outcomes}건), "
        "다음은 {rival} {rival_quality}({rival_outcomes}건).",
        "en": "Best at questions like this in {language}: {quality} (outcomes: {outcomes}), "
        "next {rival} with {rival_quality} ({rival_outcomes}).",
    },
    "worth_learned": {
        "ko": "값에 견주어 이런 {language} 질문에 가장 좋습니다: {quality} / {fare}"
        "(평가 {outcomes}건), 다음은 {rival} {rival_quality} / {rival_fare}({rival_outcomes}건).",
        "en": "Best for its price at questions like this in {language}: {quality} at {fare} "
        "(outcomes: {outcomes}), next {rival} with {rival_quality} at {rival_fare} "
        "({rival_outcomes}).",
    },
    "tried": {
        "ko": "이런 질문에 얼마나 잘 답하는지 알아보려고 물었습니다(지금까지 평가 {outcomes}건). "
        "다른 때라면 {rival}: {rival_quality}.",
        "en": "Asked to learn how well it answers questions like this (outcomes so far: "
        "{outcomes}); else it would be {rival} with {rival_quality}.",
    },
    "cheap": {
        "ko": "가장 쌉니다: {fare}, 다음은 {rival} {rival_fare}.",
        "en": "Cheapest: {fare}, next {rival} at {rival_fare}.",
    },
    "fast": {
        "ko": "가장 빠를 것으로 봅니다: {time}, 다음은 {rival} {rival_time}.",
        "en": "Presumed fastest: {time}, next {rival} with {rival_time}.",
    },
    "failed_over": {
        "ko": "먼저 고른 모델({first})에서 답이 시작되지 않아 다음 모델이 답했습니다.",
        "en": "{first}, chosen first, could not begin to answer, so the next one did.",
    },
    "outrun": {
        "ko": "먼저 고른 모델({first})의 첫 토큰이 늦어 이 모델에도 물었고, 이쪽이 먼저 답을 "
        "시작했습니다.",
        "en": "{first}, chosen first, was slow to begin; this one was asked too and began first.",
    },
    "cascade_agreed": {
        "ko": "먼저 물은 {cheap}, {second} 두 모델의 답이 같아서 더 비싼 {dear}에는 묻지 "
        "않았습니다.",
        "en": "{cheap} and {second} came to the same short answer, so the dearer {dear} was not "
        "asked.",
    },
    "cascade_apart": {
        "ko": "{cheap}, {second} 두 모델의 답이 서로 달라서 {dear}에 물었습니다.",
        "en": "{cheap} and {second} came to different answers, so {dear} was asked.",
    },
    "cascade_trusted": {
        "ko": "{cheap}의 이런 답은 {good}로 봅니다(평가 {outcomes}건). 더 비싼 {dear}에 물을 "
        "값어치가 없어 그대로 드립니다.",
        "en": "Answers of {cheap} that look like this one are presumed to be worth {good} "
        "(outcomes: {outcomes}), so that the dearer {dear} is not worth its price.",
    },
    "cascade_unclear": {
        "ko": "{cheap}, {second} 두 모델의 답을 견줄 수 없어서 {dear}에 물었습니다.",
        "en": "The answers of {cheap} and {second} could not be held against each other, so "
        "{dear} was asked.",
    },
    "cascade_unanswered": {
        "ko": "{cheap}, {second} 두 모델 가운데 답하지 못한 것이 있어 {dear}에 물었습니다.",
        "en": "Not both of {cheap} and {second} answered, so {dear} was asked.",
    },
    "cascade_fell_back": {
        "ko": "{dear}에서 답이 시작되지 않아 먼저 받아 둔 {cheap}의 답을 드립니다. 다른 모델의 "
        "답과 같은지는 확인되지 않았습니다.",
        "en": "{dear} could not begin to answer, so this is the answer that {cheap} had given; no "
        "other model confirmed it.",
    },
    "cascade_skipped": {
        "ko": "짧은 답을 견줄 수 있는 질문이 아니어서 {dear}에 바로 물었습니다.",
        "en": "Answers to this question cannot be held against each other, so {dear} was asked at "
        "once.",
    },
    "panel_agreed": {
        "ko": "모델 {asked}개에 물었더니 {votes}개의 답이 같았고, 그 가운데 {who}의 답입니다.",
        "en": "{votes} of the {asked} models that were asked came to this answer; it is told in "
        "the words of {who}.",
    },
    "panel_apart": {
        "ko": "모델 {asked}개에 물었지만 서로 같은 답이 없어 {who}의 답을 드립니다.",
        "en": "No two of the {asked} models that were asked came to the same answer, so it is "
        "that of {who}.",
    },
    "panel_judged": {
        "ko": "{judge} 모델이 모델 {asked}개의 답을 견주어 가장 나은 것으로 본 {who}의 답입니다.",
        "en": "{judge} compared the answers of {asked} models, and found that of {who} the best.",
    },
    "panel_silent": {
        "ko": "함께 물은 모델이 모두 답하지 못해 {dear}에 다시 물었습니다.",
        "en": "None of the models that were asked answered, so {dear} was asked again.",
    },
    "not_checkable": {
        "ko": "짧은 답을 견줄 수 있는 질문에만 씁니다.",
        "en": "It is only for questions whose short answers can be held against each other.",
    },
    "resting": {
        "ko": "잇달아 실패해 쉬게 하고 있습니다. {time} 뒤에 다시 물어봅니다.",
        "en": "It failed several times in a row and is left alone for another {time}.",
    },
    "held": {
        "ko": "요청이 너무 많다며 429로 답했고, {time} 뒤에 다시 물을 수 있습니다.",
        "en": "It answered 429 and may be asked again in {time}.",
    },
    "on_trial": {
        "ko": "잇달아 실패한 뒤라 지금 요청 하나로 다시 답하는지 확인하고 있습니다.",
        "en": "It failed several times in a row, and one request is trying it again.",
    },
    "again": {
        "ko": "똑같은 요청에 {time} 전에 한 답을 다시 드립니다.",
        "en": "The very same request was answered {time} ago; this is that answer.",
    },
    "lacks_feature": {
        "ko": "이 요청에 필요한 기능이 없습니다: {missing}.",
        "en": "It lacks what this request needs: {missing}.",
    },
    "lacks_language": {
        "ko": "{language}로 답할 수 있다고 알려져 있지 않습니다.",
        "en": "It is not known to answer in {language}.",
    },
    "not_carried": {
        "ko": "이 요청의 `{field}` 항목을 이 모델의 형식으로 옮길 수 없습니다.",
        "en": "Its wire has no words for `{field}` of this request.",
    },
    "may_train": {
        "ko": "{company}에서는 질문을 학습에 쓸 수 있어 `no_training` 요구에 맞지 않습니다.",
        "en": "{company} may train on prompts, and `no_training` is demanded.",
    },
    "training_unknown": {
        "ko": "{company}에서 질문을 학습에 쓰는지 알 수 없어 `no_training` 요구에 맞지 않습니다.",
        "en": "It is not known whether {company} trains on prompts, and `no_training` is demanded.",
    },
    "other_country": {
        "ko": "{company}의 나라는 {country}인데, `countries` 요구는 {countries}입니다.",
        "en": "{company} is a company of {country}, and `countries` demands {countries}.",
    },
    "country_unknown": {
        "ko": "{company}의 나라를 알 수 없는데, `countries` 요구는 {countries}입니다.",
        "en": "The country of {company} is not known, and `countries` demands {countries}.",
    },
    "passed_on": {
        "ko": "{company}에서 어느 회사로 글을 넘기는지 알 수 없어 요구에 맞지 않습니다.",
        "en": "{company} passes the text on to companies that are not known, and there are "
        "demands on those.",
    },
    "switched_off": {
        "ko": "관리자가 이 역할에 대해 꺼 둔 모델입니다.",
        "en": "It is switched off for this role.",
    },
    "other_provider": {
        "ko": "`providers` 요구에 있는 제공자({providers})가 아닙니다.",
        "en": "Its provider is not among those that `providers` demands: {providers}.",
    },
    "over_budget": {
        "ko": "최대 {worst}까지 들 수 있는데, 예산에 남은 돈은 {left}입니다.",
        "en": "It may cost up to {worst}, and {left} is left of the budget.",
    },
    "price_unknown": {
        "ko": "예산이 걸려 있는데 이 모델의 가격을 알 수 없습니다.",
        "en": "A budget applies, and its price is not known.",
    },
    "cached": {
        "ko": "바로 앞 차례에 답해 질문 가운데 {tokens}토큰이 캐시에 있을 것으로 보고 그만큼 싸게 "
        "쳤습니다.",
        "en": "It answered the turn before, so {tokens} tokens of the prompt are taken to be "
        "cached, and cheaper.",
    },
    "stays": {
        "ko": "이 모델이 시작한 도구 호출을 이어서 맡습니다.",
        "en": "It goes on with the calls of tools that it began.",
    },
    "over_ceiling": {
        "ko": "운임이 {fare}인데, 답 하나에 낼 수 있는 상한은 {ceiling}입니다.",
        "en": "Its fare is {fare}, and {ceiling} is the ceiling for one answer.",
    },
    "fare_unknown": {
        "ko": "답 하나에 낼 수 있는 상한이 {ceiling}인데, 이 모델의 가격을 알 수 없습니다.",
        "en": "{ceiling} is the ceiling for one answer, and its price is not known.",
    },
    "soft_limit": {
        "ko": "{scope} {name}의 예산({period}) {limit} 가운데 {spent}를 썼습니다.",
        "en": "{spent} of the {period} budget of {limit} of {scope} {name} is spent.",
    },
    "not_looked_at": {
        "ko": "{embedder} 모델이 질문을 벡터로 바꾸지 못했습니다. {why} 그래서 비슷한 질문에서 "
        "배운 것은 빼고 골랐습니다.",
        "en": "{embedder} did not look at the question. {why} So what was learned of questions "
        "like it had no say.",
    },
    "not_in_time": {
        "ko": "{time} 안에 답이 오지 않았습니다.",
        "en": "It did not answer within {time}.",
    },
    "failed": {
        "ko": "오류가 났습니다.",
        "en": "It failed.",
    },
    "over_what_is_left": {
        "ko": "예산이 모자랍니다.",
        "en": "A budget does not cover it.",
    },
    "no_such_embedder": {
        "ko": "그런 이름의 모델이 없습니다.",
        "en": "There is no model of that name.",
    },
    "too_long": {
        "ko": "질문이 이 모델의 문맥 {context_tokens}토큰보다 깁니다.",
        "en": "The question is longer than its context of {context_tokens} tokens.",
    },
    **PIVOT_SENTENCES,
}

#: Whose a budget is, and for how long.
SCOPES: Final[Mapping[str, Mapping[str, str]]] = {
    "key": {"ko": "키", "en": "key", "ja": "キー"},
    "project": {"ko": "프로젝트", "en": "project", "ja": "プロジェクト"},
    "user": {"ko": "사용자", "en": "user", "ja": "ユーザー"},
}
PERIODS: Final[Mapping[str, Mapping[str, str]]] = {
    "day": {"ko": "하루", "en": "daily", "ja": "1日"},
    "month": {"ko": "한 달", "en": "monthly", "ja": "1か月"},
    "total": {"ko": "전체", "en": "total", "ja": "合計"},
}

#: For an empty list, and for what nobody knows.
NONE: Final = {"ko": "없음", "en": "none"}
NOT_KNOWN: Final = {"ko": "아직 모름", "en": "not yet known"}


def reason(code: str, **values: str | Mapping[str, str]) -> Reason:
    """Fill in a sentence. A value may differ by language: {"ko": ..., "en": ...}."""
    sentence = SENTENCES[code]
    return Reason(code, *(_fill(sentence[lang], lang, values) for lang in ("ko", "en")))


def votes(count: int) -> Mapping[str, str]:
    """That so many votes are what a claim rests on; nothing, where there are none."""
    if not count:
        return {"ko": "", "en": ""}
    return {
        "ko": f"(사람의 평가 {count:,}건. 심판은 통제 변수)",
        "en": f", by {count:,} people's votes, judge as control variate",
    }


def points(quality: float | None) -> Mapping[str, str]:
    """A quality in [0, 1] as points of 100."""
    if quality is None:
        return NOT_KNOWN
    return {"ko": f"100점 만점에 {quality * 100:.0f}점", "en": f"{quality * 100:.0f} of 100"}


def dollars(micros: int | None) -> Mapping[str, str]:
    """Micro-dollars as dollars."""
    if micros is None:
        return NOT_KNOWN
    text = f"${micros / 1_000_000:.6f}"
    return {"ko": text, "en": text}


def seconds(time_ms: float | None) -> Mapping[str, str]:
    """Milliseconds as seconds."""
    if time_ms is None:
        return NOT_KNOWN
    return {"ko": f"{time_ms / 1_000:.1f}초", "en": f"{time_ms / 1_000:.1f} s"}


def _fill(sentence: str, lang: str, values: Mapping[str, str | Mapping[str, str]]) -> str:
    chosen = {name: v if isinstance(v, str) else v[lang] for name, v in values.items()}
    return sentence.format(**chosen)
