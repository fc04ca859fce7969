"""Have a deployment look at questions before `auto` chooses, within a time limit.

Knows whose question it is, so that nobody reads it who may not and its asker pays. Each look is a
request of its own in the record. Knows nothing of what is learned by the numbers.
"""

import logging
from collections.abc import Callable

from wayfare.domain.arm import Arm
from wayfare.domain.decision import Goal, Reason
from wayfare.domain.errors import (
    BudgetSpentError,
    ModelNotFoundError,
    ProviderTimeoutError,
    WayfareError,
)
from wayfare.domain.ticket import Company, company_of
from wayfare.gateway.embed import Begun, begin_embedding, end_embedding, read_texts
from wayfare.gateway.parts import Parts
from wayfare.gateway.rest import resting_arms
from wayfare.ports import Asker, Embedding
from wayfare.routing.filters import undemanded
from wayfare.routing.reasons import reason, seconds
from wayfare.wire.openai.vectors import decode_vector, encode_text

#: What is read of a question: embedders take a few thousand tokens, and time for each.
LETTERS_MAX = 6_000

_log = logging.getLogger(__name__)


class DeploymentEmbedder:
    """Embeds by the deployment `name`, which gets `within_s` to answer.

    `parts` are those in use when a question comes. Whoever failed lately is left alone for a while,
    as it is by `auto`: no question waits for it then.
    """

    def __init__(self, name: str, within_s: float, parts: Callable[[], Parts]) -> None:
        self._name = name
        self._within_s = within_s
        self._parts = parts
        self._said = ""

    async def embed(self, question: str, asker: Asker | None) -> Embedding:
        """The embedding of a question; its version names provider, model and dimensions."""
        if asker is None or not question:
            return Embedding()
        parts = self._parts()
        arm = self._arm(parts)
        if arm is None:
            return self._without(reason("no_such_embedder"))
        if (why_not := _why_not(parts, arm, asker)) is not None:
            return self._without(why_not)
        text = question[:LETTERS_MAX].encode(errors="replace").decode()  # no half of a letter
        raw = encode_text(arm.name, text)
        try:
            texts = read_texts(parts, raw)
            spending = parts.limits.of(asker.caller, texts.request_id)
            begun = await begin_embedding(parts, texts, asker, spending)
        except WayfareError as error:
            is_money = isinstance(error, BudgetSpentError)
            return self._without(reason("over_what_is_left" if is_money else "failed"), error)
        return await self._finish(parts, arm, begun)

    async def _finish(self, parts: Parts, arm: Arm, begun: Begun) -> Embedding:
        """What came of a call; whatever that is, it was read, and costs what it costs."""
        try:
            numbers = decode_vector(await end_embedding(parts, begun, self._within_s))
        except ProviderTimeoutError as error:
            late = reason("not_in_time", time=seconds(self._within_s * 1_000))
            return self._without(late, error, begun)
        except (WayfareError, ValueError) as error:
            return self._without(reason("failed"), error, begun)
        self._said, deployment = "", arm.deployment
        version = f"{deployment.provider}/{deployment.model}/{len(numbers) // 4}"
        return Embedding(version, numbers, None, _reader(begun), begun.journal.cost())

    def _arm(self, parts: Parts) -> Arm | None:
        try:
            candidates = parts.catalog.candidates(self._name)
        except ModelNotFoundError:
            return None
        return candidates.arms[0] if candidates.goal is Goal.NAMED else None

    def _without(
        self, why: Reason, error: Exception | None = None, begun: Begun | None = None
    ) -> Embedding:
        """No embedding, and why; said in the log once, until there is one again."""
        if why.code != self._said:
            self._said = why.code
            said = why.en if error is None else f"{why.en} {error}"
            _log.warning("%s does not look at questions: %s", self._name, said)
        note = reason("not_looked_at", embedder=self._name, why={"ko": why.ko, "en": why.en})
        if begun is None:
            return Embedding(why_not=note)
        return Embedding(why_not=note, company=_reader(begun), cost=begun.journal.cost())


def _reader(begun: Begun) -> Company | None:
    deployment = begun.decision.choice.arm.deployment
    return company_of(deployment.provider, deployment.terms)


def _why_not(parts: Parts, arm: Arm, asker: Asker) -> Reason | None:
    """Why an embedder is not asked, or None where it is."""
    why_not = undemanded(arm.deployment, asker.demands + parts.demands)
    if why_not is not None:
        return why_not
    resting = resting_arms(parts)
    return None if resting is None else resting(arm)
