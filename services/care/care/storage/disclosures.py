"""What was asked from outside, and looking at the address of a house."""

from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.disclosure import DisclosureRequest
from care.domain.revealing import Reveal
from care.storage.addresses import seal_reason
from care.storage.disclosure_tables import address_reveal, disclosure_request
from care.storage.repositories import found
from plumbing.encryption import KeyRing
from plumbing.identifiers import new_id


class Disclosures:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, request: DisclosureRequest) -> None:
        self._session.add(request)

    async def locked(self, request_id: UUID) -> DisclosureRequest:
        query = select(DisclosureRequest).where(disclosure_request.c.id == request_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "disclosure request")

    async def keep_reveal(self, reveal: Reveal, ring: KeyRing) -> None:
        reveal_id = new_id()
        row = {name: value for name, value in vars(reveal).items() if name != "reason"}
        sealed = sealed_columns(reveal.reason, reveal_id, ring)
        await self._session.execute(insert(address_reveal).values(id=reveal_id, **row, **sealed))


def sealed_columns(reason: str, reveal_id: UUID, ring: KeyRing) -> dict[str, object]:
    sealed = seal_reason(reason, reveal_id, ring)
    return {
        "sealed_reason": sealed.sealed,
        "wrapped_key": sealed.wrapped_key,
        "key_version": sealed.key_version,
    }
