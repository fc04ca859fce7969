"""What a request, its key and its project wish of a choice holds, in every wire."""

import json

import pytest

from wayfare.bootstrap import make_key
from wayfare.domain.demands import of_providers
from wayfare.domain.wishes import Wishes, parse_wishes

KOREAN = "안녕하세요"  # auto takes the thinker, for 1,136 micro-dollars


def said(text):
    return {"x-wayfare-wishes": text}


def keyed(wayfare, environ, **bound):
    _, key = make_key(wayfare.database, environ, user="kim", label="x", may_learn=True, **bound)
    return {"authorization": f"Bearer {key}"}


def bind_project(wayfare, **bound):
    with wayfare.database.write() as connection:
        for column, text in bound.items():
            connection.exec_driver_sql(f"UPDATE projects SET {column} = '{text}'")
    wayfare.keyring.forget()


async def arm(client, *, model="auto", **more):
    answer = await client.chat(KOREAN, model=model, **more)
    assert answer.status == 200, answer.error
    return answer.ticket["arm"]


async def test_without_wishes_all_is_as_the_settings_say(client):
    assert await arm(client) == "scripted-thinker"


async def test_what_is_above_the_ceiling_is_left_out_and_so_is_what_has_no_price(client, record):
    answer = await client.chat(KOREAN, model="auto:best", headers=said("ceiling_usd=0.0002"))
    assert answer.ticket["arm"] == "scripted-small"
    decision = record.decisions()[-1]
    why = {each.arm: each.reason.code for each in decision.excluded}
    assert why["scripted-large"] == why["scripted-thinker"] == "over_ceiling"
    assert why["scripted-unpriced"] == "fare_unknown"
    assert {offer.arm for offer in decision.offers} == {"scripted-small", "scripted-plain"}
    assert decision.wishes == "ceiling_usd=0.0002"


async def test_where_nothing_is_below_the_ceiling_the_answer_says_why_of_each(client, provider):
    answer = await client.chat(KOREAN, model="auto", headers=said("ceiling_usd=0"))
    assert (answer.status, answer.error["param"]) == (400, "model")
    assert "is the ceiling for one answer" in answer.error["message"]


@pytest.mark.parametrize("name", ["scripted-large", "scripted-unpriced"])
async def test_a_named_model_above_the_ceiling_is_refused_and_not_asked(client, record, name):
    answer = await client.chat(KOREAN, model=name, headers=said("ceiling_usd=0.0002"))
    assert answer.status == 403
    assert "ceiling" in answer.error["message"]
    assert not record.decisions()


async def test_what_quality_is_worth_moves_the_choice(client):
    assert await arm(client, headers=said("point_worth_usd=0.01")) == "scripted-large"
    assert await arm(client, headers=said("point_worth_usd=0")) == "scripted-plain"


async def test_it_may_stand_in_the_body_and_goes_no_further(client, tape):
    body = {"model": "tape", "messages": [{"role": "user", "content": "Hi"}],
            "wayfare": {"critical": True}, "temperature": 0.5}  # fmt: skip
    tape.pieces = [b'{"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]}']
    tape.content_type = "application/json"
    await client.request("POST", "/v1/chat/completions", json=body)
    sent = json.loads(tape.calls[-1].body)
    assert "wayfare" not in sent
    assert sent["temperature"] == 0.5


WIRES = {
    "/v1/chat/completions": {"messages": [{"role": "user", "content": KOREAN}]},
    "/v1/messages": {"messages": [{"role": "user", "content": KOREAN}], "max_tokens": 256},
    "/v1/responses": {"input": KOREAN},
}


@pytest.mark.parametrize("path", WIRES)
async def test_every_wire_has_the_field(client, path):
    body = {"model": "auto:best", **WIRES[path]}
    free = await client.request("POST", path, json=body)
    bound = await client.request("POST", path, json={**body, "wayfare": {"ceiling_usd": 0.0002}})
    assert free.ticket["arm"] == "scripted-large"
    assert bound.ticket["arm"] == "scripted-small"


