"""Questions and answers of which every span is known, in two languages each."""

import random
from collections.abc import Callable
from dataclasses import dataclass

#: One sentence in five languages. {0} to {2} are spans, {n} a number that is counted with.
TEMPLATES: tuple[dict[str, str], ...] = (
    {
        "ko": "{0}에서 {1}의 차이를 {n}가지 설명해 주세요.",
        "ja": "{0}における{1}の違いを{n}個説明してください。",
        "zh": "请说明在{0}中{1}的{n}个区别。",
        "de": "Bitte erkläre {n} Unterschiede von {1} in {0}, so genau es geht.",
        "en": "Please explain {n} differences of {1} in {0}.",
    },
    {
        "ko": "{0}를 {1}에 저장했는데 왜 {2}가 나오나요? {n}번 시도했습니다.",
        "ja": "{0}を{1}に保存したのに、なぜ{2}が出ますか？{n}回試しました。",
        "zh": "我把{0}保存到{1}，为什么会出现{2}？我试了{n}次。",
        "de": "Ich habe {0} in {1} gespeichert, warum kommt {2}? Ich habe es {n} mal versucht.",
        "en": "I saved {0} to {1}, so why does {2} appear? I tried {n} times.",
    },
    {
        "ko": "상자 하나의 무게가 {0}일 때 상자 {n}개를 {1}까지 보내는 방법은 무엇입니까?",
        "ja": "箱一つの重さが{0}のとき、箱{n}個を{1}まで送る方法は何ですか？",
        "zh": "如果一个箱子的重量是{0}，怎样把{n}个箱子送到{1}？",
        "de": "Wenn eine Kiste {0} wiegt, wie verschickt man dann {n} Kisten bis {1}?",
        "en": "If a box weighs {0}, how does one send {n} boxes by {1}?",
    },
    {
        "ko": "직원 {n}명이 {0}와 {1}를 함께 쓰려면 {2}를 어떻게 고쳐야 할까요?",
        "ja": "社員{n}人が{0}と{1}を一緒に使うには、{2}をどう直せばよいでしょうか？",
        "zh": "{n}名员工要一起使用{0}和{1}，应该怎样修改{2}？",
        "de": "Wie muss man {2} ändern, damit {n} Leute {0} und {1} zusammen benutzen können?",
        "en": "How should {2} be changed so that {n} employees can use {0} and {1} together?",
    },
    {
        "ko": "가격은 {n}원이고, 자세한 내용은 {0}에서 볼 수 있습니다.",
        "ja": "価格は{n}ウォンで、詳しい内容は{0}で見ることができます。",
        "zh": "价格是{n}韩元，详细内容可以在{0}查看。",
        "de": "Der Preis beträgt {n} Won, und alles Weitere kann man unter {0} nachlesen.",
        "en": "The price is {n} won, and the details can be seen at {0}.",
    },
    {
        "ko": "이 기계는 {0}마다 멈추므로, {1}를 실행하기 전에 {2}를 확인하는 것이 좋습니다.",
        "ja": "この機械は{0}ごとに止まるので、{1}を実行する前に{2}を確認するのが良いです。",
        "zh": "这台机器每{0}就会停止，所以在执行{1}之前最好先检查{2}。",
        "de": "Diese Maschine hält alle {0} an, also prüft man besser {2}, bevor man {1} ausführt.",
        "en": "This machine stops every {0}, so it is better to check {2} before running {1}.",
    },
)
ABROAD = ("ko", "ja", "zh", "de")
_WORDS = ("run", "load", "parse", "send", "total", "user", "index", "cache", "score", "queue")
_QUOTED = {
    "ko": ("알 수 없는 오류", "첫눈 오는 날"),
    "ja": ("不明なエラー", "雪の降る日"),
    "zh": ("未知错误", "下雪的日子"),
    "de": ("unbekannter Fehler", "der erste Schnee"),
    "en": ("unknown error", "the first snow"),
}
_PRODUCTS = ("Kubernetes", "iPhone 15", "Visual Studio Code", "PyTorch", "Docker", "Galaxy S24")
_MYRIADS = {"ko": ("만", "억"), "ja": ("万", "億"), "zh": ("万", "亿")}


