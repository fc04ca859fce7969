"""What the command line says of tickets and tables."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # tickets and tables
    "why": ("why", "이유"),
    "time": ("time", "시간"),
    "cost": ("cost", "비용"),
    "cost_before_tax": ("cost before tax", "비용(세전)"),
    "model": ("model", "모델"),
    "next": ("next choice", "다음 후보"),
    "evidence": ("evidence", "근거"),
    "presumed_quality": (
        "{points:.0f} of 100, presumed from public ratings or its price",
        "100점 만점에 {points:.0f}점, 공개 평점이나 가격에서 짐작한 값",
    ),
    "learned_quality": (
        "{points:.0f} of 100 on the whole (95 %: {low:.0f} to {high:.0f}), outcomes: {outcomes:,}",
        "전체로 보아 100점 만점에 {points:.0f}점(95%: {low:.0f}~{high:.0f}), 평가 {outcomes:,}건",
    ),
    "saved": ("saved", "아낀 돈"),
    "per_letters": ("1,000 characters of {language}", "{language} 1,000자"),
    "per_answer": ("an answered question", "답한 질문 하나"),
    "presumed_money": ("~{money}", "~{money}"),
    "nothing_measured": ("none yet", "아직 없음"),
    "money_of": ("{money} (of {count:,})", "{money}({count:,}건)"),
    "pivot_question": ("asked in {middle}", "{middle} 질문"),
    "pivot_answer": ("answered in {middle}", "{middle} 답"),
    "saved_against": (
        "{money}, against always {arm}",
        "언제나 {arm}에 물었을 때보다 {money}",
    ),
    "paid_more": (
        "nothing: {money} more than always {arm}",
        "없음: 언제나 {arm}에 물었을 때보다 {money} 더 들었습니다",
    ),
    "saved_unknown": ("not known, against always {arm}", "언제나 {arm}에 물었을 때의 값을 모름"),
    "is_baseline": (
        "nothing: it is the best single model itself",
        "없음: 이 모델이 바로 견주는 기준입니다",
    ),
    "first_token": (
        "first token {first:.2f} s, all {total:.2f} s",
        "첫 토큰 {first:.2f}초, 전체 {total:.2f}초",
    ),
    "total": ("{total:.2f} s", "{total:.2f}초"),
    "seconds": ("{s:.1f} s", "{s:.1f}초"),
    "points": ("{points:.0f} of 100", "100점 중 {points:.0f}점"),
    "local": ("0, runs on this machine", "0원, 이 컴퓨터에서 실행"),
    "local_price": ("0, local", "0(로컬)"),
    "up_to": ("{least}, up to {most}", "{least}, 최대 {most}"),
    "unknown": ("not known", "알 수 없음"),
    "estimated": ("estimated", "추정"),
    "estimated_count": ("{count} estimated", "추정 {count}건"),
    "before_tax": ("before tax", "세전"),
    "rate_of": ("rate of {as_of}", "{as_of} 환율"),
    "where": ("from", "출처"),
    "provider": ("provider", "제공자"),
    "quality": ("presumed quality", "추정 품질"),
    "beside": ("beside {arm}", "{arm}에 견주어"),
    "beside_equal": ("shown within 2 points", "2점 안으로 확인됨"),
    "beside_worse": ("shown worse", "더 못함이 확인됨"),
    "beside_unknown": ("not yet known", "아직 모름"),
    "price": ("$/M in / out", "$/백만 토큰"),
    "context": ("context", "문맥 길이"),
    "languages": ("languages", "언어"),
    "fare": ("fare", "운임"),
    "arm": ("arm", "선택지"),
    "excluded": ("left out", "제외"),
    "ready": ("ready", "준비됨"),
    "not_fetched": (
        "not here yet, fetched by `wayfare ask` or `wayfare serve`",
        "아직 없으며, `wayfare ask`나 `wayfare serve`를 실행하면 내려받습니다",
    ),
    "not_offered": (
        "not offered: `local.enabled` is off",
        "쓰지 않음: 설정 `local.enabled`가 꺼져 있습니다",
    ),
    "not_to_be_fetched": (
        "not here, and `local.download` is off",
        "없고, 설정 `local.download`가 꺼져 있습니다",
    ),
    "no_models": (
        "There is no model yet. `wayfare providers add` brings one in.",
        "아직 모델이 없습니다. `wayfare providers add`로 추가하세요.",
    ),
    "in_auto": ("auto", "auto"),
    "pool_in": ("in", "사용"),
    "pool_proposed": ("proposed", "제안"),
    "pool_out": ("out", "제외"),
    "pool_others": (
        "{count} more can be asked by name; `wayfare models --why` says why they are left out.",
        "나머지 {count}개는 이름으로만 물을 수 있습니다. 이유: `wayfare models --why`.",
    ),
    "pool_heading_in": ("auto takes ({count}):", "auto가 쓰는 모델({count}개):"),
    "pool_heading_proposed": ("proposed ({count}):", "제안({count}개):"),
    "pool_heading_out": ("left out ({count}):", "제외({count}개):"),
    "pool_added": ("`auto` takes {name}.", "이제 `auto`가 {name} 모델을 씁니다."),
    "pool_not_added": (
        "`auto` does not take {name}. {why}",
        "`auto`가 {name} 모델을 쓰지 않습니다. {why}",
    ),
    "pool_removed": (
        "`auto` takes {name} no more. It can still be asked by name.",
        "이제 `auto`가 {name} 모델을 쓰지 않습니다. 이름으로는 물을 수 있습니다.",
    ),
    "pool_probed": (
        "It was asked once. Cost: {cost}.",
        "한 번 물어보았습니다. 비용: {cost}.",
    ),
    "pool_probed_several": (
        "Models asked once: {count}. Cost: {cost}.",
        "모델 {count}개에 한 번씩 물어보았습니다. 비용: {cost}.",
    ),
    "changed_on": ("{arm}: changed on {since} ({how}).", "{arm}: {since}에 바뀜({how})."),
    "changed_said": ("you said so", "직접 알려 주심"),
    "changed_served": ("{note} answers now", "이제 {note} 모델이 답함"),
    "changed_watched_worse": (
        (
            "the same questions, asked again, get worse answers; without a change that is told "
            "once in {once_in:,} askings on average, at most"
        ),
        (
            "같은 질문을 다시 물었더니 답이 나빠짐. 바뀌지 않았는데 이렇게 알리는 일은 평균 "
            "{once_in:,}번 물을 때 한 번을 넘지 않음"
        ),
    ),
    "changed_watched_better": (
        (
            "the same questions, asked again, get better answers; without a change that is told "
            "once in {once_in:,} askings on average, at most"
        ),
        (
            "같은 질문을 다시 물었더니 답이 좋아짐. 바뀌지 않았는데 이렇게 알리는 일은 평균 "
            "{once_in:,}번 물을 때 한 번을 넘지 않음"
        ),
    ),
    "changed_jump": ("finding {note}, confirmed", "확인된 발견 {note}"),
    "changed_means": (
        "All outcomes of answers before that count as {worth:.0f} at most, within seconds.",
        "그 전 답에 대한 평가는 몇 초 안에 모두 합쳐 {worth:.0f}건까지만 셉니다.",
    ),
    "changed_undone": (
        "{arm}: its change on {since} is taken back.",
        "{arm}: {since}에 바뀌었다는 것을 취소했습니다.",
    ),
    "not_a_moment": (
        "{given} is no day and no moment: write 2026-11-20 or 2026-11-20T09:30.",
        "{given} 값은 날짜나 시각이 아닙니다. 2026-11-20이나 2026-11-20T09:30처럼 쓰세요.",
    ),
    "changed_none": ("No model is known to have changed.", "바뀐 모델이 없습니다."),
    "changed_evidence": (
        "changed on {day}: earlier outcomes count as {worth:.0f} at most",
        "{day}에 바뀜, 그 전 평가는 {worth:.0f}건까지만 셈",
    ),
    "pool_soon": (
        "A running Wayfare sees it within a minute.",
        "이미 실행 중인 Wayfare에는 1분 안에 반영됩니다.",
    ),
    "user": ("user", "사용자"),
    "key": ("key", "키"),
    "day": ("day (UTC)", "날짜(UTC)"),
    "label": ("label", "이름"),
    "made": ("made", "만든 날"),
    "revoked": ("revoked", "취소한 날"),
    "learns": ("learning", "학습 허용"),
    "yes": ("yes", "예"),
    "no": ("no", "아니요"),
    "address": ("address", "주소"),
    "no_key": ("not set", "설정되지 않음"),
    "key_set": ("set", "설정됨"),
    "models": ("models", "모델"),
    "requests": ("requests", "요청"),
    "attempts": ("attempts", "시도"),
    "replaying": ("replaying {name}", "{name} 다시 해 보는 중"),
    "policy": ("policy", "규칙"),
    "aim": ("may lose", "허용 손실"),
    "score": ("score", "점수"),
    "cost_per_1k": ("$ per 1,000", "1,000건당 $"),
    "points_lost": ("points lost", "잃은 점수"),
    "saving": ("saved", "절감"),
    "saving_length_only": ("by length alone", "길이만 본 절감"),
    "gap_closed": ("gap closed", "좁힌 차이"),
    "apgr": ("APGR", "APGR"),
    "followed": ("as logged", "기록과 같음"),
    "effective": ("behind it", "뒷받침"),
    "replay_log_note": (
        (
            "Of {count:,} decisions with an outcome. Doubly robust, 95 % interval; none where too "
            "few decisions are behind it: a log tells only of arms that were asked."
        ),
        (
            "평가가 있는 결정 {count:,}건. 이중 강건 추정과 95 % 구간이며, 뒷받침하는 결정이 너무 "
            "적으면 구간이 없습니다. 기록은 물어본 선택지에 대해서만 말해 줍니다."
        ),
    ),
    "replay_note": (
        (
            "Saved: against the cheapest random mix of two single models with the same score. "
            "± is half of a 95 % interval, widened for the questions that splits share."
        ),
        (
            "절감은 같은 점수를 내는 두 모델의 가장 싼 무작위 혼합과 견준 값입니다. "
            "±는 95% 구간의 절반이며, 분할끼리 질문이 겹치는 만큼 넓혔습니다."
        ),
    ),
    "regret": ("regret", "손해"),
    "regret_of_best": ("against the best", "최고 모델 대비"),
    "certified_share": ("certified", "증명된 비율"),
    "audit_cost": ("shadows per 1,000", "뒤에서 물은 비용 / 1,000건"),
    "topics_certified": ("seals", "증명"),
    "false_topics": ("wrong seals", "틀린 증명"),
    "replay_point": (
        "An answer is worth its score less its cost; a point is worth ${dollars} an answer.",
        "답의 값어치는 점수에서 비용을 뺀 것이고, 1점은 답 하나에 ${dollars}입니다.",
    ),
    "replay_no_costs": (
        "No costs are known: an answer is worth its score.",
        "비용을 알 수 없어 답의 값어치는 점수뿐입니다.",
    ),
    "replay_plot_title": (
        "{name}: running means{band}\na point is worth ${dollars} an answer",
        "{name}: 여기까지의 평균{band}\n1점은 답 하나에 ${dollars}",
    ),
    "replay_plot_band": (
        ", over {seeds} seeds (band: lowest to highest)",
        ", 질문 순서 {seeds}가지(띠: 최저에서 최고까지)",
    ),
    "replay_plot_regret": ("regret, points a question", "질문당 손해(점)"),
    "replay_plot_far_regret": (
        "regret, points a question (log beyond ±5)",
        "질문당 손해(점, ±5 밖은 로그 눈금)",
    ),
    "replay_plot_cost": ("dollars per 1,000 questions", "질문 1,000건당 달러"),
    "replay_plot_no_costs": ("no costs are known", "비용을 알 수 없음"),
    "replay_plot_questions": ("questions answered", "답한 질문 수"),
    "replay_online_note": (
        (
            "{worth} Regret: points a question that prior_best, the rule that Wayfare starts with, "
            "is ahead; less than 0 is a gain. Against the best: the same for best_single, the "
            "arm that turns out best for its price, which nobody knows before. ± is half of a "
            "95 % interval over the orders of the same questions."
        ),
        (
            "{worth} 손해는 Wayfare가 처음에 쓰는 규칙(prior_best)보다 질문마다 몇 점 뒤졌는지"
            "이고, 0보다 작으면 이득입니다. 최고 모델 대비는 나중에야 알 수 있는, 값에 견주어 가장 "
            "좋은 모델 하나(best_single)와 견준 값입니다. ±는 같은 질문을 다른 순서로 물은 결과의 "
            "95% 구간의 절반입니다."
        ),
    ),
    "tokens": ("tokens in / out", "토큰 입력 / 출력"),
    "setting": ("setting", "설정"),
    "value": ("value", "값"),
    "default": ("default", "기본값"),
    "about": ("what it does", "설명"),
    "no_keys": (
        "There is no key yet. Yours comes with the first run; `wayfare keys add` makes more.",
        "아직 키가 없습니다. Wayfare를 처음 실행하면 생기고, `wayfare keys add`로 더 만듭니다.",
    ),
    "nothing_yet": ("Nothing has been asked in this time.", "이 기간에는 질문이 없습니다."),
    "cost_unknown": ("+ {count} of unknown cost", "+ 비용을 알 수 없는 {count}건"),
    # topics
    "topic": ("topic", "주제"),
    "telling_words": ("about", "내용"),
    "share": ("share", "비율"),
    "answered_best": ("answered best by", "가장 잘 답한 선택지"),
    "best_of": (
        "{arm}: {score:.2f} of 1, {n} outcomes",
        "{arm}: 1점 만점에 {score:.2f}점, 평가 {n}건",
    ),
    "given_topic": ("as given", "지정한 주제"),
    "unnamed_topic": ("no telling words", "대표 단어 없음"),
    "no_topic": ("unknown", "알 수 없음"),
    "no_topics": (
        "No topics yet. They are found once `auto` was asked 100 questions.",
        "아직 주제가 없습니다. `auto`에 질문이 100개 들어오면 찾기 시작합니다.",
    ),
}
