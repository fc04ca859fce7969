"""The provider before its models run: what it offers, fetches and refuses."""

import asyncio

import pytest

from wayfare.domain.deployment import LOCAL_TERMS, Deployment, Feature
from wayfare.domain.errors import ProviderUnreachableError
from wayfare.ports import Call
from wayfare.providers.local.provider import LocalProvider, Stage
from wayfare.providers.local.server import is_runtime_installed
from wayfare.settings.providers import Local, LocalModel

pytestmark = pytest.mark.skipif(not is_runtime_installed(), reason="xllamacpp is not there")


@pytest.fixture
async def provider(model, tmp_path):
    provider = LocalProvider(Local(), tmp_path / "cache", [model])
    yield provider
    await provider.close()


def call_of(name):
    return Call(Deployment(name, "local", name), "chat/completions", b"{}", stream=False)


@pytest.mark.slow
async def test_a_model_is_offered_once_its_weights_are_here(shelf, provider):
    shelf.put_all()
    assert await provider.deployments() == []
    await provider.prepare()
    (deployment,) = await provider.deployments()
    assert provider.states()["tiny"].stage is Stage.READY
    assert deployment.is_local
    assert deployment.price is None
    assert deployment.terms == LOCAL_TERMS
    assert deployment.features == {Feature.CHAT, Feature.JSON_SCHEMA, Feature.LOGPROBS}
    assert deployment.context_tokens == Local().context_tokens


async def test_weights_in_the_cache_are_offered_without_preparing(provider, content, tmp_path):
    (tmp_path / "cache" / "models").mkdir(parents=True)
    (tmp_path / "cache" / "models" / "tiny.gguf").write_bytes(content)
    assert [deployment.name for deployment in await provider.deployments()] == ["tiny"]


@pytest.mark.slow
async def test_progress_is_told_while_weights_are_fetched(shelf, provider, content):
    shelf.put_all()
    stages, told = set(), []

    def note(what, done, total):
        stages.add(provider.states()["tiny"].stage)
        told.append((done, total))

    await provider.prepare(note)
    assert stages == {Stage.FETCHING}
    assert told[-1] == (len(content), len(content))


@pytest.mark.slow
async def test_what_cannot_be_fetched_is_missing_with_its_cure(shelf, provider):
    await provider.prepare()
    state = provider.states()["tiny"]
    assert state.stage is Stage.MISSING
    assert "tiny-part1" in state.why
    assert "Check the network" in state.why
    shelf.put_all()
    await provider.prepare()
    assert provider.states()["tiny"].stage is Stage.READY


async def test_a_wrong_path_in_the_settings_is_told(model, tmp_path):
    local = Local(models={"tiny": LocalModel(path=str(tmp_path / "no.gguf"))})
    provider = LocalProvider(local, tmp_path / "cache", [model])
    assert await provider.deployments() == []
    assert "no.gguf cannot be read" in provider.states()["tiny"].why


@pytest.mark.slow
async def test_preparing_can_be_called_off_and_gone_on_with(shelf, provider):
    shelf.put_all()
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(
        provider.prepare(lambda what, done, total: loop.call_soon_threadsafe(begun.set))
    )
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert provider.states()["tiny"].stage is Stage.MISSING
    await provider.prepare()
    assert provider.states()["tiny"].stage is Stage.READY


async def test_a_model_without_weights_cannot_be_asked(shelf, provider):
    with pytest.raises(ProviderUnreachableError, match="tiny cannot run yet"):
        await provider.send(call_of("tiny"))


async def test_a_model_that_is_not_embedded_cannot_be_asked(provider):
    with pytest.raises(ProviderUnreachableError, match="no such embedded model"):
        await provider.send(call_of("other"))


async def test_weights_that_are_no_model_fail_with_a_plain_sentence(shelf, provider):
    shelf.put_all()
    await provider.prepare()
    for _ in range(2):  # the second call tries anew
        with pytest.raises(ProviderUnreachableError, match=r"tiny does not start \(exit 1\)"):
            await provider.send(call_of("tiny"))
    assert provider.child_pids() == {}
