"""The clocks that run in a support case, and everything about leaving it."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from care.domain.extension import ExtensionState
from care.domain.move_on import Kind, Result
from care.domain.support_clocks import ClockState
from care.storage.columns import Coded, of_a_case
from care.storage.recommendations import RECOMMENDATIONS
from care.storage.tables import metadata
from plumbing.tables import INSTANT

support_clock = Table(
    "support_clock",
    metadata,
    *of_a_case(),
    Column("referral_id", UUID, nullable=False),
    Column("rule", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("calendar_version", Text, nullable=False),
    Column("selected_on", Date, nullable=False),
    Column("started_at", INSTANT, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("due_at", INSTANT, nullable=False),
    Column("warn_at", INSTANT),
    Column("subject_id", UUID),
    Column("state", Coded(ClockState), nullable=False),
    Column("outcome", Text),
    Column("ended_at", INSTANT),
    Column("warned_at", INSTANT),
    Column("breached_at", INSTANT),
    Column("version", Integer, nullable=False),
    CheckConstraint(
        "(state = 'ended') = (ended_at IS NOT NULL) AND (outcome IS NULL) = (ended_at IS NULL)",
        name="support_clock_ended",
    ),
    Index(
        "support_clock_once",
        "support_case_id",
        "rule",
        text("coalesce(subject_id, support_case_id)"),
        unique=True,
        postgresql_where=text("state = 'running'"),
    ),
    Index("support_clock_running", "due_at", postgresql_where=text("state = 'running'")),
)

extension_request = Table(
    "extension_request",
    metadata,
    *of_a_case(),
    Column("referral_id", UUID, nullable=False),
    Column("number", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("is_exceptional", Boolean, nullable=False),
    Column("exit_on", Date, nullable=False),
    Column("new_exit_on", Date, nullable=False),
    Column("sent_at", INSTANT, nullable=False),
    Column("answer_due_on", Date, nullable=False),
    Column("state", Coded(ExtensionState), nullable=False),
    Column("answered_at", INSTANT),
    Column("second_look_at", INSTANT),
    Column("version", Integer, nullable=False),
    CheckConstraint("days > 0 AND new_exit_on > exit_on", name="extension_request_days"),
    CheckConstraint("(state = 'sent') = (answered_at IS NULL)", name="extension_request_answered"),
    UniqueConstraint("support_case_id", "number", name="extension_request_number"),
    Index("extension_request_open", "support_case_id", unique=True, postgresql_where=text("state = 'sent'")),
)

needs_assessment = Table(
    "needs_assessment",
    metadata,
    *of_a_case(),
    Column("referral_id", UUID, nullable=False),
    Column("number", Integer, nullable=False),
    Column("period_from", Date, nullable=False),
    Column("recommendations", RECOMMENDATIONS, nullable=False),
    Column("submitted_at", INSTANT, nullable=False),
    Column("decision_due_on", Date, nullable=False),
    Column("decided_at", INSTANT),
    Column("copy_given_at", INSTANT),
    Column("version", Integer, nullable=False),
    CheckConstraint("copy_given_at IS NULL OR decided_at IS NOT NULL", name="needs_assessment_copy"),
    UniqueConstraint("support_case_id", "number", name="needs_assessment_number"),
    Index(
        "needs_assessment_open",
        "support_case_id",
        unique=True,
        postgresql_where=text("decided_at IS NULL"),
    ),
)

move_on_plan = Table(
    "move_on_plan",
    metadata,
    Column("support_case_id", UUID, ForeignKey("support_case.id"), primary_key=True),
    Column("begun_at", INSTANT, nullable=False),
    Column("settled", ARRAY(Text), nullable=False),
    Column("destination", Text),
    Column("changed_at", INSTANT),
    Column("version", Integer, nullable=False),
)

leaving_step = Table(
    "leaving_step",
    metadata,
    *of_a_case(),
    Column("kind", Coded(Kind), nullable=False),
    Column("council", Text),
    Column("asked_at", INSTANT, nullable=False),
    Column("result", Coded(Result), nullable=False),
    Column("reason", Text),
    Column("answered_at", INSTANT),
    Column("checks", ARRAY(Text), nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("(result = 'refused') = (reason IS NOT NULL)", name="leaving_step_refused"),
    Index("leaving_step_support_case_id", "support_case_id", "asked_at"),
)
