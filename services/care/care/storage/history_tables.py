"""What happened to placements and beds, and what has to follow: kept beside the tables they are about."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from care.domain.changes import Change
from care.domain.tasks import TaskKind
from care.storage.columns import Coded, by_whom, of_a_provider, perhaps_by_whom
from care.storage.tables import metadata
from plumbing.tables import INSTANT

# Append-only: nobody may change or delete what was written down (PL-15 to PL-21).
placement_change = Table(
    "placement_change",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("placement_id", UUID, ForeignKey("placement.id"), nullable=False),
    of_a_provider(),
    Column("kind", Coded(Change), nullable=False),
    Column("arrival_before", Date, nullable=False),
    Column("arrival_after", Date, nullable=False),
    Column("departure_before", Date, nullable=False),
    Column("departure_after", Date, nullable=False),
    Column("turnaround_before", Integer, nullable=False),
    Column("turnaround_after", Integer, nullable=False),
    Column("is_authorised", Boolean),
    Column("reason", Text),
    *by_whom("made"),
    Index("placement_change_placement_id", "placement_id", "made_at"),
)

# A task that runs against time has all three of its clock: when it started, when it is due, by which rules.
placement_task = Table(
    "placement_task",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("kind", Coded(TaskKind), nullable=False),
    Column("placement_id", UUID, ForeignKey("placement.id"), nullable=False),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    of_a_provider(),
    Column("raised_at", INSTANT, nullable=False),
    Column("started_at", INSTANT),
    Column("due_at", INSTANT),
    Column("policy_version", Text),
    *perhaps_by_whom("done", of="placement_task"),
    CheckConstraint(
        "(started_at IS NULL) = (due_at IS NULL) AND (due_at IS NULL) = (policy_version IS NULL)",
        name="placement_task_clock",
    ),
    Index(
        "placement_task_open",
        "placement_id",
        "kind",
        unique=True,
        postgresql_where=text("done_at IS NULL"),
    ),
    Index("placement_task_provider_id", "provider_id", "raised_at"),
)

# Times a bed was open before it was closed and opened again; the present one is on the bed itself.
bed_earlier_service = Table(
    "bed_earlier_service",
    metadata,
    Column("bedspace_id", UUID, ForeignKey("bedspace.id"), primary_key=True),
    Column("first_on", Date, primary_key=True),
    Column("last_on", Date, nullable=False),
    of_a_provider(),
    CheckConstraint("first_on <= last_on", name="bed_earlier_service_days"),
)
