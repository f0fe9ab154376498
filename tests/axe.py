"""Looks at pages in a real browser: accessibility rules, content security policy, sideways scrolling.

async with browser(chromium) as chrome:
    page = await chrome.new_page()
    troubles = watch(page)
    await page.goto(address)
    await check_accessible(page)
    await check_fits(page)
    assert troubles == []
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": STANDARDS,
    "rules": {"target-size": {"enabled": True}},
    "reporter": "no-passes",
    "selectors": False,
}
# Of what it finds we take the violations alone: everything else is dear to hand over.
RUN = """options => axe.run({exclude: ['.govuk-radios__input[aria-controls]']}, options)
  .then(results => results.violations)"""
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}


@asynccontextmanager
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        chrome = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield chrome
        await chrome.close()


def watch(page: Page, troubles: list[str] | None = None) -> list[str]:
    """Grows with every script error and every breach of the content security policy."""
    troubles = [] if troubles is None else troubles
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(_said(said)) if said.type == "error" else None)
    return troubles


def _said(said: ConsoleMessage) -> str:
    return f"{said.text} ({said.location['url']})"


async def check_accessible(page: Page) -> None:
    assert not (found := await violations(page)), "\n".join(found)


async def violations(page: Page) -> list[str]:
    await _bring(page)
    violations: list[dict[str, Any]] = await page.evaluate(RUN, OPTIONS)
    return [_told(page.url, rule, node) for rule in violations for node in rule["nodes"]]


async def _bring(page: Page) -> None:
    """Into what is shown now, and into what this page will show: from then on it is compiled once."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
        await page.add_init_script(AXE_SCRIPT)


def _told(url: str, rule: dict[str, Any], node: dict[str, Any]) -> str:
    return f"{url}: {rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"


async def check_fits(page: Page) -> None:
    """No sideways scrolling of the page itself; panes may scroll inside."""
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the window"
