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
READMES = {path: path.read_text("utf-8") for path in ROOT.glob("README*.md")}
ALL_PAGES = "\n".join([*PAGES.values(), *READMES.values()])
KOREAN = sorted(path for path in PAGES | READMES if path.name.endswith(".ko.md"))
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)]+)\)")
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
    for path, text in (PAGES | READMES).items():
        targets = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", text)
        broken += [f"{path.name}: {t}" for t in targets if not (path.parent / t).exists()]
    assert broken == []


def in_both_languages(korean):
    """What a page in Korean says, and what the English one does."""
    return [(PAGES | READMES)[p] for p in (korean, korean.with_name(english(korean.name)))]


def english(name):
    return name.replace(".ko.md", ".md")


def korean_of(page):
    return page.with_name(page.name.replace(".md", ".ko.md"))


def levels(text):
    return [len(marks) for marks in re.findall(r"^(#+) ", FENCED.sub("", text), re.MULTILINE)]


def code(text):
    """The code blocks, without their comments, which are in the page's language."""
    return [re.sub(r"(^|[ \t]+)# .*", "", b, flags=re.MULTILINE) for b in FENCED.findall(text)]


@pytest.mark.parametrize("page", KOREAN, ids=lambda page: page.name)
def test_a_korean_page_has_the_headings_the_code_and_the_links_of_the_english_one(page):
    korean, original = in_both_languages(page)
    assert levels(korean) == levels(original)
    assert code(korean) == code(original)
    assert sorted(map(english, LINK.findall(korean))) == sorted(
        map(english, LINK.findall(original))
    )


@pytest.mark.parametrize("page", KOREAN, ids=lambda page: page.name)
def test_a_korean_page_names_every_command_and_setting_that_the_english_one_does(page):
    korean, original = (
        set(re.findall(r"`([^`]+)`", FENCED.sub("", text))) for text in in_both_languages(page)
    )
    assert original - korean == set()


@pytest.mark.parametrize("page", KOREAN, ids=lambda page: page.name)
def test_pages_in_both_languages_lead_to_each_other_and_korean_ones_to_korean_ones(page):
    korean, original = in_both_languages(page)
    assert korean.splitlines()[2] == f"[English]({english(page.name)})"
    assert original.splitlines()[2] == f"[한국어]({page.name})"
    _, *onward = (target.partition("#")[0] for target in LINK.findall(korean))
    there_too = [t for t in onward if t.endswith(".md") and korean_of(page.parent / t).exists()]
    assert there_too == []
