"""The table of sentences is whole: English and Korean, nothing missing, nothing unused."""

import ast
import re
import string
from pathlib import Path

import pytest

from wayfare import cli
from wayfare.cli.texts import SENTENCES, Texts

MODULES = [p for p in Path(cli.__file__).parent.glob("*.py") if p.name != "texts.py"]
TREES = {path.name: ast.parse(path.read_text("utf-8")) for path in MODULES}


def literals() -> set[str]:
    """Every string that stands in the code of the command line."""
    nodes = (node for tree in TREES.values() for node in ast.walk(tree))
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def keys_asked_for() -> set[str]:
    """Every key that is asked for by a literal, such as `texts("why")`."""
    found = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            arguments = [a for a in ast.walk(node.args[0]) if isinstance(a, ast.Constant)]
            if name == "texts":
                found |= {a.value for a in arguments if isinstance(a.value, str)}
    return found


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_sentence_is_there_in_english_and_korean():
    assert [k for k, s in SENTENCES.items() if len(s) != 2 or not all(s)] == []


def test_every_sentence_says_the_same_things_in_both():
    assert [key for key, (en, ko) in SENTENCES.items() if fields(en) != fields(ko)] == []


def test_every_key_that_is_asked_for_exists():
    asked = keys_asked_for()
    assert len(asked) > 40
    assert asked - SENTENCES.keys() == set()


def test_no_sentence_is_left_over():
    assert SENTENCES.keys() - literals() == set()


@pytest.mark.parametrize("key", SENTENCES)
def test_korean_takes_one_particle_at_a_time(key):
    assert not re.search(
        r"[이은을와로]\((가|는|를|과|으로)\)|\((이|은|을|와|으)\)", SENTENCES[key][1]
    )


def test_a_sentence_is_filled_in():
    assert Texts("ko")("port_taken", port=8080).startswith("8080번 포트")
