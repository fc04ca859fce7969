"""What is wrong with the further arms that are set, in Japanese."""

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, str]] = {
    "Two different arms are named {}.": "異なる2つの候補の名前がどちらも{}です。",
    "Give each a `name` in `[[arms]]`; without one, it is named after the model and how that is "
    "asked, and so is each of `pivot.models`.": (
        "`[[arms]]`でそれぞれに別の`name`を付けてください。ないときはモデルと質問の仕方から名前が"
        "付き、`pivot.models`のモデルも同じです。"
    ),
    "The arm {} is more than one of cascade, panel and pivot.": (
        "`[[arms]]`の{}で、cascade、panel、pivotのうち2つ以上を同時に設定しています。"
    ),
    "Make an arm of each.": "1つずつ分けて設定してください。",
    "The {} with {} is not whole.": "{1}の{0}の設定が足りません。",
    "It needs a `name` in `[[arms]]` and three different deployments: `deployment` with `cheap` "
    "and `second`, or with two or more in `panel`.": (
        "`[[arms]]`に`name`と、異なる3つのモデルが必要です。`deployment`に加えて`cheap`と`second`、"
        "または`panel`に2つ以上を設定してください。"
    ),
    "{} is no language that {} could be asked in.": "{0}は、{1}に質問できる言語ではありません。",
    "Set `middle` to a code of ISO 639-1, such as `en`.": (
        "`middle`に`en`のようなISO 639-1のコードを設定してください。"
    ),
    "The further arm of {} has no name.": "`[[arms]]`の{}に名前がありません。",
    "Give it a `name` in `[[arms]]`, or a setup to be named after.": (
        "`[[arms]]`で`name`を付けるか、名前の元になる設定を加えてください。"
    ),
}
