"""Whether somebody is protected again after a further positive decision, and the table of it."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, select
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.further_grounds import Protection
from decision.storage.tables import metadata
from plumbing.tables import INSTANT

further_protection = Table(
    "further_protection",
    metadata,
    Column(
        "decision_id", UUID, ForeignKey("decision.id", name="further_protection_decision"), primary_key=True
    ),
    Column("case_id", UUID, ForeignKey("case_file.id", name="further_protection_case"), nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("decided_by", UUID, nullable=False),
    Column("decided_at", INSTANT, nullable=False),
    Index("further_protection_case_id", "case_id"),
)


class Protections:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, decided: Protection) -> None:
        self._session.add(decided)

    async def of_case(self, case_id: CaseId) -> list[Protection]:
        """Latest first."""
        query = select(Protection).where(further_protection.c.case_id == case_id)
        return list(await self._session.scalars(query.order_by(further_protection.c.decided_at.desc())))
