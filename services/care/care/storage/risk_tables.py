"""Incidents, people who are missing, complaints: codes and instants. The words are sealed apart."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from care.domain.complaints import About, Alternative, Outcome
from care.domain.incidents import Category, Severity
from care.domain.missing_people import Ending
from care.storage.columns import Coded
from care.storage.tables import metadata
from plumbing.tables import INSTANT


def _together(table: str, name: str, *columns: str) -> CheckConstraint:
    """All of these are known, or none."""
    same = " AND ".join(f"({columns[0]} IS NULL) = ({other} IS NULL)" for other in columns[1:])
    return CheckConstraint(same, name=f"{table}_{name}")


incident = Table(
    "incident",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("referral_id", UUID, nullable=False),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("category", Coded(Category), nullable=False),
    Column("severity", Coded(Severity), nullable=False),
    Column("occurred_at", INSTANT),
    Column("known_at", INSTANT, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("due_at", INSTANT, nullable=False),
    Column("rule", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("reported_at", INSTANT),
    Column("reported_by", Text),
    Column("safeguarding_told_at", INSTANT),
    Column("closed_at", INSTANT),
    Column("closed_by", Text),
    CheckConstraint("known_at <= recorded_at", name="incident_known"),
    CheckConstraint(
        "severity = 'critical' OR category NOT IN"
        " ('death', 'address_compromised', 'exploiter_contact', 'missing')",
        name="incident_always_critical",
    ),
    CheckConstraint("closed_at IS NULL OR reported_at IS NOT NULL", name="incident_reported_first"),
    _together("incident", "reported", "reported_at", "reported_by"),
    _together("incident", "closed", "closed_at", "closed_by"),
    Index("incident_support_case_id", "support_case_id"),
    Index("incident_open", "due_at", postgresql_where=text("closed_at IS NULL")),
)

missing_episode = Table(
    "missing_episode",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("referral_id", UUID, nullable=False),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("placement_id", UUID, ForeignKey("placement.id")),
    Column("last_seen_at", INSTANT, nullable=False),
    Column("noticed_at", INSTANT, nullable=False),
    Column("noticed_by", Text, nullable=False),
    Column("bed_kept_until", INSTANT, nullable=False),
    Column("rule", Text, nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("told", JSONB, nullable=False),
    Column("bed_released_at", INSTANT),
    Column("ended_at", INSTANT),
    Column("ending", Coded(Ending)),
    CheckConstraint("last_seen_at <= noticed_at", name="missing_episode_seen"),
    CheckConstraint(
        "bed_released_at IS NULL OR bed_released_at >= bed_kept_until", name="missing_episode_bed_kept"
    ),
    _together("missing_episode", "ended", "ended_at", "ending"),
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
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("incident_id", UUID, ForeignKey("incident.id"), nullable=False),
    Column("raised_at", INSTANT, nullable=False),
    Column("lifted_at", INSTANT),
    Column("lifted_by", Text),
    _together("house_flag", "lifted", "lifted_at", "lifted_by"),
    Index("house_flag_one_open", "premises_id", unique=True, postgresql_where=text("lifted_at IS NULL")),
)

# Through whom their pursuers found a house. Unlike the flag, this is never lifted.
known_house = Table(
    "known_house",
    metadata,
    Column("premises_id", UUID, ForeignKey("premises.id"), primary_key=True),
    Column("person_id", UUID, primary_key=True),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("incident_id", UUID, ForeignKey("incident.id"), nullable=False),
    Column("noted_at", INSTANT, nullable=False),
)

complaint = Table(
    "complaint",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("about", Coded(About), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("answered_at", INSTANT),
    Column("answered_by", Text),
    Column("outcome", Coded(Outcome)),
    CheckConstraint("answered_by IS NULL OR answered_by <> recorded_by", name="complaint_second_person"),
    _together("complaint", "answered", "answered_at", "answered_by", "outcome"),
    Index("complaint_support_case_id", "support_case_id"),
)

asked_to_leave = Table(
    "asked_to_leave",
    metadata,
    Column("placement_id", UUID, ForeignKey("placement.id"), primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("provider_id", Text, ForeignKey("provider.id"), nullable=False),
    Column("warned_on", Date),
    Column("alternative", Coded(Alternative), nullable=False),
    Column("is_prime_told", Boolean, nullable=False),
    Column("decided_at", INSTANT, nullable=False),
    Column("decided_by", Text, nullable=False),
    CheckConstraint("is_prime_told", name="asked_to_leave_prime_told"),
)
