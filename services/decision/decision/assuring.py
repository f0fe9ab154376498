"""Commands of assurance panels. The lock of the case keeps two people from changing one panel at once."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.ids import CaseId, UserId
from decision.acting import record_act
from decision.domain import assurance
from decision.domain.assurance import Arrangement, LeadsWord, PanelsWord
from decision.domain.panels import Member
from decision.storage import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class PapersSent:
    """`on` is the London day the papers went."""

    on: date
    by: UserId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Sitting:
    members: tuple[Member, ...]
    by: UserId
    at: datetime


async def arrange_panel(uow: UnitOfWork, case_id: CaseId, said: Arrangement, *, seen: int) -> None:
    """For a decision that has a panel already, it is that panel on another day."""
    case = await uow.cases.locked(case_id, seen=seen)
    times = await uow.timekeeping()
    panel = next((each for each in await uow.panels.of_case(case_id) if each.is_about(case.decisions)), None)
    if panel is None:
        panel, events = assurance.arrange(case, said, times=times)
        uow.panels.add(panel)
    else:
        events = assurance.arrange_again(case, panel, said, times=times)
    await record_act(uow, case, events, by=said.by, at=said.at)


async def send_papers(uow: UnitOfWork, case_id: CaseId, sent: PapersSent, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    events = assurance.send_papers(case, await uow.panels.latest(case_id), on=sent.on)
    await record_act(uow, case, events, by=sent.by, at=sent.at)


async def record_sitting(uow: UnitOfWork, case_id: CaseId, sat: Sitting, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    panel, times = await uow.panels.latest(case_id), await uow.timekeeping()
    events = assurance.sit(case, panel, sat.members, times=times)
    await record_act(uow, case, events, by=sat.by, at=sat.at)


async def hear_panel(uow: UnitOfWork, case_id: CaseId, word: PanelsWord, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    panel = await uow.panels.latest(case_id)
    events = assurance.hear_panel(case, panel, word, times=await uow.timekeeping())
    await record_act(uow, case, events, by=word.by, at=word.at)
    await uow.reasons.keep(case_id, panel.decision_id, "panel", word.reasons, at=word.at)


async def hear_lead(uow: UnitOfWork, case_id: CaseId, word: LeadsWord, *, seen: int) -> None:
    case = await uow.cases.locked(case_id, seen=seen)
    panel = await uow.panels.latest(case_id)
    events = assurance.hear_lead(case, panel, word, times=await uow.timekeeping())
    await record_act(uow, case, events, by=word.by, at=word.at)
    await uow.reasons.keep(case_id, panel.decision_id, "lead", word.reasons, at=word.at)
