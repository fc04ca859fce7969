"""What the settings demand of whoever reads a text."""

from wayfare.domain.demands import NO_DEMANDS, Demands
from wayfare.settings.demands import Demanded


def demands_of(section: Demanded) -> Demands:
    """What the settings demand."""
    demands = Demands(
        no_training=section.no_training,
        countries=frozenset(section.countries) or None,
        providers=frozenset(section.providers) or None,
    )
    return demands or NO_DEMANDS
