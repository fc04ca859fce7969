"""OpenAI's list of models, with what Wayfare knows of each beside it."""

from collections.abc import Container, Sequence
from typing import Any

import msgspec

from wayfare.domain.arm import Arm
from wayfare.domain.deployment import Deployment
from wayfare.domain.price import Price

_encode = msgspec.json.Encoder().encode


def describe_models(
    goals: Sequence[str], arms: Sequence[Arm], taken: Container[str]
) -> list[dict[str, Any]]:
    """What can be asked for, `auto` first. `taken` are the arms that it chooses among."""
    rows = [describe_arm(arm, is_taken=arm.name in taken) for arm in arms]
    return [encode_goal(goal) for goal in goals] + rows


def encode_models(rows: list[dict[str, Any]]) -> bytes:
    """Write the list."""
    return _encode({"object": "list", "data": rows})


def encode_model(row: dict[str, Any]) -> bytes:
    """Write one model."""
    return _encode(row)


def encode_goal(goal: str) -> dict[str, Any]:
    """A model name that leaves the choice to Wayfare."""
    return {"id": goal, "object": "model", "created": 0, "owned_by": "wayfare"}


def describe_arm(arm: Arm, *, is_taken: bool) -> dict[str, Any]:
    """One arm. What is not known is null."""
    deployment = arm.deployment
    return {
        "id": arm.name,
        "object": "model",
        "created": 0,
        "owned_by": deployment.provider,
        "wayfare": {
            "provider": deployment.provider,
            "model": deployment.model,
            "features": sorted(deployment.features),
            "context_tokens": deployment.context_tokens,
            "languages": None if deployment.languages is None else sorted(deployment.languages),
            "is_local": deployment.is_local,
            "in_auto": is_taken,
            "path": arm.path,
            "ahead": [each.name for each in arm.ahead],
            "price": None if deployment.price is None else describe_price(deployment.price),
            "prior": describe_prior(deployment),
        },
    }


def describe_price(price: Price) -> dict[str, Any]:
    """Micro-dollars per million tokens."""
    return {
        "input_micros_per_mtok": price.rates.input,
        "output_micros_per_mtok": price.rates.output,
        "cached_micros_per_mtok": price.rates.cached,
        "source": price.source,
        "as_of": price.as_of,
    }


def describe_prior(deployment: Deployment) -> dict[str, Any]:
    """What is presumed, and where from."""
    prior = deployment.prior
    return {
        "quality": prior.quality,
        "tokens_per_s": prior.tokens_per_s,
        "basis": prior.basis,
        "as_of": prior.as_of,
    }
