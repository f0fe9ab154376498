"""Money: from when somebody is entitled, what is due line by line, and the runs that pay it. In pounds."""

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
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID, ExcludeConstraint

from care.domain.money.facts import AsylumKind, Basis
from care.domain.money.ledger import LineKind
from care.domain.money.outage import Channel
from care.storage.columns import Coded
from care.storage.tables import metadata
from plumbing.tables import INSTANT

POUNDS = Numeric(10, 2)


def _days_in_order(table: str) -> CheckConstraint:
    return CheckConstraint("last_on IS NULL OR first_on <= last_on", name=f"{table}_days")


def _one_at_a_time(table: str, where: str) -> ExcludeConstraint:
    return ExcludeConstraint(
        ("support_case_id", "="),
        (literal_column("daterange(first_on, last_on, '[]')"), "&&"),
        where=text(where),
        using="gist",
        name=f"{table}_once",
    )


# A changed fact is a new row; the old one keeps the instant at which it stopped being believed.
entitlement = Table(
    "entitlement",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("basis", Coded(Basis), nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date),
    Column("recorded_at", INSTANT, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("replaced_at", INSTANT),
    _days_in_order("entitlement"),
    _one_at_a_time("entitlement", "replaced_at IS NULL"),
)

asylum_support = Table(
    "asylum_support",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("kind", Coded(AsylumKind), nullable=False),
    Column("weekly", POUNDS, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date),
    Column("recorded_at", INSTANT, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("replaced_at", INSTANT),
    CheckConstraint("weekly >= 0", name="asylum_support_weekly"),
    _days_in_order("asylum_support"),
    _one_at_a_time("asylum_support", "replaced_at IS NULL"),
)

payment_run = Table(
    "payment_run",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("paid_until", Date, nullable=False),
    Column("made_at", INSTANT, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("paid_at", INSTANT),
    Column("paid_by", Text),
    CheckConstraint("(paid_at IS NULL) = (paid_by IS NULL)", name="payment_run_paid"),
    Index("payment_run_provider_id", "provider_id", "made_at"),
)

# Lines are added and paid, never changed: a correction is a line of its own (MO-15).
payment_line = Table(
    "payment_line",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("kind", Coded(LineKind), nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("weekly", POUNDS, nullable=False),
    Column("asylum_offset", POUNDS, nullable=False),
    Column("amount", POUNDS, nullable=False),
    Column("rate_ids", ARRAY(Text), nullable=False),
    Column("flags", ARRAY(Text), nullable=False),
    Column("needs_approval", Boolean, nullable=False),
    Column("made_at", INSTANT, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("approved_at", INSTANT),
    Column("approved_by", Text),
    Column("run_id", UUID, ForeignKey("payment_run.id")),
    Column("paid_at", INSTANT),
    Column("channel", Coded(Channel)),
    Column("failed_at", INSTANT),
    CheckConstraint("weekly >= 0 AND amount >= 0 AND asylum_offset >= 0", name="payment_line_amounts"),
    CheckConstraint("first_on <= last_on", name="payment_line_days"),
    CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="payment_line_approved"),
    CheckConstraint("(paid_at IS NULL) = (channel IS NULL)", name="payment_line_paid"),
    CheckConstraint(
        "kind <> 'overpayment' OR (run_id IS NULL AND paid_at IS NULL)", name="payment_line_never_taken_back"
    ),
    CheckConstraint(
        "NOT needs_approval OR approved_at IS NOT NULL OR (run_id IS NULL AND paid_at IS NULL)",
        name="payment_line_approved_first",
    ),
    _one_at_a_time("payment_line", "kind = 'due'"),
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
    Column("recorded_at", INSTANT, nullable=False),
    Column("recorded_by", Text, nullable=False),
    _days_in_order("channel_outage"),
)
