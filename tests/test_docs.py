"""Nothing that users can touch goes without a page."""

import doctest
import importlib
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import printing  # noqa: E402

PAGES = {path: path.read_text("utf-8") for path in ROOT.glob("docs/**/*.md")}
ALL_PAGES = "\n".join([*PAGES.values(), (ROOT / "README.md").read_text("utf-8")])
DOCTESTED = [
    path for path in sorted((ROOT / "src").rglob("*.py")) if ">>> " in path.read_text("utf-8")
]


def test_every_setting_is_on_a_page():
    rows = printing.setting_rows(printing.Settings())
    assert [row["name"] for row in rows if f"`{row['name']}`" not in ALL_PAGES] == []


def test_every_setting_says_what_it_does():
    assert [r["name"] for r in printing.setting_rows(printing.Settings()) if not r["about"]] == []


def test_every_endpoint_is_on_a_page():
    missing = [
        path for method, path, _, _ in printing.endpoints() if f"{method} {path}" not in ALL_PAGES
    ]
    assert missing == []


def test_every_command_is_on_a_page():
    sections = re.findall(r"^## `(wayfare[^`]*)`", printing.commands_page(), re.MULTILINE)
    assert len(sections) > 10
    assert [section for section in sections if f"`{section}`" not in ALL_PAGES] == []


def test_every_port_is_on_a_page():
    names = re.findall(r"^### `(\w+)`", printing.ports_page(), re.MULTILINE)
    assert "Provider" in names
    assert [name for name in names if f"`{name}`" not in ALL_PAGES] == []


@pytest.mark.parametrize("path", DOCTESTED, ids=lambda path: path.stem)
def test_examples_in_docstrings_run(path):
    name = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts)
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_every_module_opens_with_what_it_does():
    modules = [p for p in (ROOT / "src").rglob("*.py") if "versions" not in p.parts]
    assert [str(p) for p in modules if not printing.first_sentence(p)] == []


def test_links_between_pages_lead_somewhere():
    broken = []
    for path, text in [*PAGES.items(), (ROOT / "README.md", (ROOT / "README.md").read_text())]:
        targets = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text)
        broken += [f"{path.name}: {t}" for t in targets if not (path.parent / t).exists()]
    assert broken == []
