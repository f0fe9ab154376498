"""Somebody who fills in the form at their desk, in a running system, as a browser would."""

from dataclasses import dataclass

import httpx
from tests.referral.answers import Filled
from tests.referral.journey import page_at, typed_on

from nrm.simulate.visitor import Visitor


@dataclass
class Desk:
    officer: Visitor
    client: httpx.AsyncClient

    async def start(self) -> str:
        """The address of the first question."""
        return (await self.send("POST", "/referrals/new")).headers["location"]

    async def answer(self, path: str, answers: Filled) -> str:
        """Saves a page; the address of the next one."""
        saved = await self.send("POST", path, data=typed_on(page_at(path), answers))
        assert saved.status_code == 303, path
        following = saved.headers["location"]
        if following.endswith("/evidence"):
            return (await self.send("POST", f"{following}/done")).headers["location"]
        return following

    async def fill_in(self, answers: Filled) -> str:
        """The address of check answers."""
        return await self.go_on(await self.start(), answers)

    async def go_on(self, path: str, answers: Filled) -> str:
        while "/questions/" in path:
            path = await self.answer(path, answers)
        return path

    async def send(self, method: str, path: str, **parts: object) -> httpx.Response:
        url = self.officer.portal + path
        answer = await self.client.request(method, url, headers=self.officer._proof(), **parts)  # type: ignore[arg-type]  # form values
        assert answer.status_code in {200, 303}, (path, answer.status_code)
        return answer
