"""What goes wrong below the command line, in the language of whoever meets it.

The English stands where an error is raised; here it is the pattern, with {} for whatever is
filled in. The Japanese stands in a table of its own, `cli/japanese/errors.py`. Knows sentences,
nothing of who raises them. What has no row is said in English.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from wayfare.cli import arm_errors, measuring_errors, placing_errors
from wayfare.cli.japanese.errors import ERRORS as JAPANESE
from wayfare.domain.errors import WayfareError

KOREAN: Final[Mapping[str, str]] = {
    **arm_errors.KOREAN,
    **placing_errors.KOREAN,
    **measuring_errors.KOREAN,
    # checks of answers, and findings about outcomes
    "There is no finding {}.": "{} 발견은 없습니다.",
    "`wayfare doctor routing` shows all.": "`wayfare doctor routing`으로 모두 볼 수 있습니다.",
    "Code cannot be checked here: {}.": "여기서는 코드를 검사할 수 없습니다: {}.",
    "Install bubblewrap where Wayfare runs, or run the tests yourself and send a `score`.": (
        "Wayfare가 도는 곳에 bubblewrap을 설치하거나, 테스트를 직접 돌리고 `score`를 보내세요."
    ),
    "No outcome speaks of {}.": "{} 모델에 대한 평가가 없습니다.",
    "`wayfare topics` shows whose answers were judged.": (
        "`wayfare topics`로 어느 모델의 답이 평가되었는지 볼 수 있습니다."
    ),
    "A model cannot have changed in the future.": "모델이 바뀐 때가 앞날일 수는 없습니다.",
    "{} never changed, as far as is known.": "{} 모델이 바뀌었다는 기록이 없습니다.",
    "`wayfare models changed` shows all that did.": (
        "`wayfare models changed`로 바뀐 모델을 모두 볼 수 있습니다."
    ),
    # comparing models on a file of questions
    "{} is no file of questions.": "{} 파일에서는 질문을 읽을 수 없습니다.",
    "It must end with .txt, .csv, .jsonl or .json (ChatGPT's conversations.json).": (
        ".txt, .csv, .jsonl, .json(ChatGPT의 conversations.json)으로 끝나야 합니다."
    ),
    "{} is not UTF-8.": "{} 파일이 UTF-8이 아닙니다.",
    "Save it as UTF-8.": "UTF-8로 저장하세요.",
    "There are no questions in {}.": "{} 파일에 질문이 없습니다.",
    "Name its column or field `question`; see `wayfare compare --help`.": (
        "열이나 필드 이름을 `question`이나 `질문`으로 하세요. `wayfare compare --help`."
    ),
    "{} is no table: {}.": "{} 파일을 표로 읽을 수 없습니다: {}.",
    "{} has no column with questions.": "{} 파일에 질문 열이 없습니다.",
    "Line {} of {} is no JSON object.": "{}번째 줄({})이 JSON 객체가 아닙니다.",
    "Line {} of {} has no question.": "{}번째 줄({})에 질문이 없습니다.",
    "{} is no export of ChatGPT.": "{} 파일은 ChatGPT에서 내보낸 것이 아닙니다.",
    "Its export has a conversations.json.": "내보낸 것 안의 conversations.json을 쓰세요.",
    "There is nothing to compare {} with.": "{} 모델과 견줄 것이 없습니다.",
    "Name other models with --model, or add a provider.": (
        "--model로 다른 모델을 고르거나 제공자를 더하세요."
    ),
    "{} may not read them: it does not fulfil what the settings demand.": (
        "{} 모델은 설정이 요구하는 조건을 채우지 못해 질문을 읽을 수 없습니다."
    ),
    "Name another one with --used, or change [demands].": (
        "--used로 다른 모델을 고르거나 [demands]를 바꾸세요."
    ),
    "{} is no single model.": "{}: 모델 하나의 이름이 아닙니다.",
    "What {} costs is not known.": "{} 모델의 값을 알 수 없습니다.",
    "Set its price in [prices], or leave it out.": "[prices]에 값을 적거나 빼세요.",
    "{} is not there.": "{} 파일이 없습니다.",
    "Name a file of questions.": "질문 파일의 이름을 쓰세요.",
    "Line {} of {} is no answer.": "{}번째 줄({})이 답이 아닙니다.",
    "Delete that line.": "그 줄을 지우세요.",
    # votes
    "There is no pair {} that waits for you.": "평가를 기다리는 답 {}이(가) 없습니다.",
    "`wayfare vote` shows those that wait.": "`wayfare vote`로 기다리는 것을 볼 수 있습니다.",
    "Somebody voted on this pair already.": "다른 사람이 이미 평가했습니다.",
    "Take the next one.": "다음 것을 평가하세요.",
    # certificates
    "There is no claim of these names.": "이런 이름의 주장이 없습니다.",
    "`wayfare certificates` lists them.": "`wayfare certificates`로 볼 수 있습니다.",
    "`wayfare certificates whole` lists them.": "`wayfare certificates whole`로 볼 수 있습니다.",
    "Of whole conversations there is one claim, over all that is asked.": (
        "대화 전체에 대한 주장은 모든 질문을 두고 하나뿐입니다."
    ),
    "This is no certificate that this Wayfare can verify.": (
        "이 Wayfare가 확인할 수 있는 증명서가 아닙니다."
    ),
    "It must be of the format {}, version {}.": "형식 {}, 버전 {}이어야 합니다.",
    "{} is no certificate.": "{} 파일은 증명서가 아닙니다.",
    "`wayfare certificates save FILE` writes one.": (
        "`wayfare certificates save FILE`로 만듭니다."
    ),
    "There are claims against {} baselines.": "기준 모델 {}개에 대한 주장이 있습니다.",
    "Name one with --baseline.": "--baseline으로 하나를 고르세요.",
    # users and projects
    "There is no user {}.": "{} 사용자가 없습니다.",
    "`wayfare users list` shows all.": "`wayfare users list`로 확인하세요.",
    "There is a user {} already.": "{} 사용자가 이미 있습니다.",
    "Choose another name.": "다른 이름을 쓰세요.",
    "{} is the last owner.": "{} 사용자가 마지막 소유자입니다.",
    "Make another user an owner first.": "먼저 다른 사용자를 소유자로 바꾸세요.",
    "`name` is wrong: 1 to 64 letters that can be seen, without a slash.": (
        "쓸 수 없는 이름입니다. 보이는 글자 1~64자로 쓰고 /는 빼세요."
    ),
    "A password has {} letters at least, {} at most.": "비밀번호는 {}자 이상 {}자 이하여야 합니다.",
    "Several words are easy to keep and hard to guess.": (
        "낱말 여러 개를 이으면 외우기 쉽고 맞히기 어렵습니다."
    ),
    "The subject is empty or too long.": "subject가 비었거나 너무 깁니다.",
    "{} signs in with this already.": "{} 사용자가 이미 이것으로 로그인합니다.",
    "There is no project {}.": "{} 프로젝트가 없습니다.",
    "`wayfare projects list` shows all.": "`wayfare projects list`로 확인하세요.",
    "There is a project {} already.": "{} 프로젝트가 이미 있습니다.",
    "Choose another id.": "다른 id를 쓰세요.",
    "`id` is wrong: small letters a-z, digits and dashes, 63 at most.": (
        "쓸 수 없는 id입니다. 영문 소문자, 숫자, -로 63자까지 쓰세요."
    ),
    "{} does not work in {}.": "{0} 사용자는 {1} 프로젝트의 구성원이 아닙니다.",
    "The project {} is archived.": "{} 프로젝트는 보관되어 있습니다.",
    "`wayfare projects restore {}` takes it up again.": (
        "`wayfare projects restore {}`로 다시 쓸 수 있습니다."
    ),
    "The default project cannot be archived.": "기본 프로젝트는 보관할 수 없습니다.",
    "{} works in no project {}.": "{0} 사용자가 구성원인 {1} 프로젝트가 없습니다.",
    "`wayfare projects members {} --add {}` takes them into it.": (
        "`wayfare projects members {0} --add {1}`로 넣으세요."
    ),
    # replays
    "What reads Parquet files is not installed.": "Parquet 파일을 읽는 패키지가 없습니다.",
    "What draws plots is not installed.": "그림을 그리는 패키지가 없습니다.",
    "`pip install 'wayfare[replay]'`.": "`pip install 'wayfare[replay]'`로 설치하세요.",
    "A set is two files, NAME.prompts.parquet and NAME.outcomes.parquet.": (
        "모음은 NAME.prompts.parquet와 NAME.outcomes.parquet, 두 파일입니다."
    ),
    "{} has no column {}.": "{0} 파일에 {1} 열이 없습니다.",
    "It has {}.": "있는 열: {}.",
    "There is no policy {} here.": "{} 규칙이 여기에는 없습니다.",
    "Name one of {}, or FILE.py:NAME.": "{} 가운데 하나나 FILE.py:NAME을 쓰세요.",
    "There is no Python file {}.": "{} Python 파일이 없습니다.",
    "Write FILE.py:NAME.": "FILE.py:NAME으로 쓰세요.",
    "{} holds no policy {}.": "{0} 파일에 {1} 규칙이 없습니다.",
    "NAME is a class or a function in it.": "NAME은 그 안의 클래스나 함수입니다.",
    "The policy {} has no `{}`.": "{0} 규칙에 `{1}` 메서드가 없습니다.",
    "With --online a policy has `choose` and `see`, without it `learn`, `decide` and `prefer`.": (
        "--online에서는 `choose`와 `see`, 아니면 `learn`, `decide`, `prefer`가 있어야 합니다."
    ),
    "There is no policy {} for a log.": "기록에 쓸 {} 규칙이 없습니다.",
    "Name one of {}, {}NAME for always the same, or FILE.py:NAME.": (
        "{} 가운데 하나, 늘 같은 것이면 {}NAME, 아니면 FILE.py:NAME을 쓰세요."
    ),
    "The policy {} cannot be called.": "{} 규칙을 부를 수 없습니다.",
    "With --log a policy is a function of one question.": (
        "--log에서 규칙은 질문 하나를 받는 함수입니다."
    ),
    "The policy {} gave {} for {} offers.": "{0} 규칙이 제안 {2}개에 {1}을 냈습니다.",
    "It gives a number from 0 to 1 for each offer, in their order; they add up to 1.": (
        "제안마다 순서대로 0부터 1까지의 수를 내고, 모두 더하면 1이어야 합니다."
    ),
    "The options {} and {} do not go together.": "{0} 옵션과 {1} 옵션은 함께 쓸 수 없습니다.",
    "Leave one out.": "하나를 빼세요.",
    "The option {} means nothing without {}.": "{0} 옵션은 {1} 옵션과 함께 써야 합니다.",
    "Add {}.": "{} 옵션을 더하세요.",
    "--point must be more than 0.": "--point는 0보다 커야 합니다.",
    "For example --point 0.0002.": "예: --point 0.0002.",
    "--votes must be more than 0 and at most {}.": "--votes는 0보다 크고 {} 이하여야 합니다.",
    "--votes 0.02 is a vote on 2 answers of 100.": (
        "--votes 0.02는 답 100개 중 2개에 투표한다는 뜻입니다."
    ),
    "--wrong must be from 0 to {}.": "--wrong은 0부터 {}까지입니다.",
    "--wrong 0.2 is 20 votes of 100.": "--wrong 0.2는 투표 100개 중 20개입니다.",
    "{} is no PNG and no SVG.": "{} 파일은 PNG도 SVG도 아닙니다.",
    "Name FILE.png or FILE.svg.": "FILE.png나 FILE.svg로 쓰세요.",
    # kept keys of providers
    "There is no provider {} that takes a key.": "키를 쓰는 제공자 가운데 {}는 없습니다.",
    "`wayfare providers add` brings one in.": "`wayfare providers add`로 추가하세요.",
    "This cannot be a key: it is empty, too long, or holds blanks or odd characters.": (
        "키로 쓸 수 없습니다. 비었거나 너무 길거나, 빈칸이나 이상한 글자가 있습니다."
    ),
    "Send it as the provider wrote it.": "제공자가 준 그대로 넣으세요.",
    "No key is kept for {}.": "{} 제공자의 키는 보관하고 있지 않습니다.",
    "`wayfare credentials list` shows those that are.": "`wayfare credentials list`로 확인하세요.",
    "{} cannot be read: {}.": "{} 파일을 읽을 수 없습니다: {}.",
    "{} is not what Wayfare wrote there.": "{} 파일의 내용이 Wayfare가 쓴 것과 다릅니다.",
    "Put it back from a copy; without it the providers' keys do not open.": (
        "사본에서 되돌려 놓으세요. 이 파일이 없으면 제공자의 키가 열리지 않습니다."
    ),
    "Put it back from a copy; without it no key opens.": (
        "사본에서 되돌려 놓으세요. 이 파일이 없으면 어떤 키도 쓸 수 없습니다."
    ),
    "Delete it: the next start makes a new key.": "지우면 다음에 시작할 때 새 키를 만듭니다.",
    "The owner's key in {} cannot be used: {}": "{} 파일에 있는 소유자의 키를 쓸 수 없습니다: {}",
    "If it was revoked, delete the file: the next start makes a new key.": (
        "취소한 키라면 파일을 지우세요. 다음에 시작할 때 새 키를 만듭니다."
    ),
    # the store
    "That is one store, not two.": "두 저장소가 같은 곳입니다.",
    "Name another as the target.": "옮길 곳을 다르게 지정하세요.",
    "{} is there already.": "{} 파일이 이미 있습니다.",
    "Name a new file.": "새 파일 이름을 쓰세요.",
    "The tables are at revision {}, which is not known here.": (
        "테이블의 리비전 {}은 이 Wayfare가 모르는 것입니다."
    ),
    "Back it up with the Wayfare that made them.": "테이블을 만든 Wayfare로 백업하세요.",
    "{} holds nothing.": "{}: 비어 있습니다.",
    "Name a backup.": "백업 파일을 지정하세요.",
    "{} is not empty.": "{}: 비어 있지 않습니다.",
    "Add --replace to lose what it holds.": "들어 있는 것을 버리려면 --replace를 붙이세요.",
    "There is no store at {}.": "{}: 저장소가 없습니다.",
    "See: wayfare store status": "`wayfare store status`로 확인하세요.",
    "Another program has {} open, such as a running Wayfare.": (
        "{}: 다른 프로그램(예: 실행 중인 Wayfare)이 쓰고 있습니다."
    ),
    "Stop it first: what it wrote meanwhile would be lost.": (
        "먼저 멈추세요. 그사이에 기록한 것을 잃게 됩니다."
    ),
    "{} is no backup: {}.": "{}: 백업이 아닙니다({}).",
    "Name another.": "다른 파일을 지정하세요.",
    "{} is damaged.": "{}: 손상되었습니다.",
    "{} is damaged: {}.": "{}: 손상되었습니다({}).",
    "Use another backup.": "다른 백업을 쓰세요.",
    "The tables are to change, and {} bytes are too many to copy them before.": (
        "테이블을 바꿔야 하는데, {}바이트는 미리 복사하기에 너무 큽니다."
    ),
    "Copy the database by its own means, then run: wayfare store migrate --no-copy": (
        "데이터베이스 도구로 복사한 뒤 `wayfare store migrate --no-copy`를 실행하세요."
    ),
    "A copy of {} bytes has no room in {}: {} are free.": (
        "{1}에 {0}바이트를 복사할 자리가 없습니다(남은 자리: {2})."
    ),
    "Make room, or choose another place.": "자리를 비우거나 다른 곳을 고르세요.",
    "The database cannot be written: {}.": "데이터베이스에 쓸 수 없습니다: {}.",
    "The database was closed.": "데이터베이스를 이미 닫았습니다.",
    "The database cannot be read: {}.": "데이터베이스를 읽을 수 없습니다: {}.",
    "The setting store.url is not an address.": "설정 store.url이 주소가 아닙니다.",
    "{} is no address of a database.": "{}: 데이터베이스 주소가 아닙니다.",
    "A database of the kind {} cannot be used.": "{} 데이터베이스는 쓸 수 없습니다.",
    "Write sqlite:////path/wayfare.db or postgresql://user@host/database.": (
        "sqlite:////경로/wayfare.db나 postgresql://사용자@호스트/데이터베이스처럼 쓰세요."
    ),
    "{} cannot be opened: {}.": "{}: 열 수 없습니다({}).",
    "See that the server runs and lets this user in, or set store.url.": (
        "서버가 실행 중이고 이 사용자를 받는지 확인하거나, store.url을 바꾸세요."
    ),
    "Choose another place with WAYFARE_HOME or the setting store.url.": (
        "WAYFARE_HOME이나 설정 store.url로 다른 곳을 고르세요."
    ),
    "The schema in the setting store.url is not a plain name.": (
        "설정 store.url의 schema 이름을 쓸 수 없습니다."
    ),
    "Write small letters, digits and _, such as ?schema=wayfare.": (
        "?schema=wayfare처럼 영문 소문자, 숫자, _로 쓰세요."
    ),
    "PostgreSQL needs a package that is not installed.": (
        "PostgreSQL을 쓰는 데 필요한 패키지가 없습니다."
    ),
    "The database holds characters as {}, so not every one.": (
        "데이터베이스의 문자 인코딩이 {}이라 모든 글자를 담지 못합니다."
    ),
    "Make one with: createdb --encoding UTF8 --template template0 wayfare": (
        "`createdb --encoding UTF8 --template template0 wayfare`로 만드세요."
    ),
    "{} is a database, but not Wayfare's.": "{}: Wayfare의 데이터베이스가 아닙니다.",
    "Set store.url to another file, or to another schema.": (
        "store.url에 다른 파일이나 다른 schema를 지정하세요."
    ),
    "{} was written by a newer Wayfare (tables {}, here {}).": (
        "{}: 더 새로운 Wayfare가 만들었습니다(테이블 {}, 여기는 {})."
    ),
    "Install the newer Wayfare again.": "새 버전을 다시 설치하세요.",
    "The two databases do not have the same tables.": "두 데이터베이스의 테이블이 다릅니다.",
    "Bring both to one revision: wayfare store migrate": (
        "`wayfare store migrate`로 리비전을 맞추세요."
    ),
    # settings
    "The setting `{}` is wrong: {}.": "설정 `{}`의 값이 잘못되었습니다: {}.",
    "There is no setting `{}`.": "`{}`라는 설정은 없습니다.",
    "`wayfare doctor` lists every setting.": "모든 설정은 `wayfare doctor`로 볼 수 있습니다.",
    "Mend the file.": "파일을 고치세요.",
    "{} and another variable set one thing in two ways.": (
        "{} 변수와 다른 변수가 같은 것을 다르게 정합니다."
    ),
    "Unset one of them.": "둘 중 하나를 지우세요.",
    "The Redis that budgets and rates are counted in cannot be used: {}.": (
        "예산과 속도 한도를 세는 Redis를 쓸 수 없습니다: {}."
    ),
    "Start it, or mend the setting limits.redis_url.": (
        "Redis를 시작하거나 설정 limits.redis_url을 고치세요."
    ),
    "limits.redis_url is set, and the package `redis` is not here.": (
        "limits.redis_url을 정했지만 `redis` 패키지가 없습니다."
    ),
    "The setting limits.redis_url is not an address of a Redis.": (
        "설정 limits.redis_url이 Redis 주소가 아닙니다."
    ),
    "Write redis://127.0.0.1:6379/0.": "redis://127.0.0.1:6379/0처럼 쓰세요.",
    "`oidc.issuer` is set, but what checks its tokens is not installed.": (
        "`oidc.issuer`를 정했지만 토큰을 확인할 패키지가 없습니다."
    ),
    "`oidc.client_id` is empty, or `oidc.scopes` lacks openid.": (
        "`oidc.client_id`가 비었거나 `oidc.scopes`에 openid가 없습니다."
    ),
    "Set them, or leave `oidc.issuer` empty.": "둘을 정하거나 `oidc.issuer`를 비우세요.",
    "{} (`oidc.client_secret_env`) is not set.": (
        "환경 변수 {}(`oidc.client_secret_env`)의 값이 없습니다."
    ),
    "Install it: {}.": "`{}`로 설치하세요.",
    "The OpenID provider cannot be reached: {}.": "OpenID 제공자에 연결할 수 없습니다: {}.",
    # asking
    "There is no model {}.": "{} 모델이 없습니다.",
    "`GET /v1/models` lists them all, among them {}.": (
        "모두 보려면 `wayfare models`. 그 가운데: {}."
    ),
}


#: By language; English needs none.
TABLES: Final[Mapping[str, Mapping[str, str]]] = {"ko": KOREAN, "ja": JAPANESE}


def say_error(error: WayfareError, language: str) -> str:
    """An error and its cure in a language, as far as its table has them.

    >>> error = WayfareError("There is no user 'ann'.", cure="Choose another name.")
    >>> say_error(error, "ko")
    "'ann' 사용자가 없습니다. 다른 이름을 쓰세요."
    """
    if language not in TABLES:
        return str(error)
    said, cure = _said(error.message, language), _said(error.cure, language)
    return said + cure if said.endswith("。") else f"{said} {cure}".strip()


def _said(sentence: str, language: str) -> str:
    table = TABLES[language]
    if sentence in table:
        return table[sentence]
    for pattern, said in _patterns(language):
        if found := pattern.fullmatch(sentence):
            return said.format(*found.groups())
    return sentence


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Those with something to fill in; the longest English first, for it says the most."""
    rows = sorted(TABLES[language].items(), key=lambda row: -len(row[0]))
    return [
        (re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL), said)
        for english, said in rows
        if "{}" in english
    ]
