"""Who belongs to whom, and who must never meet."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from care.domain.household import Relation
from care.domain.kept_apart import Danger
from care.domain.people import Gender
from care.storage.columns import Coded, by_whom, of_a_case, perhaps_by_whom
from care.storage.tables import metadata
from plumbing.tables import INSTANT

dependant = Table(
    "dependant",
    metadata,
    *of_a_case(),
    Column("known_as", Text),
    Column("born_on", Date, nullable=False),
    Column("relation", Coded(Relation), nullable=False),
    Column("gender", Coded(Gender)),
    Column("own_reference", Text),
    Column("school", Text),
    Column("lives_with_person", Boolean, nullable=False),
    Column("needs", Text),
    Column("risks", Text),
    Column("risks_assessed_at", INSTANT),
    Column("risks_assessed_by", Text),
    Column("added_at", INSTANT, nullable=False),
    CheckConstraint("(risks_assessed_at IS NULL) = (risks_assessed_by IS NULL)", name="dependant_assessed"),
    Index("dependant_support_case_id", "support_case_id"),
)

# Two people who must never see or share a house (VI-4). Why is a code: nobody who exploited them is named.
kept_apart = Table(
    "kept_apart",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("one_id", UUID, nullable=False),
    Column("other_id", UUID, nullable=False),
    Column("danger", Coded(Danger), nullable=False),
    *by_whom("noted"),
    *perhaps_by_whom("ended", of="kept_apart"),
    CheckConstraint("one_id < other_id", name="kept_apart_in_order"),
    Index("kept_apart_once", "one_id", "other_id", unique=True, postgresql_where=text("ended_at IS NULL")),
    Index("kept_apart_other_id", "other_id"),
)
