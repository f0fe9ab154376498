"""Whose own worker somebody is, who read what, what only its author reads, and what may not be deleted."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from care.storage.columns import codes
from care.storage.tables import metadata
from plumbing.tables import INSTANT

# Append-only: from whom to whom a person went. Why is sealed.
support_worker_change = Table(
    "support_worker_change",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("worker_id", Text),
    Column("worker_before", Text),
    Column("changed_at", INSTANT, nullable=False),
    Column("changed_by", Text, nullable=False),
    CheckConstraint("worker_id IS DISTINCT FROM worker_before", name="support_worker_change_is_one"),
    Index("support_worker_change_case", "support_case_id", "changed_at"),
)

# Append-only: notes or health read by somebody else than the person's own worker. Why is sealed.
record_reading = Table(
    "record_reading",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("read_at", INSTANT, nullable=False),
    Column("read_by", Text, nullable=False),
    Column("of_organisation", Text, nullable=False),
    codes("what"),
    CheckConstraint("cardinality(what) > 0", name="record_reading_what"),
    Index("record_reading_provider_id", "provider_id", "read_at"),
)

privileged_item = Table(
    "privileged_item",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("written_at", INSTANT, nullable=False),
    Column("written_by", Text, nullable=False),
    Index("privileged_item_support_case_id", "support_case_id"),
)

# While one is not lifted, nothing that was written about the person is deleted.
legal_hold = Table(
    "legal_hold",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("set_at", INSTANT, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("lifted_at", INSTANT),
    Column("lifted_by", Text),
    CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="legal_hold_lifted"),
    Index("legal_hold_once", "support_case_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
)
