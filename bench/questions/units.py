"""Units: from one into another, by a whole factor, and degrees."""

from random import Random

from bench.questions.graders import Number
from bench.questions.korean_particles import particle
from bench.questions.question import Drafts, in_each

_KM, _M, _CM = (
    ("kilometers", "킬로미터", "キロメートル"),
    ("meters", "미터", "メートル"),
    (
        "centimeters",
        "센티미터",
        "センチメートル",
    ),
)
_KG, _G = ("kilograms", "킬로그램", "キログラム"), ("grams", "그램", "グラム")
_L, _ML = ("liters", "리터", "リットル"), ("milliliters", "밀리리터", "ミリリットル")
_H, _MIN, _S = ("hours", "시간", "時間"), ("minutes", "분", "分"), ("seconds", "초", "秒")
_WEEKS, _DAYS = ("weeks", "주", "週間"), ("days", "일", "日")

#: A unit, a smaller one, and how many of it go into one.
_PAIRS = (
    (_KM, _M, 1_000),
    (_M, _CM, 100),
    (_KG, _G, 1_000),
    (_L, _ML, 1_000),
    (_H, _MIN, 60),
    (_MIN, _S, 60),
    (_DAYS, _H, 24),
    (_WEEKS, _DAYS, 7),
)
_DEGREES = (5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 100)
#: How "how many days" is asked: Korean and Japanese have a word of their own.
_HOW_MANY_KO = {"일": "며칠"}


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    if rng.random() < 0.15:
        return _degrees(rng.choice(_DEGREES))
    large, small, factor = rng.choice(_PAIRS)
    count = rng.randint(2, 12)
    if rng.random() < 0.5:
        return _convert(count, large, small, count * factor)
    return _convert(count * factor, small, large, count)


def _convert(count: int, given: tuple[str, ...], wanted: tuple[str, ...], value: int) -> Drafts:
    asked = _HOW_MANY_KO.get(wanted[1], f"몇 {wanted[1]}")
    texts = {
        "en": f"How many {wanted[0]} are {count} {given[0]}? Answer with the number only.",
        "ko": f"{count}{given[1]}{particle(given[1], '은', '는')} {asked}인가요? "
        "숫자로만 답하세요.",
        "ja": f"{count}{given[2]}は何{wanted[2]}ですか。数字だけで答えてください。",
    }
    return in_each(texts, Number(value))


def _degrees(celsius: int) -> Drafts:
    texts = {
        "en": f"How many degrees Fahrenheit are {celsius} degrees Celsius? "
        "Answer with the number only.",
        "ko": f"섭씨 {celsius}도는 화씨로 몇 도인가요? 숫자로만 답하세요.",
        "ja": f"摂氏{celsius}度は華氏で何度ですか。数字だけで答えてください。",
    }
    return in_each(texts, Number(celsius * 9 / 5 + 32))
