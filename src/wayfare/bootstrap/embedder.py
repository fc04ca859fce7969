"""Make the embedder that the settings want."""

from collections.abc import Callable

from wayfare.domain.errors import SettingsError
from wayfare.gateway.catalog import GOALS
from wayfare.gateway.learning.embed_question import DeploymentEmbedder
from wayfare.gateway.parts import Parts
from wayfare.ports import Embedder
from wayfare.settings.choosing import HASHING
from wayfare.settings.whole import Settings


def embedder_of(settings: Settings, parts: Callable[[], Parts]) -> Embedder | None:
    """The embedder that the settings name; None: the one that ships.

    Raises:
        SettingsError: vectors of several models do not mix.
    """
    name = settings.routing.embedder
    if name == HASHING:
        return None
    if name in GOALS:
        raise SettingsError(
            f"{name!r} cannot look at questions: vectors of two models do not mix.",
            cure="Name one model that makes embeddings in `routing.embedder`, or `hashing`.",
        )
    return DeploymentEmbedder(name, settings.routing.embedder_ms / 1_000, parts)
