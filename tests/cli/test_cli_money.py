"""Money is shown before tax, in the reader's currency too, and what is unknown is said."""

import pytest

WON = '[money]\ncurrency = "KRW"\nas_of = "2026-11-20"\nper_dollar = { KRW = 1400 }\n'


@pytest.fixture
def won(upstream, tmp_path):
    """Settings of a reader in Korea."""
    (tmp_path / "folder").mkdir(exist_ok=True)
    (tmp_path / "folder" / "wayfare.toml").write_text(WON)
    return upstream


@pytest.fixture
def cli_won(won, cli):
    return lambda *arguments: cli(*arguments, **won)


def test_a_ticket_is_in_won_of_a_dated_rate(cli_won):
    ask = ("ask", "Hello", "--model", "up/scripted-small")
    for lang, note in (("ko", "2026-11-20 환율) 세전"), ("en", "rate of 2026-11-20) before tax")):
        said = cli_won(*ask, "--lang", lang)
        assert " (₩" in said.err
        assert note in said.err


def test_usage_adds_up_and_says_what_is_unknown(cli_won):
    cli_won("ask", "Hello", "--model", "up/scripted-small")
    cli_won("ask", "Hello", "--model", "up/scripted-unpriced")
    said = cli_won("usage", "--lang", "ko")
    head, small, unpriced = said.out.splitlines()
    assert "비용(세전)" in head
    assert "(₩" in small
    assert unpriced.endswith("알 수 없음")
    assert said.err == "2026-11-20 환율\n"


@pytest.mark.parametrize("by", ["model", "provider", "user", "key", "day", "arm"])
def test_usage_adds_up_by_many_things(cli_won, by):
    cli_won("ask", "Hello", "--model", "up/scripted-small")
    said = cli_won("usage", "--by", by, "--json")
    assert said.json[0]["requests"] == 1
    assert len(cli_won("usage", "--by", by).out.splitlines()) == 2


def test_fares_are_quoted_before_anything_is_asked(cli_won):
    said = cli_won("fares", "안녕하세요", "--lang", "ko")
    assert said.status == 0
    assert "(₩" in said.out
    assert "알 수 없음" in said.out
    assert cli_won("usage", "--json").json == []
    board = cli_won("fares", "안녕하세요", "--json").json
    offers = board["offers"]
    assert board["compared_with"] is None
    assert {offer["equality"] for offer in offers} == {"unknown"}
    assert {o["arm"]: o["fare_micros"] for o in offers}["up/scripted-unpriced"] is None


def test_fares_are_told_for_the_letters_of_the_language_that_is_asked_in(cli_won):
    asked = "대한민국의 수도는 어디인가요?"
    board = cli_won("fares", asked, "--json").json
    small = next(o for o in board["offers"] if o["arm"] == "up/scripted-small")
    assert (board["language"], small["letters_measured"], small["answered"]) == ("ko", 0, 0)
    price = small["micros_per_1000_characters"] * small["letters_per_token"]
    for _ in range(5):
        cli_won("ask", asked, "--model", "up/scripted-small")
    board = cli_won("fares", asked, "--json").json
    small = next(o for o in board["offers"] if o["arm"] == "up/scripted-small")
    assert (small["letters_measured"], small["answered"]) == (5, 5)
    measured = small["micros_per_1000_characters"] * small["letters_per_token"]
    assert measured == pytest.approx(price)  # the same price, of other tokens
    assert small["micros_per_answer"] > 0
    said = cli_won("fares", asked, "--lang", "ko").out
    assert "한국어 1,000자" in said
    assert "5건)" in said


def test_fares_obey_what_is_wished_and_say_who_is_left_out(cli_won):
    ask = ("fares", "안녕하세요", "--model", "auto:best")
    fares = {o["arm"]: o["fare_micros"] for o in cli_won(*ask, "--json").json["offers"]}
    least = min(fare for fare in fares.values() if fare is not None)
    wish = ("--wishes", f"ceiling_usd={least / 1_000_000:.6f}")
    bound = cli_won(*ask, *wish, "--json").json
    assert {offer["arm"] for offer in bound["offers"]} == {
        arm for arm, fare in fares.items() if fare == least
    }
    left_out = {each["arm"] for each in bound["excluded"]}
    assert {arm for arm, fare in fares.items() if fare != least} <= left_out
    said = cli_won(*ask, *wish, "--lang", "ko").out
    assert "up/scripted-unpriced: 답 하나에 낼 수 있는 상한이 $" in said
    refused = cli_won(*ask, "--demands", "providers=other")
    assert refused.status == 1
    assert "Its provider is not among those" in refused.err


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ('[money]\ncurrency = "KRW"\n', "no rate"),
        ('[money]\ncurrency = "KRW"\nper_dollar = { KRW = 1400 }\n', "no date"),
    ],
)
def test_the_doctor_sees_a_rate_that_is_missing_or_undated(cli, tmp_path, settings, fault):
    (tmp_path / "folder" / "wayfare.toml").write_text(settings)
    said = cli("doctor")
    assert said.status == 1
    assert fault in said.out
