"""A case whose reasonable grounds decision somebody may write now, and what they have written so far."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import DecisionKind
from decision.domain.grounds import GroundsTest, reasonable_grounds_test
from decision.queries.case import CaseView
from decision.storage import Draft
from decision.web import paths
from decision.web.case_frame import CaseFrame, frame, read_case
from decision.web.conflicts import why_not_decide
from decision.web.edge import CaseWork, Caseworker, Today
from decision.web.returned import begun
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.identifiers import new_id
from plumbing.problems import Problem


@dataclass(frozen=True)
class Writing:
    """A case somebody may decide now, and what they have written so far."""

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
    def referral_href(self) -> str:
        return paths.case(self.case_id, "referral")

    @property
    def test(self) -> GroundsTest:
        return reasonable_grounds_test(self.today)


async def _writing(case_id: UUID, user: Caseworker, work: CaseWork, today: Today) -> Writing:
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="deciding", at=utcnow())
        so_far = await begun(uow, view.case, user.id, DecisionKind.REASONABLE_GROUNDS)
    if reason := why_not_decide(view, user):
        raise Problem(HTTPStatus.CONFLICT, reason, heading="You cannot record a decision on this case")
    return Writing(view, so_far.draft, user, today, so_far.said)


Decidable = Annotated[Writing, Depends(_writing)]


async def save_draft(work: CaseWork, writing: Writing, draft: Draft) -> None:
    async with work() as uow:
        await commands.save_draft(uow, new_id(), writing.case_id, draft, by=writing.user.id)
