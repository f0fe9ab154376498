"""What care does when the other services announce something."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from care.commands import hearing
from care.domain.heard import About, DecisionHeard, Grounds, LetterHeard, What
from care.domain.intake import ReferralHeard, Urgency
from care.domain.rulebook import rules_as_shipped
from care.storage import UnitOfWork
from care.storage.returns import Groups
from clocks.days import first_instant_of, london_day
from contracts import decision
from contracts.decision import CaseFact
from contracts.ids import ReferralId, SupportCaseId
from contracts.referral import ConsentWithdrawn, EmergencySupportRequested, ImmediateRiskReported, Submitted
from plumbing.consumer import On, reactions
from plumbing.identifiers import new_id

FactT = TypeVar("FactT", bound=CaseFact)


async def open_support_case_for_referral(uow: UnitOfWork, event: Submitted, at: datetime) -> None:
    heard = ReferralHeard(
        referral_id=ReferralId(event.referral_id),
        reference=event.reference,
        submitted_at=event.submitted_at,
        nation=event.nation,
        region=rules_as_shipped().region_of(event.region),
        age_band=event.age_band,
        is_support_wanted=event.is_support_wanted,
        has_safe_contact=event.has_safe_contact,
        is_interpreter_needed=event.is_interpreter_needed,
        is_still_exploited=event.is_still_exploited,
    )
    await hearing.hear_referral(uow, SupportCaseId(new_id()), heard, rules=rules_as_shipped(), at=at)
    groups = Groups(
        gender=event.gender,
        nationality_group=event.nationality_group,
        exploitation_type=event.exploitation_type,
    )
    await uow.returns.note_groups(event.referral_id, groups)


async def note_withdrawn_agreement(uow: UnitOfWork, event: ConsentWithdrawn, _at: datetime) -> None:
    """To the referral and to support are two agreements (EL-1)."""
    is_support = event.consent == "support"
    hear = hearing.hear_support_withdrawn if is_support else hearing.hear_referral_withdrawn
    await hear(uow, ReferralId(event.referral_id), withdrawn_at=event.withdrawn_at)


async def note_place_needed(uow: UnitOfWork, event: EmergencySupportRequested, _at: datetime) -> None:
    place, referral_id = Urgency.PLACE_TONIGHT, ReferralId(event.referral_id)
    await hearing.hear_urgency(uow, referral_id, place, said_at=event.requested_at)


async def note_danger(uow: UnitOfWork, event: ImmediateRiskReported, _at: datetime) -> None:
    referral_id = ReferralId(event.referral_id)
    await hearing.hear_urgency(uow, referral_id, Urgency.DANGER, said_at=event.reported_at)


async def count_from_receipt(uow: UnitOfWork, event: decision.DecisionServed, at: datetime) -> None:
    letter = LetterHeard(
        decision_id=event.decision_id,
        recipient=event.recipient,
        about=About(event.decision),
        outcome=Grounds(event.outcome),
        sent_at=event.sent_at,
        received_on=event.received_on,
    )
    await hearing.hear_letter(uow, ReferralId(event.referral_id), letter, rules=rules_as_shipped(), at=at)


async def link_cases(uow: UnitOfWork, event: decision.CasesLinked, _at: datetime) -> None:
    ids = ReferralId(event.referral_id), ReferralId(event.other_referral_id)
    await hearing.hear_link(uow, *ids, is_undone=event.is_undone)


def _hear(event: type[FactT], read: Callable[[FactT], DecisionHeard | None]) -> On[UnitOfWork, FactT]:
    async def react(uow: UnitOfWork, fact: FactT, at: datetime) -> None:
        heard = read(fact)
        if heard is not None:
            referral_id = ReferralId(fact.referral_id)
            await hearing.hear_decision(uow, referral_id, heard, rules=rules_as_shipped(), at=at)

    return On(event, react)


def _fact(what: What, at: datetime, about: str | None = None, outcome: str | None = None) -> DecisionHeard:
    return DecisionHeard(
        what=what,
        at=at,
        on=london_day(at),
        about=About(about) if about else None,
        outcome=Grounds(outcome) if outcome else None,
    )


def _decided(about: About, event: decision.RgDecided | decision.CgDecided) -> DecisionHeard:
    return DecisionHeard(
        what=What.DECIDED,
        at=event.decided_at,
        on=event.decided_on,
        about=about,
        outcome=Grounds(event.outcome),
    )


def _delayed(event: decision.CgDelayAgreed) -> DecisionHeard:
    return DecisionHeard(what=What.DECISION_DELAYED, at=event.agreed_at, on=event.not_before)


def _turned_18(event: decision.PersonTurned18) -> DecisionHeard:
    return DecisionHeard(what=What.TURNED_18, at=first_instant_of(event.turned_on), on=event.turned_on)


DISQUALIFICATIONS = {
    "imposed": What.DISQUALIFIED,
    "not_imposed": What.NOT_DISQUALIFIED,
    "quashed": What.DISQUALIFICATION_QUASHED,
}
RECONSIDERED = {"positive": What.RECONSIDERATION_REOPENED, "negative": What.RECONSIDERATION_KEPT}
CLOSED = {"death": What.DIED, "referral_made_in_error": What.IN_ERROR, "exited": What.DECISIONS_DONE}

REACTIONS = reactions(
    On(Submitted, open_support_case_for_referral),
    On(ConsentWithdrawn, note_withdrawn_agreement),
    On(EmergencySupportRequested, note_place_needed),
    On(ImmediateRiskReported, note_danger),
    On(decision.DecisionServed, count_from_receipt),
    On(decision.CasesLinked, link_cases),
    _hear(decision.RgDecided, lambda it: _decided(About.REASONABLE_GROUNDS, it)),
    _hear(decision.CgDecided, lambda it: _decided(About.CONCLUSIVE_GROUNDS, it)),
    _hear(decision.CaseSuspended, lambda it: _fact(What.DECISION_PAUSED, it.suspended_at, it.before)),
    _hear(decision.CaseResumed, lambda it: _fact(What.DECISION_RESUMED, it.resumed_at, it.before)),
    _hear(decision.CgDelayAgreed, _delayed),
    _hear(
        decision.DisqualificationNotified, lambda it: _fact(What.DISQUALIFICATION_CONSIDERED, it.notified_at)
    ),
    _hear(decision.DisqualificationDecided, lambda it: _fact(DISQUALIFICATIONS[it.outcome], it.decided_at)),
    _hear(
        decision.ReconsiderationRequested,
        lambda it: _fact(What.RECONSIDERATION_REQUESTED, it.requested_at, it.decision),
    ),
    _hear(
        decision.ReconsiderationAccepted,
        lambda it: _fact(What.RECONSIDERATION_ACCEPTED, it.accepted_at, it.decision),
    ),
    _hear(
        decision.ReconsiderationRefused,
        lambda it: _fact(What.RECONSIDERATION_REFUSED, it.refused_at, it.decision),
    ),
    _hear(
        decision.ReconsiderationDecided,
        lambda it: _fact(RECONSIDERED[it.outcome], it.decided_at, it.decision, it.outcome),
    ),
    _hear(decision.PersonTurned18, _turned_18),
    _hear(decision.CaseWithdrawn, lambda it: _fact(What.WITHDRAWN, it.withdrawn_at)),
    _hear(
        decision.CaseClosed,
        lambda it: _fact(CLOSED[it.reason], it.closed_at) if it.reason in CLOSED else None,
    ),
)
