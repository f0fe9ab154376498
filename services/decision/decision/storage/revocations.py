"""Revocations of a case, and their table. Changes wait for the lock of the case they are about."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Table, select, text
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.revocation import Revocation, RevocationState, WrittenTo
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

revocation = Table(
    "revocation",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="revocation_case"), nullable=False),
    Column("decision_id", UUID, ForeignKey("decision.id", name="revocation_decision"), nullable=False),
    Column("written_to", Coded(WrittenTo), nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("considered_by", UUID, nullable=False),
    Column("considered_at", INSTANT, nullable=False),
    Column("state", Coded(RevocationState), nullable=False),
    Column("represented_on", Date),
    Column("is_to_be_revoked", Boolean),
    Column("proposed_by", UUID),
    Column("proposed_at", INSTANT),
    Column("reviewed_by", UUID),
    Column("reviewed_at", INSTANT),
    Column(
        "new_decision_id",
        UUID,
        ForeignKey("decision.id", name="revocation_new_decision", deferrable=True, initially="DEFERRED"),
    ),
    Index("revocation_case_id", "case_id", "considered_at"),
    Index(
        "revocation_one_open",
        "case_id",
        unique=True,
        postgresql_where=text("state IN ('considered', 'proposed')"),
    ),
)


class NoRevocation(Exception):
    """Nobody has considered revoking a decision on this case."""


class Revocations:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, considered: Revocation) -> None:
        self._session.add(considered)

    async def of_case(self, case_id: CaseId) -> Sequence[Revocation]:
        """Latest first."""
        query = select(Revocation).where(revocation.c.case_id == case_id)
        return (await self._session.scalars(query.order_by(revocation.c.considered_at.desc()))).all()

    async def latest(self, case_id: CaseId) -> Revocation:
        """Raises NoRevocation."""
        found = await self.of_case(case_id)
        if not found:
            raise NoRevocation
        return found[0]
