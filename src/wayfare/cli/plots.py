"""Letter plots: in the reader's language, where it can be read there."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from wayfare.cli.state import State
from wayfare.cli.texts import Texts

if TYPE_CHECKING:
    from wayfare.reports.certificate_plot import Labels
    from wayfare.reports.replay.plot import Labels as ReplayLabels


def check_drawable(path: Path | None) -> None:
    """Whether a plot can be drawn there, before anything is paid for.

    Raises:
        SettingsError: what draws is not installed.
        BadRequestError: it is no kind of picture that can be drawn.
    """
    if path is None:
        return
    # what draws brings numbers in. Would they share their work among threads, a child that is begun
    # to check an answer might wait for ever for one of them
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from wayfare.reports.replay.plot import check_plot  # noqa: PLC0415 - an extra

    check_plot(path)


def texts_on(state: State, path: Path) -> Texts:
    """What to letter a plot with; English, and it is said, where the letters cannot be read."""
    from wayfare.reports.lettering import has_letters  # noqa: PLC0415 - an extra

    if has_letters(path, state.language):
        return state.texts
    state.notes.print(state.texts("plot_no_font"), markup=False)
    return Texts("en")


def certificate_labels(texts: Texts, about: str) -> "Labels":
    """What stands on the plot of a claim; `about` says which one."""
    from wayfare.reports.certificate_plot import Labels  # noqa: PLC0415 - an extra

    return Labels(
        title=texts("claim_plot_title", about=about),
        points=texts("claim_plot_points"),
        margin=texts("claim_plot_margin"),
        evidence=texts("claim_plot_evidence"),
        compared=texts("claim_plot_compared"),
    )


def replay_labels(texts: Texts, name: str, seeds: int, point_dollars: float) -> "ReplayLabels":
    """What stands on the plot of a replay of a set, in one order of its questions or more."""
    from wayfare.reports.replay.plot import Labels  # noqa: PLC0415 - an extra

    band = texts("replay_plot_band", seeds=seeds) if seeds > 1 else ""
    return Labels(
        title=texts("replay_plot_title", name=name, band=band, dollars=f"{point_dollars:g}"),
        regret=texts("replay_plot_regret"),
        far_regret=texts("replay_plot_far_regret"),
        cost=texts("replay_plot_cost"),
        no_costs=texts("replay_plot_no_costs"),
        questions=texts("replay_plot_questions"),
    )
