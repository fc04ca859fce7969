"""JSON: take from one sentence an object with given keys."""

from random import Random

from bench.questions.graders import JsonObject, Value
from bench.questions.question import Draft, Drafts

_ASK = {
    "en": "Read the text and answer with one JSON object that has exactly these keys: {keys}. "
    "Answer with the JSON only.\nText: ",
    "ko": "글을 읽고 정확히 이 키를 가진 JSON 객체 하나로 답하세요: {keys}. JSON만 답하세요.\n글: ",
    "ja": "文を読み、ちょうどこのキーを持つJSONオブジェクト一つで答えてください: {keys}。"
    "JSONだけ答えてください。\n文: ",
}
_PEOPLE = {
    "en": ("Clara", "Henry", "Isabel", "Martin", "Ruth", "Victor"),
    "ko": ("지우", "준서", "수아", "현우", "예린", "태민"),
    "ja": ("葵", "蓮", "結衣", "悠人", "美咲", "健太"),
}
_CITIES = {
    "en": ("Bristol", "Chicago", "Toronto", "Sydney", "Boston", "Leeds"),
    "ko": ("부산", "인천", "대구", "수원", "전주", "춘천"),
    "ja": ("大阪", "名古屋", "福岡", "仙台", "神戸", "広島"),
}
_GOODS = {
    "en": ("chairs", "lamps", "bags", "plates"),
    "ko": ("의자", "램프", "가방", "접시"),
    "ja": ("椅子", "ランプ", "かばん", "皿"),
}
_ROOMS = ("R12", "R27", "S04", "S31", "T15", "T48")


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    return rng.choice((_person, _order, _meeting))(rng)


def _person(rng: Random) -> Drafts:
    who, where, age = rng.randrange(6), rng.randrange(6), rng.randint(21, 68)
    keys = "name (string), age (number), city (string)"
    texts = {
        "en": "{name} is {age} years old and lives in {city}.",
        "ko": "{name} 씨는 {age}세이고 {city}에 삽니다.",
        "ja": "{name}さんは{age}歳で、{city}に住んでいます。",
    }
    drafts = {}
    for language, text in texts.items():
        name, city = _PEOPLE[language][who], _CITIES[language][where]
        values: dict[str, Value] = {
            "name": (name, f"{name} 씨", f"{name}씨", f"{name}さん"),
            "age": age,
            "city": (city, f"{city}시", f"{city}市"),
        }
        said = text.format(name=name, age=age, city=city)
        drafts[language] = Draft(_ASK[language].format(keys=keys) + said, JsonObject(values))
    return drafts


def _order(rng: Random) -> Drafts:
    number, count = f"{rng.choice('ADEM')}-{rng.randint(100, 999)}", rng.randint(2, 60)
    what = rng.randrange(4)
    keys = "order (string), item (string), quantity (number)"
    texts = {
        "en": "Order {number}: please send {count} {item} by Friday.",
        "ko": "주문 {number}: {item} {count}개를 금요일까지 보내 주세요.",
        "ja": "注文 {number}: {item}を{count}個、金曜日までに送ってください。",
    }
    drafts = {}
    for language, text in texts.items():
        item = _GOODS[language][what]
        items = (item, item.removesuffix("s")) if language == "en" else (item,)
        values: dict[str, Value] = {"order": (number,), "item": items, "quantity": count}
        said = text.format(number=number, count=count, item=item)
        drafts[language] = Draft(_ASK[language].format(keys=keys) + said, JsonObject(values))
    return drafts


def _meeting(rng: Random) -> Drafts:
    room, people, hour = rng.choice(_ROOMS), rng.randint(3, 40), rng.randint(9, 17)
    keys = "room (string), people (number), time (string, HH:MM)"
    time = f"{hour:02}:30"
    texts = {
        "en": f"The meeting is in room {room} at {time}; {people} people are coming.",
        "ko": f"회의는 {time}에 {room} 회의실에서 열리고 {people}명이 옵니다.",
        "ja": f"会議は{time}に{room}会議室で開かれ、{people}人が来ます。",
    }
    rooms = (room, f"room {room}", f"{room} 회의실", f"{room}会議室")
    grader = JsonObject({"room": rooms, "people": people, "time": (time,)})
    return {
        language: Draft(_ASK[language].format(keys=keys) + text, grader)
        for language, text in texts.items()
    }
