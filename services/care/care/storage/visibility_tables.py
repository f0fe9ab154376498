"""Whose own worker somebody is, who read what, what only its author reads, and what may not be deleted."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, text

from care.storage.columns import by_whom, codes, of_a_case, of_a_provider, perhaps_by_whom
from care.storage.tables import metadata

# Append-only: from whom to whom a person went. Why is sealed.
support_worker_change = Table(
    "support_worker_change",
    metadata,
    *of_a_case(),
    of_a_provider(),
    Column("worker_id", Text),
    Column("worker_before", Text),
    *by_whom("changed"),
    CheckConstraint("worker_id IS DISTINCT FROM worker_before", name="support_worker_change_is_one"),
    Index("support_worker_change_case", "support_case_id", "changed_at"),
)

# Append-only: notes or health read by somebody else than the person's own worker. Why is sealed.
record_reading = Table(
    "record_reading",
    metadata,
    *of_a_case(),
    of_a_provider(),
    *by_whom("read"),
    Column("of_organisation", Text, nullable=False),
    codes("what"),
    CheckConstraint("cardinality(what) > 0", name="record_reading_what"),
    Index("record_reading_provider_id", "provider_id", "read_at"),
)

privileged_item = Table(
    "privileged_item",
    metadata,
    *of_a_case(),
    *by_whom("written"),
    Index("privileged_item_support_case_id", "support_case_id"),
)

# While one is not lifted, nothing that was written about the person is deleted.
legal_hold = Table(
    "legal_hold",
    metadata,
    *of_a_case(),
    *by_whom("set"),
    *perhaps_by_whom("lifted", of="legal_hold"),
    Index("legal_hold_once", "support_case_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
)
