"""A support case: how a person comes into support, and what a decision about them changes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from care.domain.exit_dates import ExitBasis
from care.domain.intake import ReferralHeard
from care.domain.people import Gender, PersonId, Preference
from care.domain.support_states import (
    AWAITS_CONTACT,
    ENDED,
    ENDS_A_SUSPENSION,
    MAY_BE_PLACED,
    SUPPORTED,
    TRANSITIONS,
    Step,
    StepNotAllowed,
    SupportState,
    after,
)
from contracts.care import ContactFailed, ContactMade, SupportCaseOpened
from contracts.events import Event
from contracts.ids import ProviderId, SupportCaseId

__all__ = [
    "AWAITS_CONTACT",
    "MAY_BE_PLACED",
    "TRANSITIONS",
    "Assessment",
    "Step",
    "StepNotAllowed",
    "SupportCase",
    "SupportState",
]


class EntryBasis(StrEnum):
    """Why somebody is supported."""

    EMERGENCY = "emergency"
    POSITIVE_RG = "positive_rg"
    RE_ENTRY = "re_entry"
    DESTITUTION_ONLY = "destitution_only"
    AGE_18 = "age_18"


class Away(StrEnum):
    """Why support stands still. Neither ends it (EL-12, RI-4)."""

    MISSING = "missing"
    DETAINED = "detained"


@dataclass(eq=False, kw_only=True)
class Move:
    """One change of state, kept for good. While somebody is away, what they will come back to may change."""

    support_case_id: SupportCaseId
    at: datetime
    step: Step
    left: SupportState
    entered: SupportState
    number: int | None = None


class _Ids(TypedDict):
    referral_id: UUID
    support_case_id: UUID


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What the initial conversation established about the accommodation the person needs."""

    is_emergency: bool
    preference: Preference = Preference.ANY
    gender: Gender | None = None
    required_features: tuple[str, ...] = ()
    avoid_areas: tuple[str, ...] = ()


