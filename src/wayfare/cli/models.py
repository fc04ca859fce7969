"""`wayfare models`: what can be asked, and where the local models come from."""

import os
from typing import Any

from wayfare.bootstrap import Options, run_wayfare
from wayfare.cli.boards import print_board
from wayfare.cli.command import command
from wayfare.cli.progress import Waiting
from wayfare.cli.running import run_to_end
from wayfare.cli.state import State
from wayfare.domain.arm import Arm
from wayfare.domain.price import Price
from wayfare.providers.local.models import EMBEDDED_MODELS
from wayfare.providers.local.weights import WeightsAccount, account_for
from wayfare.settings import cache_folder
from wayfare.wire.openai.models import describe_arm


@command
def run(state: State) -> None:
    """List the models, what is known of them, and what came from where."""
    with Waiting(state) as waiting:
        waiting.spin(state.texts("asking_around"))
        arms, faults = run_to_end(_list(state))
    local = state.settings.local
    accounts = [account_for(m, local, cache_folder(os.environ)) for m in EMBEDDED_MODELS]
    if state.as_json:
        state.print_json(
            {
                "models": [describe_arm(arm) for arm in arms],
                "weights": [_plain(account) for account in accounts],
                "faults": faults,
            }
        )
        return
    _print_board(state, arms)
    state.console.print()
    for account in accounts:
        _print_account(state, account)
    for provider, fault in faults.items():
        state.notes.print(f"{provider}: {fault}", markup=False)


async def _list(state: State) -> tuple[list[Arm], dict[str, str]]:
    async with run_wayfare(state.settings, Options(fetch=False)) as wayfare:
        await wayfare.until_listed()
        return list(wayfare.parts.catalog.arms), dict(wayfare.parts.catalog.faults)


def _print_board(state: State, arms: list[Arm]) -> None:
    texts = state.texts
    if not arms:
        state.console.print(texts("no_models"))
        return
    headings = [texts(name) for name in ("model", "price", "context", "languages", "quality")]
    print_board(state.console, headings, [_row(state, arm) for arm in arms], right={1, 2})


def _row(state: State, arm: Arm) -> list[str]:
    texts, deployment = state.texts, arm.deployment
    quality = ", ".join(
        f"{lang or '*'} {q * 100:.0f}" for lang, q in deployment.prior.quality.items()
    )
    context = deployment.context_tokens
    return [
        arm.name,
        texts("local_price") if deployment.is_local else _price(state, deployment.price),
        f"{context:,}" if context else texts("unknown"),
        ", ".join(sorted(deployment.languages)) if deployment.languages else "*",
        quality or texts("unknown"),
    ]


def _price(state: State, price: Price | None) -> str:
    if price is None:
        return state.texts("unknown")
    rates = price.rates
    return f"{rates.input / 1e6:g} / {rates.output / 1e6:g}"


def _print_account(state: State, account: WeightsAccount) -> None:
    texts = state.texts
    model = account.model
    will_come = texts("not_fetched" if state.settings.local.download else "not_to_be_fetched")
    where = texts("ready") if account.path else will_come
    state.console.print(f"{model.name}: {model.title}, {model.licence}. {where}", markup=False)
    if account.path:
        state.console.print(f"  {account.path}", markup=False)
    for sentence in account.origins:
        state.console.print(f"  {texts('where')}: {sentence}", markup=False)


def _plain(account: WeightsAccount) -> dict[str, Any]:
    return {
        "name": account.model.name,
        "title": account.model.title,
        "licence": account.model.licence,
        "path": None if account.path is None else str(account.path),
        "size": account.model.weights.size,
        "sha256": account.model.weights.sha256,
        "origins": list(account.origins),
    }
