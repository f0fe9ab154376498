"""Cases of one person, linked or merged."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, func, text
from sqlalchemy.dialects.postgresql import UUID

from decision.domain.overlays import Lineage
from decision.storage.tables import Coded, case_file, metadata
from plumbing.tables import INSTANT

STANDS = text("undone_at IS NULL")
STANDS_ALONE = case_file.c.merged_into.is_(None)

joined_cases = Table(
    "joined_cases",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("later_id", UUID, ForeignKey("case_file.id", name="joined_cases_later"), nullable=False),
    Column("earlier_id", UUID, ForeignKey("case_file.id", name="joined_cases_earlier"), nullable=False),
    Column("is_merged", Boolean, nullable=False),
    Column("lineage", Coded(Lineage)),
    Column("lineage_was", Coded(Lineage)),
    Column("joined_by", UUID, nullable=False),
    Column("joined_at", INSTANT, nullable=False),
    Column("undone_by", UUID),
    Column("undone_at", INSTANT),
    Index("joined_cases_later_id", "later_id"),
    Index("joined_cases_earlier_id", "earlier_id"),
    Index(
        "joined_cases_merged_once",
        "later_id",
        unique=True,
        postgresql_where=text("is_merged AND undone_at IS NULL"),
    ),
)
Index(
    "joined_cases_once",
    func.least(joined_cases.c.later_id, joined_cases.c.earlier_id),
    func.greatest(joined_cases.c.later_id, joined_cases.c.earlier_id),
    joined_cases.c.is_merged,
    unique=True,
    postgresql_where=STANDS,
)
Index(
    "case_file_merged_into_id",
    case_file.c.merged_into,
    postgresql_where=text("merged_into IS NOT NULL"),
)
