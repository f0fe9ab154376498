"""Mails that wait: written with what they tell of, sent later, kept a while so that nothing is told twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from decision.domain.case import Case
from decision.domain.telling_staff import Kind, StaffNotice
from decision.storage.letter_tables import mail as table
from decision.storage.tables import plumbing
from plumbing.directory import may_come_in
from plumbing.identifiers import new_id

KEPT_FOR = timedelta(days=60)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    id: UUID
    address: str
    kind: Kind
    case_id: UUID
    reference: str


class Mails:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, case: Case, notice: StaffNotice, *, at: datetime) -> None:
        """The same cause makes one mail, however often it is given."""
        values = {
            "id": new_id(),
            "cause": f"{notice.kind} {notice.about} {notice.recipient}",
            "kind": notice.kind,
            "recipient": notice.recipient,
            "case_id": case.id,
            "reference": case.reference,
            "created_at": at,
            "tries": 0,
            "next_try_at": at,
        }
        await self._session.execute(insert(table).values(values).on_conflict_do_nothing())

    async def claim(self, *, at: datetime) -> Waiting | None:
        """The mail that has waited longest. Whoever claims it has until the next try to send it."""
        row = (await self._session.execute(_next_due(at))).one_or_none()
        if row is None:
            return None
        tries = row.tries + 1
        put_off = update(table).where(table.c.id == row.id)
        await self._session.execute(put_off.values(tries=tries, next_try_at=at + wait_after(tries)))
        return Waiting(
            id=row.id,
            address=row.email,
            kind=Kind(row.kind),
            case_id=row.case_id,
            reference=row.reference,
        )

    async def settle(self, mail_id: UUID, *, at: datetime) -> None:
        await self._session.execute(update(table).where(table.c.id == mail_id).values(sent_at=at))

    async def forget_old(self, *, at: datetime) -> None:
        """Those sent long ago; one that still waits never."""
        await self._session.execute(delete(table).where(table.c.sent_at < at - KEPT_FOR))


def wait_after(tries: int) -> timedelta:
    doublings = min(tries - 1, 16)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _next_due(at: datetime) -> Select[Any]:
    mail, person = table.c, plumbing.directory.c
    return (
        select(table, person.email)
        .join_from(table, plumbing.directory, mail.recipient == person.user_id)
        .where(mail.sent_at.is_(None), mail.next_try_at <= at)
        .where(may_come_in(plumbing.directory, at), person.email != "")
        .order_by(mail.next_try_at)
        .limit(1)
        .with_for_update(of=table, skip_locked=True)
    )
