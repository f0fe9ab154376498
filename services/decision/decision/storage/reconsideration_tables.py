"""The table of requests to look at a negative decision again."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from decision.domain.decisions import DecisionKind
from decision.domain.delay import Asker
from decision.domain.reconsideration import Ground, Point, Refusal, RequestState, Timing
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

reconsideration = Table(
    "reconsideration",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="reconsideration_case"), nullable=False),
    Column("decision_id", UUID, ForeignKey("decision.id", name="reconsideration_decision"), nullable=False),
    Column("kind", Coded(DecisionKind), nullable=False),
    Column("ground", Coded(Ground), nullable=False),
    Column("point", Coded(Point)),
    Column("asked_by", Coded(Asker), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("policy_version", Text),
    Column("timing", Coded(Timing), nullable=False),
    Column("accepted_until", Date),
    Column("is_evidence_enclosed", Boolean, nullable=False),
    Column("is_removal_intended", Boolean, nullable=False),
    Column("is_excluded", Boolean, nullable=False),
    Column("was_exited", Boolean, nullable=False),
    Column("recorded_by", UUID, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Column("state", Coded(RequestState), nullable=False),
    Column("refusal", Coded(Refusal)),
    Column("answered_by", UUID),
    Column("answered_at", INSTANT),
    Column("decided_by", UUID),
    Column("decided_at", INSTANT),
    Index("reconsideration_case_id", "case_id", "recorded_at"),
    Index(
        "reconsideration_one_open",
        "case_id",
        unique=True,
        postgresql_where=text("state IN ('requested', 'accepted')"),
    ),
    Index(
        "reconsideration_once_for_each_point",
        "decision_id",
        "point",
        unique=True,
        postgresql_where=text("policy_version = 'PV-SG1' AND point <> 'something_else'"),
    ),
)
