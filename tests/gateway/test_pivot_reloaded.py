"""Pivots come, change and go with settings that are read anew, without a start."""

import asyncio

import pytest

from operating import operated
from wayfare.domain.errors import SettingsError
from wayfare.settings.choosing import ArmRow, CertificateSection, PivotSection
from wayfare.settings.whole import Settings

ASKED = "대한민국의 수도는 어디인가요?"
VIA = "scripted-en@via-en"


def pivoting(translator: str = "scripted-large", middle: str = "en", **more) -> Settings:
    return Settings(
        certificate=CertificateSection(held_share=0),
        pivot=PivotSection(models=["scripted-en"], translator=translator, middle=middle),
        **more,
    )


@pytest.fixture
async def running(environ):
    settings = Settings(certificate=CertificateSection(held_share=0))
    async with operated(environ, settings) as found:
        yield found


async def names(running) -> set[str]:
    return {each["id"] for each in (await running.client.get("/v1/models")).body["data"]}


async def test_a_pivot_that_is_switched_on_can_be_asked_at_once(running):
    assert (await running.client.chat(ASKED, model=VIA)).status == 404
    told = await running.face.reload(pivoting())
    assert told.needs_restart == ()
    assert set(told.changed) == {"pivot.models", "pivot.translator"}
    answer = await running.client.chat(ASKED, model=VIA)
    assert (answer.ticket["path"], answer.ticket["pivot"]["translator"]) == (
        "pivot:en",
        "scripted-large",
    )
    assert VIA in await names(running)


async def test_another_translator_translates_the_next_question(running):
    await running.face.reload(pivoting())
    await running.client.chat(ASKED, model=VIA)
    await running.face.reload(pivoting("scripted-small"))
    answer = await running.client.chat(ASKED, model=VIA)
    assert answer.ticket["pivot"]["translator"] == "scripted-small"


async def test_another_language_in_the_middle_is_another_arm(running):
    await running.face.reload(pivoting())
    await running.face.reload(pivoting(middle="ja"))
    assert {VIA, "scripted-en@via-ja"} & await names(running) == {"scripted-en@via-ja"}


async def test_a_pivot_that_is_switched_off_is_gone(running):
    await running.face.reload(pivoting())
    await running.face.reload(Settings(certificate=CertificateSection(held_share=0)))
    assert (await running.client.chat(ASKED, model=VIA)).status == 404
    assert VIA not in await names(running)


async def test_an_answer_under_way_ends_by_the_pivot_that_it_began_with(running):
    await running.face.reload(pivoting())
    said = "Seoul is the capital. It lies on the Han. It is old."
    slow = f"#pace 0.02\n#say {said}\n{ASKED}"
    asking = asyncio.create_task(running.client.stream(slow, model=VIA))
    async with asyncio.timeout(30):
        while not running.wayfare.providers["scripted"].open_calls:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    await running.face.reload(pivoting("scripted-small"))
    answer = await asking
    assert answer.is_done
    assert answer.tickets[0]["pivot"]["translator"] == "scripted-large"


async def test_a_pivot_that_is_wrong_leaves_the_old_one(running):
    await running.face.reload(pivoting())
    twin = ArmRow(deployment="scripted-en", translator="scripted-small")
    for wrong in (pivoting(middle="English"), pivoting(arms=[twin])):
        with pytest.raises(SettingsError):
            await running.face.reload(wrong)
        answer = await running.client.chat(ASKED, model=VIA)
        assert answer.ticket["pivot"]["translator"] == "scripted-large"
