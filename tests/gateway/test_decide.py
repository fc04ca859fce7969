"""What would be chosen can be asked without asking anybody."""

import pytest

from wayfare.domain.decision import Goal
from wayfare.domain.errors import BadRequestError, NoArmError
from wayfare.gateway.answer import decide
from wayfare.gateway.catalog import Catalog
from wayfare.gateway.clock import Clock
from wayfare.gateway.parts import Parts
from wayfare.routing.router import PriorRouter
from wayfare.wire.openai.body import decode_chat


def asked(text: str, model: str = "auto", more: str = ""):
    body = f'{{"model":"{model}","messages":[{{"role":"user","content":"{text}"}}]{more}}}'
    return decode_chat(body.encode()).request


async def test_a_decision_is_made_without_a_call_and_without_a_row(wayfare, provider, record):
    decision = await decide(wayfare.parts, asked("안녕하세요", "auto:cheap"), "d-1")
    assert (decision.id, decision.goal) == ("d-1", Goal.CHEAP)
    assert decision.choice.arm.name == "scripted-plain"
    assert [e.arm for e in decision.excluded] == ["scripted-en"]
    assert await decide(wayfare.parts, asked("안녕하세요", "auto:cheap"), "d-1") == decision
    assert provider.ledger == []
    assert record.decisions() == []


async def test_it_is_refused_for_the_same_reasons(wayfare):
    with pytest.raises(BadRequestError, match="lacks what this request needs: tools"):
        await decide(wayfare.parts, asked("Hi", "scripted-plain", ',"tools":[{}]'), "d-1")


class Nowhere:
    def append(self, record: object) -> None:
        raise AssertionError("nothing is written")


async def test_where_there_is_no_model_at_all_it_is_said_how_to_get_some():
    parts = Parts(
        {}, Catalog({}), PriorRouter(200), Nowhere(), Clock(), Nowhere(), Nowhere(), Nowhere()
    )
    with pytest.raises(NoArmError, match="wayfare models"):
        await decide(parts, asked("Hi"), "d-1")
