"""What the command line says of users, projects and the audit log, in Japanese."""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    # users and projects
    "role": "ロール",
    "role_member": "メンバー",
    "role_admin": "管理者",
    "role_owner": "オーナー",
    "disabled": "停止日",
    "password": "パスワード",
    "project": "プロジェクト",
    "archived": "アーカイブ日",
    "texts": "テキスト保存",
    "retention": "削除までの期間",
    "cached": "回答の再利用",
    "title": "タイトル",
    "expires": "有効期限",
    "manages": "管理権限",
    "no_users": (
        "ユーザーはまだいません。最初の起動でオーナーが作られ、`wayfare users add`で追加できます。"
    ),
    "user_added": "ユーザー{name}を追加しました。キーは`wayfare keys add {name}`で作成できます。",
    "user_role": "{name}: {role}。",
    "user_disabled": (
        "ユーザー{name}を停止しました。ログインは終了し、キーは数秒以内に使えなくなります。"
    ),
    "user_enabled": "ユーザー{name}の停止を解除しました。",
    "user_password": "ユーザー{name}のパスワードを変更しました。ログインは終了しました。",
    "type_password": "パスワード",
    "type_password_again": "もう一度入力",
    "passwords_differ": "2つのパスワードが一致しません。",
    "project_added": "プロジェクト{project}を追加しました。",
    "project_changed": "プロジェクト{project}を変更しました。数秒以内に反映されます。",
    "project_archived": (
        "プロジェクト{project}をアーカイブしました。そのキーは数秒以内に使えなくなります。"
    ),
    "project_restored": "プロジェクト{project}を再開しました。",
    "no_members": "プロジェクト{project}にはメンバーがいません。",
    "bad_choice": "{given!r}は使えません。yes、no、defaultのいずれかを指定してください。",
    "bad_number": "{given!r}は使えません。0から{most:,}までの数値かdefaultを指定してください。",
    "bad_time": "{given!r}は有効期限として使えません。90dや2027-01-31のように書いてください。",
    # the audit log
    "at": "日時(UTC)",
    "actor": "実行者",
    "through": "経路",
    "action": "操作",
    "subject": "対象",
    "detail": "詳細",
    "no_audit": "該当する記録はまだありません。",
}
