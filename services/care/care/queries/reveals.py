"""Who looked at which address or read whose notes, and why: listed to managers each week (VI-5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from care.storage import UnitOfWork, plumbing
from care.storage.addresses import SealedAddress, open_reason
from care.storage.disclosure_tables import address_reveal
from care.storage.tables import premises, support_case
from care.storage.visibility_tables import record_reading
from plumbing.encryption import KeyRing

MOST_LISTED = 500


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A house by its code: the address is not here."""

    code: str
    premises_id: UUID
    revealed_at: datetime
    revealed_by: str
    of_organisation: str
    reason: str


async def reveals_since(uow: UnitOfWork, since: datetime, ring: KeyRing) -> Sequence[Looked]:
    """Newest first, with the reasons opened."""
    looked = address_reveal.c
    query = (
        select(
            premises.c.code,
            looked.premises_id,
            looked.revealed_at,
            looked.revealed_by,
            looked.of_organisation,
            looked.id,
            looked.reason,
            looked.sealed_reason,
            looked.wrapped_key,
            looked.key_version,
        )
        .join(premises, premises.c.id == looked.premises_id)
        .where(looked.revealed_at >= since)
        .order_by(looked.revealed_at.desc())
        .limit(MOST_LISTED)
    )
    return [_looked(row, ring) for row in await uow.session.execute(query)]


def _looked(row: Any, ring: KeyRing) -> Looked:
    """Those of before reasons were sealed are read as they are until the sealing sweep has come by."""
    reason = row.reason
    if reason is None:
        reason = open_reason(SealedAddress(row.sealed_reason, row.wrapped_key, row.key_version), row.id, ring)
    return Looked(
        code=row.code,
        premises_id=row.premises_id,
        revealed_at=row.revealed_at,
        revealed_by=row.revealed_by,
        of_organisation=row.of_organisation,
        reason=reason,
    )


@dataclass(frozen=True, kw_only=True)
class Read:
    """A person by their reference; what was read is not here. `reason` is empty once it may not be read."""

    reference: str
    support_case_id: UUID
    read_at: datetime
    read_by: str
    what: Sequence[str]
    reason: str


async def readings_since(uow: UnitOfWork, since: datetime) -> Sequence[Read]:
    """Newest first: notes and health detail that others than the person's own worker read."""
    table, case = record_reading.c, support_case.c
    query = (
        select(table.id, case.reference, case.referral_id, table.support_case_id)
        .add_columns(table.read_at, table.read_by, table.what)
        .join(support_case, case.id == table.support_case_id)
        .where(table.read_at >= since)
        .order_by(table.read_at.desc())
        .limit(MOST_LISTED)
    )
    rows = (await uow.session.execute(query)).all()
    reasons = await uow.texts.of_subjects("why_read", {row.id: row.referral_id for row in rows})
    return [
        Read(
            reference=row.reference,
            support_case_id=row.support_case_id,
            read_at=row.read_at,
            read_by=row.read_by,
            what=row.what,
            reason=reasons.get(row.id, ""),
        )
        for row in rows
    ]


async def names_of(uow: UnitOfWork, users: Sequence[str]) -> Mapping[str, str]:
    """Colleagues by the ids their acts are kept under. Only the staff's part of the database knows names."""
    people = plumbing.directory.c
    query = select(people.user_id, people.name).where(people.user_id.in_([UUID(user) for user in users]))
    return {str(row.user_id): row.name for row in await uow.session.execute(query)}
