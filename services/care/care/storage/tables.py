"""The tables. What must never be wrong about a bed is held here by constraints, not by an `if`."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Time,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import UUID, ExcludeConstraint

from care.domain.beds import GenderPolicy
from care.domain.exit_dates import ExitBasis
from care.domain.intake import Pathway
from care.domain.offer import Answer, OfferState
from care.domain.people import Gender, Preference
from care.domain.placement import Absence, PlacementState
from care.domain.support import Away, EntryBasis
from care.domain.support_states import Step, SupportState
from care.storage.columns import Coded, codes, of_a_case, of_a_provider
from plumbing.tables import INSTANT, plumbing_tables

metadata = MetaData()
plumbing = plumbing_tables(metadata)

LIVE = "state NOT IN ('declined', 'expired', 'cancelled', 'no_show')"


provider = Table(
    "provider",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("regions_seen", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("source", Text, nullable=False),
    Column("confidence", Text, nullable=False),
)

intake = Table(
    "intake",
    metadata,
    Column("referral_id", UUID, primary_key=True),
    Column("reference", Text),
    Column("submitted_at", INSTANT),
    Column("nation", Text),
    Column("region", Text),
    Column("age_band", Text),
    Column("is_support_wanted", Boolean),
    Column("pathway", Coded(Pathway)),
    Column("turned_18_on", Date),
    Column("asked_at_18_at", INSTANT),
    Column("place_tonight_at", INSTANT),
    Column("danger_at", INSTANT),
    Index("intake_pathway", "pathway", "submitted_at"),
)

support_case = Table(
    "support_case",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("referral_id", UUID, ForeignKey("intake.referral_id"), nullable=False),
    Column("person_id", UUID, nullable=False),
    Column("reference", Text, nullable=False),
    Column("nation", Text, nullable=False),
    Column("region", Text),
    Column("is_adult", Boolean, nullable=False),
    Column("has_consented", Boolean, nullable=False),
    Column("has_safe_contact", Boolean, nullable=False),
    Column("is_interpreter_needed", Boolean, nullable=False),
    Column("is_still_exploited", Boolean, nullable=False),
    Column("state", Coded(SupportState), nullable=False),
    Column("consent_at", INSTANT, nullable=False),
    Column("opened_at", INSTANT, nullable=False),
    Column("contact_due_at", INSTANT, nullable=False),
    Column("contact_made_at", INSTANT),
    Column("contact_failed_at", INSTANT),
    Column("assessed_at", INSTANT),
    Column("started_on", Date),
    Column("support_end_on", Date),
    Column("provider_id", Text, ForeignKey("provider.id")),
    Column("offered_to", Text, ForeignKey("provider.id")),
    Column("allocated_to", Text, ForeignKey("provider.id")),
    Column("preference", Coded(Preference), nullable=False),
    Column("gender", Coded(Gender)),
    codes("required_features"),
    codes("avoid_areas"),
    Column("version", Integer, nullable=False),
    Column("agreement_withdrawn_at", INSTANT),
    Column("referral_withdrawn_at", INSTANT),
    Column("house_declines", Integer, nullable=False, server_default=text("0")),
    Column("entry_basis", Coded(EntryBasis)),
    Column("previous_case_id", UUID, ForeignKey("support_case.id")),
    Column("standing_at", INSTANT),
    Column("is_confirmed_victim", Boolean, nullable=False, server_default=text("false")),
    Column("exit_basis", Coded(ExitBasis)),
    Column("exit_decided_on", Date),
    Column("exit_received_on", Date),
    Column("may_re_enter_since", Date),
    Column("away", Coded(Away)),
    Column("away_since", INSTANT),
    Column("left_state", Coded(SupportState)),
    Column("ended_by", Coded(Step)),
    Column("exited_on", Date),
    Column("destination", Text),
    Column("stays_where_they_live", Boolean, nullable=False, server_default=text("false")),
    Column("worker_id", Text),
    Column("inspection_agreed_at", INSTANT),
    Column("place_tonight_at", INSTANT),
    Column("danger_at", INSTANT),
    CheckConstraint("worker_id IS NULL OR provider_id IS NOT NULL", name="support_case_worker"),
    CheckConstraint(
        "(state = 'suspended') = (away IS NOT NULL) AND (away IS NULL) = (away_since IS NULL)"
        " AND (away IS NULL) = (left_state IS NULL)",
        name="support_case_away",
    ),
    CheckConstraint("(exit_basis IS NULL) = (exit_decided_on IS NULL)", name="support_case_exit"),
    UniqueConstraint("referral_id", name="support_case_one_for_a_referral"),
    Index("support_case_state", "state", "contact_due_at"),
    Index("support_case_provider_id", "provider_id"),
    Index("support_case_worker_id", "provider_id", "worker_id"),
    Index(
        "support_case_awaiting_contact",
        "contact_due_at",
        postgresql_where=text("contact_made_at IS NULL AND contact_failed_at IS NULL"),
    ),
)

premises = Table(
    "premises",
    metadata,
    Column("id", UUID, primary_key=True),
    of_a_provider(),
    Column("code", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("gender_policy", Coded(GenderPolicy), nullable=False),
    Column("turnaround_days", Integer, nullable=False),
    codes("features"),
    Column("closed_on", Date),
    CheckConstraint("turnaround_days >= 0", name="premises_turnaround_days"),
    UniqueConstraint("code", name="premises_code"),
    Index("premises_region", "region"),
    Index("premises_provider_id", "provider_id"),
)

# The only table with an address in it: sealed, under a key ring of its own (VI-3).
premises_address = Table(
    "premises_address",
    metadata,
    Column("premises_id", UUID, ForeignKey("premises.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
)

bedspace = Table(
    "bedspace",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("premises_id", UUID, ForeignKey("premises.id"), nullable=False),
    of_a_provider(),
    Column("code", Text, nullable=False),
    Column("in_service_from", Date, nullable=False),
    Column("in_service_to", Date),
    codes("features"),
    Column("unit", Text),
    Column("admits_from", Time),
    Column("admits_until", Time),
    CheckConstraint("(admits_from IS NULL) = (admits_until IS NULL)", name="bedspace_admission_hours"),
    UniqueConstraint("code", name="bedspace_code"),
    Index("bedspace_premises_id", "premises_id"),
)

bed_void = Table(
    "bed_void",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("bedspace_id", UUID, ForeignKey("bedspace.id"), nullable=False),
    of_a_provider(),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    Column("is_emergency", Boolean, nullable=False, server_default=text("FALSE")),
    Column("cancelled_at", INSTANT),
    CheckConstraint("ends_on >= starts_on", name="bed_void_days"),
    ExcludeConstraint(
        ("bedspace_id", "="),
        (literal_column("daterange(starts_on, ends_on, '[]')"), "&&"),
        where=text("NOT is_cancelled"),
        using="gist",
        name="bed_void_once",
    ),
)

offer = Table(
    "offer",
    metadata,
    *of_a_case(),
    of_a_provider(),
    Column("is_emergency", Boolean, nullable=False),
    codes("needs"),
    Column("made_at", INSTANT, nullable=False),
    Column("expires_at", INSTANT, nullable=False),
    Column("state", Coded(OfferState), nullable=False),
    Column("person_answer", Coded(Answer)),
    Column("provider_answer", Coded(Answer)),
    Column("decline_reason", Text),
    Column("is_local_connection_explained", Boolean, nullable=False, server_default=text("FALSE")),
    Column("version", Integer, nullable=False),
    Index("offer_open", "expires_at", postgresql_where=text("state = 'open'")),
    Index("offer_provider_id", "provider_id", "state"),
    Index("offer_support_case_id", "support_case_id"),
)

placement = Table(
    "placement",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("offer_id", UUID, ForeignKey("offer.id")),
    Column("referral_id", UUID, nullable=False),
    Column("support_case_id", UUID, ForeignKey("support_case.id")),
    Column("safety_stay_id", UUID, ForeignKey("safety_stay.id")),
    Column("person_id", UUID, nullable=False),
    Column("bedspace_id", UUID, ForeignKey("bedspace.id"), nullable=False),
    Column("premises_id", UUID, ForeignKey("premises.id"), nullable=False),
    of_a_provider(),
    Column("region", Text, nullable=False),
    Column("arrival_on", Date, nullable=False),
    Column("departure_on", Date, nullable=False),
    Column("arrival_hour", Time),  # as agreed, in London (AC-9)
    Column("turnaround_days", Integer, nullable=False),
    Column("occupied_until", Date, nullable=False),
    Column("state", Coded(PlacementState), nullable=False),
    Column("gender", Coded(Gender)),
    Column("reason", Text),
    Column("destination", Text),
    Column("household_id", UUID),
    Column("dependant_id", UUID, ForeignKey("dependant.id")),
    codes("required_features"),
    Column("displaced_by", UUID, ForeignKey("bed_void.id")),
    Column("absence", Coded(Absence)),
    Column("absent_since", INSTANT),
    Column("version", Integer, nullable=False),
    CheckConstraint("(support_case_id IS NULL) = (safety_stay_id IS NOT NULL)", name="placement_whose"),
    CheckConstraint("(state = 'absent') = (absence IS NOT NULL)", name="placement_absence"),
    CheckConstraint("arrival_on <= departure_on", name="placement_days"),
    CheckConstraint("departure_on <= occupied_until", name="placement_turnaround_after_departure"),
    ExcludeConstraint(
        ("bedspace_id", "="),
        (literal_column("daterange(arrival_on, occupied_until, '[]')"), "&&"),
        where=text(LIVE),
        using="gist",
        name="placement_one_on_a_bed",
    ),
    # Meeting on one day is a transfer, so both ends are left out, except for a stay of one day.
    ExcludeConstraint(
        ("person_id", "="),
        (
            literal_column(
                "tsrange(arrival_on::timestamp, departure_on::timestamp,"
                " CASE WHEN arrival_on = departure_on THEN '[]' ELSE '()' END)"
            ),
            "&&",
        ),
        where=text(LIVE),
        using="gist",
        name="placement_one_for_a_person",
    ),
    Index("placement_premises_id", "premises_id", "occupied_until"),
    Index("placement_support_case_id", "support_case_id"),
    Index("placement_offer_id", "offer_id"),
    Index("placement_provider_id", "provider_id", "state"),
    Index("placement_person_id", "person_id"),
    Index("placement_safety_stay_id", "safety_stay_id"),
)
