"""Find persons' names, known by the title behind them: 김민수 씨, 田中さん, 王小明先生."""

import re
from collections.abc import Iterator

_KOREAN_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도석선설"
    "마길연위표명기반왕금옥육인맹제모탁국은용봉사부편빈예"
)
_KOREAN_TITLES = (
    "씨|박사|교수|장군|선수|감독|작가|대통령|사장|회장|부장|과장|대리|팀장|선생|여사|의원|장관|배우|가수|시인|화백|"
    "변호사|대표|군|양|님"
)
_KOREAN_NO_NAMES = (
    "장군과|장군은|장군이|이러한|유명한|우수한|소중한|성실한|조용한|강력한|진정한|"
    "고마운|이상한|신비한|안내원|사용자|구매자|지원자|여행자"
)
_KOREAN_END = r"(?:[은는이가을를의와과께도만에,.?!)]|\s|$|님|입|였|라)"
_JAPANESE_NO_NAMES = (
    "患者|学生|店員|業者|職人|読者|会員|利用者|皆|各位|お客|神|王|奥|殿|芸人|役人|商人|大人"
)
_CHINESE_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺倪汤罗郝安常于傅齐康余"
    "顾孟黄萧尹姚汪毛戴宋庞熊舒屈项祝董梁杜蓝闵季贾路江童郭梅林钟徐邱骆高夏蔡田樊胡霍万卢丁邓洪包左石崔龚程邢裴陆曲段侯武刘龙叶黎白赖"
)

_NAMES = {
    "ko": re.compile(
        rf"(?<![가-힣])(?!{_KOREAN_NO_NAMES})"
        rf"((?:남궁|황보|제갈|선우|독고)[가-힣]{{1,2}}|[{_KOREAN_SURNAMES}][가-힣]{{2}})"
        rf"(?=\s?(?:{_KOREAN_TITLES}){_KOREAN_END})"
        rf"|(?<![가-힣])([{_KOREAN_SURNAMES}][가-힣])(?=\s씨{_KOREAN_END})"
    ),
    "ja": re.compile(
        rf"(?<![一-龥々])(?!{_JAPANESE_NO_NAMES})([一-龥々]{{2,5}})"
        r"(?=(?:さん|様|氏|くん|ちゃん|博士|教授|先生)(?![一-龥]))"
    ),
    "zh": re.compile(
        rf"([{_CHINESE_SURNAMES}][一-龥]{{1,2}})"
        r"(?=(?:先生|女士|小姐|教授|博士|总统|主席|医生)(?!们))"
    ),
}


def names_in(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where persons' names stand: a name that has its title once is one wherever it stands.

    >>> [text[a:b] for text in ["김민수 씨와 선생님, 김민수"] for a, b in names_in(text, "ko")]
    ['김민수', '김민수']
    """
    pattern = _NAMES.get(language)
    if pattern is None:
        return
    for name in {match[match.lastindex or 0] for match in pattern.finditer(text)}:
        yield from (match.span() for match in re.finditer(re.escape(name), text))
