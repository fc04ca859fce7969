"""Settings come from files and variables in a known order, and a mistake in them is named."""

from pathlib import Path

import pytest

from wayfare.domain.errors import SettingsError
from wayfare.settings.choosing import ArmRow
from wayfare.settings.prices import PriceRow
from wayfare.settings.providers import Hub, ProviderRow
from wayfare.settings.reading import (
    cache_folder,
    config_folder,
    home_folder,
    load_settings,
    settings_files,
)
from wayfare.settings.whole import Settings


@pytest.fixture
def working_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def load(environ, working_folder):
    """Loads the settings from the two files and the variables given."""

    def load(users="", workings="", **variables: str) -> Settings:
        users_file, workings_file = settings_files(environ, working_folder)
        users_file.parent.mkdir(parents=True, exist_ok=True)
        users_file.write_text(users)
        workings_file.write_text(workings)
        return load_settings({**environ, **variables}, working_folder)

    return load


def test_without_anything_the_defaults_hold(environ, working_folder):
    assert load_settings(environ, working_folder) == Settings()
    assert Settings().server.host == "127.0.0.1"  # never open to the network by itself


def test_later_sources_win_and_leave_the_rest(load):
    users = "discover = false\n[server]\nport = 1\nhost = '0.0.0.0'\nbody_bytes_max = 2048"
    workings = "[server]\nport = 2\nbody_bytes_max = 4096"
    found = load(users, workings, WAYFARE_SERVER__PORT="3")
    assert (found.server.port, found.server.body_bytes_max) == (3, 4096)
    assert (found.server.host, found.discover) == ("0.0.0.0", False)


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [
        ("WAYFARE_SERVER__PORT", "8081", lambda s: s.server.port == 8081),
        ("WAYFARE_SERVER__HOST", "::1", lambda s: s.server.host == "::1"),
        ("WAYFARE_DISCOVER", "false", lambda s: s.discover is False),
        ("WAYFARE_DISCOVER", "0", lambda s: s.discover is False),
        ("WAYFARE_STORE__KEEP_TEXTS", "false", lambda s: s.store.keep_texts is False),
        ("WAYFARE_STORE__URL", "sqlite:////x.db", lambda s: s.store.url == "sqlite:////x.db"),
        ("WAYFARE_TIMEOUTS__BETWEEN_S", "1.5", lambda s: s.timeouts.between_s == 1.5),
        ("WAYFARE_ROUTING__POINT_WORTH_MICROS", "5", lambda s: s.routing.point_worth_micros == 5),
        (
            "WAYFARE_PROVIDERS__HOME__BASE_URL",
            "http://127.0.0.1:1/v1",
            lambda s: s.providers["home"].base_url == "http://127.0.0.1:1/v1",
        ),
    ],
)
def test_a_variable_sets_its_field(load, variable, value, read):
    assert read(load(**{variable: value}))


@pytest.mark.parametrize(
    "variable",
    ["WAYFARE_HOME2", "WAYFARE_URL", "WAYFARE_KEY", "WAYFARE_PORT", "WAYFARE_PORT_80_TCP", "PATH"],
)
def test_other_variables_are_not_settings(load, variable):
    assert load(**{variable: "x"}) == Settings()


