"""Weights from a hub on loopback that can misbehave."""

import pytest

from wayfare.domain.errors import WeightsError
from wayfare.network import Guard
from wayfare.providers.local.hub import HubSource

AT_HOME = Guard().opened_at_home()


def nobody(what, done, total):
    pass


@pytest.fixture
def target(tmp_path):
    return tmp_path / "tiny.gguf.partial"


def test_a_file_is_fetched(hub, model, target, content):
    seen = []
    HubSource(hub.url, hub.row(), AT_HOME).fetch(
        model.weights, target, lambda what, done, total: seen.append(done)
    )
    assert target.read_bytes() == content
    assert seen[-1] == len(content)


def test_a_redirect_is_followed(hub, model, target, content):
    hub.redirects = True
    HubSource(hub.url + "/", hub.row(), AT_HOME).fetch(model.weights, target, nobody)
    assert target.read_bytes() == content


def test_a_cut_is_gone_on_from_by_range(hub, model, target, content):
    hub.cut_after = 50_000
    HubSource(hub.url, hub.row(), AT_HOME).fetch(model.weights, target, nobody)
    assert target.read_bytes() == content
    assert hub.begins == [0, 50_000]


def test_what_an_earlier_run_left_is_gone_on_from(hub, model, target, content):
    target.write_bytes(content[:12_345])
    HubSource(hub.url, hub.row(), AT_HOME).fetch(model.weights, target, nobody)
    assert target.read_bytes() == content
    assert hub.begins == [12_345]


def test_a_hub_without_ranges_is_read_from_the_start(hub, model, target, content):
    hub.takes_ranges = False
    target.write_bytes(b"x" * 12_345)
    HubSource(hub.url, hub.row(), AT_HOME).fetch(model.weights, target, nobody)
    assert target.read_bytes() == content


def test_a_file_that_is_too_long_is_begun_anew(hub, model, target, content):
    target.write_bytes(content + b"more")
    HubSource(hub.url, hub.row(), AT_HOME).fetch(model.weights, target, nobody)
    assert target.read_bytes() == content


def test_a_hub_that_keeps_breaking_off_is_given_up(hub, model, target):
    hub.cut_after = 0
    with pytest.raises(WeightsError, match="breaks off: the connection was cut"):
        HubSource(hub.url, hub.row(), AT_HOME).fetch(model.weights, target, nobody)
    assert len(hub.begins) == 4


def test_a_hub_that_fails_is_named_with_its_status(hub, model, target):
    hub.status = 503
    with pytest.raises(WeightsError, match="breaks off: status 503"):
        HubSource(hub.url, hub.row(), AT_HOME).fetch(model.weights, target, nobody)


def test_a_file_that_is_not_there_is_not_asked_for_twice(hub, model, target):
    with pytest.raises(WeightsError, match="status 404"):
        HubSource(hub.url, hub.row(revision="other"), AT_HOME).fetch(model.weights, target, nobody)


def test_a_longer_file_than_the_settings_say_is_refused(hub, model, target, content):
    hub.content = content + b"more"
    with pytest.raises(WeightsError, match="is longer than the 90000 bytes"):
        HubSource(hub.url, hub.row(), AT_HOME).fetch(model.weights, target, nobody)


def test_a_hub_that_is_not_there_is_named(model, target, hub):
    with pytest.raises(WeightsError, match="refused"):
        HubSource("http://127.0.0.1:9", hub.row(), AT_HOME).fetch(model.weights, target, nobody)


def test_only_http_is_asked(model, target, hub, tmp_path):
    with pytest.raises(WeightsError, match="not an http address"):
        HubSource(tmp_path.as_uri(), hub.row()).fetch(model.weights, target, nobody)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9",
        "http://localhost:9",
        "http://[::1]:9",
        "http://[::ffff:127.0.0.1]:9",
        "http://2130706433:9",
        "http://0x7f.1:9",
        "http://169.254.169.254",
        "http://user@huggingface.co",
    ],
)
def test_a_hub_in_a_private_network_is_not_asked_unless_that_is_set(model, target, hub, url):
    with pytest.raises(WeightsError, match=r"address|odd|name or password"):
        HubSource(url, hub.row()).fetch(model.weights, target, nobody)
    assert not target.exists()


def test_a_name_that_leads_to_this_machine_is_found_out_when_the_socket_opens(model, target, hub):
    """What is written looks public: only where it leads shows what it is."""
    port = hub.url.rpartition(":")[2]
    source = HubSource(f"http://127.0.0.1:{port}", hub.row(), Unread())
    with pytest.raises(WeightsError, match="loopback"):
        source.fetch(model.weights, target, nobody)


class Unread(Guard):
    """Lets through whatever is written, as if a name stood there."""

    def check_url(self, url):
        pass


def test_a_redirect_is_looked_at_before_it_is_followed(model, target, hub):
    hub.redirects = True
    looked_at = []

    class Looking(Guard):
        def check_url(self, url):
            looked_at.append(url)
            if len(looked_at) > 1:
                Guard().check_url(url)

    source = HubSource(hub.url, hub.row(), Looking(at_home=True))
    with pytest.raises(WeightsError, match="loopback"):
        source.fetch(model.weights, target, nobody)
    assert len(looked_at) == 2
