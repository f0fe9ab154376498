"""The tables. Answers are one sealed value; what must be found without a key stands beside it."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
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
from sqlalchemy.dialects.postgresql import UUID

from plumbing.tables import INSTANT, plumbing_tables

metadata = MetaData()
plumbing = plumbing_tables(metadata)


draft = Table(
    "draft",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("author", UUID, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("sealed_answers", LargeBinary, nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("started_at", INSTANT, nullable=False),
    Column("changed_at", INSTANT, nullable=False),
    Index("draft_author", "author", "changed_at"),
    Index("draft_changed_at", "changed_at"),
)

referral = Table(
    "referral",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("draft_id", UUID, nullable=False, unique=True),
    Column("author", UUID, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("nation", Text, nullable=False),
    Column("sealed_answers", LargeBinary, nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("sent_at", INSTANT, nullable=False),
    Column("holder", UUID, nullable=False),
    CheckConstraint("route IN ('nrm', 'dtn')", name="referral_route"),
    CheckConstraint("nation IN ('england', 'wales', 'scotland', 'northern-ireland')", name="referral_nation"),
    Index("referral_holder", "holder", "sent_at", "id"),
    Index("referral_organisation", "organisation", "sent_at", "id"),
)

unlisted_organisation = Table(
    "unlisted_organisation",
    metadata,
    Column(
        "referral_id",
        UUID,
        ForeignKey("referral.id", name="unlisted_organisation_referral"),
        primary_key=True,
    ),
    Column("organisation", Text, nullable=False),
    Column("sealed_name", LargeBinary, nullable=False),
    Column("named_at", INSTANT, nullable=False),
)

mail = Table(
    "mail",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("cause", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("recipient", UUID, nullable=False),
    Column("subject_id", UUID, nullable=False),
    Column("reference", Text),
    Column("deadline", Date),
    Column("created_at", INSTANT, nullable=False),
    Column("sent_at", INSTANT),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", INSTANT, nullable=False),
    CheckConstraint("kind IN ('sent', 'ending', 'deleted', 'asked', 'handed')", name="mail_kind"),
    UniqueConstraint("cause", name="mail_once"),
    Index("mail_waiting", "next_try_at", postgresql_where=text("sent_at IS NULL")),
)

journey = Table(
    "journey",
    metadata,
    Column("referral_id", UUID, primary_key=True),
    Column("case_opened_at", INSTANT),
    Column("reasonable_grounds_due_on", Date),
    Column("outcome", Text),
    Column("decided_at", INSTANT),
    Column("final_outcome", Text),
    Column("finally_decided_at", INSTANT),
    Column("support_opened_at", INSTANT),
    Column("contact_made_at", INSTANT),
    Column("support_started_on", Date),
    Column("arrived_on", Date),
    Column("departed_on", Date),
    Column("part_of", UUID),
    Column("part_of_since", INSTANT),
    CheckConstraint("outcome IN ('positive', 'negative')", name="journey_outcome"),
    CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="journey_decision_has_a_time"),
    CheckConstraint("final_outcome IN ('positive', 'negative')", name="journey_final_outcome"),
    CheckConstraint(
        "(final_outcome IS NULL) = (finally_decided_at IS NULL)", name="journey_final_decision_has_a_time"
    ),
    CheckConstraint("(part_of IS NULL) = (part_of_since IS NULL)", name="journey_part_of_has_a_time"),
    CheckConstraint("part_of <> referral_id", name="journey_not_part_of_itself"),
)

handover = Table(
    "handover",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("referral_id", UUID, ForeignKey("referral.id", name="handover_referral"), nullable=False),
    Column("organisation", Text, nullable=False),
    Column("handed_by", UUID, nullable=False),
    Column("handed_to", UUID, nullable=False),
    Column("handed_at", INSTANT, nullable=False),
    CheckConstraint("handed_by <> handed_to", name="handover_to_somebody_else"),
    Index("handover_referral_id", "referral_id"),
)

withdrawal = Table(
    "withdrawal",
    metadata,
    Column("referral_id", UUID, ForeignKey("referral.id", name="withdrawal_referral"), nullable=False),
    Column("consent", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("withdrawn_by", UUID, nullable=False),
    Column("withdrawn_at", INSTANT, nullable=False),
    CheckConstraint("consent IN ('referral', 'support')", name="withdrawal_consent"),
    PrimaryKeyConstraint("referral_id", "consent", name="withdrawal_pkey"),
)

information_request = Table(
    "information_request",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("referral_id", UUID, nullable=False),
    Column("requested_at", INSTANT, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("answered_by", UUID),
    Column("answered_at", INSTANT),
    Column("sealed_answer", LargeBinary),
    CheckConstraint(
        "(answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (sealed_answer IS NULL)",
        name="information_request_answered",
    ),
    Index("information_request_referral_id", "referral_id"),
)
