"""Incidents, people who are missing, complaints: codes and instants. The words are sealed apart."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from care.domain.complaints import About, Alternative, Outcome
from care.domain.incidents import Category, Severity
from care.domain.missing_people import Ending
from care.storage.columns import (
    Coded,
    by_which_rule,
    by_whom,
    of_a_case,
    of_a_case_at_a_provider,
    of_a_provider,
    perhaps_by_whom,
    together,
)
from care.storage.tables import metadata
from plumbing.tables import INSTANT

incident = Table(
    "incident",
    metadata,
    *of_a_case_at_a_provider(),
    Column("category", Coded(Category), nullable=False),
    Column("severity", Coded(Severity), nullable=False),
    Column("occurred_at", INSTANT),
    Column("known_at", INSTANT, nullable=False),
    *by_whom("recorded"),
    Column("due_at", INSTANT, nullable=False),
    *by_which_rule(),
    *perhaps_by_whom("reported", of="incident"),
    Column("safeguarding_told_at", INSTANT),
    *perhaps_by_whom("closed", of="incident"),
    CheckConstraint("known_at <= recorded_at", name="incident_known"),
    CheckConstraint(
        "severity = 'critical' OR category NOT IN"
        " ('death', 'address_compromised', 'exploiter_contact', 'missing')",
        name="incident_always_critical",
    ),
    CheckConstraint("closed_at IS NULL OR reported_at IS NOT NULL", name="incident_reported_first"),
    Index("incident_support_case_id", "support_case_id"),
    Index("incident_open", "due_at", postgresql_where=text("closed_at IS NULL")),
)

missing_episode = Table(
    "missing_episode",
    metadata,
    *of_a_case_at_a_provider(),
    Column("placement_id", UUID, ForeignKey("placement.id")),
    Column("last_seen_at", INSTANT, nullable=False),
    *by_whom("noticed"),
    Column("bed_kept_until", INSTANT, nullable=False),
    *by_which_rule(),
    Column("told", JSONB, nullable=False),
    Column("bed_released_at", INSTANT),
    Column("ended_at", INSTANT),
    Column("ending", Coded(Ending)),
    CheckConstraint("last_seen_at <= noticed_at", name="missing_episode_seen"),
    CheckConstraint(
        "bed_released_at IS NULL OR bed_released_at >= bed_kept_until", name="missing_episode_bed_kept"
    ),
    together("missing_episode", "ended", "ended_at", "ending"),
    Index(
        "missing_episode_one_open", "support_case_id", unique=True, postgresql_where=text("ended_at IS NULL")
    ),
    Index("missing_episode_support_case_id", "support_case_id"),
)

# A house whose address the wrong people may know, until somebody says that it is safe.
house_flag = Table(
    "house_flag",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("premises_id", UUID, ForeignKey("premises.id"), nullable=False),
    of_a_provider(),
    Column("incident_id", UUID, ForeignKey("incident.id"), nullable=False),
    Column("raised_at", INSTANT, nullable=False),
    *perhaps_by_whom("lifted", of="house_flag"),
    Index("house_flag_one_open", "premises_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
)

# Through whom their pursuers found a house. Unlike the flag, this is never lifted.
known_house = Table(
    "known_house",
    metadata,
    Column("premises_id", UUID, ForeignKey("premises.id"), primary_key=True),
    Column("person_id", UUID, primary_key=True),
    of_a_provider(),
    Column("incident_id", UUID, ForeignKey("incident.id"), nullable=False),
    Column("noted_at", INSTANT, nullable=False),
)

complaint = Table(
    "complaint",
    metadata,
    *of_a_case(),
    of_a_provider(),
    Column("about", Coded(About), nullable=False),
    Column("received_on", Date, nullable=False),
    *by_whom("recorded"),
    Column("answered_at", INSTANT),
    Column("answered_by", Text),
    Column("outcome", Coded(Outcome)),
    CheckConstraint("answered_by IS NULL OR answered_by <> recorded_by", name="complaint_second_person"),
    together("complaint", "answered", "answered_at", "answered_by", "outcome"),
    Index("complaint_support_case_id", "support_case_id"),
)

asked_to_leave = Table(
    "asked_to_leave",
    metadata,
    Column("placement_id", UUID, ForeignKey("placement.id"), primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    of_a_provider(),
    Column("warned_on", Date),
    Column("alternative", Coded(Alternative), nullable=False),
    Column("is_prime_told", Boolean, nullable=False),
    *by_whom("decided"),
    CheckConstraint("is_prime_told", name="asked_to_leave_prime_told"),
)
