"""A LibreTranslate server translates as well as a chat model: it is asked in its own wire."""

import json

import pytest

from loopback import serving
from wayfare.domain.deployment import LOCAL_TERMS, Feature
from wayfare.domain.record import Leg
from wayfare.providers.address import Address
from wayfare.providers.http import HttpProvider
from wayfare.settings.choosing import CertificateSection, PivotSection
from wayfare.settings.serving import Retries, Timeouts
from wayfare.settings.whole import Settings

ASKED, IN_ENGLISH = "대한민국의 수도는 어디인가요?", "What is the capital of South Korea?"
ANSWERED, IN_KOREAN = "The capital of South Korea is Seoul.", "대한민국의 수도는 서울입니다."
SAID = {ASKED: IN_ENGLISH, ANSWERED: IN_KOREAN}
VIA = "scripted-en@via-en"


class LibreTranslate:
    """Answers as the server does: what it knows, and its own error for what it does not."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.fault: tuple[int, dict[str, str]] | None = None

    async def __call__(self, scope, receive, send) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        assert (scope["method"], scope["path"]) == ("POST", "/translate")
        asked = json.loads(body)
        self.asked.append(asked)
        status, said = self.fault or (200, {"translatedText": SAID.get(asked["q"], "")})
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": json.dumps(said).encode()})


@pytest.fixture
def settings():
    return Settings(
        retries=Retries(waiting_max_s=0),
        certificate=CertificateSection(held_share=0),
        pivot=PivotSection(models=["scripted-en"], translator="libre/libretranslate"),
    )


@pytest.fixture
async def server(wayfare):
    libre = LibreTranslate()
    async with serving(libre) as url:
        address = Address(
            "libre",
            url,
            models=("libretranslate",),
            wires=("libretranslate",),
            auth="none",
            listing=None,
            is_local=True,
            terms=LOCAL_TERMS,
            allow_private=True,
        )
        wayfare.providers["libre"] = HttpProvider(address, Timeouts())
        await wayfare.parts.catalog.refresh()
        yield libre


async def test_it_is_asked_for_both_ways_in_its_own_words(server, client, record):
    answer = await client.chat(ASKED, model=VIA)
    assert (answer.status, answer.text) == (200, IN_KOREAN)
    assert server.asked == [
        {"q": ASKED, "source": "ko", "target": "en", "format": "text"},
        {"q": ANSWERED, "source": "en", "target": "ko", "format": "text"},
    ]
    assert answer.ticket["pivot"]["translator"] == "libre/libretranslate"
    there, said, back = record.attempts()
    assert [each.leg for each in (there, said, back)] == [Leg.THERE, None, Leg.BACK]
    assert there.provider == "libre"


@pytest.mark.parametrize(
    "fault",
    [
        (400, {"error": "ko is not supported"}),
        (429, {"error": "Slowdown"}),
        (200, {"detectedLanguage": "ko"}),
    ],
)
async def test_where_it_gives_nothing_the_question_goes_directly(server, client, fault):
    server.fault = fault
    answer = await client.chat(ASKED, model=VIA)
    assert answer.status == 200
    assert answer.ticket["path"] == "direct"
    assert "gave no answer" in answer.ticket["reason"]["en"]


async def test_it_says_the_same_twice_so_what_it_breaks_goes_directly(server, client):
    answer = await client.chat("서울에는 구가 25개 있나요?", model=VIA)
    assert answer.ticket["path"] == "direct"
    assert len(server.asked) == 2


async def test_it_answers_no_questions(server, wayfare, client):
    (arm,) = wayfare.parts.catalog.candidates("libre/libretranslate").arms
    assert arm.deployment.features == {Feature.TRANSLATE}
    answer = await client.chat("Hello", model="libre/libretranslate")
    assert answer.status == 400
    assert "lacks what this request needs" in answer.error["message"]
    taken = wayfare.parts.catalog.candidates("auto").arms
    assert "libre/libretranslate" not in {each.name for each in taken}
