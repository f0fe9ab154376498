"""Mails that wait: written with what they tell of, sent later, kept a while so that nothing is told twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.telling_organisations import News, OrganisationNotice
from decision.domain.telling_staff import Kind, StaffNotice
from decision.domain.told import Who
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
    kind: Kind | News
    case_id: UUID
    reference: str
    party: Who | None = None


class Mails:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, case: Case, notice: StaffNotice, *, at: datetime) -> None:
        """The same cause makes one mail, however often it is given."""
        cause = f"{notice.kind} {notice.about} {notice.recipient}"
        await self._add(case, cause, at, kind=notice.kind, recipient=notice.recipient)

    async def add_to_organisation(
        self, case: Case, notice: OrganisationNotice, address: str, *, at: datetime
    ) -> None:
        cause = f"{notice.news} {notice.who} {case.id} {case.version}"
        await self._add(case, cause, at, kind=notice.news, party=notice.who, address=address)

    async def told(self, case_id: CaseId, news: News) -> frozenset[Who]:
        """To whom such a mail has gone."""
        mail = table.c
        query = select(mail.party).where(
            mail.case_id == case_id, mail.kind == news, mail.sent_at.is_not(None)
        )
        return frozenset(await self._session.scalars(query))

    async def _add(self, case: Case, cause: str, at: datetime, **whom: object) -> None:
        values = {
            "id": new_id(),
            "cause": cause,
            "case_id": case.id,
            "reference": case.reference,
            "created_at": at,
            "tries": 0,
            "next_try_at": at,
        }
        await self._session.execute(insert(table).values(values | whom).on_conflict_do_nothing())

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
            address=row.address or row.email,
            kind=News(row.kind) if row.party else Kind(row.kind),
            case_id=row.case_id,
            reference=row.reference,
            party=row.party,
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
        .join_from(table, plumbing.directory, mail.recipient == person.user_id, isouter=True)
        .where(mail.sent_at.is_(None), mail.next_try_at <= at)
        .where(or_(mail.address.is_not(None), and_(may_come_in(plumbing.directory, at), person.email != "")))
        .order_by(mail.next_try_at)
        .limit(1)
        .with_for_update(of=table, skip_locked=True)
    )
