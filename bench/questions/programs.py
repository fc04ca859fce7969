"""Code: what a short Python program prints.

What a model writes is never run, so no question asks for a program.
"""

from random import Random

from bench.questions.graders import Output
from bench.questions.question import Drafts, in_each

_ASK = {
    "en": "What does this Python program print? Answer with the output only.",
    "ko": "다음 파이썬 프로그램은 무엇을 출력하나요? 출력만 답하세요.",
    "ja": "次のPythonプログラムは何を出力しますか。出力だけ答えてください。",
}
_WORDS = ("window", "planet", "pencil", "basket", "winter", "guitar", "island", "mirror")


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    program, printed = rng.choice(_SHAPES)(rng)
    return in_each({lang: f"{ask}\n{program}" for lang, ask in _ASK.items()}, Output(printed))


def _term(rng: Random) -> tuple[str, str]:
    a, b, c = (rng.randint(2, 9) for _ in range(3))
    return f"print({a} + {b} * {c})", str(a + b * c)


def _sum(rng: Random) -> tuple[str, str]:
    numbers = [rng.randint(1, 9) for _ in range(3)]
    return f"numbers = {numbers}\nprint(sum(numbers))", str(sum(numbers))


def _length(rng: Random) -> tuple[str, str]:
    word, more = rng.choice(_WORDS), rng.randint(1, 5)
    return f'print(len("{word}") + {more})', str(len(word) + more)


def _loop(rng: Random) -> tuple[str, str]:
    count = rng.randint(3, 7)
    program = f"total = 0\nfor n in range({count}):\n    total += n\nprint(total)"
    return program, str(sum(range(count)))


def _rest(rng: Random) -> tuple[str, str]:
    a, b = rng.randint(20, 99), rng.randint(3, 9)
    sign, value = rng.choice((("%", a % b), ("//", a // b)))
    return f"print({a} {sign} {b})", str(value)


def _upper(rng: Random) -> tuple[str, str]:
    word = rng.choice(_WORDS)
    return f'print("{word}".upper())', word.upper()


def _first_letter(rng: Random) -> tuple[str, str]:
    word, place = rng.choice(_WORDS), rng.randint(0, 3)
    return f'word = "{word}"\nprint(word[{place}])', word[place]


def _largest(rng: Random) -> tuple[str, str]:
    numbers = rng.sample(range(1, 60), 4)
    name, value = rng.choice((("max", max(numbers)), ("min", min(numbers))))
    return f"print({name}({numbers}))", str(value)


def _doubled(rng: Random) -> tuple[str, str]:
    count, factor = rng.randint(3, 5), rng.randint(2, 4)
    printed = str([n * factor for n in range(count)])
    return f"print([n * {factor} for n in range({count})])", printed


def _branch(rng: Random) -> tuple[str, str]:
    n, bound = rng.randint(1, 20), rng.randint(5, 15)
    program = f'n = {n}\nif n > {bound}:\n    print("high")\nelse:\n    print("low")'
    return program, "high" if n > bound else "low"


def _looked_up(rng: Random) -> tuple[str, str]:
    (one, other), (a, b) = rng.sample(_WORDS, 2), (rng.randint(1, 9), rng.randint(1, 9))
    program = f'prices = {{"{one}": {a}, "{other}": {b}}}\nprint(prices["{other}"] * 2)'
    return program, str(b * 2)


_SHAPES = (
    _term,
    _sum,
    _length,
    _loop,
    _rest,
    _upper,
    _first_letter,
    _largest,
    _doubled,
    _branch,
    _looked_up,
)
