"""`wayfare fares`: what each model would cost for a question, before any is asked."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec
import typer

from wayfare.bootstrap import Options, answer_costs_of, fertilities_of, run_wayfare
from wayfare.cli.asking import chat_body
from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.faults import said_once
from wayfare.cli.money import show_money
from wayfare.cli.progress import Waiting
from wayfare.cli.reasons import say_reason
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.cli.wishes import DEMANDS_HELP, WISHES_HELP, read_envelope
from wayfare.domain.decision import Decision
from wayfare.gateway.answer import decide
from wayfare.gateway.asking import Envelope
from wayfare.gateway.language_fares import LanguageFare, language_fares
from wayfare.routing.equality import Equality, beside
from wayfare.routing.language import language_of
from wayfare.routing.language_names import name_of
from wayfare.store.answer_costs import AnswerCosts
from wayfare.wire.openai.body import decode_chat

_BESIDE = {
    Equality.EQUAL: "beside_equal",
    Equality.WORSE: "beside_worse",
    Equality.UNKNOWN: "beside_unknown",
}


@command
def run(
    state: State,
    question: Annotated[str, typer.Argument(help="The question to quote for.")],
    model: Annotated[str, typer.Option(help="auto, auto:best, auto:cheap or auto:fast.")] = "auto",
    wishes: Annotated[str, typer.Option(help=WISHES_HELP)] = "",
    demands: Annotated[str, typer.Option(help=DEMANDS_HELP)] = "",
) -> None:
    """Compare fares for a question. Sends it nowhere."""
    asked = read_envelope(state, wishes, demands)
    with Waiting(state) as waiting:
        waiting.spin(state.texts("asking_around"))
        with said_once():
            quoted = run_to_end(_quote(state, question, model, asked))
    decision = quoted.decision
    if state.as_json:
        state.print_json(_plain(quoted))
        return
    _print_board(state, quoted)
    why = say_reason(decision.reason, state.texts.language)
    state.console.print(f"{state.texts('why')}: {why}", markup=False)
    for left_out in decision.excluded:
        why = say_reason(left_out.reason, state.texts.language)
        state.console.print(f"{state.texts('excluded')}: {left_out.arm}: {why}", markup=False)


class _Quoted(msgspec.Struct, frozen=True):
    """What was decided, and what the question's language costs at each arm."""

    decision: Decision
    language: str
    fares: Mapping[str, LanguageFare]
    costs: Mapping[str, AnswerCosts]


async def _quote(state: State, question: str, model: str, asked: Envelope) -> _Quoted:
    async with run_wayfare(state.settings, Options(fetch=False)) as wayfare:
        await wayfare.until_listed()
        parts = wayfare.parts
        await parts.learner.refresh()
        parts.catalog.learn_fertilities(await fertilities_of(wayfare))
        body = decode_chat(chat_body(model, [{"role": "user", "content": question}]))
        decision = await decide(parts, body.request, "fares", asked)
        language = language_of(question)
        arms = [offer.arm for offer in decision.offers]
        fares = language_fares(arms, language, question, parts.catalog.measured)
        costs = [c for c in await answer_costs_of(wayfare) if c.language == language]
        return _Quoted(decision, language, fares, {each.arm: each for each in costs})


def _print_board(state: State, quoted: _Quoted) -> None:
    decision, texts, money = quoted.decision, state.texts, state.settings.money
    anchor, standing = beside(decision.offers, decision.anchor)
    rows = [
        [
            f"{'*' if offer is decision.choice else ' '} {offer.arm.name}",
            texts("local_price")
            if offer.arm.deployment.is_local
            else show_money(offer.fare_micros, money, texts),
            _per_letters(state, quoted.fares[offer.arm.name]),
            _per_answer(state, quoted.costs.get(offer.arm.name)),
            _or_unknown(offer.time_ms, lambda ms: texts("seconds", s=ms / 1_000), texts),
            _or_unknown(offer.quality, lambda q: texts("points", points=q * 100), texts),
            *([texts(_BESIDE[standing[offer.arm.name]])] if anchor else []),
        ]
        for offer in decision.offers
    ]
    letters = texts("per_letters", language=name_of(quoted.language)[texts.language])
    headings = ["  " + texts("arm"), texts("fare"), letters, texts("per_answer")]
    headings += [texts("time"), texts("quality")]
    if anchor:
        headings.append(texts("beside", arm=anchor))
    print_board(state.console, headings, rows, right={1, 2, 3, 4, 5})


def _per_letters(state: State, fare: LanguageFare) -> str:
    """A thousand characters of the reader's language; marked where that was measured."""
    if fare.micros_per_1000 is None:
        return state.texts("unknown")
    if fare.micros_per_1000 == 0:
        return state.texts("local_price")
    shown = show_money(round(fare.micros_per_1000), state.settings.money, state.texts)
    return shown if fare.measured else state.texts("presumed_money", money=shown)


def _per_answer(state: State, costs: AnswerCosts | None) -> str:
    """What an answered question came to, and of how many."""
    if costs is None or not costs.answered:
        return state.texts("nothing_measured")
    if costs.micros_each is None:
        return state.texts("unknown")
    shown = show_money(costs.micros_each, state.settings.money, state.texts)
    return state.texts("money_of", money=shown, count=costs.answered)


def _or_unknown(value: float | None, show: Callable[[float], str], texts: Texts) -> str:
    return texts("unknown") if value is None else show(value)


def _plain(quoted: _Quoted) -> dict[str, Any]:
    decision = quoted.decision
    anchor, standing = beside(decision.offers, decision.anchor)
    return {
        "compared_with": anchor,
        "choice": decision.choice.arm.name,
        "language": quoted.language,
        "reason": decision.reason,
        "offers": [
            {
                "arm": offer.arm.name,
                "fare_micros": offer.fare_micros,
                "time_ms": offer.time_ms,
                "quality": offer.quality,
                "outcomes": offer.outcomes,
                "equality": str(standing[offer.arm.name]),
                "is_local": offer.arm.deployment.is_local,
                **_plain_fare(quoted, offer.arm.name),
            }
            for offer in decision.offers
        ],
        "excluded": decision.excluded,
    }


def _plain_fare(quoted: _Quoted, arm: str) -> dict[str, Any]:
    fare, costs = quoted.fares[arm], quoted.costs.get(arm)
    return {
        "micros_per_1000_characters": fare.micros_per_1000,
        "letters_per_token": fare.letters_per_token,
        "letters_measured": fare.measured,
        "micros_per_answer": None if costs is None else costs.micros_each,
        "answered": 0 if costs is None else costs.answered,
    }
