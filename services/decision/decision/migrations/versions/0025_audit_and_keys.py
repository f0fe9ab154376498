"""No tenant acts in Decide: that role reads nothing of the audit, and no key."""

from alembic import op

from plumbing.migrations import hide_audit, keep_keys_apart, show_audit, show_keys

revision = "0025"
down_revision = "0024"

SERVICE = "decision"


def upgrade() -> None:
    hide_audit(op, SERVICE)
    keep_keys_apart(op, SERVICE, "false")


def downgrade() -> None:
    show_keys(op)
    show_audit(op, SERVICE)
