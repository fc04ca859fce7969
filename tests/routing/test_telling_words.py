"""What names a topic: words that tell it from others, and nobody's own."""

from wayfare.routing.telling_words import Asked, telling_words, words_of


def asked(topic, *texts, users=("mina", "kim")):
    return [Asked(topic, users[n % len(users)], text) for n, text in enumerate(texts)]


TAX = ("When is tax due?", "Which tax form is due?", "Is the tax high?", "How is tax paid?")
CHESS = ("Is the queen strong?", "Where is the queen?", "How is the queen lost?", "A queen?")


def test_a_topic_is_named_by_what_the_others_do_not_say():
    told = telling_words(asked("t1", *TAX) + asked("t2", *CHESS))
    assert told["t1"]["en"][0] == "tax"
    assert told["t2"]["en"][0] == "queen"
    assert "the" not in told["t1"]["en"]


def test_each_language_has_its_own_words():
    korean = ("세금은 언제 내나요?", "세금을 줄이려면?", "세금이 높은가요?", "세금 신고")
    told = telling_words(asked("t1", *TAX, *korean) + asked("t2", *CHESS))
    assert told["t1"]["ko"] == ("세금",)
    assert told["t1"]["en"][0] == "tax"


def test_what_one_person_says_alone_is_not_told():
    secret = [f"{text} orchid" for text in TAX]
    two = asked("t1", *TAX) + asked("t1", *secret, users=("mina",)) + asked("t2", *CHESS)
    assert "orchid" not in telling_words(two)["t1"].get("en", ())
    alone = asked("t1", *secret, users=("mina",)) + asked("t2", *CHESS, users=("mina",))
    assert "orchid" in telling_words(alone)["t1"]["en"]  # nobody else asks anything


def test_what_was_said_twice_is_not_told():
    told = telling_words(asked("t1", *TAX, "orchid one", "orchid two") + asked("t2", *CHESS))
    assert "orchid" not in told["t1"]["en"]


def test_words_are_found_in_every_script():
    assert words_of("Don't PANIC 42 a@b.de") >= {"don't", "panic"}
    assert "42" not in words_of("42")
    assert words_of("確定申告") == {"確定", "定申", "申告"}
    assert "プログラム" in words_of("プログラムを書いて")
    assert words_of("") == words_of("\x00😀") == set()


def test_nothing_asked_tells_nothing():
    assert telling_words([]) == {}
