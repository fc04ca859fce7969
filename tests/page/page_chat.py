"""The chat page, as a test sees and works it."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

#: States of an answer that do not change by themselves.
ENDED = ("whole", "stopped", "interrupted", "failed")
PATIENCE_MS = 15_000


@dataclass(frozen=True)
class Chat:
    """The conversation that is open."""

    page: Page

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.page.locator("textarea[data-composer]")

    @property
    def questions(self) -> Locator:
        """What was asked, from the top."""
        return self.page.locator("[data-message][data-role=user]")

    @property
    def answers(self) -> Locator:
        """What was answered, from the top."""
        return self.page.locator("[data-message][data-role=assistant]")

    @property
    def conversation(self) -> str:
        """The id of the conversation, which the address tells."""
        return self.page.url.partition("/chat/")[2].partition("?")[0].partition("#")[0]

    async def ask(self, text: str) -> None:
        """Write something and press Enter."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def until(self, status: str | Sequence[str], number: int = -1) -> None:
        """Wait until an answer is in a state, or in one of several."""
        states = [status] if isinstance(status, str) else status
        wanted = ", ".join(f"[data-status={each}]" for each in states)
        answer = self.answers.last if number < 0 else self.answers.nth(number)
        here = answer.and_(self.page.locator(wanted))
        await expect(here).to_have_count(1, timeout=PATIENCE_MS)

    async def text(self, number: int = -1) -> str:
        """What an answer says so far, as one reads it."""
        answer = self.answers.last if number < 0 else self.answers.nth(number)
        return await answer.locator("[data-text]").inner_text()

    async def until_said(self, words: str, number: int = -1) -> None:
        """Wait until an answer has said something."""
        answer = self.answers.last if number < 0 else self.answers.nth(number)
        await expect(answer.locator("[data-text]")).to_contain_text(words, timeout=PATIENCE_MS)


def talk(answer: str, *, pace_s: float = 0, question: str = "Say it.") -> str:
    """A question that the scripted models answer with exactly this."""
    said = "\n".join(f"#say {line}" for line in answer.split("\n"))
    return f"{question}\n#pace {pace_s}\n{said}" if pace_s else f"{question}\n{said}"
