"""An organisation reads nothing of the audit, and only keys of what it may read."""

from alembic import op

from plumbing.migrations import hide_audit, keep_keys_apart, show_audit, show_keys

revision = "0010"
down_revision = "0009"

SERVICE = "referral"
OWNERS = ("draft", "referral", "evidence_file")


def upgrade() -> None:
    hide_audit(op, SERVICE)
    readable = (f"EXISTS (SELECT FROM {owner} o WHERE o.id = owner_id)" for owner in OWNERS)  # nosec B608
    keep_keys_apart(op, SERVICE, " OR ".join(readable))


def downgrade() -> None:
    show_keys(op)
    show_audit(op, SERVICE)
