"""Table of the cases that are linked, or merged into another."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, text
from sqlalchemy.dialects.postgresql import JSONB, UUID

from decision.storage.tables import metadata
from plumbing.tables import INSTANT

case_link = Table(
    "case_link",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="case_link_case"), nullable=False),
    Column("other_id", UUID, ForeignKey("case_file.id", name="case_link_other"), nullable=False),
    Column("is_merge", Boolean, nullable=False),
    Column("before", JSONB, nullable=False),
    Column("made_by", UUID, nullable=False),
    Column("made_at", INSTANT, nullable=False),
    Column("undone_by", UUID),
    Column("undone_at", INSTANT),
    Index("case_link_other_id", "other_id"),
    Index(
        "case_link_merged_once",
        "case_id",
        unique=True,
        postgresql_where=text("is_merge AND undone_at IS NULL"),
    ),
    Index("case_link_once", "case_id", "other_id", unique=True, postgresql_where=text("undone_at IS NULL")),
)
