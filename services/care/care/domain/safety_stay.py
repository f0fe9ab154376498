"""A place of safety: a few working days in a safe house, to decide whether to be referred at all.

Nobody but the prime and the house knows of it: there is no referral yet, so nothing is announced.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from care.domain.booking import Guest
from care.domain.people import Gender, PersonId, Preference
from care.domain.placement import STAYING, TRANSITIONS, Act, Placement, PlacementState, StayDates
from care.domain.refusals import Code, Refused
from care.domain.rulebook import CareRules
from care.domain.support import SupportCase
from care.domain.visibility import Data
from clocks.due import Due
from contracts.ids import ProviderId, SupportCaseId

RULE = "CARE-PLACE-OF-SAFETY"
SETTING = "places_of_safety_enabled"


class BroughtBy(StrEnum):
    """The kinds of organisations that find people and may refer them."""

    POLICE = "police"
    COUNCIL = "council"
    IMMIGRATION = "immigration"
    LABOUR_INSPECTORS = "labour_inspectors"
    CHARITY = "charity"


class End(StrEnum):
    NOT_COME = "not_come"
    LEFT = "left"
    MOVED_ON = "moved_on"
    IN_SUPPORT = "in_support"  # they stay where they are, from now on as somebody in support


class Standing(StrEnum):
    WITHOUT_BED = "without_bed"
    EXPECTED = "expected"
    DECIDING = "deciding"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    REFERRED = "referred"
    ENDED = "ended"


# What is written down of them, each sealed, and as what kind of data the matrix knows it.
WRITTEN: dict[str, Data] = {
    "known_as": Data.IDENTITY,
    "language": Data.IDENTITY,
    "brought_by_whom": Data.SAFE_CONTACT,
    "risks_tonight": Data.RISKS,
    "urgent_health": Data.HEALTH,
}


# Nobody else keeps who they are and who called.
KEPT_AS: Mapping[str, Data] = WRITTEN | dict.fromkeys(
    ("known_as", "language", "brought_by_whom"), Data.IDENTITY
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """Who was found, by whom, and that they may be given a bed."""

    brought_by: BroughtBy
    is_adult: bool
    agrees: bool
    gender: Gender | None
    preference: Preference = Preference.ANY
    avoid_areas: tuple[str, ...] = ()

    def check(self) -> None:
        """Whoever may be a child is one until assessed, and the council finds them a place (§13)."""
        if not self.is_adult:
            raise Refused(Code.NOT_ADULT)
        if not self.agrees:
            raise Refused(Code.NO_CONSENT)


@dataclass(eq=False, kw_only=True)
class SafetyStay:
    id: UUID
    person_id: PersonId
    brought_by: BroughtBy
    gender: Gender | None
    preference: Preference
    recorded_at: datetime
    recorded_by: str
    avoid_areas: list[str] = field(default_factory=list)
    provider_id: ProviderId | None = None
    worker_id: str | None = None
    arrived_on: date | None = None
    due_on: date | None = None
    warn_on: date | None = None
    policy_version: str | None = None
    reference: str | None = None
    referred_at: datetime | None = None
    support_case_id: SupportCaseId | None = None
    ended_on: date | None = None
    ended_by: End | None = None

    def as_guest(self, kept_apart_from: frozenset[PersonId]) -> Guest:
        """They agreed to this stay and not to support, which is asked once there is a referral."""
        return Guest(
            person_id=self.person_id,
            is_adult=True,
            has_consented=True,
            may_be_placed=True,
            avoid_areas=frozenset(self.avoid_areas),
            preference=self.preference,
            gender=self.gender,
            kept_apart_from=kept_apart_from,
        )

    def go_to(self, provider_id: ProviderId) -> None:
        """Whoever goes to another provider's house leaves their worker."""
        self.check_open()
        if provider_id != self.provider_id:
            self.provider_id, self.worker_id = provider_id, None

    def arrive(self, due: Due) -> None:
        """The days begin with the first arrival; another bed does not begin them anew."""
        self.check_open()
        if self.arrived_on is None:
            self.arrived_on, self.due_on, self.warn_on = due.start_on, due.due_on, due.warn_on
            self.policy_version = due.rule.policy_version

    def refer(self, reference: str, *, at: datetime) -> None:
        self.check_open()
        if self.support_case_id is not None:
            raise Refused(Code.WRONG_STATE)
        self.reference, self.referred_at = as_reference(reference), at

    def join(self, case: SupportCase) -> None:
        self.support_case_id = case.id

    def end(self, how: End, *, on: date) -> None:
        self.check_open()
        if (how is End.NOT_COME) != (self.arrived_on is None):
            raise Refused(Code.WRONG_STATE)
        self.ended_by, self.ended_on = how, on

    def be_looked_after_by(self, worker_id: str) -> None:
        self.check_open()
        if self.worker_id is not None or self.provider_id is None:
            raise Refused(Code.WRONG_STATE)
        self.worker_id = worker_id

    def leaves_on(self, today: date, rules: CareRules) -> date:
        """The last day for which a bed found today is booked."""
        return max(today, self.due_on or days_to_decide(rules, today).due_on)

    def check_open(self) -> None:
        if self.ended_on is not None:
            raise Refused(Code.WRONG_STATE)

    def standing(self, today: date) -> Standing:
        """Being overdue alerts the prime. It moves nobody (no eviction)."""
        if self.ended_on is not None:
            return Standing.ENDED
        if self.referred_at is not None:
            return Standing.REFERRED
        if self.due_on is None:
            return Standing.EXPECTED if self.provider_id else Standing.WITHOUT_BED
        if self.due_on < today:
            return Standing.OVERDUE
        is_soon = self.warn_on is not None and self.warn_on <= today
        return Standing.DUE_SOON if is_soon else Standing.DECIDING


def as_reference(typed: str) -> str:
    return "".join(typed.split()).upper()


def days_to_decide(rules: CareRules, arrived_on: date) -> Due:
    return rules.count(RULE, arrived_on)


def take_bed(bed: Placement, act: Act, dates: StayDates | None = None) -> None:
    """A bed of such a stay changes as any other, and nothing is announced of it."""
    bed.check_may(act)
    bed.state = TRANSITIONS[bed.state, act]
    if dates is not None:
        stay_until(bed, dates)


def stay_until(bed: Placement, dates: StayDates) -> None:
    bed.arrival_on, bed.departure_on = dates.arrival_on, dates.departure_on
    bed.occupied_until = dates.occupied_until


def give_over(bed: Placement, today: date) -> None:
    """The bed goes on with the person, who is in support from today: this day counts once, for support."""
    if bed.state not in STAYING:
        raise Refused(Code.WRONG_STATE)
    bed.turnaround_days = 0
    if bed.arrival_on == today:
        bed.state = PlacementState.CANCELLED
        return
    yesterday = today - timedelta(days=1)
    dates = StayDates(arrival_on=bed.arrival_on, departure_on=yesterday, occupied_until=yesterday)
    take_bed(bed, Act.DEPART, dates)
