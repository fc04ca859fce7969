"""What Click says by itself, in Japanese."""

from collections.abc import Mapping
from typing import Final

CLICK: Final[Mapping[str, str]] = {
    "Usage: ": "使い方: ",
    "Arguments": "引数",
    "Options": "オプション",
    "Commands": "コマンド",
    "Show this message and exit.": "このヘルプを表示します。",
    "Try '{}' for help.": "ヘルプ: '{}'",
    "Error: {}": "エラー: {}",
    "Aborted!": "中断しました。",
    "No such command {}.": "{}というコマンドはありません。",
    "No such option: {}": "{}というオプションはありません。",
    "No such option: {} (Possible options: {})": (
        "{}というオプションはありません。似たオプション: {}"
    ),
    "Missing argument {}.": "引数{}がありません。",
    "Missing option {}.": "オプション{}がありません。",
    "Got unexpected extra argument ({})": "引数が多すぎます: {}",
    "Got unexpected extra arguments ({})": "引数が多すぎます: {}",
    "Option {} requires an argument.": "オプション{}には値が必要です。",
    "Option {} does not take a value.": "オプション{}は値を取りません。",
    "Invalid value for {}: {}": "{}の値が正しくありません: {}",
    "{} is not one of {}.": "{}: 次のいずれかにしてください。{}",
    "Input should be a valid integer, unable to parse string as an integer": (
        "整数を指定してください。"
    ),
    "Input should be a valid number, unable to parse string as a number": (
        "数値を指定してください。"
    ),
}
