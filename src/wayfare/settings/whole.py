"""All settings, a section after the other."""

from typing import Annotated

from msgspec import Meta

from wayfare.settings.choosing import (
    ArmRow,
    CertificateSection,
    Exploration,
    JudgeSection,
    PivotSection,
    PoolSection,
    Routing,
    VigilSection,
)
from wayfare.settings.demands import Demanded, TermsRow
from wayfare.settings.people import AccountsSection, Budgets, LimitsSection, Oidc, PageSection
from wayfare.settings.prices import Money, PriceRow
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.section import Section
from wayfare.settings.serving import (
    BreakerSection,
    Hedging,
    Network,
    Retries,
    Server,
    Store,
    Timeouts,
)
from wayfare.settings.watching import Logs, Metrics, Otel


class Settings(Section, frozen=True):
    """All settings."""

    server: Server = Server()
    store: Store = Store()
    timeouts: Timeouts = Timeouts()
    retries: Retries = Retries()
    breaker: BreakerSection = BreakerSection()
    hedging: Hedging = Hedging()
    routing: Routing = Routing()
    exploration: Exploration = Exploration()
    certificate: CertificateSection = CertificateSection()
    vigil: VigilSection = VigilSection()
    judge: JudgeSection = JudgeSection()
    pivot: PivotSection = PivotSection()
    pool: PoolSection = PoolSection()
    local: Local = Local()
    money: Money = Money()
    network: Network = Network()
    demands: Demanded = Demanded()
    budgets: Budgets = Budgets()
    accounts: AccountsSection = AccountsSection()
    page: PageSection = PageSection()
    metrics: Metrics = Metrics()
    otel: Otel = Otel()
    logs: Logs = Logs()
    limits: LimitsSection = LimitsSection()
    oidc: Oidc = Oidc()
    discover: Annotated[
        bool, Meta(description="Find keys in the environment and servers on their usual ports.")
    ] = True
    providers: Annotated[dict[str, ProviderRow], Meta(description="By name.")] = {}
    arms: Annotated[list[ArmRow], Meta(description="Further arms.")] = []
    prices: Annotated[dict[str, PriceRow], Meta(description="By deployment name.")] = {}
    terms: Annotated[dict[str, TermsRow], Meta(description="By provider name.")] = {}

    @property
    def arm_rows(self) -> tuple[ArmRow, ...]:
        """Rows of all further arms: those named one by one, and a pivot for each of its models."""
        pivot = self.pivot
        pivots = (
            ArmRow(deployment=name, translator=pivot.translator or name, middle=pivot.middle)
            for name in pivot.models
        )
        return (*self.arms, *pivots)
