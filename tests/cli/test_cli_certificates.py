"""`wayfare certificates`: shown, drawn, written down, verified."""

import json
import time
from contextlib import closing
from pathlib import Path

import pytest

from compared import compare, converse
from wayfare.bootstrap import open_store
from wayfare.reports.lettering import font_for
from wayfare.settings.reading import load_settings
from wayfare.store.usual_fares import note_fares


@pytest.fixture
def database(surroundings):
    home = Path(surroundings["WAYFARE_HOME"])
    with closing(open_store(load_settings(surroundings, home), surroundings)) as opened:
        yield opened


@pytest.fixture
def compared(database) -> None:
    """A small model that is as good, and a mini one that is not."""
    compare(database, 1_500, time.time(), topic="tax", mean=0.01)
    compare(database, 300, time.time(), arm="mini", mean=-0.15, differ=0.2, first=1_500)


def test_where_nothing_was_compared_it_says_how_that_comes_about(cli, database):
    said = cli("certificates")
    assert said.status == 0
    assert "Nothing was compared yet" in said.out
    assert "아직 견준 것이 없습니다" in cli("certificates", "--lang", "ko").out
    assert cli("certificates", "--json").json == []


def test_what_is_shown_and_what_is_not(cli, compared):
    said = cli("certificates")
    assert said.status == 0, said.err
    lines = {line.split("  ")[0]: line for line in said.out.splitlines()}
    assert "certified since" in lines["small in place of large"]
    assert "1,500" in lines["small in place of large"]
    assert "suspended" in lines["mini in place of large"]
    assert "small in place of large, topic tax" in lines
    assert "at most 2 points of 100 worse" in said.out
    korean = cli("certificates", "--lang", "ko").out
    assert "large 대신 small" in korean
    assert "증명됨" in korean
    assert "중단" in korean


def test_why_one_has_expired_is_said(cli, compared, database):
    note_fares(database, {"large": 9_000, "small": 100}, 1.0)
    assert "certified since" in cli("certificates").out
    note_fares(database, {"small": 9_000}, time.time() - 1)
    assert "expired: a price changed, it costs no less" in cli("certificates").out
    assert "기한 지남: 가격이 바뀌어 더 싸지 않음" in cli("certificates", "--lang", "ko").out


def test_a_program_reads_all_of_it(cli, compared):
    rows = cli("certificates", "--json").json
    small = next(r for r in rows if r["arm"] == "small" and r["topic"] is None)
    assert (small["state"], small["compared"], small["margin_points"]) == ("certified", 1_500, 2.0)
    assert small["low_points"] >= -2
    assert small["still_needed"] == 0
    assert [rows[0]["arm"], rows[0]["topic"]] == [None, None]


def test_what_was_written_down_is_verified_until_a_row_is_altered(
    cli, compared, database, tmp_path
):
    file = tmp_path / "claim.json"
    assert cli("certificates", "save", str(file), "--arm", "small").status == 0
    verified = cli("certificates", "verify", str(file))
    assert verified.status == 0, verified.err
    assert "It follows from the log (1,800 rows), and this Wayfare signed it." in verified.out
    with database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE comparisons SET difference = 1.0 WHERE decision_id = '" + f"{700:032x}'"
        )
    refuted = cli("certificates", "verify", str(file))
    assert refuted.status == 1
    assert "rows of the log were altered since" in refuted.out
    assert "기록이 바뀌었습니다" in cli("certificates", "verify", str(file), "--lang", "ko").out
    told = cli("certificates", "verify", str(file), "--json")
    assert told.json["faults"][0]["fault"] == "altered"


def test_an_altered_text_is_refuted(cli, compared, tmp_path):
    file = tmp_path / "claim.json"
    cli("certificates", "save", str(file), "--arm", "small")
    told = json.loads(file.read_text("utf-8"))
    told["certificate"]["low_points"] = 5.0
    file.write_text(json.dumps(told), "utf-8")
    said = cli("certificates", "verify", str(file))
    assert said.status == 1
    assert "the text was changed after it was signed" in said.out
    assert "low_points is written down as 5.0" in said.out


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_claim_is_drawn(cli, compared, tmp_path, ending):
    file = tmp_path / f"claim.{ending}"
    said = cli("certificates", "plot", str(file), "--arm", "small")
    assert said.status == 0, said.err
    assert file.stat().st_size > 10_000


def test_a_claim_is_drawn_in_the_readers_language(cli, compared, tmp_path):
    """An SVG keeps its words, so that this machine needs no font for them; a PNG needs one."""
    file = tmp_path / "claim.svg"
    said = cli("certificates", "plot", str(file), "--arm", "small", "--lang", "ko")
    assert said.status == 0, said.err
    drawn = file.read_text("utf-8")
    assert ">large 대신 small</text>" in drawn or ">large 대신 small</tspan>" in drawn
    assert ">견준 답</text>" in drawn
    assert "글꼴" not in said.err
    file = tmp_path / "claim.png"
    said = cli("certificates", "plot", str(file), "--arm", "small", "--lang", "ko")
    assert said.status == 0, said.err
    assert file.read_bytes().startswith(b"\x89PNG")
    assert ("영어로 적었습니다" in said.err) is (font_for("ko") is None)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("save", "x.json", "--arm", "nobody"), "no claim of these names"),
        (("plot", "x.png", "--arm", "nobody"), "no claim of these names"),
        (("plot", "x.gif"), "no PNG and no SVG"),
        (("verify", "nowhere.json"), "cannot be read"),
        (("verify", "broken.json"), "no certificate"),
    ],
)
def test_what_makes_no_sense_is_said_in_a_sentence(cli, compared, arguments, says):
    Path("broken.json").write_text("{}", "utf-8")
    said = cli("certificates", *arguments)
    assert said.status == 1
    assert says in said.err
    assert "Traceback" not in said.err


