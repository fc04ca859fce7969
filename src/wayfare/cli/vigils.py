"""Say how the vigil over each model stands: whether the same questions get the same answers."""

from collections.abc import Sequence

from wayfare.cli.days import day_of
from wayfare.cli.plain import plain
from wayfare.cli.state import State
from wayfare.evidence.drift import AMBER
from wayfare.gateway.vigils.see import SeenVigil, VigilState

_SAYS = {
    VigilState.STEADY: "vigil_steady",
    VigilState.IN_DOUBT: "vigil_in_doubt",
    VigilState.CHANGED: "vigil_changed",
}


def print_vigils(state: State, seen: Sequence[SeenVigil]) -> None:
    """Each vigil in a line, and below them what an alarm means."""
    for each in seen:
        turned = state.texts("vigil_worse" if each.is_worse else "vigil_better")
        about = state.texts(
            "vigil_about", arm=plain(each.arm), questions=each.questions, since=day_of(each.since)
        )
        said = state.texts(
            _SAYS[each.state],
            scored=each.scored,
            seldom=round(AMBER),
            false_once_in=each.false_once_in,
            day="" if each.changed_at is None else day_of(each.changed_at),
            turned=turned,
        )
        state.console.print(f"{about}: {said}", markup=False, soft_wrap=True)
    if seen:
        state.console.print(state.texts("vigils_mean", false_once_in=seen[0].false_once_in))


def in_doubt(seen: Sequence[SeenVigil]) -> list[SeenVigil]:
    """Those that show a sign of a change, or one."""
    return [each for each in seen if each.state is not VigilState.STEADY]
