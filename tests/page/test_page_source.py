"""The page's source: types, words in both languages, its own tests, the weight of a first load."""

import pytest
from page_build import WEB, node, run

#: Each is run by node itself, with no npm between.
CHECKS = {
    "types, words and templates": (
        "node_modules/svelte-check/bin/svelte-check",
        "--tsconfig",
        "./tsconfig.json",
        "--fail-on-warnings",
    ),
    "wire.ts is what openapi.json says": ("scripts/types.js", "--check"),
    "plain TypeScript": ("node_modules/vitest/vitest.mjs", "run", "--pool=threads"),
    "weight": ("scripts/weight.js",),
}


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_the_source_is_in_order(built, check):
    assert built
    print(run(node(), *CHECKS[check]))


def test_a_word_that_one_language_lacks_fails_the_check(built):
    """Seen once to fail, so that the check above says something."""
    assert built
    missing = WEB / "src" / "texts" / "missing.check.ts"
    missing.write_text(
        'import { texts } from "./texts.svelte";\n'
        'export const t = texts({ en: { a: "" }, ko: {} });\n'
    )
    try:
        with pytest.raises(AssertionError, match=r"missing\.check\.ts"):
            run(node(), *CHECKS["types, words and templates"])
    finally:
        missing.unlink()


def test_the_lock_names_no_registry():
    lock = (WEB / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in lock
    assert '"integrity"' in lock
