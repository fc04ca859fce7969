"""What Click says by itself, in Korean: the headings of `--help`, and what was typed wrong.

The English is Click's; here it is the pattern, with {} for whatever is filled in. The Japanese
stands in `cli/japanese/click_texts.py`. What has no row is said in English.
"""

import re
from collections.abc import Mapping
from typing import Final

from wayfare.cli.japanese.click_texts import CLICK as JAPANESE

KOREAN: Final[Mapping[str, str]] = {
    "Usage: ": "사용법: ",
    "Arguments": "인자",
    "Options": "옵션",
    "Commands": "명령",
    "Show this message and exit.": "이 도움말을 보여 줍니다.",
    "Try '{}' for help.": "도움말: '{}'",
    "Error: {}": "오류: {}",
    "Aborted!": "중단했습니다.",
    "No such command {}.": "{} 명령은 없습니다.",
    "No such option: {}": "{} 옵션은 없습니다.",
    "No such option: {} (Possible options: {})": "{} 옵션은 없습니다. 비슷한 옵션: {}",
    "Missing argument {}.": "{} 인자가 빠졌습니다.",
    "Missing option {}.": "{} 옵션이 빠졌습니다.",
    "Got unexpected extra argument ({})": "인자가 더 있습니다: {}",
    "Got unexpected extra arguments ({})": "인자가 더 있습니다: {}",
    "Option {} requires an argument.": "{} 옵션에는 값이 필요합니다.",
    "Option {} does not take a value.": "{} 옵션에는 값을 쓰지 않습니다.",
    "Invalid value for {}: {}": "{}의 값이 잘못되었습니다: {}",
    "{} is not one of {}.": "{}: 다음 가운데 하나여야 합니다. {}",
    "Input should be a valid integer, unable to parse string as an integer": "정수를 쓰세요.",
    "Input should be a valid number, unable to parse string as a number": "수를 쓰세요.",
}
TABLES: Final[Mapping[str, Mapping[str, str]]] = {"ko": KOREAN, "ja": JAPANESE}

#: What those who check a value put before their sentence, and no reader needs.
_BEFORE: Final = "Value error, "


def say_click(sentence: str, language: str) -> str:
    """A sentence of Click's in a language, and what is filled into it too.

    >>> say_click("Invalid value for '--lang': Value error, 'fr' is not one of 'en', 'ko'.", "ko")
    "'--lang'의 값이 잘못되었습니다: 'fr': 다음 가운데 하나여야 합니다. 'en', 'ko'"
    >>> say_click("Invalid value for '--lang': Value error, 'fr' is not one of 'en', 'ko'.", "en")
    "Invalid value for '--lang': 'fr' is not one of 'en', 'ko'."
    """
    sentence = sentence.removeprefix(_BEFORE)
    table = TABLES.get(language, {})
    for english in sorted(KOREAN, key=len, reverse=True):  # the longest says the most
        pattern = "(.+)".join(map(re.escape, english.split("{}")))
        if found := re.fullmatch(pattern, sentence, re.DOTALL):
            said = [say_click(each, language) for each in found.groups()]
            return table.get(english, english).format(*said)
    return sentence
