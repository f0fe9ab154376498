"""Tables of decision letters served, of the words sealed beside them, and of mails that wait."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from decision.domain.letters import How, Proof
from decision.domain.notices import Gets, Recipient
from decision.domain.told import Who
from decision.storage.tables import Coded, metadata
from plumbing.tables import INSTANT

letter = Table(
    "letter",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="letter_case"), nullable=False),
    Column("decision_id", UUID, ForeignKey("decision.id", name="letter_decision"), nullable=False),
    Column("recipient", Coded(Recipient), nullable=False),
    Column("gets", Coded(Gets), nullable=False),
    Column("is_child", Boolean, nullable=False),
    Column("not_before", Date),
    Column("how", Coded(How), nullable=False),
    Column("sent_on", Date, nullable=False),
    Column("sent_by", UUID, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Column("address_checked_by", UUID, nullable=False),
    Column("after_death", Boolean, nullable=False),
    Column("received_on", Date),
    Column("proof", Coded(Proof)),
    Column("receipt_by", UUID),
    Column("receipt_at", INSTANT),
    Index("letter_case_id", "case_id", "recorded_at"),
)

letter_words = Table(
    "letter_words",
    metadata,
    Column("letter_id", UUID, ForeignKey("letter.id", name="letter_words_letter"), nullable=False),
    Column("about", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("letter_id", "about", name="letter_words_pkey"),
)

unsafe_address = Table(
    "unsafe_address",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="unsafe_address_case"), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("reported_by", UUID, nullable=False),
    Column("reported_at", INSTANT, nullable=False),
    Index("unsafe_address_case_id", "case_id"),
)

mail = Table(
    "mail",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("cause", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", UUID),
    Column("party", Coded(Who)),
    Column("address", Text),
    Column("case_id", UUID, ForeignKey("case_file.id", name="mail_case"), nullable=False),
    Column("reference", Text, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("sent_at", INSTANT),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", INSTANT, nullable=False),
    UniqueConstraint("cause", name="mail_once"),
    Index("mail_waiting", "next_try_at", postgresql_where=text("sent_at IS NULL")),
)
