"""Provara's kinds of questions: five tasks by English words, three complexities.

The description names no words and no thresholds: they are ours.
"""

import re

from wayfare.reports.replay.labelled import Asked


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: English words that tell a task, strong ones and weak ones. Ours: the description names none.
TASK_WORDS = {
    "coding": (
        _words("code function python javascript sql compile debug algorithm regex api"),
        _words("class loop string array list bug error implement return program"),
    ),
    "creative": (
        _words("story poem song fiction haiku novel lyrics creative"),
        _words("write imagine character describe scene title slogan"),
    ),
    "summarization": (
        _words("summarize summary tldr condense summarise"),
        _words("shorten brief main points article passage"),
    ),
    "qa": (
        _words("who when where which why what"),
        _words("how many explain define is are does name"),
    ),
}
STRONG, WEAK = 2, 1
#: Fewer than this: the task is not sure, and "general".
SURE = 2
HEAD = 500
JARGON = _words(
    "theorem derivative integral matrix polynomial equation kinetic quantum enzyme protein "
    "jurisdiction statute liability equilibrium regression latency throughput asymptotic"
)


def task_of(text: str) -> str:
    """One of Provara's five tasks, by the words of the first 500 characters."""
    words = re.findall(r"[a-z]+", text[:HEAD].lower())
    counts = {
        task: sum(STRONG * (word in strong) + WEAK * (word in weak) for word in words)
        for task, (strong, weak) in TASK_WORDS.items()
    }
    task = max(counts, key=lambda each: counts[each])
    return task if counts[task] >= SURE else "general"


def complexity_of(text: str) -> str:
    """One of Provara's three complexities, by a score from 0 to 10. There is one turn only."""
    score = min(4, len(text) // 250)
    score += min(2, len(re.findall(r"^\s*(?:[-*]|\d+[.)]|[A-J][.):])", text, re.MULTILINE)))
    score += 2 * ("```" in text)
    score += min(2, sum(word in JARGON for word in re.findall(r"[a-z]+", text.lower())))
    return "simple" if score <= 2 else "medium" if score <= 5 else "complex"


def cell_of(question: Asked) -> tuple[str, str]:
    """The cell of Provara's that a question falls into."""
    text = question.texts[0]
    return task_of(text), complexity_of(text)
