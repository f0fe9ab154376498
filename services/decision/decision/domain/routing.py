"""Which authority decides, and by which clock: what is known of the person picks it, never a person's wish.

The single competent authority receives every referral, then keeps it or assigns it (§3.4).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clocks import Rule, RuleNotInForce, london_day
from contracts.decision import CaseRouted
from contracts.events import Event
from contracts.ids import CompetentAuthority, UserId
from decision.domain.case import Case
from decision.domain.circumstance_facts import AgeConfirmed, HearingRecorded
from decision.domain.closing import check_open
from decision.domain.overlays import Whereabouts
from decision.domain.stages import BEFORE_REASONABLE_GROUNDS, UNDECIDED
from decision.domain.standing_still import hold_what_has_cause
from decision.domain.timekeeping import PANEL_TARGET, REASONABLE_GROUNDS_TARGET, Timekeeping
from decision.domain.turning_18 import become_adult, days_before
from decision.domain.whereabouts import Report, expect_hearing, report

SECOND_AUTHORITY_SINCE = "PV-IECA"
PANEL_AGE = "CLK-PILOT-AGE"


class Cohort(StrEnum):
    """Why the authority of immigration enforcement decides about an adult [S2]."""

    CUSTODY = "offender_in_custody"
    HELD = "held_for_immigration"
    DEPORTATION = "facing_deportation"
    INADMISSIBLE = "asylum_inadmissible"


class Reason(StrEnum):
    """Why a case is where it is; shown on the case."""

    USUAL = "usual"
    PANEL = "child_panel"
    NO_PANEL = "no_panel_there"
    BIRTHDAY_UNKNOWN = "birthday_unknown"
    TOO_NEAR_18 = "too_near_18"
    COHORT_IS_ADULT = "cohort_is_adult"
    CUSTODY = "offender_in_custody"
    HELD = "held_for_immigration"
    DEPORTATION = "facing_deportation"
    INADMISSIBLE = "asylum_inadmissible"


IN_DETENTION = frozenset({Cohort.CUSTODY, Cohort.HELD})


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What a caseworker has found out. `is_child` counts only while the birthday is not known."""

    turns_18_on: date | None
    is_child: bool
    is_age_settled: bool
    is_panel_area: bool = False
    cohort: Cohort | None = None
    hearing_on: date | None = None
    by: UserId
    at: datetime

    @property
    def is_child_now(self) -> bool:
        return self.is_child if self.turns_18_on is None else london_day(self.at) < self.turns_18_on


@dataclass(frozen=True)
class Route:
    authority: CompetentAuthority
    reason: Reason

    @property
    def is_panel(self) -> bool:
        return self.reason is Reason.PANEL


def choose(case: Case, said: Confirmed, *, times: Timekeeping) -> Route:
    if said.is_panel_area:
        return Route("SCA", _panel(case, said, times))
    if said.cohort is None or case.received_on < _second_authority_since(times):
        return Route("SCA", Reason.USUAL)
    if said.is_child_now:
        return Route("SCA", Reason.COHORT_IS_ADULT)
    return Route("IECA", Reason(said.cohort.value))


def route(case: Case, said: Confirmed, *, times: Timekeeping) -> list[Event]:
    """The first time and again later: what changed is in the history. Raises CaseIsClosed."""
    check_open(case)
    chosen = choose(case, said, times=times)
    today = london_day(said.at)
    was_panel, case.is_pilot = case.is_pilot, chosen.is_panel
    case.competent_authority, case.routing_reason = chosen.authority, chosen.reason.value
    return [
        *_confirm_age(case, said, times),
        _routed(case, said),
        *_swap_clocks(case, was_panel=was_panel, times=times, today=today),
        *_detention(case, said, times),
        *_hearing(case, said, times),
    ]


def _panel(case: Case, said: Confirmed, times: Timekeeping) -> Reason:
    """A panel takes a child who, when referred, was more than the days of the rule short of 18 [S26]."""
    if _panel_rule(case, times) is None:
        return Reason.NO_PANEL
    if said.turns_18_on is None:
        return Reason.BIRTHDAY_UNKNOWN
    age_rule = times.book.select(PANEL_AGE, on=case.received_on)
    first_day_too_late = days_before(age_rule, said.turns_18_on)
    return Reason.PANEL if case.received_on < first_day_too_late else Reason.TOO_NEAR_18


def _panel_rule(case: Case, times: Timekeeping) -> Rule | None:
    try:
        rule = times.book.select(PANEL_TARGET, on=case.received_on)
    except RuleNotInForce:
        return None
    return rule if case.nation in rule.applies.nations else None


def _second_authority_since(times: Timekeeping) -> date:
    return times.book.policy_version(SECOND_AUTHORITY_SINCE).effective_from


def _confirm_age(case: Case, said: Confirmed, times: Timekeeping) -> list[Event]:
    case.turns_18_on, case.is_age_settled = said.turns_18_on, said.is_age_settled
    grown = []
    if said.is_child_now:
        case.age_band = "child"
    elif case.age_band == "child" and case.stage in UNDECIDED:
        grown = become_adult(case, times=times, today=london_day(said.at))
    confirmed = case.fact(AgeConfirmed, age_band=case.age_band, is_age_settled=case.is_age_settled)
    return [confirmed, *grown]


def _routed(case: Case, said: Confirmed) -> CaseRouted:
    return case.fact(
        CaseRouted,
        routed_at=said.at,
        competent_authority=case.competent_authority,
        is_pilot=case.is_pilot,
        reason=case.routing_reason,
    )


def _swap_clocks(case: Case, *, was_panel: bool, times: Timekeeping, today: date) -> list[Event]:
    """A panel has its own limit in place of the target; both count from receipt (§7)."""
    if was_panel is case.is_pilot or case.stage not in BEFORE_REASONABLE_GROUNDS:
        return []
    old, new = REASONABLE_GROUNDS_TARGET, PANEL_TARGET
    if was_panel:
        old, new = new, old
    ended = case.end_clocks(old, on=today, cause="case_routed")
    started = case.start_clocks((new,), times=times, on=case.received_on)
    held = hold_what_has_cause(case, times=times, on=today)
    case.reorder()
    return [*ended, *started, *held]


def _detention(case: Case, said: Confirmed, times: Timekeeping) -> list[Event]:
    """Somebody held for immigration or in prison is detained, whether or not it was reported as such."""
    if said.cohort not in IN_DETENTION or case.whereabouts is Whereabouts.DETAINED:
        return []
    found = Report(whereabouts=Whereabouts.DETAINED, since_on=london_day(said.at), by=said.by, at=said.at)
    return report(case, found, times=times)


def _hearing(case: Case, said: Confirmed, times: Timekeeping) -> list[Event]:
    if said.hearing_on == case.hearing_on:
        return []
    case.hearing_on = said.hearing_on
    recorded = case.fact(HearingRecorded, hearing_on=said.hearing_on)
    return [recorded, *expect_hearing(case, times=times, today=london_day(said.at))]
