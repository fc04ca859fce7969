"""Budgets and rates as they are kept."""

from wayfare.domain.budget import MICROS_MAX, RATE_MAX, Budget, Period, Rate, Scope
from wayfare.store.budgets import (
    list_budgets,
    list_rates,
    remove_budget,
    remove_rate,
    set_budget,
    set_rate,
)
from wayfare.store.database import Database

WHICH = (Scope.USER, "ann", Period.DAY)


def test_a_budget_keeps_its_age_while_its_amounts_change(database: Database):
    set_budget(database, Budget(*WHICH, 5), 1.25)
    kept = set_budget(database, Budget(*WHICH, MICROS_MAX, MICROS_MAX), 2.0)
    assert kept == Budget(*WHICH, MICROS_MAX, MICROS_MAX, created_at=1.25)
    assert list_budgets(database) == [kept]


def test_one_that_was_removed_and_set_again_is_another_one(database: Database):
    first = set_budget(database, Budget(*WHICH, 5), 1.25)
    assert remove_budget(database, *WHICH)
    assert not remove_budget(database, *WHICH)
    again = set_budget(database, Budget(*WHICH, 5), 2.0)
    assert (again.created_at, first.created_at) == (2.0, 1.25)
    assert list_budgets(database) == [again]


def test_periods_stand_beside_each_other(database: Database):
    made = [set_budget(database, Budget(*WHICH[:2], period, 5), 1.0) for period in Period]
    assert list_budgets(database) == sorted(made, key=lambda each: each.period)


def test_the_largest_rate_is_kept(database: Database):
    rate = Rate(Scope.KEY, "k", RATE_MAX, RATE_MAX)
    set_rate(database, Rate(Scope.KEY, "k", 1))
    set_rate(database, rate)
    assert list_rates(database) == [rate]
    assert remove_rate(database, Scope.KEY, "k")
    assert list_rates(database) == []
