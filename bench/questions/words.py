"""Words: opposites, and translations into English."""

from random import Random

from bench.questions.graders import Name
from bench.questions.korean_particles import particle
from bench.questions.question import Draft, Drafts

#: The same pair of opposites in each language: the word, and what is right. Korean and Japanese
#: are stems where a word has endings.
OPPOSITES = (
    {
        "en": ("hot", "cold", "cool"),
        "ko": ("뜨겁다", "차갑", "차가"),
        "ja": ("熱い", "冷た", "つめた"),
    },
    {"en": ("high", "low"), "ko": ("높다", "낮다", "낮은", "낮음"), "ja": ("高い", "低")},
    {
        "en": ("dark", "bright", "light"),
        "ko": ("어둡다", "밝다", "밝은", "밝음"),
        "ja": ("暗い", "明る"),
    },
    {"en": ("long", "short"), "ko": ("길다", "짧"), "ja": ("長い", "短")},
    {
        "en": ("fast", "slow"),
        "ko": ("빠르다", "느리", "느림", "느린"),
        "ja": ("速い", "遅", "おそい"),
    },
    {"en": ("many", "few"), "ko": ("많다", "적다", "적은", "적음"), "ja": ("多い", "少な")},
    {"en": ("wide", "narrow"), "ko": ("넓다", "좁"), "ja": ("広い", "狭", "せまい")},
    {
        "en": ("begin", "end", "finish", "stop"),
        "ko": ("시작", "끝", "종료"),
        "ja": ("開始", "終了"),
    },
    {"en": ("victory", "defeat", "loss"), "ko": ("승리", "패배"), "ja": ("勝利", "敗北")},
    {"en": ("heavy", "light"), "ko": ("무겁다", "가볍", "가벼"), "ja": ("重い", "軽")},
    {"en": ("new", "old"), "ko": ("새롭다", "낡", "오래"), "ja": ("新しい", "古")},
    {"en": ("strong", "weak"), "ko": ("강하다", "약하", "약한", "약함"), "ja": ("強い", "弱")},
    {"en": ("near", "far", "distant"), "ko": ("가깝다", "멀"), "ja": ("近い", "遠")},
    {"en": ("thick", "thin"), "ko": ("두껍다", "얇"), "ja": ("厚い", "薄")},
    {"en": ("buy", "sell"), "ko": ("사다", "팔다", "팔기", "파는", "판매"), "ja": ("買う", "売")},
    {"en": ("increase", "decrease", "reduce"), "ko": ("증가", "감소"), "ja": ("増加", "減少")},
    {"en": ("question", "answer"), "ko": ("질문", "대답", "답변"), "ja": ("質問", "回答", "答え")},
    {"en": ("success", "failure"), "ko": ("성공", "실패"), "ja": ("成功", "失敗")},
    {"en": ("enemy", "friend", "ally"), "ko": ("적군", "아군"), "ja": ("敵", "味方")},
    {"en": ("entrance", "exit"), "ko": ("입구", "출구"), "ja": ("入口", "出口")},
    {"en": ("early", "late"), "ko": ("이르다", "늦"), "ja": ("早い", "遅")},
    {"en": ("import", "export"), "ko": ("수입", "수출"), "ja": ("輸入", "輸出")},
)
#: In Korean and Japanese, and what is right in English.
TRANSLATIONS = (
    ("의자", "椅子", ("chair",)),
    ("바다", "海", ("sea", "ocean")),
    ("눈물", "涙", ("tear", "tears")),
    ("병원", "病院", ("hospital",)),
    ("시장", "市場", ("market",)),
    ("우산", "傘", ("umbrella",)),
    ("고양이", "猫", ("cat",)),
    ("겨울", "冬", ("winter",)),
    ("소금", "塩", ("salt",)),
    ("다리미", "アイロン", ("iron",)),
    ("비행기", "飛行機", ("airplane", "aeroplane", "plane", "aircraft")),
    ("거울", "鏡", ("mirror",)),
    ("열쇠", "鍵", ("key",)),
    ("호수", "湖", ("lake",)),
    ("섬", "島", ("island",)),
    ("꿈", "夢", ("dream",)),
    ("신문", "新聞", ("newspaper",)),
    ("자전거", "自転車", ("bicycle", "bike")),
    ("선물", "プレゼント", ("gift", "present")),
    ("대학교", "大学", ("university", "college")),
    ("부엌", "台所", ("kitchen",)),
    ("형제", "兄弟", ("brother", "brothers", "siblings")),
)


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    return rng.choice((_opposite, _translation))(rng)


def _opposite(rng: Random) -> Drafts:
    pair = rng.choice(OPPOSITES)
    (en, *right_en), (ko, *right_ko), (ja, *right_ja) = pair["en"], pair["ko"], pair["ja"]
    return {
        "en": Draft(
            f'What is the opposite of the word "{en}"? Answer with one word.', Name(tuple(right_en))
        ),
        "ko": Draft(f"'{ko}'의 반대말은 무엇인가요? 한 단어로 답하세요.", Name(tuple(right_ko))),
        "ja": Draft(
            f"「{ja}」の反対の意味の言葉は何ですか。一語で答えてください。", Name(tuple(right_ja))
        ),
    }


def _translation(rng: Random) -> Drafts:
    ko, ja, right = rng.choice(TRANSLATIONS)
    grader = Name(right)
    # the English one asks for the Korean or the Japanese word, by turns of chance
    language, word = rng.choice((("Korean", ko), ("Japanese", ja)))
    return {
        "en": Draft(
            f'Translate the {language} word "{word}" into English. Answer with one word.', grader
        ),
        "ko": Draft(
            f"'{ko}'{particle(ko, '을', '를')} 영어로 번역하세요. 영어 단어만 답하세요.", grader
        ),
        "ja": Draft(f"「{ja}」を英語に訳してください。英単語だけ答えてください。", grader),
    }
