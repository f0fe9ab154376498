"""A referral that has been sent, or the notification that takes its place when an adult does not agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.events import Event
from contracts.ids import Nation, OrganisationId, ReferralId, UserId
from contracts.referral import (
    DutyToNotifyRecorded,
    EmergencySupportRequested,
    ImmediateRiskReported,
    Submitted,
)
from referral.domain.drafts import Draft, DraftId
from referral.domain.facts import Facts
from referral.domain.form.questions import Form
from referral.domain.form.values import Value
from referral.domain.form.walk import Outcome, Walk
from referral.domain.groups import exploitation_type_of, gender_of, nationality_group_of


class Route(StrEnum):
    NRM = "nrm"
    DUTY_TO_NOTIFY = "dtn"


class ReferralIncomplete(Exception):
    """Something still has to be answered or put right before this can be sent."""

    def __init__(self, way: Walk) -> None:
        super().__init__(way.outcome)
        self.way = way


@dataclass(eq=False, kw_only=True)
class Referral:
    id: ReferralId
    reference: str
    draft_id: DraftId
    author: UserId
    organisation: OrganisationId
    route: Route
    nation: Nation
    sent_at: datetime
    form_version: int
    answers: Mapping[str, Mapping[str, Value]]

    @property
    def facts(self) -> Facts:
        return Facts({name: value for step in self.answers.values() for name, value in step.items()})


def send(
    draft: Draft, form: Form, *, referral_id: ReferralId, reference: str, at: datetime
) -> tuple[Referral, list[Event]]:
    """What is sent is what the path asks for, and nothing else that was ever typed (MH01, MH02, MH03)."""
    way = draft.walk(form, at)
    if not way.is_complete:
        raise ReferralIncomplete(way)
    facts = Facts(way.submission)
    referral = Referral(
        id=referral_id,
        reference=reference,
        draft_id=draft.id,
        author=draft.author,
        organisation=draft.organisation,
        route=Route.NRM if way.outcome is Outcome.NRM else Route.DUTY_TO_NOTIFY,
        nation=facts.nation,
        sent_at=at,
        form_version=form.version,
        answers={step.id: way.given[step.id] for step in way.path if step.is_sent},
    )
    return referral, [_announcement(referral, facts), *_emergencies(referral, facts)]


def _announcement(referral: Referral, facts: Facts) -> Event:
    organisation = facts.organisation or referral.organisation
    if referral.route is Route.DUTY_TO_NOTIFY:
        return DutyToNotifyRecorded(
            referral_id=referral.id,
            reference=referral.reference,
            recorded_at=referral.sent_at,
            nation=referral.nation,
            organisation_id=organisation,
            is_person_identified=facts.is_person_named,
        )
    return Submitted(
        referral_id=referral.id,
        reference=referral.reference,
        submitted_at=referral.sent_at,
        nation=referral.nation,
        organisation_id=organisation,
        region=facts.region,
        age_band=facts.age_band,
        is_age_settled=facts.is_age_settled,
        is_support_wanted=facts.is_support_wanted,
        has_safe_contact=bool(facts.safe_phone),
        is_interpreter_needed=facts.is_interpreter_needed,
        is_still_exploited=facts.is_still_exploited,
        gender=gender_of(facts),
        nationality_group=nationality_group_of(facts),
        exploitation_type=exploitation_type_of(facts),
    )


def _emergencies(referral: Referral, facts: Facts) -> Iterator[Event]:
    """Said besides the referral itself, so that nobody has to read it first."""
    if facts.is_place_needed_tonight:
        yield EmergencySupportRequested(
            referral_id=referral.id,
            reference=referral.reference,
            requested_at=referral.sent_at,
            nation=referral.nation,
            region=facts.region,
            age_band=facts.age_band,
            has_safe_contact=bool(facts.safe_phone),
        )
    if facts.is_in_danger:
        yield ImmediateRiskReported(
            referral_id=referral.id,
            reference=referral.reference,
            reported_at=referral.sent_at,
            nation=referral.nation,
            region=facts.region,
            age_band=facts.age_band,
        )
