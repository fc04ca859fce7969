"""`wayfare replay --log`: what other rules would have come to on one's own log."""

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wayfare.bootstrap import open_store
from wayfare.cli.boards import print_board
from wayfare.cli.state import State
from wayfare.domain.errors import BadRequestError

if TYPE_CHECKING:
    from wayfare.reports.replay.own_log import LogRow

_HEADINGS = ("policy", "score", "cost_per_1k", "followed", "effective")


def replay_own_log(
    state: State, since: str | None, policies: Sequence[str], file: Path | None
) -> None:
    """Value rules on the decisions that something was said of since a day."""
    # numbers come in here, and nowhere on the road of a request
    from wayfare.reports.replay.log_rules import NAMES  # noqa: PLC0415
    from wayfare.reports.replay.own_log import scores_of, value_rules  # noqa: PLC0415
    from wayfare.store.logged import decisions_since  # noqa: PLC0415
    from wayfare.store.outcomes import all_since  # noqa: PLC0415

    begin = 0.0 if since is None else _moment(since)
    with closing(open_store(state.settings, os.environ)) as database:
        decisions = decisions_since(database, begin)
        scores = scores_of(all_since(database))
    rows = value_rules(decisions, scores, policies or NAMES)
    plain = [asdict(row) for row in rows]
    if file is not None:
        file.write_bytes(msgspec.json.format(msgspec.json.encode(plain), indent=2))
    if state.as_json:
        state.print_json(plain)
        return
    cells = [_cells(row) for row in rows]
    headings = [state.texts(heading) for heading in _HEADINGS]
    print_board(state.console, headings, cells, right=set(range(1, len(_HEADINGS))))
    state.notes.print(state.texts("replay_log_note", count=rows[0].decisions))


def _cells(row: "LogRow") -> list[str]:
    score = "-" if row.score is None else f"{row.score:.1f}"
    if row.score_low is not None and row.score_high is not None:
        score += f" [{row.score_low:.1f}, {row.score_high:.1f}]"
    cost = "-" if row.cost_per_1k is None else f"{row.cost_per_1k:.3f}"
    return [row.policy, score, cost, f"{row.followed:.0%}", f"{row.effective:.0f}"]


def _moment(day: str) -> float:
    """The beginning of a day, in UTC."""
    try:
        return datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC).timestamp()
    except ValueError as error:
        raise BadRequestError(
            f"{day!r} is no day.",
            cure="Write --since as YEAR-MONTH-DAY, 2026-11-27.",
            param="since",
        ) from error
