"""Turning 18 before the conclusive grounds decision: the person is asked, and stays in only if they agree.

No answer closes nothing: a person may suspend the case, and no timer does (§3.3, §11.7).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from clocks import Rule, london_day
from contracts.decision import PersonTurned18
from contracts.events import Event
from contracts.ids import CaseId, UserId
from decision.domain.case import Case
from decision.domain.circumstance_facts import ConsentRecorded
from decision.domain.overlays import Consent
from decision.domain.stages import UNDECIDED
from decision.domain.standing_still import hold_what_has_cause
from decision.domain.timekeeping import Timekeeping

CONSENT_AT_18 = "CLK-18"
PREPARE = "CLK-18-PREP"
ORAL_SINCE = "PV-18"


class How(StrEnum):
    WRITTEN = "written"
    ORAL = "oral"


class NothingToConsentTo(Exception):
    """Nobody waits for this person's agreement."""


class BeforeTheBirthday(Exception):
    """Only an adult can agree as one: the conversation may happen on the 18th birthday or after it."""


class OralNotYetAllowed(Exception):
    """On that day agreement had to be written."""


@dataclass(frozen=True, kw_only=True)
class ConsentAt18:
    """What the person said: whether they stay in, and separately whether they want support."""

    id: UUID
    case_id: CaseId
    is_given: bool
    how: How
    said_on: date
    is_support_wanted: bool
    recorded_by: UserId
    recorded_at: datetime


def days_before(rule: Rule, birthday: date) -> date:
    """Calendar days before a birthday that may lie beyond every published calendar of bank holidays."""
    assert rule.length is not None
    return birthday - timedelta(days=rule.length.n)


def is_due(case: Case, *, today: date) -> bool:
    is_birthday = case.turns_18_on is not None and case.turns_18_on <= today
    return is_birthday and case.age_band == "child" and case.stage in UNDECIDED


def turn_18(case: Case, *, times: Timekeeping, today: date) -> list[Event]:
    """What the birthday brings. A decided or closed case is left alone: nothing is left to agree to."""
    return become_adult(case, times=times, today=today) if is_due(case, today=today) else []


def become_adult(case: Case, *, times: Timekeeping, today: date) -> list[Event]:
    """Somebody who was an adult when referred has no birthday to count from, but must agree as well."""
    case.age_band = "adult"
    asked = [] if case.consent is Consent.WITHDRAWN else case.change(Consent.AWAITING_AT_18)
    birthday = case.turns_18_on
    if birthday is None or birthday <= case.received_on:
        return asked
    turned = case.fact(PersonTurned18, turned_on=birthday)
    started = case.start_clocks((CONSENT_AT_18,), times=times, on=birthday)
    return [turned, *asked, *started, *hold_what_has_cause(case, times=times, on=today)]


def check_consent(case: Case, said: ConsentAt18, *, times: Timekeeping) -> None:
    """Raises NothingToConsentTo, BeforeTheBirthday, OralNotYetAllowed. Changes nothing."""
    if case.consent is not Consent.AWAITING_AT_18 or case.stage not in UNDECIDED:
        raise NothingToConsentTo
    if case.turns_18_on is not None and said.said_on < case.turns_18_on:
        raise BeforeTheBirthday
    if said.how is How.ORAL and not may_be_oral(said.said_on, times=times):
        raise OralNotYetAllowed


def may_be_oral(said_on: date, *, times: Timekeeping) -> bool:
    """Through a professional of a first responder, since the rules of 2026 [S45]."""
    return said_on >= times.book.policy_version(ORAL_SINCE).effective_from


def record_consent(case: Case, said: ConsentAt18, *, times: Timekeeping) -> list[Event]:
    """A refusal leads on to withdrawal, which is an act of its own (see `withdrawal`)."""
    check_consent(case, said, times=times)
    case.is_support_wanted = said.is_support_wanted
    changed = case.change(Consent.GIVEN if said.is_given else Consent.REFUSED)
    cause = "consent.given" if said.is_given else "consent.refused"
    ended = case.end_clocks(CONSENT_AT_18, on=london_day(said.recorded_at), cause=cause)
    recorded = case.fact(
        ConsentRecorded,
        is_given=said.is_given,
        how=said.how.value,
        said_on=said.said_on,
        is_support_wanted=said.is_support_wanted,
    )
    return [recorded, *changed, *ended]


def is_answer_late(case: Case, *, today: date) -> bool:
    """The time to answer is over, or none was set. This alone decides nothing."""
    due_on = case.due(CONSENT_AT_18)
    return due_on is None or today > due_on
