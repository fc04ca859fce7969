"""Show what measuring languages will cost, and what came of it."""

from collections.abc import Iterator
from pathlib import Path

from wayfare.cli.boards import print_board
from wayfare.cli.money import show_money
from wayfare.cli.plain import plain
from wayfare.cli.plots import texts_on
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.domain.outcome import JudgeKind
from wayfare.gateway.measuring.beside import Country, Measured
from wayfare.gateway.measuring.measured import Cell, Estimate, Gain
from wayfare.gateway.measuring.plan import MeasurePlan
from wayfare.routing.language_names import NAMES
from wayfare.settings.choosing import PivotSection

_HEADINGS = (
    "measuring_language",
    "model",
    "measuring_right",
    "measuring_gain",
    "measuring_of_it",
    "measuring_abandoned",
    "comparing_cost",
    "measuring_seconds",
    "comparing_shown",
)
_COUNTRY_HEADINGS = (
    "measuring_language",
    "measuring_country",
    "measuring_models",
    "measuring_questions",
    "measuring_right_interval",
)
_SHOWN = {
    Gain.HELPS: "measuring_helps",
    Gain.WITHIN: "measuring_within",
    Gain.HARMFUL: "measuring_harmful",
    Gain.UNKNOWN: "comparing_unknown",
}


def show_measure_plan(state: State, plan: MeasurePlan, budget_micros: int, path: Path) -> None:
    """Say who will be asked what, what that costs, and where the answers are kept."""
    texts, money = state.texts, state.settings.money
    translators = sorted({ways.pivot.ahead[0].name for ways in plan.ways})
    lines = [
        texts(
            "measuring_will_ask",
            count=len(plan.questions),
            languages=", ".join(_all_languages(texts, plan)),
            models=", ".join(ways.direct.name for ways in plan.ways),
            middle=language_name(texts, plan.middle),
            translators=", ".join(translators),
        )
    ]
    true = sum(question.true_check is not None for question in plan.questions)
    if true:
        middle = language_name(texts, plan.middle)
        lines.append(texts("measuring_will_ask_true", count=true, middle=middle))
    if plan.judge is not None:
        code = "comparing_will_mark" if plan.kind is JudgeKind.GRADED else "comparing_will_judge"
        lines.append(texts(code, judge=plan.judge.name))
    elif any(question.check is None for question in plan.questions):
        lines.append(texts("measuring_no_judge"))
    lines += [
        texts("measuring_unsuited", model=model, language=language_name(texts, language))
        for model, language in plan.unsuited
    ]
    fare, budget = (show_money(m, money, texts) for m in (plan.fare_micros, budget_micros))
    lines.append(texts("comparing_will_cost", fare=fare, budget=budget))
    is_past = any(question.past is not None for question in plan.questions)
    lines.append(texts("measuring_kept_past" if is_past else "comparing_kept", file=path))
    for line in lines:
        state.notes.print(plain(line), markup=False, soft_wrap=True)


def show_measured(state: State, measured: Measured, *, is_cut: bool) -> None:
    """Say what came of it: a board, and in words what is shown and what to do about it."""
    if state.as_json:
        state.print_json(measured)
        return
    texts = state.texts
    rows = [_cells(texts, measured, cell) for cell in measured.cells]
    print_board(state.console, [texts(name) for name in _HEADINGS], rows)
    if measured.countries:
        state.console.print()
        countries = [_country(texts, row) for row in measured.countries]
        print_board(state.console, [texts(name) for name in _COUNTRY_HEADINGS], countries)
    state.console.print()
    for line in _words(state, measured, is_cut=is_cut):
        state.console.print(plain(line), markup=False, soft_wrap=True)


def draw_measured(state: State, path: Path, measured: Measured) -> None:
    """Draw it, in the reader's language where this machine has a font for it."""
    from wayfare.reports.language_plot import Labels, plot_languages  # noqa: PLC0415 - an extra

    texts = texts_on(state, path)
    labels = Labels(
        title=texts("measuring_title", middle=language_name(texts, measured.middle)),
        points=texts("measuring_axis"),
        margin=texts("comparing_margin"),
        foreseen=texts("measuring_plot_foreseen"),
        preferred=texts("measuring_plot_open"),
        shown={
            shown: texts(code, points=f"{measured.margin_points:g}")
            for shown, code in _SHOWN.items()
        },
        languages={cell.language: language_name(texts, cell.language) for cell in measured.cells},
    )
    plot_languages(path, labels, measured)
    state.notes.print(state.texts("comparing_drawn", file=path), markup=False, soft_wrap=True)


def language_name(texts: Texts, code: str) -> str:
    """What a language is called, by its code where it has no name here."""
    return NAMES[code][texts.language] if code in NAMES else code


