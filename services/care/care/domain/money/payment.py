"""One line on its way to the person: looked at where it must be, taken into a run, paid or not."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from care.domain.money.ledger import LineKind
from care.domain.money.outage import Channel
from care.domain.refusals import Code, Refused


class LineState(StrEnum):
    TO_APPROVE = "to_approve"
    READY = "ready"
    IN_RUN = "in_run"
    PAID = "paid"
    FAILED = "failed"
    SHOWN_ONLY = "shown_only"


TO_PAY = frozenset({LineState.READY, LineState.IN_RUN, LineState.FAILED})


@dataclass(eq=False, kw_only=True)
class PaymentLine:
    id: UUID
    support_case_id: UUID
    kind: LineKind
    first_on: date
    last_on: date
    weekly: Decimal
    asylum_offset: Decimal
    amount: Decimal
    rate_ids: list[str]
    flags: list[str]
    needs_approval: bool
    made_at: datetime
    made_by: str
    approved_at: datetime | None = None
    approved_by: str | None = None
    run_id: UUID | None = None
    paid_at: datetime | None = None
    channel: Channel | None = None
    failed_at: datetime | None = None

    @property
    def state(self) -> LineState:
        if not self.kind.is_paid:
            return LineState.SHOWN_ONLY
        if self.paid_at is not None:
            return LineState.PAID
        if self.failed_at is not None:
            return LineState.FAILED
        if self.run_id is not None:
            return LineState.IN_RUN
        waits = self.needs_approval and self.approved_at is None
        return LineState.TO_APPROVE if waits else LineState.READY

    def approve(self, *, by: str, at: datetime) -> None:
        self._must_be(LineState.TO_APPROVE)
        self.approved_at, self.approved_by = at, by

    def take_into(self, run_id: UUID) -> None:
        self._must_be(LineState.READY)
        self.run_id = run_id

    def pay(self, channel: Channel, *, at: datetime) -> None:
        """Cash also reaches who was to be paid by a card that does not work (MO-13)."""
        self._must_be(*TO_PAY)
        self.paid_at, self.channel, self.failed_at = at, channel, None

    def fail(self, *, at: datetime) -> None:
        """Also after it was thought paid: then it is not."""
        self._must_be(LineState.IN_RUN, LineState.PAID)
        self.paid_at, self.channel, self.failed_at = None, None, at

    def _must_be(self, *states: LineState) -> None:
        if self.state not in states:
            raise Refused(Code.WRONG_STATE)


@dataclass(eq=False, kw_only=True)
class PaymentRun:
    """What one provider pays at once, up to a day."""

    id: UUID
    provider_id: str
    paid_until: date
    made_at: datetime
    made_by: str
    paid_at: datetime | None = None
    paid_by: str | None = None

    def mark_paid(self, *, by: str, at: datetime) -> None:
        if self.paid_at is not None:
            raise Refused(Code.WRONG_STATE)
        self.paid_at, self.paid_by = at, by
