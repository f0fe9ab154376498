"""Evidence: what is known of a file without a key, and the file itself in sealed chunks."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from plumbing.tables import INSTANT
from referral.storage.tables import metadata

evidence_file = Table(
    "evidence_file",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("draft_id", UUID),
    Column("referral_id", UUID),
    Column("author", UUID, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("sealed_words", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("added_at", INSTANT, nullable=False),
    CheckConstraint("state IN ('waiting', 'clean', 'refused', 'unchecked')", name="evidence_state"),
    CheckConstraint("(draft_id IS NULL) <> (referral_id IS NULL)", name="evidence_has_one_owner"),
    Index("evidence_of_draft", "draft_id", "added_at"),
    Index("evidence_of_referral", "referral_id", "added_at"),
    Index("evidence_waiting", "added_at", postgresql_where=text("state = 'waiting'")),
)

evidence_chunk = Table(
    "evidence_chunk",
    metadata,
    Column("evidence_id", ForeignKey("evidence_file.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
