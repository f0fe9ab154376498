"""A provider's own system at Place's API, and what it does first."""

from typing import Any

import httpx
from tests.care.portal import TODAY, an_offer, ready_to_place
from tests.care.town import Town

from contracts.ids import SupportCaseId


class System:
    """A provider's system at the API; each thing it creates has a key of its own."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.keys = 0

    async def create(self, path: str, body: dict[str, Any], *, key: str = "") -> httpx.Response:
        self.keys += 1
        return await self.client.post(path, json=body, headers={"Idempotency-Key": key or str(self.keys)})

    async def do(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        return await self.client.post(path, json=body)


async def somebody_housed(system: System, town: Town) -> SupportCaseId:
    person = await ready_to_place(town)
    made = await system.create(f"/v1/support-cases/{person}/offers", an_offer(town))
    await system.do(f"{made.headers['location']}/confirm")
    arrived = await system.do(f"{made.headers['location']}/arrive", {"arrival_on": str(TODAY)})
    assert arrived.json()["state"] == "in_residence", arrived.text
    return person


def code_of(refused: httpx.Response) -> str:
    assert refused.headers["content-type"] == "application/problem+json", refused.text
    return str(refused.json()["errors"][0]["code"])
