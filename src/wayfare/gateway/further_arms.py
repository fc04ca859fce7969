"""Make the further arms that the settings name: setups, cascades, panels and pivots.

Knows rows of the settings and what is listed. Knows nothing of which arms are chosen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wayfare.domain.arm import CASCADE, DIRECT, PANEL, PIVOT, Arm, Setup
from wayfare.domain.deployment import Deployment
from wayfare.domain.errors import SettingsError
from wayfare.settings.choosing import ArmRow


def further_arms(rows: Sequence[ArmRow], deployments: Mapping[str, Deployment]) -> Iterator[Arm]:
    """The arms of those rows whose deployments are all listed.

    Raises:
        SettingsError: a row is not whole, or says two things, or has the name of another.
    """
    _check_names(rows)
    for row in rows:
        names = (row.deployment, *_names_ahead(row))
        found = [deployments[name] for name in names if name in deployments]
        if len(found) == len(names):
            yield _arm(row, found[0], tuple(found[1:]))


def check_arms(rows: Sequence[ArmRow]) -> None:
    """Look at the rows, whoever is listed.

    Raises:
        SettingsError: one is not whole, or says two things, or has the name of another.
    """
    _check_names(rows)
    for row in rows:
        _names_ahead(row)
        _named(row)


def _check_names(rows: Iterable[ArmRow]) -> None:
    """What was learned of an arm stands under its name: two must not share one."""
    named: dict[str, ArmRow] = {}
    for row in rows:
        name = name_of(row)
        if name and named.setdefault(name, row) != row:
            raise SettingsError(
                f"Two different arms are named {name}.",
                cure="Give each a `name` in `[[arms]]`; without one, it is named after the model "
                "and how that is asked, and so is each of `pivot.models`.",
            )


def _names_ahead(row: ArmRow) -> tuple[str, ...]:
    """Who is asked before the dearer one of a cascade, beside one of a panel; who translates."""
    kinds = [bool(row.cheap or row.second), bool(row.panel), bool(row.translator)]
    if sum(kinds) > 1:
        raise SettingsError(
            f"The arm {row.name or row.deployment} is more than one of cascade, panel and pivot.",
            cure="Make an arm of each.",
        )
    if row.translator:
        _check_middle(row)
        return (row.translator,)
    if not any(kinds):
        return ()
    is_cascade = kinds[0]
    names = (row.cheap, row.second) if is_cascade else tuple(row.panel)
    all_names = {row.deployment, *names}
    if not all(all_names) or not row.name or len(all_names) <= max(2, len(names)):
        raise SettingsError(
            f"The {'cascade' if is_cascade else 'panel'} with {row.deployment} is not whole.",
            cure="It needs a `name` in `[[arms]]` and three different deployments: `deployment` "
            "with `cheap` and `second`, or with two or more in `panel`.",
        )
    return names


def _check_middle(row: ArmRow) -> None:
    if not (row.middle.isascii() and row.middle.islower() and len(row.middle) in (2, 3)):
        raise SettingsError(
            f"{row.middle!r} is no language that {row.deployment} could be asked in.",
            cure="Set `middle` to a code of ISO 639-1, such as `en`.",
        )


def name_of(row: ArmRow) -> str:
    """The name of a further arm: as set, else after its setup; empty where it has neither."""
    parts = (
        row.translator and f"via-{row.middle}",
        row.reasoning_effort,
        row.output_tokens_max and f"{row.output_tokens_max}t",
    )
    suffix = "+".join(str(part) for part in parts if part)
    return row.name or (suffix and f"{row.deployment}@{suffix}")


def _arm(row: ArmRow, deployment: Deployment, ahead: tuple[Deployment, ...]) -> Arm:
    setup = Setup(
        reasoning_effort=row.reasoning_effort or None,
        output_tokens_max=row.output_tokens_max or None,
        system_prompt=row.system_prompt or None,
    )
    return Arm(_named(row), deployment, setup, _path(row, ahead), ahead)


def _named(row: ArmRow) -> str:
    name = name_of(row)
    if not name:
        raise SettingsError(
            f"The further arm of {row.deployment} has no name.",
            cure="Give it a `name` in `[[arms]]`, or a setup to be named after.",
        )
    return name


def _path(row: ArmRow, ahead: tuple[Deployment, ...]) -> str:
    if not ahead:
        return DIRECT
    if row.translator:
        return PIVOT + row.middle
    return CASCADE if row.cheap else PANEL
