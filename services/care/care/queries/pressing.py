"""What presses about a person more than the stage of their support: missing, moving, offers, what is due."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from care.domain.moving import MoveState
from care.queries.due import Due, due
from care.queries.stays import Stay, waiting_offer
from care.storage import UnitOfWork
from care.storage.network_tables import home_check, move_request
from care.storage.risk_tables import missing_episode
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class Pressing:
    is_missing: bool = False
    next_due: Due | None = None
    offer: Stay | None = None
    is_asked_whether_to_move: bool = False
    move_awaits_answer: bool = False


async def pressing(uow: UnitOfWork, support_case_id: SupportCaseId) -> Pressing:
    soonest = await due(uow, until=date.max, limit=1, of=support_case_id)
    return Pressing(
        is_missing=await _is_missing(uow, support_case_id),
        next_due=soonest[0] if soonest else None,
        offer=await waiting_offer(uow, support_case_id),
        is_asked_whether_to_move=await _is_asked_whether_to_move(uow, support_case_id),
        move_awaits_answer=await _move_awaits_answer(uow, support_case_id),
    )


async def _is_missing(uow: UnitOfWork, support_case_id: SupportCaseId) -> bool:
    episode = missing_episode.c
    open_one = exists().where(episode.support_case_id == support_case_id, episode.ended_at.is_(None))
    return bool(await uow.session.scalar(select(open_one)))


async def _is_asked_whether_to_move(uow: UnitOfWork, support_case_id: SupportCaseId) -> bool:
    """By the latest look at where they live: it does not suit them, and nobody has said what they want."""
    seen = home_check.c
    latest = select(seen.faults, seen.is_move_wanted).where(seen.support_case_id == support_case_id)
    row = (await uow.session.execute(latest.order_by(seen.checked_at.desc()).limit(1))).one_or_none()
    return row is not None and bool(row.faults) and row.is_move_wanted is None


async def _move_awaits_answer(uow: UnitOfWork, support_case_id: SupportCaseId) -> bool:
    asked = move_request.c
    is_open = asked.support_case_id == support_case_id, asked.state == MoveState.ASKED
    return bool(await uow.session.scalar(select(exists().where(*is_open))))
