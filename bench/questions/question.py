"""A question, and the grader that knows a right answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

LANGUAGES = ("en", "ko", "ja")


class Grader(Protocol):
    """Tells a right answer from a wrong one, without asking anybody."""

    def accepts(self, answer: str) -> bool:
        """Whether the answer is right."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that has no name yet."""

    text: str
    grader: Grader


#: The same question in several languages.
Drafts = Mapping[str, Draft]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Those that are one in several languages share `parallel`."""

    id: str
    parallel: str
    kind: str
    language: str
    text: str
    grader: Grader


def in_each(texts: Mapping[str, str], grader: Grader) -> dict[str, Draft]:
    """One question in each language, with one right answer for all."""
    return {language: Draft(text, grader) for language, text in texts.items()}
