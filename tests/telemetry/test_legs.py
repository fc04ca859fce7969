"""What is told of a pivot: its legs are calls of the translator, and no answers of its."""

import logging

import pytest

from operating import operated
from wayfare.settings.choosing import PivotSection
from wayfare.settings.watching import Logs
from wayfare.settings.whole import Settings

ASKED = "대한민국의 수도는 어디인가요?"
VIA = "scripted-en@via-en"
SETTINGS = Settings(
    pivot=PivotSection(models=["scripted-en"], translator="scripted-large"), logs=Logs(access=True)
)


@pytest.fixture
async def running(environ):
    async with operated(environ, SETTINGS) as found:
        yield found


async def figures(running, name: str) -> dict[tuple[str, str], float]:
    """What was counted under a name, by deployment and leg."""
    raw = (await running.client.get("/metrics")).raw.decode()
    found = {}
    for line in raw.splitlines():
        if line.startswith(name + "{"):
            labels, value = line.removeprefix(name).rsplit(" ", 1)
            of = dict(each.split("=") for each in labels.strip("{}").split(","))
            found[of["deployment"].strip('"'), of["leg"].strip('"')] = float(value)
    return found


CALLS = {("scripted-large", "there"): 1, ("scripted-en", ""): 1, ("scripted-large", "back"): 1}


@pytest.mark.parametrize(
    "name",
    [
        "wayfare_attempts_total",
        "wayfare_first_token_seconds_count",
        "wayfare_attempt_seconds_count",
    ],
)
async def test_legs_are_counted_apart_from_answers(running, name):
    assert (await running.client.chat(ASKED, model=VIA)).status == 200
    assert await figures(running, name) == CALLS


async def test_what_legs_cost_is_counted_with_all_that_their_deployment_does(running):
    answer = await running.client.chat(ASKED, model=VIA)
    raw = (await running.client.get("/metrics")).raw.decode()
    costs = [x for x in raw.splitlines() if x.startswith("wayfare_cost_micros_total{")]
    assert len(costs) == 2
    assert sum(float(x.rsplit(" ")[-1]) for x in costs) == answer.ticket["cost_micros"]


@pytest.mark.parametrize("is_streamed", [False, True])
async def test_the_line_of_a_request_names_who_answered_and_not_who_translated(
    running, caplog, is_streamed
):
    ask = running.client.stream if is_streamed else running.client.chat
    with caplog.at_level(logging.INFO, "wayfare.access"):
        await ask(ASKED, model=VIA)
        await running.client.get("/metrics")  # all is told by then
    fields = next(each.fields for each in caplog.records if "chat" in each.getMessage())
    assert (fields["deployment"], fields["ending"]) == ("scripted-en", "whole")
    assert (fields["attempts"], fields["legs"]) == (3, 2)


async def test_the_line_of_a_request_without_a_pivot_speaks_of_no_legs(running, caplog):
    with caplog.at_level(logging.INFO, "wayfare.access"):
        await running.client.chat("Hi", model="scripted-small")
        await running.client.get("/metrics")
    fields = next(each.fields for each in caplog.records if "chat" in each.getMessage())
    assert (fields["deployment"], fields["attempts"]) == ("scripted-small", 1)
    assert "legs" not in fields
