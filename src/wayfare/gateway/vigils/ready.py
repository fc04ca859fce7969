"""Find what can be asked of whom: the questions of a vigil as they are now, and those of a new one.

Knows whose texts are kept, who may read them, and who can say how good an answer is. Asks nobody.
Read only where something is learned: numbers are large.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wayfare.domain.arm import DIRECT, Arm
from wayfare.domain.chat import ChatRequest
from wayfare.domain.decision import Goal
from wayfare.domain.deployment import Feature
from wayfare.domain.outcome import Outcome
from wayfare.domain.vigil import Vigil, Watched
from wayfare.gateway.asides.measured_judge import find_measured
from wayfare.gateway.asides.probes import Probe, may_be_asked, may_be_judged, probe_of, with_fares
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.learning.knowledge import Knowledge
from wayfare.gateway.parts import Parts
from wayfare.gateway.vigils.choose import choose_questions, is_checked, was_good
from wayfare.store.database import Database
from wayfare.store.explored import usual_thought
from wayfare.store.outcomes import outcomes_by_decision
from wayfare.store.past_questions import PastQuestion, past_questions

#: How far back one looks for questions, in questions.
LOOK_BACK = 2_000


def watched_arms(catalog: Catalog) -> list[Arm]:
    """The single models that `auto` takes, by themselves or as parts of a cascade or a panel.

    What is made of several changes when one of them does, so that it has no vigil of its own.
    """
    taken, plain = catalog.candidates(Goal.AUTO.value).arms, {arm.name: arm for arm in catalog.arms}
    parts = [each.name for arm in taken if arm.ahead for each in (arm.deployment, *arm.ahead)]
    single = [arm for arm in taken if arm.path == DIRECT]
    single += [plain[name] for name in parts if name in plain]
    return list({arm.name: arm for arm in single}.values())


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked of an arm now. `judge` None: a program looks at the answer."""

    probe: Probe
    judge: Arm | None
    fare_micros: int | None


@dataclass(slots=True)
class Finder:
    """Finds questions. Every method waits for the disk. What was read is remembered."""

    parts: Parts
    database: Database
    knowledge: Knowledge
    _newest: list[PastQuestion] | None = None
    _said: dict[str, list[Outcome]] = field(default_factory=dict)

    def candidates(self, arm: Arm) -> list[Watched]:
        """What a new vigil over an arm would ask."""
        if self._newest is None:
            self._newest = past_questions(self.database, self.knowledge.version, LOOK_BACK)
            names = [each.decision_id for each in self._newest]
            self._said = outcomes_by_decision(self.database, names)
        good = [
            each
            for each in self._newest
            if self._is_by(each, arm) and was_good(each.arm, self._said.get(each.decision_id, ()))
        ]
        probes = [probe for probe in self._probes(good, arm) if self._can_be_told(probe, arm)]
        return [self._watched(probe, arm) for probe in choose_questions(probes)]

    def of(self, vigil: Vigil, arm: Arm) -> dict[int, Question]:
        """The questions of a vigil that can still be asked, by their places."""
        names = [each.decision_id for each in vigil.questions]
        kept = past_questions(self.database, self.knowledge.version, LOOK_BACK, names)
        probes = {probe.question.decision_id: probe for probe in self._probes(kept, arm)}
        arms = {each.name: each for each in self.parts.catalog.arms}
        found: dict[int, Question] = {}
        for place, watched in enumerate(vigil.questions):
            probe, judge = probes.get(watched.decision_id), arms.get(watched.judge or "")
            if probe is None:
                continue
            if watched.judge is None and not is_checked(probe):
                continue
            if watched.judge is not None and (judge is None or not self._may_judge(probe, judge)):
                continue
            found[place] = Question(probe, judge, self._fare(probe, arm, judge))
        return found

    def _probes(self, questions: Sequence[PastQuestion], arm: Arm) -> list[Probe]:
        own = [each for each in questions if self._is_by(each, arm)]
        found = (probe_of(each, {each.arm: arm}) for each in own)
        return [p for p in found if p is not None and may_be_asked(p, arm, self.parts.demands)]

    def _is_by(self, question: PastQuestion, arm: Arm) -> bool:
        """Whether the answer that is kept is this arm's, or its part in a cascade or a panel."""
        if question.arm == arm.name:
            return True
        composites = (each.name for each in self.parts.catalog.arms if each.ahead)
        return question.deployment == arm.name and question.arm in composites

    def _can_be_told(self, probe: Probe, arm: Arm) -> bool:
        return is_checked(probe) or self._judge(probe, arm) is not None

    def _watched(self, probe: Probe, arm: Arm) -> Watched:
        judge = None if is_checked(probe) else self._judge(probe, arm)
        return Watched(probe.question.decision_id, judge)

    def _judge(self, probe: Probe, arm: Arm) -> str | None:
        """Who may hold a new answer against the old one; None: nobody who was measured."""
        judges = self.knowledge.judges.all()
        request = ChatRequest(Goal.AUTO.value, probe.turns, frozenset({Feature.CHAT}))
        ready = find_measured(self.parts, judges, request, [arm], probe.demands)
        return None if ready is None else ready.arm.name

    def _may_judge(self, probe: Probe, judge: Arm) -> bool:
        return may_be_judged(probe, judge, self.parts.demands)

    def _fare(self, probe: Probe, arm: Arm, judge: Arm | None) -> int | None:
        asked = [arm] if judge is None else [arm, judge]
        thought = usual_thought(self.database, [each.deployment.name for each in asked])
        return with_fares([probe], arm, judge, thought)[0].fare_micros
