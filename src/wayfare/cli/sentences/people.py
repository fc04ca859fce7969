"""What the command line says of users, projects and the audit log."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
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
    # the audit log
    "at": ("when (UTC)", "시각(UTC)"),
    "actor": ("who", "누가"),
    "through": ("through", "경로"),
    "action": ("did", "한 일"),
    "subject": ("to", "대상"),
    "detail": ("detail", "내용"),
    "no_audit": ("Nothing of the kind was done yet.", "해당하는 기록이 없습니다."),
}
