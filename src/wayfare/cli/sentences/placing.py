"""What the command line says of placing a model among the others."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "looking_back": ("Looking at past questions", "전에 받은 질문을 살펴보는 중"),
    "calibrating": ("Asking past questions", "전에 받은 질문을 다시 묻는 중"),
    "will_ask": (
        (
            "{model} will be asked {count:,} past questions. {judge} judges its answers, in both "
            "orders, against those kept of {others}."
        ),
        (
            "{model} 모델에 전에 받은 질문 {count:,}개를 묻습니다. 보관된 {others}의 답과 견주어 "
            "{judge} 모델이 순서를 바꿔 두 번씩 판정합니다."
        ),
    ),
    "will_ask_checked": (
        "{model} will be asked {count:,} past questions. Programs check its answers.",
        (
            "{model} 모델에 전에 받은 질문 {count:,}개를 묻습니다. 답은 프로그램이 검사하고, "
            "판정하는 모델은 없습니다."
        ),
    ),
    "will_cost": (
        "That costs about {fare} of the {left} that is left today for exploring.",
        "예상 비용은 {fare}이고, 오늘 알아보는 데 쓸 수 있는 돈은 {left} 남았습니다.",
    ),
    "compared": (
        (
            "{model} against {others}: {wins} better, {ties} alike, {losses} worse. "
            "That is {share:.0%} ({low:.0%} to {high:.0%}), where 50% is as good."
        ),
        (
            "{model} 대 {others}: 나음 {wins}, 비슷함 {ties}, 못함 {losses}. "
            "{share:.0%}({low:.0%}~{high:.0%})이며 50%면 같은 수준입니다."
        ),
    ),
    "shown_equal": (
        "Shown by these verdicts: {model} is at most {points:g} points worse.",
        "이 판정들로 확인됨: {model} 모델은 못해도 차이가 {points:g}점 이내입니다.",
    ),
    "shown_worse": (
        "Shown by these verdicts: {model} is more than {points:g} points worse.",
        "이 판정들로 확인됨: {model} 모델은 {points:g}점 넘게 못합니다.",
    ),
    "shown_nothing": (
        "Whether {model} is within {points:g} points, these verdicts alone do not show yet.",
        "{model} 모델이 {points:g}점 이내인지는 이 판정들만으로 아직 알 수 없습니다.",
    ),
    "checked": (
        "{model}: {right:g} of {count} answers that a program could check are right.",
        "{model}: 프로그램으로 검사한 답 {count}개 중 {right:g}개가 맞았습니다.",
    ),
    "nothing_compared": (
        "Nothing of {model} could be compared. {why}",
        "{model} 모델의 답을 하나도 견주지 못했습니다. {why}",
    ),
    "probes_lost": (
        "Questions that came to nothing: {count}.",
        "결과 없이 끝난 질문: {count}개.",
    ),
    "stands": (
        "{arm}: {points:.0f} of 100, give or take {error:.0f} (outcomes: {outcomes:,})",
        "{arm}: 100점 만점에 {points:.0f}점, 오차 {error:.0f}점(평가 {outcomes:,}건)",
    ),
    "stands_unknown": ("{arm}: not yet known", "{arm}: 아직 모름"),
    "did_cost": ("Cost: {cost}", "비용: {cost}"),
    "stopped_budget": (
        "Stopped: the next questions would cost more than is left today for exploring.",
        "멈춤: 다음 질문까지 물으면 오늘 알아보는 데 쓸 수 있는 돈을 넘습니다.",
    ),
    "stopped_refused": (
        "Stopped: the judge cannot be relied on, and nothing that it said counts.",
        "멈춤: 판정을 믿을 수 없어 지금까지의 판정도 셈에 넣지 않습니다.",
    ),
    "vote_hint": (
        (
            "Say of some pairs yourself which is better (--vote 20): then it is known how far to "
            "believe the judge."
        ),
        "몇 쌍은 직접 판정해 보세요(--vote 20). 그래야 이 판정을 얼마나 믿을지 알 수 있습니다.",
    ),
    "vote_question": ("Question ({number} of {count})", "질문 ({number}/{count})"),
    "vote_answer": ("Answer {number}", "답 {number}"),
    "vote_wanted": (
        "Which is better? 1, 2, = (alike), s (skip), q (no more)",
        "어느 쪽이 낫습니까? 1, 2, = (비슷함), s (건너뜀), q (그만)",
    ),
    "stopped_unreadable": (
        "Stopped: the judge says what is no verdict. Name another one with --judge.",
        "멈춤: 판정으로 읽을 수 없는 말을 합니다. --judge로 다른 모델을 쓰세요.",
    ),
}
