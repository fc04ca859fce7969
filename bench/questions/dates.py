"""Dates: days of the week, dates, and minutes between two times."""

from datetime import date, timedelta
from random import Random

from bench.questions.graders import Date, LastLabel, Number
from bench.questions.question import Drafts, in_each

WEEKDAYS = {
    "Monday": ("Monday", "월요일", "月曜"),
    "Tuesday": ("Tuesday", "화요일", "火曜"),
    "Wednesday": ("Wednesday", "수요일", "水曜"),
    "Thursday": ("Thursday", "목요일", "木曜"),
    "Friday": ("Friday", "금요일", "金曜"),
    "Saturday": ("Saturday", "토요일", "土曜"),
    "Sunday": ("Sunday", "일요일", "日曜"),
}
_NAMES = tuple(WEEKDAYS)


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    return rng.choice((_weekday, _later, _lasts))(rng)


def _weekday(rng: Random) -> Drafts:
    today, days = rng.randrange(7), rng.randint(2, 13)
    _, ko, ja = WEEKDAYS[_NAMES[today]]
    texts = {
        "en": f"Today is {_NAMES[today]}. Which day of the week is it in {days} days? "
        "Answer with the day only.",
        "ko": f"오늘은 {ko}입니다. {days}일 뒤는 무슨 요일인가요? 요일만 답하세요.",
        "ja": f"今日は{ja}日です。{days}日後は何曜日ですか。曜日だけ答えてください。",
    }
    return in_each(texts, LastLabel(_NAMES[(today + days) % 7], WEEKDAYS))


def _later(rng: Random) -> Drafts:
    begin, days = date(2027, 1, 1) + timedelta(rng.randrange(365)), rng.randint(3, 12)
    texts = {
        "en": f"Which date is {days} days after {begin}? Answer as YYYY-MM-DD only.",
        "ko": f"{begin}에서 {days}일 뒤는 며칠인가요? YYYY-MM-DD 형식으로만 답하세요.",
        "ja": f"{begin} の{days}日後は何日ですか。YYYY-MM-DD の形だけで答えてください。",
    }
    return in_each(texts, Date(begin + timedelta(days)))


def _lasts(rng: Random) -> Drafts:
    hour, minute = rng.randint(8, 16), rng.choice((0, 10, 15, 20, 30, 40, 45, 50))
    lasts = rng.choice((25, 35, 40, 50, 65, 75, 80, 95, 110, 125))
    end = hour * 60 + minute + lasts
    begins, ends = f"{hour}:{minute:02}", f"{end // 60}:{end % 60:02}"
    texts = {
        "en": f"A film begins at {begins} and ends at {ends}. How many minutes does it last? "
        "Answer with the number only.",
        "ko": f"영화가 {begins}에 시작해서 {ends}에 끝납니다. 몇 분 동안 하나요? "
        "숫자로만 답하세요.",
        "ja": f"映画は{begins}に始まり{ends}に終わります。何分間ですか。数字だけで答えてください。",
    }
    return in_each(texts, Number(lasts))
