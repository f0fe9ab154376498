"""Writing a reasonable grounds decision, by page and by program."""

from typing import Any

import httpx
from tests.decision.portal_visits import Seen, see, send

from contracts.ids import CaseId

Body = dict[str, Any]

WORDS = "What the person says is detailed.\n\nNothing contradicts it."
FOUND = {
    "positive": {
        "trafficking_action": "found",
        "trafficking_means": "not_needed",
        "trafficking_purpose": "found",
    },
    "negative": {
        "trafficking_action": "not_found",
        "trafficking_means": "not_found",
        "trafficking_purpose": "found",
        "slavery_means": "not_found",
        "slavery_service": "not_found",
    },
}


def step(case_id: CaseId, name: str) -> str:
    return f"/cases/{case_id}/reasonable-grounds/{name}"


async def choose(client: httpx.AsyncClient, case_id: CaseId, outcome: str) -> None:
    """As far as the page that asks for reasons."""
    await send(client, step(case_id, "outcome"), outcome=outcome)
    found = await send(client, step(case_id, "findings"), **FOUND[outcome])
    assert found.headers["location"] == step(case_id, "reasons")


async def rely_on_the_referral(client: httpx.AsyncClient, case_id: CaseId) -> str:
    page = await see(client, step(case_id, "reasons"))
    box = page.soup.select_one("input[name=relied_on]")
    assert box is not None
    return str(box["value"])


async def write(client: httpx.AsyncClient, case_id: CaseId, outcome: str, reasons: str = WORDS) -> Seen:
    """As far as the page that asks to check."""
    await choose(client, case_id, outcome)
    referral = await rely_on_the_referral(client, case_id)
    await send(client, step(case_id, "reasons"), relied_on=referral, reasons=reasons)
    return await see(client, step(case_id, "check"))


async def by_program(
    client: httpx.AsyncClient, case_id: CaseId, outcome: str, reasons: str
) -> dict[str, Any]:
    """The body a program sends, which relies on the referral alone."""
    case = (await client.get(f"/v1/cases/{case_id}")).json()
    return {
        "outcome": outcome,
        "findings": [
            {"part": field.replace("_", ".", 1), "answer": answer} for field, answer in FOUND[outcome].items()
        ],
        "relied_on": [{"source": "referral", "id": case["referral_id"]}],
        "reasons": reasons,
    }
