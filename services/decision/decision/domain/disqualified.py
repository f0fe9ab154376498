"""The decision on disqualification, by a second person; and what it ends at once (§8.5).

It never closes the case: conclusive grounds are still decided while the person is in the UK (§11.6).
"""

from datetime import date, datetime

from clocks import london_day
from contracts.decision import DisqualificationDecided
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.decisions import Review, ReviewerIsAuthor, check_reasons
from decision.domain.disqualification import DisqualificationProposal, DisqualificationState
from decision.domain.disqualification_facts import DisqualificationReviewed
from decision.domain.disqualifying import NothingConsidered
from decision.domain.overlays import Disqualification, Immigration
from decision.domain.reconsideration import Judgement
from decision.domain.stages import BEFORE_CONCLUSIVE_GROUNDS
from decision.domain.timekeeping import Timekeeping

IMPOSED = "disq.imposed"
SUPPORT_AFTER = "CLK-EXIT-POD"


def review(
    case: Case, proposal: DisqualificationProposal, given: Review, *, times: Timekeeping
) -> list[Event]:
    """Raises NothingConsidered, ReviewerIsAuthor, and ReasonsMissing if it is returned without any."""
    _check_reviewable(proposal, given)
    proposal.reviewed_by, proposal.reviewed_at = given.by, given.at
    reviewed = case.fact(
        DisqualificationReviewed, proposal_id=proposal.id, is_agreed=given.is_agreed, reviewed_by=given.by
    )
    if not given.is_agreed:
        _give_back(proposal)
        return [reviewed]
    decided = _impose if proposal.is_to_be_imposed else _spare
    return [reviewed, *decided(case, proposal, given.at, times)]


def quash(
    case: Case, proposal: DisqualificationProposal, given: Judgement, *, times: Timekeeping
) -> list[Event]:
    """A court, or the authority itself, has undone it. Protection is back, counted as it was before."""
    if proposal.state is not DisqualificationState.IMPOSED:
        raise NothingConsidered
    check_reasons(given.words)
    proposal.state = DisqualificationState.QUASHED
    proposal.quashed_by, proposal.quashed_at = given.by, given.at
    changed = case.change(Disqualification.QUASHED)
    ended = case.end_clocks(SUPPORT_AFTER, on=london_day(given.at), cause="disq.quashed")
    return [*changed, _decided(case, given.at, "quashed"), *ended, *_protect_again(case, times)]


def _check_reviewable(proposal: DisqualificationProposal, given: Review) -> None:
    if proposal.state is not DisqualificationState.ASSESSED:
        raise NothingConsidered
    if given.by == proposal.assessed_by:
        raise ReviewerIsAuthor
    if not given.is_agreed:
        check_reasons(given.reasons)


def _give_back(proposal: DisqualificationProposal) -> None:
    proposal.state, proposal.is_to_be_imposed = DisqualificationState.NOTIFIED, None
    proposal.has_weighed_retrafficking = None
    proposal.assessed_by = proposal.assessed_at = None
    proposal.reviewed_by = proposal.reviewed_at = None


def _impose(case: Case, proposal: DisqualificationProposal, at: datetime, times: Timekeeping) -> list[Event]:
    """Removal protection, the duty to grant leave and the duty to support end together, and at once."""
    proposal.state = DisqualificationState.IMPOSED
    changed = [*case.change(Disqualification.IMPOSED), *_end_leave_duty(case)]
    on = london_day(at)
    ending = [clock for clock in case.clocks if IMPOSED in times.rule_of(clock).cut_short_by]
    ended = [event for clock in ending for event in clock.end(on=on, cause=IMPOSED)]
    return [*changed, _decided(case, at, "imposed"), *ended, *_start_support_end(case, times, on)]


def _spare(case: Case, proposal: DisqualificationProposal, at: datetime, _: Timekeeping) -> list[Event]:
    proposal.state = DisqualificationState.NOT_IMPOSED
    return [*case.change(Disqualification.NOT_IMPOSED), _decided(case, at, "not_imposed")]


def _end_leave_duty(case: Case) -> list[Event]:
    """Leave that was granted stands until somebody decides to take it back."""
    if case.immigration is not Immigration.CONSIDERING:
        return []
    return case.change(Immigration.NOT_APPLICABLE)


def _start_support_end(case: Case, times: Timekeeping, on: date) -> list[Event]:
    return case.start_clocks((SUPPORT_AFTER,), times=times, on=on) if case.is_support_wanted else []


def _protect_again(case: Case, times: Timekeeping) -> list[Event]:
    """Each period that was cut short, and only while conclusive grounds are not decided."""
    if case.stage not in BEFORE_CONCLUSIVE_GROUNDS:
        return []
    cut_short = {each.rule: each for each in case.clocks if each.cause == IMPOSED}
    return [
        event
        for clock in cut_short.values()
        for event in case.start_clocks(
            (clock.rule,), times=times, on=clock.started_on, selected_on=clock.selected_on
        )
    ]


def _decided(case: Case, at: datetime, outcome: str) -> Event:
    return case.fact(DisqualificationDecided, decided_at=at, outcome=outcome)
