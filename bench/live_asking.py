"""Ask a Wayfare a question, grade the answer, and say of it what the grader says."""

import json
import time
import urllib.error
import urllib.request
from typing import Any

import msgspec

from bench.live_servers import PROVIDER, Served
from bench.questions.question import Question

OUTPUT_TOKENS_MAX = 96
TIMEOUT_S = 180.0


class Asked(msgspec.Struct, frozen=True):
    """One answer. `start` says which Wayfare was asked, `phase` when; `arm` is who answered."""

    start: str
    phase: str
    question: str
    parallel: str
    kind: str
    language: str
    arm: str
    right: bool
    seconds: float
    text: str
    reason: str
    decision_id: str


def ask(served: Served, model: str, question: Question, *, start: str, phase: str) -> Asked:
    """Ask, and grade."""
    body = {
        "model": model,
        "messages": [{"role": "user", "content": question.text}],
        "temperature": 0,
        "max_tokens": OUTPUT_TOKENS_MAX,
    }
    began = time.perf_counter()
    said = post(served, "/v1/chat/completions", body)
    seconds = time.perf_counter() - began
    text, ticket = said["choices"][0]["message"]["content"] or "", said["wayfare"]
    return Asked(
        start=start,
        phase=phase,
        question=question.id,
        parallel=question.parallel,
        kind=question.kind,
        language=question.language,
        arm=ticket["arm"].removeprefix(f"{PROVIDER}/"),
        right=question.grader.accepts(text),
        seconds=seconds,
        text=text,
        reason=ticket["reason"]["en"],
        decision_id=ticket["decision_id"],
    )


def say(served: Served, asked: Asked) -> None:
    """Say how good it was, as a check by a program."""
    outcome = {
        "decision_id": asked.decision_id,
        "kind": "check",
        "score": float(asked.right),
        "source": "bench.live",
    }
    post(served, "/v1/outcomes", outcome)


def post(served: Served, path: str, body: dict[str, Any]) -> Any:
    """Send JSON and read JSON.

    Raises:
        RuntimeError: it was refused; says why.
    """
    request = urllib.request.Request(
        served.url + path,
        json.dumps(body).encode(),
        {"authorization": f"Bearer {served.key}", "content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"{path}: {error.read().decode(errors='replace')}") from error
