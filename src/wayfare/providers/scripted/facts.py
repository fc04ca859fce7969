"""The few things that the scripted models know.

A question is known when it has all the words of a row, whatever else it has.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A known answer in a language; `words` are lower case."""

    language: str
    words: tuple[str, ...]
    answer: str


FACTS = (
    Fact("en", ("capital", "south korea"), "The capital of South Korea is Seoul."),
    Fact("en", ("capital", "france"), "The capital of France is Paris."),
    Fact("en", ("capital", "japan"), "The capital of Japan is Tokyo."),
    Fact("en", ("capital", "germany"), "The capital of Germany is Berlin."),
    Fact("en", ("two plus two",), "Two plus two is four."),
    Fact("ko", ("수도", "한국"), "한국의 수도는 서울입니다."),
    Fact("ko", ("수도", "대한민국"), "대한민국의 수도는 서울입니다."),
    Fact("ko", ("수도", "프랑스"), "프랑스의 수도는 파리입니다."),
    Fact("ko", ("수도", "일본"), "일본의 수도는 도쿄입니다."),
    Fact("ko", ("2 더하기 2",), "2 더하기 2는 4입니다."),
    Fact("ja", ("首都", "韓国"), "韓国の首都はソウルです。"),
    Fact("ja", ("首都", "フランス"), "フランスの首都はパリです。"),
    Fact("zh", ("首都", "韩国"), "韩国的首都是首尔。"),
    Fact("zh", ("首都", "法国"), "法国的首都是巴黎。"),
    Fact("de", ("hauptstadt", "südkorea"), "Die Hauptstadt von Südkorea ist Seoul."),
    Fact("fr", ("capitale", "corée du sud"), "La capitale de la Corée du Sud est Séoul."),
    Fact("es", ("capital", "corea del sur"), "La capital de Corea del Sur es Seúl."),
)


def recall(question: str, languages: frozenset[str] | None) -> str | None:
    """The known answer to a question, if a model with these languages knows one.

    >>> recall("대한민국의 수도는 어디야?", None)
    '대한민국의 수도는 서울입니다.'
    """
    asked = question.lower()
    for fact in FACTS:
        if languages is not None and fact.language not in languages:
            continue
        if all(word in asked for word in fact.words):
            return fact.answer
    return None
