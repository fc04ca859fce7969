"""Show micro-dollars to a reader, in dollars and in the reader's own currency."""

from wayfare.cli.texts import Texts
from wayfare.settings.prices import Money

_SIGNS = {"USD": "$", "KRW": "₩", "JPY": "¥", "EUR": "€", "GBP": "£", "CNY": "CN¥"}
_NO_CENTS = frozenset({"KRW", "JPY"})


def show_money(micros: int | None, money: Money, texts: Texts) -> str:
    """A cost as text that stands by itself. What is not known is said, never shown as 0.

    >>> show_money(1_234_500, Money(), Texts("en"))
    '$1.2345 before tax'
    >>> show_money(2_000, Money(currency="KRW", per_dollar={"KRW": 1400}), Texts("ko"))
    '$0.002 (₩2.8) 세전'
    """
    if micros is None:
        return texts("unknown")
    note = show_rate_date(money, texts)
    return f"{show_amount(micros, money, note and f', {note}')} {texts('before_tax')}"


def show_amount(micros: int, money: Money, note: str = "") -> str:
    """An amount without its notes, for a table that says them once."""
    dollars = micros / 1_000_000
    shown = "$" + _plain(dollars, 6)
    rate = _rate(money)
    if rate is None:
        return shown
    sign = _SIGNS.get(money.currency, money.currency + " ")
    digits = 2 if money.currency in _NO_CENTS else 4
    return f"{shown} ({sign}{_plain(dollars * rate, digits)}{note})"


def show_rate_date(money: Money, texts: Texts) -> str:
    """Of what day the rate is, where one is used and dated."""
    is_dated = _rate(money) is not None and money.as_of
    return texts("rate_of", as_of=money.as_of) if is_dated else ""


def _rate(money: Money) -> float | None:
    return None if money.currency == "USD" else money.per_dollar.get(money.currency)


def _plain(amount: float, digits: int) -> str:
    text = f"{amount:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
