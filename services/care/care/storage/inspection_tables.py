"""Inspections of subcontractors, and what they recommend."""

from sqlalchemy import (
    UUID,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
)

from care.domain.inspections import Kind
from care.storage.columns import Coded, by_which_rule, by_whom, of_a_provider
from care.storage.tables import metadata
from plumbing.tables import INSTANT

inspection = Table(
    "inspection",
    metadata,
    Column("id", UUID, primary_key=True),
    of_a_provider(),
    Column("kind", Coded(Kind), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("next_due_on", Date, nullable=False),
    *by_which_rule(),
    *by_whom("noted"),
    CheckConstraint("next_due_on > held_on", name="inspection_next"),
    UniqueConstraint("provider_id", "kind", "held_on", name="inspection_once"),
)

inspection_recommendation = Table(
    "inspection_recommendation",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("inspection_id", UUID, ForeignKey("inspection.id"), nullable=False),
    of_a_provider(),
    Column("words", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("answer", Text),
    Column("answered_at", INSTANT),
    Column("answered_by", Text),
    CheckConstraint(
        "(answer IS NULL) = (answered_at IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)",
        name="inspection_recommendation_answered",
    ),
    Index("inspection_recommendation_inspection_id", "inspection_id"),
)
