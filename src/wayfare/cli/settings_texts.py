"""What each setting does, in Korean, in one table; in English it stands beside the setting.

Knows sentences alone.
"""

from collections.abc import Mapping
from typing import Final

from wayfare.cli.japanese.settings import SETTINGS as JAPANESE

KOREAN: Final[Mapping[str, str]] = {
    "server.host": "연결을 받을 주소.",
    "server.port": "연결을 받을 포트. 0이면 비어 있는 아무 포트.",
    "server.body_bytes_max": "받아들이는 요청 본문의 최대 크기(바이트).",
    "server.workers": "요청을 받는 프로세스 수. 1이면 이 프로세스 하나.",
    "server.drain_delay_s": (
        "끝내라는 신호를 받고도 `/readyz`만 아니라고 하며 계속 받는 시간(초)."
    ),
    "server.grace_s": "그 뒤 진행 중인 답이 끝나기를 기다리는 시간(초). 지나면 끊습니다.",
    "store.url": "보관할 곳(sqlite:// 또는 postgresql://). 비우면 데이터 폴더의 `wayfare.db`.",
    "store.keep_texts": "수치뿐 아니라 질문과 답의 글도 보관합니다.",
    "store.retention_days": (
        "글과 파일을 이만큼 날이 지나면 지웁니다. 0이면 지우지 않습니다. 수치는 남습니다."
    ),
    "timeouts.connect_s": "연결될 때까지 기다리는 시간(초).",
    "timeouts.first_token_s": (
        "답의 첫 부분이 올 때까지 기다리는 시간(초). 스트림이 아닌 답은 한꺼번에 옵니다."
    ),
    "timeouts.between_s": "답의 조각과 조각 사이에 기다리는 시간(초).",
    "timeouts.total_s": "앞선 실패까지 더해 답 전체에 쓸 수 있는 시간(초).",
    "retries.attempts_max": "요청 하나에 모든 모델을 합해 부르는 최대 횟수.",
    "retries.base_s": (
        "첫 대기 시간은 0초와 이 값 사이에서 뽑고, 그다음부터는 범위를 두 배씩 늘립니다."
    ),
    "retries.cap_s": "뽑는 대기 시간의 최댓값(초).",
    "retries.waiting_max_s": (
        "요청 하나에 기다리는 시간의 합(초). 0이면 같은 모델에 다시 묻지 않습니다."
    ),
    "breaker.failures": (
        "잇달아 이만큼 실패하면 `auto`가 그 모델을 쉬게 합니다. 0이면 쉬게 하지 않습니다."
    ),
    "breaker.cool_off_s": "쉬게 하는 시간(초). 그 뒤에 요청 하나로 확인합니다.",
    "hedging.after_ms": (
        "첫 토큰이 이 시간(밀리초) 안에 오지 않으면 다음 모델에도 묻습니다. 0이면 끕니다. "
        "두 모델 모두 요금을 물릴 수 있습니다."
    ),
    "routing.learn": "`auto`가 평가에서 배울지.",
    "routing.embedder": (
        "질문을 벡터로 바꾸는 것. `hashing`은 여기서 하고, 임베딩 모델 이름을 쓰면 질문을 그 "
        "제공자에게 보냅니다."
    ),
    "routing.embedder_ms": "그 모델을 기다리는 시간(밀리초). 넘으면 그냥 진행합니다.",
    "routing.baseline": (
        "`auto`와 견줄 모델의 이름. 비우면 지금까지 알려진 가장 좋은 모델 하나입니다."
    ),
    "routing.point_worth_micros": "`auto`가 품질 1점(100점 만점)에 답마다 더 낼 수 있는 값.",
    "certificate.mode": (
        "guarded: 보인 것이 없으면 시험을 빼고는 기준 모델이 답합니다. mirror: 시험할 모델에는 "
        "뒤에서만 묻습니다. open: 어림만으로 고릅니다."
    ),
    "certificate.margin_points": "답이 평균 몇 점(100점 만점)까지 못해도 되는지.",
    "certificate.trial_share": "보인 것이 없는 질문 가운데 시험해 보는 비율.",
    "certificate.loss_max": (
        "모델 하나의 시험은 답 이만큼의 값을 잃으면 끝납니다. 아직 견주지 않은 답은 잃은 것으로 "
        "칩니다."
    ),
    "pivot.models": "중간 언어로도 물어볼 모델. 비어 있으면 쓰지 않음.",
    "pivot.translator": "번역을 맡는 모델. 비어 있으면 각 모델이 스스로 번역.",
    "pivot.middle": "중간에 쓰는 언어.",
    "vigil.every_hours": "모델마다 전에 받은 질문을 몇 시간마다 다시 묻는지. 0이면 묻지 않음.",
    "vigil.rounds": "한 번에 모델마다 묻는 질문 수.",
    "vigil.budget_micros": (
        "한 번에 모든 모델에 묻는 데 쓰는 돈의 한도(마이크로달러). exploration.budget_micros "
        "안에서 씁니다."
    ),
    "certificate.share": (
        "증명된 모델의 답 가운데 기준 모델과 견주어 보는 비율. 답이 갈릴 것으로 보이는 주제는 더 "
        "많이, 잘 갈리지 않거나 드문 주제는 3분의 1까지만 견주어 봅니다."
    ),
    "certificate.vote_share": (
        "견준 것 가운데 누구도 확신하지 못하는 답을 이 비율만큼 사람이 평가하도록(`wayfare vote`) "
        "남겨 둡니다. 많아야 열 쌍. 0이면 남기지 않습니다. 글을 보관하는 곳에서만."
    ),
    "certificate.held_share": (
        "끝까지 기준 모델이 답해서 나머지와 통째로 견주어 볼 대화의 비율. 0이면 없음. "
        "`mirror`에서는 쓰지 않습니다."
    ),
    "exploration.share": (
        "다른 모델이 얼마나 잘 답하는지 알아보는 데 쓰는 `auto` 질문의 최대 비율. "
        "0이면 알아보지 않습니다."
    ),
    "exploration.points": (
        "알아보느라 평가 한 건마다 이만큼까지 품질(100점 만점)을 내줄 수 있습니다."
    ),
    "exploration.budget_micros": "알아보느라 하루에 더 낼 수 있는 돈(마이크로달러).",
    "judge.model": (
        "두 답 중 나은 쪽을 판정할 모델의 이름. 비우면 견주는 두 모델이 아닌 가장 좋은 모델로, "
        "되도록 다른 회사의 것을 씁니다."
    ),
    "judge.kind": (
        "답을 견줄 때 묻는 방식. graded: 두 답에 0~10점을 매깁니다. pairwise: 나은 쪽을 고릅니다."
    ),
    "pool.arms_max": "`auto`가 쓰는 모델의 최대 수.",
    "pool.arms": "`auto`가 언제나 쓰는 모델의 이름.",
    "pool.fare_micros_max": (
        "보통 질문(입력 1,000, 출력 500토큰)이 이보다 비싼 모델은 스스로 고르지 않습니다."
    ),
    "pool.probe": "고른 모델을 쓰기 전에 몇 토큰으로 한 번 물어봅니다.",
    "local.enabled": "내장 모델을 씁니다.",
    "local.download": "아직 없는 가중치를 내려받습니다.",
    "local.threads": "모델당 스레드 수. 0이면 코어마다 하나.",
    "local.context_tokens": "모델당 문맥 길이(토큰).",
    "local.hub_url": "허브 주소.",
    "local.allow_private": "허브가 이 컴퓨터나 사설망에 있어도 된다.",
    "local.models": "모델 이름별 가중치 출처.",
    "money.currency": "읽는 사람의 통화.",
    "money.per_dollar": "통화별 1달러의 환율.",
    "money.as_of": "환율의 날짜(ISO).",
    "network.private": "요청해도 되는 사설 주소: 네트워크나 주소, 포트도 쓸 수 있습니다.",
    "demands.no_training": "질문을 학습에 쓰지 않는다고 알려진 곳에만 묻습니다.",
    "demands.countries": "이 국가(ISO 3166)의 회사에만 묻습니다. 비우면 모든 국가.",
    "demands.providers": "이 제공자에만 묻습니다. 비우면 모든 제공자.",
    "budgets.output_tokens_max": (
        "예산이 걸려 있고 클라이언트가 정하지 않았을 때 답의 최대 토큰. "
        "끝없이 들 수 있는 돈은 미리 잡아 둘 수 없습니다."
    ),
    "page.one_assistant": (
        "구성원에게는 모델 이름 대신 하나의 도우미를 보여 줍니다. 티켓에는 모두 나옵니다."
    ),
    "page.vote_share": (
        "`auto`의 답 가운데 차점자의 답과 견주어 보겠냐고 묻는 비율. 0이면 묻지 않습니다."
    ),
    "accounts.idle_days": "이 기간(일) 동안 아무것도 하지 않으면 로그인이 끝납니다.",
    "accounts.session_days": "무엇을 했든 이 기간(일)이 지나면 로그인이 끝납니다.",
    "accounts.secure_cookies": (
        "브라우저는 https로만 접속합니다(https임을 알리지 않는 프록시 뒤에서 켭니다)."
    ),
    "metrics.enabled": "Prometheus용 수치를 셉니다.",
    "metrics.open": "키 없이 `/metrics`를 보여 줍니다. 모델과 비용이 드러납니다.",
    "otel.endpoint": "OTLP/HTTP를 보낼 주소. 예: http://127.0.0.1:4318. 비우면 보내지 않습니다.",
    "otel.service": "그곳에서 이 Wayfare의 이름.",
    "logs.format": "사람이 읽는 줄(text) 또는 JSON.",
    "logs.level": "이 수준부터 기록합니다.",
    "logs.access": "요청마다 한 줄. 수치와 이름만 쓰고 글은 쓰지 않습니다.",
    "limits.redis_url": (
        "여러 프로세스가 예산과 한도를 함께 세는 Redis 주소(예: redis://127.0.0.1:6379/0). "
        "비우면 프로세스마다 따로 셉니다."
    ),
    "limits.redis_prefix": "Redis에서 쓰는 키 이름의 앞부분.",
    "oidc.issuer": "로그인에 쓸 OpenID 제공자의 issuer(한 글자도 다르지 않게). 비우면 쓰지 않음.",
    "oidc.client_id": "그 제공자에 등록한 Wayfare의 client ID.",
    "oidc.client_secret_env": "client secret이 든 환경 변수.",
    "oidc.redirect_url": (
        "브라우저에서 본 `/api/oidc/callback`의 주소. 제공자에 등록한 것과 같아야 합니다."
    ),
    "oidc.scopes": "요청할 범위. `openid`가 있어야 합니다.",
    "oidc.label": "화면에 보일 이름.",
    "oidc.make_users": "처음 로그인하는 사람을 사용자로 만듭니다.",
    "oidc.role": "그렇게 만든 사용자의 역할.",
    "oidc.domains": "확인된 이메일이 이 도메인인 사람만 로그인합니다. 비우면 모두.",
    "discover": "환경 변수의 키와 잘 알려진 포트의 서버를 찾습니다.",
    "providers": "이름별 제공자.",
    "arms": "추가 선택지.",
    "prices": "배포 이름별 가격.",
    "terms": "제공자 이름별 조건.",
}

#: By language; English needs none.
TABLES: Final[Mapping[str, Mapping[str, str]]] = {"ko": KOREAN, "ja": JAPANESE}
