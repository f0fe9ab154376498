"""What the decision makers said, and how each support case moved: kept for good, by their own times."""

from sqlalchemy import Column, Date, ForeignKey, Identity, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from care.domain.heard import About, Grounds, What
from care.domain.support_states import Step, SupportState
from care.storage.columns import Coded
from care.storage.tables import metadata
from plumbing.tables import INSTANT

# Append-only. One fact comes once, however often it is announced.
heard_decision = Table(
    "heard_decision",
    metadata,
    Column("referral_id", UUID, ForeignKey("intake.referral_id"), primary_key=True),
    Column("what", Coded(What), primary_key=True),
    Column("at", INSTANT, primary_key=True),
    Column("happened_on", Date, nullable=False),
    Column("about", Coded(About)),
    Column("outcome", Coded(Grounds)),
)

# Received or not: the latest word on each letter, kept also before its decision is known (§14).
heard_letter = Table(
    "heard_letter",
    metadata,
    Column("referral_id", UUID, ForeignKey("intake.referral_id"), primary_key=True),
    Column("decision_id", UUID, primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("sent_at", INSTANT, primary_key=True),
    Column("about", Coded(About), nullable=False),
    Column("outcome", Coded(Grounds), nullable=False),
    Column("received_on", Date),
)

# Append-only.
support_move = Table(
    "support_move",
    metadata,
    Column("number", Integer, Identity(always=True), primary_key=True),
    Column("support_case_id", UUID, ForeignKey("support_case.id"), nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("step", Coded(Step), nullable=False),
    Column("left", Coded(SupportState), nullable=False),
    Column("entered", Coded(SupportState), nullable=False),
    Index("support_move_support_case_id", "support_case_id", "number"),
)
