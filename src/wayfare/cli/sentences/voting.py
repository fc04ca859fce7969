"""What the command line says to people who vote on live answers."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "vote_none": (
        (
            "No pair waits for a vote. `auto` draws some of those that it compares, where texts "
            "are kept and nobody else can say which is better."
        ),
        (
            "평가를 기다리는 답이 없습니다. `auto`는 견준 답 가운데, 글을 보관하고 달리 우열을 "
            "가릴 수 없는 것 일부를 제비로 뽑아 둡니다."
        ),
    ),
    "vote_side": ("Answer {side}", "답 {side}"),
    "vote_keys": (
        "Which is better? 1: A, 2: B, 3: alike, 4: both bad, s: skip, q: no more",
        "어느 쪽이 낫습니까? 1: A, 2: B, 3: 비슷함, 4: 둘 다 나쁨, s: 건너뜀, q: 그만",
    ),
    "vote_was": ("{side} was {model}: {cost}", "{side}: {model}, {cost}"),
    "vote_judged": ("The judge preferred {side}.", "심판은 {side}가 낫다고 했습니다."),
    "vote_judged_tie": ("The judge found both alike.", "심판은 둘이 비슷하다고 했습니다."),
    "vote_teaches": (
        (
            "`auto` learns from this vote. Certificates count those on pairs that are drawn once "
            "five votes came within a week."
        ),
        (
            "`auto`가 이 평가에서 배웁니다. 증명서는 한 주에 다섯 건을 평가한 뒤로 뽑힌 답의 "
            "평가부터 셉니다."
        ),
    ),
    "vote_gone": (
        "Somebody was quicker, or it waited too long.",
        "다른 사람이 먼저 했거나, 기다릴 수 있는 때가 지났습니다.",
    ),
    "vote_thanks": ("{count} votes. Thank you.", "{count}건 평가했습니다. 고맙습니다."),
}
