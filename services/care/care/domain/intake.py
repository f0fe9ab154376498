"""What care has heard about a referral, in whatever order, and which way into support follows from it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from care.domain.refusals import Code, Refused
from contracts.ids import AgeBand, Nation, ReferralId


class Pathway(StrEnum):
    CARE_CONTRACT = "care_contract"
    SUPPORT_NOT_WANTED = "support_not_wanted"
    CHILD = "child"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @property
    def is_referral_only(self) -> bool:
        """Somebody outside the care contract gives support: we say who, and open nothing (EL-8, EL-10)."""
        return self in (Pathway.CHILD, Pathway.SCOTLAND, Pathway.NORTHERN_IRELAND)


class Urgency(StrEnum):
    """What a first responder says besides the referral, so that nobody has to read it first."""

    PLACE_TONIGHT = "place_tonight"
    DANGER = "danger"


@dataclass(frozen=True, kw_only=True)
class ReferralHeard:
    """The facts of a sent referral that support depends on."""

    referral_id: ReferralId
    reference: str
    submitted_at: datetime
    nation: Nation
    region: str | None
    age_band: AgeBand
    is_support_wanted: bool
    has_safe_contact: bool
    is_interpreter_needed: bool
    is_still_exploited: bool


@dataclass(eq=False, kw_only=True)
class Intake:
    """One referral as care knows it. Kept even when nothing opens, so that no early fact is lost."""

    referral_id: UUID
    reference: str | None = None
    submitted_at: datetime | None = None
    nation: str | None = None
    region: str | None = None
    age_band: str | None = None
    is_support_wanted: bool | None = None
    pathway: Pathway | None = None
    turned_18_on: date | None = None
    asked_at_18_at: datetime | None = None
    place_tonight_at: datetime | None = None
    danger_at: datetime | None = None

    def hear_urgency(self, urgency: Urgency, *, said_at: datetime) -> None:
        """May come before the referral itself."""
        if urgency is Urgency.PLACE_TONIGHT:
            self.place_tonight_at = said_at
        else:
            self.danger_at = said_at

    def hear_referral(self, heard: ReferralHeard) -> Pathway:
        self.reference = heard.reference
        self.submitted_at = heard.submitted_at
        self.nation = heard.nation
        self.region = heard.region
        self.age_band = heard.age_band
        self.is_support_wanted = heard.is_support_wanted
        self.pathway = pathway_for(heard.age_band, heard.nation, is_support_wanted=heard.is_support_wanted)
        return self.pathway

    def answer_at_18(self, *, wants_support: bool, at: datetime) -> ReferralHeard | None:
        """EL-8: what the new adult says about support, apart from the referral. None opens nothing.

        Support has its own consent, from now; how to reach the person has to be asked for again.
        """
        if self.turned_18_on is None or self.asked_at_18_at is not None or self.reference is None:
            raise Refused(Code.WRONG_STATE)
        self.asked_at_18_at, self.age_band = at, "adult"
        self.is_support_wanted = wants_support
        self.pathway = pathway_for("adult", self._nation, is_support_wanted=wants_support)
        return self._as_adult(at) if self.pathway is Pathway.CARE_CONTRACT else None

    @property
    def _nation(self) -> Nation:
        return cast(Nation, self.nation)

    def _as_adult(self, at: datetime) -> ReferralHeard:
        return ReferralHeard(
            referral_id=ReferralId(self.referral_id),
            reference=self.reference or "",
            submitted_at=at,
            nation=self._nation,
            region=self.region,
            age_band="adult",
            is_support_wanted=True,
            has_safe_contact=False,
            is_interpreter_needed=False,
            is_still_exploited=False,
        )


def pathway_for(age_band: AgeBand, nation: Nation, *, is_support_wanted: bool) -> Pathway:
    if age_band == "child":
        return Pathway.CHILD
    if nation == "scotland":
        return Pathway.SCOTLAND
    if nation == "northern-ireland":
        return Pathway.NORTHERN_IRELAND
    return Pathway.CARE_CONTRACT if is_support_wanted else Pathway.SUPPORT_NOT_WANTED
