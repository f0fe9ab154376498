"""Permission to stay as it was considered and decided, and its table. Changes wait for the case’s lock."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Table, select, text
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.delay import Asker
from decision.domain.permission import Need, Permission, PermissionState
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

permission_to_stay = Table(
    "permission_to_stay",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="permission_to_stay_case"), nullable=False),
    Column(
        "decision_id", UUID, ForeignKey("decision.id", name="permission_to_stay_decision"), nullable=False
    ),
    Column("considered_by", UUID, nullable=False),
    Column("considered_at", INSTANT, nullable=False),
    Column("state", Coded(PermissionState), nullable=False),
    Column("paused_by", UUID),
    Column("paused_at", INSTANT),
    Column("recovery", Coded(Need)),
    Column("compensation", Coded(Need)),
    Column("cooperation", Coded(Need)),
    Column("granted_until", Date),
    Column("decided_by", UUID),
    Column("decided_at", INSTANT),
    Column("asked_on", Date),
    Column("asked_by", Coded(Asker)),
    Column("is_late", Boolean),
    Column("decided_again_by", UUID),
    Column("decided_again_at", INSTANT),
    Index("permission_to_stay_case_id", "case_id", "considered_at"),
    Index(
        "permission_to_stay_one_open",
        "case_id",
        unique=True,
        postgresql_where=text("state IN ('considering', 'asked_again')"),
    ),
)


class NoPermission(Exception):
    """Nobody has considered permission to stay on this case."""


class Permissions:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, considered: Permission) -> None:
        self._session.add(considered)

    async def of_case(self, case_id: CaseId) -> Sequence[Permission]:
        """Latest first."""
        table = permission_to_stay.c
        query = select(Permission).where(table.case_id == case_id).order_by(table.considered_at.desc())
        return (await self._session.scalars(query)).all()

    async def latest(self, case_id: CaseId) -> Permission:
        """Raises NoPermission."""
        found = await self.of_case(case_id)
        if not found:
            raise NoPermission
        return found[0]
