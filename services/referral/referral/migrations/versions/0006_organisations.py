"""Organisations that were typed in because the register lacks them, and one organisation's referrals by date."""

from alembic import op

from plumbing.migrations import grant, keep_tenants_apart

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SERVICE = "referral"

UNLISTED = """
CREATE TABLE unlisted_organisation (
    referral_id UUID PRIMARY KEY CONSTRAINT unlisted_organisation_referral REFERENCES referral,
    organisation TEXT NOT NULL,
    sealed_name BYTEA NOT NULL,
    named_at TIMESTAMPTZ NOT NULL
)
"""


def upgrade() -> None:
    op.execute(UNLISTED)
    grant(op, SERVICE, "unlisted_organisation", staff="SELECT, INSERT", tenant="SELECT, INSERT")
    keep_tenants_apart(op, SERVICE, "unlisted_organisation", "organisation")
    op.execute("CREATE INDEX referral_organisation ON referral (organisation, sent_at, id)")


def downgrade() -> None:
    op.execute("DROP INDEX referral_organisation")
    op.drop_table("unlisted_organisation")
