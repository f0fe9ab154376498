"""Considering disqualification and deciding it, keeping what was written sealed."""

from datetime import date
from uuid import UUID

from contracts.ids import CaseId
from decision.acting import record_act, record_said
from decision.domain import disqualified, disqualified_again, disqualifying
from decision.domain.asked_again import AskedAgain
from decision.domain.case import Case
from decision.domain.decisions import Review
from decision.domain.disqualification import Assessment, DisqualificationProposal, Notice
from decision.domain.reconsideration import Judgement
from decision.storage import CaseNote, UnitOfWork
from decision.storage.case_notes import About
from plumbing.identifiers import new_id

WEIGHED: dict[str, About] = {
    "threat": "disqualification_threat",
    "recovery_need": "disqualification_recovery_need",
    "retrafficking_risk": "disqualification_retrafficking_risk",
    "weighing": "disqualification_weighing",
}


async def notify(uow: UnitOfWork, case_id: CaseId, notice: Notice, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    proposal, events = disqualifying.notify(case, notice, times=await uow.timekeeping())
    uow.disqualifications.add(proposal)
    await record_said(uow, case, events, notice, about="disqualification_notified", of=proposal.id)


async def extend(
    uow: UnitOfWork, case_id: CaseId, until: date, given: Judgement, *, note_id: UUID, seen: int
) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = disqualifying.extend(case, latest, until, given, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="disqualification_extended", of=note_id)


async def represent(
    uow: UnitOfWork, case_id: CaseId, received_on: date, given: Judgement, *, note_id: UUID, seen: int
) -> None:
    """More than once, if more comes while nothing is weighed."""
    case, latest = await _locked(uow, case_id, seen=seen)
    times = await uow.timekeeping()
    events = disqualifying.represent(case, latest, received_on, at=given.at, times=times)
    await record_said(uow, case, events, given, about="disqualification_represented", of=note_id)


async def assess(uow: UnitOfWork, case_id: CaseId, given: Assessment, *, note_id: UUID, seen: int) -> None:
    """What was weighed before and returned stays beside what is weighed now."""
    case, latest = await _locked(uow, case_id, seen=seen)
    events = disqualifying.assess(case, latest, given, times=await uow.timekeeping())
    await record_act(uow, case, events, by=given.by, at=given.at)
    for name, words in given.said.items():
        await uow.notes.keep(case_id, CaseNote(note_id, WEIGHED[name], words, given.by, given.at))


async def review(uow: UnitOfWork, case_id: CaseId, given: Review, *, note_id: UUID, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = disqualified.review(case, latest, given, times=await uow.timekeeping())
    await record_act(uow, case, events, by=given.by, at=given.at)
    note = CaseNote(note_id, "disqualification_reviewed", given.reasons, given.by, given.at)
    await uow.notes.keep(case_id, note)


async def quash(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = disqualified.quash(case, latest, given, times=await uow.timekeeping())
    await record_said(uow, case, events, given, about="disqualification_quashed", of=latest.id)


async def ask_again(uow: UnitOfWork, case_id: CaseId, asked: AskedAgain, *, seen: int) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    events = disqualified_again.ask(case, latest, asked)
    await record_said(uow, case, events, asked, about="disqualification_asked_again", of=new_id())


async def answer_again(
    uow: UnitOfWork, case_id: CaseId, given: Judgement, *, is_quashed: bool, seen: int
) -> None:
    case, latest = await _locked(uow, case_id, seen=seen)
    times = await uow.timekeeping()
    events = disqualified_again.answer(case, latest, given, is_quashed=is_quashed, times=times)
    await record_said(uow, case, events, given, about="disqualification_answered", of=new_id())


async def _locked(uow: UnitOfWork, case_id: CaseId, *, seen: int) -> tuple[Case, DisqualificationProposal]:
    """Raises NothingProposed."""
    case = await uow.cases.locked(case_id, seen=seen)
    return case, await uow.disqualifications.latest(case_id)
