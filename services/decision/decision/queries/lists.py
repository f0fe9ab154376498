"""Whole lists in a stable order, for programs: cases and notifications."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from contracts.ids import CompetentAuthority
from decision.domain.case import Case
from decision.domain.stages import Stage
from decision.storage import UnitOfWork
from decision.storage.restricted_tables import is_open_to_reader
from decision.storage.tables import case_file, notification


@dataclass(frozen=True)
class CaseFilter:
    stage: Stage | None = None
    age_band: str | None = None
    competent_authority: CompetentAuthority | None = None
    referral_id: UUID | None = None
    reference: str | None = None


@dataclass(frozen=True)
class NotificationView:
    referral_id: UUID
    reference: str
    recorded_at: datetime
    nation: str
    organisation_id: str
    is_person_identified: bool


async def cases(uow: UnitOfWork, wanted: CaseFilter, *, after: UUID | None, limit: int) -> Sequence[Case]:
    conditions: list[ColumnElement[bool]] = [
        case_file.c[name] == value for name, value in vars(wanted).items() if value is not None
    ]
    if after:
        conditions.append(case_file.c.id > after)
    query = (
        select(Case).where(is_open_to_reader(uow.session), *conditions).order_by(case_file.c.id).limit(limit)
    )
    return (await uow.session.scalars(query)).all()


async def notifications(uow: UnitOfWork, *, after: UUID | None, limit: int) -> Sequence[NotificationView]:
    query = select(notification).order_by(notification.c.referral_id).limit(limit)
    if after:
        query = query.where(notification.c.referral_id > after)
    return [NotificationView(*row) for row in await uow.session.execute(query)]


async def count_notifications(uow: UnitOfWork) -> int:
    return await uow.session.scalar(select(func.count()).select_from(notification)) or 0
