"""What is wrong with the further arms that are set, in Korean; see `error_texts.py`."""

from collections.abc import Mapping
from typing import Final

KOREAN: Final[Mapping[str, str]] = {
    "Two different arms are named {}.": "서로 다른 두 선택지의 이름이 {}(으)로 같습니다.",
    "Give each a `name` in `[[arms]]`; without one, it is named after the model and how that is "
    "asked, and so is each of `pivot.models`.": (
        "`[[arms]]`에서 각각 다른 `name`을 주세요. 없으면 모델과 묻는 방식으로 이름을 짓고, "
        "`pivot.models`에 적은 것도 그렇습니다."
    ),
    "The arm {} is more than one of cascade, panel and pivot.": (
        "`[[arms]]`의 {}에 cascade, panel, pivot 가운데 둘 이상이 섞여 있습니다."
    ),
    "Make an arm of each.": "하나씩 따로 적으세요.",
    "The {} with {} is not whole.": "{1}의 {0} 설정이 온전하지 않습니다.",
    "It needs a `name` in `[[arms]]` and three different deployments: `deployment` with `cheap` "
    "and `second`, or with two or more in `panel`.": (
        "`[[arms]]`에 `name`과 서로 다른 모델 셋이 필요합니다. `deployment`와 함께 `cheap`, "
        "`second`를 쓰거나 `panel`에 둘 이상 쓰세요."
    ),
    "{} is no language that {} could be asked in.": "{0}: {1} 모델에 물을 수 있는 언어가 아닙니다.",
    "Set `middle` to a code of ISO 639-1, such as `en`.": (
        "`middle`에 `en` 같은 ISO 639-1 코드를 쓰세요."
    ),
    "The further arm of {} has no name.": "`[[arms]]`에 있는 {}의 선택지에 이름이 없습니다.",
    "Give it a `name` in `[[arms]]`, or a setup to be named after.": (
        "`[[arms]]`에서 `name`을 주거나, 이름이 될 설정을 더하세요."
    ),
}
