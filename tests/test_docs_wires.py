"""The page on wires asks about everything, and every answer on it is one of four words."""

import sys
from pathlib import Path

import pytest

from wayfare.wire.conversation import Conversation
from wayfare.wire.openai.conversation import HINTS, SAMPLING
from wayfare.wire.wires import CHAT_WIRES

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import probing  # noqa: E402

#: Names another place for what `prompt_cache_retention` asks for.
ALIKE = {"prompt_cache_options"}


def test_every_field_of_a_request_is_asked_about():
    asked = {
        field
        for conversation in probing.PROBES.values()
        for field in Conversation.__struct_fields__
        if getattr(conversation, field) != getattr(Conversation("m", ()), field)
    }
    assert asked == set(Conversation.__struct_fields__) - {"model"}


def test_every_setting_and_every_hint_is_asked_about():
    probes = probing.PROBES.values()
    assert set(SAMPLING) == {name for conversation in probes for name in conversation.sampling}
    hints = {name for conversation in probes for name in conversation.hints}
    assert set(HINTS) - ALIKE | {"cache_control"} == hints


@pytest.mark.parametrize("wire", CHAT_WIRES)
def test_a_wire_says_what_becomes_of_everything(wire):
    outcomes = {name: probing.outcome(wire, probe) for name, probe in probing.PROBES.items()}
    assert outcomes["text"].word == "yes"
    for outcome in outcomes.values():
        assert outcome.word in ("yes", "becomes", "left out", "no")
        assert (outcome.word == "yes") is (outcome.more == "")


@pytest.mark.parametrize("wire", probing.OWN)
def test_what_one_wire_alone_has_is_refused_by_its_name(wire):
    for body in probing.OWN[wire]:
        refused = probing.refusal(wire, body)
        assert refused is not None, body
        assert refused[0], body
