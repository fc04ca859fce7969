"""What `wayfare doctor` says of the pivots that are set: whether model and translator can be asked.

Asks the providers what they list, only where a pivot is set. Asks no model.
"""

import asyncio
import os
from collections.abc import Iterator

from wayfare.bootstrap.demands import demands_of
from wayfare.bootstrap.options import Options
from wayfare.bootstrap.providers import find_servers, local_provider, price_table, providers_of
from wayfare.bootstrap.store import read_kept_keys
from wayfare.cli.error_texts import say_error
from wayfare.cli.faults import unsaid
from wayfare.cli.reasons import say_reason
from wayfare.cli.texts import Texts
from wayfare.domain.deployment import Deployment, Feature
from wayfare.domain.errors import WayfareError
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.further_arms import check_arms, name_of
from wayfare.providers.local.models import EMBEDDED_MODELS
from wayfare.routing import language_names
from wayfare.routing.filters import undemanded
from wayfare.settings.choosing import ArmRow
from wayfare.settings.whole import Settings

_EMBEDDED = frozenset(model.name for model in EMBEDDED_MODELS)
_CHATS = frozenset({Feature.CHAT})
_TRANSLATES = frozenset({Feature.CHAT, Feature.TRANSLATE})


class PivotChecks:
    """What there is to be asked, and who said nothing."""

    def __init__(
        self,
        settings: Settings,
        texts: Texts,
        deployments: dict[str, Deployment],
        faults: dict[str, str],
        providers: frozenset[str],
    ) -> None:
        self._settings = settings
        self._texts = texts
        self._deployments = deployments
        self._faults = faults
        self._providers = providers

    def of(self, row: ArmRow) -> Iterator[tuple[bool, str]]:
        """Whether a pivot can be asked, and else each thing that stands in the way."""
        wanted = {"model": (row.deployment, _CHATS), "translator": (row.translator, _TRANSLATES)}
        if row.translator == row.deployment:
            del wanted["translator"]
        arm, middle = name_of(row), self._language(row.middle)
        faults = [
            self._texts(said, arm=arm, name=name, middle=middle, **more)
            for name, features in wanted.values()
            for said, more in self._faults_of(name, features, row.middle)
        ]
        if not faults:
            names = {"model": row.deployment, "translator": row.translator}
            yield True, self._texts("pivot_fine", arm=arm, middle=middle, **names)
        for fault in faults:
            yield False, fault

    def _faults_of(
        self, name: str, features: frozenset[Feature], middle: str
    ) -> Iterator[tuple[str, dict[str, str]]]:
        deployment = self._deployments.get(name)
        if deployment is None:
            yield from self._why_not_listed(name)
            return
        if not deployment.features & features:
            yield ("pivot_cannot_chat" if features == _CHATS else "pivot_cannot_translate"), {}
        if deployment.languages is not None and middle not in deployment.languages:
            yield "pivot_lacks_middle", {}
        why = undemanded(deployment, demands_of(self._settings.demands))
        if why is not None:
            yield "pivot_not_demanded", {"why": say_reason(why, self._texts.language)}

    def _why_not_listed(self, name: str) -> Iterator[tuple[str, dict[str, str]]]:
        if name in _EMBEDDED:
            if not self._settings.local.enabled:
                yield "pivot_local_off", {}
            return  # whether its weights are here is said of local models
        provider, slash, _ = name.partition("/")
        if provider in self._faults:
            yield "pivot_unheard", {"provider": provider, "why": self._faults[provider]}
        elif slash and provider not in self._providers:
            yield "pivot_no_provider", {"provider": provider}
        else:
            yield "pivot_unknown", {}

    def _language(self, code: str) -> str:
        return language_names.name_of(code)[self._texts.language]


def check_pivots(settings: Settings, texts: Texts) -> Iterator[tuple[bool, str]]:
    """What there is to say of the further arms, each with whether it is as it should be."""
    rows = settings.arm_rows
    try:
        check_arms(rows)
        pivots = [row for row in rows if row.translator]
        if not pivots:
            return
        checks = asyncio.run(_look(settings, texts))
    except WayfareError as error:
        yield False, say_error(error, texts.language)
        return
    for row in pivots:
        yield from checks.of(row)


async def _look(settings: Settings, texts: Texts) -> PivotChecks:
    """Ask everybody what they list."""
    options, table = Options(fetch=False), price_table(os.environ)
    kept = await asyncio.to_thread(read_kept_keys, settings, os.environ)
    local = local_provider(settings, options)
    providers = providers_of(settings, options, local, kept, table)
    try:
        await find_servers(settings, options, providers, table)
        catalog = Catalog(providers)
        with unsaid():
            await catalog.refresh()
    finally:
        await asyncio.gather(*(each.close() for each in providers.values()))
    listed = {each.name: each for each in catalog.deployments}
    return PivotChecks(settings, texts, listed, catalog.faults, frozenset(providers))
