"""Who reads a text: outgoing calls are counted by provider, in every way to ask.

Eight providers of different terms. Who may be asked under which demands stands here as a
table made by hand, so that it is not the code under test that decides.
"""

import ast
import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
import pytest

import wayfare.gateway
from loopback import serving
from wayfare.api.app import App
from wayfare.bootstrap import Options, Wayfare, make_key, run_wayfare
from wayfare.bootstrap.background import keeping_of
from wayfare.domain.demands import NO_DEMANDS, parse_demands
from wayfare.domain.deployment import LOCAL_TERMS, Deployment, Terms
from wayfare.domain.errors import PermissionDeniedError
from wayfare.gateway.send import send
from wayfare.ports import Call, Provider, Reply
from wayfare.providers.scripted import ScriptedProvider, scripted_providers
from wayfare.providers.scripted.http import http_app
from wayfare.settings.choosing import CertificateSection, Exploration, VigilSection
from wayfare.settings.demands import Demanded, TermsRow
from wayfare.settings.providers import Local, ProviderRow
from wayfare.settings.serving import Retries
from wayfare.settings.whole import Settings
from wayfare.store.shadows import drawn_after
from wayfare.store.vigils import last_vigils
from wayfare_client import Client, chat_body

TERMS = {
    "paid": Terms(company="Paid Inc.", country="US", may_train=False),
    "free": Terms(company="Free Inc.", country="US", may_train=True),
    "korean": Terms(company="Korean Co.", country="KR", may_train=False),
    "keen": Terms(company="Keen Co.", country="KR", may_train=True),
    "unread": Terms(),
    "relay": Terms(company="Relay Co.", country="KR", may_train=False, passes_on=True),
    "home": LOCAL_TERMS,
    "messages": Terms(company="Messages Inc.", country="US", may_train=True),
}
ALL = frozenset(TERMS)
MAY_READ: Mapping[str, frozenset[str]] = {
    "no_training": frozenset({"paid", "korean", "home"}),
    "countries=KR": frozenset({"korean", "keen", "home"}),
    "countries=FR": frozenset({"home"}),
    "no_training, countries=KR|US, providers=paid|korean|free|relay": frozenset({"paid", "korean"}),
    "providers=unread|relay|messages": frozenset({"unread", "relay", "messages"}),
}
GOALS = ("auto", "auto:best", "auto:cheap", "auto:fast")
#: What goes wrong, so that others are asked instead.
FAULTS = {
    "paid": {"scripted-large": "status=503", "scripted-small": "unreachable"},
    "korean": {"scripted-small": "cut=0", "scripted-large": "status=429"},
    "home": {"scripted-large": "status=500"},
    "free": {"scripted-large": "status=503"},
}


@dataclass
class Counted:
    """A provider with terms of its own. `calls` counts what left for it."""

    name: str
    terms: Terms
    inner: Provider
    calls: list[Call] = field(default_factory=list)

    async def deployments(self) -> Sequence[Deployment]:
        return [
            replace(each, name=f"{self.name}/{each.model}", provider=self.name, terms=self.terms)
            for each in await self.inner.deployments()
        ]

    async def send(self, call: Call) -> Reply:
        self.calls.append(call)
        return await self.inner.send(call)

    async def close(self) -> None:
        pass


def make_counted() -> dict[str, Counted]:
    inner: dict[str, Provider] = {
        name: ScriptedProvider(faults=FAULTS.get(name)) for name in TERMS if name != "messages"
    }
    spoken = {provider.name: provider for provider in scripted_providers()}
    inner["messages"] = spoken["scripted-anthropic"]
    return {name: Counted(name, TERMS[name], each) for name, each in inner.items()}


@pytest.fixture
async def counted(wayfare: Wayfare) -> dict[str, Counted]:
    made = make_counted()
    wayfare.providers.clear()
    wayfare.providers.update(made)
    await wayfare.parts.catalog.refresh()
    return made


def calls_of(counted: Mapping[str, Counted]) -> Counter[str]:
    return Counter({name: len(each.calls) for name, each in counted.items()})


