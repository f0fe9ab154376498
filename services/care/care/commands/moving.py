"""Looking at where a person lives, asking the network for another place, and the network's answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from care.commands.lives import By, locked, record
from care.domain.moving import (
    HomeCheck,
    HomeFault,
    HomeKind,
    MoveRefusal,
    MoveRequest,
    MoveWanted,
    ask_for_move,
)
from care.domain.refusals import Code, Refused
from care.domain.support import SupportCase
from care.storage import UnitOfWork
from care.storage.repositories import found
from contracts.ids import SupportCaseId


@dataclass(frozen=True, kw_only=True)
class Looked:
    id: UUID
    kind: HomeKind
    faults: Sequence[HomeFault]
    words: str = ""
    is_move_wanted: bool | None = None


async def check_home(uow: UnitOfWork, case_id: SupportCaseId, looked: Looked, by: By) -> None:
    """AC-6: whether where the person lives suits them, whoever it belongs to."""
    case = await locked(uow, case_id, by)
    if case.provider_id is None:
        raise Refused(Code.NOT_ELIGIBLE)
    check = HomeCheck(
        id=looked.id,
        support_case_id=case.id,
        referral_id=case.referral_id,
        provider_id=case.provider_id,
        kind=looked.kind,
        faults=[fault for fault in HomeFault if fault in looked.faults],
        checked_at=by.at,
        checked_by=by.actor.user,
        is_move_wanted=looked.is_move_wanted,
    )
    uow.network.add(check)
    await uow.session.flush()
    await uow.texts.keep(case, check.id, {"home_seen": looked.words}, at=by.at)
    await record(uow, case, "home_checked", by)


async def ask(
    uow: UnitOfWork, case_id: SupportCaseId, request_id: UUID, wanted: MoveWanted, why: str, by: By
) -> None:
    case = await locked(uow, case_id, by)
    if await uow.network.move_under_way(case_id) is not None:
        raise Refused(Code.WRONG_STATE)
    wanted.check(case.region, regions_at_most=by.rules.number("search_regions_at_most"))
    asked, events = ask_for_move(case, request_id, wanted, by=by.actor.user, at=by.at)
    uow.network.add(asked)
    await _answer_check(uow, case_id, is_move_wanted=True)
    await uow.session.flush()
    await uow.texts.keep(case, request_id, {"move_why": why}, at=by.at)
    await record(uow, case, "move_requested", by, events)


async def answer(
    uow: UnitOfWork, case_id: SupportCaseId, refusal: MoveRefusal | None, words: str, by: By
) -> None:
    """The prime's network says yes, and the person waits for another bed; or no, and why."""
    if not by.actor.is_prime:
        raise Refused(Code.FORBIDDEN)
    case = await locked(uow, case_id, by)
    asked = await _under_way(uow, case_id)
    events = asked.answer(case, refusal, by=by.actor.user, at=by.at)
    await uow.texts.keep(case, asked.id, {"move_answer": words}, at=by.at)
    await record(uow, case, "move_refused" if refusal else "move_accepted", by, events)


async def withdraw(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    """The person wants to stay after all."""
    case = await locked(uow, case_id, by)
    (await _under_way(uow, case_id)).withdraw(at=by.at)
    await record(uow, case, "move_withdrawn", by)


async def stay(uow: UnitOfWork, case_id: SupportCaseId, by: By) -> None:
    """The person does not want to move, although where they live was found not to suit them."""
    case = await locked(uow, case_id, by)
    if not await _answer_check(uow, case_id, is_move_wanted=False):
        raise Refused(Code.WRONG_STATE)
    await record(uow, case, "move_not_wanted", by)


async def _answer_check(uow: UnitOfWork, case_id: SupportCaseId, *, is_move_wanted: bool) -> bool:
    """Of the latest check: an earlier one says nothing about where the person lives now."""
    checks = await uow.network.checks(case_id)
    if not checks or not checks[0].awaits_answer:
        return False
    checks[0].is_move_wanted = is_move_wanted
    return True


async def finish_move(uow: UnitOfWork, case: SupportCase, *, by: str, at: datetime) -> None:
    """The person arrived somewhere: whatever move was asked for is over."""
    await uow.session.flush()
    asked = await uow.network.move_under_way(case.id)
    if asked is not None:
        asked.arrive(at=at)
        uow.audit.add(action="move_done", actor=by, subject=str(case.referral_id), at=at)


async def _under_way(uow: UnitOfWork, case_id: SupportCaseId) -> MoveRequest:
    return found(await uow.network.move_under_way(case_id), "request for a move")
