"""What to do while a case waits for answers, and the offer to ask."""

from datetime import date

from decision.domain.case import Case
from decision.domain.stages import CG_PENDING, RECOVERY, RG_MORE_INFORMATION, RG_PENDING
from decision.domain.timekeeping import INFORMATION_BEFORE_REASONABLE_GROUNDS
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.edge import may_decide
from decision.web.steps import NextStep
from decision.web.words import due_in_words
from plumbing.access import User
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link

ASKED_AT = frozenset({RG_PENDING, RG_MORE_INFORMATION, RECOVERY, CG_PENDING})


def waiting(view: CaseView, user: User, today: date) -> NextStep:
    """The answer may come, its day may go by, or somebody may see enough to decide positive without it."""
    case = view.case
    text = f"The case waits for an answer{_until(case)}. {_reminder(case, today)}{_decision(case, today)}"
    see = Link("See what was asked", paths.case(case.id, "information"))
    if not may_decide(user):
        return NextStep(text, link=see)
    return NextStep(f"{text} Record a positive decision as soon as there is enough.", link=see)


def offered_asking(view: CaseView, user: User, _: date) -> list[Link]:
    case = view.case
    if not may_decide(user) or case.stage not in ASKED_AT:
        return []
    if case.stage is not RG_MORE_INFORMATION:
        return [Link("Ask for information", paths.ask(case.id))]
    return [
        Link("Record a positive decision", paths.decide(case.id, "outcome")),
        Link("Ask somebody else", paths.ask(case.id)),
        Link("Stop waiting", paths.case(case.id, "information/stop-waiting")),
    ]


def to_read(case: Case) -> str:
    """What a caseworker reads before the decision, answers among it once they have come."""
    asked = [clock for clock in case.clocks if clock.rule == INFORMATION_BEFORE_REASONABLE_GROUNDS]
    has_come = any(clock.cause == "information_received" for clock in asked)
    return "the referral, and the answer that has come" if has_come else "the referral"


def _until(case: Case) -> str:
    due = [clock.due_on for clock in case.open_clocks(INFORMATION_BEFORE_REASONABLE_GROUNDS) if clock.due_on]
    return f" until {day(max(due))}, then goes on by itself" if due else ""


def _reminder(case: Case, today: date) -> str:
    clocks = case.open_clocks(INFORMATION_BEFORE_REASONABLE_GROUNDS)
    is_soon = any(clock.warned_at and clock.due_on and clock.due_on >= today for clock in clocks)
    return "The answer is due soon: remind them, and log that you did. " if is_soon else ""


def _decision(case: Case, today: date) -> str:
    return f"The decision is {due_in_words(case.due_on, today)}." if case.due_on else ""
