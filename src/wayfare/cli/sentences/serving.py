"""What the command line says of serving and waiting."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # serving
    "serving": ("Wayfare serves at {url}", "Wayfare 주소: {url}"),
    "key_lies": (
        "Your key lies in {path} (only you can read it).",
        "키는 {path} 파일에 있습니다(본인만 읽을 수 있음).",
    ),
    "page_at": ("The page: {url}", "페이지: {url}"),
    "page_begins_at": (
        "Begin here, in a browser: {url} (opens for an hour)",
        "브라우저에서 여기로 시작하세요: {url} (한 시간 동안 열립니다)",
    ),
    "page_not_built": (
        "The page is not built here: `make page` builds it.",
        "페이지가 아직 만들어지지 않았습니다. `make page`로 만드세요.",
    ),
    "page_building": ("building the page", "페이지를 만드는 중"),
    "page_failed": (
        "The page could not be built; all else works. {why}",
        "페이지를 만들지 못했습니다. 나머지는 모두 작동합니다. {why}",
    ),
    "stop_with": ("Ctrl+C stops it.", "Ctrl+C를 누르면 멈춥니다."),
    "port_taken": (
        "Port {port} is taken by another program.",
        "{port}번 포트는 다른 프로그램이 쓰고 있습니다.",
    ),
    "port_reserved": (
        "Port {port} is not yours to take.",
        "{port}번 포트를 쓸 권한이 없습니다.",
    ),
    "port_cure": (
        "Choose another, such as `{command}`.",
        "다른 포트를 고르세요. 예: `{command}`",
    ),
    "cannot_listen": (
        "Wayfare cannot listen on {host}: {why}.",
        "{host} 주소에서 연결을 받을 수 없습니다: {why}.",
    ),
    "cannot_listen_cure": (
        "Give an address of this machine, such as `--host 127.0.0.1`.",
        "이 컴퓨터의 주소를 지정하세요. 예: `--host 127.0.0.1`",
    ),
    "workers_alone": (
        "Several processes would each count budgets and rates on their own.",
        "여러 프로세스가 예산과 속도 한도를 따로 세게 됩니다.",
    ),
    "workers_alone_cure": (
        "Set `limits.redis_url` to a Redis that all can count in, or serve by one process.",
        "모두가 함께 셀 Redis를 `limits.redis_url`에 정하거나, 프로세스 하나로 실행하세요.",
    ),
    "workers_no_local": (
        (
            "Several processes do not run the embedded models: each would load them. To have them, "
            "run a second `wayfare serve` and add it with `wayfare providers add`."
        ),
        (
            "프로세스가 여럿이면 저마다 불러오게 되므로 내장 모델을 쓰지 않습니다. 쓰려면 "
            "`wayfare serve`를 하나 더 실행하고 `wayfare providers add`로 추가하세요."
        ),
    ),
    "workers_die": (
        "The processes that serve die as soon as they are started.",
        "서비스 프로세스가 시작하자마자 죽습니다.",
    ),
    "workers_die_cure": (
        "What they said stands above.",
        "원인은 위의 기록을 보세요.",
    ),
    "pool_taken": (
        "auto takes {count} of {models} models: {names}. `wayfare models --why` says why.",
        "auto가 쓰는 모델({models}개 중 {count}개): {names}. 이유: `wayfare models --why`.",
    ),
    "and_more": ("{names} and {count} more", "{names} 외 {count}개"),
    "pool_waiting": (
        "New, and not taken yet: {names}. `wayfare models add NAME` takes one.",
        "새로 나왔지만 아직 쓰지 않는 모델: {names}. `wayfare models add 이름`으로 추가하세요.",
    ),
    # waiting
    "getting_ready": ("getting ready", "준비하는 중"),
    "asking_around": ("asking the providers", "제공자에게 확인하는 중"),
    "thinking": ("waiting for the answer", "답을 기다리는 중"),
    "fetching": ("fetching {name}", "{name} 내려받는 중"),
    "checking": ("checking {name}", "{name} 확인하는 중"),
    "in_line": (
        "{name}: another Wayfare is fetching it",
        "{name}: 다른 Wayfare가 내려받는 중",
    ),
}
