"""The table of disqualifications considered, imposed or not."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Table, text
from sqlalchemy.dialects.postgresql import UUID

from decision.domain.delay import Asker
from decision.domain.disqualification import DisqualificationGround, DisqualificationState
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

disqualification = Table(
    "disqualification",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="disqualification_case"), nullable=False),
    Column("ground", Coded(DisqualificationGround), nullable=False),
    Column("notified_by", UUID, nullable=False),
    Column("notified_at", INSTANT, nullable=False),
    Column("state", Coded(DisqualificationState), nullable=False),
    Column("represented_on", Date),
    Column("is_representation_late", Boolean),
    Column("is_to_be_imposed", Boolean),
    Column("has_weighed_retrafficking", Boolean),
    Column("assessed_by", UUID),
    Column("assessed_at", INSTANT),
    Column("reviewed_by", UUID),
    Column("reviewed_at", INSTANT),
    Column("quashed_by", UUID),
    Column("quashed_at", INSTANT),
    Column("asked_on", Date),
    Column("asked_by", Coded(Asker)),
    Column("answered_by", UUID),
    Column("answered_at", INSTANT),
    Index("disqualification_case_id", "case_id", "notified_at"),
    Index(
        "disqualification_one_open",
        "case_id",
        unique=True,
        postgresql_where=text("state IN ('notified', 'assessed', 'imposed')"),
    ),
)
