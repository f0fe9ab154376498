"""The pages of a reasonable grounds decision between its outcome and its check, filled in by hand."""

from typing import Literal

from playwright.async_api import Page

SAVE = "Save and continue"


async def find_of_each_part(page: Page, answer: Literal["found", "not_found"]) -> None:
    for box in await page.locator(f"main input[type=radio][value={answer}]").all():
        await box.check()
    await _save(page)


async def give_reasons(page: Page, words: str) -> None:
    """Relies on the referral alone."""
    await page.get_by_label("What the referral says").check()
    await page.get_by_label("Your reasons").fill(words)
    await _save(page)


async def _save(page: Page) -> None:
    await page.get_by_role("button", name=SAVE, exact=True).click()
