"""Tables stand straight with Hangul in them, and cut nothing short on any width."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from wayfare.cli.boards import print_board
from wayfare.cli.state import State
from wayfare.cli.tickets import print_ticket

HEADINGS = ["모델", "운임", "이유"]
ROWS = [
    ["qwen2.5-coder-0.5b", "0(로컬)", "이 한국어 질문을 맡을 수 있는 모델이 이것뿐입니다."],
    ["한국어/모델", "$0.002", "It is the only model that can take this question in Korean."],
]

TICKET = {
    "arm": "provider/a-model-with-quite-a-long-name",
    "reason": {
        "ko": "값에 견준 한국어 품질이 가장 좋을 것으로 봅니다: 100점 만점에 88점 / $0.001140.",
        "en": "Best presumed quality for its price in Korean: 88 of 100 at $0.001140.",
    },
    "runner_up": "another",
    "first_token_ms": 120.0,
    "total_ms": 1_000.0,
    "cost_micros": None,
    "cost_state": "unknown",
    "evidence": {"quality": 0.7812, "low": 0.71, "high": 0.852, "outcomes": 1_240},
    "baseline": "provider/the-best-single-model",
    "saved_micros": 1_200,
}


def terminal(width: int) -> Console:
    return Console(
        file=io.StringIO(), force_terminal=True, width=width, color_system=None, soft_wrap=True
    )


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
def test_nothing_is_cut_short(width):
    console = terminal(width)
    print_board(console, HEADINGS, ROWS, right={1})
    text = shown(console)
    assert "…" not in text
    for row in ROWS:
        assert row[0] in text
        assert "".join(row[2].split()) in "".join(text.split())


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_columns_begin_below_each_other(width):
    console = terminal(width)
    print_board(console, HEADINGS, ROWS, right={1})
    lines = shown(console).splitlines()
    begins = [
        cell_len(line[: line.index(word)])
        for line, word in [(lines[0], "이유"), (lines[1], "이 한국어")]
    ]
    begins.append(next(cell_len(li[: li.index("It is")]) for li in lines if "It is" in li))
    assert len(set(begins)) == 1
    assert all(cell_len(line) <= width for line in lines)


def test_a_pipe_gets_one_line_a_row():
    console = Console(file=io.StringIO(), width=40, soft_wrap=True)
    print_board(console, HEADINGS, ROWS)
    assert len(shown(console).splitlines()) == 3


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [30, 40, 80, 120])
def test_the_right_edge_of_a_ticket_is_straight(language, width):
    notes = terminal(width)
    print_ticket(State(language, notes=notes), TICKET)
    lines = shown(notes).splitlines()
    assert len({cell_len(line) for line in lines}) == 1
    assert cell_len(lines[0]) <= width
    text = "".join(line.strip("│╭╮╰╯─ ") for line in lines).replace(" ", "")
    assert TICKET["arm"] in text
    assert ("알수없음" if language == "ko" else "notknown") in text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "changed on 2025-11-20: earlier outcomes count as 20 at most"),
        ("ko", "2025-11-20에 바뀜, 그 전 평가는 20건까지만 셈"),
    ],
)
def test_a_ticket_tells_when_its_model_changed(language, told):
    notes = terminal(300)
    evidence = TICKET["evidence"] | {"changed_at": 1_763_596_800.0}
    print_ticket(State(language, notes=notes), TICKET | {"evidence": evidence})
    assert told in shown(notes)
