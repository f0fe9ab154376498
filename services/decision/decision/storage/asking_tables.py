"""Tables of what was tried to hear from those who know the person."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, LargeBinary, Table
from sqlalchemy.dialects.postgresql import UUID

from decision.domain.asked_parties import AskedParty, How, Result, WhyNot
from decision.domain.decisions import DecisionKind
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

contact_attempt = Table(
    "contact_attempt",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="contact_attempt_case"), nullable=False),
    Column("party", Coded(AskedParty), nullable=False),
    Column("before", Coded(DecisionKind), nullable=False),
    Column("request_id", UUID, ForeignKey("information_request.id", name="contact_attempt_request")),
    Column("how", Coded(How), nullable=False),
    Column("tried_on", Date, nullable=False),
    Column("result", Coded(Result), nullable=False),
    Column("is_negative_likely", Boolean, nullable=False),
    Column("sealed_who", LargeBinary, nullable=False),
    Column("sealed_note", LargeBinary, nullable=False),
    Column("logged_by", UUID, nullable=False),
    Column("logged_at", INSTANT, nullable=False),
    Index("contact_attempt_case_id", "case_id", "logged_at"),
)

not_asked = Table(
    "not_asked",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="not_asked_case"), nullable=False),
    Column("party", Coded(AskedParty), nullable=False),
    Column("before", Coded(DecisionKind), nullable=False),
    Column("why", Coded(WhyNot), nullable=False),
    Column("sealed_words", LargeBinary, nullable=False),
    Column("said_by", UUID, nullable=False),
    Column("said_at", INSTANT, nullable=False),
    Index("not_asked_case_id", "case_id", "said_at"),
)
