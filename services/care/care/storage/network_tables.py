"""What providers say of themselves, who was chosen to support whom, and moves that are asked for."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from care.domain.moving import HomeFault, HomeKind, MoveRefusal, MoveState
from care.storage.columns import Coded, by_whom, codes, of_a_case_at_a_provider, perhaps_by_whom
from care.storage.tables import metadata
from plumbing.tables import INSTANT

provider_profile = Table(
    "provider_profile",
    metadata,
    Column("provider_id", Text, ForeignKey("provider.id"), primary_key=True),
    codes("languages"),
    codes("regions"),
    Column("list_places", Integer),
    *by_whom("changed"),
    CheckConstraint("list_places >= 0", name="provider_profile_list_places"),
)

# Only added to: each choice of a provider for somebody, with what it was chosen by.
allocation = Table(
    "allocation",
    metadata,
    *of_a_case_at_a_provider(),
    Column("earlier_provider_id", Text, ForeignKey("provider.id")),
    Column("language", Text, nullable=False),
    Column("home", Text),
    Column("place_in_order", Integer, nullable=False),
    codes("reasons"),
    *by_whom("allocated"),
    CheckConstraint("place_in_order > 0", name="allocation_place_in_order"),
    CheckConstraint(
        "NOT reasons && ARRAY['regions_at_risk', 'houses_at_risk']", name="allocation_never_at_risk"
    ),
    Index("allocation_support_case_id", "support_case_id", "allocated_at"),
)

home_check = Table(
    "home_check",
    metadata,
    *of_a_case_at_a_provider(),
    Column("kind", Coded(HomeKind), nullable=False),
    codes("faults"),
    *by_whom("checked"),
    Column("is_move_wanted", Boolean),
    CheckConstraint("is_move_wanted IS NULL OR cardinality(faults) > 0", name="home_check_move_wanted"),
    Index("home_check_support_case_id", "support_case_id", "checked_at"),
)

move_request = Table(
    "move_request",
    metadata,
    *of_a_case_at_a_provider(),
    Column("reason", Coded(HomeFault), nullable=False),
    codes("further_reasons"),
    codes("regions"),
    codes("required_features"),
    codes("avoid_areas"),
    Column("is_local_connection_explained", Boolean, nullable=False),
    *by_whom("asked"),
    Column("state", Coded(MoveState), nullable=False),
    Column("refusal", Coded(MoveRefusal)),
    *perhaps_by_whom("answered", of="move_request"),
    Column("ended_at", INSTANT),
    Column("version", Integer, nullable=False),
    CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", name="move_request_refusal"),
    CheckConstraint("(state IN ('withdrawn', 'done')) = (ended_at IS NOT NULL)", name="move_request_ended"),
    Index(
        "move_request_one_under_way",
        "support_case_id",
        unique=True,
        postgresql_where=text("state IN ('asked', 'accepted')"),
    ),
    Index("move_request_support_case_id", "support_case_id", "asked_at"),
    Index("move_request_state", "state", "asked_at"),
)
