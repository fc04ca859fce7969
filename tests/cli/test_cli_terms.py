"""`wayfare providers terms`, keys with demands, and who saw the text on a ticket."""

import pytest

from wayfare.cli.state import State
from wayfare.cli.tickets import print_ticket


def test_the_table_says_who_reads_when_it_was_read_and_where(cli):
    rows = {row["name"]: row for row in cli("providers", "terms", "--json").json}
    openai = rows["openai"]
    assert (openai["company"], openai["country"], openai["may_train"]) == ("OpenAI", "US", False)
    assert (openai["kept_days"], openai["as_of"][:2]) == (30, "20")
    assert rows["local"]["stays_here"] is True
    assert "Data controls in the OpenAI platform" in cli("providers", "terms").out


def test_the_table_speaks_korean(cli):
    said = cli("providers", "terms", "--lang", "ko").out
    assert "학습에 씀" in said
    assert "없음: 이 컴퓨터를 벗어나지 않음" in said
    assert "`[terms.NAME]`" in said


def test_the_table_has_the_owners_own_providers_and_contracts(cli, surroundings):
    own = {
        "WAYFARE_PROVIDERS__MINE__BASE_URL": "https://mine.example/v1",
        "WAYFARE_TERMS__MINE__AS_OF": "2026-11-01",
        "WAYFARE_TERMS__MINE__COUNTRY": "KR",
        "WAYFARE_TERMS__MINE__MAY_TRAIN": "false",
        "WAYFARE_PROVIDERS__OTHER__BASE_URL": "https://other.example/v1",
    }
    rows = {row["name"]: row for row in cli("providers", "terms", "--json", **own).json}
    mine, other = rows["mine"], rows["other"]
    assert (mine["country"], mine["may_train"], mine["as_of"]) == ("KR", False, "2026-11-01")
    assert (other["company"], other["may_train"], other["source"]) == (None, None, "not known")


def test_a_key_is_made_with_demands_and_listed_with_them(cli):
    made = cli(
        "keys", "add", "kim", "--no-training", "--countries", "kr,US",
        "--providers", "openai, local", "--json",
    ).json  # fmt: skip
    written = "no_training, countries=KR|US, providers=local|openai"
    assert made["demands"] == written
    assert cli("keys", "list", "--json").json[0]["demands"] == written
    assert written in cli("keys", "list").out
    assert cli("keys", "add", "lee", "--json").json["demands"] is None


@pytest.mark.parametrize(
    ("option", "given"), [("--countries", "Korea"), ("--countries", "KR,"), ("--providers", "A b")]
)
def test_what_cannot_be_demanded_is_refused_with_the_cure(cli, option, given):
    said = cli("keys", "add", "kim", option, given)
    assert said.status == 1
    assert said.err.startswith(f"{given!r} cannot be demanded. Write countries as KR,US")
    assert cli("keys", "list").out.startswith("There is no key yet.")
    korean = cli("keys", "add", "kim", option, given, "--lang", "ko")
    assert "요구로 쓸 수 없습니다" in korean.err


TICKET = {
    "arm": "a/b", "reason": {"ko": "이유", "en": "because"}, "first_token_ms": None,
    "total_ms": 1.0, "cost_micros": 1, "cost_state": "settled", "left_out": ["seed"],
    "companies": [
        {"name": "A Co.", "country": "KR", "passes_on": False},
        {"name": "relay", "country": None, "passes_on": True},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "companies", "nobody", "left_out"),
    [
        ("en", "seen by", "nobody: it stays on this machine", "not carried"),
        ("ko", "글을 본 회사", "없음: 이 컴퓨터를 벗어나지 않음", "옮기지 못한 항목"),
    ],
)
def test_a_ticket_says_who_saw_the_text(capsys, language, companies, nobody, left_out):
    print_ticket(State(language), TICKET)
    said = capsys.readouterr().err
    assert companies in said
    assert "A Co. (KR), " in said
    assert "seed" in said
    assert left_out in said
    print_ticket(State(language), {**TICKET, "companies": [], "left_out": []})
    said = capsys.readouterr().err
    assert nobody in said
    assert left_out not in said
