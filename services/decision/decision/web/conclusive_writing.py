"""A case whose conclusive grounds decision somebody may write now, and what they have written so far."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from contracts.ids import CaseId
from decision import commands
from decision.domain.conclusive_grounds import WRITTEN_AT
from decision.domain.decisions import DecisionKind, DecisionState
from decision.domain.earliest_day import earliest_day, is_before_floor
from decision.domain.fresh_eyes import may_decide_again
from decision.domain.grounds import GroundsTest, conclusive_grounds_test
from decision.queries.case import CaseView
from decision.storage import Draft, UnitOfWork
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.edge import CaseWork, Caseworker, Today
from decision.web.returned import begun
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.database import Work
from plumbing.identifiers import new_id
from plumbing.problems import Problem

KIND = DecisionKind.CONCLUSIVE_GROUNDS


@dataclass(frozen=True)
class ConclusiveWriting:
    view: CaseView
    draft: Draft | None
    user: User
    today: date
    returned_for: str = ""

    @property
    def case_id(self) -> CaseId:
        return self.view.case.id

    @property
    def frame(self) -> CaseFrame:
        return frame(self.view, "decisions", self.user, self.today)

    @property
    def test(self) -> GroundsTest:
        return conclusive_grounds_test(self.today)

    @property
    def referral_href(self) -> str:
        return paths.case(self.case_id, "referral")

    @property
    def is_early(self) -> bool:
        return is_before_floor(self.view.case, self.today)

    @property
    def not_before(self) -> date | None:
        return earliest_day(self.view.case)


async def _writing(case_id: UUID, user: Caseworker, work: CaseWork, today: Today) -> ConclusiveWriting:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="deciding", at=utcnow())
        so_far = await begun(uow, view.case, user.id, KIND)
    if reason := why_not_conclude(view, user):
        raise Problem(HTTPStatus.CONFLICT, reason, heading="You cannot record a decision on this case")
    return ConclusiveWriting(view, so_far.draft, user, today, so_far.said)


Concludable = Annotated[ConclusiveWriting, Depends(_writing)]


def why_not_conclude(view: CaseView, user: User) -> str:
    """Empty when this person may write the decision now."""
    case = view.case
    if case.stage not in WRITTEN_AT:
        return "No conclusive grounds decision is to be written at this stage of the case."
    if any(each.state is DecisionState.HELD for each in case.decisions):
        return "A decision is written and waits for its day. Confirm it or set it aside first."
    if case.taken_by not in (None, user.id):
        return f"{view.holder} has this case, so only they can decide it."
    if not may_decide_again(case, KIND, user.id):
        return "You took part in the decision that was opened again, so somebody else must decide."
    return ""


async def save_draft(work: Work[UnitOfWork], writing: ConclusiveWriting, draft: Draft) -> None:
    async with work() as uow:
        await commands.save_draft(uow, new_id(), writing.case_id, draft, by=writing.user.id)
