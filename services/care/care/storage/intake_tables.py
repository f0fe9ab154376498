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
)
from sqlalchemy.dialects.postgresql import UUID

from care.domain.assessments import Assessor, Kind, Method, Outcome
from care.domain.attempts import Result, Way
from care.domain.emergency import CouncilHelp, Living
from care.storage.columns import Coded, by_whom, codes, of_a_case, one_at_a_time
from care.storage.tables import metadata
from plumbing.tables import INSTANT

contact_attempt = Table(
    "contact_attempt",
    metadata,
    *of_a_case(),
    Column("way", Coded(Way), nullable=False),
    Column("result", Coded(Result), nullable=False),
    *by_whom("tried"),
    Index("contact_attempt_support_case_id", "support_case_id", "tried_at"),
)

# Append-only: needs that change are assessed again (LC-7).
assessment = Table(
    "assessment",
    metadata,
    *of_a_case(),
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
    *of_a_case(),
    Column("placement_id", UUID, ForeignKey("placement.id"), nullable=False),
    Column("person_id", UUID, nullable=False),
    codes("pack"),
    Column("clothing_sets", Integer, nullable=False),
    Column("is_age_appropriate", Boolean, nullable=False),
    Column("is_complete", Boolean, nullable=False),
    *by_whom("issued"),
    CheckConstraint("clothing_sets >= 0", name="material_issue_clothing_sets"),
    Index("material_issue_support_case_id", "support_case_id", "person_id"),
)

# A changed date is a new row; the old one keeps the instant at which it stopped being believed.
pregnancy = Table(
    "pregnancy",
    metadata,
    *of_a_case(),
    Column("due_on", Date, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    *by_whom("recorded"),
    Column("replaced_at", INSTANT),
    CheckConstraint("first_on <= last_on AND last_on <= due_on", name="pregnancy_days"),
    one_at_a_time("pregnancy", "replaced_at IS NULL"),
)