def test_of_several_baselines_one_must_be_named(cli, database):
    said = cli("certificates", "save", "x.json")
    assert said.status == 1
    assert "0 baselines" in said.err


class TestWhole:
    """All of Wayfare beside the best single model, by conversation."""

    def test_where_no_conversation_is_over_it_says_when_one_is(self, cli, database):
        said = cli("certificates", "whole")
        assert said.status == 0
        assert "A day after it began" in said.out
        assert "하루 뒤부터" in cli("certificates", "whole", "--lang", "ko").out
        assert cli("certificates", "whole", "--json").json == []

    def test_what_is_shown_and_what_is_not(self, cli, database):
        converse(database, 1_000, time.time())
        said = cli("certificates")
        assert said.status == 0, said.err
        assert "Nothing was compared yet" in said.out
        assert "All of Wayfare against large, since" in said.out
        lines = {line.split("  ")[0]: line for line in said.out.splitlines()}
        assert "not yet known" in lines["votes, of 100"]
        assert "0 (" in lines["turns asked again, of 100"]
        assert "shown within 2 points" in lines["turns asked again, of 100"]
        assert "50 to 50 %" in lines["cost"]
        assert "$0.0002" in lines["cost"]
        assert "$0.0004" in lines["cost"]
        assert "100 to 100 %" in lines["time to the first token"]
        assert "0.9 s" in lines["time to the end"]
        korean = cli("certificates", "whole", "--lang", "ko").out
        assert "통째로 견주기" in korean
        assert "아직 모름" in korean

    def test_a_program_reads_all_of_it(self, cli, database):
        converse(database, 1_000, time.time())
        (found,) = cli("certificates", "whole", "--json").json
        assert found["left"]["conversations"] + found["held"]["conversations"] == 1_000
        assert found["votes"]["state"] == "unknown"
        assert found["votes"]["low_points"] < 0 < found["votes"]["high_points"]
        assert found["cost"]["percent"] == 50.0

    def test_what_was_written_down_is_verified_until_a_row_is_altered(
        self, cli, database, tmp_path
    ):
        converse(database, 300, time.time())
        file = tmp_path / "whole.json"
        saved = cli("certificates", "save", str(file), "--whole")
        assert saved.status == 0, saved.err
        told = json.loads(file.read_text("utf-8"))
        assert told["format"] == "wayfare.certificate.whole"
        assert told["log"]["rows"] == 300
        assert told["certificate"]["margin_points"] == 2.0
        converse(database, 5, time.time() + 2 * 86_400, first=300)
        verified = cli("certificates", "verify", str(file))
        assert verified.status == 0, verified.out
        assert "It follows from the log (300 rows), and this Wayfare signed it." in verified.out
        altered(database, "UPDATE costs SET micros = micros + 1 WHERE attempt_id LIKE '%7e-1'")
        refuted = cli("certificates", "verify", str(file), "--json")
        assert refuted.status == 1
        faults = {each["fault"] for each in refuted.json["faults"]}
        assert faults == {"altered", "figure"}
        converse(database, 1, time.time(), first=400)
        assert "301 rows, not 300" in cli("certificates", "verify", str(file)).out

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ("UPDATE decisions SET lot_held = NOT lot_held WHERE id = '{its}'", "altered"),
            ("UPDATE decisions SET lot_unit = NULL WHERE id = '{its}'", "rows"),
            ("UPDATE outcomes SET score = 1 - score WHERE decision_id = '{its}'", "altered"),
            ("UPDATE outcomes SET at = at + 1e6 WHERE decision_id = '{its}'", "altered"),
            ("UPDATE attempts SET first_token_ms = 1 WHERE request_id = '{its}'", "altered"),
            ("UPDATE requests SET started_at = started_at - 9e5 WHERE id = '{its}'", "altered"),
        ],
    )
    def test_any_one_row_that_is_altered_is_found(self, cli, database, tmp_path, change, fault):
        converse(database, 40, time.time())
        file = tmp_path / "whole.json"
        cli("certificates", "save", str(file), "--whole")
        altered(database, change.format(its=f"{17:031x}e"))
        refuted = cli("certificates", "verify", str(file), "--json")
        assert fault in {each["fault"] for each in refuted.json["faults"]}

    def test_an_altered_text_is_refuted(self, cli, database, tmp_path):
        converse(database, 300, time.time())
        file = tmp_path / "whole.json"
        cli("certificates", "save", str(file), "--whole")
        told = json.loads(file.read_text("utf-8"))
        told["certificate"]["votes"]["low_points"] = 5.0
        file.write_text(json.dumps(told), "utf-8")
        said = cli("certificates", "verify", str(file)).out
        assert "the text was changed after it was signed" in said
        assert "votes.low_points is written down as 5.0" in said

    def test_of_conversations_there_is_one_claim(self, cli, database, tmp_path):
        file = str(tmp_path / "whole.json")
        assert "no claim of these names" in cli("certificates", "save", file, "--whole").err
        said = cli("certificates", "save", file, "--whole", "--arm", "small").err
        assert "there is one claim" in said
        said = cli("certificates", "save", file, "--whole", "--past", "--lang", "ko").err
        assert "주장은 모든 질문을 두고 하나뿐" in said


def altered(database, change: str) -> None:
    with database.write() as connection:
        assert connection.exec_driver_sql(change).rowcount > 0
