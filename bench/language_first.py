"""When the first word of an answer comes that is brought back from English, and when the last.

The scripted provider answers ten sentences at a steady pace; another of its models translates, and
takes `TRANSLATION_S` for each call. What is measured is Wayfare's own way: that the first sentence
is brought back while the others are still being written. Real models differ in both times.
"""

import asyncio
import json
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from tempfile import TemporaryDirectory

import aiohttp
import uvicorn

from bench.servers import free_port
from wayfare.api.app import App
from wayfare.bootstrap import Options, owner_key, run_wayfare
from wayfare.providers.scripted import ScriptedProvider
from wayfare.settings.choosing import CertificateSection, PivotSection
from wayfare.settings.whole import Settings

PACE_S, TRANSLATION_S = 0.02, 0.3
SENTENCE = "The city lies on a wide river and is very old."
SENTENCES = 10
QUESTION = " ".join(["대한민국의 수도는 어디인가요?"] * 5)  # enough for its language to be told
ASKED = f"{QUESTION}\n#pace {PACE_S}\n#say {' '.join([SENTENCE] * SENTENCES)}"
MODEL, TRANSLATOR = "scripted-small", "scripted-large"
RUNS, RUNS_QUICK = 15, 3


@dataclass(frozen=True)
class FirstWord:
    """Milliseconds, medians over `runs`: of the first word and of the whole answer.

    `path` is what the ticket says.
    """

    path: str
    runs: int
    first_ms: float
    whole_ms: float


@asynccontextmanager
async def _listening(app: App) -> AsyncIterator[str]:
    """Served on a free port."""
    port = free_port()
    config = uvicorn.Config(app, port=port, lifespan="off", ws="none", log_config=None)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - it has no event for that
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


async def _measure(runs: int) -> list[FirstWord]:
    settings = Settings(
        pivot=PivotSection(models=[MODEL], translator=TRANSLATOR),
        certificate=CertificateSection(mode="open", held_share=0),
    )
    with TemporaryDirectory() as home:
        environ = {"WAYFARE_HOME": home}
        async with run_wayfare(settings, Options(scripted=True, environ=environ)) as wayfare:
            await wayfare.until_listed()
            scripted = wayfare.providers["scripted"]
            assert isinstance(scripted, ScriptedProvider), "it was asked for"
            scripted.faults[TRANSLATOR] = f"delay={TRANSLATION_S}"
            headers = {"authorization": f"Bearer {owner_key(environ)}"}
            async with (
                _listening(App(wayfare)) as url,
                aiohttp.ClientSession(url, headers=headers) as session,
            ):
                return [await _row(session, model, runs) for model in (MODEL, f"{MODEL}@via-en")]


async def _row(session: aiohttp.ClientSession, model: str, runs: int) -> FirstWord:
    asked = [await _once(session, model) for _ in range(runs)]
    first, whole = (statistics.median(each) for each in zip(*(a[:2] for a in asked), strict=True))
    (path,) = {each[2] for each in asked}
    return FirstWord(path, runs, 1_000 * first, 1_000 * whole)


async def _once(session: aiohttp.ClientSession, model: str) -> tuple[float, float, str]:
    """Seconds to the first word and to the end, and the path."""
    body = {"model": model, "stream": True, "messages": [{"role": "user", "content": ASKED}]}
    began, first, path = time.perf_counter(), None, ""
    async with session.post("/v1/chat/completions", json=body) as response:
        async for line in response.content:
            if first is None and _has_words(line):
                first = time.perf_counter() - began
            path = _path(line) or path
    if first is None:
        raise RuntimeError("there was no answer")
    return first, time.perf_counter() - began, path


def _path(line: bytes) -> str:
    """What the ticket says, where it is in this line."""
    if b'"wayfare":{' not in line:
        return ""
    found: str = json.loads(line[6:])["wayfare"]["path"]
    return found


def _has_words(line: bytes) -> bool:
    if not line.startswith(b"data: {"):
        return False
    choices = json.loads(line[6:]).get("choices") or [{}]
    return bool(choices[0].get("delta", {}).get("content"))


def first_words(*, quick: bool = False) -> list[FirstWord]:
    """Both paths."""
    return asyncio.run(_measure(RUNS_QUICK if quick else RUNS))


def first_lines(rows: Sequence[FirstWord]) -> Iterator[str]:
    """The rows as a table in Markdown."""
    yield "| path | runs | first word, ms | whole answer, ms |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| {row.path} | {row.runs} | {row.first_ms:.0f} | {row.whole_ms:.0f} |"


def first_figures(rows: Sequence[FirstWord]) -> list[dict[str, object]]:
    """The rows for a file."""
    return [asdict(row) for row in rows]
