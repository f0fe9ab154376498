"""What people wrote about a person: sealed with the case's own key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, UserId
from decision.domain.decisions import Outcome
from decision.storage.tables import decision_draft, plumbing, sealed_text
from plumbing.encryption import DataKeys, KeyRing, Place

Purpose = Literal["reasons", "review"]


@dataclass(frozen=True)
class Draft:
    """A decision somebody is writing."""

    outcome: Outcome
    reasons: str
    saved_at: datetime


class Reasons:
    def __init__(self, session: AsyncSession, ring: KeyRing) -> None:
        self._session = session
        self._keys = DataKeys(session, plumbing.data_key, ring)

    async def keep(
        self, case_id: CaseId, decision_id: UUID, purpose: Purpose, words: str, *, at: datetime
    ) -> None:
        if not words:
            return
        key = await self._keys.make(case_id, at=at)
        sealed = key.seal(words, Place("sealed_text", purpose, decision_id))
        row = {"decision_id": decision_id, "purpose": purpose, "sealed": sealed}
        await self._session.execute(insert(sealed_text).values(row))

    async def of_decisions(
        self, case_id: CaseId, decision_ids: Iterable[UUID]
    ) -> dict[tuple[UUID, Purpose], str]:
        query = select(sealed_text).where(sealed_text.c.decision_id.in_(list(decision_ids)))
        rows = (await self._session.execute(query)).all()
        if not rows:
            return {}
        key = await self._keys.get(case_id)
        return {
            (row.decision_id, row.purpose): key.open(
                row.sealed, Place("sealed_text", row.purpose, row.decision_id)
            )
            for row in rows
        }

    async def save_draft(self, draft_id: UUID, case_id: CaseId, author: UserId, draft: Draft) -> None:
        """One draft for each author and case; saving again replaces it."""
        key = await self._keys.make(case_id, at=draft.saved_at)
        kept_id = await self._draft_id(case_id, author) or draft_id
        changing = {
            "outcome": draft.outcome,
            "sealed_reasons": key.seal(draft.reasons, _place_of_draft(kept_id)),
            "saved_at": draft.saved_at,
        }
        added = insert(decision_draft).values(id=kept_id, case_id=case_id, author=author, **changing)
        await self._session.execute(added.on_conflict_do_update(index_elements=["id"], set_=changing))

    async def draft(self, case_id: CaseId, author: UserId) -> Draft | None:
        query = select(decision_draft).where(_is_draft_of(case_id, author))
        row = (await self._session.execute(query)).one_or_none()
        if row is None:
            return None
        key = await self._keys.get(case_id)
        return Draft(row.outcome, key.open(row.sealed_reasons, _place_of_draft(row.id)), row.saved_at)

    async def forget_draft(self, case_id: CaseId, author: UserId) -> None:
        await self._session.execute(delete(decision_draft).where(_is_draft_of(case_id, author)))

    async def _draft_id(self, case_id: CaseId, author: UserId) -> UUID | None:
        return await self._session.scalar(
            select(decision_draft.c.id).where(_is_draft_of(case_id, author)).with_for_update()
        )


def _is_draft_of(case_id: CaseId, author: UserId) -> ColumnElement[bool]:
    return and_(decision_draft.c.case_id == case_id, decision_draft.c.author == author)


def _place_of_draft(draft_id: UUID) -> Place:
    return Place("decision_draft", "sealed_reasons", draft_id)
