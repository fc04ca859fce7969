"""The command line in Korean: what goes wrong, and what `--help` says."""

import ast
import re
from pathlib import Path

import pytest
import typer

import wayfare
from wayfare.cli import error_texts, help_texts
from wayfare.cli.main import ORDER, app
from wayfare.domain.errors import StoreError

SOURCE = Path(wayfare.__file__).parent
#: Where what people meet at the command line is raised.
RAISING = [
    *(
        SOURCE / "gateway/accounts" / f"{name}.py"
        for name in ("manage_users", "passwords", "vault")
    ),
    SOURCE / "gateway/accounts/credentials.py",
    *(SOURCE / "store" / f"{name}.py" for name in ("backup", "copies", "database", "revisions")),
    *(SOURCE / "store" / f"{name}.py" for name in ("users", "projects", "subjects")),
    *(SOURCE / "gateway/asides" / f"{name}.py" for name in ("judge", "plan_calibration")),
    SOURCE / "gateway/further_arms.py",
    SOURCE / "gateway/certify/document.py",
    SOURCE / "cli/certificates.py",
    SOURCE / "cli/compare.py",
    SOURCE / "cli/compared_answers.py",
    SOURCE / "gateway/asides/plan_comparison.py",
    SOURCE / "wire/question_files.py",
    SOURCE / "wire/parallel_questions.py",
    *(SOURCE / "gateway/measuring" / f"{name}.py" for name in ("past", "plan", "questions")),
]
#: Said in the log of what serves, which is English.
IN_THE_LOG = re.compile("(The|Set the|Put that) (kept )?(key of|file back)")


def pattern_of(node: ast.expr) -> str:
    """A sentence as the table has it, with {} for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(each) for each in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


def sentences(path: Path) -> set[str]:
    """Every message and cure of an error that is raised in a file."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    calls = [n.exc for n in nodes if isinstance(n, ast.Raise) and isinstance(n.exc, ast.Call)]
    said = [call.args[0] for call in calls if call.args]
    said += [word.value for call in calls for word in call.keywords if word.arg == "cure"]
    literal = [each for each in said if isinstance(each, ast.Constant | ast.JoinedStr)]
    return {pattern_of(each) for each in literal}


def helped(command) -> set[str]:
    """Every sentence of help, of a command and all below it."""
    said = {text for each in (command, *command.params) if (text := getattr(each, "help", None))}
    return said.union(*(helped(below) for below in getattr(command, "commands", {}).values()))


@pytest.mark.parametrize("path", RAISING, ids=lambda path: path.stem)
def test_what_goes_wrong_is_said_in_korean(path):
    lacking = sentences(path) - error_texts.KOREAN.keys()
    assert not {each for each in lacking if " " in each and not IN_THE_LOG.match(each)}


def test_a_korean_sentence_fills_in_what_the_english_does():
    for english, korean in error_texts.KOREAN.items():
        holes = english.count("{}")
        assert len(set(re.findall(r"{\d?}", korean))) <= holes
        assert korean.format(*"abcdef"[:holes])
        assert re.search("[가-힣]", korean)


def test_an_error_has_its_korean_cure_and_what_has_none_stays(cli):
    said = cli("users", "role", "nobody", "admin", "--lang", "ko")
    assert said.err == "'nobody' 사용자가 없습니다. `wayfare users list`로 확인하세요.\n"
    assert error_texts.say_error(StoreError("Odd.", cure="Name a new file."), "ko") == (
        "Odd. 새 파일 이름을 쓰세요."
    )


def test_all_help_is_there_in_korean_and_nothing_else():
    said = helped(typer.main.get_command(app))
    assert said == help_texts.KOREAN.keys()


@pytest.mark.parametrize("place", ["before", "after", "locale"])
def test_help_is_given_in_the_language_of_whoever_asks(cli, place):
    said = {
        "before": lambda: cli("--lang", "ko", "budgets", "--help"),
        "after": lambda: cli("budgets", "--help", "--lang=ko"),
        "locale": lambda: cli("budgets", "--help", LC_ALL="ko_KR.UTF-8"),
    }[place]()
    assert said.status == 0
    assert "예산을 정하고, 보고, 없앱니다." in said.out
    assert "Set, list" in cli("budgets", "--help").out


def test_commands_stand_in_the_order_in_which_they_are_needed(cli):
    lines = cli("--help").out.partition("Commands:\n")[2].splitlines()
    assert tuple(line.split()[0] for line in lines if line[2:3].strip()) == ORDER
