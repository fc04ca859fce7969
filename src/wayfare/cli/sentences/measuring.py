"""What the command line says of measuring what asking through another language gains."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "measuring_will_ask": (
        (
            "{count:,} questions ({languages}) are asked of {models}: directly, and through "
            "{middle}, translated by {translators}."
        ),
        (
            "질문 {count:,}개({languages})를 바로 묻고, {middle} 번역을 거쳐서도 묻습니다. "
            "모델: {models}. 번역: {translators}."
        ),
    ),
    "measuring_will_ask_true": (
        "{count:,} of them are asked as a person wrote them in {middle}, too.",
        "그중 {count:,}개는 사람이 쓴 {middle} 질문으로도 묻습니다.",
    ),
    "measuring_no_judge": (
        "Nobody can judge answers of which nothing says what is right: name a model with --judge.",
        "정답이 없는 답을 판정할 모델이 없습니다. --judge로 모델을 고르세요.",
    ),
    "measuring_unsuited": (
        (
            "{model} is not asked some or all questions in {language}: they do not fit, or it or "
            "the translator may not read them or lacks the language."
        ),
        (
            "{model} 모델에는 {language} 질문의 일부나 전부를 묻지 않습니다. 너무 길거나, 이 "
            "모델이나 번역 모델이 읽어서는 안 되거나 그 언어를 모릅니다."
        ),
    ),
    "measuring_kept_past": (
        "Scores are kept in {file}, and no texts: what was asked is not asked again.",
        "점수만 {file}에 남겨 두어 다시 묻지 않습니다. 글은 남기지 않습니다.",
    ),
    "measuring_language": ("language", "언어"),
    "measuring_right": ("right of 100 (true question)", "100개 중 정답(사람이 쓴 질문)"),
    "measuring_gain": ("gain in points", "얻은 점수"),
    "measuring_of_it": ("of it", "그 내역"),
    "measuring_abandoned": ("given up", "거치지 못함"),
    "measuring_seconds": ("seconds", "초"),
    "measuring_parts": (
        "language {middle}, translation {translation}",
        "언어 {middle}, 번역 {translation}",
    ),
    "measuring_equal_length": ("at equal length {points}", "길이가 같다면 {points}"),
    "measuring_helps": ("helps", "도움이 됨"),
    "measuring_within": ("no more than {points} points apart", "{points}점 넘게 다르지 않음"),
    "measuring_harmful": ("harmful", "해로움"),
    "measuring_foreseen": (
        "{shown}; foreseen {points}, not measured",
        "{shown}; 잰 것이 아니라 {points} 예상",
    ),
    "measuring_unmeasured": (
        (
            "Votes have not shown yet how often the judge errs, so its verdicts show nothing. "
            "`wayfare compare --vote 50` on open questions measures it."
        ),
        (
            "판정 모델이 얼마나 틀리는지 아직 투표로 재지 않아, 그 판정으로는 아무것도 보이지 "
            "않습니다. 정답 없는 질문으로 `wayfare compare --vote 50`을 실행하면 잽니다."
        ),
    ),
    "measuring_unjudged": (
        "Of {count:,} pairs of answers nobody has said which is better: they may count either way.",
        "답의 쌍 {count:,}개는 어느 쪽이 나은지 아무도 가리지 않아 어느 쪽으로도 셀 수 있습니다.",
    ),
    "measuring_equal_length_about": (
        (
            "Judges like longer answers. At equal length: what is left of the preference without "
            "that; the interval holds the better the more there are."
        ),
        (
            "판정은 긴 답을 좋아합니다. 길이가 같다면: 길이 덕을 뺀 선호이고, 구간은 답이 많을수록 "
            "정확합니다."
        ),
    ),
    "measuring_failed": (
        "{model}, {language}: {count:,} questions got no answer that way; each counts as wrong.",
        "{model}, {language}: 거쳐 물어 답을 받지 못한 질문 {count:,}개는 틀린 것으로 셉니다.",
    ),
    "measuring_switch_on": (
        "It helps. These lines in wayfare.toml let `auto` try it, and learn where it pays:",
        "도움이 됩니다. wayfare.toml에 다음 줄을 넣으면 `auto`가 써 보고 이로운 곳을 배웁니다.",
    ),
    "measuring_is_on": (
        "It helps, and it is on: `auto` learns from what was measured.",
        "도움이 되고, 이미 켜져 있습니다. `auto`가 잰 것에서 배웁니다.",
    ),
    "measuring_none": (
        "Nothing is shown to be better for asking through another language.",
        "다른 언어를 거쳐 물어서 나아졌다고 보인 것은 없습니다.",
    ),
    "measuring_country": ("makers of", "만든 나라"),
    "measuring_country_unknown": ("not known", "모름"),
    "measuring_models": ("models", "모델 수"),
    "measuring_questions": ("questions", "질문 수"),
    "measuring_right_interval": ("right of 100, asked directly", "바로 물었을 때 100개 중 정답"),
    "measuring_title": (
        "What asking through {middle} gains\nwhere it lies with 95 %",
        "다른 언어({middle})로 거쳐 물어 얻는 점수\n95% 확실한 구간",
    ),
    "measuring_axis": (
        "gain in points of 100 (right: the detour helps)",
        "얻은 점수, 100점 만점(오른쪽이면 거치는 것이 나음)",
    ),
    "measuring_plot_foreseen": ("foreseen, not measured", "예상(재지 않음)"),
    "measuring_plot_open": ("preferred by a judge", "판정 모델의 선호"),
}
