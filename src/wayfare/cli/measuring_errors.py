"""What goes wrong in measuring languages, in Korean; see `error_texts.py`."""

from collections.abc import Mapping
from typing import Final

KOREAN: Final[Mapping[str, str]] = {
    # its file of questions
    "{} is no file of questions in several languages.": (
        "{} 파일에서는 여러 언어의 질문을 읽을 수 없습니다."
    ),
    "It must end with .csv, .jsonl or .parquet.": ".csv, .jsonl, .parquet로 끝나야 합니다.",
    "There are no questions in {} but in the language in the middle.": (
        "{} 파일에는 거쳐 갈 언어로 된 질문밖에 없습니다."
    ),
    "Name its column or field `question`; see `wayfare measure language --help`.": (
        "열이나 필드 이름을 `question`이나 `질문`으로 하세요. `wayfare measure language --help`."
    ),
    "`{}` in line {} of {} is no text.": "`{}`({}번째 줄, {})이 글이 아닙니다.",
    "Write it as a text.": "글로 적으세요.",
    "`language` in line {} of {} is {}, which is no code of a language.": (
        "`language`({}번째 줄, {}) 값 {}은 언어 코드가 아닙니다."
    ),
    "Write a code of ISO 639-1, such as `ko`, or leave it out.": (
        "`ko` 같은 ISO 639-1 코드를 적거나 비워 두세요."
    ),
    "What reads Parquet is not installed.": "Parquet 파일을 읽는 패키지가 없습니다.",
    "{} is no Parquet that can be read.": "{} 파일을 Parquet로 읽을 수 없습니다.",
    "Write it anew, or as CSV.": "다시 만들거나 CSV로 저장하세요.",
    "There is no question in the language {}.": "{} 언어로 된 질문이 없습니다.",
    "Write its code into a column or field `language`, or name another --language.": (
        "열이나 필드 `language`에 코드를 적거나 --language로 다른 언어를 고르세요."
    ),
    "There is no question in a language that can be told, but for the one in the middle.": (
        "거쳐 갈 언어 말고는 어느 언어인지 알 수 있는 질문이 없습니다."
    ),
    "Write its code into a column or field `language`.": (
        "열이나 필드 `language`에 언어 코드를 적으세요."
    ),
    # past questions
    "No question in another language is kept of which a check tells what is right.": (
        "다른 언어로 된 질문 가운데 정답을 확인할 수 있는 것이 보관되어 있지 않습니다."
    ),
    "Name a file of questions; or keep texts (store.keep_texts) and send checks "
    "(`POST /v1/outcomes`).": (
        "질문 파일을 주거나, 글을 보관하고(store.keep_texts) 검사를 보내세요(`POST /v1/outcomes`)."
    ),
    "Nothing is learned here, so past questions cannot be asked again.": (
        "여기서는 배우지 않으므로 지난 질문을 다시 물을 수 없습니다."
    ),
    "Name a file of questions, or set routing.learn to true.": (
        "질문 파일을 주거나 routing.learn을 true로 하세요."
    ),
    # who is asked
    "No model can be asked any of the questions through the language in the middle.": (
        "다른 언어를 거쳐 이 질문들을 물을 수 있는 모델이 없습니다."
    ),
    "Name another translator with --translator, or other models with --model.": (
        "--translator로 다른 번역 모델을, --model로 다른 모델을 고르세요."
    ),
    "There is no model that may be asked.": "물을 수 있는 모델이 없습니다.",
    "Name models with --model, add a provider, or change [demands].": (
        "--model로 모델을 고르거나, 제공자를 더하거나, [demands]를 바꾸세요."
    ),
    "{} is no model that is asked directly.": "{}: 바로 묻는 모델이 아닙니다.",
    "Name the model itself with --model.": "--model에 모델 자체의 이름을 쓰세요.",
    "Name another one with --model, or change [demands].": (
        "--model로 다른 모델을 고르거나 [demands]를 바꾸세요."
    ),
    "{} is no model that could translate.": "{}: 번역할 수 있는 모델이 아닙니다.",
    "{} may not translate them: it does not fulfil what the settings demand.": (
        "{} 모델은 설정이 요구하는 조건을 채우지 못해 번역할 수 없습니다."
    ),
    "Name another one with --translator, or change [demands].": (
        "--translator로 다른 모델을 고르거나 [demands]를 바꾸세요."
    ),
}
