"""The groups by which the return counts people, apart from their cases; and the returns given."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, ForeignKeyConstraint, Integer, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from care.storage.tables import metadata
from plumbing.tables import INSTANT

# Counted, and on no page of a case. A nationality is never said itself.
counted_group = Table(
    "counted_group",
    metadata,
    Column("referral_id", UUID, ForeignKey("intake.referral_id"), primary_key=True),
    Column("gender", Text),
    Column("nationality_group", Text),
    Column("exploitation_type", Text),
)

# Append-only: a correction is a new version, with its reason.
monthly_return = Table(
    "monthly_return",
    metadata,
    Column("month", Date, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("given_at", INSTANT, nullable=False),
    Column("given_by", Text, nullable=False),
    Column("contract", Text, nullable=False),
    Column("reason", Text),
    CheckConstraint("extract(day FROM month) = 1", name="monthly_return_month"),
    CheckConstraint("(version = 1) = (reason IS NULL)", name="monthly_return_corrected"),
)

# Append-only. A number that is kept back is not here at all; none here is small (VI-7).
monthly_return_number = Table(
    "monthly_return_number",
    metadata,
    Column("month", Date, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("whose", Text, primary_key=True),
    Column("category", Text, primary_key=True),
    Column("number", Integer),
    ForeignKeyConstraint(("month", "version"), ("monthly_return.month", "monthly_return.version")),
    CheckConstraint("number = 0 OR number >= 5", name="monthly_return_number_not_small"),
)
