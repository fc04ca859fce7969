"""What goes wrong in placing a model, in Japanese."""

from collections.abc import Mapping
from typing import Final

ERRORS: Final[Mapping[str, str]] = {
    "Nothing is learned here, so no model can be placed.": (
        "評価から学習しない設定のため、モデルの実力を見積もれません。"
    ),
    "Set routing.learn to true, and see that the embedder answers, if one is set.": (
        "設定routing.learnをtrueにし、埋め込みモデルを設定している場合は応答するか確認してくださ"
        "い。"
    ),
    "{} is no model that could be placed.": "{}は実力を見積もれるモデルではありません。",
    "`wayfare models` shows all.": "`wayfare models`で確認してください。",
    "No question to `auto` is kept that could be asked again.": (
        "再度送れる`auto`への質問が保存されていません。"
    ),
    "Keep texts (store.keep_texts) with a key that may be learned from, and ask `auto` some "
    "questions first.": (
        "学習を許可したキーでテキストを保存しながら(store.keep_texts)、"
        "先に`auto`へいくつか質問してください。"
    ),
    "None of the questions that are kept can be asked of {}.": (
        "保存されている質問のうち、{}に送れるものがありません。"
    ),
    "It cannot take them or may not read them, or answered them itself; plain questions in "
    "words, asked of `auto`, are what is needed.": (
        "そのモデルが受け付けられない質問、読んではいけない質問、または自身が答えた質問です。"
        "`auto`への、文章だけの質問が必要です。"
    ),
    "{} may not read any of the questions that could be asked.": (
        "{}は、送る予定の質問を1つも読めません。"
    ),
    "Name another one with --judge.": "--judgeで別のモデルを指定してください。",
    "It cannot be told what it costs to ask {} and {}.": "{}と{}に質問する費用が分かりません。",
    "It cannot be told what it costs to ask {}.": "{}に質問する費用が分かりません。",
    "Set the missing price in [prices], or name another one with --judge.": (
        "[prices]に足りない価格を設定するか、--judgeで別のモデルを指定してください。"
    ),
    "{} probes would cost about ${}, and ${} is left of today's budget for exploring.": (
        "{}件の質問に約${}かかりますが、今日の探索の予算は残り${}です。"
    ),
    "Ask for fewer with --probes, raise exploration.budget_micros, or wait until midnight, UTC.": (
        "--probesで件数を減らすか、exploration.budget_microsを増やすか、"
        "UTCの午前0時まで待ってください。"
    ),
    "No model is left that could judge: each is compared itself, or refused as a judge.": (
        "判定できるモデルが残っていません。どれも比較の対象か、判定モデルとして不採用です。"
    ),
    "Bring in another with `wayfare providers add`, or name one with --judge.": (
        "`wayfare providers add`で別のモデルを追加するか、--judgeで指定してください。"
    ),
    "{} would judge its own answers.": "{}は自分の回答を判定することになります。",
    "{} goes by an answer's place, not by the answer, and is refused as a judge.": (
        "{}は回答の内容ではなく位置で選ぶため、判定モデルとして不採用です。"
    ),
    "{} hardly ever finds one answer better, and is refused as a judge.": (
        "{}は優劣をほとんど付けないため、判定モデルとして不採用です。"
    ),
    "{} is not shown to agree with people more than chance does, and is refused as a judge.": (
        "{}は偶然以上に人と一致することが確認できないため、判定モデルとして不採用です。"
    ),
    "{} marks one model higher than people do, and is refused as a judge.": (
        "{}は人と違って特定のモデルに高い点数を付けるため、判定モデルとして不採用です。"
    ),
    "`wayfare doctor judge` shows what is known of it; name another one with --judge.": (
        "`wayfare doctor judge`で詳細を確認し、--judgeで別のモデルを指定してください。"
    ),
}
