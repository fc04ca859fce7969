"""What goes wrong in measuring languages, in Japanese; see `cli/measuring_errors.py`."""

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, str]] = {
    # its file of questions
    "{} is no file of questions in several languages.": (
        "{}からは複数の言語の質問を読み取れません。"
    ),
    "It must end with .csv, .jsonl or .parquet.": (
        "拡張子は.csv、.jsonl、.parquetのいずれかにしてください。"
    ),
    "There are no questions in {} but in the language in the middle.": (
        "{}には、経由する言語の質問しかありません。"
    ),
    "Name its column or field `question`; see `wayfare measure language --help`.": (
        "列またはフィールドの名前を`question`にしてください。`wayfare measure language --help`。"
    ),
    "`{}` in line {} of {} is no text.": "`{}`({}行目、{})が文字列ではありません。",
    "Write it as a text.": "文字列で書いてください。",
    "`language` in line {} of {} is {}, which is no code of a language.": (
        "`language`({}行目、{})の値{}は言語コードではありません。"
    ),
    "Write a code of ISO 639-1, such as `ko`, or leave it out.": (
        "`ko`のようなISO 639-1のコードを書くか、空にしてください。"
    ),
    "What reads Parquet is not installed.": (
        "Parquetを読むパッケージがインストールされていません。"
    ),
    "{} is no Parquet that can be read.": "{}をParquetとして読めません。",
    "Write it anew, or as CSV.": "作り直すか、CSVで保存してください。",
    "There is no question in the language {}.": "言語{}の質問がありません。",
    "Write its code into a column or field `language`, or name another --language.": (
        "列またはフィールド`language`にコードを書くか、--languageで別の言語を指定してください。"
    ),
    "There is no question in a language that can be told, but for the one in the middle.": (
        "経由する言語のほかに、言語を判別できる質問がありません。"
    ),
    "Write its code into a column or field `language`.": (
        "列またはフィールド`language`に言語コードを書いてください。"
    ),
    # past questions
    "No question in another language is kept of which a check tells what is right.": (
        "ほかの言語の質問で、正解をチェックできるものが保存されていません。"
    ),
    "Name a file of questions; or keep texts (store.keep_texts) and send checks "
    "(`POST /v1/outcomes`).": (
        "質問ファイルを指定するか、文章を保存して(store.keep_texts)チェックを送ってください"
        "(`POST /v1/outcomes`)。"
    ),
    "Nothing is learned here, so past questions cannot be asked again.": (
        "ここでは学習しないため、過去の質問をもう一度送ることができません。"
    ),
    "Name a file of questions, or set routing.learn to true.": (
        "質問ファイルを指定するか、routing.learnをtrueにしてください。"
    ),
    # who is asked
    "No model can be asked any of the questions through the language in the middle.": (
        "別の言語を経由してこれらの質問を送れるモデルがありません。"
    ),
    "Name another translator with --translator, or other models with --model.": (
        "--translatorで別の翻訳モデルを、--modelで別のモデルを指定してください。"
    ),
    "There is no model that may be asked.": "質問を送れるモデルがありません。",
    "Name models with --model, add a provider, or change [demands].": (
        "--modelでモデルを指定するか、プロバイダーを追加するか、[demands]を変更してください。"
    ),
    "{} is no model that is asked directly.": "{}は、そのまま質問するモデルではありません。",
    "Name the model itself with --model.": "--modelにモデル自体の名前を指定してください。",
    "Name another one with --model, or change [demands].": (
        "--modelで別のモデルを指定するか、[demands]を変更してください。"
    ),
    "{} is no model that could translate.": "{}は翻訳できるモデルではありません。",
    "{} may not translate them: it does not fulfil what the settings demand.": (
        "{}は設定の要求を満たさないため、翻訳できません。"
    ),
    "Name another one with --translator, or change [demands].": (
        "--translatorで別のモデルを指定するか、[demands]を変更してください。"
    ),
}