def switch_on(measured: Measured, pivot: PivotSection) -> list[str]:
    """The lines of the settings by which the pivots that help and are not set would be."""
    helping = [
        cell for cell in measured.cells if cell.shown is Gain.HELPS and not cell.is_configured
    ]
    found = dict.fromkeys((cell.model, cell.translator) for cell in helping)
    if not found:
        return []
    translators = {"" if model == by else by for model, by in found}
    is_alike = (pivot.translator, pivot.middle) == (next(iter(translators)), measured.middle)
    if len(translators) == 1 and (is_alike or not pivot.models):
        models = [*pivot.models, *(model for model, _ in found)]
        named = ", ".join(f'"{model}"' for model in models)
        return [
            "[pivot]",
            f"models = [{named}]",
            f'translator = "{next(iter(translators))}"',
            f'middle = "{measured.middle}"',
        ]
    return [
        line
        for model, by in found
        for line in (
            "[[arms]]",
            f'deployment = "{model}"',
            f'translator = "{by}"',
            f'middle = "{measured.middle}"',
        )
    ]


def _all_languages(texts: Texts, plan: MeasurePlan) -> list[str]:
    codes = sorted({question.language for question in plan.questions})
    return [language_name(texts, code) for code in codes]


def _words(state: State, measured: Measured, *, is_cut: bool) -> Iterator[str]:
    texts, cells = state.texts, measured.cells
    if is_cut:
        yield texts("comparing_cut")
    if any(cell.is_uncounted for cell in cells):
        yield texts("measuring_unmeasured")
    if unjudged := sum(cell.unjudged for cell in cells):
        yield texts("measuring_unjudged", count=unjudged)
    if any(cell.equal_length is not None for cell in cells):
        yield texts("measuring_equal_length_about")
    for cell in cells:
        if cell.failed:
            language = language_name(texts, cell.language)
            yield texts("measuring_failed", model=cell.model, language=language, count=cell.failed)
    if lines := switch_on(measured, state.settings.pivot):
        yield texts("measuring_switch_on")
        yield from (f"  {line}" for line in lines)
    elif any(cell.shown is Gain.HELPS for cell in cells):
        yield texts("measuring_is_on")
    else:
        yield texts("measuring_none")
    yield texts("comparing_sure")


def _cells(texts: Texts, measured: Measured, it: Cell) -> list[str]:
    abandoned = "" if it.abandoned is None else f"{it.abandoned:.0%}"
    return [
        language_name(texts, it.language),
        it.model,
        _right(it),
        "" if it.gain is None else _interval(it.gain),
        _of_it(texts, it),
        abandoned,
        _from_to(it.direct_cost_per_1k, it.pivot_cost_per_1k),
        _from_to(_seconds(it.direct_ms), _seconds(it.pivot_ms)),
        _shown(texts, measured, it),
    ]


def _right(it: Cell) -> str:
    said = " → ".join(f"{each:.0f}" for each in (it.direct, it.pivot) if each is not None)
    return said if it.true is None else f"{said} ({it.true:.0f})"


def _of_it(texts: Texts, it: Cell) -> str:
    """What English gains and what translating loses; of open questions what length leaves."""
    if it.equal_length is not None:
        return texts("measuring_equal_length", points=_interval(it.equal_length))
    if it.middle_gain is None or it.translation is None:
        return ""
    return texts(
        "measuring_parts",
        middle=_interval(it.middle_gain),
        translation=_interval(it.translation),
    )


def _interval(it: Estimate) -> str:
    low = "?" if it.low_points is None else f"{it.low_points:+.0f}"
    high = "?" if it.high_points is None else f"{it.high_points:+.0f}"
    return f"{it.points:+.1f} ({low}..{high})"


def _from_to(direct: float | None, pivot: float | None) -> str:
    if direct is None or pivot is None:
        return ""
    return f"{direct:.3g} → {pivot:.3g}"


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1_000


def _shown(texts: Texts, measured: Measured, it: Cell) -> str:
    said = texts(_SHOWN[it.shown], points=f"{measured.margin_points:g}")
    if it.foreseen_points is not None:
        said = texts("measuring_foreseen", shown=said, points=f"{it.foreseen_points:+.1f}")
    if it.shown is not Gain.UNKNOWN or it.still_needed is None:
        return said
    count = round(it.still_needed, 2 - len(str(it.still_needed)))
    return texts("comparing_needed", shown=said, count=count)


def _country(texts: Texts, row: Country) -> list[str]:
    its = row.quality
    return [
        language_name(texts, row.language),
        row.country or texts("measuring_country_unknown"),
        str(row.models),
        str(its.count),
        f"{its.points:.0f} ({its.low_points:.0f}..{its.high_points:.0f})",
    ]
