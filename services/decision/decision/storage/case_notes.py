"""What people write about an act on a case: personal, so sealed with the case's key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, UserId
from decision.storage.circumstance_tables import case_note
from decision.storage.tables import plumbing
from plumbing.encryption import DataKeys, KeyRing, Place

About = Literal[
    "routing",
    "whereabouts",
    "suspended",
    "resumed",
    "withdrawal",
    "withdrawal_not_taken",
    "delay_asked",
    "delay_answered",
    "delay_ended",
    "consent_at_18",
    "received_date",
    "closing",
    "acknowledgement",
    "progress",
    "reconsideration_asked",
    "reconsideration_answered",
    "reconsideration_decided",
    "reconsideration_extended",
    "disqualification_notified",
    "disqualification_extended",
    "disqualification_represented",
    "disqualification_threat",
    "disqualification_recovery_need",
    "disqualification_retrafficking_risk",
    "disqualification_weighing",
    "disqualification_reviewed",
    "disqualification_quashed",
    "revocation_considered",
    "revocation_represented",
    "revocation_proposed",
    "revocation_reviewed",
    "conflict_withdrawn",
    "further_protection",
    "case_restricted",
    "restriction_lifted",
    "disqualification_asked_again",
    "disqualification_answered",
    "permission_considered",
    "permission_stopped",
    "permission_paused",
    "permission_resumed",
    "permission_decided",
    "permission_asked_again",
    "permission_extended",
    "permission_decided_again",
    "permission_revoked",
    "cases_linked",
    "cases_merged",
    "joining_undone",
]


@dataclass(frozen=True)
class CaseNote:
    """`subject_id` is the act's own id, where the act is kept beside the case."""

    subject_id: UUID
    about: About
    words: str
    written_by: UserId
    written_at: datetime


class Said(Protocol):
    """What somebody said in an act on a case."""

    @property
    def words(self) -> str: ...

    @property
    def by(self) -> UserId: ...

    @property
    def at(self) -> datetime: ...


class CaseNotes:
    def __init__(self, session: AsyncSession, ring: KeyRing) -> None:
        self._session = session
        self._keys = DataKeys(session, plumbing.data_key, ring)

    async def keep(self, case_id: CaseId, note: CaseNote) -> None:
        """Nothing said is nothing kept."""
        if not note.words.strip():
            return
        key = await self._keys.make(case_id, at=note.written_at)
        values = {
            "subject_id": note.subject_id,
            "about": note.about,
            "case_id": case_id,
            "sealed": key.seal(note.words, Place("case_note", note.about, note.subject_id)),
            "written_by": note.written_by,
            "written_at": note.written_at,
        }
        await self._session.execute(insert(case_note).values(values))

    async def keep_said(self, case_id: CaseId, subject_id: UUID, about: About, said: Said) -> None:
        await self.keep(case_id, CaseNote(subject_id, about, said.words, said.by, said.at))

    async def of_case(self, case_id: CaseId) -> Sequence[CaseNote]:
        """Newest first."""
        query = select(case_note).where(case_note.c.case_id == case_id)
        rows = (await self._session.execute(query.order_by(case_note.c.written_at.desc()))).all()
        if not rows:
            return []
        key = await self._keys.get(case_id)
        return [
            CaseNote(
                row.subject_id,
                row.about,
                key.open(row.sealed, Place("case_note", row.about, row.subject_id)),
                UserId(row.written_by),
                row.written_at,
            )
            for row in rows
        ]