@dataclass(frozen=True)
class Case:
    """A sentence and its one right translation; the `number` counts, the spans must stay."""

    source: str
    target: str
    template: dict[str, str]
    spans: tuple[str, ...]
    number: int | None
    shown: str  # the number as the source writes it

    @property
    def text(self) -> str:
        """The sentence that is to be translated."""
        return self.template[self.source].format(*self.spans, n=self.shown)


def case_of(rng: random.Random) -> Case:
    """A question from abroad into English, or an answer from English back."""
    abroad = rng.choice(ABROAD)
    source, target = (abroad, "en") if rng.random() < 0.6 else ("en", abroad)
    template = rng.choice(TEMPLATES)
    slots = sum(f"{{{slot}}}" in template["en"] for slot in range(3))
    spans: list[str] = []
    while len(spans) < slots:
        span = _kind(rng, source)(rng, source)
        if not any(span in other or other in span for other in (*spans, *template.values())):
            spans.append(span)
    number = rng.choice((rng.randint(2, 12), rng.randint(13, 999), 10_000 * rng.randint(1, 9_999)))
    has_number = "{n}" in template["en"]
    shown = _shown(number, source, rng) if has_number else ""
    return Case(source, target, template, tuple(spans), number if has_number else None, shown)


def _shown(number: int, language: str, rng: random.Random) -> str:
    if language in _MYRIADS and number >= 10_000 and rng.random() < 0.7:
        hundred_millions, rest = divmod(number // 10_000, 10_000)
        small, big = _MYRIADS[language]
        return f"{hundred_millions}{big}" * bool(hundred_millions) + f"{rest}{small}" * bool(rest)
    if language == "de":
        return f"{number:,}".replace(",", ".")
    return f"{number:,}" if rng.random() < 0.5 else str(number)


Kind = Callable[[random.Random, str], str]


def _kind(rng: random.Random, source: str) -> Kind:
    return rng.choice(_KINDS if source in _MYRIADS else _KINDS[:-1])


def _two(rng: random.Random) -> tuple[str, str]:
    first, second = rng.sample(_WORDS, 2)
    return first, second


def _code(rng: random.Random, _source: str) -> str:
    first, second = _two(rng)
    return rng.choice((f"`{first}({second})`", f"`{first} --{second}`", f"`{first}_{second}`"))


def _identifier(rng: random.Random, _source: str) -> str:
    first, second = _two(rng)
    return rng.choice((f"{first}_{second}", f"{first}{second.title()}", f"{first}_{second}()"))


def _formula(rng: random.Random, _source: str) -> str:
    return rng.choice(
        (f"$x^{rng.randint(2, 9)} + y$", f"\\(a_{rng.randint(1, 9)}\\)", "$E = mc^2$")
    )


def _address(rng: random.Random, _source: str) -> str:
    first, second = _two(rng)
    port = rng.randint(1, 99)
    return rng.choice(
        (
            f"https://{first}.example.org/{second}?id={port}",
            f"{first}.{second}@example.com",
            f"/usr/{first}/{second}",
            f"{first}-{second}.csv",
        )
    )


def _measure(rng: random.Random, _source: str) -> str:
    number = rng.choice((rng.randint(2, 99), round(rng.uniform(1, 9), 1)))
    unit = rng.choice(("kg", "km", "GHz", "GB", "%", " MB", "℃", "mm"))
    return rng.choice((f"{number}{unit}", f"${number}"))


def _date(rng: random.Random, _source: str) -> str:
    day = f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return rng.choice((day, f"{rng.randint(10, 23)}:{rng.randint(10, 59)}", f"v{day[6:7]}.2.10"))


def _fill(rng: random.Random, _source: str) -> str:
    first, second = _two(rng)
    return rng.choice(
        (f"{{{first}}}", f"<{first}>", f"@{first}{second}", f'{{"{first}": "{second}"}}')
    )


def _quote(rng: random.Random, source: str) -> str:
    words = rng.choice(_QUOTED[source])
    opener, closer = rng.choice(("“”", "「」", "《》", '""'))
    return f"{opener}{words}{closer}"


def _product(rng: random.Random, _source: str) -> str:
    return rng.choice(_PRODUCTS)


# the last is a span only where the sentence is not in Latin letters
_KINDS: tuple[Kind, ...] = (
    _code, _identifier, _formula, _address, _measure, _date, _fill, _quote, _product,
)  # fmt: skip