@dataclass
class Asked:
    """What came of many requests."""

    statuses: Counter[int] = field(default_factory=Counter)
    companies: set[str] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)

    def note(self, answer) -> None:
        self.statuses[answer.status] += 1
        tickets = getattr(answer, "tickets", None)
        if tickets is None:
            body = answer.body
            tickets = [body["wayfare"]] if "wayfare" in body else []
            if answer.status == 403:
                self.refusals.append(body["error"]["message"])
        for ticket in tickets:
            self.companies |= {company["name"] for company in ticket["companies"]}


async def ask_in_every_way(client: Client, wayfare: Wayfare, headers: Mapping[str, str]) -> Asked:
    asked = Asked()
    arms = list(wayfare.parts.catalog.deployments)
    for model in [*GOALS, *(each.name for each in arms)]:
        for text in ("Hi", "안녕하세요", "#words 30\nWrite."):
            asked.note(await client.chat(text, model=model, headers=headers))
        asked.note(await client.stream("Hi", model=model, headers=headers))
        asked.note(await client.stream("#fault cut=1", model=model, headers=headers))
        body = {"model": model, "input": "Hi"}
        for path in ("/v1/embeddings", "/v1/responses"):
            asked.note(await client.request("POST", path, json=body, headers=headers))
        for path in ("/v1/messages", "/v1/messages/count_tokens"):
            messages = {**chat_body("Hi", model), "max_tokens": 64}
            asked.note(await client.request("POST", path, json=messages, headers=headers))
    return asked


def check_that_none_outside_was_asked(counted, may_read, asked: Asked) -> None:
    calls = calls_of(counted)
    assert {name: calls[name] for name in ALL - may_read} == dict.fromkeys(ALL - may_read, 0)
    assert all(calls[name] for name in may_read), calls
    assert asked.statuses[200] > 0
    assert asked.companies <= {TERMS[name].company or name for name in may_read}
    assert asked.statuses.total() > 200


async def test_without_demands_everybody_is_asked(wayfare, client, counted):
    asked = await ask_in_every_way(client, wayfare, {})
    check_that_none_outside_was_asked(counted, ALL, asked)
    assert asked.statuses[403] == 0


@pytest.mark.parametrize("demanded", MAY_READ)
async def test_a_request_keeps_its_text_from_all_others(wayfare, client, counted, demanded):
    asked = await ask_in_every_way(client, wayfare, {"x-wayfare-demands": demanded})
    check_that_none_outside_was_asked(counted, MAY_READ[demanded], asked)
    assert asked.statuses[403] > 0
    names = [part.partition("=")[0].strip() for part in demanded.split(",")]
    assert all(any(f"`{n}`" in said or "passes" in said for n in names) for said in asked.refusals)


@pytest.mark.parametrize("demanded", ["no_training", "countries=KR"])
async def test_a_key_keeps_its_texts_from_all_others(wayfare, client, counted, environ, demanded):
    _, key = make_key(
        wayfare.database,
        environ,
        user="kim",
        label="",
        may_learn=False,
        demands=parse_demands(demanded),
    )
    asked = await ask_in_every_way(client, wayfare, {"authorization": f"Bearer {key}"})
    check_that_none_outside_was_asked(counted, MAY_READ[demanded], asked)


async def test_a_request_cannot_loosen_what_its_key_demands(wayfare, client, counted, environ):
    demands = parse_demands("countries=KR, providers=korean|keen|paid")
    _, key = make_key(
        wayfare.database, environ, user="kim", label="", may_learn=False, demands=demands
    )
    headers = {
        "authorization": f"Bearer {key}",
        "x-wayfare-demands": "countries=KR|US, providers=paid|free|korean|home",
    }
    asked = await ask_in_every_way(client, wayfare, headers)
    check_that_none_outside_was_asked(counted, frozenset({"korean"}), asked)


class TestInstallation:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(demands=Demanded(no_training=True), retries=Retries(base_s=0.001))

    async def test_it_keeps_all_texts_from_all_others(self, wayfare, client, counted):
        asked = await ask_in_every_way(client, wayfare, {})
        check_that_none_outside_was_asked(counted, MAY_READ["no_training"], asked)

    async def test_no_side_call_goes_round_it(self, wayfare, counted):
        for deployment in await counted["free"].deployments():
            call = Call(deployment, "chat/completions", b"{}", stream=False)
            with pytest.raises(PermissionDeniedError, match="`no_training` is demanded"):
                await send(wayfare.parts, call, NO_DEMANDS)
        assert counted["free"].calls == []


