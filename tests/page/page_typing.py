"""Typing with an input method: Chromium is told what a keyboard with one tells it.

The events arrive as they do from a real one: while something is composed, `isComposing` is
true and the key is 229.
"""

from enum import Enum

from playwright.async_api import CDPSession, Page

#: What a key is called while an input method has it.
_PROCESSED, _PLAIN = 229, 13


class Enter(Enum):
    """What a page hears when Enter is pressed while something is composed."""

    ONE_KEY = "the key as processed, then the end of the composition"
    TWO_KEYS = "the same, and then the plain key: Hangul in Chrome on a Mac"
    KEY_AFTER = "the end of the composition, then the key as processed: Safari"


class InputMethod:
    """The keyboard of a person who writes Korean, Japanese or Chinese."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self._page = page
        self._session = session
        self._composed = ""

    async def compose(self, *steps: str) -> None:
        """Show each step as text that is not yet committed: ㅎ, 하, 한."""
        for step in steps:
            await self._key("rawKeyDown", "Process", _PROCESSED)
            await self._session.send(
                "Input.imeSetComposition",
                {"text": step, "selectionStart": len(step), "selectionEnd": len(step)},
            )
            await self._key("keyUp", "Process", _PROCESSED)
            self._composed = step

    async def commit(self) -> None:
        """Take what is composed as it stands."""
        await self._session.send("Input.insertText", {"text": self._composed})
        self._composed = ""

    async def enter(self, heard: Enter = Enter.ONE_KEY) -> None:
        """Press Enter: the input method gets it first where something is composed."""
        if not self._composed:
            await self._page.keyboard.press("Enter")
            return
        if heard is Enter.KEY_AFTER:
            await self.commit()
        await self._key("rawKeyDown", "Enter", _PROCESSED)
        if heard is not Enter.KEY_AFTER:
            await self.commit()
        if heard is Enter.TWO_KEYS:
            await self._key("rawKeyDown", "Enter", _PLAIN)
        await self._key("keyUp", "Enter", _PLAIN)

    async def _key(self, kind: str, key: str, number: int) -> None:
        await self._session.send(
            "Input.dispatchKeyEvent",
            {
                "type": kind,
                "key": key,
                "code": "Enter" if key == "Enter" else "",
                "windowsVirtualKeyCode": number,
            },
        )


async def input_method(page: Page) -> InputMethod:
    """The keyboard of a page."""
    return InputMethod(page, await page.context.new_cdp_session(page))
