"""What `wayfare providers test` says of each finding: what it is, and the cure."""

from collections.abc import Mapping
from typing import Final

from wayfare.cli.japanese.findings import FINDINGS as JAPANESE
from wayfare.providers.checkup import Finding

#: (what, cure) in English and in Korean. What has no cure needs none.
FINDINGS: Final[Mapping[Finding, tuple[tuple[str, str], tuple[str, str]]]] = {
    Finding.GOOD: (("good, lists {models} models", ""), ("정상, 모델 {models}개", "")),
    Finding.ANSWERS: (
        ("good, {model} answers", ""),
        ("정상, 응답한 모델: {model}", ""),
    ),
    Finding.UNLISTED: (
        (
            "has no list of models",
            "{models} are named for it; `--ask` tells whether they answer.",
        ),
        (
            "모델 목록을 제공하지 않음",
            "지정된 모델: {models}개. `--ask`를 붙이면 답하는지 확인합니다.",
        ),
    ),
    Finding.NO_KEY: (
        ("has no key", "Set {variable} and try again."),
        ("키가 없음", "환경 변수 {variable} 값을 정하고 다시 해 보세요."),
    ),
    Finding.KEY_REFUSED: (
        ("does not take the key", "Make a new one there, and set {variable} to it."),
        ("키를 받지 않음", "그곳에서 새 키를 만들어 {variable} 값으로 정하세요."),
    ),
    Finding.FORBIDDEN: (
        (
            "the key may not do this",
            "Give it the right to, or use that of another project.",
        ),
        ("이 키에는 권한이 없음", "키에 권한을 주거나 다른 프로젝트의 키를 쓰세요."),
    ),
    Finding.NO_CREDIT: (
        ("there is no credit left", "Add some on its website."),
        ("잔액이 없음", "그곳 웹사이트에서 충전하세요."),
    ),
    Finding.RATE_LIMITED: (
        ("too many requests for now", "The key works. Wait a minute and try again."),
        ("지금은 요청이 너무 많음", "키는 정상입니다. 잠시 뒤 다시 해 보세요."),
    ),
    Finding.REFUSED_ADDRESS: (
        (
            "its address is not asked",
            "If it is yours, set `allow_private = true` for it or list it in `network.private`.",
        ),
        (
            "이 주소에는 요청하지 않음",
            "직접 쓰는 주소라면 `allow_private = true`나 `network.private`로 허용하세요.",
        ),
    ),
    Finding.NO_HOST: (
        ("there is no such host", "Is `base_url` written right, and is there a network?"),
        ("그런 호스트가 없음", "`base_url` 철자와 네트워크를 확인하세요."),
    ),
    Finding.UNREACHABLE: (
        ("nobody answers there", "Does it run, and is `base_url` right?"),
        ("응답하는 곳이 없음", "실행 중인지, `base_url` 값이 맞는지 확인하세요."),
    ),
    Finding.TLS: (
        (
            "its certificate cannot be trusted",
            "Is it https there, and is the name in `base_url` the one on the certificate?",
        ),
        (
            "인증서를 믿을 수 없음",
            "https가 맞는지, `base_url`의 이름이 인증서의 이름인지 확인하세요.",
        ),
    ),
    Finding.TOO_SLOW: (
        ("did not answer in time", "Try again; `timeouts` says how long is waited."),
        ("제때 응답하지 않음", "다시 해 보세요. 기다리는 시간은 `timeouts`에서 정합니다."),
    ),
    Finding.REDIRECTED: (
        ("sends elsewhere", "Redirects are not followed: set `base_url` to where it really is."),
        ("다른 주소로 보냄", "리디렉션은 따라가지 않습니다. `base_url`에 실제 주소를 쓰세요."),
    ),
    Finding.UNSIGNED: (
        ("requests to it cannot be signed", ""),
        ("요청에 서명할 수 없음", ""),
    ),
    Finding.WRONG_WIRE: (
        ("seems to speak another wire", "Set `wire` of {name} to {wire}."),
        ("다른 형식을 쓰는 듯함", "{name}의 `wire`에 {wire} 값을 쓰세요."),
    ),
    Finding.NOT_FOUND: (
        (
            "there is nothing at that address",
            "Is `base_url` whole, such as https://host/v1? If it has no list, name its `models`.",
        ),
        (
            "그 주소에 아무것도 없음",
            "`base_url`이 온전한지(예: https://host/v1) 확인하거나 `models`에 직접 쓰세요.",
        ),
    ),
    Finding.NO_MODELS: (
        ("lists no model", "Load one there, or name its `models`."),
        ("모델이 하나도 없음", "그곳에 모델을 준비하거나 `models`에 직접 쓰세요."),
    ),
    Finding.ODD_LIST: (
        ("its list of models cannot be read", "Is `base_url` that of an API? Or name `models`."),
        ("모델 목록을 읽을 수 없음", "`base_url`이 API 주소인지 확인하거나 `models`에 쓰세요."),
    ),
    Finding.ODD_ANSWER: (
        ("{model} sent something that is no answer", "Is `wire` of {name} right?"),
        ("답이 아닌 것을 보냄: {model}", "{name}: `wire` 값이 맞는지 확인하세요."),
    ),
    Finding.FAILING: (
        ("fails by itself, with status {status}", "Try again later."),
        ("그쪽 오류, 상태 코드 {status}", "나중에 다시 해 보세요."),
    ),
    Finding.REFUSED: (
        ("refuses with status {status}", "Its own words say why."),
        ("거절함, 상태 코드 {status}", "이유는 그곳의 설명을 보세요."),
    ),
}


def finding_in(language: str, finding: Finding) -> tuple[str, str]:
    """What a finding is and its cure, in a language."""
    if language == "ja":
        return JAPANESE[finding]
    english, korean = FINDINGS[finding]
    return korean if language == "ko" else english
