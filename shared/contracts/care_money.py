"""Facts about somebody's money that care announces: that it changed, never how much it is."""

from datetime import date
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from contracts.care import SupportFact
from contracts.events import Internal

Basis = Literal["emergency", "positive_rg"]
Correction = Literal["underpayment", "overpayment"]
PaidBy = Literal["prepaid_card", "cash"]


class PaymentEntitled(SupportFact):
    """From when, and until when if that is known, the person is paid."""

    name: ClassVar[str] = "nrm.care.payment_entitled.v1"

    basis: Annotated[Basis, Internal]
    first_on: Annotated[date, Internal]
    last_on: Annotated[date | None, Internal] = None


class PaymentChanged(SupportFact):
    """Days that were already settled turned out to be worth more, or less."""

    name: ClassVar[str] = "nrm.care.payment_changed.v1"

    kind: Annotated[Correction, Internal]
    first_on: Annotated[date, Internal]
    last_on: Annotated[date, Internal]


class PaymentPaid(SupportFact):
    name: ClassVar[str] = "nrm.care.payment_paid.v1"

    payment_line_id: Annotated[UUID, Internal]
    channel: Annotated[PaidBy, Internal]


class PaymentFailed(SupportFact):
    """The payment did not reach the person, who is then paid another way."""

    name: ClassVar[str] = "nrm.care.payment_failed.v1"

    payment_line_id: Annotated[UUID, Internal]


EVENTS: tuple[type[SupportFact], ...] = (PaymentEntitled, PaymentChanged, PaymentPaid, PaymentFailed)
