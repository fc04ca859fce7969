"""What `--help` says, in Korean, and how it is said in any language but English.

The English stands beside the commands and options themselves; here it is the key.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from wayfare.cli.click_texts import TABLES as CLICK
from wayfare.cli.help_pages import wide
from wayfare.cli.japanese.help import HELP as JAPANESE

KOREAN: Final[Mapping[str, str]] = {
    "One address for all your models: each question goes to the model that answers it best for "
    "its price.": "여러 모델을 주소 하나로 씁니다. 질문마다 값에 견주어 가장 잘 답하는 모델에게 "
    "묻습니다.",
    "Version.": "버전.",
    "Language; else that of the locale.": "언어. 정하지 않으면 로캘을 따릅니다.",
    "Print JSON.": "JSON으로 출력합니다.",
    "Install completion for the current shell.": "지금 쓰는 셸에 자동 완성을 설치합니다.",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "지금 쓰는 셸의 자동 완성 코드를 보여 줍니다."
    ),
    "Look for faults in outcomes; what is found is not believed until it is confirmed.": (
        "평가에서 이상한 점을 찾습니다. 찾은 것은 확인하기 전까지 믿지 않습니다."
    ),
    "Place a model: ask it past questions, and let a judge compare its answers with those kept.": (
        "새 모델의 자리를 매깁니다. 전에 받은 질문을 묻고, 보관된 답과 견주어 판정하게 합니다."
    ),
    "The model to place, by its name here.": "자리를 매길 모델의 이름.",
    "How many past questions to ask it.": "다시 물을 질문 수.",
    "Say of so many pairs yourself which answer is better.": "이만큼은 직접 나은 답을 고릅니다.",
    "Who judges; else judge.model, else the best of another maker.": (
        "판정할 모델. 없으면 judge.model, 그것도 없으면 다른 회사의 가장 좋은 모델."
    ),
    "Show how often judges agree with people and whether they go by an answer's place.": (
        "판정하는 모델이 사람과 얼마나 같은지, 답이 아니라 자리를 보고 고르는지 봅니다."
    ),
    "The finding of this id is no fault: believe those outcomes.": (
        "이 id의 발견은 문제가 아니니 그 평가를 믿습니다."
    ),
    "Take back what was confirmed.": "확인한 것을 되돌립니다.",
    # replaying
    "Your own log instead of a set: rules it can tell of.": (
        "질문 묶음 대신 내 기록. 기록으로 알 수 있는 규칙만 됩니다."
    ),
    "Log: from this day on, YEAR-MONTH-DAY in UTC.": "기록: 이날부터(UTC, 연-월-일).",
    "Replay a labelled set: learn from some questions, decide the others, measure.": (
        "채점된 질문 모음으로 다시 해 봅니다. 일부에서 배우고 나머지를 고른 뒤 잽니다."
    ),
    "The name of the set.": "모음 이름.",
    "Folder of the set that is decided.": "고를 질문 모음이 있는 폴더.",
    "Folder of the set to learn from; else the same, split.": (
        "배울 질문 모음이 있는 폴더. 정하지 않으면 같은 모음을 나눕니다."
    ),
    "Questions to learn from; else all.": "배울 질문 수. 정하지 않으면 모두.",
    "How many splits, or orders.": "나누어 보거나 순서를 바꾸어 볼 횟수.",
    "Points of 100 that may be lost; again for more.": (
        "100점 중 잃어도 되는 점수. 여러 번 쓸 수 있습니다."
    ),
    "A rule, or FILE.py:NAME; again for more.": (
        "규칙 이름 또는 FILE.py:NAME. 여러 번 쓸 수 있습니다."
    ),
    "File to write the rows to, as JSON.": "결과 행을 JSON으로 쓸 파일.",
    "Learn while answering, as in use.": "실제로 쓸 때처럼 답하면서 배웁니다.",
    "Online: dollars that a point of 100 is worth an answer; else 0.0002.": (
        "--online: 100점 중 1점이 답 하나에 갖는 값(달러). 정하지 않으면 0.0002."
    ),
    "Online: people vote on this share of answers; else all is known.": (
        "--online: 사람들이 투표하는 답의 비율. 정하지 않으면 모든 점수를 압니다."
    ),
    "Online: the share of votes that are wrong; else 0.2.": (
        "--online: 틀린 투표의 비율. 정하지 않으면 0.2."
    ),
    "Online: file to draw to, FILE.png or FILE.svg.": (
        "--online: 그림을 그릴 파일. FILE.png 또는 FILE.svg."
    ),
    # serving and asking
    "Serve all models at one address, until Ctrl+C.": "모든 모델을 주소 하나로 제공합니다.",
    "Address to listen on.": "연결을 받을 주소.",
    "Port to listen on.": "연결을 받을 포트.",
    "Port to listen on; 0: any.": "연결을 받을 포트. 0이면 아무 포트.",
    "Processes that serve.": "요청을 받는 프로세스 수.",
    "Serve only the scripted provider: no model, no key, no cost.": (
        "정해진 답만 하는 제공자로 실행합니다. 모델도 키도 비용도 없습니다."
    ),
    "Ask one question, through a running Wayfare or without one.": (
        "질문 하나를 합니다. 서버가 있으면 거치고 없으면 직접 묻습니다."
    ),
    "What to ask; - reads it from standard input.": "질문. -를 쓰면 표준 입력에서 읽습니다.",
    "A model's name, or auto, auto:best, auto:cheap, auto:fast.": (
        "모델 이름 또는 auto, auto:best, auto:cheap, auto:fast."
    ),
    "Instructions before the question.": "질문에 앞서 줄 지시.",
    "0: no chance. Else the model's own.": "0이면 우연 없음. 정하지 않으면 모델의 기본값.",
    "Talk, one turn after another. An empty line ends.": (
        "대화를 이어 갑니다. 빈 줄을 넣으면 끝납니다."
    ),
    "Get the local models, serve, ask and show the tickets.": (
        "로컬 모델을 받아 실행하고, 질문과 티켓을 보여 줍니다."
    ),
    "The question to ask, instead of one Korean and one English.": (
        "한국어와 영어 질문 하나씩 대신 물을 질문."
    ),
    "The model to ask for.": "물어볼 모델.",
    "End after the answers.": "답을 받으면 끝냅니다.",
    "Ask models that you have keys for too. This can cost money.": (
        "키가 있는 모델에도 묻습니다. 돈이 들 수 있습니다."
    ),
    "Compare fares for a question. Sends it nowhere.": (
        "질문의 운임을 견줍니다. 아무 데도 보내지 않습니다."
    ),
    "The question to quote for.": "운임을 알아볼 질문.",
    "auto, auto:best, auto:cheap or auto:fast.": "auto, auto:best, auto:cheap, auto:fast.",
    "Wished of the choice, such as ceiling_usd=0.01,point_worth_usd=0.0002,critical.": (
        "선택에 바라는 것. 예: ceiling_usd=0.01,point_worth_usd=0.0002,critical."
    ),
    "Demanded of who reads it, such as no_training,countries=KR|US,providers=openai.": (
        "글을 읽는 쪽에 요구하는 것. 예: no_training,countries=KR|US,providers=openai."
    ),
    "Show requests, tokens and cost.": "요청, 토큰, 비용을 보여 줍니다.",
    "What to add up by.": "무엇별로 더할지.",
    "How many days back.": "지난 며칠.",
    "Print the settings and look for what is wrong; in outcomes, too.": (
        "설정을 보여 주고 잘못된 곳을 찾습니다. 평가도 살펴봅니다."
    ),
    # models and providers
    "List the models; let `auto` take them, or not.": (
        "모델을 보여 주고, `auto`가 쓸 모델을 정합니다."
    ),
    "Say of each why `auto` takes it, or does not.": "`auto`가 쓰거나 쓰지 않는 이유.",
    "Let `auto` take a model. It is asked once, for a few tokens, to see that it answers.": (
        "`auto`가 모델을 쓰게 합니다. 답하는지 보려고 몇 토큰으로 한 번 묻습니다."
    ),
    "Let `auto` take a model no more. It can still be asked by name.": (
        "`auto`가 모델을 쓰지 않게 합니다. 이름으로는 물을 수 있습니다."
    ),
    "Choose anew which models `auto` takes, among all that there are now.": (
        "지금 있는 모델 가운데 `auto`가 쓸 것을 다시 고릅니다."
    ),
    "Its name.": "이름.",
    "Say that a model changed: what was said of it before counts little from then on.": (
        "모델이 바뀌었다고 알립니다. 그 전 평가는 조금만 셉니다."
    ),
    "Its name; without one, all that changed.": "이름. 비우면 바뀐 모델을 모두 보여 줍니다.",
    "The day or moment in UTC, as 2026-11-20 or 2026-11-20T09:30.": (
        "UTC 날짜나 시각. 예: 2026-11-20, 2026-11-20T09:30."
    ),
    "Take its last change back.": "마지막으로 바뀌었다는 것을 취소합니다.",
    "List, add, remove and test providers.": "제공자를 보고, 추가하고, 빼고, 확인합니다.",
    "List the providers that were added or whose key was found.": (
        "추가했거나 키를 찾은 제공자를 보여 줍니다."
    ),
    "Add a provider to the settings.": "설정에 제공자를 추가합니다.",
    "A name of your own, or that of a usual provider.": "직접 지은 이름이나 알려진 제공자의 이름.",
    "Address below which its endpoints lie.": "API의 기본 주소.",
    "What it speaks; several by commas, the best first.": (
        "쓰는 형식. 여럿이면 좋은 것부터 쉼표로."
    ),
    "Environment variable that holds the key; the key is not kept.": (
        "키가 든 환경 변수. 키는 저장하지 않습니다."
    ),
    "How the key is sent: bearer, api-key, x-api-key, x-goog-api-key, none, sigv4, google.": (
        "키를 보내는 방법: bearer, api-key, x-api-key, x-goog-api-key, none, sigv4, google."
    ),
    "Models to offer, by commas; empty: those that it lists.": (
        "쓸 모델을 쉼표로. 비우면 제공자가 알려 주는 모델."
    ),
    "The usual provider that it is like.": "이와 같은, 알려진 제공자.",
    "It may lie on this machine or in a private network.": "이 컴퓨터나 사설망에 있어도 됩니다.",
    "Take a provider out of the settings.": "설정에서 제공자를 뺍니다.",
    "The provider's name.": "제공자 이름.",
    "Look for what stands between Wayfare and its providers; listing models is free.": (
        "제공자와 잘 통하는지 확인합니다. 모델 목록은 무료입니다."
    ),
    "Their names; none: all that are known.": "제공자 이름. 비우면 모두.",
    "Ask each a short question too; its price is said first.": (
        "짧은 질문도 합니다. 비용을 먼저 알립니다."
    ),
    "Ask without asking you.": "확인 없이 묻습니다.",
    "List what is known of providers' terms for prompts: who reads, trains, keeps.": (
        "질문을 누가 읽고 학습에 쓰고 보관하는지, 제공자의 조건을 보여 줍니다."
    ),
    "Keep the keys of providers, encrypted.": "제공자의 키를 암호화해 보관합니다.",
    "Keep a provider's key: typed unseen, or from standard input.": (
        "제공자의 키를 보관합니다. 보이지 않게 입력하거나 표준 입력으로 줍니다."
    ),
    "List the keys that are kept. What they are is not shown.": (
        "보관한 키의 목록. 키 자체는 보이지 않습니다."
    ),
    "Keep a provider's key no longer.": "보관한 제공자의 키를 지웁니다.",
    "Encrypt every key anew, with a new key of the vault.": (
        "vault의 새 키로 모두 다시 암호화합니다."
    ),
    # users, projects, keys
    "Manage users: who there is, and what they may do.": "사용자와 그 역할을 관리합니다.",
    "List the users.": "사용자 목록.",
    "Add a user. They work in the default project.": (
        "사용자를 추가합니다. 기본 프로젝트의 구성원이 됩니다."
    ),
    "The user's name.": "사용자 이름.",
    "What they may do.": "역할.",
    "Give them a password, typed or from standard input.": (
        "비밀번호도 정합니다. 입력하거나 표준 입력으로 줍니다."
    ),
    "Give a user another role.": "사용자의 역할을 바꿉니다.",
    "member, admin or owner.": "member(구성원), admin(관리자), owner(소유자).",
    "Shut a user out: sessions end, keys open nothing within seconds.": (
        "사용자를 차단합니다. 로그인이 끝나고, 몇 초 안에 키를 쓸 수 없게 됩니다."
    ),
    "Let a user in again.": "사용자의 차단을 풉니다.",
    "Give a user a new password: typed twice, or from standard input. Their sessions end.": (
        "비밀번호를 새로 정합니다. 두 번 입력하거나 표준 입력으로 줍니다. 로그인이 끝납니다."
    ),
    "Let a user sign in at the OpenID provider of the settings.": (
        "설정한 OpenID 제공자로 로그인할 수 있게 합니다."
    ),
    "Who they are at the OpenID provider: issuer|subject.": "OpenID 제공자에서의 issuer|subject.",
    "Instead: the first with this address, if it is verified.": (
        "대신, 확인된 이 이메일로 처음 로그인하는 사람."
    ),
    "Let a user sign in at the OpenID provider no longer. Sessions go on.": (
        "OpenID 제공자로 더는 로그인할 수 없게 합니다. 이미 한 로그인은 이어집니다."
    ),
    "Manage projects: what keys, budgets and texts belong to.": (
        "키, 예산, 글이 속하는 프로젝트를 관리합니다."
    ),
    "List the projects.": "프로젝트 목록.",
    "Add a project.": "프로젝트를 추가합니다.",
    "The project's id.": "프로젝트 id.",
    "What it is about.": "제목.",
    "A user who works in it from the start.": "처음부터 구성원이 될 사용자.",
    "Change a project. What is `default` is as the settings say.": (
        "프로젝트를 바꿉니다. `default`는 설정을 따릅니다."
    ),
    "Whether texts are kept: yes, no or default.": "글을 보관할지: yes, no, default.",
    "Texts are deleted after so many days; 0: never; or default.": (
        "이만큼 날이 지난 글을 지웁니다. 0이면 지우지 않습니다. 또는 default."
    ),
    "For so many seconds the same question gets the same answer; 0: off; or default.": (
        "같은 질문에 같은 답을 주는 시간(초). 0이면 끔. 또는 default."
    ),
    "Put a project away: its keys open nothing, what is known of it stays.": (
        "프로젝트를 보관합니다. 키는 쓸 수 없게 되고 기록은 남습니다."
    ),
    "Take a project up again.": "보관한 프로젝트를 다시 씁니다.",
    "List who works in a project, after somebody came or left.": (
        "구성원을 넣거나 뺀 뒤 목록을 보여 줍니다."
    ),
    "Take this user into it.": "이 사용자를 넣습니다.",
    "Take this user out of it; their keys in it open nothing.": (
        "이 사용자를 뺍니다. 이 프로젝트의 키는 쓸 수 없게 됩니다."
    ),
    "Make, list and revoke keys.": "키를 만들고, 보고, 취소합니다.",
    "Make a key. It is shown once.": "키를 만듭니다. 한 번만 보입니다.",
    "Whose key it is.": "키를 쓸 사용자.",
    "What it is for.": "어디에 쓰는 키인지.",
    "Texts sent with it are never learned from.": "이 키로 보낸 글은 학습에 쓰지 않습니다.",
    "Ask only those known not to train on prompts.": (
        "질문을 학습에 쓰지 않는다고 알려진 곳에만 묻습니다."
    ),
    "Ask only companies of these countries, such as KR,US.": (
        "이 국가의 회사에만 묻습니다. 예: KR,US."
    ),
    "Ask only these providers, such as openai,local.": "이 제공자에만 묻습니다. 예: openai,local.",
    "What it is for: a project.": "키를 쓸 프로젝트.",
    "When it opens nothing any more: 90d, or 2027-01-31 (UTC).": (
        "만료 시점: 90d 또는 2027-01-31(UTC)."
    ),
    "It manages too, as far as its user's role reaches.": (
        "사용자의 역할이 닿는 만큼 관리도 할 수 있습니다."
    ),
    "List the keys. What they are is not kept.": "키 목록. 키 자체는 저장하지 않습니다.",
    "Revoke a key. It stops working within seconds.": (
        "키를 취소합니다. 몇 초 안에 쓸 수 없게 됩니다."
    ),
    "The key's id.": "키의 id.",
    # budgets and rates
    "Set, list and remove budgets.": "예산을 정하고, 보고, 없앱니다.",
    "Set a budget. It holds within two seconds.": "예산을 정합니다. 2초 안에 적용됩니다.",
    "key, project or user.": "key(키), project(프로젝트), user(사용자).",
    "The key's id, the project's id or the user.": "키 id, 프로젝트 id 또는 사용자 이름.",
    "Dollars that may be spent in a day (UTC).": "하루(UTC)에 쓸 수 있는 달러.",
    "Dollars that may be spent in a month (UTC).": "한 달(UTC)에 쓸 수 있는 달러.",
    "Dollars that may be spent in all.": "모두 합해 쓸 수 있는 달러.",
    "Dollars from which on tickets warn.": "티켓에 알림이 뜨기 시작하는 달러.",
    "List the budgets, with what is spent, held and left of each.": (
        "예산과 쓴 돈, 잡아 둔 돈, 남은 돈."
    ),
    "Remove a budget. What was spent stays in the ledger.": "예산을 없앱니다. 쓴 기록은 남습니다.",
    "day, month or total.": "day(하루), month(한 달), total(전체).",
    "Set, list and remove rates.": "속도 한도를 정하고, 보고, 없앱니다.",
    "Set a rate. It holds within two seconds.": "속도 한도를 정합니다. 2초 안에 적용됩니다.",
    "Requests in any minute; none: not limited.": "1분에 할 수 있는 요청. 없으면 제한 없음.",
    "Tokens in any minute; none: not limited.": "1분에 쓸 수 있는 토큰. 없으면 제한 없음.",
    "List the rates.": "속도 한도 목록.",
    "Remove a rate.": "속도 한도를 없앱니다.",
    # comparing models on a file of questions
    "Ask models your own questions: see whether another is as good as the one you use.": (
        "내 질문을 모델들에 물어, 지금 쓰는 모델만큼 좋으면서 더 싼 것이 있는지 봅니다."
    ),
    "Questions: .txt, .csv, .jsonl, or ChatGPT's conversations.json.": (
        "질문 파일: .txt, .csv, .jsonl, ChatGPT의 conversations.json."
    ),
    "The model in use; empty: the best single one.": (
        "지금 쓰는 모델. 비우면 가장 좋은 모델 하나."
    ),
    "A model to compare; again for more; else `auto`'s.": (
        "견줄 모델. 여러 번 쓸 수 있습니다. 없으면 `auto`가 쓰는 모델들."
    ),
    "Dollars that it may cost.": "쓸 수 있는 돈(달러).",
    "File to write the result to, as JSON.": "결과를 JSON으로 적을 파일.",
    # vote
    "Say which of two answers of `auto` is better, without knowing whose they are.": (
        "`auto`의 두 답 가운데 어느 쪽이 나은지, 누구 것인지 모른 채 말합니다."
    ),
    # measuring languages
    "Measure what asking through another language gains.": (
        "다른 언어를 거쳐 물으면 얼마나 나아지는지 잽니다."
    ),
    "Ask the same questions directly and through English: see for which languages it helps.": (
        "같은 질문을 바로 묻고 영어를 거쳐서도 물어, 어느 언어에서 도움이 되는지 봅니다."
    ),
    "Questions with what is right: .csv, .jsonl or .parquet; else past ones.": (
        "정답이 있는 질문 파일: .csv, .jsonl, .parquet. 없으면 지난 질문."
    ),
    "A model to measure; again for more; else `auto`'s.": (
        "잴 모델. 여러 번 쓸 수 있습니다. 없으면 `auto`가 쓰는 모델들."
    ),
    "Who translates; else pivot.translator, else each model itself.": (
        "번역할 모델. 없으면 pivot.translator, 그것도 없으면 모델 스스로."
    ),
    "The language in the middle; else that set.": "거쳐 갈 언어. 없으면 설정의 언어.",
    "A language by its code; again for more; else all.": (
        "언어 코드. 여러 번 쓸 수 있습니다. 없으면 모두."
    ),
    "Questions of each language.": "언어마다 물을 질문 수.",
    "Say too how models of each country do.": "모델을 만든 나라별 성적도 보입니다.",
    # certificates
    "Online: others answer only where that is shown.": (
        "사용 중처럼: 보인 곳에서만 다른 모델이 답합니다."
    ),
    "Online: the same, and trials in the shadow alone.": (
        "사용 중처럼: 같지만 시험은 뒤에서만 합니다."
    ),
    "Online: by estimates alone; so too without these three.": (
        "사용 중처럼: 어림만으로 고릅니다. 셋 다 없을 때와 같습니다."
    ),
    "Show what is shown of answers by other models; write it down; verify it.": (
        "다른 모델의 답에 대해 무엇이 보였는지 보고, 적어 두고, 확인합니다."
    ),
    "Compare all of Wayfare, by conversation, with the best single model.": (
        "Wayfare 전체를 대화 단위로 가장 좋은 모델 하나와 견줍니다."
    ),
    "Write a certificate down, signed, so that it can be verified.": (
        "증명서를 서명해 파일로 적습니다. 나중에 확인할 수 있습니다."
    ),
    "Compute a certificate again from the log, and see whether it says what it did.": (
        "기록에서 증명서를 다시 계산해 적힌 것과 같은지 봅니다."
    ),
    "Where to write it.": "적을 파일.",
    "Draw what was shown, comparison by comparison.": (
        "견줄 때마다 무엇이 보였는지 그림으로 그립니다."
    ),
    "Where to draw it: a PNG or an SVG.": "그림 파일. PNG나 SVG.",
    "The model it is about; empty: all.": "어느 모델에 대한 것인지. 비우면 모두.",
    "The topic it is about; empty: all.": "어느 주제에 대한 것인지. 비우면 모두.",
    "Against which model; empty: the only one.": "견줄 기준 모델. 비우면 하나뿐인 것.",
    "What past questions have shown.": "지난 질문에서 보인 것.",
    "The claim over conversations.": "대화 전체에 대한 주장.",
    "A certificate that was written.": "적어 둔 증명서.",
    # topics
    "Show what is asked about, and which model answers it best.": (
        "무엇에 대한 질문이 들어오고, 어느 모델이 가장 잘 답하는지 보여 줍니다."
    ),
    # the audit log and the store
    "Show who did what, the newest first. Times are UTC.": (
        "누가 무엇을 했는지 최근 것부터 보여 줍니다. 시각은 UTC입니다."
    ),
    "How many at most.": "최대 개수.",
    "How many days back; 0: all.": "지난 며칠. 0이면 모두.",
    "Only what this one did.": "이 사람이 한 일만.",
    "Only such acts: `login`, `key`, `key.add`.": "이런 일만. 예: `login`, `key`, `key.add`.",
    "Only what was done to this.": "이것에 한 일만.",
    "Only what is older than the entry of this id.": "이 id의 기록보다 오래된 것만.",
    "See, migrate, move, back up and restore what is kept.": (
        "저장소를 보고, 올리고, 옮기고, 백업하고, 되살립니다."
    ),
    "Say where the store is, how large, at which revision, and how many rows it has.": (
        "저장소의 위치, 크기, 리비전, 행 수."
    ),
    "Bring the tables to the newest revision, as `wayfare serve` does when it starts.": (
        "테이블을 최신 리비전으로 올립니다. `wayfare serve`도 시작할 때 그렇게 합니다."
    ),
    "Show the SQL; change nothing.": "SQL만 보여 주고 바꾸지 않습니다.",
    "Make no copy of the tables before.": "테이블을 미리 복사하지 않습니다.",
    "Copy all rows into another database, and check that they arrived.": (
        "모든 행을 다른 데이터베이스로 옮기고 확인합니다."
    ),
    "Address of the store to move from.": "원래 저장소의 주소.",
    "Address of an empty store.": "빈 저장소의 주소.",
    "Lose the rows that are there, if there are any.": "들어 있는 행이 있으면 버립니다.",
    "Copy the store into a file, as of one moment. It may be in use.": (
        "한 시점의 저장소를 파일로 백업합니다. 쓰는 중이어도 됩니다."
    ),
    "A new file, in SQLite's format.": "새 파일(SQLite 형식).",
    "Put a backup into the store, which is empty or to be replaced.": (
        "비어 있거나 --replace로 비울 저장소에 백업을 넣습니다."
    ),
    "A file that `wayfare store backup` made.": "`wayfare store backup`으로 만든 파일.",
}


#: By language; English needs none.
TABLES: Final[Mapping[str, Mapping[str, str]]] = {"ko": KOREAN, "ja": JAPANESE}


def speak(command: Any, language: str) -> None:
    """Have a command and all below it explain themselves in a language."""
    if language in TABLES:
        _speak(command, language)


def _speak(command: Any, language: str) -> None:
    command.context_class = wide(command.context_class, _framing(language))
    for said in (command, *command.params):
        text = getattr(said, "help", None)
        if text:
            said.help = TABLES[language].get(text, text)
    for below in getattr(command, "commands", {}).values():
        _speak(below, language)


@cache
def _framing(language: str) -> Callable[[str], str]:
    """What turns Click's own words on a page of help into those of a language."""
    table = CLICK[language]
    return lambda text: table.get(text, text)
