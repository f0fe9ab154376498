"""A reasonable grounds decision while somebody writes it."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends

from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import DecisionKind, Outcome, Ruling
from decision.domain.definition import check_first_findings
from decision.domain.fresh_eyes import may_decide_again
from decision.domain.grounds import GroundsTest, reasonable_grounds_test
from decision.domain.stages import Stage
from decision.queries.case import CaseView
from decision.storage import Draft, UnitOfWork
from decision.web import paths
from decision.web.after_steps import AGAIN_BY_OTHERS
from decision.web.joining_words import asking_how_related
from decision.web.words import OUTCOMES
from decision.web.writing import Writing, begun_as
from plumbing.access import User

WRITTEN_AT = (Stage.REASONABLE_GROUNDS_PENDING, Stage.REASONABLE_GROUNDS_MORE_INFORMATION)
AFTER = {
    Outcome.POSITIVE: [
        "The decision stands at once.",
        "The recovery period begins today, and the support provider is told.",
        "The clock for reasonable grounds ends.",
    ],
    Outcome.NEGATIVE: [
        "The decision goes to a second person, who agrees or returns it to you.",
        "Nobody outside is told until they agree.",
        "The clock for reasonable grounds runs on.",
    ],
}


class FirstWriting(Writing):
    kind = DecisionKind.REASONABLE_GROUNDS
    caption = "Reasonable grounds"
    asking_why = "Why is the decision {}, and on what does it rely?"
    reasons_hint = (
        "Say what speaks for and against each part, and how it meets the test or does not. "
        "The person may read this."
    )

    @staticmethod
    def why_not(view: CaseView, user: User) -> str:
        case = view.case
        if case.stage not in WRITTEN_AT:
            return "The reasonable grounds decision has already been written."
        if case.taken_by not in (None, user.id):
            return f"{view.holder} has this case, so only they can decide it."
        if not may_decide_again(case, DecisionKind.REASONABLE_GROUNDS, user.id):
            return AGAIN_BY_OTHERS
        return ""

    @staticmethod
    async def record(uow: UnitOfWork, case_id: CaseId, ruling: Ruling, *, seen: int) -> str:
        with asking_how_related():
            await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=seen)
        return "positive" if ruling.outcome is Outcome.POSITIVE else "sent"

    @property
    def test(self) -> GroundsTest:
        return reasonable_grounds_test(self.visit.today)

    def step(self, name: str) -> str:
        return paths.decide(self.case_id, name)

    def check_findings(self, draft: Draft) -> None:
        check_first_findings(draft.findings, is_positive=draft.outcome is Outcome.POSITIVE)

    def outcome(self, draft: Draft) -> str:
        return OUTCOMES[draft.outcome]

    def after(self, draft: Draft) -> Sequence[str]:
        return AFTER[draft.outcome]

    def button(self, draft: Draft) -> str:
        is_positive = draft.outcome is Outcome.POSITIVE
        return "Record the positive decision" if is_positive else "Send for second review"


Decidable = Annotated[FirstWriting, Depends(begun_as(FirstWriting))]