@pytest.mark.parametrize(
    ("field", "param"),
    [
        ({"ceilng_usd": 1}, "wayfare"),
        ({"ceiling_usd": -1}, "wayfare.ceiling_usd"),
        ({"ceiling_usd": "1"}, "wayfare.ceiling_usd"),
        ({"providers": ["no such/name"]}, "wayfare.providers"),
        ({"providers": []}, "wayfare.providers"),
        (7, "wayfare"),
    ],
)
async def test_a_slip_in_the_field_is_refused(client, field, param):
    answer = await client.chat("Hi", wayfare=field)
    assert answer.status == 400
    assert answer.error["param"].startswith(param)


async def test_a_slip_in_the_header_is_refused(client):
    answer = await client.chat("Hi", headers=said("ceiling=1"))
    assert (answer.status, answer.error["param"]) == (400, "x-wayfare-wishes")


async def test_only_allowed_providers_are_asked(client):
    refused = await client.chat("Hi", model="auto", wayfare={"providers": ["openai"]})
    assert refused.status == 400
    assert "openai" in refused.error["message"]
    assert await arm(client, wayfare={"providers": ["scripted", "openai"]}) == "scripted-thinker"


async def test_a_request_makes_its_keys_ceiling_tighter_and_never_wider(client, wayfare, environ):
    kim = keyed(wayfare, environ, wishes=Wishes(ceiling_micros=200))
    best = {"model": "auto:best"}
    assert await arm(client, headers=kim, **best) == "scripted-small"
    assert await arm(client, headers={**kim, **said("ceiling_usd=5")}, **best) == "scripted-small"
    tighter = {**kim, **said("ceiling_usd=0.0001")}
    assert await arm(client, headers=tighter, **best) == "scripted-plain"


async def test_providers_that_key_and_request_do_not_share_are_none(client, wayfare, environ):
    kim = keyed(wayfare, environ, demands=of_providers(["openai"]))
    answer = await client.chat("Hi", model="auto", headers=kim, wayfare={"providers": ["scripted"]})
    assert answer.status == 400


async def test_request_before_key_before_project_before_settings(client, wayfare, environ):
    kim = keyed(wayfare, environ, wishes=parse_wishes("point_worth_usd=0"))
    lee = keyed(wayfare, environ)
    bind_project(wayfare, wishes="point_worth_usd=0.01")
    assert await arm(client, headers=lee) == "scripted-large"
    assert await arm(client, headers=kim) == "scripted-plain"
    assert await arm(client, headers={**kim, **said("point_worth_usd=0.01")}) == "scripted-large"


async def test_a_project_binds_all_its_keys(client, wayfare, environ):
    kim = keyed(wayfare, environ, wishes=Wishes(ceiling_micros=10_000))
    bind_project(wayfare, wishes="ceiling_usd=0.0002", demands="no_training")
    assert await arm(client, model="auto:best", headers=kim) == "scripted-small"
    bind_project(wayfare, demands="providers=openai")
    assert (await client.chat("Hi", model="auto", headers=kim)).status == 400


async def test_a_project_is_bound_by_its_admins(client):
    path, change = "/api/projects/default", {"wishes": "critical,ceiling_usd=0.010"}
    changed = await client.request("PATCH", path, json=change)
    assert changed.status == 200
    assert changed.body["wishes"] == "ceiling_usd=0.01, critical"
    gone = await client.request("PATCH", path, json={"wishes": ""})
    assert gone.body["wishes"] is None
    slip = await client.request("PATCH", path, json={"wishes": "cheap"})
    assert (slip.status, slip.error["param"]) == (400, "wishes")


async def test_a_key_is_made_with_its_wishes(client):
    made = await client.request("POST", "/api/keys", json={"wishes": "critical"})
    assert (made.status, made.body["wishes"]) == (201, "critical")
    slip = await client.request("POST", "/api/keys", json={"wishes": "critical=yes"})
    assert (slip.status, slip.error["param"]) == (400, "wishes")


async def test_another_wish_is_another_question_to_the_cache(client, wayfare):
    with wayfare.database.write() as connection:
        connection.exec_driver_sql("UPDATE projects SET cache_s = 60")
    wayfare.keyring.forget()
    assert await arm(client, model="auto:best") == "scripted-large"
    assert await arm(client, model="auto:best", headers=said("ceiling_usd=0.0002")) == (
        "scripted-small"
    )
    in_body = await arm(client, model="auto:best", wayfare={"ceiling_usd": 0.0001})
    assert in_body == "scripted-plain"
