"""Name topics by the words that tell them from the others.

Knows texts for as long as it counts them. A word is told only where several questions of the
topic hold it and, where several people ask, more than one of them: so nobody's own words are told.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

QUESTIONS_LEAST, PEOPLE_LEAST = 3, 2
WORDS_TOLD = 3
_LETTERS_READ = 2_000

_WORD = re.compile(r"[a-z][a-z'-]{1,22}[a-z]|[가-힣]{2,12}|[ァ-ヴー]{2,12}|[\u4e00-\u9fff]{2,}")
#: Whom a word is told to, by its letters alone: one word is too short to tell by its spelling.
_WRITTEN = tuple(
    (code, re.compile(letters))
    for code, letters in (
        ("ko", "[가-힣]"),
        ("ja", "[ァ-ヴー]"),
        ("zh", "[\u4e00-\u9fff]"),
        ("en", ""),
    )
)
#: What stands behind a Korean noun; without it "세금을" and "세금은" are one word.
_PARTICLE = re.compile(
    r"(?<=..)(?:에서는|으로|에서|에게|까지|부터|이란|은|는|이|가|을|를|의|에|로|와|과|도|만)$"
)


class Asked(msgspec.Struct, frozen=True):
    """A question of a topic, with who asked it."""

    topic: str
    user: str
    text: str


class _Word(msgspec.Struct):
    """In how many questions a word stands, and who asked those: two are enough to know."""

    questions: int = 0
    people: frozenset[str] = frozenset()


def telling_words(asked: Sequence[Asked]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The telling words of each topic, the most telling first, by topic and language."""
    sizes = Counter(each.topic for each in asked)
    people_least = min(PEOPLE_LEAST, len({each.user for each in asked}))
    overall: Counter[str] = Counter()
    found: dict[str, dict[str, _Word]] = {topic: {} for topic in sizes}
    for each in asked:
        for word in words_of(each.text):
            overall[word] += 1
            seen = found[each.topic].setdefault(word, _Word())
            seen.questions += 1
            if len(seen.people) < PEOPLE_LEAST:
                seen.people |= {each.user}
    return {
        topic: _by_language(_ranked(words, sizes[topic], overall, len(asked), people_least))
        for topic, words in found.items()
    }


def words_of(text: str) -> set[str]:
    """The words of a text, none twice: Korean ones without their particles, Han in pairs.

    >>> sorted(words_of("세금을 tax, 세금은 2026"))
    ['tax', '세금']
    """
    return set(_words(text[:_LETTERS_READ].lower()))


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        if "\u4e00" <= word[0] <= "\u9fff":
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        elif "가" <= word[0] <= "힣":
            yield _PARTICLE.sub("", word)
        else:
            yield word


def _ranked(
    words: Mapping[str, _Word], size: int, overall: Counter[str], asked: int, people_least: int
) -> list[str]:
    """Words that are more frequent here than elsewhere: how much more, times how frequent."""
    scores = {}
    for word, seen in words.items():
        if seen.questions < QUESTIONS_LEAST or len(seen.people) < people_least:
            continue
        elsewhere = overall[word] - seen.questions
        there = (elsewhere + 0.5) / (asked - size + 1)
        here = seen.questions / size
        if here > there:
            scores[word] = here * math.log(here / there)
    return sorted(scores, key=lambda word: (-scores[word], word))


def _by_language(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {}
    for word in words:
        language = next(code for code, letters in _WRITTEN if letters.match(word))
        known = told.get(language, ())
        if len(known) < WORDS_TOLD:
            told[language] = (*known, word)
    return told
