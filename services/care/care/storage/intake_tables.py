"""Coming into support: attempts, assessments, what people are given. Words are sealed apart."""

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
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import UUID, ExcludeConstraint

from care.domain.assessments import Assessor, Kind, Method, Outcome
from care.domain.attempts import Result, Way
from care.domain.emergency import CouncilHelp, Living
from care.storage.columns import Coded, codes
from care.storage.tables import metadata
from plumbing.tables import INSTANT

contact_attempt = Table(
    "contact_attempt",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("way", Coded(Way), nullable=False),
    Column("result", Coded(Result), nullable=False),
    Column("tried_at", INSTANT, nullable=False),
    Column("tried_by", Text, nullable=False),
    Index("contact_attempt_support_case_id", "support_case_id", "tried_at"),
)

# Append-only: needs that change are assessed again (LC-7).
assessment = Table(
    "assessment",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("kind", Coded(Kind), nullable=False),
    Column("assessor", Coded(Assessor), nullable=False),
    Column("assessor_org", Text, ForeignKey("provider.id"), nullable=False),
    Column("held_by", Text, nullable=False),
    Column("method", Coded(Method), nullable=False),
    Column("has_interpreter", Boolean, nullable=False),
    Column("is_interpreter_acceptable", Boolean),
    codes("not_asked"),
    Column("outcome", Coded(Outcome), nullable=False),
    Column("done_at", INSTANT, nullable=False),
    Column("living", Coded(Living)),
    codes("grounds"),
    Column("destitute_on", Date),
    Column("council_help", Coded(CouncilHelp)),
    CheckConstraint(
        "has_interpreter = (is_interpreter_acceptable IS NOT NULL)", name="assessment_interpreter"
    ),
    CheckConstraint("(kind = 'initial') = (living IS NOT NULL)", name="assessment_living"),
    CheckConstraint(
        "outcome <> 'emergency' OR (cardinality(grounds) > 0 AND council_help IS NOT NULL"
        " AND council_help <> 'available')",
        name="assessment_emergency",
    ),
    Index("assessment_support_case_id", "support_case_id", "done_at"),
)

material_issue = Table(
    "material_issue",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("placement_id", UUID, ForeignKey("placement.id"), nullable=False),
    Column("person_id", UUID, nullable=False),
    codes("pack"),
    Column("clothing_sets", Integer, nullable=False),
    Column("is_age_appropriate", Boolean, nullable=False),
    Column("is_complete", Boolean, nullable=False),
    Column("issued_at", INSTANT, nullable=False),
    Column("issued_by", Text, nullable=False),
    CheckConstraint("clothing_sets >= 0", name="material_issue_clothing_sets"),
    Index("material_issue_support_case_id", "support_case_id", "person_id"),
)

# A changed date is a new row; the old one keeps the instant at which it stopped being believed.
pregnancy = Table(
    "pregnancy",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("replaced_at", INSTANT),
    CheckConstraint("first_on <= last_on AND last_on <= due_on", name="pregnancy_days"),
    ExcludeConstraint(
        ("support_case_id", "="),
        (literal_column("daterange(first_on, last_on, '[]')"), "&&"),
        where=text("replaced_at IS NULL"),
        using="gist",
        name="pregnancy_once",
    ),
)
