"""Plans, contacts and needs. What people say is sealed apart, with the case's own key."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import UUID

from care.domain.journey import ContactKind, GoalState
from care.domain.needs import Need
from care.storage.columns import Coded, by_whom, of_a_case
from care.storage.tables import metadata
from plumbing.tables import INSTANT

# Whatever is written about a person in support: sealed with the key of their referral.
sealed_text = Table(
    "sealed_text",
    metadata,
    Column("subject_id", UUID, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("sealed_text_support_case_id", "support_case_id"),
)

journey_goal = Table(
    "journey_goal",
    metadata,
    *of_a_case(),
    Column("need", Coded(Need), nullable=False),
    Column("is_persons_own", Boolean, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("added_at", INSTANT, nullable=False),
    Column("state", Coded(GoalState), nullable=False),
    Column("ended_at", INSTANT),
    Column("version", Integer, nullable=False),
    CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="journey_goal_ended"),
    Index("journey_goal_support_case_id", "support_case_id", "state"),
)

plan_review = Table(
    "plan_review",
    metadata,
    *of_a_case(),
    Column("held_on", Date, nullable=False),
    Column("is_agreed", Boolean, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
    Index("plan_review_support_case_id", "support_case_id", "held_on"),
)

support_contact = Table(
    "support_contact",
    metadata,
    *of_a_case(),
    Column("kind", Coded(ContactKind), nullable=False),
    Column("happened_at", INSTANT, nullable=False),
    Column("by", Text, nullable=False),
    Index("support_contact_support_case_id", "support_case_id", "happened_at"),
)

needs_answer = Table(
    "needs_answer",
    metadata,
    Column("support_case_id", UUID, ForeignKey("support_case.id"), primary_key=True),
    Column("need", Coded(Need), primary_key=True),
    Column("is_shared", Boolean, nullable=False),
    *by_whom("asked"),
    Column("asked_at_provider", Text, ForeignKey("provider.id"), nullable=False),
    Column("times_asked", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("times_asked >= 1", name="needs_answer_asked"),
)