async def test_why_an_arm_was_left_out_stands_in_the_decision(client, counted, record):
    headers = {"x-wayfare-demands": "countries=KR"}
    answer = await client.chat("Hi", model="auto", headers=headers)
    record.decisions()  # writes down what waits
    found = await client.get(f"/v1/decisions/{answer.ticket['decision_id']}")
    why = {each["arm"]: each["reason"] for each in found.body["excluded"]}
    assert why["paid/scripted-small"] == {
        "code": "other_country",
        "ko": "Paid Inc.의 나라는 US인데, `countries` 요구는 KR입니다.",
        "en": "Paid Inc. is a company of US, and `countries` demands KR.",
    }
    assert "The country of unread is not known" in why["unread/scripted-small"]["en"]
    assert "Relay Co. passes the text on" in why["relay/scripted-small"]["en"]
    assert found.body["companies"] == answer.ticket["companies"]


async def test_where_nobody_may_read_it_the_refusal_says_why_of_each(client, counted):
    answer = await client.chat(
        "Hi", model="auto", headers={"x-wayfare-demands": "providers=nobody"}
    )
    assert (answer.status, answer.error["code"]) == (400, "no_arm_fits")
    assert "`providers` demands: nobody" in answer.error["message"]
    assert calls_of(counted).total() == 0


async def test_a_named_model_is_refused_with_the_cure(client, counted):
    answer = await client.chat(
        "Hi", model="free/scripted-small", headers={"x-wayfare-demands": "no_training"}
    )
    assert (answer.status, answer.error["code"]) == (403, "permission_denied")
    assert answer.error["message"].startswith(
        "free/scripted-small may not be asked. Free Inc. may train on prompts, and "
        "`no_training` is demanded. Ask another model, or `auto`"
    )


@pytest.mark.parametrize("path", ["chat/completions", "embeddings", "responses", "messages"])
@pytest.mark.parametrize("header", ["no-training", "", "countries=KOR", "no_training;countries=KR"])
async def test_malformed_demands_are_refused_and_nobody_is_asked(client, counted, path, header):
    body = {**chat_body("Hi", "paid/scripted-small"), "input": "Hi", "max_tokens": 9}
    answer = await client.request(
        "POST", f"/v1/{path}", json=body, headers={"x-wayfare-demands": header}
    )
    assert answer.status == 400
    assert "The header `x-wayfare-demands` is wrong" in answer.error["message"]
    assert calls_of(counted).total() == 0


async def test_a_ticket_lists_failed_attempts_in_order_and_each_company_once(client, counted):
    counted["paid"].inner.faults = dict.fromkeys(
        ["scripted-small", "scripted-large", "scripted-plain"], "status=503"
    )
    headers = {"x-wayfare-demands": "providers=paid|relay"}
    answer = await client.chat("Hi", model="auto:best", headers=headers)
    names = [company["name"] for company in answer.ticket["companies"]]
    order = [
        TERMS[call.deployment.provider].company
        for each in ("paid", "relay")
        for call in counted[each].calls[:1]
    ]
    assert sorted(names) == sorted(order)
    last = answer.ticket["companies"][-1]
    assert last == {"name": "Relay Co.", "country": "KR", "passes_on": True}
    at_home = await client.chat("Hi", model="home/scripted-small")
    assert at_home.ticket["companies"] == []
    unread = await client.chat("Hi", model="unread/scripted-small")
    assert unread.ticket["companies"] == [{"name": "unread", "country": None, "passes_on": False}]


