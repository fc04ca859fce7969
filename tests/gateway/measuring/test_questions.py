"""Which questions are asked: languages in turn, so many each, none in the middle language."""

import pytest

from wayfare.domain.chat import Message
from wayfare.domain.check import NumberCheck
from wayfare.domain.errors import BadRequestError
from wayfare.gateway.measuring.questions import Asked, of_file
from wayfare.wire.parallel_questions import ParallelQuestion
from wayfare.wire.question_files import FileQuestion


def row(text: str, language: str | None = None, right: str | None = "4") -> ParallelQuestion:
    true = FileQuestion((Message("user", "Two and two?"),), right)
    return ParallelQuestion(FileQuestion((Message("user", text),), right), language, true)


ROWS = [
    *(row(f"{number} 더하기 2는 얼마인가요?") for number in range(3)),
    row("What is two and two?"),
    *(row(f"{number} + 2?", "ja") for number in range(2)),
    row("12 + 4?"),
]


def test_languages_come_in_turn_and_are_told_where_they_are_not_said():
    found = of_file(ROWS, Asked("en"))
    assert [each.language for each in found] == ["ko", "ja", "ko", "ja", "ko"]
    assert found[0].check == found[0].true_check == NumberCheck(4)
    limited = of_file(ROWS, Asked("en", limit=1))
    assert [each.language for each in limited] == ["ko", "ja"]
    assert {each.language for each in of_file(ROWS, Asked("en", ("ja",)))} == {"ja"}
    assert "en" in {each.language for each in of_file(ROWS, Asked("ko"))}


def test_a_language_that_is_not_there_is_named():
    with pytest.raises(BadRequestError, match="no question in the language 'th'"):
        of_file(ROWS, Asked("en", ("ko", "th")))
