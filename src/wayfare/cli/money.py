"""Show micro-dollars to a reader, in dollars and in the reader's own currency."""

from wayfare.cli.texts import Texts
from wayfare.settings import Money

_SIGNS = {"USD": "$", "KRW": "₩", "JPY": "¥", "EUR": "€", "GBP": "£", "CNY": "CN¥"}
_NO_CENTS = frozenset({"KRW", "JPY"})


def show_money(micros: int | None, money: Money, texts: Texts) -> str:
    """A cost as text. What is not known is said, never shown as 0.

    >>> show_money(1_234_500, Money(), Texts("en"))
    '$1.2345 before tax'
    >>> show_money(2_000, Money(currency="KRW", per_dollar={"KRW": 1400}), Texts("ko"))
    '$0.002 (₩2.8) 세전'
    """
    if micros is None:
        return texts("unknown")
    dollars = micros / 1_000_000
    shown = "$" + _plain(dollars, 6)
    rate = money.per_dollar.get(money.currency)
    if money.currency != "USD" and rate:
        sign = _SIGNS.get(money.currency, money.currency + " ")
        digits = 2 if money.currency in _NO_CENTS else 4
        as_of = f", {texts('rate_of', as_of=money.as_of)}" if money.as_of else ""
        shown += f" ({sign}{_plain(dollars * rate, digits)}{as_of})"
    return f"{shown} {texts('before_tax')}"


def _plain(amount: float, digits: int) -> str:
    text = f"{amount:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
