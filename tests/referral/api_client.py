"""A small client for `/v1/referrals`, as another organisation's system would have it."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

import httpx
import stamina
from pydantic import BaseModel, TypeAdapter


class Fault(BaseModel):
    pointer: str
    code: str
    detail: str


class Refused(Exception):
    def __init__(self, status: int, faults: list[Fault]) -> None:
        super().__init__(status)
        self.status = status
        self.faults = faults


class Created(BaseModel):
    id: str
    reference: str
    outcome: str


class Listed(Created):
    sent_at: str
    stage: str


class Checked(BaseModel):
    path: list[str]
    outcome: str
    errors: list[Fault]
    advice: list[Fault]
    next: str | None


class Evidence(BaseModel):
    id: str
    name: str
    type: str
    size: int
    state: str
    description: str


class _Files(BaseModel):
    items: list[Evidence]


class _Page(BaseModel):
    items: list[Listed]
    next: str | None


_FAULTS = TypeAdapter(list[Fault])


class Referrals:
    """Any call may be repeated: reading changes nothing, sending has a key, changing names what was read."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._seen: dict[str, tuple[str, Listed]] = {}

    async def check(self, answers: Any) -> Checked:
        reply = await self._ask("POST", "/v1/referrals/check", json={"answers": answers})
        return Checked.model_validate(reply.json())

    async def send(self, answers: Any, *, key: str) -> Created:
        body, headers = {"answers": answers}, {"Idempotency-Key": key}
        reply = await self._ask("POST", "/v1/referrals", json=body, headers=headers)
        return Created.model_validate(reply.json())

    async def read(self, referral_id: str) -> Listed:
        """What has been read before is fetched again only if it has changed."""
        tag, seen = self._seen.get(referral_id, ("", None))
        headers = {"If-None-Match": tag} if tag else {}
        reply = await self._ask("GET", f"/v1/referrals/{referral_id}", headers=headers)
        if reply.status_code == HTTPStatus.NOT_MODIFIED and seen:
            return seen
        found = Listed.model_validate(reply.json())
        self._seen[referral_id] = (reply.headers["ETag"], found)
        return found

    async def add_file(
        self, referral_id: str, name: str, content: bytes, *, description: str = "", key: str
    ) -> Evidence:
        reply = await self._ask(
            "POST",
            f"/v1/referrals/{referral_id}/evidence",
            files={"file": (name, content)},
            data={"description": description},
            headers={"Idempotency-Key": key},
        )
        return Evidence.model_validate(reply.json())

    async def files(self, referral_id: str) -> list[Evidence]:
        reply = await self._ask("GET", f"/v1/referrals/{referral_id}/evidence")
        return _Files.model_validate(reply.json()).items

    async def file(self, referral_id: str, file_id: str) -> tuple[Evidence, str]:
        """With its tag, which says what has been seen when it is changed."""
        reply = await self._ask("GET", _file(referral_id, file_id))
        return Evidence.model_validate(reply.json()), reply.headers["ETag"]

    async def content(self, referral_id: str, file_id: str) -> bytes:
        return (await self._ask("GET", f"{_file(referral_id, file_id)}/content")).content

    async def describe_file(self, referral_id: str, file_id: str, words: str, *, seen: str) -> Evidence:
        body, headers = {"description": words}, {"If-Match": seen}
        reply = await self._ask("PATCH", _file(referral_id, file_id), json=body, headers=headers)
        return Evidence.model_validate(reply.json())

    async def remove_file(self, referral_id: str, file_id: str, *, seen: str) -> None:
        await self._ask("DELETE", _file(referral_id, file_id), headers={"If-Match": seen})

    async def all(self, *, page_size: int = 25) -> AsyncIterator[Listed]:
        after = ""
        while True:
            params = {"limit": page_size, **({"after": after} if after else {})}
            reply = await self._ask("GET", "/v1/referrals", params=params)
            page = _Page.model_validate(reply.json())
            for each in page.items:
                yield each
            if page.next is None:
                return
            after = page.next

    @stamina.retry(on=httpx.TransportError, attempts=3, wait_initial=0.01, timeout=10)
    async def _ask(self, method: str, path: str, **sent: Any) -> httpx.Response:
        reply = await self._http.request(method, path, **sent)
        if reply.status_code >= HTTPStatus.BAD_REQUEST:
            raise Refused(reply.status_code, _FAULTS.validate_python(reply.json().get("errors", [])))
        return reply


def _file(referral_id: str, file_id: str) -> str:
    return f"/v1/referrals/{referral_id}/evidence/{file_id}"
