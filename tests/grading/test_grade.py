"""Patterns and schemas are looked for within limits, whatever others wrote into them."""

import asyncio
import os
from pathlib import Path

import pytest

from wayfare.domain.check import RegexCheck, SchemaCheck
from wayfare.domain.errors import BadRequestError
from wayfare.grading.grade import AT_ONCE, Grader, code_in

A_PERSON = {
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"type": "string"}, "age": {"type": "integer", "minimum": 0}},
    "additionalProperties": False,
}


@pytest.fixture
def grader():
    return Grader()


@pytest.mark.parametrize(
    ("pattern", "answer", "score"),
    [
        (r"\bSeoul\b", "It is Seoul.", 1),
        (r"^Seoul$", "It is Seoul.", 0),
        (r"(?i)서울|SEOUL", "seoul", 1),
        (r"^\s*$", "", 1),
    ],
)
async def test_a_pattern_is_found_or_not(grader, pattern, answer, score):
    assert (await grader.grade(RegexCheck(pattern), answer)).score == score


@pytest.mark.parametrize(
    ("answer", "score"),
    [
        ('{"name": "Kim", "age": 3}', 1),
        ('```json\n{"name": "Kim"}\n```', 1),
        ('{"name": "Kim", "age": -3}', 0),
        ('{"age": 3}', 0),
        ('Here it is: {"name": "Kim"}', 0),
        ("", 0),
        ("[" * 100_000, 0),
        ('{"name": ' * 50_000, 0),
        ('{"name": "Kim", "age": 1e999}', 0),
    ],
)
async def test_json_fits_a_schema_or_does_not(grader, answer, score):
    assert (await grader.grade(SchemaCheck(A_PERSON), answer)).score == score


ATTACKS = {
    "a pattern that never ends": (RegexCheck(r"(a+)+$"), "a" * 40 + "b"),
    "a pattern of nothing but choices": (RegexCheck(r"(a|aa)+$"), "a" * 60 + "b"),
    "a pattern that takes all memory": (RegexCheck("(" * 80 + "x" + "{1,60000}" * 3), "x"),
    "a pattern that is none": (RegexCheck("(["), "x"),
    "too many repetitions": (RegexCheck("a{99999999999}"), "x"),
    "a schema whose pattern never ends": (
        SchemaCheck({"pattern": r"((a+)+)\1$"}),
        '"' + "a" * 5_000 + 'x"',
    ),
    "a schema at another address": (SchemaCheck({"$ref": "http://127.0.0.1:1/x"}), "1"),
    "a schema in a file": (SchemaCheck({"$ref": "file:///etc/passwd"}), "1"),
    "a schema that is none": (SchemaCheck({"type": "nonsense"}), "1"),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_a_check_that_attacks_is_refused_in_time(grader, attack):
    check, answer = ATTACKS[attack]
    async with asyncio.timeout(30):
        with pytest.raises(BadRequestError) as refused:
            await grader.grade(check, answer)
    assert refused.value.param in {"pattern", "schema"}


async def test_a_schema_that_refers_to_itself_ends(grader):
    async with asyncio.timeout(30):
        assert (await grader.grade(SchemaCheck({"$ref": "#"}), "1")).score in {0, 1}


async def test_the_loop_goes_on_while_checks_are_made(grader):
    waiting = asyncio.create_task(grader.grade(RegexCheck(r"(a+)+$"), "a" * 40 + "b"))
    turns = 0
    while not waiting.done():
        await asyncio.sleep(0.01)
        turns += 1
    with pytest.raises(BadRequestError):
        await waiting
    assert turns > 20


async def test_only_a_few_run_at_once(grader):
    many = [grader.grade(RegexCheck(r"(a+)+$"), "a" * 40 + "b") for _ in range(AT_ONCE + 1)]
    waiting = [asyncio.create_task(each) for each in many]
    done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    assert len(done) <= AT_ONCE
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("x = 1", "x = 1"),
        ("Like so:\n```python\nx = 1\n```\nDone.", "x = 1\n"),
        ("```\nx = 1\n```", "x = 1\n"),
        ("```sh\npip install a-long-name\n```\n```py\nx = 1\n```", "x = 1\n"),
        ("```python\nx = 1\n```\n```python\nx = 1\ny = 2\n```", "x = 1\ny = 2\n"),
        ("```python\nx = 1", "```python\nx = 1"),
    ],
)
def test_code_is_the_longest_block_of_python(answer, code):
    assert code_in(answer) == code


@pytest.mark.parametrize("turns", range(8))
async def test_a_check_that_is_given_up_leaves_no_process(grader, turns):
    """Whenever it is: while the process is begun, or while it works."""
    waiting = asyncio.create_task(grader.grade(RegexCheck(r"(a+)+$"), "a" * 40 + "b"))
    for _ in range(turns):
        await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not [each for each in children() if b"pattern_child.py" in each]


def children():
    """The command lines of processes that this one has begun."""
    own = f"/proc/self/task/{os.getpid()}/children"
    return [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in Path(own).read_text().split()]
