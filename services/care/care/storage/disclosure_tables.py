"""What was asked of us from outside, and who looked at the address of a house."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from care.domain.disclosure import Asker, DisclosureState
from care.domain.refusals import Code
from care.storage.columns import Coded, by_whom, of_a_case, of_a_provider
from care.storage.tables import metadata
from plumbing.tables import INSTANT

disclosure_request = Table(
    "disclosure_request",
    metadata,
    *of_a_case(),
    of_a_provider(),
    Column("asker", Coded(Asker), nullable=False),
    Column("asked_on", Date, nullable=False),
    *by_whom("recorded"),
    Column("state", Coded(DisclosureState), nullable=False),
    Column("refused_for", Coded(Code)),
    Column("decided_at", INSTANT),
    Column("decided_by", Text),
    Column("expires_at", INSTANT),
    CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="disclosure_request_decided"),
    CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="disclosure_request_approver"),
    CheckConstraint("(state = 'released') = (expires_at IS NOT NULL)", name="disclosure_request_expires"),
    CheckConstraint(
        "state <> 'released' OR decided_by <> recorded_by", name="disclosure_request_second_person"
    ),
    Index("disclosure_request_support_case_id", "support_case_id"),
)

# Append-only: each time an address was looked at, by whom and why. The address itself is not here.
address_reveal = Table(
    "address_reveal",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("premises_id", UUID, ForeignKey("premises.id"), nullable=False),
    of_a_provider(),
    *by_whom("revealed"),
    Column("of_organisation", Text, nullable=False),
    Column("reason", Text),  # of those kept before reasons were sealed, until the sealing sweep comes by
    Column("sealed_reason", LargeBinary),
    Column("wrapped_key", LargeBinary),
    Column("key_version", Integer),
    CheckConstraint("length(btrim(reason)) > 0", name="address_reveal_reason"),
    CheckConstraint(
        "(reason IS NULL) <> (sealed_reason IS NULL) AND (sealed_reason IS NULL) = (wrapped_key IS NULL)"
        " AND (wrapped_key IS NULL) = (key_version IS NULL)",
        name="address_reveal_sealed",
    ),
    Index("address_reveal_provider_id", "provider_id", "revealed_at"),
)
