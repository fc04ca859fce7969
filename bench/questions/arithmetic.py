"""Arithmetic: plain sums, and three small stories."""

from random import Random

from bench.questions.graders import Number
from bench.questions.korean_particles import particle
from bench.questions.question import Drafts, in_each

_ONLY = {
    "en": " Answer with the number only.",
    "ko": " 숫자로만 답하세요.",
    "ja": "数字だけで答えてください。",
}


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    shape = rng.choice((_sum, _sum, _boxes, _change, _share))
    texts, value = shape(rng)
    return in_each({lang: text + _ONLY[lang] for lang, text in texts.items()}, Number(value))


def _sum(rng: Random) -> tuple[dict[str, str], int]:
    sign = rng.choice("+-×")
    a, b = rng.randint(12, 99), rng.randint(3, 9) if sign == "×" else rng.randint(12, 99)
    if sign == "-":
        a += b
    value = {"+": a + b, "-": a - b, "×": a * b}[sign]
    term = f"{a} {sign} {b}"
    return {
        "en": f"What is {term}?",
        "ko": f"{term}{particle(term, '은', '는')} 얼마인가요?",
        "ja": f"{term} はいくつですか。",
    }, value


def _boxes(rng: Random) -> tuple[dict[str, str], int]:
    boxes, each, broken = rng.randint(3, 9), rng.randint(11, 60), rng.randint(2, 9)
    return {
        "en": f"{boxes} boxes hold {each} cups each. {broken} cups are broken. "
        "How many cups are whole?",
        "ko": f"상자 {boxes}개에 컵이 {each}개씩 들어 있습니다. 컵 {broken}개가 깨졌습니다. "
        "성한 컵은 몇 개인가요?",
        "ja": f"{boxes}個の箱にコップが{each}個ずつ入っています。{broken}個が割れました。"
        "割れていないコップは何個ですか。",
    }, boxes * each - broken


def _change(rng: Random) -> tuple[dict[str, str], int]:
    price, count = rng.randint(3, 19), rng.randint(2, 4)
    paid = (price * count // 10 + rng.randint(1, 3)) * 10
    return {
        "en": f"One ticket costs {price} dollars. I buy {count} and pay with {paid} dollars. "
        "How many dollars do I get back?",
        "ko": f"표 한 장은 {price}달러입니다. {count}장을 사고 {paid}달러를 냈습니다. "
        "거스름돈은 몇 달러인가요?",
        "ja": f"切符は1枚{price}ドルです。{count}枚買って{paid}ドル払いました。"
        "おつりは何ドルですか。",
    }, paid - price * count


def _share(rng: Random) -> tuple[dict[str, str], int]:
    people, each, left = rng.randint(3, 9), rng.randint(4, 15), rng.randint(1, 2)
    all_of_them = people * each + left
    return {
        "en": f"{people} children share {all_of_them} sweets evenly. How many are left over?",
        "ko": f"아이 {people}명이 사탕 {all_of_them}개를 똑같이 나눕니다. 몇 개가 남나요?",
        "ja": f"子ども{people}人であめ{all_of_them}個を同じ数ずつ分けます。何個余りますか。",
    }, left
