"""The tables of the decision service. What must never be wrong is a constraint in the migration."""

from enum import StrEnum
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, REAL, UUID
from sqlalchemy.types import TypeDecorator

from clocks import Confidence, Kind
from decision.domain.asked_parties import AskedParty
from decision.domain.clocks import ClockState, Pause
from decision.domain.decisions import DecisionKind, DecisionState, Outcome, Relied
from decision.domain.definition import Finding, Head
from decision.domain.overlays import Consent, Disqualification, Immigration, Lineage, Whereabouts
from decision.domain.stages import Stage
from decision.storage.json_columns import Values
from plumbing.tables import INSTANT, plumbing_tables

metadata = MetaData()
plumbing = plumbing_tables(metadata)

CodeT = TypeVar("CodeT", bound=StrEnum)
NOT_MERGED = "merged_into IS NULL"
AWAITS_REASONABLE_GROUNDS = "stage IN ('rg_pending', 'rg_more_information', 'rg_suspended', 'rg_review')"


class Coded(TypeDecorator[CodeT], Generic[CodeT]):
    """An enum kept as its value."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[CodeT]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: CodeT | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> CodeT | None:  # noqa: ARG002
        return None if value is None else self.kind(value)


class Pauses(TypeDecorator[tuple[Pause, ...]]):
    """When and why a clock stood still, oldest first."""

    impl = JSONB
    cache_ok = True
    _reader = TypeAdapter(tuple[Pause, ...])

    def process_bind_param(self, value: tuple[Pause, ...] | None, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else self._reader.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Pause, ...]:  # noqa: ARG002
        return self._reader.validate_python(value)


case_file = Table(
    "case_file",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("referral_id", UUID, nullable=False),
    Column("reference", Text, nullable=False),
    Column("received_at", INSTANT, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("opened_at", INSTANT, nullable=False),
    Column("nation", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("region", Text),
    Column("age_band", Text, nullable=False),
    Column("is_age_settled", Boolean, nullable=False),
    Column("is_support_wanted", Boolean, nullable=False),
    Column("competent_authority", Text, nullable=False),
    Column("is_pilot", Boolean, nullable=False),
    Column("turns_18_on", Date),
    Column("hearing_on", Date),
    Column("routing_reason", Text),
    Column("stage", Coded(Stage), nullable=False),
    Column("consent", Coded(Consent), nullable=False),
    Column("whereabouts", Coded(Whereabouts), nullable=False),
    Column("disqualification", Coded(Disqualification), nullable=False),
    Column("immigration", Coded(Immigration), nullable=False),
    Column("lineage", Coded(Lineage), nullable=False),
    Column("taken_by", UUID),
    Column("due_on", Date),
    Column("merged_into", UUID, ForeignKey("case_file.id", name="case_file_merged_into")),
    Column("version", Integer, nullable=False),
    UniqueConstraint("referral_id", name="case_file_one_for_a_referral"),
    UniqueConstraint("reference", name="case_file_reference"),
    Index("case_file_queue", "stage", "due_on", "id"),
    Index(
        "case_file_reasonable_grounds",
        "due_on",
        "id",
        postgresql_where=text(f"{AWAITS_REASONABLE_GROUNDS} AND {NOT_MERGED}"),
    ),
)

clock = Table(
    "clock",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="clock_case"), nullable=False),
    Column("referral_id", UUID, nullable=False),
    Column("rule", Text, nullable=False),
    Column("kind", Coded(Kind), nullable=False),
    Column("policy_version", Text, nullable=False),
    Column("calendar_version", Text, nullable=False),
    Column("nation", Text, nullable=False),
    Column("confidence", Coded(Confidence), nullable=False),
    Column("selected_on", Date, nullable=False),
    Column("started_on", Date, nullable=False),
    Column("due_on", Date),
    Column("warn_on", Date),
    Column("state", Coded(ClockState), nullable=False),
    Column("pauses", Pauses, nullable=False),
    Column("extended_to", Date),
    Column("runs_out", Boolean, nullable=False),
    Column("warned_at", INSTANT),
    Column("breached_at", INSTANT),
    Column("ended_on", Date),
    Column("cause", Text),
    Column("look_at_on", Date),
    Index("clock_case_id", "case_id"),
    Index("clock_open", "id", postgresql_where=text("state <> 'ended'")),
    Index("clock_look_at", "look_at_on", "id", postgresql_where=text("look_at_on IS NOT NULL")),
)

decision = Table(
    "decision",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="decision_case"), nullable=False),
    Column("kind", Coded(DecisionKind), nullable=False),
    Column("outcome", Coded(Outcome), nullable=False),
    Column("state", Coded(DecisionState), nullable=False),
    Column("test", Text, nullable=False),
    Column("written_by", UUID, nullable=False),
    Column("written_at", INSTANT, nullable=False),
    Column("decided_on", Date),
    Column("reviewed_by", UUID),
    Column("reviewed_at", INSTANT),
    Column("head", Coded(Head)),
    Column("findings", Values(Finding), nullable=False),
    Column("relied_on", Values(Relied), nullable=False),
    Column("not_before", Date),
    Column("confirmed_by", UUID),
    Column("kept_on", Date),
    Index("decision_case_id", "case_id"),
    Index("decision_one_held", "case_id", unique=True, postgresql_where=text("state = 'held'")),
    Index(
        "decision_one_under_review",
        "case_id",
        unique=True,
        postgresql_where=text("state = 'awaiting_review'"),
    ),
)

sealed_text = Table(
    "sealed_text",
    metadata,
    Column("decision_id", UUID, ForeignKey("decision.id", name="sealed_text_decision"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("decision_id", "purpose", name="sealed_text_pkey"),
)

decision_draft = Table(
    "decision_draft",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="decision_draft_case"), nullable=False),
    Column("author", UUID, nullable=False),
    Column("kind", Coded(DecisionKind), nullable=False),
    Column("outcome", Coded(Outcome), nullable=False),
    Column("head", Coded(Head)),
    Column("findings", Values(Finding), nullable=False),
    Column("relied_on", Values(Relied), nullable=False),
    Column("sealed_reasons", LargeBinary, nullable=False),
    Column("saved_at", INSTANT, nullable=False),
    UniqueConstraint("case_id", "author", "kind", name="decision_draft_one_for_an_author"),
)

case_history = Table(
    "case_history",
    metadata,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="case_history_case"), nullable=False),
    Column("case_version", Integer, nullable=False),
    Column("at", INSTANT, nullable=False),
    Column("actor", UUID),
    Column("name", Text, nullable=False),
    Column("fact", JSONB, nullable=False),
    Index("case_history_case_id", "case_id", "position"),
)

notification = Table(
    "notification",
    metadata,
    Column("referral_id", UUID, primary_key=True),
    Column("reference", Text, nullable=False),
    Column("recorded_at", INSTANT, nullable=False),
    Column("nation", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("is_person_identified", Boolean, nullable=False),
    UniqueConstraint("reference", name="notification_reference"),
)

support = Table(
    "support",
    metadata,
    Column("referral_id", UUID, primary_key=True),
    Column("support_case_id", UUID, nullable=False),
    Column("opened_at", INSTANT),
    Column("first_contact_at", INSTANT),
    Column("started_on", Date),
)

placement = Table(
    "placement",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("referral_id", UUID, nullable=False),
    Column("region", Text, nullable=False),
    Column("arrived_on", Date),
    Column("planned_until", Date),
    Column("departed_on", Date),
    Index("placement_referral_id", "referral_id"),
)

suspected_duplicate = Table(
    "suspected_duplicate",
    metadata,
    Column("referral_id", UUID, nullable=False),
    Column("candidate_id", UUID, nullable=False),
    Column("score", REAL, nullable=False),
    Column("suspected_at", INSTANT, nullable=False),
    PrimaryKeyConstraint("referral_id", "candidate_id", name="suspected_duplicate_pkey"),
    Index("suspected_duplicate_candidate_id", "candidate_id"),
)

CLOCK_OF_REQUEST = ForeignKey(
    "clock.id", name="information_request_clock", deferrable=True, initially="DEFERRED"
)
information_request = Table(
    "information_request",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("case_id", UUID, ForeignKey("case_file.id", name="information_request_case"), nullable=False),
    Column("party", Coded(AskedParty), nullable=False),
    Column("before", Coded(DecisionKind), nullable=False),
    Column("asked_by", UUID, nullable=False),
    Column("asked_at", INSTANT, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("sealed_question", LargeBinary, nullable=False),
    Column("is_negative_likely", Boolean, nullable=False),
    Column("clock_id", UUID, CLOCK_OF_REQUEST),
    Column("reminded_at", INSTANT),
    Column("answered_at", INSTANT),
    Column("received_on", Date),
    Column("sealed_answer", LargeBinary),
    Column("evidence", ARRAY(UUID), nullable=False),
    Index("information_request_case_id", "case_id", "asked_at"),
    Index("information_request_clock_id", "clock_id"),
)

calendar = Table(
    "calendar",
    metadata,
    Column("nation", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("known_from", Date, nullable=False),
    Column("known_until", Date, nullable=False),
    Column("holidays", JSONB, nullable=False),
    Column("published_at", INSTANT, nullable=False),
    PrimaryKeyConstraint("nation", "version", name="calendar_pkey"),
)
