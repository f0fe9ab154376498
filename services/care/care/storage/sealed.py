"""What is written about a person in support: sealed with the key of their referral, and read only with it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.support import SupportCase
from care.storage.journey_tables import sealed_text
from care.storage.tables import plumbing
from plumbing.encryption import DataKeys, KeyRing, Place


class NoKeys(Exception):
    """This process was started without the keys to what is written about people."""


class SealedTexts:
    """One text for each purpose of a subject; writing it again replaces it."""

    def __init__(self, session: AsyncSession, ring: KeyRing | None) -> None:
        self._session = session
        self._ring = ring

    async def keep(
        self, case: SupportCase, subject_id: UUID, texts: Mapping[str, str], *, at: datetime
    ) -> None:
        key = await self._keys().make(case.referral_id, at=at)
        for purpose, words in texts.items():
            if words.strip():
                sealed = key.seal(words, Place("sealed_text", purpose, subject_id))
                await self._put(case, subject_id, purpose, sealed)

    async def of_case(self, case_id: UUID, referral_id: UUID) -> dict[tuple[UUID, str], str]:
        """Every text about a person in support, by subject and purpose."""
        query = select(sealed_text).where(sealed_text.c.support_case_id == case_id)
        rows = (await self._session.execute(query)).all()
        if not rows:
            return {}
        key = await self._keys().get(referral_id)
        return {
            (row.subject_id, row.purpose): key.open(
                row.sealed, Place("sealed_text", row.purpose, row.subject_id)
            )
            for row in rows
        }

    async def of_subjects(self, purpose: str, subjects: Mapping[UUID, UUID]) -> dict[UUID, str]:
        """One text of each subject, by the referral whose key it is sealed with."""
        query = select(sealed_text).where(
            sealed_text.c.subject_id.in_(subjects), sealed_text.c.purpose == purpose
        )
        opened: dict[UUID, str] = {}
        for row in (await self._session.execute(query)).all():
            key = await self._keys().get(subjects[row.subject_id])
            opened[row.subject_id] = key.open(row.sealed, Place("sealed_text", purpose, row.subject_id))
        return opened

    async def _put(self, case: SupportCase, subject_id: UUID, purpose: str, sealed: bytes) -> None:
        row = {"subject_id": subject_id, "purpose": purpose, "support_case_id": case.id, "sealed": sealed}
        adding = insert(sealed_text).values(row)
        again = adding.on_conflict_do_update(
            index_elements=["subject_id", "purpose"], set_={"sealed": sealed}
        )
        await self._session.execute(again)

    def _keys(self) -> DataKeys:
        if self._ring is None:
            raise NoKeys
        return DataKeys(self._session, plumbing.data_key, self._ring)
