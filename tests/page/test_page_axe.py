"""Every screen can be used by everybody: axe finds nothing, in either look and language."""

from dataclasses import replace
from itertools import product

import pytest
from bench.browser import DESK, PHONE
from bench.screens import LANGUAGES, SCREENS, THEMES, WIDER, show
from bench.screens_stage import Stage, Words, furnish
from page_axe import axe
from page_chat import talk

RICH = """**The second plan** costs less, by $212. See [its page](https://example.com).

| plan | a month |
|---|---:|
| A | $49.00 |

```python
print("hello")
```

- It is `cheap`;
- its growth is $x^2$.

> Not bad."""
NAMES = [screen.name for screen in SCREENS]
MATRIX = sorted(product(NAMES, LANGUAGES, (PHONE, DESK)))


DRAWING = "```mermaid\ngraph TD\n  A[질문] --> B[답]\n```"
WORDS = Words(
    talk=[talk(RICH, question="What is a backup?"), "And?"],
    diagram=talk(DRAWING),
    failing="Hello\n#fault status=400",
    slow=talk("word " * 300, pace_s=0.05),
    sought="backup",
)


@pytest.fixture(scope="module")
def stage(server) -> Stage:
    """A Wayfare in which people have been."""
    return furnish(server, dict.fromkeys(LANGUAGES, WORDS), "scripted-small")


@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_can_be_used_by_everybody(visit, stage, name):
    """In one look and language each, so that all are seen by turns."""
    at = NAMES.index(name)
    language, width = list(LANGUAGES)[at % 2], (PHONE, DESK)[at // 4 % 2]
    await check(visit, stage, name, language, width, [THEMES[at // 2 % 2]])


@pytest.mark.endurance
@pytest.mark.parametrize(("name", "language", "width"), MATRIX)
async def test_every_screen_in_every_look(visit, stage, name, language, width):
    await check(visit, stage, name, language, width, THEMES)


async def check(visit, stage, name, language, width, themes) -> None:
    screen = next(each for each in SCREENS if each.name == name)
    cookie = None if screen.is_logged_in else ""
    options = {"theme": themes[0], "width": width, "cookie": cookie}
    async with visit(locale=LANGUAGES[language], **options) as here:
        page = await show(here, replace(stage, language=language), screen)
        assert await page.locator("html").get_attribute("lang") == language
        assert await page.evaluate(WIDER) <= 0, "nothing is wider than the page"
        for theme in themes:
            await page.emulate_media(color_scheme=theme)
            assert (theme, await axe(page)) == (theme, [])
