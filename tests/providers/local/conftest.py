"""Tiny models: weights of a few kilobytes, in real wheels, on a real loopback hub."""

import hashlib
import os
import random
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from wayfare.domain.deployment import Prior
from wayfare.ports import WeightFile
from wayfare.providers.local.models import EmbeddedModel, WheelPart
from wayfare.settings.providers import Hub

SIZES = (40_000, 40_000, 10_000)
CONTENT = random.Random(7).randbytes(sum(SIZES))


def make_wheel(folder: Path, part: WheelPart, content: bytes) -> Path:
    """A wheel such as pip takes, with one file of data."""
    stem = f"{part.package.replace('-', '_')}-{part.version}"
    wheel = folder / f"{stem}-py3-none-any.whl"
    info = f"{stem}.dist-info"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part.member, content)
        archive.writestr(f"{part.package.replace('-', '_')}/__init__.py", "raise SystemExit(9)")
        archive.writestr(
            f"{info}/METADATA",
            f"Metadata-Version: 2.1\nName: {part.package}\nVersion: {part.version}\n",
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return wheel


@dataclass
class Shelf:
    """The wheels that pip can find."""

    folder: Path
    model: EmbeddedModel

    def put(self, number: int, content: bytes | None = None) -> None:
        begins = sum(SIZES[:number])
        part = self.model.parts[number]
        make_wheel(self.folder, part, content or CONTENT[begins : begins + part.size])

    def put_all(self) -> None:
        for number in range(len(SIZES)):
            self.put(number)

    def clear(self) -> None:
        for wheel in self.folder.glob("*.whl"):
            wheel.unlink()


@pytest.fixture
def model() -> EmbeddedModel:
    parts = tuple(
        WheelPart(f"tiny-part{n}", "1.0.0", f"tiny_part{n}/data/part{n:02}.bin", size)
        for n, size in enumerate(SIZES, start=1)
    )
    return EmbeddedModel(
        name="tiny",
        title="Tiny (Q0)",
        licence="CC0-1.0",
        weights=WeightFile("tiny.gguf", len(CONTENT), hashlib.sha256(CONTENT).hexdigest()),
        parts=parts,
        why="tiny-part1 to -part3 are plain data.",
        languages=None,
        prior=Prior(),
    )


@pytest.fixture
def shelf(tmp_path: Path, model: EmbeddedModel, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """An empty shelf that is all that pip knows."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return Shelf(folder, model)


@dataclass
class LoopbackHub:
    """A hub that can be told to misbehave."""

    url: str
    content: bytes = CONTENT
    takes_ranges: bool = True
    cut_after: int | None = None
    status: int = 200
    redirects: bool = False
    begins: list[int] = field(default_factory=list)

    def row(self, **changes: object) -> Hub:
        facts = {
            "repository": "someone/tiny",
            "revision": "abc123",
            "file": "tiny.gguf",
            "sha256": hashlib.sha256(CONTENT).hexdigest(),
            "size": len(CONTENT),
        }
        return Hub(**{**facts, **changes})


@pytest.fixture
def hub() -> Iterator[LoopbackHub]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if hub.redirects and self.path.startswith("/someone"):
                self.send_response(302)
                self.send_header("Location", f"/elsewhere{self.path}")
                self.end_headers()
                return
            if not self.path.endswith("/someone/tiny/resolve/abc123/tiny.gguf"):
                self.send_error(404)
                return
            if hub.status != 200:
                self.send_error(hub.status)
                return
            begins = int(self.headers.get("Range", "bytes=0-")[6:-1]) if hub.takes_ranges else 0
            hub.begins.append(begins)
            body = hub.content[begins:]
            self.send_response(206 if hub.takes_ranges else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: hub.cut_after])

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub = LoopbackHub(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield hub
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def content() -> bytes:
    """What the tiny model's weights are."""
    return CONTENT
