"""What may happen to a referral after it was sent: agreement is withdrawn, or a colleague takes over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from contracts.ids import UserId
from contracts.referral import ConsentWithdrawn
from referral.domain.referral import Referral, Route

Consent = Literal["referral", "support"]


class CannotWithdraw(Exception):
    """There is no such agreement to withdraw, or it has been withdrawn already."""


class CannotHandOver(Exception):
    """Only to somebody else who works for the same organisation and makes referrals."""


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    consent: Consent
    withdrawn_by: UserId
    withdrawn_at: datetime


@dataclass(frozen=True, kw_only=True)
class Handover:
    id: UUID
    handed_by: UserId
    handed_to: UserId
    handed_at: datetime


@dataclass(frozen=True)
class Colleague:
    id: UserId
    name: str
    email: str = ""


def consents_in_force(referral: Referral, withdrawn: Iterable[Withdrawal]) -> tuple[Consent, ...]:
    """A child is referred without being asked; a notification is made because an adult did not agree."""
    gone = {each.consent for each in withdrawn}
    is_asked = referral.route is Route.NRM and referral.facts.age_band == "adult"
    if not is_asked or "referral" in gone:
        return ()
    wants_support = referral.facts.is_support_wanted and "support" not in gone
    return ("referral", "support") if wants_support else ("referral",)


def announce_withdrawal(referral: Referral, withdrawal: Withdrawal) -> ConsentWithdrawn:
    return ConsentWithdrawn(
        referral_id=referral.id,
        reference=referral.reference,
        consent=withdrawal.consent,
        withdrawn_at=withdrawal.withdrawn_at,
    )
