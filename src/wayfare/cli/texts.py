"""Every sentence the command line says, in English and Korean, in one table."""

import locale
import os
from collections.abc import Mapping
from typing import Final

LANGUAGES: Final = ("en", "ko")

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # tickets and tables
    "why": ("why", "이유"),
    "time": ("time", "시간"),
    "cost": ("cost", "비용"),
    "cost_before_tax": ("cost before tax", "비용(세전)"),
    "model": ("model", "모델"),
    "next": ("next choice", "다음 후보"),
    "evidence": ("evidence", "근거"),
    "presumed_quality": (
        "{points:.0f} of 100, presumed from public ratings or its price",
        "100점 만점에 {points:.0f}점, 공개 평점이나 가격에서 짐작한 값",
    ),
    "learned_quality": (
        "{points:.0f} of 100 on the whole (95 %: {low:.0f} to {high:.0f}), outcomes: {outcomes:,}",
        "전체로 보아 100점 만점에 {points:.0f}점(95%: {low:.0f}~{high:.0f}), 평가 {outcomes:,}건",
    ),
    "saved": ("saved", "아낀 돈"),
    "saved_against": (
        "{money}, against always {arm}",
        "언제나 {arm}에 물었을 때보다 {money}",
    ),
    "paid_more": (
        "nothing: {money} more than always {arm}",
        "없음: 언제나 {arm}에 물었을 때보다 {money} 더 들었습니다",
    ),
    "saved_unknown": ("not known, against always {arm}", "언제나 {arm}에 물었을 때의 값을 모름"),
    "is_baseline": (
        "nothing: it is the best single model itself",
        "없음: 이 모델이 바로 견주는 기준입니다",
    ),
    "first_token": (
        "first token {first:.2f} s, all {total:.2f} s",
        "첫 토큰 {first:.2f}초, 전체 {total:.2f}초",
    ),
    "total": ("{total:.2f} s", "{total:.2f}초"),
    "seconds": ("{s:.1f} s", "{s:.1f}초"),
    "points": ("{points:.0f} of 100", "100점 중 {points:.0f}점"),
    "local": ("0, runs on this machine", "0원, 이 컴퓨터에서 실행"),
    "local_price": ("0, local", "0(로컬)"),
    "unknown": ("not known", "알 수 없음"),
    "estimated": ("estimated", "추정"),
    "estimated_count": ("{count} estimated", "추정 {count}건"),
    "before_tax": ("before tax", "세전"),
    "rate_of": ("rate of {as_of}", "{as_of} 환율"),
    "where": ("from", "출처"),
    "provider": ("provider", "제공자"),
    "quality": ("presumed quality", "추정 품질"),
    "beside": ("beside {arm}", "{arm}에 견주어"),
    "beside_equal": ("shown within 2 points", "2점 안으로 확인됨"),
    "beside_worse": ("shown worse", "더 못함이 확인됨"),
    "beside_unknown": ("not yet known", "아직 모름"),
    "price": ("$/M in / out", "$/백만 토큰"),
    "context": ("context", "문맥 길이"),
    "languages": ("languages", "언어"),
    "fare": ("fare", "운임"),
    "arm": ("arm", "선택지"),
    "excluded": ("left out", "제외"),
    "ready": ("ready", "준비됨"),
    "not_fetched": (
        "not here yet, fetched by `wayfare ask` or `wayfare serve`",
        "아직 없으며, `wayfare ask`나 `wayfare serve`를 실행하면 내려받습니다",
    ),
    "not_offered": (
        "not offered: `local.enabled` is off",
        "쓰지 않음: 설정 `local.enabled`가 꺼져 있습니다",
    ),
    "not_to_be_fetched": (
        "not here, and `local.download` is off",
        "없고, 설정 `local.download`가 꺼져 있습니다",
    ),
    "no_models": (
        "There is no model yet. `wayfare providers add` brings one in.",
        "아직 모델이 없습니다. `wayfare providers add`로 추가하세요.",
    ),
    "in_auto": ("auto", "auto"),
    "pool_in": ("in", "사용"),
    "pool_proposed": ("proposed", "제안"),
    "pool_out": ("out", "제외"),
    "pool_others": (
        "{count} more can be asked by name; `wayfare models --why` says why they are left out.",
        "나머지 {count}개는 이름으로만 물을 수 있습니다. 이유: `wayfare models --why`.",
    ),
    "pool_heading_in": ("auto takes ({count}):", "auto가 쓰는 모델({count}개):"),
    "pool_heading_proposed": ("proposed ({count}):", "제안({count}개):"),
    "pool_heading_out": ("left out ({count}):", "제외({count}개):"),
    "pool_added": ("`auto` takes {name}.", "이제 `auto`가 {name} 모델을 씁니다."),
    "pool_not_added": (
        "`auto` does not take {name}. {why}",
        "`auto`가 {name} 모델을 쓰지 않습니다. {why}",
    ),
    "pool_removed": (
        "`auto` takes {name} no more. It can still be asked by name.",
        "이제 `auto`가 {name} 모델을 쓰지 않습니다. 이름으로는 물을 수 있습니다.",
    ),
    "pool_probed": (
        "It was asked once. Cost: {cost}.",
        "한 번 물어보았습니다. 비용: {cost}.",
    ),
    "pool_probed_several": (
        "Models asked once: {count}. Cost: {cost}.",
        "모델 {count}개에 한 번씩 물어보았습니다. 비용: {cost}.",
    ),
    "pool_soon": (
        "A running Wayfare sees it within a minute.",
        "이미 실행 중인 Wayfare에는 1분 안에 반영됩니다.",
    ),
    "user": ("user", "사용자"),
    "key": ("key", "키"),
    "day": ("day (UTC)", "날짜(UTC)"),
    "label": ("label", "이름"),
    "made": ("made", "만든 날"),
    "revoked": ("revoked", "취소한 날"),
    "learns": ("learning", "학습 허용"),
    "yes": ("yes", "예"),
    "no": ("no", "아니요"),
    "address": ("address", "주소"),
    "no_key": ("not set", "설정되지 않음"),
    "key_set": ("set", "설정됨"),
    "models": ("models", "모델"),
    "requests": ("requests", "요청"),
    "attempts": ("attempts", "시도"),
    "replaying": ("replaying {name}", "{name} 다시 해 보는 중"),
    "policy": ("policy", "규칙"),
    "aim": ("may lose", "허용 손실"),
    "score": ("score", "점수"),
    "cost_per_1k": ("$ per 1,000", "1,000건당 $"),
    "points_lost": ("points lost", "잃은 점수"),
    "saving": ("saved", "절감"),
    "saving_length_only": ("by length alone", "길이만 본 절감"),
    "gap_closed": ("gap closed", "좁힌 차이"),
    "apgr": ("APGR", "APGR"),
    "followed": ("as logged", "기록과 같음"),
    "effective": ("behind it", "뒷받침"),
    "replay_log_note": (
        (
            "Of {count:,} decisions with an outcome. Doubly robust, 95 % interval; none where too "
            "few decisions are behind it: a log tells only of arms that were asked."
        ),
        (
            "평가가 있는 결정 {count:,}건. 이중 강건 추정과 95 % 구간이며, 뒷받침하는 결정이 너무 "
            "적으면 구간이 없습니다. 기록은 물어본 선택지에 대해서만 말해 줍니다."
        ),
    ),
    "replay_note": (
        (
            "Saved: against the cheapest random mix of two single models with the same score. "
            "± is half of a 95 % interval over the splits, which share questions."
        ),
        (
            "절감은 같은 점수를 내는 두 모델의 가장 싼 무작위 혼합과 견준 값입니다. "
            "±는 서로 질문이 겹치는 분할들에 대한 95% 구간의 절반입니다."
        ),
    ),
    "regret": ("regret", "손해"),
    "regret_of_best": ("against the best", "최고 모델 대비"),
    "replay_point": (
        "An answer is worth its score less its cost; a point is worth ${dollars} an answer.",
        "답의 값어치는 점수에서 비용을 뺀 것이고, 1점은 답 하나에 ${dollars}입니다.",
    ),
    "replay_no_costs": (
        "No costs are known: an answer is worth its score.",
        "비용을 알 수 없어 답의 값어치는 점수뿐입니다.",
    ),
    "replay_online_note": (
        (
            "{worth} Regret: points a question that prior_best, the rule that Wayfare starts with, "
            "is ahead; less than 0 is a gain. Against the best: the same for best_single, the "
            "arm that turns out best for its price, which nobody knows before. ± is half of a "
            "95 % interval over the orders of the same questions."
        ),
        (
            "{worth} 손해는 Wayfare가 처음에 쓰는 규칙(prior_best)보다 질문마다 몇 점 뒤졌는지"
            "이고, 0보다 작으면 이득입니다. 최고 모델 대비는 나중에야 알 수 있는, 값에 견주어 가장 "
            "좋은 모델 하나(best_single)와 견준 값입니다. ±는 같은 질문을 다른 순서로 물은 결과의 "
            "95% 구간의 절반입니다."
        ),
    ),
    "tokens": ("tokens in / out", "토큰 입력 / 출력"),
    "setting": ("setting", "설정"),
    "value": ("value", "값"),
    "default": ("default", "기본값"),
    "about": ("what it does", "설명"),
    "no_keys": (
        "There is no key yet. Yours comes with the first run; `wayfare keys add` makes more.",
        "아직 키가 없습니다. Wayfare를 처음 실행하면 생기고, `wayfare keys add`로 더 만듭니다.",
    ),
    "nothing_yet": ("Nothing has been asked in this time.", "이 기간에는 질문이 없습니다."),
    "cost_unknown": ("+ {count} of unknown cost", "+ 비용을 알 수 없는 {count}건"),
    # topics
    "topic": ("topic", "주제"),
    "telling_words": ("about", "내용"),
    "share": ("share", "비율"),
    "answered_best": ("answered best by", "가장 잘 답한 선택지"),
    "best_of": (
        "{arm}: {score:.2f} of 1, {n} outcomes",
        "{arm}: 1점 만점에 {score:.2f}점, 평가 {n}건",
    ),
    "given_topic": ("as given", "지정한 주제"),
    "unnamed_topic": ("no telling words", "대표 단어 없음"),
    "no_topic": ("unknown", "알 수 없음"),
    "no_topics": (
        "No topics yet. They are found once `auto` was asked 100 questions.",
        "아직 주제가 없습니다. `auto`에 질문이 100개 들어오면 찾기 시작합니다.",
    ),
    # who reads
    "company": ("company", "회사"),
    "companies": ("seen by", "글을 본 회사"),
    "country": ("country", "국가"),
    "trains": ("trains on prompts", "학습에 씀"),
    "kept": ("keeps prompts", "보관 기간"),
    "as_of": ("as of", "기준일"),
    "never": ("never", "안 함"),
    "days": ("{days} days", "{days}일"),
    "nobody": ("nobody: it stays on this machine", "없음: 이 컴퓨터를 벗어나지 않음"),
    "and_others": (
        "{company}, and others that are not known",
        "{company} 및 알려지지 않은 다른 회사",
    ),
    "left_out": ("not carried", "옮기지 못한 항목"),
    "demands": ("demands", "요구"),
    "terms_note": (
        (
            "These are the defaults without a contract of your own; `[terms.NAME]` in the "
            "settings says what yours says. What is not known fulfils no demand."
        ),
        (
            "별도 계약이 없을 때의 기본 조건입니다. 계약이 있으면 설정 `[terms.NAME]`에 쓰세요. "
            "알 수 없는 것은 어떤 요구도 충족하지 않습니다."
        ),
    ),
    "bad_demand": ("{given!r} cannot be demanded.", "{given!r}: 요구로 쓸 수 없습니다."),
    "bad_demand_cure": (
        "Write countries as KR,US and providers by their names, as openai,local.",
        "국가는 KR,US처럼, 제공자는 openai,local처럼 이름으로 쓰세요.",
    ),
    "wishes": ("wishes", "바람"),
    "no_wish": ("{given!r} cannot be wished.", "{given!r}: 바람으로 쓸 수 없습니다."),
    "no_wish_cure": (
        "Write ceiling_usd=0.01, point_worth_usd=0.0002 (both in dollars) or critical.",
        "ceiling_usd=0.01, point_worth_usd=0.0002(둘 다 달러), critical처럼 쓰세요.",
    ),
    "no_demand_cure": (
        "Write no_training, countries=KR|US or providers=openai|local.",
        "no_training, countries=KR|US, providers=openai|local처럼 쓰세요.",
    ),
    # serving
    "serving": ("Wayfare serves at {url}", "Wayfare 주소: {url}"),
    "key_lies": (
        "Your key lies in {path} (only you can read it).",
        "키는 {path} 파일에 있습니다(본인만 읽을 수 있음).",
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
    # asking
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
    # users and projects
    "role": ("role", "역할"),
    "role_member": ("member", "구성원"),
    "role_admin": ("admin", "관리자"),
    "role_owner": ("owner", "소유자"),
    "disabled": ("shut out", "차단한 날"),
    "password": ("password", "비밀번호"),
    "project": ("project", "프로젝트"),
    "archived": ("archived", "보관한 날"),
    "texts": ("keeps texts", "글 보관"),
    "retention": ("deletes after", "삭제 시점"),
    "cached": ("repeats for", "답 재사용"),
    "title": ("title", "제목"),
    "expires": ("expires", "만료일"),
    "manages": ("manages", "관리 권한"),
    "no_users": (
        "There is no user yet. The first run makes the owner; `wayfare users add` makes more.",
        "아직 사용자가 없습니다. 처음 실행하면 소유자가 생기고, `wayfare users add`로 더 만듭니다.",
    ),
    "user_added": (
        "{name} is a user now. `wayfare keys add {name}` makes a key.",
        "사용자 {name} 추가됨. 키는 `wayfare keys add {name}`로 만듭니다.",
    ),
    "user_role": ("{name}: {role}.", "{name}: {role}."),
    "user_disabled": (
        "{name} is shut out. Sessions have ended; keys open nothing within seconds.",
        "사용자 {name} 차단됨. 로그인이 끝났고, 키는 몇 초 안에 쓸 수 없게 됩니다.",
    ),
    "user_enabled": ("{name} may come in again.", "사용자 {name} 차단 해제됨."),
    "user_password": (
        "{name} has a new password. Sessions have ended.",
        "사용자 {name}의 비밀번호가 바뀌었고, 로그인이 끝났습니다.",
    ),
    "type_password": ("Password", "비밀번호"),
    "type_password_again": ("The same again", "한 번 더"),
    "passwords_differ": ("The two passwords differ.", "두 비밀번호가 다릅니다."),
    "project_added": ("There is a project {project} now.", "프로젝트 {project} 추가됨."),
    "project_changed": (
        "{project} is changed. It counts within seconds.",
        "프로젝트 {project} 변경됨. 몇 초 안에 반영됩니다.",
    ),
    "project_archived": (
        "{project} is archived. Its keys open nothing within seconds.",
        "프로젝트 {project} 보관됨. 그 키는 몇 초 안에 쓸 수 없게 됩니다.",
    ),
    "project_restored": ("{project} goes on.", "프로젝트 {project} 다시 사용."),
    "no_members": ("Nobody works in {project}.", "프로젝트 {project}에 구성원이 없습니다."),
    "bad_choice": (
        "{given!r} is none of yes, no and default.",
        "{given!r}: yes, no, default 가운데 하나를 쓰세요.",
    ),
    "bad_number": (
        "{given!r} is neither a number from 0 to {most:,} nor default.",
        "{given!r}: 0부터 {most:,}까지의 수나 default를 쓰세요.",
    ),
    "bad_time": (
        "{given!r} is no time to expire at. Write 90d or 2027-01-31.",
        "{given!r}: 만료 시점으로 쓸 수 없습니다. 90d나 2027-01-31처럼 쓰세요.",
    ),
    # keys and providers
    "store_where": ("store", "저장소"),
    "store_revision": ("revision (newest)", "리비전(최신)"),
    "store_none": ("none yet", "아직 없음"),
    "store_size": ("bytes", "바이트"),
    "store_others": ("open elsewhere", "다른 곳에서 사용 중"),
    "table": ("table", "테이블"),
    "rows": ("rows", "행"),
    "digest": ("digest", "요약값"),
    "store_current": (
        "The tables are at the newest revision, {revision}.",
        "테이블이 이미 최신 리비전 {revision}입니다.",
    ),
    "store_migrated": (
        "The tables are now at revision {revision}.",
        "테이블을 리비전 {revision}까지 올렸습니다.",
    ),
    "store_would_add": (
        "This would be run, for the revisions {revisions}. Nothing was changed.",
        "리비전 {revisions}에 아래 SQL을 실행하게 됩니다. 아무것도 바꾸지 않았습니다.",
    ),
    "store_moved": (
        "All rows arrived as they were. Set store.url to the new address.",
        "모든 행이 그대로 옮겨졌습니다. store.url을 새 주소로 바꾸세요.",
    ),
    "store_restored": (
        "All rows of the backup are in the store.",
        "백업의 모든 행을 저장소에 넣었습니다.",
    ),
    "store_backed_up": ("{file}: {size} bytes.", "{file}: {size}바이트."),
    "store_marked": (
        "{count} texts held the character U+0000, which PostgreSQL cannot keep; ␀ stands for it.",
        "글 {count}개에 PostgreSQL이 담을 수 없는 U+0000 문자가 있어 ␀로 바꾸었습니다.",
    ),
    "key_made": (
        "This key is shown once. Keep it:",
        "이 키는 한 번만 보입니다. 잘 보관하세요:",
    ),
    "key_revoked": ("Key {key} is revoked.", "키 {key} 취소됨."),
    "key_unknown": ("There is no key {key} that works.", "쓸 수 있는 키 중에 {key} 키가 없습니다."),
    "key_unknown_cure": (
        "`wayfare keys list` shows them.",
        "`wayfare keys list`로 확인하세요.",
    ),
    "no_providers": (
        "No provider was added, and no key was found in the environment.",
        "추가한 제공자도, 환경 변수에서 찾은 키도 없습니다.",
    ),
    "provider_added": ("{name} is added in {path}.", "{name}: {path} 파일에 추가했습니다."),
    "provider_removed": ("{name} is taken out of {path}.", "{name}: {path} 파일에서 뺐습니다."),
    "provider_unknown": (
        "{path} has no provider {name!r}.",
        "{path} 파일에 제공자 {name!r} 항목이 없습니다.",
    ),
    "provider_unknown_cure": (
        "`wayfare providers list` shows them.",
        "`wayfare providers list`로 확인하세요.",
    ),
    "bad_name": (
        "{name!r} cannot be a provider's name.",
        "{name!r}: 제공자 이름으로 쓸 수 없습니다.",
    ),
    "bad_name_cure": (
        "Use small letters, digits, - and _; not auto, local or scripted.",
        "영문 소문자, 숫자, -, _만 쓰고 auto, local, scripted는 피하세요.",
    ),
    "address_lacks": (
        "The address of {name} lacks {variables}.",
        "{name}: 주소에 {variables} 값이 빠졌습니다.",
    ),
    "address_lacks_cure": (
        "Set it in the environment, or add {name} with `--base-url`.",
        "환경 변수로 정하거나, `--base-url`을 붙여 {name} 제공자를 추가하세요.",
    ),
    "needs_extra": (
        "It needs a package: `pip install '{extra}'`.",
        "패키지가 필요합니다: `pip install '{extra}'`.",
    ),
    "private_address": (
        "{address} lies on this machine or in a private network.",
        "{address}: 이 컴퓨터나 사설망의 주소입니다.",
    ),
    "private_address_cure": (
        "If it is yours, add it with `--allow-private`.",
        "직접 쓰는 주소라면 `--allow-private`를 붙여 추가하세요.",
    ),
    "wire": ("wire", "형식"),
    "no_such_provider": (
        "There is no provider {name!r}.",
        "제공자 {name!r} 항목이 없습니다.",
    ),
    "question_costs": (
        "A question to {model} costs at most {price}.",
        "질문 비용: {model}, 최대 {price}.",
    ),
    "not_to_be_asked": (
        "{name} is not asked: none of its models fulfils `demands` in the settings.",
        "{name}에는 묻지 않습니다. 설정의 `demands`에 맞는 모델이 없습니다.",
    ),
    "question_costs_unknown": (
        "What a question to {model} costs is not known.",
        "질문 비용: {model}, 알 수 없음.",
    ),
    "shall_ask": ("Ask?", "물어볼까요?"),
    "ask_first": (
        "Questions cost money, and nobody is here to agree.",
        "질문에는 비용이 드는데, 동의할 사람이 없습니다.",
    ),
    "ask_first_cure": ("Add `--yes`.", "`--yes`를 붙이세요."),
    "bad_url": ("The base URL is missing or is none.", "기본 URL이 없거나 잘못되었습니다."),
    "bad_url_cure": (
        "Give one, such as `--base-url https://host/v1`.",
        "지정하세요. 예: `--base-url https://host/v1`",
    ),
    "restart": (
        "A running Wayfare sees it after a restart.",
        "이미 실행 중인 Wayfare는 다시 시작해야 반영됩니다.",
    ),
    "user_linked": (
        "{name} may sign in at the OpenID provider.",
        "{name}: 이제 OpenID 제공자로 로그인할 수 있습니다.",
    ),
    "user_unlinked": (
        "{name} signs in at the OpenID provider no longer.",
        "{name}: 이제 OpenID 제공자로 로그인할 수 없습니다.",
    ),
    "link_what": (
        "Give a subject, or `--email` with `oidc.issuer` in the settings.",
        "subject를 쓰거나, 설정의 `oidc.issuer`와 함께 `--email`을 쓰세요.",
    ),
    "link_what_cure": (
        "`wayfare audit --action login_failed` shows the subjects that were turned away.",
        "`wayfare audit --action login_failed`에서 거절된 subject를 볼 수 있습니다.",
    ),
    # kept keys of providers
    "type_key": ("The provider's key (not shown)", "제공자의 키(보이지 않음)"),
    "key_not_text": ("The key is not text.", "키가 글자가 아닙니다."),
    "credential_set": (
        "The key of {provider} is kept, encrypted. A running Wayfare uses it within a minute.",
        "{provider}: 키를 암호화해 보관합니다. 실행 중인 Wayfare에는 1분 안에 반영됩니다.",
    ),
    "credential_removed": (
        "The key of {provider} is kept no longer. A running Wayfare forgets it within a minute.",
        "{provider}: 키를 지웠습니다. 실행 중인 Wayfare에는 1분 안에 반영됩니다.",
    ),
    "credentials_rotated": (
        "Keys encrypted anew: {count}. Copies of the vault made before open none of them.",
        "키 {count}개를 새로 암호화했습니다. 이전 vault 사본으로는 열 수 없습니다.",
    ),
    "no_credentials": (
        "No provider's key is kept. `wayfare credentials set` keeps one.",
        "보관한 제공자 키가 없습니다. `wayfare credentials set`으로 보관하세요.",
    ),
    "fingerprint": ("fingerprint", "지문"),
    "by": ("by", "누가"),
    "does_not_open": ("does not open", "열리지 않음"),
    # budgets and rates
    "whose": ("whose", "대상"),
    "name": ("name", "이름"),
    "period": ("period", "기간"),
    "limit": ("limit", "한도"),
    "spent": ("spent", "쓴 돈"),
    "held": ("held", "잡아 둔 돈"),
    "left": ("left", "남은 돈"),
    "unknown_costs": ("costs not known", "알 수 없는 비용(건)"),
    "requests_a_minute": ("requests a minute", "분당 요청"),
    "tokens_a_minute": ("tokens a minute", "분당 토큰"),
    "no_budgets": (
        "There is no budget yet. `wayfare budgets set` makes one.",
        "아직 예산이 없습니다. `wayfare budgets set`으로 정하세요.",
    ),
    "no_rates": (
        "There is no rate yet. `wayfare rates set` makes one.",
        "아직 속도 한도가 없습니다. `wayfare rates set`으로 정하세요.",
    ),
    "budget_set": (
        "The budget of {name} holds within two seconds.",
        "{name}의 예산은 2초 안에 적용됩니다.",
    ),
    "rate_set": (
        "The rate of {name} holds within two seconds.",
        "{name}의 속도 한도는 2초 안에 적용됩니다.",
    ),
    "limit_removed": ("The limit of {name} is removed.", "{name}의 한도를 없앴습니다."),
    "no_such_limit": ("There is no such limit.", "그런 한도가 없습니다."),
    "budgets_cure": ("`wayfare budgets list` shows them.", "`wayfare budgets list`로 확인하세요."),
    "rates_cure": ("`wayfare rates list` shows them.", "`wayfare rates list`로 확인하세요."),
    "nobody_named": (
        "There is no {scope} {name!r}.",
        "{scope} 가운데 {name!r} 항목이 없습니다.",
    ),
    "nobody_named_key_cure": (
        "`wayfare keys list` shows the ids.",
        "`wayfare keys list`로 확인하세요.",
    ),
    "nobody_named_project_cure": (
        "`wayfare projects list` shows all.",
        "`wayfare projects list`로 확인하세요.",
    ),
    "nobody_named_user_cure": (
        "`wayfare users list` shows all.",
        "`wayfare users list`로 확인하세요.",
    ),
    "budget_amount": ("The budget has no amount.", "예산 금액이 없습니다."),
    "budget_amount_cure": (
        "Give one or more of --day, --month and --total, in dollars.",
        "--day, --month, --total 가운데 하나 이상을 달러로 주세요.",
    ),
    "rate_amount": ("The rate limits nothing.", "제한할 것이 없습니다."),
    "rate_amount_cure": (
        "Give --requests, --tokens or both.",
        "--requests나 --tokens를 주세요.",
    ),
    "bad_dollars": ("{given!r} is no amount of dollars.", "달러 금액이 아닙니다: {given!r}."),
    "bad_dollars_cure": (
        "Write it as 12.50, with six decimals at most.",
        "12.50처럼 쓰고, 소수점 아래는 여섯 자리까지 쓸 수 있습니다.",
    ),
    "too_many_dollars": (
        "No budget is larger than {most} dollars.",
        "예산은 {most}달러를 넘을 수 없습니다.",
    ),
    "soft_above": (
        "--soft is above the budget: nothing would ever warn.",
        "--soft가 예산보다 커서 아무것도 알리지 못합니다.",
    ),
    "soft_above_cure": (
        "Make it smaller, or set budgets of several periods one by one.",
        "더 작게 주거나, 기간마다 따로 정하세요.",
    ),
    "held_by_the_server": (
        "What is held for calls on their way only the server knows: `GET /api/budgets` asks it.",
        "진행 중인 요청을 위해 잡아 둔 돈은 서버만 압니다: `GET /api/budgets`로 물어보세요.",
    ),
    "warning": ("warning", "알림"),
    # the audit log
    "at": ("when (UTC)", "시각(UTC)"),
    "actor": ("who", "누가"),
    "through": ("through", "경로"),
    "action": ("did", "한 일"),
    "subject": ("to", "대상"),
    "detail": ("detail", "내용"),
    "no_audit": ("Nothing of the kind was done yet.", "해당하는 기록이 없습니다."),
    # the doctor
    "outcomes_fine": (
        "{count:,} outcomes, and nothing that looks like a fault.",
        "평가 {count:,}건에서 이상한 점을 찾지 못했습니다.",
    ),
    "outcomes_looked_at": ("Outcomes looked at: {count:,}.", "살펴본 평가: {count:,}건."),
    "finding_count": ("outcomes: {count:,}", "평가 {count:,}건"),
    "finding_confirmed": (
        "Confirmed: these outcomes are believed.",
        "확인됨: 이 평가들을 믿습니다.",
    ),
    "finding_cure": (
        "They are not believed. If all is right: wayfare doctor routing --confirm {id}",
        "지금은 믿지 않습니다. 문제가 없다면: wayfare doctor routing --confirm {id}",
    ),
    "good": ("good", "정상"),
    "look": ("look here", "확인 필요"),
    "no_file": ("{path} (not there, and need not be)", "{path} (없어도 됩니다)"),
    "folders": ("data in {home}, configuration in {config}", "데이터 {home}, 설정 {config}"),
    "store_opens": ("the store opens: {name}", "저장소가 열립니다: {name}"),
    "vault_opens": (
        "{path} opens every provider's key that is kept ({count})",
        "{path}: 보관한 제공자 키 {count}개가 모두 열립니다",
    ),
    "vault_closed": (
        "{path} does not open the keys of {names}: put back a copy, or `wayfare credentials set`",
        (
            "{path} 파일로 열리지 않는 키: {names}. 사본을 되돌려 놓거나 "
            "`wayfare credentials set`으로 다시 넣으세요"
        ),
    ),
    "workers_set": ("processes that serve: {count}", "요청을 받는 프로세스: {count}개"),
    "redis_answers": (
        "the Redis that budgets and rates are counted in answers",
        "예산과 속도 한도를 세는 Redis가 답합니다",
    ),
    "openid_answers": (
        "the OpenID provider {issuer} answers",
        "OpenID 제공자 {issuer}가 답합니다",
    ),
    "runtime": ("the runtime of local models", "로컬 모델 실행 환경"),
    "runtime_cure": (
        "no runtime of local models: `pip install 'wayfare[local]'`",
        "로컬 모델 실행 환경이 없습니다: `pip install 'wayfare[local]'`",
    ),
    "no_rate": (
        "money.currency is {currency}, but money.per_dollar has no rate for it",
        "money.currency는 {currency}인데 money.per_dollar에 환율이 없습니다",
    ),
    "undated_rate": (
        "the rate for {currency} has no date: set money.as_of",
        "{currency} 환율에 날짜가 없습니다: money.as_of를 정하세요",
    ),
}


def language_or_default(wanted: str | None = None) -> str:
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
        self._place = LANGUAGES.index(language)

    def __call__(self, text: str, /, **values: object) -> str:
        """One sentence, filled in."""
        return SENTENCES[text][self._place].format(**values)
