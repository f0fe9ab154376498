"""A support case: how a person comes into support, and what a decision about them changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from care.domain.intake import Grounds, GroundsHeard, ReferralHeard
from care.domain.people import Gender, PersonId, Preference
from contracts.care import ContactFailed, ContactMade, SupportCaseOpened, SupportStarted
from contracts.events import Event
from contracts.ids import ProviderId, SupportCaseId


class SupportState(StrEnum):
    NOTIFIED = "notified"
    CONTACTING = "contacting"
    UNREACHED = "unreached"
    INITIAL_ASSESSMENT = "initial_assessment"
    AWAITING_RG = "awaiting_rg"
    EMERGENCY = "emergency"
    RECOVERY = "recovery"
    EXITING_NEGATIVE = "exiting_negative"
    CLOSED = "closed"


class Step(StrEnum):
    """What can move a support case."""

    BEGIN_CONTACT = "begin_contact"
    CONTACT_OVERDUE = "contact_overdue"
    CALLED_IN = "called_in"
    CONTACT_MADE = "contact_made"
    EMERGENCY_NEED = "emergency_need"
    NO_EMERGENCY_NEED = "no_emergency_need"
    POSITIVE_GROUNDS = "positive_grounds"
    NEGATIVE_GROUNDS = "negative_grounds"


S = SupportState
TRANSITIONS: Mapping[tuple[SupportState, Step], SupportState] = {
    (S.NOTIFIED, Step.BEGIN_CONTACT): S.CONTACTING,
    (S.CONTACTING, Step.CONTACT_OVERDUE): S.UNREACHED,
    (S.UNREACHED, Step.CALLED_IN): S.CONTACTING,
    (S.CONTACTING, Step.CONTACT_MADE): S.INITIAL_ASSESSMENT,
    (S.INITIAL_ASSESSMENT, Step.EMERGENCY_NEED): S.EMERGENCY,
    (S.INITIAL_ASSESSMENT, Step.NO_EMERGENCY_NEED): S.AWAITING_RG,
    (S.AWAITING_RG, Step.POSITIVE_GROUNDS): S.RECOVERY,
    (S.EMERGENCY, Step.POSITIVE_GROUNDS): S.RECOVERY,
    (S.AWAITING_RG, Step.NEGATIVE_GROUNDS): S.CLOSED,
    (S.EMERGENCY, Step.NEGATIVE_GROUNDS): S.EXITING_NEGATIVE,
    # A decision does not wait for our telephone call: LC-3 has the assessment follow it.
    (S.CONTACTING, Step.POSITIVE_GROUNDS): S.RECOVERY,
    (S.UNREACHED, Step.POSITIVE_GROUNDS): S.RECOVERY,
    (S.INITIAL_ASSESSMENT, Step.POSITIVE_GROUNDS): S.RECOVERY,
    (S.CONTACTING, Step.NEGATIVE_GROUNDS): S.CLOSED,
    (S.UNREACHED, Step.NEGATIVE_GROUNDS): S.CLOSED,
    (S.INITIAL_ASSESSMENT, Step.NEGATIVE_GROUNDS): S.CLOSED,
    (S.RECOVERY, Step.CONTACT_MADE): S.RECOVERY,
    (S.RECOVERY, Step.CONTACT_OVERDUE): S.RECOVERY,
    # A later decision replaces an earlier one (EL-11).
    (S.RECOVERY, Step.NEGATIVE_GROUNDS): S.EXITING_NEGATIVE,
    (S.EXITING_NEGATIVE, Step.POSITIVE_GROUNDS): S.RECOVERY,
    (S.CLOSED, Step.POSITIVE_GROUNDS): S.RECOVERY,
}

MAY_BE_PLACED = frozenset({S.EMERGENCY, S.RECOVERY, S.EXITING_NEGATIVE})  # EL-2, EL-3
AWAITS_CONTACT = frozenset({S.NOTIFIED, S.CONTACTING, S.UNREACHED, S.RECOVERY})


class StepNotAllowed(Exception):
    """The support case is not where this step starts from: somebody else was quicker, or the page is old."""

    def __init__(self, state: SupportState, step: Step) -> None:
        super().__init__(f"{step} from {state}")
        self.state = state
        self.step = step


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
    started_on: date | None = None
    support_end_on: date | None = None
    provider_id: ProviderId | None = None
    offered_to: ProviderId | None = None
    preference: Preference = Preference.ANY
    gender: Gender | None = None
    required_features: list[str] = field(default_factory=list)
    avoid_areas: list[str] = field(default_factory=list)
    version: int = 1
    agreement_withdrawn_at: datetime | None = None
    referral_withdrawn_at: datetime | None = None
    house_declines: int = 0

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
        case._take(Step.BEGIN_CONTACT)
        return case, [SupportCaseOpened(**case._ids(), opened_at=at, contact_due_at=contact_due_at)]

    def make_contact(self, *, at: datetime) -> list[Event]:
        """The first conversation ends the contact clock, however late it comes."""
        if self.contact_made_at is not None:
            raise StepNotAllowed(self.state, Step.CONTACT_MADE)
        if self.state is SupportState.UNREACHED:
            self._take(Step.CALLED_IN)
        self._take(Step.CONTACT_MADE)
        self.contact_made_at = at
        return [ContactMade(**self._ids(), made_at=at)]

    def miss_contact(self, *, at: datetime) -> list[Event]:
        """Called when time passes. Says so once; the case stays open (LC-1)."""
        if self.contact_made_at or self.contact_failed_at or at < self.contact_due_at:
            return []
        self._take(Step.CONTACT_OVERDUE)
        self.contact_failed_at = at
        return [ContactFailed(**self._ids(), due_at=self.contact_due_at)]

    def assess(self, found: Assessment, *, at: datetime) -> None:
        """Records what the initial assessment found. After a positive decision it moves nothing."""
        step = Step.EMERGENCY_NEED if found.is_emergency else Step.NO_EMERGENCY_NEED
        if self.contact_made_at is None:
            raise StepNotAllowed(self.state, step)
        if self.state is not SupportState.RECOVERY:
            self._take(step)
        self.preference = found.preference
        self.gender = found.gender
        self.required_features = list(found.required_features)
        self.avoid_areas = list(found.avoid_areas)
        self.assessed_at = at

    def apply_grounds(self, heard: GroundsHeard) -> list[Event]:
        if heard.outcome is Grounds.NEGATIVE:
            return self._apply_negative_grounds()
        if self.state is SupportState.RECOVERY:
            return []
        self._take(Step.POSITIVE_GROUNDS)
        self.started_on = heard.decided_on
        return [SupportStarted(**self._ids(), started_on=heard.decided_on)]

    def _apply_negative_grounds(self) -> list[Event]:
        if self.state not in (SupportState.EXITING_NEGATIVE, SupportState.CLOSED):
            self._take(Step.NEGATIVE_GROUNDS)
        return []

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
        self.provider_id = self.provider_id or provider_id

    def settle_with(self, provider_id: ProviderId) -> None:
        """Where the person lives, there they are supported."""
        self.provider_id = provider_id
        self.offered_to = None

    def return_to_network(self, provider_id: ProviderId, *, lives_there: bool) -> None:
        """A place came to nothing: every provider may help again, unless the person lives with this one."""
        self.offered_to = None
        if self.provider_id == provider_id and not lives_there:
            self.provider_id = None

    def needs(self) -> list[str]:
        """What a house must offer, as codes: all that a provider is told before it accepts."""
        sharing = [] if self.preference is Preference.ANY else [self.preference.value]
        language = ["interpreter"] if self.is_interpreter_needed else []
        return [*self.required_features, *sharing, *language]

    @property
    def may_be_placed(self) -> bool:
        return self.state in MAY_BE_PLACED

    @property
    def needs_contact_details(self) -> bool:
        return not self.has_safe_contact and self.contact_made_at is None

    def _take(self, step: Step) -> None:
        target = TRANSITIONS.get((self.state, step))
        if target is None:
            raise StepNotAllowed(self.state, step)
        self.state = target

    def _ids(self) -> _Ids:
        return {"referral_id": self.referral_id, "support_case_id": self.id}
