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
from decision.domain.decisions import DecisionKind, Outcome, Relied
from decision.domain.definition import Finding, Head
from decision.storage.tables import decision_draft, plumbing, sealed_text
from plumbing.encryption import DataKeys, KeyRing, Place

Purpose = Literal["reasons", "review", "set_aside", "panel", "lead"]
RG = DecisionKind.REASONABLE_GROUNDS


@dataclass(frozen=True)
class Draft:
    """A decision somebody is writing."""

    outcome: Outcome
    reasons: str
    saved_at: datetime
    kind: DecisionKind = RG
    head: Head | None = None
    findings: tuple[Finding, ...] = ()
    relied_on: tuple[Relied, ...] = ()


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
        """One draft for each author, case and kind of decision; saving again replaces it."""
        key = await self._keys.make(case_id, at=draft.saved_at)
        kept_id = await self._draft_id(case_id, author, draft.kind) or draft_id
        changing = {
            "outcome": draft.outcome,
            "head": draft.head,
            "findings": draft.findings,
            "relied_on": draft.relied_on,
            "sealed_reasons": key.seal(draft.reasons, _place_of_draft(kept_id)),
            "saved_at": draft.saved_at,
        }
        whose = {"id": kept_id, "case_id": case_id, "author": author, "kind": draft.kind}
        added = insert(decision_draft).values(**whose, **changing)
        await self._session.execute(added.on_conflict_do_update(index_elements=["id"], set_=changing))

    async def draft(self, case_id: CaseId, author: UserId, kind: DecisionKind = RG) -> Draft | None:
        query = select(decision_draft).where(_is_draft_of(case_id, author, kind))
        row = (await self._session.execute(query)).one_or_none()
        if row is None:
            return None
        key = await self._keys.get(case_id)
        reasons = key.open(row.sealed_reasons, _place_of_draft(row.id))
        return Draft(row.outcome, reasons, row.saved_at, row.kind, row.head, row.findings, row.relied_on)

    async def forget_draft(self, case_id: CaseId, author: UserId, kind: DecisionKind = RG) -> None:
        await self._session.execute(delete(decision_draft).where(_is_draft_of(case_id, author, kind)))

    async def _draft_id(self, case_id: CaseId, author: UserId, kind: DecisionKind) -> UUID | None:
        return await self._session.scalar(
            select(decision_draft.c.id).where(_is_draft_of(case_id, author, kind)).with_for_update()
        )


def _is_draft_of(case_id: CaseId, author: UserId, kind: DecisionKind) -> ColumnElement[bool]:
    of_case = and_(decision_draft.c.case_id == case_id, decision_draft.c.author == author)
    return and_(of_case, decision_draft.c.kind == kind)


def _place_of_draft(draft_id: UUID) -> Place:
    return Place("decision_draft", "sealed_reasons", draft_id)
