"""Linking and merging the cases of one person, and undoing it: both cases' histories say so."""

from datetime import datetime
from uuid import UUID

from contracts.ids import CaseId, UserId
from decision.acting import record_act
from decision.domain import joining
from decision.domain.joining import Join, JoinedCases, Pair, Told
from decision.storage import CaseNote, UnitOfWork
from decision.storage.case_notes import About


async def link_cases(
    uow: UnitOfWork, case_id: CaseId, other_id: CaseId, said: Join, *, why: str, seen: int
) -> None:
    pair = await uow.cases.locked_pair(case_id, other_id, seen=seen)
    joined, told = joining.link(pair, said, standing=await uow.joins.standing(pair))
    await _keep(uow, pair, joined, told, about="cases_linked", why=why)


async def merge_cases(
    uow: UnitOfWork, case_id: CaseId, other_id: CaseId, said: Join, *, why: str, seen: int
) -> None:
    """Whichever of the two was received later becomes part of the other."""
    pair = await uow.cases.locked_pair(case_id, other_id, seen=seen)
    joined, told = joining.merge(pair, said, standing=await uow.joins.standing(pair))
    await _keep(uow, pair, joined, told, about="cases_merged", why=why)


async def undo_joining(
    uow: UnitOfWork, case_id: CaseId, join_id: UUID, *, why: str, seen: int, by: UserId, at: datetime
) -> None:
    joined = await uow.joins.get(case_id, join_id)
    pair = await uow.cases.locked_pair(case_id, _other(joined, case_id), seen=seen)
    standing = await uow.joins.standing(pair)
    told = joining.undo(pair, joined, Join(id=joined.id, by=by, at=at), standing=standing)
    await _record(uow, pair, told, by=by, at=at)
    await uow.notes.keep(joined.later_id, CaseNote(joined.id, "joining_undone", why, by, at))


async def _keep(
    uow: UnitOfWork, pair: Pair, joined: JoinedCases, told: Told, *, about: About, why: str
) -> None:
    uow.joins.add(joined)
    by, at = joined.joined_by, joined.joined_at
    await _record(uow, pair, told, by=by, at=at)
    await uow.notes.keep(joined.later_id, CaseNote(joined.id, about, why, by, at))


async def _record(uow: UnitOfWork, pair: Pair, told: Told, *, by: UserId, at: datetime) -> None:
    await record_act(uow, pair.later, told.later, by=by, at=at)
    await record_act(uow, pair.earlier, told.earlier, by=by, at=at)


def _other(joined: JoinedCases, case_id: CaseId) -> CaseId:
    return joined.earlier_id if joined.later_id == case_id else joined.later_id
