"""Evidence, each file sealed with a key of its own, so that it can go from draft to referral as it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import OrganisationId, ReferralId, UserId
from plumbing.encryption import DataKey, DataKeys, Place
from referral.domain.drafts import DraftId
from referral.domain.evidence import Evidence, EvidenceId, Owner, State
from referral.storage.evidence_tables import evidence_chunk, evidence_file

CHUNK = 512 * 1024


class EvidenceMissing(Exception):
    """There is no such file, or it does not belong here, or it cannot be opened."""


class EvidenceFiles:
    def __init__(self, session: AsyncSession, keys: DataKeys) -> None:
        self._session = session
        self._keys = keys

    async def add(self, evidence: Evidence, content: bytes) -> None:
        key = await self._keys.make(evidence.id, at=evidence.added_at)
        values = {"id": evidence.id, **_columns(evidence), "sealed_words": _seal_words(key, evidence)}
        await self._session.execute(insert(evidence_file).values(values))
        for number, start in enumerate(range(0, len(content), CHUNK)):
            sealed = key.seal_bytes(content[start : start + CHUNK], _chunk_place(evidence.id, number))
            chunk = {"evidence_id": evidence.id, "number": number, "sealed": sealed}
            await self._session.execute(insert(evidence_chunk).values(chunk))

    async def save(self, evidence: Evidence) -> None:
        key = await self._keys.get(evidence.id)
        values = {**_columns(evidence), "sealed_words": _seal_words(key, evidence)}
        here = evidence_file.c.id == evidence.id
        await self._session.execute(update(evidence_file).where(here).values(values))

    async def get(self, evidence_id: EvidenceId, owner: Owner) -> Evidence:
        return await self._one(select(evidence_file).where(evidence_file.c.id == evidence_id, _of(owner)))

    async def lock(self, evidence_id: EvidenceId) -> Evidence:
        """For its verdict, whatever it belongs to by now."""
        return await self._one(
            select(evidence_file).where(evidence_file.c.id == evidence_id).with_for_update()
        )

    async def all_of(self, owner: Owner) -> Sequence[Evidence]:
        query = select(evidence_file).where(_of(owner)).order_by(evidence_file.c.added_at, evidence_file.c.id)
        return [await self._open(row) for row in (await self._session.execute(query)).all()]

    async def ids_of(self, owner: Owner) -> list[EvidenceId]:
        query = select(evidence_file.c.id).where(_of(owner))
        in_order = query.order_by(evidence_file.c.added_at, evidence_file.c.id)
        return [EvidenceId(found) for found in (await self._session.execute(in_order)).scalars()]

    async def queue(self, owner: Owner) -> int:
        """How many files there are, when nobody else is adding one just now."""
        turn = func.pg_advisory_xact_lock(func.hashtextextended(str(owner.id), 0))
        await self._session.execute(select(turn))
        query = select(func.count()).select_from(evidence_file).where(_of(owner))
        return int((await self._session.execute(query)).scalar_one())

    async def count_since(self, referral_id: ReferralId, since: datetime) -> int:
        """Of files that came after a moment and can still be read one day."""
        query = select(func.count()).select_from(evidence_file).where(_of(Owner(referral_id=referral_id)))
        kept = query.where(evidence_file.c.added_at > since, evidence_file.c.state != State.REFUSED)
        return int((await self._session.execute(kept)).scalar_one())

    async def in_state(self, state: State) -> list[EvidenceId]:
        query = select(evidence_file.c.id).where(evidence_file.c.state == state)
        oldest_first = query.order_by(evidence_file.c.added_at)
        return [EvidenceId(found) for found in (await self._session.execute(oldest_first)).scalars()]

    async def content(self, evidence_id: EvidenceId) -> bytes:
        key = await self._keys.get(evidence_id)
        query = select(evidence_chunk).where(evidence_chunk.c.evidence_id == evidence_id)
        rows = (await self._session.execute(query.order_by(evidence_chunk.c.number))).all()
        return b"".join(key.open_bytes(row.sealed, _chunk_place(evidence_id, row.number)) for row in rows)

    async def destroy_content(self, evidence_id: EvidenceId) -> None:
        gone = delete(evidence_chunk).where(evidence_chunk.c.evidence_id == evidence_id)
        await self._session.execute(gone)

    async def remove(self, evidence_id: EvidenceId) -> None:
        """After its key, which nobody finds once the file is gone, and which would open a backup."""
        await self._keys.destroy(evidence_id)
        await self._session.execute(delete(evidence_file).where(evidence_file.c.id == evidence_id))

    async def remove_all(self, owner: Owner) -> int:
        gone = await self.ids_of(owner)
        for evidence_id in gone:
            await self.remove(evidence_id)
        return len(gone)

    async def _one(self, query: Select[Any]) -> Evidence:
        row = (await self._session.execute(query)).one_or_none()
        if row is None:
            raise EvidenceMissing
        return await self._open(row)

    async def _open(self, row: Row[Any]) -> Evidence:
        key = await self._keys.get(row.id)
        words = key.open_json(row.sealed_words, _words_place(row.id))
        return Evidence(
            id=EvidenceId(row.id),
            owner=_owner(row.draft_id, row.referral_id),
            author=UserId(row.author),
            organisation=OrganisationId(row.organisation),
            name=words["name"],
            description=words["description"],
            kind=row.kind,
            size=row.size,
            state=State(row.state),
            added_at=row.added_at,
        )


def _owner(draft_id: UUID | None, referral_id: UUID | None) -> Owner:
    return Owner(DraftId(draft_id) if draft_id else None, ReferralId(referral_id) if referral_id else None)


def _of(owner: Owner) -> ColumnElement[bool]:
    if owner.draft_id is not None:
        return evidence_file.c.draft_id == owner.draft_id
    return evidence_file.c.referral_id == owner.referral_id


def _seal_words(key: DataKey, evidence: Evidence) -> bytes:
    words = {"name": evidence.name, "description": evidence.description}
    return key.seal_json(words, _words_place(evidence.id))


def _words_place(evidence_id: UUID) -> Place:
    return Place("evidence_file", "sealed_words", evidence_id)


def _chunk_place(evidence_id: UUID, number: int) -> Place:
    return Place("evidence_chunk", "sealed", evidence_id, number)


def _columns(evidence: Evidence) -> dict[str, object]:
    return {
        "draft_id": evidence.owner.draft_id,
        "referral_id": evidence.owner.referral_id,
        "author": evidence.author,
        "organisation": evidence.organisation,
        "kind": evidence.kind,
        "size": evidence.size,
        "state": evidence.state,
        "added_at": evidence.added_at,
    }
