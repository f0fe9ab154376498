"""Writing down a complaint and its answer (EX-11), and asking somebody to leave a house (RI-9)."""

from datetime import date
from uuid import UUID

from care.commands import stays
from care.commands.lives import By, locked, write_down
from care.commands.stays import Departure
from care.domain.complaints import About, AskedToLeave, Complaint, Outcome
from care.domain.refusals import Code, Refused, must_have_come
from care.storage import UnitOfWork
from clocks.days import london_day
from contracts.ids import ProviderId, SupportCaseId
from plumbing.identifiers import new_id


async def record_complaint(
    uow: UnitOfWork, support_case_id: SupportCaseId, about: About, received_on: date, words: str, *, by: By
) -> UUID:
    must_have_come(received_on, london_day(by.at))
    case = await locked(uow, support_case_id, by)
    complaint = Complaint(
        id=new_id(),
        support_case_id=case.id,
        provider_id=case.provider_id or ProviderId(by.actor.provider_id),
        about=about,
        received_on=received_on,
        recorded_at=by.at,
        recorded_by=by.actor.user,
    )
    uow.risks.add(complaint)
    await uow.texts.keep(case, complaint.id, {"complaint": words}, at=by.at)
    write_down(uow, "complaint_recorded", case.referral_id, by)
    return complaint.id


async def answer_complaint(
    uow: UnitOfWork, complaint_id: UUID, outcome: Outcome, words: str, *, by: By
) -> None:
    """By somebody else than whoever wrote it down."""
    complaint = await uow.risks.complaint_locked(complaint_id)
    case = await locked(uow, complaint.support_case_id, by)
    complaint.answer(outcome, by=by.actor.user, at=by.at)
    await uow.texts.keep(case, complaint.id, {"answer": words}, at=by.at)
    write_down(uow, "complaint_answered", case.referral_id, by)


async def ask_to_leave(
    uow: UnitOfWork, support_case_id: SupportCaseId, asked: AskedToLeave, *, by: By
) -> None:
    """Ends the stay, and not support: the person goes on in outreach."""
    asked.check(is_manager=by.actor.is_manager, today=london_day(by.at))
    case = await locked(uow, support_case_id, by)
    home = await uow.risks.living_there(case.id)
    if home is None:
        raise Refused(Code.WRONG_STATE)
    await uow.risks.keep_asked_to_leave(home, asked, by=by.actor.user, at=by.at)
    await uow.texts.keep(case, home.id, {"why_no_warning": asked.why_no_warning}, at=by.at)
    left = Departure(departure_on=london_day(by.at), reason="asked_to_leave", destination="not_known")
    await stays.depart(uow, home.id, left, actor=by.actor, rules=by.rules, at=by.at)
    write_down(uow, "asked_to_leave", case.referral_id, by)