def test_a_provider_is_called_in_one_place_alone():
    """What calls `.send` on anything else but that one function goes round the demands."""
    folder = Path(wayfare.gateway.__file__).parent
    senders = [
        path.name
        for path in sorted(folder.glob("**/*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "send"
    ]
    assert senders == ["send.py"]


class TestOverHttp:
    """The same over real sockets, with terms that the owner wrote into the settings."""

    @pytest.fixture
    async def upstreams(self) -> AsyncIterator[dict[str, tuple[str, ScriptedProvider]]]:
        bold, shy = ScriptedProvider(), ScriptedProvider()
        async with serving(http_app(bold)) as one, serving(http_app(shy)) as other:
            yield {"bold": (one, bold), "shy": (other, shy)}

    async def test_zero_calls_arrive_where_they_may_not(self, upstreams, environ):
        rows = {
            name: ProviderRow(base_url=f"{url}/v1", allow_private=True)
            for name, (url, _) in upstreams.items()
        }
        terms = {
            "bold": TermsRow(as_of="2026-11-25", company="Bold", country="US", may_train=True),
            "shy": TermsRow(as_of="2026-11-25", company="Shy", country="KR", may_train=False),
        }
        settings = Settings(local=Local(enabled=False), discover=False, providers=rows, terms=terms)
        async with run_wayfare(settings, Options(environ=environ)) as wayfare:
            await wayfare.until_listed()
            async with (
                serving(App(wayfare)) as url,
                aiohttp.ClientSession(url, headers=key_of(wayfare, environ)) as session,
            ):
                client = Client(session)
                for demanded in ("no_training", "countries=KR", "providers=shy"):
                    headers = {"x-wayfare-demands": demanded}
                    for model in [*GOALS, "bold/scripted-small", "shy/scripted-small"]:
                        await client.chat("#fault status=503 times=1", model=model, headers=headers)
                        await client.stream("Hi", model=model, headers=headers)
                answer = await client.chat("Hi", model="shy/scripted-small")
        assert answer.ticket["companies"] == [{"name": "Shy", "country": "KR", "passes_on": False}]
        assert upstreams["bold"][1].ledger == []
        assert len(upstreams["shy"][1].ledger) > 20


def key_of(wayfare: Wayfare, environ: Mapping[str, str]) -> dict[str, str]:
    _, key = make_key(wayfare.database, environ, user="kim", label="", may_learn=False)
    return {"authorization": f"Bearer {key}"}


class TestVigils:
    """Old questions that are asked again, with judges, go only to who may read them."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(
            demands=Demanded(no_training=True),
            retries=Retries(base_s=0.001),
            certificate=CertificateSection(mode="open", held_share=0),
            exploration=Exploration(share=0.0, budget_micros=10**9),
            vigil=VigilSection(every_hours=1e-12, rounds=10, budget_micros=10**9),
        )

    async def test_none_leaves_for_whoever_may_train(self, wayfare, client, counted, record):
        await client.chat("Hi", model="auto:best")
        await wayfare.parts.learner.refresh()
        for number in range(12):
            text = f"#say 7\nHow many is {number} + 1?"
            answer = await client.chat(text, model="auto:best", metadata={"topic": f"t{number}"})
            check = {"type": "number", "expected": 7}
            said = {"decision_id": answer.ticket["decision_id"], "kind": "check", "check": check}
            assert (await client.request("POST", "/v1/outcomes", json=said)).status == 200
        record.decisions()
        await wayfare.parts.learner.refresh()
        assert wayfare.parts.learner.exploring is not None
        keeping = keeping_of(wayfare, wayfare.parts.learner.exploring)
        before = calls_of(counted)
        assert await keeping.turn() > 0
        asked_again = calls_of(counted) - before
        assert set(asked_again) <= MAY_READ["no_training"]
        (vigil, *_) = last_vigils(wayfare.database).values()
        provider = vigil.arm.partition("/")[0]
        counted[provider].terms = Terms(company="Turned Inc.", country="US", may_train=True)
        await wayfare.parts.catalog.refresh()
        before = calls_of(counted)
        await keeping.turn()
        assert not set(calls_of(counted) - before) - (MAY_READ["no_training"] - {provider})


class TestShadows:
    """Answers in the shadow, of the same questions, to whoever `auto` compares."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(
            demands=Demanded(no_training=True),
            retries=Retries(base_s=0.001),
            certificate=CertificateSection(trial_share=1.0, loss_max=10_000.0, held_share=0),
            exploration=Exploration(share=0.5, budget_micros=10**9),
        )

    async def test_none_leaves_for_whoever_may_train(self, wayfare, client, counted):
        asked = await ask_in_every_way(client, wayfare, {})
        for number in range(12):
            for worth in (1e-9, 1e-4, 1.0):
                wishes = {"point_worth_usd": worth}
                await client.chat(f"How many is {number} + 1?", model="auto", wayfare=wishes)
        for _ in range(100):
            await asyncio.sleep(0.02)
            drawn = list(drawn_after(wayfare.database, ""))
            if drawn and all(each.comparison or each.shadow for each in drawn):
                break
        assert drawn, "some were compared"
        check_that_none_outside_was_asked(counted, MAY_READ["no_training"], asked)
