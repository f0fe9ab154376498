"""Letters of a case. Who got them where, and how receipt was shown, is sealed with the case's key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, UserId
from decision.domain.letters import Letter
from decision.storage.letter_tables import letter, letter_words, unsafe_address
from decision.storage.tables import plumbing
from plumbing.encryption import DataKeys, KeyRing, Place

About = Literal["address", "receipt", "after_death"]


class LetterNotFound(Exception):
    pass


@dataclass(frozen=True)
class UnsafeAddress:
    """An address somebody says is linked to the exploitation, or could not say is not."""

    id: UUID
    address: str
    reported_by: UserId
    reported_at: datetime


class Letters:
    """Changes wait for the lock of the case they are about."""

    def __init__(self, session: AsyncSession, ring: KeyRing) -> None:
        self._session = session
        self._keys = DataKeys(session, plumbing.data_key, ring)

    async def add(self, new: Letter) -> None:
        """At once, as what is sealed beside it names it."""
        self._session.add(new)
        await self._session.flush()

    async def of_case(self, case_id: CaseId) -> Sequence[Letter]:
        """Latest first."""
        query = select(Letter).where(letter.c.case_id == case_id)
        ordered = query.order_by(letter.c.sent_on.desc(), letter.c.recorded_at.desc())
        return (await self._session.scalars(ordered)).all()

    async def get(self, case_id: CaseId, letter_id: UUID) -> Letter:
        wanted = (letter.c.case_id == case_id) & (letter.c.id == letter_id)
        found = (await self._session.scalars(select(Letter).where(wanted))).one_or_none()
        if found is None:
            raise LetterNotFound
        return found

    async def keep_words(
        self, case_id: CaseId, letter_id: UUID, about: About, words: str, *, at: datetime
    ) -> None:
        """What is said again takes the place of what was said before. Nothing said is nothing kept."""
        if not words.strip():
            return
        key = await self._keys.make(case_id, at=at)
        sealed = key.seal(words, Place("letter_words", about, letter_id))
        added = insert(letter_words).values(letter_id=letter_id, about=about, sealed=sealed)
        replaced = added.on_conflict_do_update(index_elements=["letter_id", "about"], set_={"sealed": sealed})
        await self._session.execute(replaced)

    async def words(self, case_id: CaseId) -> dict[tuple[UUID, About], str]:
        of_case = letter_words.join(letter, letter.c.id == letter_words.c.letter_id)
        query = select(letter_words).select_from(of_case).where(letter.c.case_id == case_id)
        rows = (await self._session.execute(query)).all()
        if not rows:
            return {}
        key = await self._keys.get(case_id)
        return {
            (row.letter_id, row.about): key.open(row.sealed, Place("letter_words", row.about, row.letter_id))
            for row in rows
        }

    async def keep_unsafe(self, case_id: CaseId, found: UnsafeAddress) -> None:
        key = await self._keys.make(case_id, at=found.reported_at)
        values = {
            "id": found.id,
            "case_id": case_id,
            "sealed": key.seal(found.address, Place("unsafe_address", "sealed", found.id)),
            "reported_by": found.reported_by,
            "reported_at": found.reported_at,
        }
        await self._session.execute(insert(unsafe_address).values(values))

    async def unsafe(self, case_id: CaseId) -> list[str]:
        query = select(unsafe_address).where(unsafe_address.c.case_id == case_id)
        rows = (await self._session.execute(query.order_by(unsafe_address.c.reported_at))).all()
        if not rows:
            return []
        key = await self._keys.get(case_id)
        return [key.open(row.sealed, Place("unsafe_address", "sealed", row.id)) for row in rows]
