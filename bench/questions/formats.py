"""Format: do exactly what is said with a list, and say nothing else."""

from random import Random

from bench.questions.graders import Exactly, Items
from bench.questions.korean_particles import particle
from bench.questions.question import Draft, Drafts

_WORDS = (
    ("apple", "사과", "りんご"),
    ("river", "강", "川"),
    ("mountain", "산", "山"),
    ("train", "기차", "電車"),
    ("bird", "새", "鳥"),
    ("milk", "우유", "牛乳"),
    ("flower", "꽃", "花"),
    ("moon", "달", "月"),
    ("horse", "말", "馬"),
    ("door", "문", "ドア"),
)
_PLACES = (
    ("first", "첫 번째", "1番目"),
    ("second", "두 번째", "2番目"),
    ("third", "세 번째", "3番目"),
    ("last", "마지막", "最後"),
)
_LANGUAGES = ("en", "ko", "ja")


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    return rng.choice((_reverse, _sort, _pick, _copy, _repeat))(rng)


def _reverse(rng: Random) -> Drafts:
    ask = (
        "Reverse this list. Answer with the list only, separated by commas: ",
        "이 목록을 거꾸로 쓰세요. 쉼표로 구분한 목록만 답하세요: ",
        "このリストを逆の順に書いてください。コンマで区切ったリストだけ答えてください: ",
    )
    words = rng.sample(_WORDS, rng.randint(3, 4))
    return {
        language: Draft(
            ask[n] + ", ".join(word[n] for word in words),
            Items(tuple(word[n] for word in reversed(words))),
        )
        for n, language in enumerate(_LANGUAGES)
    }


def _sort(rng: Random) -> Drafts:
    ask = (
        "Sort these numbers from small to large. Answer with numbers and commas only: ",
        "이 수들을 작은 것부터 차례로 쓰세요. 쉼표로 구분한 수만 답하세요: ",
        "この数を小さい順に並べてください。コンマで区切った数だけ答えてください: ",
    )
    numbers = rng.sample(range(2, 99), rng.randint(4, 5))
    grader = Items(tuple(map(str, sorted(numbers))))
    given = ", ".join(map(str, numbers))
    return {language: Draft(ask[n] + given, grader) for n, language in enumerate(_LANGUAGES)}


def _pick(rng: Random) -> Drafts:
    place, words = rng.choice(_PLACES), rng.sample(_WORDS, 4)
    wanted = words[-1 if place[0] == "last" else _PLACES.index(place)]
    ask = (
        f"Write only the {place[0]} item of this list: ",
        f"이 목록의 {place[1]} 항목만 쓰세요: ",
        f"このリストの{place[2]}の項目だけ書いてください: ",
    )
    return {
        language: Draft(ask[n] + ", ".join(word[n] for word in words), Exactly(wanted[n]))
        for n, language in enumerate(_LANGUAGES)
    }


def _copy(rng: Random) -> Drafts:
    ask = (
        "Copy this text exactly and write nothing else: ",
        "이 글을 그대로 옮겨 쓰고 다른 말은 쓰지 마세요: ",
        "この文をそのまま書き写し、ほかには何も書かないでください: ",
    )
    words, mark = rng.sample(_WORDS, 3), rng.choice("/+=")
    drafts = {}
    for n, language in enumerate(_LANGUAGES):
        text = f" {mark} ".join(word[n] for word in words)
        drafts[language] = Draft(ask[n] + text, Exactly(text))
    return drafts


def _repeat(rng: Random) -> Drafts:
    word, times = rng.choice(_WORDS), rng.randint(2, 5)
    called = particle(word[1], "이라는", "라는")
    texts = {
        "en": f'Write the word "{word[0]}" exactly {times} times, separated by commas, '
        "and nothing else.",
        "ko": f"'{word[1]}'{called} 낱말을 쉼표로 구분해서 정확히 {times}번 쓰고 "
        "다른 말은 쓰지 마세요.",
        "ja": f"「{word[2]}」という言葉をコンマで区切ってちょうど{times}回書き、"
        "ほかには何も書かないでください。",
    }
    return {
        language: Draft(texts[language], Items((word[n],) * times))
        for n, language in enumerate(_LANGUAGES)
    }
