"""A conclusive grounds decision while somebody writes it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import Depends

from contracts.ids import CaseId
from decision import concluding
from decision.domain.conclusive_grounds import WRITTEN_AT
from decision.domain.decisions import DecisionKind, DecisionState, Outcome, Ruling
from decision.domain.definition import check_findings
from decision.domain.earliest_day import earliest_day, is_before_floor
from decision.domain.fresh_eyes import may_decide_again
from decision.domain.grounds import GroundsTest, conclusive_grounds_test
from decision.queries.case import CaseView
from decision.storage import Draft, UnitOfWork
from decision.web import paths
from decision.web.conclusive_words import HEADS
from decision.web.writing import Writing, begun_as
from plumbing.access import User
from plumbing.govuk.dates import day

DONE = {
    DecisionState.STANDS: "cg-positive",
    DecisionState.AWAITING_REVIEW: "cg-sent",
    DecisionState.HELD: "cg-held",
}


class ConclusiveWriting(Writing):
    kind = DecisionKind.CONCLUSIVE_GROUNDS
    caption = "Conclusive grounds"
    asking_why = "Why, and on what does the decision rely?"
    reasons_hint = (
        "Say what speaks for and against each part, and how it meets the balance of probabilities or "
        "does not. The person may read this."
    )

    @staticmethod
    def why_not(view: CaseView, user: User) -> str:
        case = view.case
        if case.stage not in WRITTEN_AT:
            return "No conclusive grounds decision is to be written at this stage of the case."
        if any(each.state is DecisionState.HELD for each in case.decisions):
            return "A decision is written and waits for its day. Confirm it or set it aside first."
        if case.taken_by not in (None, user.id):
            return f"{view.holder} has this case, so only they can decide it."
        if not may_decide_again(case, DecisionKind.CONCLUSIVE_GROUNDS, user.id):
            return "You took part in the decision that was opened again, so somebody else must decide."
        return ""

    @staticmethod
    async def record(uow: UnitOfWork, case_id: CaseId, ruling: Ruling, *, seen: int) -> str:
        return DONE[await concluding.decide_conclusive_grounds(uow, case_id, ruling, seen=seen)]

    @property
    def test(self) -> GroundsTest:
        return conclusive_grounds_test(self.visit.today)

    @property
    def is_early(self) -> bool:
        return is_before_floor(self.view.case, self.visit.today)

    @property
    def not_before(self) -> date | None:
        return earliest_day(self.view.case)

    def step(self, name: str) -> str:
        return paths.conclude(self.case_id, name)

    def check_findings(self, draft: Draft) -> None:
        check_findings(draft.findings, draft.head)

    def outcome(self, draft: Draft) -> str:
        return HEADS[draft.head]

    def after(self, draft: Draft) -> Sequence[str]:
        if self.is_early:
            return [
                self._held_until(),
                "Nobody outside is told before that.",
                "Until then you can set it aside.",
            ]
        if draft.outcome is Outcome.POSITIVE:
            return ["The decision stands at once.", "The support provider and the first responder are told."]
        return [
            "The decision goes to a second person, who agrees or returns it to you.",
            "Nobody outside is told until it stands.",
        ]

    def button(self, draft: Draft) -> str:
        if self.is_early:
            return "Write the decision and hold it"
        is_positive = draft.outcome is Outcome.POSITIVE
        return "Record the positive decision" if is_positive else "Send for second review"

    def _held_until(self) -> str:
        not_before = self.not_before
        until = f"until {day(not_before)}" if not_before else "until its day is known and has come"
        return f"The decision is held {until}. Then somebody must confirm it."


Concludable = Annotated[ConclusiveWriting, Depends(begun_as(ConclusiveWriting))]
