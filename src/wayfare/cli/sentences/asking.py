"""What the command line says of asking, and what goes wrong about it."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "no_answer": (
        "No answer came. Ask again, or ask another model with `--model`.",
        "답을 받지 못했습니다. 다시 묻거나 `--model`로 다른 모델을 고르세요.",
    ),
    "provider_cure": (
        "Ask again later, or ask another model with `--model`.",
        "나중에 다시 묻거나 `--model`로 다른 모델을 고르세요.",
    ),
    "cut": ("The answer broke off: {why}", "답이 중간에 끊겼습니다: {why}"),
    "question": ("Question", "질문"),
    "empty_question": ("The question is empty.", "질문이 비어 있습니다."),
    "not_utf8": ("The question is not UTF-8.", "질문이 UTF-8이 아닙니다."),
    "not_utf8_cure": (
        "Convert it, such as by `iconv -f cp949 -t utf-8`.",
        "UTF-8로 바꾸세요. 예: `iconv -f cp949 -t utf-8`",
    ),
    "no_server": ("No Wayfare answers at {url}.", "{url}에서 Wayfare가 답하지 않습니다."),
    "no_server_cure": (
        "Start it with `wayfare serve`, or unset WAYFARE_URL to do without.",
        "`wayfare serve`로 실행하거나, WAYFARE_URL을 지우면 서버 없이 묻습니다.",
    ),
    "key_refused": (
        "The Wayfare at {url} does not take this key.",
        "{url}의 Wayfare가 이 키를 받지 않습니다.",
    ),
    "key_refused_cure": (
        "Set WAYFARE_API_KEY to one that `wayfare keys add` made there.",
        "그 서버에서 `wayfare keys add`로 만든 키를 WAYFARE_API_KEY에 넣으세요.",
    ),
    "server_left": (
        "The Wayfare at {url} broke off the connection. Ask again.",
        "{url}의 Wayfare와 연결이 끊겼습니다. 다시 물어보세요.",
    ),
    "odd_status": (
        "Wayfare answered with status {status}.",
        "Wayfare가 상태 코드 {status}로 답했습니다.",
    ),
    "chat_help": (
        "Type a question; an empty line or Ctrl+D ends.",
        "질문을 입력하세요. 빈 줄이나 Ctrl+D로 끝냅니다.",
    ),
    "demo_local_only": (
        (
            "This demo asks only models on this machine, so it spends nobody's money. "
            "KEYS=1, or `--keys`, adds those you have keys for."
        ),
        (
            "이 데모는 이 컴퓨터의 모델만 쓰므로 돈이 들지 않습니다. "
            "KEYS=1이나 `--keys`를 주면 키가 있는 모델도 씁니다."
        ),
    ),
    "try_curl": ("Try it with curl:", "curl로 써 보기:"),
    "try_sdk": ("Or with the `openai` SDK:", "또는 `openai` SDK로:"),
}
