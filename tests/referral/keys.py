"""Filling in a page with the keyboard alone, as somebody does who has no mouse."""

from collections.abc import Callable

from playwright.async_api import Page
from tests.referral.answers import Filled
from tests.referral.journey import page_at, typed_on

FARTHEST = 200
FOCUSED = """() => {
  const it = document.activeElement
  return [it.name || '', it.type || '', it.value || '', it.id || '', it.textContent.trim()]
}"""


async def answer_with_keys(page: Page, answers: Filled) -> None:
    for name, values in typed_on(page_at(page.url), answers).items():
        for value in values:
            await _put(page, name, value)


async def press_with_keys(page: Page, button: str) -> None:
    await _tab_to(page, lambda focused: focused[1] == "submit" and focused[4].startswith(button))
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def _put(page: Page, name: str, value: str) -> None:
    _, kind, *_ = await _tab_to(page, lambda focused: name in (focused[0], focused[3]), value)
    match kind:
        case "radio":
            await _choose(page, value)
        case "checkbox":
            await page.keyboard.press("Space")
        case "select-one":
            await page.keyboard.type(value)
        case _:
            await page.keyboard.press("Control+A")
            await page.keyboard.insert_text(value)


async def _choose(page: Page, value: str) -> None:
    """The arrow keys go through the choices of one question; the first is chosen with the space bar."""
    await page.keyboard.press("Space")
    for _ in range(FARTHEST):
        if (await page.evaluate(FOCUSED))[2] == value:
            return
        await page.keyboard.press("ArrowDown")
    raise AssertionError(f"{page.url}: the arrow keys never reach {value}")


async def _tab_to(page: Page, is_wanted: Callable[[list[str]], bool], value: str | None = None) -> list[str]:
    for _ in range(FARTHEST):
        focused: list[str] = await page.evaluate(FOCUSED)
        if is_wanted(focused) and (value is None or focused[1] != "checkbox" or focused[2] == value):
            return focused
        await page.keyboard.press("Tab")
    raise AssertionError(f"{page.url}: the Tab key never reaches what is sought")
