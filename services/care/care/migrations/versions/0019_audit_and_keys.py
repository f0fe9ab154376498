"""A provider reads nothing of the audit, and only keys of whom it supports, as of what is sealed with them."""

from alembic import op

from plumbing.migrations import hide_audit, keep_keys_apart, show_audit, show_keys

revision = "0019"
down_revision = "0017"

SERVICE = "care"
TENANT = "(SELECT nullif(current_setting('nrm.tenant', true), ''))"
SUPPORTED = f"EXISTS (SELECT FROM support_case c WHERE c.referral_id = owner_id AND c.provider_id = {TENANT})"  # nosec B608
STAYING = f"EXISTS (SELECT FROM safety_stay s WHERE s.id = owner_id AND s.provider_id = {TENANT})"  # nosec B608


def upgrade() -> None:
    hide_audit(op, SERVICE)
    keep_keys_apart(op, SERVICE, f"{SUPPORTED} OR {STAYING}")


def downgrade() -> None:
    show_keys(op)
    show_audit(op, SERVICE)
