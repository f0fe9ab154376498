"""Considering disqualification and deciding it, keeping what was written sealed."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.acting import record_act
from decision.domain import disqualified, disqualified_again, disqualifying
from decision.domain.asked_again import AskedAgain
from decision.domain.case import Case
from decision.domain.decisions import Review
from decision.domain.disqualification import Assessment, DisqualificationProposal, Notice
from decision.domain.reconsideration import Judgement
from decision.domain.timekeeping import Timekeeping
from decision.storage import CaseNote, UnitOfWork
from decision.storage.case_notes import About
from plumbing.identifiers import new_id

Deal = Callable[[Case, DisqualificationProposal, Timekeeping], list[Event]]
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
    await record_act(uow, case, events, by=notice.by, at=notice.at)
    note = CaseNote(proposal.id, "disqualification_notified", notice.words, notice.by, notice.at)
    await uow.notes.keep(case_id, note)


async def extend(
    uow: UnitOfWork, case_id: CaseId, until: date, given: Judgement, *, note_id: UUID, seen: int
) -> None:
    await _deal(
        uow,
        case_id,
        given,
        lambda case, each, times: disqualifying.extend(case, each, until, given, times=times),
        seen,
    )
    note = CaseNote(note_id, "disqualification_extended", given.words, given.by, given.at)
    await uow.notes.keep(case_id, note)


async def represent(
    uow: UnitOfWork, case_id: CaseId, received_on: date, given: Judgement, *, note_id: UUID, seen: int
) -> None:
    """More than once, if more comes while nothing is weighed."""
    await _deal(
        uow,
        case_id,
        given,
        lambda case, each, times: disqualifying.represent(case, each, received_on, at=given.at, times=times),
        seen,
    )
    note = CaseNote(note_id, "disqualification_represented", given.words, given.by, given.at)
    await uow.notes.keep(case_id, note)


async def assess(uow: UnitOfWork, case_id: CaseId, given: Assessment, *, note_id: UUID, seen: int) -> None:
    """What was weighed before and returned stays beside what is weighed now."""
    await _deal(
        uow,
        case_id,
        given,
        lambda case, each, times: disqualifying.assess(case, each, given, times=times),
        seen,
    )
    for name, words in given.said.items():
        await uow.notes.keep(case_id, CaseNote(note_id, WEIGHED[name], words, given.by, given.at))


async def review(uow: UnitOfWork, case_id: CaseId, given: Review, *, note_id: UUID, seen: int) -> None:
    await _deal(
        uow,
        case_id,
        given,
        lambda case, each, times: disqualified.review(case, each, given, times=times),
        seen,
    )
    note = CaseNote(note_id, "disqualification_reviewed", given.reasons, given.by, given.at)
    await uow.notes.keep(case_id, note)


async def quash(uow: UnitOfWork, case_id: CaseId, given: Judgement, *, seen: int) -> None:
    proposal_id = await _deal(
        uow,
        case_id,
        given,
        lambda case, each, times: disqualified.quash(case, each, given, times=times),
        seen,
    )
    about: About = "disqualification_quashed"
    await uow.notes.keep(case_id, CaseNote(proposal_id, about, given.words, given.by, given.at))


async def ask_again(uow: UnitOfWork, case_id: CaseId, asked: AskedAgain, *, seen: int) -> None:
    await _deal(uow, case_id, asked, lambda case, each, _: disqualified_again.ask(case, each, asked), seen)
    about: About = "disqualification_asked_again"
    await uow.notes.keep(case_id, CaseNote(new_id(), about, asked.words, asked.by, asked.at))


async def answer_again(
    uow: UnitOfWork, case_id: CaseId, given: Judgement, *, is_quashed: bool, seen: int
) -> None:
    def deal(case: Case, each: DisqualificationProposal, times: Timekeeping) -> list[Event]:
        return disqualified_again.answer(case, each, given, is_quashed=is_quashed, times=times)

    await _deal(uow, case_id, given, deal, seen)
    about: About = "disqualification_answered"
    await uow.notes.keep(case_id, CaseNote(new_id(), about, given.words, given.by, given.at))


async def _deal(
    uow: UnitOfWork,
    case_id: CaseId,
    given: Judgement | Assessment | Review | AskedAgain,
    deal: Deal,
    seen: int,
) -> UUID:
    """Raises NothingProposed, and what the domain raises."""
    case = await uow.cases.locked(case_id, seen=seen)
    proposal = await uow.disqualifications.latest(case_id)
    events = deal(case, proposal, await uow.timekeeping())
    await record_act(uow, case, events, by=UserId(given.by), at=given.at)
    return proposal.id
