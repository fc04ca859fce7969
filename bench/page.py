"""How a long conversation feels: 400 messages while one more streams.

    python -m bench.page [--runs 5] [--json FILE]

Serves the built page with the scripted provider, and drives Debian's Chromium. Load is from the
click to the moment at which the last message stands there; a frame is what lies between two turns
of the browser's own clock while an answer comes. The median of the runs counts.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.async_api import Browser

from bench.browser import chromium, visiting
from bench.page_server import PageServer, page_server

MESSAGES = 400
#: What comes while the frames are counted.
WORDS, PACE_S = 400, 0.008
FRAME_MAX_MS, LOAD_MAX_S = 34.0, 0.6
_ANSWER = (
    "The second plan costs **less** over two years, by $212 or so.",
    "",
    "| plan | a month |",
    "|---|---:|",
    "| A | $49.00 |",
    "| B | $32.50 |",
    "",
    "```python",
    "print(sum(range(10)))",
    "```",
    "",
    "- It is `cheap` and *quick*;",
    "- its growth is $x^2$.",
)
_WATCH_LOAD = """
    window.loaded = new Promise((tell) => {
        const look = () => {
            const all = document.querySelectorAll("[data-message]");
            const last = all[all.length - 1];
            const isThere = all.length >= COUNT && last.getBoundingClientRect().height;
            if (isThere) tell(performance.now());
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    });
"""
_WATCH_FRAMES = """() => {
    window.frames_ = [];
    let last = performance.now();
    const turn = (now) => {
        window.frames_.push(now - last);
        last = now;
        requestAnimationFrame(turn);
    };
    requestAnimationFrame((now) => { last = now; requestAnimationFrame(turn); });
}"""


@dataclass(frozen=True)
class Felt:
    """One run."""

    load_s: float
    worst_frame_ms: float
    slow_frames: int
    frames: int


def fill(server: PageServer) -> str:
    """A conversation of so many messages; returns its id."""
    conversation: str = server.ask("POST", "/api/conversations", {"title": "long"})["id"]
    said = "\n".join(f"#say {line}" for line in _ANSWER)
    parent = None
    for number in range(MESSAGES // 2):
        body = {"key": f"{number}", "parent": parent, "text": f"Question {number}\n{said}"}
        answer = server.ask("POST", f"/api/conversations/{conversation}/runs", body)["answer"]
        server.read(f"/api/runs/{answer['run']['id']}/events")
        parent = answer["id"]
    return conversation


def branch_off(server: PageServer, conversation: str) -> None:
    """Go back to where the conversation was before the last run."""
    stored = server.ask("GET", f"/api/conversations/{conversation}")
    leaf = stored["messages"][MESSAGES - 1]["id"]
    server.ask("PATCH", f"/api/conversations/{conversation}", {"leaf": leaf})


async def feel(browser: Browser, server: PageServer, conversation: str) -> Felt:
    """Open the conversation in a fresh browser, and ask once more."""
    async with visiting(browser, server, watched=False) as here:
        await here.context.add_init_script(_WATCH_LOAD.replace("COUNT", str(MESSAGES)))
        page = await here.tab(f"/chat/{conversation}")
        loaded: float = await page.evaluate("window.loaded")
        await page.wait_for_timeout(1_000)
        await page.evaluate(_WATCH_FRAMES)
        composer = page.locator("textarea[data-composer]")
        await composer.fill(f"Go on.\n#words {WORDS}\n#pace {PACE_S}")
        await composer.press("Enter")
        last = page.locator("[data-message][data-role=assistant]").last
        await last.and_(page.locator("[data-status=running]")).wait_for()
        await page.evaluate("window.frames_.length = 0")
        await page.locator("[data-status=running]").wait_for(state="detached", timeout=60_000)
        frames: list[float] = await page.evaluate("window.frames_")
    return Felt(loaded / 1000, max(frames), sum(f > FRAME_MAX_MS for f in frames), len(frames))


async def run(runs: int) -> list[Felt]:
    """Feel it so many times."""
    with tempfile.TemporaryDirectory() as folder, page_server(Path(folder) / "home") as server:
        await asyncio.to_thread(server.set_up)
        conversation = await asyncio.to_thread(fill, server)
        found = []
        async with chromium() as browser:
            for _ in range(runs):
                found.append(await feel(browser, server, conversation))
                print(found[-1])
                await asyncio.to_thread(branch_off, server, conversation)
    return found


def main() -> None:
    """Read the command line, measure, and print the medians."""
    parser = argparse.ArgumentParser(prog="python -m bench.page")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = asyncio.run(run(arguments.runs))
    load = statistics.median(each.load_s for each in found)
    frame = statistics.median(each.worst_frame_ms for each in found)
    print(f"{MESSAGES} messages, median of {len(found)}: load {load:.2f} s (at most {LOAD_MAX_S}),")
    print(f"worst frame while one streams {frame:.0f} ms (at most {FRAME_MAX_MS:.0f})")
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(each) for each in found]))


if __name__ == "__main__":
    main()
