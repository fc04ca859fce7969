"""What the command line says of keys, providers and the store."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
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
}
