"""The tables. Answers are one sealed value; what must be found without a key stands beside it."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import UUID

from plumbing.tables import plumbing_tables

metadata = MetaData()
plumbing = plumbing_tables(metadata)

INSTANT = DateTime(timezone=True)

draft = Table(
    "draft",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("author", UUID, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("sealed_answers", LargeBinary, nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("started_at", INSTANT, nullable=False),
    Column("changed_at", INSTANT, nullable=False),
    Index("draft_author", "author", "changed_at"),
    Index("draft_changed_at", "changed_at"),
)

referral = Table(
    "referral",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("draft_id", UUID, nullable=False, unique=True),
    Column("author", UUID, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("nation", Text, nullable=False),
    Column("sealed_answers", LargeBinary, nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("sent_at", INSTANT, nullable=False),
    CheckConstraint("route IN ('nrm', 'dtn')", name="referral_route"),
    CheckConstraint("nation IN ('england', 'wales', 'scotland', 'northern-ireland')", name="referral_nation"),
    Index("referral_author", "author", "sent_at", "id"),
)

journey = Table(
    "journey",
    metadata,
    Column("referral_id", UUID, primary_key=True),
    Column("case_opened_at", INSTANT),
    Column("reasonable_grounds_due_on", Date),
    Column("outcome", Text),
    Column("decided_at", INSTANT),
    Column("support_opened_at", INSTANT),
    Column("contact_made_at", INSTANT),
    Column("support_started_on", Date),
    Column("arrived_on", Date),
    Column("departed_on", Date),
    CheckConstraint("outcome IN ('positive', 'negative')", name="journey_outcome"),
    CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="journey_decision_has_a_time"),
)
