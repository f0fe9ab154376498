"""Saying why nobody else is asked before a negative decision, where a test is about something else."""

import httpx
from tests.decision.portal_visits import Seen, see, send

from contracts.ids import CaseId


async def say_why_nobody_is_asked(
    client: httpx.AsyncClient, case_id: CaseId, *leaving: str
) -> httpx.Response:
    """For everybody who is left on the list, but those named."""
    path = f"/cases/{case_id}/who-was-asked"
    page = await see(client, path)
    reasons = {name: "They were asked before." for name in gaps_of(page) if name not in leaving}
    words = {f"{name}_words": reason for name, reason in reasons.items()}
    return await send(client, path, version=page.hidden("version"), **words)


def gaps_of(page: Seen) -> list[str]:
    """Those about whom the page asks, in its order."""
    boxes = page.soup.select("main textarea")
    return [str(box["name"]).removesuffix("_words") for box in boxes]
