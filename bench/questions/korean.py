"""Korean: politeness, spacing and spelling in Korean; what all Koreans know, in all three."""

from random import Random

from bench.questions.graders import Letter, Name
from bench.questions.question import Draft, Drafts, in_each

_LETTERS = "ABC"
#: What is asked, what is right, what is not.
CHOICES = (
    (
        "어른께 쓸 때 가장 알맞은 말은 무엇인가요?",
        "할아버지, 안녕히 주무셨어요?",
        "할아버지, 잘 잤어?",
        "할아버지, 잘 잤니?",
    ),
    (
        "손님께 쓸 때 가장 알맞은 말은 무엇인가요?",
        "이쪽에 앉으십시오.",
        "여기 앉아.",
        "여기 앉아라.",
    ),
    (
        "선생님께 쓸 때 가장 알맞은 말은 무엇인가요?",
        "선생님, 여쭤볼 것이 있습니다.",
        "선생님, 물어볼 게 있어.",
        "선생님, 뭐 좀 묻자.",
    ),
    ("'먹다'의 높임말은 무엇인가요?", "잡수시다", "먹히다", "먹이다"),
    ("'말'의 높임말은 무엇인가요?", "말씀", "말투", "말귀"),
    ("'생일'의 높임말은 무엇인가요?", "생신", "생시", "생애"),
    ("'주다'를 높이는 말은 무엇인가요?", "드리다", "던지다", "받다"),
    ("'있다'의 높임말은 무엇인가요?", "계시다", "생기다", "남다"),
    ("띄어쓰기가 맞는 것은 무엇인가요?", "먹을 수 있다", "먹을수 있다", "먹을 수있다"),
    ("띄어쓰기가 맞는 것은 무엇인가요?", "책 두 권", "책 두권", "책두 권"),
    ("띄어쓰기가 맞는 것은 무엇인가요?", "집에서 쉰다", "집 에서 쉰다", "집에서쉰다"),
    (
        "띄어쓰기가 맞는 것은 무엇인가요?",
        "아는 것이 힘이다",
        "아는것이 힘이다",
        "아는 것 이 힘이다",
    ),
    (
        "띄어쓰기가 맞는 것은 무엇인가요?",
        "온 지 사흘 되었다",
        "온지 사흘 되었다",
        "온 지사흘 되었다",
    ),
    ("맞춤법이 맞는 것은 무엇인가요?", "설거지", "설겆이", "설것이"),
    ("맞춤법이 맞는 것은 무엇인가요?", "오랜만에", "오랫만에", "오랜 만에"),
    ("맞춤법이 맞는 것은 무엇인가요?", "깨끗이", "깨끗히", "깨끄시"),
    ("맞춤법이 맞는 것은 무엇인가요?", "김치찌개", "김치찌게", "김치찌계"),
    ("맞춤법이 맞는 것은 무엇인가요?", "역할", "역활", "역홀"),
    ("맞춤법이 맞는 것은 무엇인가요?", "안 돼요", "안 되요", "않 돼요"),
    ("맞춤법이 맞는 것은 무엇인가요?", "며칠 동안", "몇일 동안", "몇 일 동안"),
)
#: In English, Korean and Japanese, and what is right.
CULTURE = (
    (
        "Which king of Joseon had Hangul created?",
        "한글을 만든 조선의 왕은 누구인가요?",
        "ハングルを作った朝鮮の王は誰ですか。",
        ("Sejong", "세종", "世宗"),
    ),
    (
        "What is the currency of South Korea?",
        "대한민국의 화폐 단위는 무엇인가요?",
        "韓国の通貨は何ですか。",
        ("won", "원", "ウォン"),
    ),
    (
        "What is the traditional Korean dress called?",
        "한국의 전통 옷을 무엇이라고 하나요?",
        "韓国の伝統的な服は何といいますか。",
        ("hanbok", "한복", "韓服", "ハンボク", "チマチョゴリ"),
    ),
    (
        "What is the traditional Korean house called?",
        "한국의 전통 집을 무엇이라고 하나요?",
        "韓国の伝統的な家は何といいますか。",
        ("hanok", "한옥", "韓屋", "ハノク"),
    ),
    (
        "Which Korean martial art is an Olympic sport?",
        "올림픽 종목인 한국의 무술은 무엇인가요?",
        "オリンピック種目である韓国の武術は何ですか。",
        ("taekwondo", "tae kwon do", "태권도", "テコンドー"),
    ),
    (
        "What is the spicy Korean dish of fermented cabbage called?",
        "배추를 절여 맵게 발효시킨 한국 음식은 무엇인가요?",
        "白菜を発酵させた辛い韓国の料理は何ですか。",
        ("kimchi", "gimchi", "김치", "キムチ"),
    ),
    (
        "Which river flows through Seoul?",
        "서울을 가로지르는 강은 무엇인가요?",
        "ソウルを流れる川は何ですか。",
        ("Han", "Hangang", "한강", "漢江", "ハンガン"),
    ),
    (
        "What is the largest island of South Korea?",
        "대한민국에서 가장 큰 섬은 무엇인가요?",
        "韓国で一番大きい島は何ですか。",
        ("Jeju", "Jejudo", "Cheju", "제주", "済州", "チェジュ"),
    ),
    (
        "What is the second largest city of South Korea?",
        "대한민국에서 두 번째로 큰 도시는 어디인가요?",
        "韓国で二番目に大きい都市はどこですか。",
        ("Busan", "Pusan", "부산", "釜山", "プサン"),
    ),
    (
        "What is the national flower of South Korea?",
        "대한민국의 나라꽃은 무엇인가요?",
        "韓国の国花は何ですか。",
        (
            "rose of sharon",
            "mugunghwa",
            "hibiscus",
            "무궁화",
            "ムクゲ",
            "むくげ",
            "木槿",
            "ムグンファ",
        ),
    ),
    (
        "What is the flag of South Korea called?",
        "대한민국의 국기를 무엇이라고 하나요?",
        "韓国の国旗は何といいますか。",
        ("taegukgi", "taegeukgi", "태극기", "太極旗", "テグッキ"),
    ),
    (
        "Which admiral is known for the turtle ships?",
        "거북선으로 알려진 장군은 누구인가요?",
        "亀甲船で知られる将軍は誰ですか。",
        (
            "Yi Sun-sin",
            "Yi Sunsin",
            "Yi Sun Sin",
            "Yi Sun-shin",
            "이순신",
            "李舜臣",
            "イ・スンシン",
            "イスンシン",
        ),
    ),
    (
        "What is the Korean dish of rice mixed with vegetables called?",
        "밥에 나물을 넣고 비벼 먹는 음식은 무엇인가요?",
        "ご飯に野菜を混ぜて食べる韓国の料理は何ですか。",
        ("bibimbap", "비빔밥", "ビビンバ", "ビビンパ"),
    ),
    (
        "What is the Korean harvest festival called?",
        "음력 8월 15일의 한국 명절은 무엇인가요?",
        "韓国で旧暦8月15日の祝日は何といいますか。",
        ("Chuseok", "추석", "한가위", "秋夕", "チュソク"),
    ),
    (
        "Which mountain is the highest of South Korea?",
        "남한에서 가장 높은 산은 무엇인가요?",
        "韓国で一番高い山は何ですか。",
        ("Halla", "Hallasan", "한라산", "漢拏山", "ハルラ", "ハンラ"),
    ),
    (
        "What is the Korean floor heating called?",
        "바닥을 데우는 한국의 전통 난방은 무엇인가요?",
        "床を暖める韓国の伝統的な暖房は何といいますか。",
        ("ondol", "온돌", "オンドル", "温突"),
    ),
    (
        "Who was the first king of Joseon?",
        "조선의 첫 번째 왕은 누구인가요?",
        "朝鮮の最初の王は誰ですか。",
        ("Taejo", "Yi Seong-gye", "Yi Seonggye", "Yi Song-gye", "태조", "이성계", "太祖", "李成桂"),
    ),
    (
        "Which soup is eaten on Korean New Year's Day?",
        "설날에 먹는 국은 무엇인가요?",
        "韓国の正月に食べる汁物は何ですか。",
        ("tteokguk", "rice cake soup", "떡국", "トック", "トッククッ", "トックッ"),
    ),
)
_BRIEFLY = (" Answer briefly.", " 짧게 답하세요.", "短く答えてください。")


def draw(rng: Random) -> Drafts:
    """One in Korean alone, or one in all languages."""
    return rng.choice((_choice, _culture))(rng)


def _choice(rng: Random) -> Drafts:
    asked, right, *wrong = rng.choice(CHOICES)
    shown = rng.sample((right, *wrong), 3)
    lines = "\n".join(f"{letter}. {text}" for letter, text in zip(_LETTERS, shown, strict=True))
    text = f"{asked} A, B, C 중 한 글자로만 답하세요.\n{lines}"
    return {"ko": Draft(text, Letter(_LETTERS[shown.index(right)]))}


def _culture(rng: Random) -> Drafts:
    *texts, right = rng.choice(CULTURE)
    asked = {
        language: text + briefly
        for language, text, briefly in zip(("en", "ko", "ja"), texts, _BRIEFLY, strict=True)
    }
    return in_each(asked, Name(right))
