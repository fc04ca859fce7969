"""A translator that knows the right translation and spoils what it can."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.spans_cases import Case

_CHATTER = {
    "before": ("Here is the translation: ", "Sure! ", "번역 결과: ", "Translation (English): "),
    "after": ("\n\nNote: I kept the marks.", " (Note: marks kept)", "\n\nI hope this helps!"),
    "label": ("English: ", "Translation: ", "번역: "),
}
_ANSWERS = {
    "en": "The best way is to read the manual first and to ask somebody who knows it well.",
    "ko": "가장 좋은 방법은 먼저 설명서를 읽고 잘 아는 사람에게 물어보는 것입니다.",
    "ja": "まず説明書を読んで、よく知っている人に聞くのが一番良い方法です。",
    "zh": "最好的办法是先阅读说明书，然后询问了解它的人。",
    "de": "Am besten liest man zuerst die Anleitung und fragt dann jemanden, der sich auskennt.",
}
_SMALL: dict[str, tuple[str, ...]] = {
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    "de": ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
}


@dataclass
class Draft:
    """A translation under way: what stands in each slot, the number, the whole sentence."""

    case: Case
    slots: list[str]
    number: str
    sentence: str
    spoiled: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The translation as it would be given."""
        return self.sentence.format(*self.slots, n=self.number)


def draft_of(case: Case, tokens: Sequence[str], rng: random.Random) -> Draft:
    """The right translation, with `tokens` (spans, or their marks) where spans belong."""
    number = "" if case.number is None else f"{case.number:,}"
    if case.target == "de":
        number = number.replace(",", ".")
    words = _SMALL.get(case.target, ())
    if case.number is not None and case.number < len(words) and rng.random() < 0.3:
        number = words[case.number]
    return Draft(case, list(tokens), number, case.template[case.target])


def spoil(draft: Draft, rng: random.Random) -> str:
    """The translation after one to three of the ways to go wrong; at times none."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        way = rng.choice(_WAYS)
        draft.spoiled.append(way.__name__.strip("_"))
        way(draft, rng)
    text = draft.text()
    for name in draft.spoiled:
        text = _ROUND[name](text, draft, rng) if name in _ROUND else text
    return text


def _one(draft: Draft, rng: random.Random) -> int:
    return rng.randrange(len(draft.slots))


def _drop(draft: Draft, rng: random.Random) -> None:
    draft.slots[_one(draft, rng)] = ""


def _double(draft: Draft, rng: random.Random) -> None:
    slot = _one(draft, rng)
    draft.slots[slot] += " " + draft.slots[slot]


def _swap(draft: Draft, rng: random.Random) -> None:
    rng.shuffle(draft.slots)


def _replace(draft: Draft, rng: random.Random) -> None:
    """As if it were translated: another word, or the span without its signs."""
    slot = _one(draft, rng)
    bare = draft.case.spans[slot].strip('`$<>{}"“”「」《》')
    draft.slots[slot] = rng.choice((bare, "something", bare.replace("_", " "), bare.upper()))


def _split(draft: Draft, rng: random.Random) -> None:
    slot = _one(draft, rng)
    token = draft.slots[slot]
    middle = len(token) // 2
    draft.slots[slot] = f"{token[:middle]} {token[middle:]}"


def _recase(draft: Draft, rng: random.Random) -> None:
    slot = _one(draft, rng)
    draft.slots[slot] = rng.choice((draft.slots[slot].lower(), draft.slots[slot].title()))


def _widen(draft: Draft, rng: random.Random) -> None:
    slot = _one(draft, rng)
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
    draft.slots[slot] = draft.slots[slot].translate(wide)


def _attach(draft: Draft, rng: random.Random) -> None:
    draft.slots[_one(draft, rng)] += rng.choice(("s", "'s", "1", "-", "을", ".5"))


def _renumber_mark(draft: Draft, rng: random.Random) -> None:
    slot = _one(draft, rng)
    draft.slots[slot] = f"{draft.slots[slot][:1]}{rng.randint(1, 12)}"


def _change_number(draft: Draft, rng: random.Random) -> None:
    if draft.case.number is not None:
        number = draft.case.number
        draft.number = str(rng.choice((number + 1, number * 10, number // 10, -number, 7)))


def _drop_number(draft: Draft, _rng: random.Random) -> None:
    draft.number = ""


def _add_number(draft: Draft, rng: random.Random) -> None:
    draft.number += f" (about {rng.randint(2, 5_000)})"


def _cut(draft: Draft, rng: random.Random) -> None:
    words = draft.sentence.split()
    draft.sentence = " ".join(words[: rng.randint(0, len(words))])


def _repeat(draft: Draft, _rng: random.Random) -> None:
    draft.sentence += " " + draft.sentence


def _say_before(_draft: Draft, _rng: random.Random) -> None: ...


def _say_after(_draft: Draft, _rng: random.Random) -> None: ...


def _label(_draft: Draft, _rng: random.Random) -> None: ...


def _wrap(_draft: Draft, _rng: random.Random) -> None: ...


def _answer(_draft: Draft, _rng: random.Random) -> None: ...


def _answer_with_spans(_draft: Draft, _rng: random.Random) -> None: ...


def _return_source(_draft: Draft, _rng: random.Random) -> None: ...


def _other_language(draft: Draft, rng: random.Random) -> None:
    others = [language for language in draft.case.template if language != draft.case.target]
    draft.sentence = draft.case.template[rng.choice(others)]


Way = Callable[[Draft, random.Random], None]
_WAYS: tuple[Way, ...] = (
    _drop, _double, _swap, _replace, _split, _recase, _widen, _attach, _renumber_mark,
    _change_number, _drop_number, _add_number, _cut, _repeat, _say_before, _say_after, _label,
    _wrap, _answer, _answer_with_spans, _return_source, _other_language,
)  # fmt: skip

# what is done to the whole text, when all else is done
_ROUND: dict[str, Callable[[str, Draft, random.Random], str]] = {
    "say_before": lambda text, _, rng: rng.choice(_CHATTER["before"]) + text,
    "say_after": lambda text, _, rng: text + rng.choice(_CHATTER["after"]),
    "label": lambda text, _, rng: rng.choice(_CHATTER["label"]) + text,
    "wrap": lambda text, _, rng: rng.choice(('"{}"', "“{}”", "```\n{}\n```")).replace("{}", text),
    "answer": lambda _, draft, __: _ANSWERS[draft.case.target],
    "answer_with_spans": lambda _, draft, __: (
        f"{_ANSWERS[draft.case.target]} {' '.join(draft.slots)} {draft.number}"
    ),
    "return_source": lambda _, draft, __: draft.case.text,
}
