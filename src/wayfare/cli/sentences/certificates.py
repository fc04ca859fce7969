"""What the command line says of certificates."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "certificate": ("certificate", "증명서"),
    "claim_about": ("claim", "주장"),
    "claim_state": ("state", "상태"),
    "claim_compared": ("compared", "견준 답"),
    "claim_voted": ("{compared} by {count:,} votes", "{compared}(평가 {count:,}건)"),
    "claim_interval": ("points against the baseline", "기준 모델과의 점수 차"),
    "claim_next": ("still needed", "더 필요한 것"),
    "claim_of": ("{arm} in place of {baseline}", "{baseline} 대신 {arm}"),
    "claim_any_arm": ("any model", "아무 모델"),
    "claim_in_topic": ("{about}, topic {topic}", "{about}, 주제 {topic}"),
    "claim_past": ("{about}, past questions", "{about}, 지난 질문"),
    "claim_none": ("nothing compared", "견준 것 없음"),
    "claim_trial": ("on trial", "시험 중"),
    "claim_certified": ("certified", "증명됨"),
    "claim_suspended": ("suspended: shown to be worse", "중단: 못한 것으로 드러남"),
    "claim_expired": ("expired", "기한 지남"),
    "claim_too_old": ("{state}: nothing compared for long", "{state}: 오래 견주지 않음"),
    "claim_model_changed": ("{state}: a model changed", "{state}: 모델이 바뀜"),
    "claim_drifted": ("{state}: answers got worse", "{state}: 답이 나빠짐"),
    "claim_price_changed": (
        "{state}: a price changed, it costs no less",
        "{state}: 가격이 바뀌어 더 싸지 않음",
    ),
    "claim_since": ("{state} since {day}", "{state}({day}부터)"),
    "claim_in_doubt": ("{state}, in doubt", "{state}, 의심스러움"),
    "claim_between": ("{low} to {high}", "{low}~{high}"),
    "claim_need": ("about {count:,} more", "약 {count:,}건 더"),
    "claim_unknown_need": ("not in sight", "아직 알 수 없음"),
    "claim_waiting": ("{count:,} waiting", "{count:,}건 대기"),
    "claims_mean": (
        (
            "Certified: where the other model answers, its answers are on average at most {points} "
            "points of 100 worse than the baseline's would have been, after the same turns, "
            "whoever answered those. Of the seals shown, on average at most 1 in 20 is wrong."
        ),
        (
            "증명됨: 다른 모델이 답하는 곳에서 그 답은 기준 모델의 답보다 평균 {points}점(100점 "
            "만점) 넘게 못하지 않습니다. 앞선 답은 누가 했든 그대로 두고 견줍니다. "
            "표시된 증명 가운데 틀린 것은 평균 20개 중 1개를 넘지 않습니다."
        ),
    ),
    "no_claims": (
        (
            "Nothing was compared yet. Where `auto` would take another model than the baseline, "
            "some answers are compared with the baseline's; a check or a measured judge tells "
            "which is better."
        ),
        (
            "아직 견준 것이 없습니다. `auto`가 기준 모델 말고 다른 모델을 고르려 할 때 일부 답을 "
            "기준 모델의 답과 견줍니다. 어느 쪽이 나은지는 검사나 정확도를 잰 판정 모델이 가립니다."
        ),
    ),
    "whole_against": (
        (
            "All of Wayfare against {baseline}, since {day}: {left:,} conversations left to "
            "Wayfare, {held:,} that {baseline} answered to the end ({share} of 100, by lot); "
            "{open:,} not over yet."
        ),
        (
            "기준 모델({baseline})과 통째로 견주기, {day}부터: Wayfare에 맡긴 대화 {left:,}건, "
            "끝까지 기준 모델이 답한 대화 {held:,}건(100건 중 {share}건, 제비). 아직 끝나지 않은 "
            "대화 {open:,}건."
        ),
    ),
    "whole_what": ("by conversation", "대화별"),
    "whole_left": ("Wayfare", "Wayfare"),
    "whole_held": ("baseline", "기준 모델"),
    "whole_interval": ("against the baseline", "기준 모델과 견주면"),
    "whole_votes": ("votes, of 100", "평가(100점 만점)"),
    "whole_again": ("turns asked again, of 100", "다시 물은 차례(100번 중)"),
    "whole_cost": ("cost", "비용"),
    "whole_turn_cost": ("cost a turn", "한 차례 비용"),
    "whole_first": ("time to the first token", "첫 토큰까지"),
    "whole_total": ("time to the end", "끝까지 걸린 시간"),
    "whole_mean_of": ("{mean:g} ({count:,})", "{mean:g}({count:,}건)"),
    "whole_points": ("{low} to {high} points", "{low}~{high}점"),
    "whole_percents": ("{low} to {high} %", "{low}~{high} %"),
    "whole_seconds": ("{seconds:g} s", "{seconds:g}초"),
    "whole_none": ("nothing to compare yet", "아직 견줄 것 없음"),
    "whole_unknown": ("not yet known", "아직 모름"),
    "whole_better": ("shown better", "더 나은 것으로 보임"),
    "whole_no_worse": (
        "shown: at most {points} points worse",
        "{points}점 넘게 못하지 않은 것으로 보임",
    ),
    "whole_within": ("shown within {points} points", "{points}점 안에서 같은 것으로 보임"),
    "whole_worse": ("shown worse", "더 못한 것으로 보임"),
    "whole_needs": (
        "{state}: about {count:,} more conversations",
        "{state}: 대화 약 {count:,}건 더 필요",
    ),
    "whole_asymptotic": ("asymptotic", "근사"),
    "whole_means": (
        (
            "Every conversation counts by how its lot fell, whoever answered it. Intervals of "
            "points hold with 95 %, whenever one looks, each by itself; those of money and time "
            "are asymptotic: they hold from some time on. Who votes is not drawn by lot."
        ),
        (
            "누가 답했든 제비가 정한 쪽으로 셉니다. 점수의 구간은 언제 보아도 하나하나 95 %로 "
            "맞고, 비용과 시간의 구간은 근사라서 어느 때부터 맞습니다. 평가하는 사람은 제비로 "
            "뽑은 것이 아닙니다."
        ),
    ),
    "no_whole": (
        (
            "No conversation has been compared as a whole yet. A day after it began a "
            "conversation counts, where `certificate.held_share` is above 0."
        ),
        (
            "아직 통째로 견준 대화가 없습니다. `certificate.held_share`가 0보다 크면 대화는 "
            "시작하고 하루 뒤부터 셉니다."
        ),
    ),
    "vigil_about": (
        "{arm}, {questions} old questions asked again since {since}",
        "{arm}, {since}부터 다시 묻는 질문 {questions}개",
    ),
    "vigil_steady": (
        "no sign of a change in {scored:,} answers",
        "답 {scored:,}건에서 바뀐 흔적 없음",
    ),
    "vigil_in_doubt": (
        (
            "in doubt after {scored:,} answers; such a sign comes, without a change, once in "
            "{seldom:,} askings on average, at most"
        ),
        (
            "답 {scored:,}건 뒤 의심스러움. 바뀌지 않았는데 이런 흔적이 보이는 일은 평균 "
            "{seldom:,}번 물을 때 한 번을 넘지 않음"
        ),
    ),
    "vigil_changed": (
        "this model's answers changed on {day}, for the {turned}",
        "이 모델의 답이 {day}에 {turned}",
    ),
    "vigil_worse": ("worse", "나빠짐"),
    "vigil_better": ("better", "좋아짐"),
    "vigils_mean": (
        (
            "Without any change, a model is said to have changed once in {false_once_in:,} "
            "askings on average, at most. A cascade or a panel is watched by its models: when one "
            "changes, so does what is made of it."
        ),
        (
            "아무것도 바뀌지 않았는데 모델이 바뀌었다고 알리는 일은 평균 {false_once_in:,}번 물을 "
            "때 한 번을 넘지 않습니다. 여러 모델로 된 것(cascade, panel)은 모델마다 살피고, 그중 "
            "하나가 바뀌면 함께 바뀐 것으로 봅니다."
        ),
    ),
    "plot_no_font": (
        (
            "No font with Hangul is known on this machine, so the plot is labelled in English. "
            "An SVG needs none."
        ),
        (
            "이 컴퓨터에서 한글 글꼴을 찾지 못해 그림에는 영어로 적었습니다. SVG에는 글꼴이 없어도 "
            "됩니다."
        ),
    ),
    "claim_plot_title": (
        "{about}\nmean, and where it lies with 95 % whenever one looks",
        "{about}\n평균과, 언제 보아도 95 %로 맞는 구간",
    ),
    "claim_plot_points": ("points against the baseline", "기준 모델과의 점수 차"),
    "claim_plot_margin": ("the margin", "허용 한계"),
    "claim_plot_evidence": (
        "evidence (20 is enough\nfor one claim alone)",
        "증거(주장 하나라면\n20이면 충분)",
    ),
    "claim_plot_compared": ("answers compared", "견준 답"),
    "claim_saved": ("Written to {file}.", "{file}에 썼습니다."),
    "claim_verified": (
        "It follows from the log ({rows:,} rows), and this Wayfare signed it.",
        "기록({rows:,}줄)에서 그대로 나오고, 이 Wayfare가 서명했습니다.",
    ),
    "claim_verified_foreign": (
        "It follows from the log ({rows:,} rows), but another Wayfare signed it.",
        "기록({rows:,}줄)에서 그대로 나오지만, 다른 Wayfare가 서명했습니다.",
    ),
    "claim_fault_signature": (
        "the text was changed after it was signed",
        "서명한 뒤에 글이 바뀌었습니다",
    ),
    "claim_fault_method": ("it was computed by another method", "다른 방법으로 계산했습니다"),
    "claim_fault_rows": (
        "up to there the log has {computed} rows, not {told}",
        "그때까지의 기록은 {told}줄이 아니라 {computed}줄입니다",
    ),
    "claim_fault_altered": ("rows of the log were altered since", "그 뒤에 기록이 바뀌었습니다"),
    "claim_fault_no_claim": (
        "the log says nothing of this claim",
        "기록에 이 주장에 대한 것이 없습니다",
    ),
    "claim_fault_figure": (
        "{name} is written down as {told}, and comes to {computed}",
        "{name}: 적힌 값은 {told}, 계산한 값은 {computed}",
    ),
    "claim_refuted": (
        "It does not follow from the log:",
        "기록에서 나오지 않습니다:",
    ),
}
