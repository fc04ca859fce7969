"""`wayfare budgets` and `wayfare rates`."""

import pytest


def test_a_budget_is_set_listed_and_removed(cli):
    cli("keys", "add", "ann")
    said = cli("budgets", "set", "user", "ann", "--day", "1.50", "--total", "$20", "--soft", "1")
    assert (said.status, said.out) == (0, "The budget of ann holds within two seconds.\n")
    day, total = cli("budgets", "list", "--json").json
    assert (day["period"], day["limit_micros"], day["soft_micros"]) == ("day", 1_500_000, 1_000_000)
    assert (day["spent_micros"], day["left_micros"], day["unknown_costs"]) == (0, 1_500_000, 0)
    assert day["held_micros"] is None  # only the process that serves knows
    shown = cli("budgets", "list")
    assert "only the server knows: `GET /api/budgets` asks it." in " ".join(shown.err.split())
    assert (total["period"], total["limit_micros"]) == ("total", 20_000_000)
    cli("budgets", "set", "user", "ann", "--day", "0.000001")
    assert cli("budgets", "list", "--json").json[0]["limit_micros"] == 1
    assert cli("budgets", "remove", "user", "ann", "day", "--lang", "ko").status == 0
    assert [row["period"] for row in cli("budgets", "list", "--json").json] == ["total"]
    again = cli("budgets", "remove", "user", "ann", "day")
    assert (again.status, again.err.endswith("`wayfare budgets list` shows them.\n")) == (1, True)
    actions = [entry["action"] for entry in cli("audit", "--json").json]
    assert [action for action in actions if action.startswith("budget")] == [
        "budget.remove", "budget.set", "budget.set", "budget.set",
    ]  # fmt: skip


def test_a_rate_is_set_listed_and_removed(cli):
    key = cli("keys", "add", "ann", "--json").json["id"]
    assert cli("rates", "set", "key", key, "--requests", "60").status == 0
    (rate,) = cli("rates", "list", "--json").json
    assert (rate["scope"], rate["requests_per_minute"], rate["tokens_per_minute"]) == (
        "key", 60, None,
    )  # fmt: skip
    assert "60" in cli("rates", "list", "--lang", "ko").out
    assert cli("rates", "remove", "key", key).status == 0
    assert cli("rates", "list").out.startswith("There is no rate yet.")


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (("budgets", "set", "user", "nobody", "--day", "1"), "There is no user 'nobody'"),
        (("budgets", "set", "user", "ann"), "--day, --month and --total"),
        (("budgets", "set", "user", "ann", "--day", "a lot"), "Write it as 12.50"),
        (("budgets", "set", "user", "ann", "--day", "NaN"), "Write it as 12.50"),
        (("budgets", "set", "user", "ann", "--day", "-1"), "Write it as 12.50"),
        (("budgets", "set", "user", "ann", "--day", "0.0000001"), "six decimals"),
        (("budgets", "set", "user", "ann", "--day", "1e30"), "No budget is larger"),
        (("budgets", "set", "user", "ann", "--day", "1", "--soft", "2"), "nothing would ever warn"),
        (("budgets", "set", "user", "ann", "--day", "1e99999999"), "No budget is larger"),
        (("budgets", "set", "key", "nope", "--day", "1"), "`wayfare keys list`"),
        (("rates", "set", "user", "ann"), "--requests, --tokens"),
    ],
)
def test_what_cannot_be_a_limit_is_refused_with_the_cure(cli, arguments, cure):
    cli("keys", "add", "ann")
    said = cli(*arguments)
    assert said.status == 1
    assert cure in said.err


def test_a_rate_beyond_any_count_is_refused(cli):
    cli("keys", "add", "ann")
    said = cli("rates", "set", "user", "ann", "--requests", str(10**30))
    assert (said.status, "1000000000" in said.err) == (2, True)
