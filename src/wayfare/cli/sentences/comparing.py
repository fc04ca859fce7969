"""What the command line says of comparing models on one's own questions."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "comparing": ("Asking your questions", "질문을 묻는 중"),
    "comparing_will_ask": (
        "{count:,} questions: {used}, which you use, is compared with {others}.",
        "질문 {count:,}개로 견줍니다. 지금 쓰는 모델: {used}. 견줄 모델: {others}.",
    ),
    "comparing_will_judge": (
        "Where nothing says what is right and answers differ, {judge} judges, in both orders.",
        "정답이 없고 답이 다르면 {judge} 모델이 순서를 바꿔 두 번 판정합니다.",
    ),
    "comparing_will_mark": (
        (
            "Where nothing says what is right and answers differ, {judge} gives both a mark from "
            "0 to 10, in both orders."
        ),
        "정답이 없고 답이 다르면 {judge} 모델이 순서를 바꿔 두 번, 두 답에 0~10점을 매깁니다.",
    ),
    "comparing_no_judge": (
        "Nobody can judge answers that differ: say yourself which is better with --vote N.",
        "답이 다를 때 판정할 모델이 없습니다. --vote N으로 직접 골라 주세요.",
    ),
    "comparing_will_cost": (
        "That costs about {fare}, and no more than {budget}.",
        "예상 비용은 {fare}이고, {budget}을 넘지 않습니다.",
    ),
    "comparing_kept": (
        "Answers are kept in {file}: what was asked is not asked again.",
        "답은 {file}에 남겨 두어 다시 묻지 않습니다.",
    ),
    "comparing_score": ("right of 100", "100개 중 정답"),
    "comparing_points": ("points against the one in use", "지금 모델과의 점수 차"),
    "comparing_cost": ("$ per 1,000", "1,000건당 $"),
    "comparing_shown": ("shown", "보인 것"),
    "comparing_used": ("in use", "지금 쓰는 모델"),
    "comparing_better": ("better", "나음"),
    "comparing_equal": ("as good", "못하지 않음"),
    "comparing_worse": ("worse", "못함"),
    "comparing_unknown": ("not yet known", "아직 모름"),
    "comparing_needed": (
        "{shown}: about {count:,} more questions",
        "{shown}: 질문 약 {count:,}개 더",
    ),
    "comparing_needed_votes": (
        "{shown}: about {count:,} more questions, and {votes:,} votes",
        "{shown}: 질문 약 {count:,}개, 투표 {votes:,}번 더",
    ),
    "comparing_cut": (
        "The money was spent before all was asked. Run it again with more to go on.",
        "다 묻기 전에 예산이 끝났습니다. 예산을 늘려 다시 실행하면 이어서 묻습니다.",
    ),
    "comparing_best": (
        "{best} is shown to be better than {used}.",
        "{used}보다 나은 것으로 보인 모델: {best}.",
    ),
    "comparing_for_less": (
        "For less, and at most {points} points of 100 worse than {used}: {others}.",
        "{used}보다 싸고 100점 만점에 {points}점 넘게 못하지 않은 모델: {others}.",
    ),
    "comparing_none": (
        "Nothing is shown to be better than {used}, or as good within {points} points, for less.",
        "{used}보다 낫거나, {points}점 안에서 뒤지지 않으면서 더 싼 모델은 아직 보이지 않습니다.",
    ),
    "comparing_votes_left": (
        (
            "{count} of the pairs that were drawn for your vote are left. Once you have voted on "
            "all of them, with --vote again, your votes decide, however often the judge errs."
        ),
        (
            "투표할 답의 쌍이 {count}개 남았습니다. --vote로 다시 실행해 모두 투표하면, 판정 "
            "모델이 얼마나 틀리든 투표가 결과를 정합니다."
        ),
    ),
    "comparing_open": (
        (
            "Of {count:,} pairs of answers nobody has said which is better, so they may count "
            "either way. With --vote 50 your own votes on about fifty pairs decide."
        ),
        (
            "답의 쌍 {count:,}개는 어느 쪽이 나은지 아직 아무도 가리지 않아 어느 쪽으로도 셀 수 "
            "있습니다. --vote 50을 주면 추첨한 약 50쌍에 대한 투표가 결과를 정합니다."
        ),
    ),
    "comparing_unmeasured": (
        (
            "Votes have not shown yet how often the judge errs, so its verdicts show nothing. "
            "With --vote 50 your own votes on about fifty pairs, drawn by lot, decide."
        ),
        (
            "판정 모델이 얼마나 틀리는지 아직 투표로 재지 않아, 그 판정으로는 아무것도 보이지 "
            "않습니다. --vote 50을 주면 추첨한 약 50쌍에 대한 투표가 결과를 정합니다."
        ),
    ),
    "comparing_failed": (
        "{arm} did not answer {count:,} questions in two tries; each counts as lost.",
        "{arm} 모델이 두 번 물어도 답하지 못한 질문 {count:,}개는 모두 진 것으로 셉니다.",
    ),
    "comparing_used_failed": (
        (
            "{arm} did not answer {count:,} questions in two tries; they are left out, and nothing "
            "is shown to be worse that they could save."
        ),
        (
            "{arm} 모델이 두 번 물어도 답하지 못한 질문 {count:,}개는 뺍니다. 그 질문에 따라 "
            "뒤집힐 수 있으면 못하다고 하지 않습니다."
        ),
    ),
    "comparing_judge_votes": (
        "About {count:,} votes more may show that the judge's marks can be relied on.",
        "투표가 {count:,}번쯤 더 있으면 판정 모델의 점수를 믿어도 되는지 알 수 있습니다.",
    ),
    "comparing_marks": (
        (
            "Where neither a check nor equality tells, points are the judge's marks, held to your "
            "votes; a preference of people's is worth 20 points at least."
        ),
        (
            "정답이나 같은 답으로 가려지지 않는 곳의 점수 차는 투표로 잰 판정 모델의 점수입니다. "
            "사람이 한쪽을 고르는 것은 20점 이상에 해당합니다."
        ),
    ),
    "comparing_title": (
        "{count:,} questions: each model beside {used}\nwhere the difference lies with 95 %",
        "질문 {count:,}개: {used} 모델에 견준 점수 차\n95% 확실한 구간",
    ),
    "comparing_axis": (
        "points of 100 against the one in use (right: better)",
        "지금 모델과의 점수 차, 100점 만점(오른쪽이 나음)",
    ),
    "comparing_margin": ("the margin", "허용 한계"),
    "comparing_plot_cost": ("${cost} per 1,000", "1,000건당 ${cost}"),
    "comparing_plot_no_cost": ("cost not known", "비용 모름"),
    "comparing_drawn": ("Drawn to {file}.", "{file}에 그렸습니다."),
    "comparing_sure": (
        "Intervals hold with 95 %, each by itself, however often you look or ask more.",
        "구간은 하나하나 95% 확실하며, 몇 번을 보고 더 물어도 그렇습니다.",
    ),
}
