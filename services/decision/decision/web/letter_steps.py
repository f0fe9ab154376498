"""What to do next about a decision that has not reached everybody who must have it."""

from collections.abc import Sequence
from datetime import date

from decision.domain.closing import may_notices_go_out
from decision.domain.decisions import Decision, DecisionKind, DecisionState
from decision.domain.earliest_day import is_before_floor
from decision.domain.letters import received_by_the_person
from decision.domain.serving import still_to_be_told
from decision.domain.stages import DECIDED
from decision.domain.way_out import rules_after
from decision.queries.case import CaseView
from decision.web import paths
from decision.web.edge import may_decide
from decision.web.letter_words import RECIPIENTS
from decision.web.steps import NextStep
from plumbing.access import User
from plumbing.govuk.parts import Link


def serving(view: CaseView, user: User, today: date) -> NextStep | None:
    """Nothing when the decision has reached everybody, or nobody may be told."""
    decision = _latest(view)
    if decision is None or view.case.stage not in DECIDED or not may_notices_go_out(view.case):
        return None
    text = _to_send(view, decision, today) or _to_hear(view, decision)
    if not text:
        return None
    link = Link("Serve the decision", paths.case(view.case.id, "letters"))
    return NextStep(text, link=link if may_decide(user) else None)


def offered_letters(view: CaseView, user: User, _: date) -> Sequence[Link]:
    if not may_decide(user) or _latest(view) is None:
        return []
    return [Link("Serve the decision", paths.case(view.case.id, "letters"))]


def _latest(view: CaseView) -> Decision | None:
    standing = [each for each in view.case.decisions if each.state is DecisionState.STANDS]
    return standing[-1] if standing else None


def _to_send(view: CaseView, decision: Decision, today: date) -> str:
    missing = still_to_be_told(view.case, decision, view.letters)
    if not missing or _is_too_early(view, decision, today):
        return ""
    names = ", ".join(RECIPIENTS[each.recipient].lower() for each in missing)
    stands = "The decision was kept" if decision.kept_on else "The decision stands"
    return f"{stands}. Send it to who must have it. Not sent yet: {names}."


def _to_hear(view: CaseView, decision: Decision) -> str:
    if not rules_after(decision) or received_by_the_person(view.letters, decision):
        return ""
    return (
        "The decision was sent. Find out when the person, or their lawyer, received it: "
        "the time until support ends is counted from that day."
    )


def _is_too_early(view: CaseView, decision: Decision, today: date) -> bool:
    is_conclusive = decision.kind is DecisionKind.CONCLUSIVE_GROUNDS
    return is_conclusive and not view.case.is_pilot and is_before_floor(view.case, today)
