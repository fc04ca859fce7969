"""`wayfare users link`: whom the OpenID provider means."""

ISSUER = {"WAYFARE_OIDC__ISSUER": "https://id.example"}


def subjects(cli) -> dict[str, str | None]:
    return {user["name"]: user["subject"] for user in cli("users", "list", "--json").json}


def test_a_user_is_linked_and_unlinked_and_the_log_says_so(cli):
    cli("users", "add", "mina")
    assert cli("users", "link", "mina", "https://id.example|7").status == 0
    assert subjects(cli)["mina"] == "https://id.example|7"
    assert "로그인할 수 없습니다" in cli("users", "unlink", "mina", "--lang", "ko").out
    assert subjects(cli)["mina"] is None
    found = cli("audit", "--json", "--action", "user.link").json
    assert [entry["detail"] for entry in found] == [{}, {"to": "https://id.example|7"}]


def test_an_invitation_needs_the_provider(cli):
    cli("users", "add", "mina")
    assert "oidc.issuer" in cli("users", "link", "mina", "--email", "a@b.example").err
    said = cli("users", "link", "mina", "--email", "A@b.example", "--json", **ISSUER)
    assert said.json["subject"] == "https://id.example#email|a@b.example"


def test_two_users_are_not_one_person_and_nobody_is_nobody(cli):
    for name in ("mina", "jun"):
        cli("users", "add", name)
    cli("users", "link", "mina", "x|1")
    assert "'mina' signs in with this already" in cli("users", "link", "jun", "x|1").err
    assert "no user 'nobody'" in cli("users", "link", "nobody", "x|2").err
    assert cli("users", "link", "jun").status == 1
    assert cli("users", "link", "jun", "x|2", "--email", "a@b").status == 1
