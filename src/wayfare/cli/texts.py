"""Every sentence the command line says, in Korean and English, in one table."""

import locale
import os
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "ko")

_SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "why": {"en": "why", "ko": "까닭"},
    "time": {"en": "time", "ko": "시간"},
    "cost": {"en": "cost", "ko": "비용"},
    "model": {"en": "model", "ko": "모델"},
    "next": {"en": "next choice", "ko": "다음 후보"},
    "first_token": {
        "en": "first token {first:.2f} s, all {total:.2f} s",
        "ko": "첫 토큰 {first:.2f}초, 모두 {total:.2f}초",
    },
    "total": {"en": "{total:.2f} s", "ko": "{total:.2f}초"},
    "local": {"en": "0, runs on this machine", "ko": "0원, 이 컴퓨터에서 돕니다"},
    "unknown": {"en": "not known", "ko": "알 수 없음"},
    "estimated": {"en": "estimated", "ko": "추정"},
    "before_tax": {"en": "before tax", "ko": "세전"},
    "rate_of": {"en": "rate of {as_of}", "ko": "{as_of} 환율"},
    "serving": {"en": "Wayfare serves at {url}", "ko": "Wayfare 주소: {url}"},
    "key_lies": {
        "en": "Your key lies in {path} (only you can read it).",
        "ko": "키는 {path} 파일에 있습니다(본인만 읽을 수 있음).",
    },
    "stop_with": {"en": "Ctrl+C stops it.", "ko": "Ctrl+C를 누르면 멈춥니다."},
    "port_taken": {
        "en": "Port {port} is taken by another program.",
        "ko": "{port}번 포트는 다른 프로그램이 쓰고 있습니다.",
    },
    "port_cure": {
        "en": "Choose another, such as `{command}`.",
        "ko": "다른 포트를 고르세요. 예: `{command}`",
    },
    "fetching": {"en": "fetching {name}", "ko": "{name} 내려받는 중"},
    "checking": {"en": "checking {name}", "ko": "{name} 확인하는 중"},
    "no_answer": {"en": "No answer came: {why}", "ko": "답을 받지 못했습니다: {why}"},
    "cut": {"en": "The answer broke off: {why}", "ko": "답이 중간에 끊겼습니다: {why}"},
    "try_curl": {"en": "Try it with curl:", "ko": "curl로 써 보기:"},
    "try_sdk": {"en": "Or with the `openai` SDK:", "ko": "또는 `openai` SDK로:"},
    "question": {"en": "Question", "ko": "질문"},
    "where": {"en": "from", "ko": "출처"},
    "state": {"en": "state", "ko": "상태"},
    "provider": {"en": "provider", "ko": "제공자"},
    "quality": {"en": "presumed quality", "ko": "추정 품질"},
    "price": {"en": "$ per million in / out", "ko": "백만 토큰당 $ 입력 / 출력"},
    "context": {"en": "context", "ko": "문맥"},
    "languages": {"en": "languages", "ko": "언어"},
    "fare": {"en": "fare", "ko": "운임"},
    "arm": {"en": "arm", "ko": "선택지"},
    "excluded": {"en": "left out", "ko": "제외"},
    "ready": {"en": "ready", "ko": "준비됨"},
    "missing": {"en": "not here: {why}", "ko": "없음: {why}"},
    "not_fetched": {
        "en": "fetched by `wayfare ask` or `wayfare serve`",
        "ko": "`wayfare ask`나 `wayfare serve`가 내려받습니다",
    },
    "disabled": {"en": "switched off in the settings", "ko": "설정에서 꺼짐"},
    "key_made": {
        "en": "This key is shown once. Keep it:",
        "ko": "이 키는 한 번만 보입니다. 잘 보관하세요:",
    },
    "key_revoked": {"en": "Key {key} is revoked.", "ko": "키 {key} 취소됨."},
    "key_unknown": {
        "en": "There is no key {key} that works.",
        "ko": "쓸 수 있는 키 {key}가 없습니다.",
    },
    "label": {"en": "label", "ko": "이름"},
    "made": {"en": "made", "ko": "만든 때"},
    "revoked": {"en": "revoked", "ko": "취소한 때"},
    "learns": {"en": "texts may be learned from", "ko": "글로 학습해도 됨"},
    "yes": {"en": "yes", "ko": "예"},
    "no": {"en": "no", "ko": "아니요"},
    "user": {"en": "user", "ko": "사용자"},
    "provider_added": {
        "en": "{name} is added in {path}.",
        "ko": "{name}: {path} 파일에 추가했습니다.",
    },
    "provider_removed": {
        "en": "{name} is taken out of {path}.",
        "ko": "{name}: {path} 파일에서 뺐습니다.",
    },
    "restart": {
        "en": "A running Wayfare sees it after a restart.",
        "ko": "이미 실행 중인 Wayfare는 다시 시작해야 반영됩니다.",
    },
    "address": {"en": "address", "ko": "주소"},
    "key": {"en": "key", "ko": "키"},
    "no_key": {"en": "not set", "ko": "설정되지 않음"},
    "models": {"en": "models", "ko": "모델"},
    "requests": {"en": "requests", "ko": "요청"},
    "attempts": {"en": "attempts", "ko": "시도"},
    "tokens": {"en": "tokens in / out", "ko": "토큰 입력 / 출력"},
    "nothing_yet": {
        "en": "Nothing has been asked in this time.",
        "ko": "이 기간에는 질문이 없습니다.",
    },
    "cost_unknown": {"en": "+ {count} of unknown cost", "ko": "+ 비용을 알 수 없는 {count}건"},
    "setting": {"en": "setting", "ko": "설정"},
    "value": {"en": "value", "ko": "값"},
    "default": {"en": "default", "ko": "기본값"},
    "about": {"en": "what it does", "ko": "설명"},
    "good": {"en": "good", "ko": "정상"},
    "look": {"en": "look here", "ko": "확인 필요"},
    "asks_server": {"en": "Asking the Wayfare at {url}.", "ko": "{url}의 Wayfare에 묻습니다."},
    "demo_local_only": {
        "en": "This demo asks only models on this machine, so it spends nobody's money. "
        "KEYS=1 adds those you have keys for.",
        "ko": "이 데모는 이 컴퓨터의 모델만 쓰므로 돈이 들지 않습니다. "
        "KEYS=1을 주면 키가 있는 모델도 씁니다.",
    },
    "chat_help": {
        "en": "Type a question; an empty line or Ctrl+D ends.",
        "ko": "질문을 입력하세요. 빈 줄이나 Ctrl+D로 끝냅니다.",
    },
}


def language_or_default(wanted: str | None) -> str:
    """The language to speak: what is wanted, else the locale's, else English."""
    if wanted in LANGUAGES:
        return str(wanted)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ko" if value.lower().startswith("ko") else "en"
    return "ko" if (locale.getlocale()[0] or "").lower().startswith("ko") else "en"


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: str, /, **values: object) -> str:
        """One sentence, filled in."""
        return _SENTENCES[text][self.language].format(**values)
