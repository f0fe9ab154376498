"""Reporting where the person is, suspending a case and going on with it."""

from datetime import datetime
from uuid import UUID

from contracts.ids import CaseId, ReferralId, UserId
from decision.acting import record_act
from decision.domain import suspension as acts
from decision.domain import whereabouts
from decision.domain.overlays import LEADS_TO
from decision.domain.stages import CLOSED, Step, StepNotAllowed
from decision.domain.suspension import Suspend
from decision.domain.whereabouts import Report, Word
from decision.storage import CaseNote, UnitOfWork


async def report_whereabouts(
    uow: UnitOfWork, case_id: CaseId, said: Report, *, note_id: UUID, note: str = "", seen: int
) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    events = whereabouts.report(case, said, times=await uow.timekeeping())
    await record_act(uow, case, events, by=said.by, at=said.at)
    await uow.notes.keep(case_id, CaseNote(note_id, "whereabouts", note, said.by, said.at))


async def hear_whereabouts(uow: UnitOfWork, referral_id: ReferralId, said: Word) -> None:
    """The support provider says so (RI-2). It changes nothing where something else is known by now."""
    case = await uow.cases.of_referral(referral_id)
    if said.whereabouts in LEADS_TO[case.whereabouts] and case.stage not in CLOSED:
        events = whereabouts.report(case, said, times=await uow.timekeeping())
        await uow.record(case, events, by=None, at=said.at)


async def suspend_case(uow: UnitOfWork, case_id: CaseId, said: Suspend, *, note: str, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    suspension, events = acts.suspend(case, said, times=await uow.timekeeping())
    uow.circumstances.add(suspension)
    await record_act(uow, case, events, by=said.by, at=said.at)
    await uow.notes.keep(case_id, CaseNote(said.id, "suspended", note, said.by, said.at))


async def resume_case(
    uow: UnitOfWork, case_id: CaseId, *, new_material: str, seen: int, by: UserId, at: datetime
) -> None:
    """Raises WhyMissing while the person is missing and nobody says what is new."""
    case = await uow.cases.locked(case_id, seen=seen)
    acts.check_resumable(case, has_new_material=bool(new_material.strip()))
    suspension = await uow.circumstances.open_suspension(case_id)
    if suspension is None:
        raise StepNotAllowed(case.stage, Step.RESUME)
    events = acts.resume(case, suspension, by=by, at=at, times=await uow.timekeeping())
    await record_act(uow, case, events, by=by, at=at)
    await uow.notes.keep(case_id, CaseNote(suspension.id, "resumed", new_material, by, at))
