"""A Wayfare in which people have been: conversations, users, keys, budgets, backups.

What is asked in it is given, so that the pictures and the tests each bring a provider of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.page_server import PASSWORD, PageServer


@dataclass(frozen=True)
class Words:
    """What is asked in one language."""

    talk: Sequence[str]
    diagram: str  # its answer has one to draw
    failing: str  # its provider refuses
    slow: str  # its answer comes slowly
    sought: str  # a word of them to search for


@dataclass(frozen=True)
class Stage:
    """A Wayfare with conversations in it, by language."""

    server: PageServer
    language: str
    words: Mapping[str, Words]
    conversations: Mapping[str, str]
    runs: Mapping[str, str]  # the last one of each
    diagrams: Mapping[str, str]
    failures: Mapping[str, str]
    shared: str


def furnish(server: PageServer, words: Mapping[str, Words], failing: str) -> Stage:
    """Do what people do; `failing` is the model that is asked what shall fail."""
    _administer(server)
    failures = {code: converse(server, [each.failing], failing) for code, each in words.items()}
    diagrams = {code: converse(server, [each.diagram], "auto") for code, each in words.items()}
    made = {code: converse(server, each.talk, "auto") for code, each in words.items()}
    runs = {code: last_run(server, conversation) for code, conversation in made.items()}
    share = server.ask(
        "POST", f"/api/conversations/{made['en']}/shares", {"expires_in_s": 30 * 86_400}
    )
    return Stage(server, "en", words, made, runs, diagrams, failures, share["token"])


def _administer(server: PageServer) -> None:
    for name, role in (("kim", "member"), ("an-unusually-long-name-of-somebody", "admin")):
        server.ask("POST", "/api/users", {"name": name, "role": role, "password": PASSWORD})
    server.ask("PATCH", "/api/users/kim", {"disabled": True})
    server.ask("POST", "/api/projects", {"id": "lab", "title": "연구실 백업"})
    server.ask("POST", "/api/keys", {"label": "the nightly report"})
    month = {"limit_micros": 20_000_000, "soft_micros": 16_000_000}
    server.ask("PUT", "/api/budgets/project/lab/month", month)
    server.ask("PUT", "/api/budgets/user/kim/day", {"limit_micros": 250_000})


def converse(server: PageServer, questions: Sequence[str], model: str) -> str:
    """Ask one after the other in a new conversation; returns its id."""
    conversation: str = server.ask("POST", "/api/conversations", {"model": model})["id"]
    parent: str | None = None
    for number, question in enumerate(questions):
        body = {"key": f"{conversation}-{number}", "parent": parent, "text": question}
        answer = server.ask("POST", f"/api/conversations/{conversation}/runs", body)["answer"]
        until_ended(server, answer["run"]["id"])
        parent = answer["id"]
    return conversation


def last_run(server: PageServer, conversation: str) -> str:
    """The run of the last answer in a conversation."""
    run: str = server.ask("GET", f"/api/conversations/{conversation}")["messages"][-1]["run"]["id"]
    return run


def until_ended(server: PageServer, run: str) -> Any:
    """Wait until a run has ended; returns it."""
    server.read(f"/api/runs/{run}/events")  # the stream closes when it has
    return server.ask("GET", f"/api/runs/{run}")
