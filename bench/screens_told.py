"""What a Wayfare of many months answers, where the one that pictures are taken of is a minute old.

Each function makes an answer of the API out of the true one, in the shape that the reference
promises. Knows nothing of browsers or of which screen shows what.
"""

from collections.abc import Mapping
from typing import Any

NOW = 1_796_000_000.0
DAY = 86_400.0
LARGE, MIDDLE, SMALL = "example/large", "example/middle", "example/small"
LOCAL = "local/kanana-nano-2.1b-instruct-q4"
COOKING: Mapping[str, list[str]] = {
    "en": ["bread", "oven", "dinner"],
    "ko": ["반죽", "저녁", "요리"],
}
TAXES: Mapping[str, list[str]] = {"en": ["tax", "refund", "income"], "ko": ["세금", "환급", "소득"]}


def first_run(hello: Any) -> Any:
    """Nobody has set it up yet."""
    return hello | {"needs_setup": True}


def openid(hello: Any) -> Any:
    """One can sign in at an OpenID provider."""
    return hello | {"oidc": True}


def openid_label(_none: Any) -> Any:
    """What that provider is called."""
    return {"label": "Example Works"}


def openid_settings(told: Any) -> Any:
    """What an admin reads of it."""
    return told | {
        "is_on": True,
        "has_secret": True,
        "issuer": "https://login.example.com/realms/works",
        "client_id": "wayfare-page-of-the-works",
        "client_secret_env": "WAYFARE_OIDC_SECRET",
        "redirect_url": "https://wayfare.example.com/api/oidc/callback",
        "label": "Example Works",
        "make_users": True,
        "domains": ["example.com", "works.example.com"],
    }


def pending(store: Any) -> Any:
    """A newer version was installed meanwhile."""
    about = "Keep what somebody said of an answer beside the answer of the runner-up."
    korean = "다음 후보의 답 옆에서 누가 한 말을 보관합니다."
    steps = [
        ("0098", about, "expand", korean),
        ("0099", "Drop the old columns of answers.", "contract", "답의 옛 열을 없앱니다."),
    ]
    return store | {
        "newest": "0099",
        "pending": [
            {"revision": r, "about": a, "kind": k, "korean": said} for r, a, k, said in steps
        ],
    }


def offered(_none: Any) -> Any:
    """An answer may be held against the runner-up's."""
    return _challenge(offer={"fare_micros": 1_840})


def other_answered(run: str) -> Any:
    """The runner-up has answered too, and waits for a vote."""
    return _challenge(other_run=run)


def _challenge(**known: Any) -> Any:
    names = ("offer", "other_run", "other_message", "said", "this", "other")
    return {name: known.get(name) for name in names}


def compared(_none: Any) -> Any:
    """A vote was given, and the names are known."""
    return _challenge(
        other_run="r",
        said="worse",
        this={"arm": SMALL, "cost_micros": 122},
        other={"arm": LARGE, "cost_micros": 4_310},
    )


def preferences(_none: Any) -> Any:
    """Somebody chose a model for three topics, of which two bind nothing now."""
    said = [("7", COOKING, LARGE, "in_force"), ("3", TAXES, MIDDLE, "model_gone")]
    said.append(("9", {}, LOCAL, "topic_gone"))
    return {
        "data": [
            {
                "id": f"p{topic}",
                "topic": topic,
                "names": names,
                "arm": arm,
                "at": NOW - 9 * DAY * number,
                "state": state,
            }
            for number, (topic, names, arm, state) in enumerate(said)
        ]
    }


def fares(board: Any) -> Any:
    """Topics were found, and enough was measured that some models stand for each other."""
    rows = board["rows"]
    known = [_measured(row, at, rows[0]["arm"]) for at, row in enumerate(rows)]
    return board | {"topics": _topics(), "heat": _heat([row["arm"] for row in rows]), "rows": known}


