"""What to do next, and what else can be done, once a case has been decided."""

from collections.abc import Sequence
from datetime import date

from decision.domain.case import Case
from decision.domain.closing import support_owed
from decision.domain.decisions import Outcome
from decision.domain.overlays import Disqualification
from decision.domain.reconsideration import took_part
from decision.domain.reconsidering import DECIDE, NothingToReconsider, decision_in_question
from decision.domain.stages import CG_NEGATIVE, RG_NEGATIVE, Stage
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.edge import may_decide
from decision.web.steps import NextStep
from plumbing.access import User
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link

MAY_BE_ASKED_ABOUT = frozenset({RG_NEGATIVE, CG_NEGATIVE, Stage.EXITED})
BEING_CONSIDERED = frozenset({Disqualification.MINDED_TO, Disqualification.REPRESENTATIONS_EXTENDED})
OWN_DECISION = (
    "A reconsideration is requested. You had a part in the decision, so a colleague who had none must {act}."
)

AGAIN_BY_OTHERS = (
    "The decision was opened again. You had a part in it the first time, so a colleague must make it."
)


def reconsidering(view: CaseView, user: User, _: date) -> NextStep:
    case = view.case
    is_accepted = bool(case.open_clocks(DECIDE))
    act = "look at it again" if is_accepted else "answer"
    if took_part(decision_in_question(case), user.id):
        return NextStep(OWN_DECISION.format(act=act))
    if not may_decide(user):
        return NextStep(f"A reconsideration is requested. A caseworker who had no part in it must {act}.")
    if case.taken_by not in (None, user.id):
        return NextStep(f"{view.holder} has this case, and looks at the request for reconsideration.")
    return _deciding(case) if is_accepted else _answering(case)


def offered(view: CaseView, user: User, _: date) -> Sequence[Link]:
    if view.case.disqualification in BEING_CONSIDERED:
        return [
            Link("See the disqualification that is considered", paths.case(view.case.id, "after-decision"))
        ]
    if not may_decide(user) or not may_be_asked_about(view.case):
        return []
    return [
        Link("Record a request for reconsideration", paths.reconsideration(view.case.id, "ask")),
        Link("See the time there is to ask", paths.case(view.case.id, "after-decision")),
    ]


def settled(view: CaseView, user: User, today: date) -> NextStep:
    """Once everybody has the decision: until when support goes on, and that the case is closed after it."""
    owed = support_owed(view.case, on=today)
    if owed:
        until = f" until {day(owed[0].due_on)}" if owed[0].due_on else ""
        return NextStep(f"Support goes on{until}. Close the case after that.{may_still_ask(view.case)}")
    text = f"The decision stands. Close the case when support has ended.{may_still_ask(view.case)}"
    link = Link("Close the decided case", paths.case(view.case.id, "exit"))
    return NextStep(text, link=link if may_decide(user) else None)


def may_still_ask(case: Case) -> str:
    """Empty where there is no negative decision that somebody could ask about."""
    if not may_be_asked_about(case):
        return ""
    return " The person may still ask for a reconsideration while there is time."


def may_be_asked_about(case: Case) -> bool:
    if case.stage not in MAY_BE_ASKED_ABOUT:
        return False
    try:
        return decision_in_question(case).outcome is Outcome.NEGATIVE
    except NothingToReconsider:
        return False


def _answering(case: Case) -> NextStep:
    by = f" An answer is expected by {day(case.due_on)}." if case.due_on else ""
    return NextStep(
        f"A reconsideration is requested. Read the request, then accept or refuse it.{by}",
        link=Link("Read the request", paths.case(case.id, "after-decision")),
    )


def _deciding(case: Case) -> NextStep:
    return NextStep(
        "The request was accepted. Look at the decision as soon as possible: keep it, or open it again.",
        link=Link("Look at it again", paths.case(case.id, "after-decision")),
    )
