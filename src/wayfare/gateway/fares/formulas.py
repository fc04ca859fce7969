"""Say in one line what the tabs of the board of fares go by, in Korean and English."""

import msgspec


class Line(msgspec.Struct, frozen=True):
    """One line, in both languages."""

    ko: str
    en: str


class Formulas(msgspec.Struct, frozen=True):
    """What each tab puts its rows in order by. `point_worth_micros` is what a point may cost."""

    best: Line
    cheap: Line
    fast: Line
    point_worth_micros: int


def formulas(point_worth_micros: int) -> Formulas:
    """The lines, with what a point of quality of 100 may cost an answer, in micro-dollars."""
    worth = f"${point_worth_micros / 1_000_000:.6f}"
    return Formulas(
        best=Line(
            f"품질 점수 × {worth} − 질문당 비용. 큰 것부터",
            f"points of quality × {worth} − cost of a question, the largest first",
        ),
        cheap=Line("질문당 비용. 적은 것부터", "cost of a question, the smallest first"),
        fast=Line(
            "답 전체까지 걸린 시간의 중앙값. 짧은 것부터",
            "median time to the whole answer, the shortest first",
        ),
        point_worth_micros=point_worth_micros,
    )
