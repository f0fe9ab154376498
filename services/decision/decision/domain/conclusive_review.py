"""A second, different person looks at a negative conclusive grounds decision before it stands."""

from datetime import date

from clocks import RuleNotInForce, london_day
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.conclusive_facts import SentToPanel
from decision.domain.conclusive_outcome import let_stand
from decision.domain.decisions import Decision, Review, check_reasons
from decision.domain.stages import Step
from decision.domain.timekeeping import Timekeeping

PAPERS_TO_PANEL = "CLK-MAAP-PACK"


def review(case: Case, given: Review, *, times: Timekeeping) -> tuple[Decision, list[Event]]:
    """Raises StepNotAllowed, ReviewerIsAuthor, ReasonsMissing and ReasonsTooLong."""
    on = london_day(given.at)
    step = _step(given, times, on)
    case.check(step)
    if not given.is_agreed:
        check_reasons(given.reasons)
    decision = case.decision_under_review
    decision.review(given, decided_on=on)
    reviewed = [*case.move(step), case.reviewed(decision, given)]
    return decision, [*reviewed, *_carry_on(case, decision, step, given, times)]


def is_for_a_panel(times: Timekeeping, on: date) -> bool:
    """From April 2019 to December 2022 a panel saw every negative decision before it was served."""
    try:
        times.book.select(PAPERS_TO_PANEL, on=on)
    except RuleNotInForce:
        return False
    return True


def _step(given: Review, times: Timekeeping, on: date) -> Step:
    if not given.is_agreed:
        return Step.RETURN_CONCLUSIVE_GROUNDS_TO_AUTHOR
    if is_for_a_panel(times, on):
        return Step.SEND_TO_PANEL
    return Step.AGREE_CONCLUSIVE_GROUNDS_NEGATIVE


def _carry_on(case: Case, decision: Decision, step: Step, given: Review, times: Timekeeping) -> list[Event]:
    if step is Step.AGREE_CONCLUSIVE_GROUNDS_NEGATIVE:
        return let_stand(case, decision, times=times, at=given.at)
    if step is Step.SEND_TO_PANEL:
        return [_send_to_panel(case, decision, times, london_day(given.at))]
    return []


def _send_to_panel(case: Case, decision: Decision, times: Timekeeping, on: date) -> Event:
    decision.await_panel()
    version = times.book.select(PAPERS_TO_PANEL, on=on).policy_version
    return case.fact(SentToPanel, decision_id=decision.id, policy_version=version)
