"""Tables of what is true of a case beside its stage."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from decision.domain.delay import Asker, DelayState
from decision.domain.suspension import SuspensionReason
from decision.storage.tables import Coded, case_file, metadata
from plumbing.tables import INSTANT

Index(
    "case_file_turning_18",
    case_file.c.turns_18_on,
    postgresql_where=text("age_band = 'child' AND turns_18_on IS NOT NULL"),
)
Index(
    "case_file_asked_at_18",
    case_file.c.turns_18_on,
    case_file.c.id,
    postgresql_where=text("consent = 'awaiting_at_18'"),
)
Index(
    "case_file_withdrawal_asked",
    case_file.c.received_on,
    case_file.c.id,
    postgresql_where=text("consent = 'withdrawn'"),
)

suspension = Table(
    "suspension",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="suspension_case"), nullable=False),
    Column("before", Text, nullable=False),
    Column("reason", Coded(SuspensionReason), nullable=False),
    Column("suspended_by", UUID, nullable=False),
    Column("suspended_at", INSTANT, nullable=False),
    Column("police_told_on", Date),
    Column("safeguarding_told_on", Date),
    Column("resumed_by", UUID),
    Column("resumed_at", INSTANT),
    Index("suspension_case_id", "case_id", "suspended_at"),
    Index("suspension_one_open", "case_id", unique=True, postgresql_where=text("resumed_at IS NULL")),
)

delay_request = Table(
    "delay_request",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="delay_request_case"), nullable=False),
    Column("asked_by", Coded(Asker), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("recorded_by", UUID, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Column("state", Coded(DelayState), nullable=False),
    Column("not_before", Date),
    Column("answered_by", UUID),
    Column("answered_at", INSTANT),
    Index("delay_request_case_id", "case_id", "recorded_at"),
    Index("delay_request_one_open", "case_id", unique=True, postgresql_where=text("state = 'open'")),
)

consent_at_18 = Table(
    "consent_at_18",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="consent_at_18_case"), nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("how", Text, nullable=False),
    Column("said_on", Date, nullable=False),
    Column("is_support_wanted", Boolean, nullable=False),
    Column("recorded_by", UUID, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Index("consent_at_18_case_id", "case_id", "recorded_at"),
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="withdrawal_case"), nullable=False),
    Column("how", Text, nullable=False),
    Column("said_on", Date, nullable=False),
    Column("recorded_by", UUID, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    UniqueConstraint("case_id", name="withdrawal_one_for_a_case"),
)

case_note = Table(
    "case_note",
    metadata,
    Column("subject_id", UUID, nullable=False),
    Column("about", Text, nullable=False),
    Column("case_id", UUID, ForeignKey("case_file.id", name="case_note_case"), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("written_by", UUID, nullable=False),
    Column("written_at", INSTANT, nullable=False),
    PrimaryKeyConstraint("subject_id", "about", name="case_note_pkey"),
    Index("case_note_case_id", "case_id", "written_at"),
)
