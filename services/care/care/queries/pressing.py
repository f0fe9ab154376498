"""What presses about a person more than the stage of their support: missing, and what is due next."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from care.queries.due import Due, due
from care.storage import UnitOfWork
from care.storage.risk_tables import missing_episode
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class Pressing:
    is_missing: bool = False
    next_due: Due | None = None


async def pressing(uow: UnitOfWork, support_case_id: SupportCaseId) -> Pressing:
    soonest = await due(uow, until=date.max, limit=1, of=support_case_id)
    return Pressing(
        is_missing=await _is_missing(uow, support_case_id),
        next_due=soonest[0] if soonest else None,
    )


async def _is_missing(uow: UnitOfWork, support_case_id: SupportCaseId) -> bool:
    episode = missing_episode.c
    open_one = exists().where(episode.support_case_id == support_case_id, episode.ended_at.is_(None))
    return bool(await uow.session.scalar(select(open_one)))
