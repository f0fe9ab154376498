"""Can everything be reached and seen with the Tab key alone?"""

import asyncio
from typing import Any

from playwright.async_api import Page

SPARE_STEPS = 4
FOLLOW_THE_FOCUS = """() => {
  const groups = new Set(), expected = [], met = new Map()
  const chosen = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
  const nameOf = (each, place) =>
    each.type === 'radio' ? `radios ${each.name}`
      : `${each.tagName} ${place} ${(each.textContent || each.name || '').trim().slice(0, 40)}`
  const names = new Map()
  for (const each of document.querySelectorAll(chosen)) {
    const name = nameOf(each, names.size)
    names.set(each, name)
    if (each.disabled || each.tabIndex < 0 || !each.checkVisibility({visibilityProperty: true})) continue
    if (each.type === 'radio' && groups.has(each.name)) continue
    groups.add(each.name)
    expected.push(name)
  }
  const isShown = each => {
    const label = each.labels && each.labels[0]
    const looks = [getComputedStyle(each), ...(label ? [getComputedStyle(label, '::before')] : [])]
    const isOutlined = look => look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0
    return looks.some(look => isOutlined(look) || look.boxShadow !== 'none')
  }
  document.addEventListener('focusin', event => met.set(names.get(event.target), isShown(event.target)))
  window.focusSeen = () => ({
    missed: expected.filter(name => !met.has(name)),
    unseen: [...met].filter(([name, shown]) => name && !shown).map(([name]) => name),
  })
  return expected.length
}"""


async def check_keyboard(page: Page) -> None:
    """Each control gets the focus on one way round the page, shows that it has it, and none keeps it.

    After errors the way begins in the summary, and comes round to the top of the page from the bottom.
    As by somebody who holds the key down: waiting after each step took the browser twice the time.
    """
    controls: int = await page.evaluate(FOLLOW_THE_FOCUS)
    await asyncio.gather(*(page.keyboard.press("Tab") for _ in range(controls + SPARE_STEPS)))
    seen: dict[str, Any] = await page.evaluate("window.focusSeen()")
    assert not seen["missed"], f"{page.url}: not reached with the keyboard: {seen['missed']}"
    assert not seen["unseen"], f"{page.url}: the focus does not show on {seen['unseen']}"
