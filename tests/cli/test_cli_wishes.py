"""Wishes on the command line: said as in a header, shown in lists, refused where they slip."""

import pytest


def test_a_key_and_a_project_are_made_with_wishes_and_show_them(cli):
    made = cli("keys", "add", "kim", "--wishes", "critical,ceiling_usd=0.010", "--json")
    assert made.json["wishes"] == "ceiling_usd=0.01, critical"
    (kim,) = [row for row in cli("keys", "list", "--json").json if row["user"] == "kim"]
    assert kim["wishes"] == "ceiling_usd=0.01, critical"
    assert "바람" in cli("keys", "list", "--lang", "ko").out

    bound = ("--wishes", "point_worth_usd=0.001", "--demands", "providers=openai|local")
    cli("projects", "set", "default", *bound)
    (project,) = cli("projects", "list", "--json").json
    assert project["wishes"] == "point_worth_usd=0.001"
    assert project["demands"] == "providers=local|openai"
    cli("projects", "set", "default", "--wishes", "")
    (project,) = cli("projects", "list", "--json").json
    assert (project["wishes"], project["demands"]) == (None, "providers=local|openai")


@pytest.mark.parametrize(
    "arguments",
    [
        ("keys", "add", "kim", "--wishes", "ceiling=1"),
        ("projects", "set", "default", "--wishes", "ceiling=1"),
        ("fares", "Hi", "--wishes", "ceiling=1"),
        ("ask", "Hi", "--wishes", "ceiling=1"),
        ("chat", "--wishes", "ceiling=1"),
    ],
)
def test_a_slip_is_told_with_its_cure(cli, arguments):
    said = cli(*arguments)
    assert said.status == 1
    assert said.err.startswith("'ceiling=1' cannot be wished. Write ceiling_usd=0.01")
    assert "바람으로 쓸 수 없습니다" in cli(*arguments, "--lang", "ko").err
    assert "cannot be demanded" in cli("fares", "Hi", "--demands", "no_plastic").err


@pytest.mark.parametrize("command", [("ask", "Hi"), ("chat",)], ids=lambda words: words[0])
@pytest.mark.parametrize("place", ["to_server", "upstream"])
def test_what_is_wished_and_demanded_goes_along_with_a_question(cli, request, command, place):
    there = request.getfixturevalue(place)
    typed = {"stdin": b"Hi\n\n"} if command == ("chat",) else {}
    asked = cli(*command, "--wishes", "ceiling_usd=0.000000", **typed, **there)
    assert "ceiling for one answer" in asked.err
    asked = cli(*command, "--demands", "providers=nobody", **typed, **there)
    assert "`providers` demands: nobody" in asked.err
    asked = cli(*command, "--wishes", "ceiling_usd=1, critical", **typed, **there)
    assert asked.status == 0
    assert asked.out
