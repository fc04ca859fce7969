"""Read what a model's name tells: whose it is, its line, its version, its date, its stage.

Names follow habits, not a standard, so this is a table of habits and no list of models. A name
that follows none is one word and nothing more. Knows nothing of prices or providers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: What stands at the end of a snapshot's name, the longest first.
_DATES: Final = (
    (re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)"), "{0}{1}{2}"),  # 2024-08-06, 20241022
    (re.compile(r"(\d\d)-(20\d\d)"), "{1}{0}"),  # 09-2025
    (re.compile(r"(?<=preview-)(\d\d)-(\d\d)"), "{0}{1}"),  # preview-05-06
    (re.compile(r"(\d{4})"), "{0}"),  # 0613 and 2411
    (re.compile(r"(00\d)"), "{0}"),  # gemini-2.0-flash-001
)
_ENDS = r"(?=$|[-:@_])"

#: Not yet, or not for good.
_PREVIEWS: Final = frozenset(
    {"preview", "exp", "experimental", "beta", "alpha", "rc", "nightly", "dev", "stealth"}
)
#: Words that a name may have or lack without being another model.
_NOISE: Final = frozenset({"instruct", "it", "hf", "latest", "models", "maas"})
#: Those of them that say that a model was taught to follow instructions.
_TAUGHT: Final = frozenset({"instruct", "it"})

#: What a model is made for, if not for any question: in English and in Korean.
PURPOSES: Final[Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(("embed", "embedding", "embeddings"), ("embeddings", "임베딩")),
    **dict.fromkeys(("image", "images", "dall", "imagen", "banana"), ("images", "이미지")),
    **dict.fromkeys(
        ("audio", "tts", "whisper", "transcribe", "voxtral", "speech", "lyria", "dialog"),
        ("speech", "음성"),
    ),
    **dict.fromkeys(("realtime", "live"), ("live talks", "실시간 대화")),
    **dict.fromkeys(("sora", "veo", "video"), ("films", "동영상")),
    **dict.fromkeys(
        ("moderation", "guard", "safeguard", "shield", "shieldgemma", "safety"),
        ("moderation", "유해성 판별"),
    ),
    **dict.fromkeys(("rerank", "reranker"), ("ranking", "순위 매기기")),
    **dict.fromkeys(("ocr",), ("reading scans", "문자 인식")),
    **dict.fromkeys(("search", "research", "sonar"), ("search", "검색")),
    **dict.fromkeys(("computer", "robotics", "tars"), ("driving machines", "기기 조작")),
    **dict.fromkeys(
        ("codex", "code", "coder", "codestral", "devstral", "codellama", "starcoder", "codegemma"),
        ("code", "코드"),
    ),
    **dict.fromkeys(("math", "mathstral", "prover"), ("mathematics", "수학")),
    **dict.fromkeys(("translate", "translategemma"), ("translation", "번역")),
    **dict.fromkeys(
        ("cyber", "rosalind", "medgemma", "learnlm", "legal", "med"), ("one field", "특정 분야")
    ),
    **dict.fromkeys(("router", "auto"), ("passing questions on", "질문 중계")),
    **dict.fromkeys(("base", "babbage", "davinci", "curie", "ada"), ("completion", "이어 쓰기")),
}

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_WORD_AND_NUMBER = re.compile(r"([a-z]+)(\d+(?:\.\d+)*)")
_OMNI = re.compile(r"(\d+(?:\.\d+)*)o")
_POINTED = re.compile(r"v(\d+)p(\d+)")  # v3p1: where a name may hold no point
_OWN_NAME = re.compile(r"^meta-(?=llama)")  # the maker's, in the name that it gives the model
_MAKERS = re.compile(r"(?:[a-z-]+\.)+(?=[a-z])")  # anthropic.claude-...: the clouds' way
#: 70b, 8x22b, a22b, 16k: a size, never a version.
_SIZE = re.compile(r"(?:\d+x)?[ae]?\d+(?:\.\d+)?[bkmt]")
_BILLIONS = re.compile(r"(?:(\d+)x)?(\d+(?:\.\d+)?)b")
_SEPARATORS = re.compile(r"[-_\s@]+")


@dataclass(frozen=True, slots=True)
class ModelName:
    """A name taken apart.

    `maker` stands before the last slash; `words` are the family, then what tells its lines
    apart: sizes and the like, in alphabetical order. `version` is empty where there is none,
    `date` is what a snapshot ends in. `variant` follows a colon (`free`, `batch`), or is `ft`.
    `purpose` is a key of `PURPOSES`. `is_taught`: it says that it follows instructions; one that
    does not say so may do so all the same, or be what such a model was made from.

    >>> read_name("gpt-4o-mini-2024-07-18")  # doctest: +NORMALIZE_WHITESPACE
    ModelName(maker='', words=('gpt', 'mini'), version=(4, 0, 1), date='20240718', variant='',
              is_preview=False, is_alias=False, purpose=None, is_taught=False)
    >>> read_name("anthropic/claude-3.5-sonnet").words == read_name("claude-sonnet-4-5").words
    True
    """

    maker: str
    words: tuple[str, ...]
    version: tuple[int, ...]
    date: str
    variant: str
    is_preview: bool
    is_alias: bool
    purpose: str | None
    is_taught: bool

    @property
    def family(self) -> str:
        """The first word: `gpt`, `claude`."""
        return self.words[0] if self.words else ""

    @property
    def billions(self) -> float | None:
        """How many parameters it says it has, in billions; None where it does not say.

        >>> read_name("open-mixtral-8x7b").billions, read_name("gemma-3-27b-it").billions
        (56.0, 27.0)
        """
        sizes = [found for word in self.words if (found := _BILLIONS.fullmatch(word))]
        return max((int(found[1] or 1) * float(found[2]) for found in sizes), default=None)


@lru_cache(maxsize=4096)
def read_name(model: str) -> ModelName:
    """Take a model's name apart. Never fails."""
    maker, _, plain = model.lower().rpartition("/")
    if made := _MAKERS.match(plain):
        maker, plain = made.group().rstrip(".").rpartition(".")[2], plain[made.end() :]
    if plain.startswith("ft:"):
        maker, plain = "ft", plain.removeprefix("ft:")
    plain, _, variant = _OWN_NAME.sub("", plain, count=1).partition(":")
    plain, date = _without_date(plain)
    words: list[str] = []
    version: tuple[int, ...] = ()
    is_open = False  # a version may go on with the next number
    pieces = [piece for piece in _SEPARATORS.split(plain) if piece]
    for word, number in (found for piece in pieces for found in _parts(piece)):
        if word == "v":
            version, is_open = version or number, not version  # a second one is a packing's
            continue
        if word:
            words.append(word)
            is_open = False
        if number and (is_open or not version):
            version, is_open = version + number, True
        elif number and not word:
            words.append(".".join(map(str, number)))
    while version[-1:] == (0,):
        version = version[:-1]  # 4.0 is 4
    marks = frozenset(words)
    kept = [word for word in words if word not in _NOISE and word not in _PREVIEWS]
    return ModelName(
        maker=maker.rpartition("/")[2].lstrip("~"),  # OpenRouter's mark for moving names
        words=(*kept[:1], *sorted(kept[1:])),
        version=version,
        date=date,
        variant="ft" if maker == "ft" else "" if variant.isdigit() else variant,
        is_preview=bool(marks & _PREVIEWS) or variant in _PREVIEWS,
        is_alias="latest" in marks,
        purpose=next((word for word in words if word in PURPOSES), None),
        is_taught=bool(marks & _TAUGHT),
    )


def _without_date(name: str) -> tuple[str, str]:
    for pattern, shape in _DATES:
        for found in re.finditer(f"[-@]?{pattern.pattern}{_ENDS}", name):
            before = name[: found.start()]
            if not before or not found.group()[0].isalnum() or before[-1] in "-@":
                return before.rstrip("-@") + name[found.end() :], shape.format(*found.groups())
    return name, ""


def _parts(piece: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A piece between two hyphens as a word, a number or both."""
    if _NUMBER.fullmatch(piece):
        yield "", _numbers(piece)
    elif pointed := _POINTED.fullmatch(piece):
        yield "v", (int(pointed[1]), int(pointed[2]))
    elif _SIZE.fullmatch(piece):
        yield piece, ()
    elif omni := _OMNI.fullmatch(piece):
        number = _numbers(omni[1])
        yield "", (*number, *(0,) * (2 - len(number)), 1)  # after 4, before 4.1
    elif both := _WORD_AND_NUMBER.fullmatch(piece):
        yield both[1], _numbers(both[2])
    else:
        yield piece, ()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split("."))
