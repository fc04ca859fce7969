"""Compare an answer with what was expected, letter by letter but for case, width and spaces."""

import unicodedata

from wayfare.domain.check import ExactCheck, Grade


def grade_exact(check: ExactCheck, answer: str) -> Grade:
    """1 where the answer is one of the expected texts.

    >>> grade_exact(ExactCheck("Seoul"), " ＳＥＯＵＬ ").score
    1.0
    """
    wanted = [check.expected] if isinstance(check.expected, str) else check.expected
    is_same = _plain(answer) in {_plain(each) for each in wanted}
    return Grade(float(is_same), "the same" if is_same else "not the same")


def _plain(text: str) -> str:
    """Without what differs between two keyboards: width, composed letters, case, spaces."""
    # folding may undo what was composed, so it is composed once more
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())
