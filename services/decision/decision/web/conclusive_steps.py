"""What to do next on the way to a conclusive grounds decision, and what may be done beside it."""

from collections.abc import Mapping, Sequence
from datetime import date

from decision.domain.decisions import DecisionState
from decision.domain.earliest_day import earliest_day, is_before_floor
from decision.domain.stages import Stage
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.edge import may_decide, may_review
from decision.web.steps import Advice, NextStep
from plumbing.access import User
from plumbing.govuk.dates import day
from plumbing.govuk.parts import Link

EARLY = (Stage.RECOVERY, Stage.CONCLUSIVE_GROUNDS_DELAYED)


def recovering(view: CaseView, user: User, today: date) -> NextStep:
    if _is_held(view):
        return _held(view, user, today)
    not_before = earliest_day(view.case)
    until = f"; the person may not be told it before {day(not_before)}" if not_before else ""
    return NextStep(
        f"The recovery period is running. Gather evidence for the conclusive grounds decision{until}."
    )


def concluding(view: CaseView, user: User, today: date) -> NextStep:
    case = view.case
    if case.taken_by is None:
        return _nobodys(view, user)
    if case.taken_by != user.id:
        return NextStep(f"{view.holder} has this case and decides on conclusive grounds.")
    if _is_held(view):
        return _held(view, user, today)
    return NextStep(
        _to_decide(view),
        link=Link("Record a decision", paths.conclude(case.id, "outcome")),
        other=Link("Put the case back", paths.case(case.id, "put-back")),
    )


def under_review(view: CaseView, user: User, _: date) -> NextStep:
    if view.case.decision_under_review.written_by == user.id:
        return NextStep(
            "Your negative decision waits for a second person. You wrote it, so you cannot review it."
        )
    if not may_review(user):
        return NextStep("A negative decision waits for a second reviewer.")
    return NextStep(
        "Check the negative decision: agree with it, or return it to its author with your reasons.",
        link=Link("Review the decision", paths.conclude(view.case.id, "review")),
    )


def before_a_panel(view: CaseView, _user: User, _: date) -> NextStep:
    return NextStep(
        "An assurance panel sees this negative decision before it is served. Arrange it and keep its record.",
        link=Link("Open the panel", paths.panel(view.case.id)),
    )


def with_technical_lead(view: CaseView, _user: User, _: date) -> NextStep:
    return NextStep(
        "The panel disagrees with the decision. A technical lead weighs its reasons: "
        "the decision stands, or goes back for more work.",
        link=Link("Open the panel", paths.panel(view.case.id)),
    )


def offered_early(view: CaseView, user: User, today: date) -> Sequence[Link]:
    """A decision may be written before its day. It is held, and nobody is told."""
    case = view.case
    is_mine = case.taken_by in (None, user.id)
    if not may_decide(user) or not is_mine or case.stage not in EARLY:
        return []
    if _is_held(view):
        return [Link("See the decision that waits for its day", paths.conclude(case.id, "held"))]
    if not is_before_floor(case, today):
        return []
    return [Link("Write the decision now, to be held until its day", paths.conclude(case.id, "outcome"))]


def _nobodys(view: CaseView, user: User) -> NextStep:
    if not may_decide(user):
        return NextStep("Nobody has this case. A caseworker can take it to decide on conclusive grounds.")
    return NextStep(
        "Nobody has this case. Take it to decide on conclusive grounds.",
        post=Link("Take this case", paths.case(view.case.id, "take")),
    )


def _held(view: CaseView, user: User, today: date) -> NextStep:
    if is_before_floor(view.case, today):
        not_before = earliest_day(view.case)
        until = f"until {day(not_before)}" if not_before else "until the agreed delay is over"
        return NextStep(f"A decision is written and held {until}. It is not served by the calendar alone.")
    text = "The day of the decision that was held has come. Confirm it, or set it aside."
    if not may_decide(user):
        return NextStep(f"{text} A caseworker does this.")
    return NextStep(text, link=Link("Look at the decision", paths.conclude(view.case.id, "held")))


def _to_decide(view: CaseView) -> str:
    latest = view.case.decisions[-1]
    if latest.state is DecisionState.RETURNED:
        return "Your decision was returned. Read why on the Decisions page, then decide again."
    return "Decide on conclusive grounds as soon as there is enough to decide on. It may be served at once."


def _is_held(view: CaseView) -> bool:
    return any(each.state is DecisionState.HELD for each in view.case.decisions)


NEXT: Mapping[Stage, Advice] = {
    Stage.RECOVERY: recovering,
    Stage.CONCLUSIVE_GROUNDS_PENDING: concluding,
    Stage.CONCLUSIVE_GROUNDS_REVIEW: under_review,
    Stage.ASSURANCE_PANEL: before_a_panel,
    Stage.TECHNICAL_LEAD: with_technical_lead,
}
