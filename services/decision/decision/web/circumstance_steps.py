"""What to do next about what is true beside the stage, before or instead of what the stage asks for."""

from collections.abc import Mapping
from datetime import date

from decision.domain.case import Case
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.stages import UNDECIDED, Stage
from decision.domain.turning_18 import is_answer_late
from decision.domain.withdrawal import is_asked_for
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.after_steps import may_still_ask
from decision.web.circumstance_offers import MAY_BE_SUSPENDED, expected, not_withdrawn, offers
from decision.web.edge import may_decide
from decision.web.steps import NextStep
from plumbing.access import User
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link

OVER: Mapping[Stage, str] = {
    Stage.WITHDRAWN: "The case is withdrawn and over. A new referral may follow.",
    Stage.CLOSED_OTHER: "The case is closed. Nothing more is to be done.",
    Stage.EXITED: "The case is over. Nothing more is to be done.",
}


def comes_first(view: CaseView, user: User, today: date) -> NextStep | None:
    """What cannot wait until the decision, if there is any."""
    case = view.case
    if is_asked_for(case):
        return _for(user, _withdrawal(case))
    if case.consent is Consent.AWAITING_AT_18 and case.stage in MAY_BE_SUSPENDED:
        return _for(user, _consent(case, today))
    return None


def over(view: CaseView, _user: User, _today: date) -> NextStep:
    return NextStep(f"{OVER[view.case.stage]}{may_still_ask(view.case)}")


def suspended(view: CaseView, user: User, _: date) -> NextStep:
    return _for(user, _suspended(view.case))


def delayed(view: CaseView, _user: User, _today: date) -> NextStep:
    case = view.case
    until = f" until {day(case.due_on)}" if case.due_on else ""
    return NextStep(
        f"The decision waits{until}, as was agreed. It goes on by itself on that day.",
        link=Link("See the request", paths.case(case.id, "circumstances")),
    )


def offered(view: CaseView, user: User, today: date) -> list[Link]:
    """Few enough to read: the rest is on the Circumstances page."""
    if not may_decide(user) or view.case.stage not in UNDECIDED:
        return []
    group = offers(view.case, today)
    kept = [not_withdrawn(view.case)] if is_asked_for(view.case) else []
    return [*expected(view.case), *kept, *group.get("routing", ()), *group["person"][:1], *_all(view.case)]


def _all(case: Case) -> list[Link]:
    return [Link("Suspend, delay, withdraw or close", paths.case(case.id, "circumstances"))]


def _withdrawal(case: Case) -> NextStep:
    who = (
        "A child cannot withdraw by themselves." if case.age_band == "child" else "This alone closes nothing."
    )
    return NextStep(
        f"Withdrawal was asked for. {who} Find out, then record the withdrawal, or that the case goes on.",
        link=Link("Record the withdrawal", paths.case(case.id, "withdraw")),
    )


def _consent(case: Case, today: date) -> NextStep:
    link = Link("Record what they say", paths.case(case.id, "consent-at-18"))
    if is_answer_late(case, today=today) and case.due("CLK-18"):
        text = "The person turned 18 and has not answered in time. Ask again, or suspend the case."
        return NextStep(text, link=Link("Suspend the case", paths.case(case.id, "suspend")))
    due = case.due("CLK-18")
    by = f" An answer is expected by {day(due)} (our setting)." if due else ""
    text = f"The person is an adult now. Ask whether they stay in, and whether they want support.{by}"
    return NextStep(text, link=link)


def _suspended(case: Case) -> NextStep:
    link = Link("Go on with the case", paths.case(case.id, "resume"))
    if case.whereabouts is Whereabouts.MISSING:
        text = (
            "The case is suspended: the person is missing. Go on when they are found, or with new material."
        )
        return NextStep(text, link=link)
    if case.consent is Consent.AWAITING_AT_18:
        text = "The case is suspended until the person says whether they stay in. Record what they say."
        return NextStep(text, link=Link("Record what they say", paths.case(case.id, "consent-at-18")))
    return NextStep("The case is suspended, and can go on now.", link=link)


def _for(user: User, step: NextStep) -> NextStep:
    """Who may not do it reads what is to be done."""
    return step if may_decide(user) else NextStep(step.text)
