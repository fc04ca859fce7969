"""Cheap models tell how sure they were of their answers; the client sees none of it."""

import msgspec
import pytest

from wayfare.domain.errors import ProviderError
from wayfare.domain.record import Ending
from wayfare.routing.answer_form import KEPT_NAMES
from wayfare.settings.choosing import ArmRow
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings

EGGS = "A box holds 12 eggs. How many eggs are in 7 boxes?"
AGREE = f"{EGGS}\n#by scripted-small It is 84.\n#by scripted-en 84\n#by scripted-large 84 eggs."
APART = f"{EGGS}\n#by scripted-small It is 84.\n#by scripted-en 74\n#by scripted-large 84 eggs."
KNOWN = "mean log-probability of its tokens is known"
MEAN = "mean log-probability of its tokens"


@pytest.fixture
def settings():
    row = ArmRow(
        deployment="scripted-large", name="careful", cheap="scripted-small", second="scripted-en"
    )
    foreign = msgspec.structs.replace(
        row, name="foreign", cheap="scripted-responses/scripted-small"
    )
    return Settings(retries=Retries(waiting_max_s=0), arms=[row, foreign])


def forms(record):
    return [
        None if each.form is None else dict(zip(KEPT_NAMES, each.form, strict=True))
        for each in record.attempts()
    ]


class Picky:
    """A provider that refuses a field that it does not know, as a real one does."""

    def __init__(self, provider, status):
        self._provider, self._status = provider, status
        self.refused = 0

    def __getattr__(self, name):
        return getattr(self._provider, name)

    async def send(self, call):
        if b'"logprobs":true' in call.body and call.deployment.model == "scripted-small":
            self.refused += 1
            raise ProviderError("Unknown field.", provider="scripted", status=self._status)
        return await self._provider.send(call)


@pytest.mark.parametrize("stream", [False, True])
async def test_how_sure_the_cheap_ones_were_is_kept_and_the_client_sees_nothing(
    client, record, stream
):
    ask = client.stream if stream else client.chat
    answer = await ask(AGREE, model="careful")
    assert b'logprob":' not in answer.raw
    assert answer.text == "It is 84."
    for each, form in zip(record.attempts(), forms(record), strict=True):
        assert form[KNOWN] == 1
        assert form[MEAN] == round(each.logprob_mean, 4) < 0
        assert form["a number"] == 1


@pytest.mark.parametrize("path", ["/v1/messages", "/v1/responses"])
@pytest.mark.parametrize("stream", [False, True])
async def test_a_client_of_another_wire_sees_nothing_either(client, record, path, stream):
    body = {"model": "careful", "stream": stream}
    body |= (
        {"input": AGREE}
        if path.endswith("responses")
        else {"max_tokens": 99, "messages": [{"role": "user", "content": AGREE}]}
    )
    answer = await client.request("POST", path, json=body)
    assert answer.status == 200
    assert b"It is 84." in answer.raw or b"84" in answer.raw
    assert b'"logprob":' not in answer.raw
    assert [form[KNOWN] for form in forms(record)] == [1, 1]


async def test_the_dearer_one_is_asked_as_the_client_asked(client, record, provider):
    await client.chat(APART, model="careful")
    *cheap, dear = record.attempts()
    assert [each.logprob_mean is None for each in cheap] == [False, False]
    assert (dear.deployment, dear.logprob_mean, dear.form) == ("scripted-large", None, None)


@pytest.mark.parametrize("status", [400, 422])
async def test_who_refuses_to_tell_is_asked_without_and_never_again(
    client, wayfare, record, status
):
    wayfare.providers["scripted"] = picky = Picky(wayfare.providers["scripted"], status)
    for _ in range(2):
        answer = await client.chat(AGREE, model="careful")
        assert (answer.status, answer.text) == (200, "It is 84.")
    assert picky.refused == 1
    small = [each for each in record.attempts() if each.deployment == "scripted-small"]
    assert [each.ending for each in small] == [Ending.FAILED, Ending.WHOLE, Ending.WHOLE]
    assert small[0].cost.micros == 0
    assert [each.form and each.form[KEPT_NAMES.index(KNOWN)] for each in small] == [None, 0, 0]


async def test_who_refuses_the_question_itself_is_asked_to_tell_again(client, wayfare, provider):
    provider.faults["scripted-small"] = "status=400"
    await client.chat(AGREE, model="careful")
    assert wayfare.parts.catalog.without_logprobs == set()


async def test_where_texts_are_not_kept_the_numbers_are_and_tell_no_answer(client, record):
    await client.chat(AGREE, model="careful")
    # a number's size tells the number, as far as four digits do
    told = {"size of the number, as a logarithm", "is the first option", "a negative number"}
    assert told.isdisjoint(KEPT_NAMES)
    assert all(form is not None for form in forms(record))


async def test_who_has_no_words_for_them_is_asked_but_once(client, wayfare, record):
    wayfare.providers["scripted-responses"].faults["scripted-small"] = "status=400"
    answer = await client.chat(AGREE, model="foreign")
    assert answer.text == "84 eggs."
    asked = [each.deployment for each in record.attempts()]
    assert asked.count("scripted-responses/scripted-small") == 1
