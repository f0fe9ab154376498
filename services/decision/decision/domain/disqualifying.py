"""Considering to take protection away: notice, more time, representations, assessment (§8.5).

The case goes on beside it: conclusive grounds must still be decided while the person is in the UK.
"""

from datetime import date, datetime

from clocks import RuleNotInForce, london_day
from contracts.decision import DisqualificationNotified
from contracts.events import Event
from decision.domain.case import Case
from decision.domain.clocks import Clock
from decision.domain.closing import check_open
from decision.domain.decisions import DecisionKind, Outcome, check_reasons
from decision.domain.disqualification import (
    Assessment,
    DisqualificationProposal,
    DisqualificationState,
    Notice,
)
from decision.domain.disqualification_facts import (
    DisqualificationAssessed,
    RepresentationsExtended,
    RepresentationsReceived,
)
from decision.domain.grace import accepted_until
from decision.domain.overlays import Disqualification, check_change
from decision.domain.reconsideration import Judgement
from decision.domain.timekeeping import Timekeeping

REPRESENTATIONS = "CLK-POD-REPS"
RETRAFFICKING_SINCE = "PV-POD24"


class NoPositiveDecision(Exception):
    """Protection that was never given cannot be taken away: reasonable grounds were not positive."""


class NoSuchPower(Exception):
    """Before the Nationality and Borders Act there was no disqualification."""


class NothingConsidered(Exception):
    """No disqualification is being considered, or it is not at this point."""


class StillTimeToRepresent(Exception):
    """The person may still answer. Nothing is weighed before they have, or their time is up."""

    def __init__(self, until: date | None) -> None:
        super().__init__(f"until {until}")
        self.until = until


class RepresentedInTheFuture(Exception):
    """Representations were received between the notice and today."""


class RetraffickingNotWeighed(Exception):
    """Since January 2024 the risk of being trafficked again must be weighed."""


def notify(case: Case, notice: Notice, *, times: Timekeeping) -> tuple[DisqualificationProposal, list[Event]]:
    """Raises CaseIsClosed, NoPositiveDecision, NoSuchPower, ChangeNotAllowed and ReasonsMissing."""
    check_reasons(notice.words)
    check_may_be_considered(case, times=times, on=london_day(notice.at))
    changed = case.change(Disqualification.MINDED_TO)
    started = case.start_clocks((REPRESENTATIONS,), times=times, on=london_day(notice.at))
    told = case.fact(DisqualificationNotified, notified_at=notice.at, answer_due_on=case.due(REPRESENTATIONS))
    proposal = DisqualificationProposal(
        id=notice.id,
        case_id=case.id,
        ground=notice.ground,
        notified_by=notice.by,
        notified_at=notice.at,
    )
    return proposal, [told, *changed, *started]


def check_may_be_considered(case: Case, *, times: Timekeeping, on: date) -> None:
    """Raises CaseIsClosed, NoPositiveDecision, NoSuchPower and ChangeNotAllowed."""
    check_open(case)
    standing = case.standing(DecisionKind.REASONABLE_GROUNDS)
    if standing is None or standing.outcome is not Outcome.POSITIVE:
        raise NoPositiveDecision
    check_change(case.disqualification, Disqualification.MINDED_TO)
    try:
        times.book.select(REPRESENTATIONS, on=on)
    except RuleNotInForce:
        raise NoSuchPower from None


def extend(
    case: Case, proposal: DisqualificationProposal, until: date, given: Judgement, *, times: Timekeeping
) -> list[Event]:
    """In exceptional circumstances only.

    Raises NothingConsidered, ExtensionNotLater, ReasonsMissing, and CalendarHorizon for a day too far ahead.
    """
    _check(proposal, DisqualificationState.NOTIFIED)
    check_reasons(given.words)
    clock = _running(case)
    warn_on, today = times.reminder(clock, until), london_day(given.at)
    moved = clock.extend(until, today=today, cause="extension.exceptional", warn_on=warn_on)
    changed = case.change(Disqualification.REPRESENTATIONS_EXTENDED)
    return [case.fact(RepresentationsExtended, proposal_id=proposal.id, until=until), *moved, *changed]


def represent(
    case: Case,
    proposal: DisqualificationProposal,
    received_on: date,
    *,
    at: datetime,
    times: Timekeeping,
) -> list[Event]:
    """What comes late is read as well, while nothing is decided. Raises NothingConsidered."""
    _check(proposal, DisqualificationState.NOTIFIED)
    if not london_day(proposal.notified_at) <= received_on <= london_day(at):
        raise RepresentedInTheFuture
    until = accepted_until(_latest(case), times=times)
    proposal.represented_on = received_on
    proposal.is_representation_late = until is not None and received_on > until
    ended = case.end_clocks(REPRESENTATIONS, on=received_on, cause="disq.represented")
    received = case.fact(
        RepresentationsReceived,
        proposal_id=proposal.id,
        received_on=received_on,
        is_late=proposal.is_representation_late,
    )
    return [received, *ended]


def assess(
    case: Case, proposal: DisqualificationProposal, given: Assessment, *, times: Timekeeping
) -> list[Event]:
    """Raises NothingConsidered, StillTimeToRepresent, ReasonsMissing and RetraffickingNotWeighed."""
    _check(proposal, DisqualificationState.NOTIFIED)
    on = london_day(given.at)
    _check_time(case, proposal, on, times)
    _check_said(given, on, times)
    proposal.state = DisqualificationState.ASSESSED
    proposal.is_to_be_imposed = given.is_imposed
    proposal.has_weighed_retrafficking = bool(given.retrafficking_risk.strip())
    proposal.assessed_by, proposal.assessed_at = given.by, given.at
    ended = case.end_clocks(REPRESENTATIONS, on=on, cause="time_up")
    assessed = case.fact(
        DisqualificationAssessed,
        proposal_id=proposal.id,
        is_to_be_imposed=given.is_imposed,
        assessed_by=given.by,
    )
    return [assessed, *ended]


def must_weigh_retrafficking(on: date, *, times: Timekeeping) -> bool:
    return on >= times.book.policy_version(RETRAFFICKING_SINCE).effective_from


def _check_time(case: Case, proposal: DisqualificationProposal, on: date, times: Timekeeping) -> None:
    if proposal.represented_on is not None:
        return
    until = accepted_until(_latest(case), times=times)
    if until is None or on <= until:
        raise StillTimeToRepresent(until)


def _check_said(given: Assessment, on: date, times: Timekeeping) -> None:
    for words in (given.threat, given.recovery_need, given.weighing):
        check_reasons(words)
    if must_weigh_retrafficking(on, times=times) and not given.retrafficking_risk.strip():
        raise RetraffickingNotWeighed


def _check(proposal: DisqualificationProposal, state: DisqualificationState) -> None:
    if proposal.state is not state:
        raise NothingConsidered


def _running(case: Case) -> Clock:
    running = case.open_clocks(REPRESENTATIONS)
    if not running:
        raise NothingConsidered
    return running[-1]


def _latest(case: Case) -> Clock:
    return [clock for clock in case.clocks if clock.rule == REPRESENTATIONS][-1]
