"""`wayfare topics`: what is asked about, and who answers it best."""

import os
from contextlib import closing
from typing import Annotated

import typer

from wayfare.bootstrap import open_store
from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.domain.budget import DAY_S
from wayfare.gateway.clock import Clock
from wayfare.gateway.learning.see_topics import SeenTopic, see_topics
from wayfare.routing.language import NAMES

_HEADINGS = ("topic", "telling_words", "requests", "share", "languages", "answered_best")
#: Languages beyond these are rare, and would make lines long.
_LANGUAGES_SHOWN = 3


@command
def run(
    state: State,
    days: Annotated[int, typer.Option(min=1, help="How many days back.")] = 30,
) -> None:
    """Show what is asked about, and which model answers it best."""
    with closing(open_store(state.settings, os.environ)) as database:
        found = see_topics(database, since=Clock().now() - days * DAY_S)
    if state.as_json:
        state.print_json(found)
        return
    if not found:
        state.console.print(state.texts("no_topics"))
        return
    headings = [state.texts(name) for name in _HEADINGS]
    print_board(state.console, headings, [_cells(state, topic) for topic in found], right={2, 3})


def _cells(state: State, topic: SeenTopic) -> list[str]:
    best, texts = topic.best, state.texts
    return [
        texts("no_topic") if topic.id is None else plain(topic.id),
        _about(state, topic),
        f"{topic.questions:,}",
        f"{topic.share:.0%}",
        ", ".join(_languages(topic, texts.language)),
        "" if best is None else texts("best_of", arm=best.arm, score=best.score, n=best.outcomes),
    ]


def _about(state: State, topic: SeenTopic) -> str:
    if topic.id is None:
        return ""
    words = ", ".join(_words(topic, state.texts.language))
    return plain(words) or state.texts("given_topic" if topic.is_given else "unnamed_topic")


def _words(topic: SeenTopic, language: str) -> tuple[str, ...]:
    """Its telling words, in one's own language if there are any."""
    return topic.names.get(language) or next(filter(None, topic.names.values()), ())


def _languages(topic: SeenTopic, language: str) -> list[str]:
    codes = list(topic.languages)[:_LANGUAGES_SHOWN]
    return [NAMES[code][language] if code in NAMES else code for code in codes]
