"""Who has been asked before a negative decision, as its check page shows it."""

from datetime import date

from contracts.ids import CaseId
from decision.checking import who_was_asked
from decision.domain.checklist import Checklist
from decision.domain.decisions import Outcome
from decision.domain.information_requests import grounds_before
from decision.queries.case import CaseView
from decision.storage import UnitOfWork
from decision.web import paths
from decision.web.asked_words import ASKED, STANDINGS
from plumbing.database import Work
from plumbing.govuk.parts import Row


async def asked_before(work: Work[UnitOfWork], view: CaseView, outcome: Outcome, today: date) -> Checklist:
    """Nobody needs to be asked before a positive decision."""
    if outcome is Outcome.POSITIVE:
        return Checklist(())
    async with work() as uow:
        before = grounds_before(view.case)
        return (await who_was_asked(uow, view.case, before=before, today=today))[0]


def asked_rows(asked: Checklist, case_id: CaseId) -> list[Row]:
    if not asked.items:
        return []
    lines = [f"{ASKED[each.party]}: {STANDINGS[each.standing].lower()}" for each in asked.items]
    return [Row("Who was asked", lines, change=paths.who_was_asked(case_id), hidden="who was asked")]
