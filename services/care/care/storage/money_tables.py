"""Money: from when somebody is entitled, what is due line by line, and the runs that pay it. In pounds."""

from collections.abc import Sequence

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Numeric,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID
from sqlalchemy.schema import SchemaItem

from care.domain.money.facts import AsylumKind, Basis
from care.domain.money.ledger import LineKind
from care.domain.money.outage import Channel
from care.storage.columns import Coded, by_whom, of_a_case, of_a_provider, one_at_a_time, perhaps_by_whom
from care.storage.tables import metadata
from plumbing.tables import INSTANT

POUNDS = Numeric(10, 2)


def _days_in_order(table: str) -> CheckConstraint:
    return CheckConstraint("last_on IS NULL OR first_on <= last_on", name=f"{table}_days")


def _days_while_believed(table: str) -> Sequence[SchemaItem]:
    """A changed fact is a new row; the old one keeps the instant at which it stopped being believed."""
    return (
        Column("first_on", Date, nullable=False),
        Column("last_on", Date),
        *by_whom("recorded"),
        Column("replaced_at", INSTANT),
        _days_in_order(table),
        one_at_a_time(table, "replaced_at IS NULL"),
    )


entitlement = Table(
    "entitlement",
    metadata,
    *of_a_case(),
    Column("basis", Coded(Basis), nullable=False),
    *_days_while_believed("entitlement"),
)

asylum_support = Table(
    "asylum_support",
    metadata,
    *of_a_case(),
    Column("kind", Coded(AsylumKind), nullable=False),
    Column("weekly", POUNDS, nullable=False),
    CheckConstraint("weekly >= 0", name="asylum_support_weekly"),
    *_days_while_believed("asylum_support"),
)

payment_run = Table(
    "payment_run",
    metadata,
    Column("id", UUID, primary_key=True),
    of_a_provider(),
    Column("paid_until", Date, nullable=False),
    *by_whom("made"),
    *perhaps_by_whom("paid", of="payment_run"),
    Index("payment_run_provider_id", "provider_id", "made_at"),
)

# Lines are added and paid, never changed: a correction is a line of its own (MO-15).
payment_line = Table(
    "payment_line",
    metadata,
    *of_a_case(),
    Column("kind", Coded(LineKind), nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("weekly", POUNDS, nullable=False),
    Column("asylum_offset", POUNDS, nullable=False),
    Column("amount", POUNDS, nullable=False),
    Column("rate_ids", ARRAY(Text), nullable=False),
    Column("flags", ARRAY(Text), nullable=False),
    Column("needs_approval", Boolean, nullable=False),
    *by_whom("made"),
    *perhaps_by_whom("approved", of="payment_line"),
    Column("run_id", UUID, ForeignKey("payment_run.id")),
    Column("paid_at", INSTANT),
    Column("channel", Coded(Channel)),
    Column("failed_at", INSTANT),
    CheckConstraint("weekly >= 0 AND amount >= 0 AND asylum_offset >= 0", name="payment_line_amounts"),
    CheckConstraint("first_on <= last_on", name="payment_line_days"),
    CheckConstraint("(paid_at IS NULL) = (channel IS NULL)", name="payment_line_paid"),
    CheckConstraint(
        "kind <> 'overpayment' OR (run_id IS NULL AND paid_at IS NULL)", name="payment_line_never_taken_back"
    ),
    CheckConstraint(
        "NOT needs_approval OR approved_at IS NOT NULL OR (run_id IS NULL AND paid_at IS NULL)",
        name="payment_line_approved_first",
    ),
    one_at_a_time("payment_line", "kind = 'due'"),
    Index("payment_line_run_id", "run_id"),
    Index(
        "payment_line_waiting", "support_case_id", postgresql_where=text("run_id IS NULL AND paid_at IS NULL")
    ),
)

channel_outage = Table(
    "channel_outage",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("channel", Coded(Channel), nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date),
    *by_whom("recorded"),
    _days_in_order("channel_outage"),
)
