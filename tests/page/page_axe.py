"""axe: what a page has that somebody cannot use."""

from typing import Any

from page_build import axe_script
from playwright.async_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

_RUN = """(tags) => axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"],
})"""
#: What sticks to an edge may lie upon a target that can be scrolled to.
_STILL_SMALL = """async (where) => {
    const target = document.querySelector(where);
    target.scrollIntoView({block: "center"});
    const found = await axe.run(target, {runOnly: {type: "rule", values: ["target-size"]}});
    return found.violations.length > 0;
}"""


async def axe(page: Page) -> list[str]:
    """What is wrong with a page as it stands, one line each; none is the aim."""
    if not await page.evaluate("() => typeof axe === 'object'"):
        await page.evaluate(axe_script())  # by the debugger, so the policy holds
    found: dict[str, Any] = await page.evaluate(_RUN, list(TAGS))
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
        if each["id"] != "target-size" or await page.evaluate(_STILL_SMALL, node["target"][0])
    ]
