"""Ask a model one question again, and have its answer scored: by a program, else by a judge.

What comes of it is no outcome: questions were chosen because the model was good at them, and who
learned from that would think too well of it.
"""

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.chat import ChatRequest
from wayfare.domain.deployment import Feature
from wayfare.domain.errors import BadRequestError, CheckUnavailableError
from wayfare.domain.key import Caller
from wayfare.domain.outcome import TIE, comes_to
from wayfare.domain.shadow import By
from wayfare.domain.vigil import Round, Scored
from wayfare.gateway.asides.aside import VIGIL, Errand, ask_aside
from wayfare.gateway.asides.judge import Pair, judge_pair
from wayfare.gateway.certify.compare import compare_plainly
from wayfare.gateway.parts import Parts
from wayfare.gateway.vigils.ready import Question
from wayfare.grading.grade import Grader

_NEW, _OLD = "new", "old"
#: What a new answer is worth beside the old one.
_WORTH = {_NEW: 1.0, TIE: 0.5, _OLD: 0.0}


async def ask_again(
    parts: Parts, grader: Grader, arm: Arm, question: Question, asked: Round, owner: Caller
) -> Scored:
    """Ask it, at the owner's expense."""
    probe = question.probe
    errand = Errand(VIGIL, "watching", arm, probe.turns, probe.demands, probe.output_tokens_max)
    aside = await ask_aside(parts, errand, owner)
    none = Scored(
        asked.arm, asked.since, asked.number, parts.clock.now(), None, asked_id=aside.decision_id
    )
    if aside.text is None:
        return msgspec.structs.replace(none, why=aside.why or "It gave no whole answer.")
    if question.judge is not None:
        return await _judged(parts, question, question.judge, aside.text, none, owner)
    check = probe.question.check
    assert check is not None, "else somebody judges"
    try:
        grade = await grader.grade(check, aside.text)
    except (BadRequestError, CheckUnavailableError) as error:
        return msgspec.structs.replace(none, why=str(error))
    return msgspec.structs.replace(none, score=grade.score, by=By.CHECK)


async def _judged(
    parts: Parts, question: Question, judge: Arm, text: str, none: Scored, owner: Caller
) -> Scored:
    """Have the answer held against the one that is kept."""
    probe = question.probe
    kept = probe.question.answer
    request = ChatRequest(VIGIL, probe.turns, frozenset({Feature.CHAT}))
    if compare_plainly(request, text, kept) is not None:
        return msgspec.structs.replace(none, score=_WORTH[TIE], by=By.EQUAL)
    verdict = await judge_pair(parts, judge, Pair(probe.turns, text, kept, probe.demands), owner)
    if verdict.orders is None:
        return msgspec.structs.replace(none, why=verdict.why)
    score = _WORTH[comes_to(verdict.orders, _NEW, _OLD)]
    return msgspec.structs.replace(none, score=score, by=By.JUDGE)
