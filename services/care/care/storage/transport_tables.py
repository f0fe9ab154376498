"""Journeys to houses. Where a house stands is not here."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text, Time
from sqlalchemy.dialects.postgresql import UUID

from care.storage.columns import by_whom, of_a_provider
from care.storage.tables import metadata
from plumbing.tables import INSTANT

transport = Table(
    "transport",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("placement_id", UUID, ForeignKey("placement.id"), nullable=False),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("referral_id", UUID, nullable=False),
    Column("premises_id", UUID, ForeignKey("premises.id"), nullable=False),
    of_a_provider(),
    Column("driver_id", Text, nullable=False),
    Column("pick_up_on", Date, nullable=False),
    Column("earliest", Time, nullable=False),
    Column("latest", Time, nullable=False),
    Column("seats", Integer, nullable=False),
    *by_whom("arranged"),
    Column("done_at", INSTANT),
    Column("version", Integer, nullable=False),
    CheckConstraint("earliest <= latest", name="transport_times"),
    CheckConstraint("seats > 0", name="transport_seats"),
    Index("transport_placement_id", "placement_id"),
    Index("transport_driver_id", "driver_id", "pick_up_on"),
)
