"""The page about attacks names tests that are there, and forgets none of those for thieves."""

import re
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS.parent / "docs"))

import attacks  # noqa: E402


def names_in(path: Path) -> set[str]:
    return set(re.findall(r"^(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE))


def test_every_attack_names_tests_that_are_there():
    for each in attacks.ATTACKS:
        there = names_in(TESTS / each.test_file)
        assert there, each.test_file
        assert set(each.tests) <= there, each.attack


def test_every_test_for_thieves_stands_on_the_page():
    told = {name for each in attacks.ATTACKS for name in each.tests}
    for path in Path(__file__).parent.glob("test_thieves_*.py"):
        if path.name != Path(__file__).name:
            assert names_in(path) - told == set(), path.name