def test_tables_and_lists_are_read(load):
    found = load(
        """
        [providers.home]
        base_url = "http://127.0.0.1:9/v1"
        models = ["a", "b"]
        languages = ["en"]

        [[arms]]
        deployment = "home/a"
        reasoning_effort = "low"

        [prices."home/a"]
        as_of = "2026-11-01"
        input = 1
        output = 2.5

        [local.models.qwen.hub]
        repository = "o/n"
        revision = "c"
        file = "f"
        size = 1
        sha256 = "%s"
        """
        % ("a" * 64)
    )
    assert found.providers["home"] == ProviderRow(
        base_url="http://127.0.0.1:9/v1", models=["a", "b"], languages=["en"]
    )
    assert found.arms == [ArmRow(deployment="home/a", reasoning_effort="low")]
    assert found.prices["home/a"] == PriceRow(as_of="2026-11-01", input=1.0, output=2.5)
    assert found.local.models["qwen"].hub == Hub(
        repository="o/n", revision="c", file="f", size=1, sha256="a" * 64
    )


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("[server]\nport = 'many'", "`server.port"),
        ("[server]\nport = 70000", "`server.port"),
        ("[server]\nport = -1", "`server.port"),
        ("[server]\nbody_bytes_max = 1", "`server.body_bytes_max"),
        ("[server]\nprot = 1", "prot"),
        ("sever = 1", "sever"),
        ("server = 1", "`server"),
        ("discover = 'perhaps'", "`discover"),
        ("[timeouts]\ntotal_s = 0", "`timeouts.total_s"),
        ("[timeouts]\nfirst_byte_s = 1", "first_byte_s"),
        ("[providers.x]\nwire = 'openai'", "base_url"),
        ("[providers.x]\nbase_url = 'u'\nkey = 'sk-1'", "key"),
        ("[[arms]]\nname = 'x'", "deployment"),
        ("[prices.x]\ninput = 1\noutput = 1", "as_of"),
        ("[prices.x]\nas_of = 'd'\ninput = -1\noutput = 1", "`prices[...].input"),
        ("[money]\ncurrency = 'won'", "`money.currency"),
        ("[money]\nper_dollar = { KRW = 0 }", "`money.per_dollar"),
        ("[local.models.x.hub]\nrepository='r'\nrevision='c'\nfile='f'\nsize=1\nsha256='z'", "sha"),
    ],
)
def test_a_mistake_names_its_field_and_a_cure(load, written, field):
    with pytest.raises(SettingsError) as wrong:
        load(written)
    assert field in wrong.value.message
    assert "wayfare doctor" in wrong.value.cure


@pytest.mark.parametrize(
    ("variable", "value", "field"),
    [
        ("WAYFARE_SERVER__PORT", "many", "server.port"),
        ("WAYFARE_SERVER__PROT", "1", "prot"),
        ("WAYFARE_SEVER__PORT", "1", "sever"),
        ("WAYFARE_SERVER", "1", "server"),
        ("WAYFARE_PROVIDERS__X__MODELS", "a", "providers"),
    ],
)
def test_a_mistake_in_a_variable_is_named_too(load, variable, value, field):
    with pytest.raises(SettingsError, match=field):
        load(**{variable: value})


def test_a_table_and_a_value_of_one_name_are_a_mistake(load):
    with pytest.raises(SettingsError, match="WAYFARE_SERVER"):
        load(WAYFARE_SERVER="1", WAYFARE_SERVER__PORT="2")
    with pytest.raises(SettingsError, match="WAYFARE_SERVER"):
        load(WAYFARE_SERVER__PORT="2", WAYFARE_SERVER="1")


@pytest.mark.parametrize("written", [b"port = ", b"[server", b"\xff = 1", b"a = 1\na = 2"])
def test_a_file_that_cannot_be_read_is_named(environ, working_folder, written):
    path = working_folder / "wayfare.toml"
    path.write_bytes(written)
    with pytest.raises(SettingsError, match=r"wayfare\.toml cannot be read"):
        load_settings(environ, working_folder)


def test_a_folder_in_place_of_a_file_is_named(environ, working_folder):
    (working_folder / "wayfare.toml").mkdir()
    with pytest.raises(SettingsError, match=r"wayfare\.toml cannot be read"):
        load_settings(environ, working_folder)


def test_two_homes_share_no_folder_but_the_one_for_weights(tmp_path):
    one, two = ({"WAYFARE_HOME": str(tmp_path / name)} for name in ("one", "two"))
    assert home_folder(one) == tmp_path / "one"
    assert config_folder(one) == tmp_path / "one" / "config"
    assert config_folder(one) != config_folder(two)
    assert cache_folder(one) == cache_folder(two)
    assert cache_folder({"WAYFARE_CACHE": "/x"}) == Path("/x")


def test_without_a_home_the_users_own_folders_are_used():
    for folder in (home_folder({}), config_folder({}), cache_folder({})):
        assert folder.is_absolute()
        assert folder.name == "wayfare"


def test_every_setting_says_what_it_is_for():
    import msgspec

    def walk(kind: type) -> None:
        for field in msgspec.inspect.type_info(kind).fields:
            inner = field.type
            if isinstance(inner, msgspec.inspect.StructType):
                walk(inner.cls)
            else:
                assert isinstance(inner, msgspec.inspect.Metadata), (kind, field.name)
                assert inner.extra_json_schema["description"].endswith("."), (kind, field.name)

    walk(Settings)
