"""Facts: capitals and continents. Only those that nobody disputes, with one usual name each."""

from collections.abc import Sequence
from random import Random

from bench.questions.graders import Name, OnlyLabel
from bench.questions.korean_particles import particle
from bench.questions.question import Drafts, in_each

#: Country and capital in English, Korean and Japanese, and the continent.
COUNTRIES = (
    (("Japan", "일본", "日本"), ("Tokyo", "도쿄", "東京"), "Asia"),
    (("China", "중국", "中国"), ("Beijing", "베이징", "北京"), "Asia"),
    (("Thailand", "태국", "タイ"), ("Bangkok", "방콕", "バンコク"), "Asia"),
    (("Vietnam", "베트남", "ベトナム"), ("Hanoi", "하노이", "ハノイ"), "Asia"),
    (("India", "인도", "インド"), ("New Delhi", "뉴델리", "ニューデリー"), "Asia"),
    (("Nepal", "네팔", "ネパール"), ("Kathmandu", "카트만두", "カトマンズ"), "Asia"),
    (("Mongolia", "몽골", "モンゴル"), ("Ulaanbaatar", "울란바토르", "ウランバートル"), "Asia"),
    (("France", "프랑스", "フランス"), ("Paris", "파리", "パリ"), "Europe"),
    (("Germany", "독일", "ドイツ"), ("Berlin", "베를린", "ベルリン"), "Europe"),
    (("Italy", "이탈리아", "イタリア"), ("Rome", "로마", "ローマ"), "Europe"),
    (("Spain", "스페인", "スペイン"), ("Madrid", "마드리드", "マドリード"), "Europe"),
    (("Portugal", "포르투갈", "ポルトガル"), ("Lisbon", "리스본", "リスボン"), "Europe"),
    (("Greece", "그리스", "ギリシャ"), ("Athens", "아테네", "アテネ"), "Europe"),
    (("Poland", "폴란드", "ポーランド"), ("Warsaw", "바르샤바", "ワルシャワ"), "Europe"),
    (("Hungary", "헝가리", "ハンガリー"), ("Budapest", "부다페스트", "ブダペスト"), "Europe"),
    (("Norway", "노르웨이", "ノルウェー"), ("Oslo", "오슬로", "オスロ"), "Europe"),
    (("Sweden", "스웨덴", "スウェーデン"), ("Stockholm", "스톡홀름", "ストックホルム"), "Europe"),
    (("Finland", "핀란드", "フィンランド"), ("Helsinki", "헬싱키", "ヘルシンキ"), "Europe"),
    (("Ireland", "아일랜드", "アイルランド"), ("Dublin", "더블린", "ダブリン"), "Europe"),
    (("Austria", "오스트리아", "オーストリア"), ("Vienna", "빈", "ウィーン"), "Europe"),
    (("Egypt", "이집트", "エジプト"), ("Cairo", "카이로", "カイロ"), "Africa"),
    (("Kenya", "케냐", "ケニア"), ("Nairobi", "나이로비", "ナイロビ"), "Africa"),
    (
        ("Ethiopia", "에티오피아", "エチオピア"),
        ("Addis Ababa", "아디스아바바", "アディスアベバ"),
        "Africa",
    ),
    (("Senegal", "세네갈", "セネガル"), ("Dakar", "다카르", "ダカール"), "Africa"),
    (("Canada", "캐나다", "カナダ"), ("Ottawa", "오타와", "オタワ"), "North America"),
    (("Cuba", "쿠바", "キューバ"), ("Havana", "아바나", "ハバナ"), "North America"),
    (("Peru", "페루", "ペルー"), ("Lima", "리마", "リマ"), "South America"),
    (
        ("Argentina", "아르헨티나", "アルゼンチン"),
        ("Buenos Aires", "부에노스아이레스", "ブエノスアイレス"),
        "South America",
    ),
    (("Chile", "칠레", "チリ"), ("Santiago", "산티아고", "サンティアゴ"), "South America"),
    (("Colombia", "콜롬비아", "コロンビア"), ("Bogota", "보고타", "ボゴタ"), "South America"),
)
#: Other spellings that are as right.
_ALSO = {
    "Vienna": ("비엔나",),
    "Havana": ("하바나",),
    "Buenos Aires": ("부에노스 아이레스",),
    "Addis Ababa": ("아디스 아바바",),
    "New Delhi": ("Delhi", "델리", "デリー"),
    "Vietnam": ("Viet Nam",),
    "Ulaanbaatar": ("Ulan Bator", "울란바타르"),
    "Thailand": ("타이",),
    "Spain": ("에스파냐",),
    "Athens": ("アテナイ",),
    "Kathmandu": ("カトマンドゥ",),
}
CONTINENTS = {
    "Asia": ("Asia", "아시아", "アジア"),
    "Europe": ("Europe", "유럽", "ヨーロッパ", "欧州"),
    "Africa": ("Africa", "아프리카", "アフリカ"),
    "North America": ("North America", "북아메리카", "북미", "北アメリカ", "北米"),
    "South America": ("South America", "남아메리카", "남미", "南アメリカ", "南米"),
}


def draw(rng: Random) -> Drafts:
    """One in all languages."""
    return rng.choice((_capital, _capital, _country, _continent))(rng)


def spellings(name: tuple[str, ...]) -> tuple[str, ...]:
    """All that is right for a name."""
    return name + _ALSO.get(name[0], ())


def _capital(rng: Random) -> Drafts:
    (en, ko, ja), capital, _ = rng.choice(COUNTRIES)
    others = [other for _, other, _ in COUNTRIES if other != capital]
    texts = {
        "en": f"What is the capital of {en}? Answer with the name only.",
        "ko": f"{ko}의 수도는 어디인가요? 이름만 답하세요.",
        "ja": f"{ja}の首都はどこですか。名前だけ答えてください。",
    }
    return in_each(texts, _name(capital, others))


def _country(rng: Random) -> Drafts:
    country, (en, ko, ja), _ = rng.choice(COUNTRIES)
    others = [other for other, _, _ in COUNTRIES if other != country]
    texts = {
        "en": f"{en} is the capital of which country? Answer with the name only.",
        "ko": f"수도가 {ko}인 나라는 어디인가요? 이름만 답하세요.",
        "ja": f"首都が{ja}である国はどこですか。名前だけ答えてください。",
    }
    return in_each(texts, _name(country, others))


def _continent(rng: Random) -> Drafts:
    (en, ko, ja), _, continent = rng.choice(COUNTRIES)
    texts = {
        "en": f"On which continent is {en}? Answer with one of: Asia, Europe, Africa, "
        "North America, South America.",
        "ko": f"{ko}{particle(ko, '은', '는')} 어느 대륙에 있나요? "
        "아시아, 유럽, 아프리카, 북아메리카, 남아메리카 중 하나로 답하세요.",
        "ja": f"{ja}はどの大陸にありますか。アジア、ヨーロッパ、アフリカ、北アメリカ、"
        "南アメリカのどれかで答えてください。",
    }
    return in_each(texts, OnlyLabel(continent, CONTINENTS))


def _name(right: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> Name:
    """Others whose name is part of a right one (India, Indiana) would refuse what is right."""
    mine = spellings(right)
    wrong = [each for other in others for each in spellings(other)]
    return Name(mine, tuple(w for w in wrong if not any(w in each for each in mine)))
