"""Tell when each arm changed: one that is made of models, when one of these did.

Knows changes and how further arms are set. Knows nothing of how a change is noticed.
"""

from collections.abc import Sequence

from wayfare.domain.epoch import Epoch
from wayfare.gateway.further_arms import name_of
from wayfare.routing.epochs import Epochs, epochs_from
from wayfare.settings.choosing import ArmRow


def epochs_of(known: Sequence[Epoch], rows: Sequence[ArmRow]) -> Epochs:
    """The epochs of all arms, of further ones by their `rows`.

    >>> known = [Epoch("small", 7.0, "said", "", 7.0)]
    >>> rows = [ArmRow("large", "both", cheap="small", second="tiny")]
    >>> epochs_of(known, rows).starts
    {'both': (7.0,), 'small': (7.0,)}
    """
    made_of = {
        name_of(row): {row.deployment, row.cheap, row.second, *row.panel, row.translator} - {""}
        for row in rows
    }
    follow = [
        (name, epoch.since)
        for name, models in made_of.items()
        for epoch in known
        if epoch.arm in models
    ]
    return epochs_from([*((epoch.arm, epoch.since) for epoch in known), *follow])