def _topics() -> list[Any]:
    found = [("7", COOKING, 412), ("3", TAXES, 268), ("5", {}, 91)]
    every = sum(number for *_, number in found)
    return [
        {
            "id": topic,
            "is_given": False,
            "names": names,
            "questions": number,
            "share": number / every,
            "languages": {"ko": number // 3, "en": number - number // 3},
            "best": {"arm": LARGE, "score": 0.86, "outcomes": number // 2},
        }
        for topic, names, number in found
    ]


def _measured(row: Any, at: int, beside: str) -> Any:
    mean = (0.88, 0.87, 0.71, 0.62)[at % 4]
    state = ("equal", "equal", "different", "unknown")[at % 4]
    spread = 0.2 if state == "unknown" else 0.03
    quality = {"mean": mean, "low": mean - spread, "high": min(1.0, mean + spread)}
    return row | {
        "state": state,
        "beside": beside,
        "quality": quality | {"outcomes": 512 >> at, "basis": "measured", "as_of": None},
        "first_word_ms": {"p50": 412.0 + 91 * at, "p95": 1_260.0 + 300 * at, "n": 512 >> at},
        "whole_ms": {"p50": 3_120.0 + 400 * at, "p95": 11_400.0 + 900 * at, "n": 512 >> at},
        "votes": 212 >> at,
    }


def _heat(arms: list[str]) -> list[Any]:
    return [
        {
            "topic": topic,
            "arm": arm,
            "quality": None if (column + row) % 5 == 4 else 0.9 - 0.09 * column - 0.05 * row,
            "outcomes": 0 if (column + row) % 5 == 4 else 240 >> (column + row),
        }
        for row, topic in enumerate(("7", "3", "5"))
        for column, arm in enumerate(arms)
    ]


def board(_true: Any) -> Any:
    """Enough votes for groups, and a model that waits for more."""
    first = [_stand(LARGE, 612, 0.63, [SMALL]), _stand(MIDDLE, 580, 0.6, [SMALL])]
    second = [_stand(SMALL, 604, 0.34, [])]
    waiting = [_stand(LOCAL, 21, 0.46, [], still_needed=140)]
    style = {"length": (0.02, 0.31), "headers": (-0.2, 0.1), "lists": (-0.3, -0.05)}
    return {
        "as_of": NOW,
        "topic": None,
        "topics": [{"id": "cooking", "votes": 412}, {"id": "taxes", "votes": 268}],
        "board": {
            "state": "ok",
            "votes": 1_204,
            "still_needed": 0,
            "groups": [{"group": 1, "arms": first}, {"group": 2, "arms": second}],
            "waiting": waiting,
            "style": {
                name: {"mean": (low + high) / 2, "low": low, "high": high}
                for name, (low, high) in style.items()
            },
            "ties": 0.18,
        },
    }


def _stand(
    arm: str, votes: int, share: float, better_than: list[str], still_needed: int = 0
) -> Any:
    wide = 0.19 if still_needed else 0.04
    return {
        "arm": arm,
        "votes": votes,
        "share": share,
        "low": share - wide,
        "high": share + wide,
        "better_than": better_than,
        "still_needed": still_needed,
    }


def daily(_true: Any) -> Any:
    """Pairs wait, one after an earlier turn."""
    turns = [
        {"role": "user", "text": "우리 팀의 백업 요금제를 견주어 줘."},
        {"role": "assistant", "text": "B가 2년 동안 가장 쌉니다."},
        {"role": "user", "text": "왜 그런지 한 문장으로 말해 줘."},
    ]
    a = "**B**는 설치비가 조금 들지만 달마다 훨씬 싸서, 열한 달 뒤에는 앞섭니다."
    b = "B는 설치비 24만 원을 내면 한 달에 44,000원이므로 1년쯤 지나면 A보다 쌉니다."
    pair = {"id": "p1", "turns": turns, "a": a, "b": b, "until": NOW + 5 * DAY, "counts": True}
    return {"pairs": [pair, pair | {"id": "p2", "turns": turns[2:]}], "questions": [], "done": 1}


def own_questions(_true: Any) -> Any:
    """No pair waits, so that questions of one's own are asked anew."""
    texts = [
        "How long does bread dough rise in a cold kitchen?",
        "환급은 언제 들어오나요?",
    ]
    questions = [{"text": text, "topic": "7", "votes": 3 * at} for at, text in enumerate(texts)]
    return {"pairs": [], "questions": questions, "done": 2}


def pair_voted(_none: Any) -> Any:
    """Whose two answers they were."""
    return {
        "said": "a",
        "a": {"model": MIDDLE, "cost_micros": 1_240},
        "b": {"model": LOCAL, "cost_micros": 0},
        "judged": "b",
        "counts": True,
    }


def certificates(_true: Any) -> Any:
    """A claim in each state, Wayfare as a whole, and models that are watched."""
    return {
        "object": "list",
        "as_of": NOW,
        "data": [
            _claim(SMALL, "certified", (-1.3, 2.1), 2_140, e_value=61.0, is_strict=True),
            _claim(MIDDLE, "trial", (-4.8, 3.9), 188, topic="cooking", still_needed=1_480),
            _claim(LOCAL, "none", (None, None), 0),
            _claim(LOCAL, "suspended", (-14.2, -5.1), 640, topic="taxes", is_in_doubt=True),
            _claim(MIDDLE, "expired", (-1.8, 1.6), 1_920, expired_by="model_changed"),
            _claim(SMALL, "certified", (-1.9, 0.8), 2_600, scope="past_questions"),
        ],
        "whole_policy_as_of": NOW,
        "whole_policy": [_whole()],
        "vigils": [
            _vigil(LARGE, "steady", 91.4),
            _vigil(SMALL, "changed", 70.2, changed_at=NOW - 3 * DAY, is_worse=True),
            _vigil(MIDDLE, "in_doubt", 84.0),
        ],
    }


def _claim(
    arm: str, state: str, interval: tuple[float | None, float | None], compared: int, **known: Any
) -> Any:
    low, high = interval
    made = {
        "baseline": LARGE,
        "arm": arm,
        "topic": None,
        "state": state,
        "since": NOW - 21 * DAY if state != "none" else None,
        "margin_points": 2.0,
        "compared": compared,
        "waiting": compared // 90,
        "mean_points": None if low is None or high is None else (low + high) / 2,
        "low_points": low,
        "high_points": high,
        "e_value": 1.0,
        "is_strict": False,
        "is_in_doubt": False,
        "still_needed": None,
        "expired_by": None,
        "scope": "live",
        "voted": compared // 5,
        "judged": compared - compared // 5,
        "compared_by": {"person": compared // 5, LARGE: compared - compared // 5},
    }
    return made | known


def _whole() -> Any:
    counts = {"conversations": 1_812, "turns": 5_940, "unpriced": 0}
    held = {"conversations": 96, "turns": 301, "unpriced": 2}
    return {
        "baseline": LARGE,
        "since": NOW - 60 * DAY,
        "as_of": NOW,
        "held_share": 0.05,
        "margin_points": 5.0,
        "left": counts,
        "held": held,
        "open": 14,
        "votes": _difference("no_worse", 81.2, 80.4, (-3.1, 4.7)),
        "asked_again": _difference("unknown", 9.1, 8.2, (-6.4, 8.2), still_needed=730),
        "cost": _ratio(4_120.0, 15_900.0, 25.9, (22.0, 31.0)),
        "cost_per_turn": _ratio(1_260.0, 5_070.0, 24.9, (21.0, 30.0)),
        "first_token_ms": _ratio(610.0, 940.0, 64.9, (58.0, 73.0)),
        "total_ms": _ratio(4_900.0, 9_300.0, 52.7, (47.0, 60.0)),
    }


def _difference(
    state: str,
    left: float,
    held: float,
    interval: tuple[float, float],
    still_needed: int | None = None,
) -> Any:
    return {
        "state": state,
        "left_mean": left,
        "left_count": 911,
        "held_mean": held,
        "held_count": 52,
        "mean_points": left - held,
        "low_points": interval[0],
        "high_points": interval[1],
        "still_needed": still_needed,
    }


def _ratio(left: float, held: float, percent: float, interval: tuple[float, float]) -> Any:
    low, high = interval
    return {
        "left_mean": left,
        "held_mean": held,
        "percent": percent,
        "low_percent": low,
        "high_percent": high,
    }


def _vigil(arm: str, state: str, mean: float, **known: Any) -> Any:
    made = {
        "arm": arm,
        "since": NOW - 40 * DAY,
        "questions": 60,
        "scored": 512,
        "mean_points": mean,
        "state": state,
        "false_once_in": 20,
        "changed_at": None,
        "is_worse": None,
    }
    return made | known
