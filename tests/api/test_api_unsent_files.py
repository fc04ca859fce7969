"""Files that were uploaded on the page and never sent go, and nobody else's do."""

from dataclasses import dataclass

import aiohttp

from talk import Talk
from wayfare.bootstrap import Wayfare
from wayfare.domain.budget import DAY_S
from wayfare.gateway.forget import Forgetting
from wayfare.store.kept_texts import BEGINNING, KeptTexts
from wayfare_client import Client

ASKED = "#say It is 12.\nHow late is it?"


@dataclass
class FixedClock:
    """A clock that stands."""

    time: float

    def now(self) -> float:
        return self.time


async def keep_file(talk: Talk, name: str) -> str:
    form = aiohttp.FormData({"purpose": "user_data"})
    form.add_field("file", b"words", filename=name, content_type="text/plain")
    kept = await talk.request("POST", "/api/files", data=form)
    assert kept.status == 200, kept.raw
    found: str = kept.body["id"]
    return found


async def test_a_file_that_no_question_took_is_deleted_after_a_day(
    talk: Talk, wayfare: Wayfare
) -> None:
    sent, unsent = [await keep_file(talk, name) for name in ("sent.txt", "unsent.txt")]
    heard = await talk.whole(await talk.begin(), ASKED, files=[sent])
    assert heard.run["status"] == "whole"
    now = wayfare.parts.clock.now()
    clock = FixedClock(now + DAY_S - 60)
    forgetting = Forgetting(KeptTexts(wayfare.database), clock, BEGINNING)
    assert (await forgetting.run(0)).unsent == 0
    clock.time = now + DAY_S + 60
    assert (await forgetting.run(0)).unsent == 1
    assert (await talk.get(f"/api/files/{sent}")).status == 200
    assert (await talk.get(f"/api/files/{unsent}")).status == 404


async def test_a_file_that_a_program_keeps_waits_for_no_question(
    client: Client, wayfare: Wayfare
) -> None:
    form = aiohttp.FormData({"purpose": "user_data"})
    form.add_field("file", b"words", filename="kept.txt", content_type="text/plain")
    kept = (await client.request("POST", "/v1/files", data=form)).body["id"]
    clock = FixedClock(wayfare.parts.clock.now() + 9 * DAY_S)
    assert (await Forgetting(KeptTexts(wayfare.database), clock, BEGINNING).run(0)).unsent == 0
    assert (await client.get(f"/v1/files/{kept}")).status == 200


async def test_files_go_with_the_last_conversation_that_has_them(talk: Talk) -> None:
    file = await keep_file(talk, "both.txt")
    first, second = await talk.begin(), await talk.begin()
    for conversation in (first, second):
        await talk.whole(conversation, ASKED, files=[file])
    await talk.request("DELETE", f"/api/conversations/{first}")
    assert (await talk.get(f"/api/files/{file}")).status == 200
    await talk.request("DELETE", f"/api/conversations/{second}")
    assert (await talk.get(f"/api/files/{file}")).status == 404
