"""Call a provider: the one place where a text leaves, whatever for.

Answers, embeddings, counts and every side call come through here, so none goes round what
was demanded of whoever reads the text. Knows nothing of what is asked.
"""

from wayfare.domain.case import Case
from wayfare.domain.decision import Goal
from wayfare.domain.demands import NO_DEMANDS, Demands, Unmet
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import PermissionDeniedError, ProviderUnreachableError
from wayfare.domain.key import Caller
from wayfare.gateway.catalog import Candidates
from wayfare.gateway.parts import Parts
from wayfare.ports import Call, Reply
from wayfare.routing.filters import undemanded


def demands_on(parts: Parts, caller: Caller, asked: Demands = NO_DEMANDS) -> Demands:
    """All that binds a request: what this installation, the key and the request demand.

    And what is switched off for the role of whoever asks.
    """
    return parts.demands + parts.switches.demands_of(caller.role) + caller.demands + asked


def candidates_for(parts: Parts, caller: Caller, model: str) -> Candidates:
    """What a model name stands for, if whoever asks may ask it.

    Raises:
        ModelNotFoundError: nothing has this name.
        PermissionDeniedError: the model is switched off for their role.
    """
    found = parts.catalog.candidates(model)
    if found.goal is Goal.NAMED:
        for each in (found.arms[0].deployment, *found.arms[0].ahead):
            check(each, parts.switches.demands_of(caller.role))
    return found


async def send(parts: Parts, call: Call, demands: Demands) -> Reply:
    """Call the provider of a deployment that fulfils the demands.

    Raises:
        PermissionDeniedError: it does not. Nothing was sent.
        ProviderError: the provider refused or failed.
    """
    check(call.deployment, demands + parts.demands)
    name = call.deployment.provider
    try:
        provider = parts.providers[name]
    except KeyError as error:  # its key was taken away after it was chosen
        raise ProviderUnreachableError(
            f"{name} is not asked any more.", provider=name, status=502
        ) from error
    return await provider.send(call)


def check(deployment: Deployment, demands: Demands) -> None:
    """Let nothing pass to a deployment that does not fulfil the demands.

    Raises:
        PermissionDeniedError: it does not; names the demand.
    """
    if demands is NO_DEMANDS:
        return
    why_not = undemanded(deployment, demands)
    if why_not is not None and why_not.code == Unmet.SWITCHED_OFF:
        raise PermissionDeniedError(
            f"{deployment.name} may not be asked. {why_not.en}",
            cure="Ask another model, or `auto`, or have an admin switch it on.",
            param="model",
            case=Case.ARM_SWITCHED_OFF,
            values={"arm": deployment.name},
        )
    if why_not is not None:
        raise PermissionDeniedError(
            f"{deployment.name} may not be asked. {why_not.en}",
            cure="Ask another model, or `auto`, which leaves out those that do not fulfil what "
            "the request, its key and the settings demand.",
            param="model",
        )
