"""Make the router that the settings want."""

from wayfare.routing.router import PriorRouter
from wayfare.settings.whole import Settings


def router_of(settings: Settings) -> PriorRouter:
    """The router that the settings want."""
    wanted = settings.routing
    return PriorRouter(wanted.point_worth_micros, baseline=wanted.baseline)
