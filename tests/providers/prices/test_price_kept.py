"""Rows are kept for the next start; a file that is of no use is as good as none."""

import msgspec
import pytest

from wayfare.domain.price import Price, Rates
from wayfare.providers.prices.kept import FILE_NAME, Kept, edition, keep, read_kept
from wayfare.providers.prices.row import NOT_KNOWN, Question, TableRow, table_name

TIERED = Price(Rates(1, 2, cached=3), tiers=((200_000, Rates(4, 5)),), source="a table")
ROWS = {
    Question("openai", "gpt-4o"): TableRow(TIERED, 128_000, "", 1.5, 2.5),
    Question("openai", "모델"): NOT_KNOWN,
}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / FILE_NAME


def test_what_is_kept_is_read_again(path):
    keep(path, ROWS)
    assert read_kept(path) == ROWS
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]


def test_keeping_again_replaces_all(path):
    keep(path, ROWS)
    keep(path, {})
    assert read_kept(path) == {}


def test_of_another_table_nothing_is_kept(path):
    path.parent.mkdir()
    path.write_bytes(msgspec.json.encode(Kept("another", list(ROWS.items()))))
    assert read_kept(path) == {}
    assert table_name() in edition()


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_file_that_was_cut_off_is_as_good_as_none(path, cut):
    keep(path, ROWS)
    path.write_bytes(path.read_bytes()[:cut])
    assert read_kept(path) == {}


@pytest.mark.parametrize("written", [b"\xff\xfe", b"null", b"[]", b'{"edition": 1}', b"{" * 9_999])
def test_a_damaged_file_is_as_good_as_none(path, written):
    path.parent.mkdir()
    path.write_bytes(written)
    assert read_kept(path) == {}


def test_a_file_that_cannot_be_written_is_no_harm(path):
    path.mkdir(parents=True)  # a folder stands where the file should
    keep(path, ROWS)
    assert read_kept(path) == {}
    assert list(path.parent.iterdir()) == [path]


def test_a_home_that_is_no_folder_is_no_harm(tmp_path):
    (tmp_path / "home").write_text("")
    keep(tmp_path / "home" / FILE_NAME, ROWS)
    assert read_kept(tmp_path / "home" / FILE_NAME) == {}