@dataclass(eq=False, kw_only=True)
class SupportCase:
    id: SupportCaseId
    referral_id: UUID
    person_id: PersonId
    reference: str
    nation: str
    region: str | None
    is_adult: bool
    has_consented: bool
    has_safe_contact: bool
    is_interpreter_needed: bool
    is_still_exploited: bool
    consent_at: datetime
    opened_at: datetime
    contact_due_at: datetime
    state: SupportState = SupportState.NOTIFIED
    contact_made_at: datetime | None = None
    contact_failed_at: datetime | None = None
    assessed_at: datetime | None = None
    stays_where_they_live: bool = False  # safely and suitably, so support is outreach (EL-6)
    started_on: date | None = None
    support_end_on: date | None = None
    provider_id: ProviderId | None = None
    offered_to: ProviderId | None = None
    allocated_to: ProviderId | None = None
    preference: Preference = Preference.ANY
    gender: Gender | None = None
    required_features: list[str] = field(default_factory=list)
    avoid_areas: list[str] = field(default_factory=list)
    version: int = 1
    agreement_withdrawn_at: datetime | None = None
    referral_withdrawn_at: datetime | None = None
    house_declines: int = 0
    entry_basis: EntryBasis | None = None
    previous_case_id: UUID | None = None
    standing_at: datetime | None = None
    is_confirmed_victim: bool = False
    exit_basis: ExitBasis | None = None
    exit_decided_on: date | None = None
    exit_received_on: date | None = None
    may_re_enter_since: date | None = None
    away: Away | None = None
    away_since: datetime | None = None
    left_state: SupportState | None = None
    ended_by: Step | None = None
    exited_on: date | None = None
    destination: str | None = None
    worker_id: str | None = None
    inspection_agreed_at: datetime | None = None
    place_tonight_at: datetime | None = None
    danger_at: datetime | None = None
    moves: list[Move] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        support_case_id: SupportCaseId,
        heard: ReferralHeard,
        *,
        contact_due_at: datetime,
        at: datetime,
    ) -> tuple["SupportCase", list[Event]]:
        """Opens without usable contact details too: then obtaining them is the task (LC-2)."""
        case = cls(
            id=support_case_id,
            referral_id=heard.referral_id,
            person_id=PersonId(heard.referral_id),
            reference=heard.reference,
            nation=heard.nation,
            region=heard.region,
            is_adult=heard.age_band == "adult",
            has_consented=heard.is_support_wanted,
            has_safe_contact=heard.has_safe_contact,
            is_interpreter_needed=heard.is_interpreter_needed,
            is_still_exploited=heard.is_still_exploited,
            consent_at=heard.submitted_at,
            opened_at=at,
            contact_due_at=contact_due_at,
        )
        case.take(Step.BEGIN_CONTACT, at=at)
        return case, [SupportCaseOpened(**case.ids(), opened_at=at, contact_due_at=contact_due_at)]

    def make_contact(self, *, at: datetime) -> list[Event]:
        """The first conversation ends the contact clock, however late it comes."""
        if self.contact_made_at is not None:
            raise StepNotAllowed(self.state, Step.CONTACT_MADE)
        if self.state is SupportState.UNREACHED:
            self.take(Step.CALLED_IN, at=at)
        self.take(Step.CONTACT_MADE, at=at)
        self.contact_made_at = at
        return [ContactMade(**self.ids(), made_at=at)]

    def miss_contact(self, *, at: datetime) -> list[Event]:
        """Called when time passes. Says so once; the case stays open (LC-1)."""
        if self.contact_made_at or self.contact_failed_at or at < self.contact_due_at:
            return []
        self.take(Step.CONTACT_OVERDUE, at=at)
        self.contact_failed_at = at
        return [ContactFailed(**self.ids(), due_at=self.contact_due_at)]

    def assess(self, found: Assessment, *, at: datetime) -> None:
        """Records what the initial assessment found. After a positive decision it moves nothing."""
        step = Step.EMERGENCY_NEED if found.is_emergency else Step.NO_EMERGENCY_NEED
        if self.contact_made_at is None:
            raise StepNotAllowed(self.state, step)
        if not self.is_supported:
            self.take(step, at=at)
        if self.state is SupportState.EMERGENCY:
            self.entry_basis = EntryBasis.EMERGENCY
        self.preference = found.preference
        self.gender = found.gender
        self.required_features = list(found.required_features)
        self.avoid_areas = list(found.avoid_areas)
        self.assessed_at = at

    def withdraw_support(self, *, withdrawn_at: datetime) -> None:
        """Nobody gets a place without agreeing to it (EL-1), and nobody is put out of one (LC-10)."""
        self.has_consented = False
        self.agreement_withdrawn_at = withdrawn_at

    def withdraw_referral(self, *, withdrawn_at: datetime) -> None:
        """Support ends when the decision makers close the case, and not before (EL-9)."""
        self.referral_withdrawn_at = self.referral_withdrawn_at or withdrawn_at

    def agree_again(self) -> None:
        self.has_consented = True
        self.agreement_withdrawn_at = None

    def answer(self, *, at: datetime) -> list[Event]:
        """Whoever answers an offer has been reached, even if nobody wrote that down before."""
        is_news = self.contact_made_at is None and (self.state, Step.CONTACT_MADE) in TRANSITIONS
        return self.make_contact(at=at) if is_news else []

    def offer_to(self, provider_id: ProviderId) -> None:
        """While a place is held for the person, no other provider is asked."""
        self.offered_to = provider_id

    def claim_for(self, provider_id: ProviderId) -> None:
        """The first provider to accept a person supports them; whoever supports them already goes on."""
        self._be_supported_by(self.provider_id or provider_id)

    def settle_with(self, provider_id: ProviderId) -> None:
        """Where the person lives, there they are supported."""
        self._be_supported_by(provider_id)
        self.offered_to = None

    def return_to_network(self, provider_id: ProviderId, *, lives_there: bool) -> None:
        """A place came to nothing: every provider may help again, unless the person lives with this one.

        Whoever the prime chose for the person supports them all the same.
        """
        self.offered_to = None
        if self.provider_id == provider_id and not lives_there:
            self._be_supported_by(self.allocated_to)

    def be_allocated_to(self, provider_id: ProviderId) -> None:
        self.allocated_to = provider_id
        self._be_supported_by(provider_id)

    def _be_supported_by(self, provider_id: ProviderId | None) -> None:
        """A worker is one of the provider's, so whoever goes to another provider leaves theirs."""
        if self.provider_id != provider_id:
            self.worker_id = None
        self.provider_id = provider_id

    def needs(self) -> list[str]:
        """What a house must offer, as codes: all that a provider is told before it accepts."""
        sharing = [] if self.preference is Preference.ANY else [self.preference.value]
        language = ["interpreter"] if self.is_interpreter_needed else []
        return [*self.required_features, *sharing, *language]

    @property
    def may_be_placed(self) -> bool:
        """Not whoever is supported where they live, until an assessment shows another need (EL-6)."""
        return self.state in MAY_BE_PLACED and not self.stays_where_they_live

    @property
    def needs_contact_details(self) -> bool:
        return not self.has_safe_contact and self.contact_made_at is None

    @property
    def stage(self) -> SupportState:
        """The state, or for somebody who is away the one they come back to."""
        return self.left_state if self.state is SupportState.SUSPENDED and self.left_state else self.state

    @property
    def is_supported(self) -> bool:
        return self.stage in SUPPORTED

    def can(self, step: Step) -> bool:
        state = self.state if step in ENDS_A_SUSPENSION else self.stage
        return (state, step) in TRANSITIONS and not (self.away and step is Step.SUSPEND)

    def take(self, step: Step, *, at: datetime) -> None:
        """Raises StepNotAllowed. While somebody is away, decisions change what they come back to."""
        if self.state is SupportState.SUSPENDED and step not in ENDS_A_SUSPENSION:
            entered = after(self.stage, step)
            self._note(step, self.stage, entered, at)
            self.left_state = entered
            return
        self.enter(after(self.state, step), step, at=at)

    def enter(self, state: SupportState, step: Step, *, at: datetime) -> None:
        """Whoever goes into another state than suspension is away no more."""
        self._note(step, self.state, state, at)
        self.state = state
        if state is not SupportState.SUSPENDED:
            self.away = self.away_since = self.left_state = None
        self.ended_by = step if state in ENDED else None

    def _note(self, step: Step, left: SupportState, entered: SupportState, at: datetime) -> None:
        self.moves.append(Move(support_case_id=self.id, at=at, step=step, left=left, entered=entered))

    def ids(self) -> _Ids:
        return {"referral_id": self.referral_id, "support_case_id": self.id}
