"""What a person should do next with a case, in words and with the buttons that do it."""

from collections.abc import Mapping
from datetime import date

from decision.domain.decisions import DecisionKind, DecisionState
from decision.domain.fresh_eyes import may_decide_again
from decision.domain.stages import Stage
from decision.queries.case import CaseView
from decision.web import after_steps, conclusive_steps, paths
from decision.web.asking_steps import to_read, waiting
from decision.web.circumstance_steps import comes_first, delayed, over, suspended
from decision.web.edge import may_decide, may_review
from decision.web.joined_part import part_of
from decision.web.letter_steps import serving
from decision.web.protection_steps import protecting
from decision.web.steps import Advice, NextStep
from decision.web.words import due_in_words
from plumbing.access import User
from plumbing.govuk.parts import Link


def next_step(view: CaseView, user: User, today: date) -> NextStep:
    first = part_of(view) or comes_first(view, user, today) or serving(view, user, today)
    first = first or protecting(view, user, today)
    return first or NEXT.get(view.case.stage, after_steps.settled)(view, user, today)


def _undecided(view: CaseView, user: User, today: date) -> NextStep:
    case = view.case
    assert case.due_on is not None
    due = due_in_words(case.due_on, today)
    if not may_decide_again(case, DecisionKind.REASONABLE_GROUNDS, user.id):
        return NextStep(f"{after_steps.AGAIN_BY_OTHERS} The decision is {due}.")
    if case.taken_by is None:
        return _nobodys(view, user, due)
    if case.taken_by != user.id:
        return NextStep(f"{view.holder} has this case. The decision is {due}.")
    returned = any(each.state is DecisionState.RETURNED for each in case.decisions)
    text = (
        "Your decision was returned. Read why on the Decisions page, then decide again."
        if returned
        else f"Read {to_read(case)}, then decide whether there are reasonable grounds. The decision is {due}."
    )
    return NextStep(
        text,
        link=Link("Record a decision", paths.decide(case.id, "outcome")),
        other=Link("Put the case back", paths.case(case.id, "put-back")),
    )


def _nobodys(view: CaseView, user: User, due: str) -> NextStep:
    if not may_decide(user):
        return NextStep(f"Nobody has this case yet. A caseworker can take it. The decision is {due}.")
    return NextStep(
        f"Nobody has this case yet. Take it to decide on reasonable grounds. The decision is {due}.",
        post=Link("Take this case", paths.case(view.case.id, "take")),
    )


def _under_review(view: CaseView, user: User, _: date) -> NextStep:
    if view.case.decision_under_review.written_by == user.id:
        return NextStep(
            "Your negative decision waits for a second person. You wrote it, so you cannot review it."
        )
    if not may_review(user):
        return NextStep("A negative decision waits for a second reviewer.")
    return NextStep(
        "Check the negative decision: agree with it, or return it to its author with your reasons.",
        link=Link("Review the decision", paths.review(view.case.id)),
    )


NEXT: Mapping[Stage, Advice] = {
    **conclusive_steps.NEXT,
    Stage.REASONABLE_GROUNDS_PENDING: _undecided,
    Stage.REASONABLE_GROUNDS_MORE_INFORMATION: waiting,
    Stage.REASONABLE_GROUNDS_REVIEW: _under_review,
    Stage.REASONABLE_GROUNDS_SUSPENDED: suspended,
    Stage.CONCLUSIVE_GROUNDS_SUSPENDED: suspended,
    Stage.CONCLUSIVE_GROUNDS_DELAYED: delayed,
    Stage.RECONSIDERATION_REQUESTED: after_steps.reconsidering,
    Stage.WITHDRAWN: over,
    Stage.CLOSED_OTHER: over,
    Stage.EXITED: over,
}
