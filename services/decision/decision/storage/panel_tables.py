"""The table of assurance panels."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import UUID

from decision.domain.panels import LeadAnswer, Member, PanelAnswer
from decision.storage.json_columns import Values
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

assurance_panel = Table(
    "assurance_panel",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="assurance_panel_case"), nullable=False),
    Column("decision_id", UUID, ForeignKey("decision.id", name="assurance_panel_decision"), nullable=False),
    Column("author", UUID, nullable=False),
    Column("panel_on", Date, nullable=False),
    Column("arranged_by", UUID, nullable=False),
    Column("arranged_at", INSTANT, nullable=False),
    Column("papers_sent_on", Date),
    Column("members", Values(Member)),
    Column("answer", Coded(PanelAnswer)),
    Column("answered_on", Date),
    Column("lead_answer", Coded(LeadAnswer)),
    Column("lead_by", UUID),
    Column("lead_at", INSTANT),
    UniqueConstraint("decision_id", name="assurance_panel_one_for_a_decision"),
    Index("assurance_panel_case_id", "case_id"),
)
