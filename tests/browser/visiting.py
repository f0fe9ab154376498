"""People at the portals of a running system, and what every page they come to must hold to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect
from tests.axe import NARROW, WIDE, check_accessible, check_fits, watch
from tests.browser.keyboard import check_keyboard
from tests.html_contract import check_page
from tests.running import RunningSystem

import care.app
import decision.app
import referral.app

TITLES = {
    "referral": referral.app.PORTAL.title,
    "decision": decision.app.PORTAL.title,
    "care": care.app.PORTAL.title,
}
LATE, BETWEEN_LOOKS = 20_000, 500


@dataclass
class Visits:
    chrome: Browser
    system: RunningSystem
    troubles: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    async def window(self, *, has_scripts: bool = True) -> Page:
        context = await self.chrome.new_context(java_script_enabled=has_scripts, viewport=WIDE)  # type: ignore[arg-type]  # a size
        self._contexts.append(context)
        page = await context.new_page()
        self.troubles = watch(page, self.troubles)
        return page

    async def sign_in(self, service: str, person: str, *, has_scripts: bool = True) -> Page:
        page = await self.window(has_scripts=has_scripts)
        await page.goto(f"{self.system.url(service)}/sign-in")
        await press(page, "Sign in")
        await press(page, f"Sign in as {person}")
        return page

    async def leave(self) -> None:
        for context in self._contexts:
            await context.close()


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def follow(page: Page, name: str) -> None:
    await page.get_by_role("link", name=name, exact=True).first.click()


async def look(page: Page) -> None:
    """Open to everybody: for machines that read aloud, for hands without a mouse, and on a narrow screen."""
    await check_accessible(page)
    await check_keyboard(page)
    await page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a size
    await check_fits(page)
    await page.set_viewport_size(WIDE)  # type: ignore[arg-type]  # a size


async def look_at_errors(page: Page, button: str, see: Callable[[Page], Awaitable[None]] = look) -> None:
    """Sent with nothing in it, the page comes back and says what to do."""
    await press(page, button)
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    await see(page)


async def look_at_its_markup(page: Page, service: str) -> None:
    """As it comes from the server; a script may have changed what is shown."""
    answer = await page.request.get(page.url)
    check_page(await answer.text(), TITLES[service])


async def wait_for(page: Page, sought: Locator) -> None:
    """Other services hear of it in a moment; people reload until they see it."""
    for _ in range(LATE // BETWEEN_LOOKS):
        if await sought.count():
            return
        await page.wait_for_timeout(BETWEEN_LOOKS)
        await page.reload()
    await expect(sought).to_be_visible()
