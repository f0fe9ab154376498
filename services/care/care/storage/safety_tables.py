"""Places of safety: people who are not referred yet, and what is written of them, sealed."""

from sqlalchemy import UUID, CheckConstraint, Column, Date, ForeignKey, Index, LargeBinary, Table, Text

from care.domain.people import Gender, Preference
from care.domain.safety_stay import BroughtBy, End
from care.storage.columns import Coded, by_whom, codes, together
from care.storage.tables import metadata
from plumbing.tables import INSTANT

safety_stay = Table(
    "safety_stay",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("person_id", UUID, nullable=False),
    Column("brought_by", Coded(BroughtBy), nullable=False),
    Column("gender", Coded(Gender)),
    Column("preference", Coded(Preference), nullable=False),
    codes("avoid_areas"),
    *by_whom("recorded"),
    Column("provider_id", Text, ForeignKey("provider.id")),  # nobody's until a house is found
    Column("worker_id", Text),
    Column("arrived_on", Date),
    Column("due_on", Date),
    Column("warn_on", Date),
    Column("policy_version", Text),
    Column("reference", Text),
    Column("referred_at", INSTANT),
    Column("support_case_id", UUID, ForeignKey("support_case.id")),
    Column("ended_on", Date),
    Column("ended_by", Coded(End)),
    together("safety_stay", "clock", "arrived_on", "due_on", "policy_version"),
    together("safety_stay", "referred", "reference", "referred_at"),
    together("safety_stay", "ended", "ended_on", "ended_by"),
    CheckConstraint("support_case_id IS NULL OR reference IS NOT NULL", name="safety_stay_joined"),
    CheckConstraint("worker_id IS NULL OR provider_id IS NOT NULL", name="safety_stay_worker"),
    Index("safety_stay_provider_id", "provider_id"),
    Index("safety_stay_reference", "reference"),
)

safety_stay_text = Table(
    "safety_stay_text",
    metadata,
    Column("safety_stay_id", UUID, ForeignKey("safety_stay.id"), primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
