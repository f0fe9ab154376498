"""Restricted cases, and the one condition by which every query leaves them out for whoever is not named.

It asks for the case's id only, which every index of the queues holds: queues are still counted from an index.
"""

from uuid import UUID

from sqlalchemy import Column, ColumnElement, ForeignKey, Select, Table, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as UUID_COLUMN
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import UserId
from decision.domain.restriction import RestrictionReason
from decision.storage.tables import Coded, case_file, metadata
from plumbing.tables import INSTANT

READER = "reader"

restricted_case = Table(
    "restricted_case",
    metadata,
    Column("case_id", UUID_COLUMN, ForeignKey("case_file.id", name="restricted_case_case"), primary_key=True),
    Column("reason", Coded(RestrictionReason), nullable=False),
    Column("open_to", ARRAY(UUID_COLUMN), nullable=False),
    Column("restricted_by", UUID_COLUMN, nullable=False),
    Column("restricted_at", INSTANT, nullable=False),
)


def closed_to(person: UserId) -> Select[UUID]:
    return select(restricted_case.c.case_id).where(~restricted_case.c.open_to.contains([person]))


def is_open_to(person: UserId) -> ColumnElement[bool]:
    """Of the case a query is about. There are few restricted cases, so the others are listed once a query."""
    return case_file.c.id.not_in(closed_to(person))


def is_open_to_reader(session: AsyncSession) -> ColumnElement[bool]:
    """Our own background work reads for nobody, and sees every case."""
    reader: UserId | None = session.info.get(READER)
    return true() if reader is None else is_open_to(reader)
