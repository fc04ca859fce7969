"""`wayfare fares`: what each model would cost for a question, before any is asked."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from wayfare.bootstrap import Options, run_wayfare
from wayfare.cli.asking import chat_body
from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.faults import said_once
from wayfare.cli.money import show_money
from wayfare.cli.progress import Waiting
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.cli.texts import Texts
from wayfare.cli.wishes import DEMANDS_HELP, WISHES_HELP, read_envelope
from wayfare.domain.decision import Decision
from wayfare.gateway.answer import decide
from wayfare.gateway.asking import Envelope
from wayfare.routing.equality import Equality, beside
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
            decision = run_to_end(_quote(state, question, model, asked))
    if state.as_json:
        state.print_json(_plain(decision))
        return
    _print_board(state, decision)
    state.console.print(
        f"{state.texts('why')}: {getattr(decision.reason, state.texts.language)}", markup=False
    )
    for left_out in decision.excluded:
        why = getattr(left_out.reason, state.texts.language)
        state.console.print(f"{state.texts('excluded')}: {left_out.arm}: {why}", markup=False)


async def _quote(state: State, question: str, model: str, asked: Envelope) -> Decision:
    async with run_wayfare(state.settings, Options(fetch=False)) as wayfare:
        await wayfare.until_listed()
        await wayfare.parts.learner.refresh()
        body = decode_chat(chat_body(model, [{"role": "user", "content": question}]))
        return await decide(wayfare.parts, body.request, "fares", asked)


def _print_board(state: State, decision: Decision) -> None:
    texts, money = state.texts, state.settings.money
    anchor, standing = beside(decision.offers, decision.anchor)
    rows = [
        [
            f"{'*' if offer is decision.choice else ' '} {offer.arm.name}",
            texts("local_price")
            if offer.arm.deployment.is_local
            else show_money(offer.fare_micros, money, texts),
            _or_unknown(offer.time_ms, lambda ms: texts("seconds", s=ms / 1_000), texts),
            _or_unknown(offer.quality, lambda q: texts("points", points=q * 100), texts),
            *([texts(_BESIDE[standing[offer.arm.name]])] if anchor else []),
        ]
        for offer in decision.offers
    ]
    headings = ["  " + texts("arm"), *(texts(name) for name in ("fare", "time", "quality"))]
    if anchor:
        headings.append(texts("beside", arm=anchor))
    print_board(state.console, headings, rows, right={1, 2, 3})


def _or_unknown(value: float | None, show: Callable[[float], str], texts: Texts) -> str:
    return texts("unknown") if value is None else show(value)


def _plain(decision: Decision) -> dict[str, Any]:
    anchor, standing = beside(decision.offers, decision.anchor)
    return {
        "compared_with": anchor,
        "choice": decision.choice.arm.name,
        "reason": {"ko": decision.reason.ko, "en": decision.reason.en},
        "offers": [
            {
                "arm": offer.arm.name,
                "fare_micros": offer.fare_micros,
                "time_ms": offer.time_ms,
                "quality": offer.quality,
                "outcomes": offer.outcomes,
                "equality": str(standing[offer.arm.name]),
                "is_local": offer.arm.deployment.is_local,
            }
            for offer in decision.offers
        ],
        "excluded": [
            {"arm": e.arm, "reason": {"ko": e.reason.ko, "en": e.reason.en}}
            for e in decision.excluded
        ],
    }
