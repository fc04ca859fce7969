"""The one place that builds real things and starts them.

What is asked for at the front door stands here; the rest is asked of its own file.
"""

from wayfare.bootstrap.background import answer_costs_of, fertilities_of
from wayfare.bootstrap.certify import claims_of, keep_past, whole_policy_of
from wayfare.bootstrap.keys import make_key
from wayfare.bootstrap.options import Options, PoolNews
from wayfare.bootstrap.owner import owner_key, read_secret
from wayfare.bootstrap.running import run_wayfare
from wayfare.bootstrap.store import open_store
from wayfare.bootstrap.wayfare import Reloaded, Wayfare

__all__ = [
    "Options",
    "PoolNews",
    "Reloaded",
    "Wayfare",
    "answer_costs_of",
    "claims_of",
    "fertilities_of",
    "keep_past",
    "make_key",
    "open_store",
    "owner_key",
    "read_secret",
    "run_wayfare",
    "whole_policy_of",
]
